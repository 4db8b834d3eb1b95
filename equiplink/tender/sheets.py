"""Score sheets: one of each member for each lot, entered, then signed, then never changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import TypedDict
from uuid import UUID

from equiplink.db import THOUSANDTHS, canonical, exact, new_id
from equiplink.errors import Forbidden, NotFound, Unreadable, said
from equiplink.tender import panel, queries
from equiplink.tender.models import Bid, Lot, Member, Tender
from equiplink.tender.panel_models import Sheet
from equiplink.tender.panel_rules import MARKS, SIGNED_SHEET
from equiplink.tender.panel_states import SCORE_SHEET, SheetState
from equiplink.tender.states import TENDER, BidState
from equiplink.work import Work


class Mark(TypedDict):
    """What a bid gets for a criterion, from nothing to its weight; three decimals at most."""

    bid_id: UUID
    criterion: str
    points: Decimal


def fill_sheet(work: Work, lot_id: UUID, *, marks: Sequence[Mark], reason: str = "") -> Sheet:
    """Enter marks on your own sheet of a lot; all at once or a few at a time.

    A bid is marked when its checklist has passed. A signed sheet is not changed:
    with a *reason* it is annulled and a new one takes its place, with the old
    marks and these.
    """
    lot = work.get(Lot, lot_id)
    tender = work.get(Tender, lot.tender_id)
    TENDER.next(tender.state, "evaluate")
    member = panel.own_seat(work, tender.id)
    bids = _bids(work, lot, marks)
    _check(panel.marked(tender), marks)
    warnings = MARKS.require(panel.marking(work, tender, member, bids), work.policy)
    sheet = _sheet(work, member, lot, reason)
    filled = {bid_id: dict(of_bid) for bid_id, of_bid in sheet.marks.items()}
    for mark in marks:
        filled.setdefault(str(mark["bid_id"]), {})[mark["criterion"]] = f"{mark['points']:f}"
    sheet.marks = filled
    work.step(
        SCORE_SHEET, sheet, "fill", warnings=warnings, tender_id=tender.id, lot_id=lot_id,
        member_id=member.id, marks=filled, reason=sheet.reason,
    )  # fmt: skip
    return sheet


def sign_sheet(work: Work, sheet_id: UUID) -> Sheet:
    """Sign your own sheet when every valid bid of the lot has every mark; it then stands."""
    sheet = work.get(Sheet, sheet_id)
    tender = work.get(Tender, sheet.tender_id)
    TENDER.next(tender.state, "evaluate")
    member = panel.own_seat(work, tender.id)
    if member.id != sheet.member_id:
        raise Forbidden("a sheet is signed by whose it is", zh="评分表只能由本人签字")
    live = [bid for bid in queries.live_bids(work, tender.id) if bid.lot_id == sheet.lot_id]
    wanted = panel.marked(tender)
    missing = sum(
        name not in sheet.marks.get(str(bid.id), {}) for bid in live for name in wanted
    )  # fmt: skip
    warnings = SIGNED_SHEET.require(
        panel.marking(work, tender, member, live, missing), work.policy
    )  # fmt: skip
    sheet.fingerprint = sha256(canonical(sheet.marks).encode()).hexdigest()
    sheet.signed_at = work.now
    work.step(SCORE_SHEET, sheet, "sign", warnings=warnings, fingerprint=sheet.fingerprint)
    return sheet


def _sheet(work: Work, member: Member, lot: Lot, reason: str) -> Sheet:
    """Return the sheet that is to be filled; a signed one makes room for another."""
    own = work.all(Sheet, member_id=member.id, lot_id=lot.id)
    former = next((each for each in own if each.state is not SheetState.VOID), None)
    if former is not None and former.state is SheetState.ENTERED:
        return former
    marks = {}
    if former is not None:
        reason = said(reason, "更改已签字评分表的理由", field="reason")
        marks = former.marks
        work.step(SCORE_SHEET, former, "annul", reason=reason)
    return Sheet(
        id=new_id(), tender_id=lot.tender_id, lot_id=lot.id, member_id=member.id, marks=marks,
        reason=reason,
    )  # fmt: skip


def _bids(work: Work, lot: Lot, marks: Sequence[Mark]) -> list[Bid]:
    known = {bid.id: bid for bid in work.all(Bid, lot_id=lot.id, state=BidState.OPENED)}
    asked = dict.fromkeys(mark["bid_id"] for mark in marks)
    if not asked or not known.keys() >= asked.keys():
        raise NotFound(
            "marks name a bid that is not on the table of this lot, or none",
            zh="评分所指的投标不在本标段评审之列，或未填写评分",
            field="marks",
        )
    return [known[bid_id] for bid_id in asked]


def _check(weights: dict[str, int], marks: Sequence[Mark]) -> None:
    for mark in marks:
        weight = weights.get(mark["criterion"])
        if weight is None:
            known = "、".join(weights) or "—"
            raise Unreadable(
                f"criterion '{mark['criterion']}' is not marked by members; possible: {known}",
                zh=f"评审因素“{mark['criterion']}”不由委员评分；可评：{known}",
                field="criterion",
            )
        if not 0 <= exact(mark["points"], THOUSANDTHS, field="points") <= weight / THOUSANDTHS:
            raise Unreadable(
                f"points {mark['points']} are not between 0 and {weight}",
                zh=f"评分 {mark['points']} 不在 0 至 {weight} 之间",
                field="points",
            )
