"""What the verbs of a tender read: the plan behind it, the invited, the bids, the committee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from equiplink.catalogue import queries as catalogue
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.rules import BANNED, SAFETY_MARK
from equiplink.db import PENNIES, Record
from equiplink.errors import Unreadable
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.models import Place
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.states import PlanState
from equiplink.supplier.models import Supplier
from equiplink.supplier.queries import facts as standing
from equiplink.supplier.rules import ELIGIBLE
from equiplink.tender.clock_rules import LEAST_BIDDERS
from equiplink.tender.models import (
    Bid,
    BidLine,
    Invitation,
    KeyShare,
    Lot,
    Member,
    Objection,
    Tender,
    TenderLine,
)
from equiplink.tender.opening_rules import BIDDERS, Opening
from equiplink.tender.rules import Portion
from equiplink.tender.states import BidState, LotState, TenderState
from equiplink.work import Work

DEAD = (TenderState.FAILED, TenderState.CANCELLED)
OUT = (
    BidState.WITHDRAWN,
    BidState.LATE,
    BidState.RETURNED,
    BidState.REJECTED,
    BidState.DROPPED,
    BidState.SET_ASIDE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the tender with the plan line, plan and product behind it."""

    line: TenderLine
    need: PlanLine
    plan: Plan
    product: Product
    kind: DeviceClass
    place: Place

    @property
    def stands(self) -> bool:
        """The plan line has not changed since it was tendered."""
        return not self.need.removed and self.need.revision <= self.line.plan_revision


def sources(work: Work, lines: Sequence[TenderLine]) -> list[Source]:
    """Return what stands behind *lines*, in the order of the plan."""
    by_need = {line.plan_line_id: line for line in lines}
    query = (
        select(PlanLine, Plan, Product, DeviceClass, Place)
        .where(PlanLine.mine_id == work.mine_id, PlanLine.id.in_(by_need))
        .join(Plan, (Plan.mine_id == PlanLine.mine_id) & (Plan.id == PlanLine.plan_id))
        .join(Product, Product.id == PlanLine.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .join(Place, (Place.mine_id == PlanLine.mine_id) & (Place.id == PlanLine.place_id))
        .order_by(PlanLine.plan_id, PlanLine.no)
    )
    rows = work.session.execute(query)
    return [
        Source(by_need[need.id], need, plan, product, kind, place)
        for need, plan, product, kind, place in rows
    ]


def portions(work: Work, tender_id: UUID, behind: Sequence[Source]) -> tuple[Portion, ...]:
    """Say of each line how much the plan has left when all other live tenders are counted."""
    taken = _taken(work, tender_id, [source.need.id for source in behind])
    return tuple(
        Portion(
            no=source.need.no,
            asked=source.line.quantity,
            left=source.need.quantity - taken.get(source.need.id, Decimal(0)),
            approved=source.plan.state is PlanState.APPROVED and source.stands,
        )
        for source in behind
    )


def _taken(work: Work, tender_id: UUID, needs: Sequence[UUID]) -> dict[UUID, Decimal]:
    query = (
        select(TenderLine.plan_line_id, TenderLine.quantity)
        .join(Tender, (Tender.mine_id == TenderLine.mine_id) & (Tender.id == TenderLine.tender_id))
        .join(Lot, (Lot.mine_id == TenderLine.mine_id) & (Lot.id == TenderLine.lot_id))
        .where(TenderLine.mine_id == work.mine_id, TenderLine.plan_line_id.in_(needs))
        .where(Tender.id != tender_id, Tender.state.not_in(DEAD), Lot.state != LotState.FAILED)
    )
    taken: dict[UUID, Decimal] = {}
    for need_id, quantity in work.session.execute(query):
        taken[need_id] = taken.get(need_id, Decimal(0)) + quantity
    return taken


def banned(work: Work, behind: Sequence[Source]) -> tuple[Finding, ...]:
    """Return what the banned lists say today of what is to be bought."""
    return tuple(
        finding for source in behind for finding in _banned(work, source.product, source.place)
    )


def _banned(work: Work, goods: Product, place: Place) -> tuple[Finding, ...]:
    return BANNED.judge(catalogue.banned_facts(work, goods, zone=place.zone), work.policy)


def goods_of(work: Work, offers: Sequence[BidLine]) -> dict[UUID, Product]:
    """Return the catalogue's product for each offer, by line of the tender; unknown ones lack."""
    query = select(Product).where(Product.model.in_([offer.model for offer in offers]))
    known = {(each.model, each.maker): each for each in work.session.scalars(query)}
    return {
        offer.tender_line_id: known[offer.model, offer.maker]
        for offer in offers
        if (offer.model, offer.maker) in known
    }


def unfit(
    work: Work, offers: Sequence[BidLine], behind: Sequence[Source], goods: Mapping[UUID, Product]
) -> tuple[Finding, ...]:
    """Return what banned lists and safety marks say of the offered goods (L02, M01)."""
    by_line = {source.line.id: source for source in behind}
    found: list[Finding] = []
    for offer in offers:
        source, offered = by_line[offer.tender_line_id], goods.get(offer.tender_line_id)
        if offered is not None:
            found += _banned(work, offered, source.place)
        if source.kind.requires_mark or offer.mark_number:
            facts = catalogue.mark_facts(
                work, offer.mark_number, goods=offered, required=source.kind.requires_mark
            )
            found += SAFETY_MARK.judge(facts, work.policy)
    return tuple(found)


def estimate(behind: Sequence[Source]) -> Decimal:
    """Return the estimated price of the lines in CNY."""
    exact = sum((s.line.quantity * s.need.estimate for s in behind), Decimal(0))
    return exact.quantize(PENNIES, ROUND_HALF_UP)


def lines(work: Work, tender_id: UUID, **of: UUID) -> Sequence[TenderLine]:
    """Return the lines of a tender, or of one ``lot_id``, in the order in which they were given."""
    return work.all(TenderLine, tender_id=tender_id, **of)


def lots(work: Work, tender_id: UUID) -> Sequence[Lot]:
    """Return the lots of a tender in the order of the notice."""
    return work.all(Lot, Lot.position, tender_id=tender_id)


def pending(work: Work, tender_id: UUID) -> list[Lot]:
    """Return the lots that are neither awarded nor failed, in the order of the notice."""
    return [lot for lot in lots(work, tender_id) if lot.state is LotState.PENDING]


def lot_of(work: Work, tender_id: UUID, lot_id: UUID | None) -> Lot:
    """Return the lot of a tender; without *lot_id* the only one it has."""
    known = {lot.id: lot for lot in lots(work, tender_id)}
    if lot_id is None and len(known) == 1:
        return next(iter(known.values()))
    if lot_id not in known:
        named = "、".join(f"{lot.no} = {lot.id}" for lot in known.values())
        raise Unreadable(
            f"lot_id is none of this tender's lots: {named}",
            zh=f"请写明本次招标的标段 lot_id：{named}",
            field="lot_id",
        )
    return known[lot_id]


@dataclass(frozen=True, slots=True)
class Limit:
    """Who has won as many lots as the notice lets one bidder win, and what is not decided yet."""

    full: frozenset[UUID]
    waiting: tuple[Lot, ...]

    def before(self, lot: Lot) -> tuple[str, ...]:
        """Return the lots that the notice places before *lot* and that are not decided."""
        return tuple(each.no for each in self.waiting if each.position < lot.position)


def limit(work: Work, tender: Tender) -> Limit:
    """Return how the notice's limit on lots for one bidder stands; it may have none."""
    if tender.most_lots is None:
        return Limit(frozenset(), ())
    won = Counter(
        bid.supplier_id
        for bid in work.all(Bid, tender_id=tender.id)
        if bid.state in {BidState.WON, BidState.BOUND}
    )
    full = frozenset(each for each, count in won.items() if count >= tender.most_lots)
    return Limit(full, tuple(pending(work, tender.id)))


def least(tender: Tender) -> int:
    """Return how many bids a lot of this tender takes."""
    return BIDDERS.get(tender.method, LEAST_BIDDERS)


def invited(work: Work, tender_id: UUID) -> int:
    """Return how many suppliers are invited."""
    query = select(func.count()).select_from(Invitation)
    count: Any = work.session.scalar(query.filter_by(mine_id=work.mine_id, tender_id=tender_id))
    return int(count)


def unanswered(work: Work, tender_id: UUID) -> int:
    """Return how many objections that came in time wait for an answer."""
    return len(work.all(Objection, tender_id=tender_id, answered_at=None, late=False))


def live_bids(work: Work, tender_id: UUID) -> list[Bid]:
    """Return the bids that still count, none withdrawn, late or rejected, as they came."""
    bids = work.all(Bid, Bid.received_at, Bid.id, tender_id=tender_id)
    return [bid for bid in bids if bid.state not in OUT]


def by_lot(work: Work, tender: Tender) -> dict[UUID, list[Bid]]:
    """Return the live bids of every lot that is pending, in the order of the notice."""
    bids: dict[UUID, list[Bid]] = {lot.id: [] for lot in pending(work, tender.id)}
    for bid in live_bids(work, tender.id):
        if bid.lot_id in bids:
            bids[bid.lot_id].append(bid)
    return bids


def opening(work: Work, tender: Tender) -> Opening:
    """Return what the opening of a tender, or the handing in of a share, is judged by."""
    return Opening(
        today=work.today,
        method=tender.method,
        deadline=deadline(work, tender),
        passed=passed(work, tender),
        bids=max(map(len, by_lot(work, tender).values()), default=0),
        unanswered=unanswered(work, tender.id),
        shares=sum(each.handed_in_at is not None for each in shares(work, tender.id)),
        needed=tender.threshold or 0,
    )


def passed(work: Work, tender: Tender) -> bool:
    """Say whether the deadline has passed; the moment itself is too late for a bid."""
    return tender.deadline is not None and tender.deadline <= work.now


def deadline(work: Work, tender: Tender) -> str:
    """Return the deadline as a person in the mine reads it."""
    if tender.deadline is None:
        return "—"
    return local(work, tender.deadline)


def local(work: Work, moment: datetime) -> str:
    """Return a moment as a person in the mine reads it."""
    return moment.astimezone(ZoneInfo(work.mine.time_zone)).isoformat(" ", "minutes")


def shares(work: Work, tender_id: UUID) -> Sequence[KeyShare]:
    """Return the shares of the key to a tender's bids; none where the chain's file keeps it."""
    return work.all(KeyShare, tender_id=tender_id)


def key_is_lost(work: Work, tender: Tender) -> bool:
    """Say whether so many shares are lost that the bids can never be opened."""
    left = sum(not share.lost for share in shares(work, tender.id))
    return left < (tender.threshold or 0)


def told(work: Work, records: Sequence[Record], action: str) -> dict[UUID, dict[str, Any]]:
    """Return what the ledger keeps of *action* on *records*, by record."""
    query = (
        select(Entry)
        .filter_by(mine_id=work.mine_id, action=action)
        .where(Entry.subject_id.in_([record.id for record in records]))
    )
    return {entry.subject_id: entry.data for entry in work.session.scalars(query)}


def committee(work: Work, tender_id: UUID) -> Sequence[Member]:
    """Return who sits on the committee, in the order of the seats; not who has left."""
    return work.all(Member, tender_id=tender_id, left_at=None)


def ineligible(work: Work, supplier_ids: Iterable[UUID]) -> tuple[Finding, ...]:
    """Return what stands against these suppliers today: debarment, licence, marks."""
    facts = standing(work, supplier_ids).values()
    return tuple(finding for each in facts for finding in ELIGIBLE.judge(each, work.policy))


def barred(work: Work, supplier_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of the suppliers who may not win today."""
    facts = standing(work, supplier_ids)
    return frozenset(
        each
        for each, known in facts.items()
        if any(finding.denies for finding in ELIGIBLE.judge(known, work.policy))
    )


def too_dear(work: Work, tender: Tender, live: Sequence[Bid]) -> tuple[str, ...]:
    """Name the bidders above the price limit of their lot."""
    limits = {lot.id: lot.max_price for lot in lots(work, tender.id)}
    dear = {b.supplier_id for b in live if above(b.price, limits[b.lot_id])}
    return tuple(supplier.name for supplier in _suppliers(work, live) if supplier.id in dear)


def above(price: Decimal | None, limit: Decimal | None) -> bool:
    """Say whether a price is above the limit, if there is one."""
    return limit is not None and (price or 0) > limit


def bidding(work: Work, bids: Sequence[Bid]) -> dict[UUID, Supplier]:
    """Return who handed in *bids*, by id."""
    return {each.id: each for each in _suppliers(work, bids)}


def _suppliers(work: Work, live: Sequence[Bid]) -> Sequence[Supplier]:
    query = select(Supplier).filter_by(mine_id=work.mine_id).order_by(Supplier.name)
    return work.session.scalars(query.where(Supplier.id.in_([b.supplier_id for b in live]))).all()
