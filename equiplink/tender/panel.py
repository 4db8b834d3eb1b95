"""What the committee's verbs read: members, statements, checklists, sheets, low prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from equiplink.errors import Forbidden
from equiplink.tender import queries
from equiplink.tender.committee_rules import Assessment
from equiplink.tender.models import Bid, Member, Tender
from equiplink.tender.panel_models import (
    Adjustment,
    Check,
    OpeningRecord,
    PriceHold,
    Sheet,
    Signature,
)
from equiplink.tender.panel_rules import BELOW_MEAN, BELOW_NEXT, Marking, low
from equiplink.tender.panel_states import CheckItem, HoldState, SheetState
from equiplink.tender.states import TENDERS, Rejection
from equiplink.work import Work

FAILED_BY: dict[Rejection, CheckItem] = {
    Rejection.UNSIGNED: CheckItem.SIGNED,
    Rejection.NO_CONSORTIUM_AGREEMENT: CheckItem.CONSORTIUM,
    Rejection.UNQUALIFIED: CheckItem.QUALIFIED,
    Rejection.SEVERAL_PRICES: CheckItem.SINGLE,
    Rejection.BELOW_COST: CheckItem.PRICE,
    Rejection.ABOVE_MAX_PRICE: CheckItem.PRICE,
    Rejection.NOT_RESPONSIVE: CheckItem.RESPONSIVE,
    Rejection.UNLAWFUL: CheckItem.LAWFUL,
}
"""The item that a rejection stands on; related bidders are found in the register instead."""

R = TypeVar("R", Adjustment, PriceHold)


@dataclass(frozen=True, slots=True)
class Review:
    """The checklist of one bid: answers by item, what is missing, what failed."""

    answers: Mapping[str, bool]
    missing: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Every item was answered, and with yes."""
        return not self.missing and not self.failed


def seat_of(work: Work, tender_id: UUID) -> Member | None:
    """Return the actor's own seat; None when he does not sit."""
    return work.first(Member, tender_id=tender_id, person_id=work.actor.id, left_at=None)


def own_seat(work: Work, tender_id: UUID) -> Member:
    """Return the actor's own seat; raise ``Forbidden`` when he does not sit."""
    member = seat_of(work, tender_id)
    if member is None:
        raise Forbidden(
            "you do not sit on this committee", zh="您不是本次评标委员会成员", field="actor"
        )
    return member


def marking(
    work: Work, tender: Tender, member: Member, bids: Sequence[Bid] = (), missing: int = 0
) -> Marking:
    """Return what a member's marks of *bids* are judged by."""
    reviews = checklists(work, tender, bids)
    bare = [bid for bid in bids if not reviews[bid.id].passed]
    names = queries.bidding(work, bare)
    return Marking(
        today=work.today,
        method=tender.method,
        declared=member.declared_at is not None,
        interest=member.interest,
        unchecked=tuple(names[bid.supplier_id].name for bid in bare),
        missing=missing,
    )


def items(tender: Tender) -> tuple[str, ...]:
    """Return what is asked of every bid: the law's seven and what the notice lists."""
    return (*CheckItem, *tender.qualifications)


def checklists(work: Work, tender: Tender, bids: Sequence[Bid]) -> dict[UUID, Review]:
    """Return the checklist of each of *bids*; a new one has no answer at all."""
    columns = select(Check.bid_id, Check.item, Check.passes).filter_by(mine_id=work.mine_id)
    current = columns.where(Check.bid_id.in_([bid.id for bid in bids]), Check.replaced_at.is_(None))
    found: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for bid_id, item, passes in work.session.execute(current.order_by(Check.id)) if bids else ():
        found[bid_id][item] = passes
    asked = items(tender)
    return {
        bid.id: Review(
            answers := found[bid.id],
            tuple(item for item in asked if item not in answers),
            tuple(item for item, passes in answers.items() if not passes),
        )
        for bid in bids
    }


def sheets(work: Work, tender_id: UUID) -> list[Sheet]:
    """Return the sheets that count, in the order of the members' seats."""
    query = (
        select(Sheet)
        .filter_by(mine_id=work.mine_id, tender_id=tender_id)
        .where(Sheet.state != SheetState.VOID)
        .order_by(Sheet.member_id)
    )
    return list(work.session.scalars(query))


def points(given: Iterable[Sheet]) -> dict[UUID, dict[str, list[Decimal]]]:
    """Return what the members gave: bid → criterion → points, members in the same order."""
    found: dict[UUID, dict[str, list[Decimal]]] = {}
    for sheet in given:
        for bid_id, marks in sheet.marks.items():
            of_bid = found.setdefault(UUID(bid_id), {})
            for criterion, mark in marks.items():
                of_bid.setdefault(criterion, []).append(Decimal(mark))
    return found


def marked(tender: Tender) -> dict[str, int]:
    """Return the criteria that members mark, with their weights."""
    return {each["name"]: each["weight"] for each in tender.criteria if not each.get("formula")}


def stands_on(why: Rejection, failed: Sequence[str], tender: Tender) -> bool:
    """Say whether a failed item stands behind a rejection; related bidders need none."""
    item = FAILED_BY.get(why)
    if item is None or item in failed:
        return True
    return why is Rejection.UNQUALIFIED and not set(failed).isdisjoint(tender.qualifications)


def assessment(
    work: Work,
    tender: Tender,
    by_lot: Mapping[UUID, Sequence[Bid]],
    given: Sequence[Sheet],
    members: Sequence[Member],
) -> Assessment:
    """Return what the end of the evaluation is judged by, but for ranks and relations."""
    live = [bid for bids in by_lot.values() for bid in bids]
    reviews = checklists(work, tender, live)
    suppliers = queries.bidding(work, live)
    names = {bid.id: suppliers[bid.supplier_id].name for bid in live}
    record = work.first(OpeningRecord, tender_id=tender.id)
    return Assessment(
        today=work.today,
        method=tender.method,
        statutory=tender.statutory,
        members=len(members),
        experts=sum(member.expert for member in members),
        live=min(map(len, by_lot.values()), default=0),
        too_dear=queries.too_dear(work, tender, live),
        unscored=_missing(tender, by_lot, members, given),
        recorded=record is not None and record.signed,
        silent=sum(member.declared_at is None for member in members),
        interested=sum(bool(member.interest) for member in members),
        unchecked=tuple(names[bid.id] for bid in live if reviews[bid.id].missing),
        failed=tuple(names[bid.id] for bid in live if reviews[bid.id].failed),
        unsigned=sum(sheet.state is not SheetState.SIGNED for sheet in given),
        low=tuple(
            names[bid.id] for bid in unexplained(work, *by_lot.values())
        ),
    )  # fmt: skip


def _missing(
    tender: Tender,
    by_lot: Mapping[UUID, Sequence[Bid]],
    members: Sequence[Member],
    given: Sequence[Sheet],
) -> int:
    """Count the marks that lack: every member marks every live bid by every criterion."""
    filled = {(sheet.member_id, sheet.lot_id): sheet.marks for sheet in given}
    wanted = marked(tender)
    return sum(
        name not in filled.get((member.id, lot_id), {}).get(str(bid.id), {})
        for lot_id, bids in by_lot.items()
        for member in members
        for bid in bids
        for name in wanted
    )


def unsigned(work: Work, tender: Tender) -> int:
    """Count the members who have neither signed the report nor refused to."""
    if tender.method not in TENDERS:
        return 0
    signed = {each.member_id for each in work.all(Signature, tender_id=tender.id)}
    return sum(member.id not in signed for member in queries.committee(work, tender.id))


def adjusted(work: Work, bids: Sequence[Bid]) -> dict[UUID, Decimal]:
    """Return what the committee adds to each price before it compares, in CNY."""
    sums: dict[UUID, Decimal] = defaultdict(Decimal)
    for each in _of_bids(work, Adjustment, bids):
        sums[each.bid_id] += each.amount
    return sums


def unexplained(work: Work, *lots: Sequence[Bid]) -> list[Bid]:
    """Return those bids, given lot by lot, whose low price waits for what it takes."""
    limits = {"mean": work.setting(BELOW_MEAN), "following": work.setting(BELOW_NEXT)}
    every = [bid for bids in lots for bid in bids]
    holds = {each.bid_id: each.state for each in _of_bids(work, PriceHold, every)}
    return [
        bid
        for bids in lots
        for bid in bids
        if bid.price is not None
        and holds.get(bid.id) is not HoldState.ACCEPTED
        and (
            bid.id in holds
            or low([each.price for each in bids if each.price is not None], bid.price, **limits)
        )
    ]


def _of_bids(work: Work, model: type[R], bids: Sequence[Bid]) -> Sequence[R]:
    if not bids:
        return ()
    query = select(model).filter_by(mine_id=work.mine_id)
    if model is not PriceHold:
        query = query.filter_by(replaced_at=None)
    return work.session.scalars(
        query.where(model.bid_id.in_([bid.id for bid in bids])).order_by(model.id)
    ).all()
