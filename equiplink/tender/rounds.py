"""When it does not come to a contract: lots that fail, awards set aside, another round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from equiplink.db import one_of
from equiplink.errors import Conflict, Unreadable, said
from equiplink.tender import queries
from equiplink.tender.drafting import Wanted, begin
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.tender.opening_rules import FAILURE, Failure
from equiplink.tender.states import (
    BID,
    LOT,
    TENDER,
    TENDERS,
    BidState,
    Evaluation,
    Ground,
    LotState,
    Method,
    Skip,
)
from equiplink.tender.terms import again
from equiplink.work import Work


def fail(work: Work, tender_id: UUID, *, reason: str) -> Tender:
    """Declare all pending lots failed: too few bids or shares, or no candidate who may win.

    The tender fails with them unless another lot is awarded. Bids that were not
    opened go back unopened; their content is not kept.
    """
    reason = said(reason, "失败原因", field="reason")
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "fail")
    _fail(work, tender, queries.pending(work, tender_id), reason)
    return tender


def fail_lot(work: Work, lot_id: UUID, *, reason: str) -> Lot:
    """Declare one lot failed, for the reasons of ``fail``; the others go on."""
    reason = said(reason, "失败原因", field="reason")
    lot = work.get(Lot, lot_id)
    tender = work.get(Tender, lot.tender_id)
    TENDER.next(tender.state, "fail")
    LOT.next(lot.state, "fail")
    _fail(work, tender, [lot], reason)
    return lot


def _fail(work: Work, tender: Tender, lots: Sequence[Lot], reason: str) -> None:
    live = queries.by_lot(work, tender)
    key_lost = queries.key_is_lost(work, tender)
    ranks = _ranks(work, tender)
    warnings = [
        finding
        for lot in lots
        for finding in FAILURE.require(
            Failure(
                today=work.today,
                method=tender.method,
                passed=queries.passed(work, tender),
                live=len(live[lot.id]) + len(ranks[lot.id].dropped),
                key_lost=key_lost,
                set_aside=ranks[lot.id].first_is_gone,
                able=ranks[lot.id].able,
            ),
            work.policy,
        )
    ]
    for lot in lots:
        close(
            work, lot, "fail", reason=reason, bids=len(live[lot.id]), key_lost=key_lost,
            unable=ranks[lot.id].unable,
        )  # fmt: skip
    known = queries.lots(work, tender.id)
    if any(lot.state is LotState.PENDING for lot in known):
        return
    awarded = [lot.no for lot in known if lot.state is LotState.AWARDED]
    if awarded:
        tender.awarded_on = work.today
    work.step(
        TENDER, tender, "conclude" if awarded else "fail", warnings=warnings, reason=reason,
        bids=sum(map(len, live.values())), key_lost=key_lost, awarded=awarded,
    )  # fmt: skip


@dataclass(slots=True)
class _Ranks:
    """What became of the ranked bids of a lot. ``able`` counts who may still win."""

    able: int | None = None
    dropped: list[int] = field(default_factory=list)
    unable: list[str] = field(default_factory=list)
    first_is_gone: bool = False


def _ranks(work: Work, tender: Tender) -> dict[UUID, _Ranks]:
    """Return it by lot; who may not sell today, or has won enough lots, cannot win."""
    bids = work.all(Bid, Bid.rank, tender_id=tender.id)
    names = queries.bidding(work, bids)
    standing_candidates = [bid for bid in bids if bid.state is BidState.CANDIDATE]
    barred = queries.barred(work, [bid.supplier_id for bid in standing_candidates])
    barred |= queries.limit(work, tender).full
    found: dict[UUID, _Ranks] = defaultdict(_Ranks)
    for bid in bids:
        ranks = found[bid.lot_id]
        if bid.state is BidState.SET_ASIDE:
            ranks.first_is_gone = True
        elif bid.state is BidState.DROPPED:
            ranks.first_is_gone = ranks.first_is_gone or ranks.able is None
            ranks.able = ranks.able or 0
            ranks.dropped.append(bid.rank or 0)
            ranks.unable.append(names[bid.supplier_id].name)
        elif bid.state is BidState.CANDIDATE:
            ranks.able = (ranks.able or 0) + (bid.supplier_id not in barred)
            ranks.unable += [names[bid.supplier_id].name] * (bid.supplier_id in barred)
    return found


def close(work: Work, lot: Lot, action: str, **details: Any) -> None:
    """End a lot without a winner; its sealed bids go back as they came."""
    for bid in work.all(Bid, lot_id=lot.id, state=BidState.SEALED):
        bid.sealed = ""
        work.step(BID, bid, "give_back", tender_id=lot.tender_id, lot=lot.no)
    work.step(LOT, lot, action, tender_id=lot.tender_id, no=lot.no, **details)


def call_off(work: Work, tender_id: UUID, reason: str) -> None:
    """End the lots of a tender that is cancelled."""
    for lot in queries.pending(work, tender_id):
        close(work, lot, "cancel", reason=reason)


def set_aside(work: Work, lot_id: UUID, *, reason: str, evidence: str) -> Lot:
    """Set the award of a lot aside before a contract binds; the next candidate may then win.

    *reason* is a word of ``Skip`` but ``tied`` (实施条例 第五十五条), *evidence* names the
    paper that proves it. Raises ``Conflict`` when the contract is signed.
    """
    why = one_of(Skip, reason, field="reason")
    evidence = said(evidence, "证据", field="evidence")
    _not_for_a_tie(why)
    lot = work.get(Lot, lot_id)
    tender = work.get(Tender, lot.tender_id)
    LOT.next(lot.state, "set_aside")
    bid = work.first(Bid, lot_id=lot_id, state=BidState.WON)
    if bid is None:
        raise Conflict(
            "the contract of this lot is signed; terminate the contract instead",
            zh="该标段合同已签订，不能取消中标；请按合同办理解除",
            field="lot_id",
        )
    details: dict[str, Any] = {
        "bid_id": bid.id, "supplier_id": bid.supplier_id, "reason": why,
        "evidence": evidence, "lot": lot.no,
    }  # fmt: skip
    lot.awarded_on = tender.awarded_on = None
    work.step(BID, bid, "set_aside", tender_id=tender.id, reason=why, evidence=evidence)
    work.step(LOT, lot, "set_aside", **details)
    work.step(TENDER, tender, "set_aside", **details)
    return lot


def drop_candidate(work: Work, bid_id: UUID, *, reason: str, evidence: str) -> Bid:
    """Take a candidate out before the award: he gives up, or one of the law's reasons is proven.

    *reason* is a word of ``Skip`` but ``tied``, *evidence* names the paper. The next
    candidate moves up; when nobody is left the lot fails.
    """
    why = one_of(Skip, reason, field="reason")
    evidence = said(evidence, "证据", field="evidence")
    _not_for_a_tie(why)
    bid = work.get(Bid, bid_id)
    TENDER.next(work.get(Tender, bid.tender_id).state, "award")
    LOT.next(work.get(Lot, bid.lot_id).state, "award")
    work.step(
        BID, bid, "drop", tender_id=bid.tender_id, rank=bid.rank, reason=why, evidence=evidence
    )
    return bid


def _not_for_a_tie(why: Skip) -> None:
    if why is Skip.TIED:
        raise Unreadable(
            "a tie takes nobody out; name what the bidder did or did not do",
            zh="并列不是取消的原因；请写明放弃、不可抗力、未交履约保证金或违法",
            field="reason",
        )


def next_round(
    work: Work, tender_id: UUID, *, method: str = "", reason: str = "", ground: str = ""
) -> Tender:
    """Draft the next round for the lots that failed, with the same lines and measures.

    *method* (a word of ``Method``) is another way to buy, with its own *reason* and
    *ground*; a less open one takes two failed rounds and ``approve_change``.
    """
    last = work.get(Tender, tender_id)
    TENDER.next(last.state, "next_round")
    failed = _failed(work, tender_id)
    measures = _measures(last, method, reason, ground)
    tender = Tender(
        number=last.number,
        round=_rounds(work, last.number) + 1,
        previous_id=last.id,
        title=last.title,
        works_related=last.works_related,
        state_funds=last.state_funds,
        infrastructure_project=last.infrastructure_project,
        **measures,
        qualifications=last.qualifications,
        review_factors=last.review_factors,
        most_lots=last.most_lots and min(last.most_lots, len(failed)),
        **again(last, marked=bool(measures["criteria"])),
    )
    numbers = {lot.id: lot.no for lot in failed}
    lines = [
        Wanted(plan_line_id=line.plan_line_id, quantity=line.quantity, lot=numbers[line.lot_id])
        for line in queries.lines(work, tender_id)
        if line.lot_id in numbers
    ]
    made = begin(work, tender, [_again(lot, place) for place, lot in enumerate(failed, 1)], lines)
    work.step(
        TENDER, last, "next_round", tender_id=made.id, round=made.round,
        lots=list(numbers.values()),
    )  # fmt: skip
    return made


def _measures(last: Tender, method: str, reason: str, ground: str) -> dict[str, Any]:
    """Return how the next round is bought and compared; without a tender by price alone."""
    chosen = one_of(Method, method, field="method") if method else last.method
    if chosen is last.method and not (reason or ground):
        same: dict[str, Any] = {"reason": last.reason, "ground": last.ground}
    else:
        same = {
            "reason": reason,
            "ground": one_of(Ground, ground, field="ground") if ground else None,
        }
    by_price = chosen not in TENDERS
    return same | {
        "method": chosen,
        "evaluation": Evaluation.LOWEST_EVALUATED_PRICE if by_price else last.evaluation,
        "criteria": [] if by_price else last.criteria,
        "trim_scores": last.trim_scores and not by_price,
    }


def _failed(work: Work, tender_id: UUID) -> list[Lot]:
    """Return the failed lots that no later round has taken up."""
    failed = [lot for lot in queries.lots(work, tender_id) if lot.state is LotState.FAILED]
    query = select(Lot.previous_id).filter_by(mine_id=work.mine_id)
    taken = set(work.session.scalars(query.where(Lot.previous_id.in_([x.id for x in failed]))))
    left = [lot for lot in failed if lot.id not in taken]
    if not left:
        raise Conflict(
            "no lot has failed that waits for another round",
            zh="没有失败且尚未重新招标的标段",
            field="tender_id",
        )
    return left


def _rounds(work: Work, number: str) -> int:
    query = select(func.max(Tender.round)).filter_by(mine_id=work.mine_id, number=number)
    return int(work.session.scalar(query) or 0)


def _again(lot: Lot, position: int) -> Lot:
    return Lot(
        no=lot.no,
        position=position,
        title=lot.title,
        max_price=lot.max_price,
        bid_bond=lot.bid_bond,
        previous_id=lot.id,
        attempt=lot.attempt + 1,
    )
