"""A tender at each point of its way, for tests of this stage and of those that follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from equiplink.supplier.models import Supplier
from equiplink.tender import actions as tender
from equiplink.tender import (
    bids,
    committee,
    evaluation,
    experts,
    keys,
    opening,
    panel,
    queries,
)
from equiplink.tender.auctions import AuctionTerms
from equiplink.tender.bids import Offered
from equiplink.tender.collusion import Particulars
from equiplink.tender.committee import Answer
from equiplink.tender.drafting import Wanted
from equiplink.tender.models import Keyholder, Tender, TenderLine
from equiplink.tender.states import Rejection
from equiplink.work import Work
from tests.catalogue import steps as catalogue
from tests.plan import steps as plans
from tests.plan.steps import Approved
from tests.supplier import steps as suppliers
from tests.templates import remembered
from tests.world import World

EVALUATORS = tuple(f"evaluator{n}" for n in range(1, 6))
MARKED = {catalogue.MODELS[name]: number for name, number in catalogue.MARKS.items()}
"""The synthetic safety marks of the catalogue's steps, by model."""
OFFICERS = ("buyer", "approver", "safety_officer")
PASSPHRASE = "合成口令，仅供测试使用，归"
"""With the officer's name behind it."""
PRICES = (Decimal(9500), Decimal(9800), Decimal(9900))
"""Unit prices of the three synthetic bidders: the first is the lowest."""
_numbers = count(1)


@dataclass
class Tendered:
    """A tender with the plan behind it; ``lines`` by the name of what they buy."""

    tender_id: UUID
    plan: Approved
    lines: dict[str, UUID] = field(default_factory=dict)
    suppliers: list[UUID] = field(default_factory=list)
    bids: list[UUID] = field(default_factory=list)
    """By lot in the order of the notice, then by price."""
    lots: dict[str, UUID] = field(default_factory=dict)
    """By what the notice calls them."""
    within: dict[str, str] = field(default_factory=dict)
    """The lot of each line, by name; only where there are several."""

    @property
    def winner(self) -> UUID:
        """The bid that wins in ``awarded``."""
        return self.bids[0]


@remembered
def bidders(world: World, number: int = 3) -> list[UUID]:
    """Register so many synthetic suppliers, once, and return them."""
    with world.read() as work:
        known = [each.id for each in work.all(Supplier, synthetic=True)]
    known += [
        suppliers.supplier(world, name=f"合成供应商{index + 1}")
        for index in range(len(known), number)
    ]
    return known[:number]


@remembered
def drafted(
    world: World,
    lines: Mapping[str, int | Decimal] | None = None,
    *,
    plan: Approved | None = None,
    estimate: Decimal = Decimal(10_000),
    products: Mapping[str, UUID] | None = None,
    within: Mapping[str, str] | None = None,
    **how: Any,
) -> Tendered:
    """Draft an open tender by the lowest price for all lines of an approved plan.

    *within* says in which lot each line is, by name. *how* are other words for
    ``tender.draft``.
    """
    wanted = lines or {"switch": 2}
    plan = plan or plans.approved(world, wanted, estimate=estimate, products=products)
    words: dict[str, Any] = {
        "number": f"ZB-{next(_numbers):04d}",
        "title": "合成测试招标",
        "method": "open_tender",
        "evaluation": "lowest_evaluated_price",
        "works_related": False,
        "state_funds": True,
    }
    with world.work("buyer") as work:
        made = tender.draft(
            work,
            lines=[
                Wanted(
                    plan_line_id=plan.lines[name],
                    quantity=Decimal(quantity),
                    lot=(within or {}).get(name, "1"),
                )
                for name, quantity in wanted.items()
            ],
            **(words | how),
        )
    by_need = {need: name for name, need in plan.lines.items()}
    with world.read() as work:
        rows = queries.lines(work, made.id)
        return Tendered(
            made.id,
            plan,
            {by_need[row.plan_line_id]: row.id for row in rows},
            lots={lot.no: lot.id for lot in queries.lots(work, made.id)},
            within=dict(within or {}),
        )


@remembered
def published(
    world: World,
    lines: Mapping[str, int | Decimal] | None = None,
    *,
    days: int = 20,
    officers: Sequence[str] = (),
    bidding: int = 3,
    auction: AuctionTerms | None = None,
    **how: Any,
) -> Tendered:
    """Publish a tender that takes bids for *days*, on sale for seven; invite whom it must.

    *officers* names those among whom the key is split; ``OFFICERS`` may be among them.
    *bidding* is how many synthetic suppliers there are, *auction* the terms of one.
    """
    made = drafted(world, lines, **how)
    made.suppliers = bidders(world, bidding)
    holders = keyholders(world, officers)
    with world.work("buyer") as work:
        if how.get("method", "open_tender") != "open_tender":
            for supplier_id in made.suppliers[: 1 if how["method"] == "direct" else 3]:
                tender.invite(work, made.tender_id, supplier_id=supplier_id)
        tender.publish(
            work,
            made.tender_id,
            deadline=work.now + timedelta(days=days),
            sale_from=work.today,
            sale_until=work.today + timedelta(days=7),
            media=["https://example.invalid/notice"],
            officers=holders,
            auction=auction,
        )
    return made


def keyholders(world: World, names: Sequence[str] = OFFICERS) -> list[UUID]:
    """Let each of *names* take his passphrase, once, and return who they are."""
    with world.read() as work:
        known = {each.person_id for each in work.all(Keyholder)}
    for name in names:
        if world.people[name].id not in known:
            with world.work(name) as work:
                keys.become_keyholder(work, secret=PASSPHRASE + name)
    return [world.people[name].id for name in names]


def hand_in(world: World, tender_id: UUID, *names: str) -> None:
    """Let each of *names* hand in his share."""
    for name in names:
        with world.work(name) as work:
            keys.hand_in_share(work, tender_id, secret=PASSPHRASE + name)


def bid(
    world: World,
    made: Tendered,
    supplier_id: UUID,
    price: Decimal,
    *,
    offers: Mapping[str, Mapping[str, str]] | None = None,
    particulars: Particulars | None = None,
    lot: str = "1",
) -> UUID:
    """Hand in a bid for *lot* with one unit price; *offers* gives model, maker and mark."""
    with world.work("buyer") as work:
        lines = [
            _offered(work, line_id, price, (offers or {}).get(name, {}))
            for name, line_id in made.lines.items()
            if made.within.get(name, "1") == lot
        ]
        suppliers.authorised(work, supplier_id, {each["maker"] for each in lines})
        handed = bids.submit_bid(
            work,
            made.tender_id,
            supplier_id=supplier_id,
            lines=lines,
            particulars=particulars,
            lot_id=made.lots[lot],
        )
    return handed.id


@remembered
def sealed(
    world: World,
    lines: Mapping[str, int | Decimal] | None = None,
    *,
    prices: Sequence[Decimal] = PRICES,
    by_lot: Mapping[str, Sequence[Decimal]] | None = None,
    offers: Mapping[str, Mapping[str, str]] | None = None,
    **how: Any,
) -> Tendered:
    """Publish and let one synthetic supplier bid for each of *prices*, or of those *by_lot*."""
    made = published(world, lines, bidding=max(3, len(prices)), **how)
    for lot in made.lots:
        offered = (by_lot or {}).get(lot, prices)
        for supplier_id, price in zip(made.suppliers, offered, strict=False):
            made.bids.append(bid(world, made, supplier_id, price, offers=offers, lot=lot))
    return made


@remembered
def opened(world: World, lines: Mapping[str, int | Decimal] | None = None, **how: Any) -> Tendered:
    """Wait for the deadline, open the bids and seat a committee of five, four of them experts."""
    made = sealed(world, lines, **how)
    world.clock.forward(days=how.get("days", 20))
    open_and_seat(world, made)
    return made


def open_and_seat(world: World, made: Tendered) -> None:
    """Open the bids, seat a committee of five, four of them experts, and have it all on record."""
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    seat(world, made.tender_id)
    on_record(world, made.tender_id)


def enrol(world: World, names: Sequence[str] = EVALUATORS) -> None:
    """Put people on the list of experts."""
    with world.work("buyer") as work:
        for name in names:
            experts.enrol_expert(
                work, person_id=world.people[name].id, field="矿山机电",
                in_field_since=date(2010, 7, 1), title="高级工程师（合成）",
            )  # fmt: skip


def seat(world: World, tender_id: UUID, names: Sequence[str] = EVALUATORS) -> None:
    """Seat *names*, all but the first as experts, who state that they have no interest."""
    enrol(world, names)
    with world.work("buyer") as work:
        for number, name in enumerate(names):
            evaluation.seat(
                work, tender_id, person_id=world.people[name].id, expert=number > 0,
                special="合成：技术复杂",
            )  # fmt: skip
    for name in names:
        with world.work(name) as work:
            committee.declare_interest(work, tender_id)


def on_record(world: World, tender_id: UUID, **how: Any) -> UUID:
    """Write the opening record; buyer and safety officer sign it. *how* are other words."""
    with world.work("buyer") as work:
        words: dict[str, Any] = {
            "venue": "合成会议室",
            "present": [{"name": "合成代表", "capacity": "投标人代表"}],
            "readings": [
                {"bid_id": bid.id, "envelope": "electronic", "price": bid.price}
                for bid in queries.live_bids(work, tender_id)
            ],
            "reader_id": world.people["buyer"].id,
            "recorder_id": world.people["safety_officer"].id,
        }
        record = opening.record_opening(work, tender_id, **(words | how))
    for name in ("buyer", "safety_officer"):
        with world.work(name) as work:
            opening.sign_opening(work, record.id)
    return record.id


def review(world: World, tender_id: UUID, *, by: str = "evaluator1") -> None:
    """Let a member find in order whatever is not reviewed yet."""
    with world.work(by) as work:
        tender = work.get(Tender, tender_id)
        live = queries.live_bids(work, tender_id)
        for bid_id, found in panel.checklists(work, tender, live).items():
            if found.missing:
                check(work, bid_id, *found.missing)


def check(work: Work, bid_id: UUID, *items: str, passes: bool = True, reason: str = "") -> None:
    """Answer items of a checklist."""
    answers = [Answer(item=item, passes=passes, evidence="合成：投标文件") for item in items]
    committee.check_bid(work, bid_id, answers=answers, reason=reason)


def reject(world: World, bid_id: UUID, reason: str, *, by: str = "evaluator1") -> None:
    """Find the item behind *reason* failed, and reject the bid for it."""
    with world.work(by) as work:
        check(work, bid_id, panel.FAILED_BY[Rejection(reason)], passes=False, reason="合成：复核")
        evaluation.reject_bid(work, bid_id, reason=reason)


def rank(world: World, tender_id: UUID, **how: Any) -> None:
    """Find in order what is not reviewed, close the evaluation today, and have it signed."""
    with world.read() as work:
        names = {person.id: name for name, person in world.people.items()}
        seated = [names[each.person_id] for each in queries.committee(work, tender_id)]
    if seated:
        review(world, tender_id, by=seated[0])
    with world.work("buyer") as work:
        evaluation.evaluate(work, tender_id, report_on=work.today, **how)
    for name in seated:
        with world.work(name) as work:
            committee.sign_report(work, tender_id)


def show(world: World, tender_id: UUID) -> None:
    """Publicise the candidates for three days and wait until that is over."""
    with world.work("buyer") as work:
        last = work.today + timedelta(days=3)
        evaluation.publicise(work, tender_id, starts_on=work.today, ends_on=last)
    world.clock.forward(days=4)


def decide(world: World, tender_id: UUID, bid_id: UUID, reason: str = "") -> None:
    """Award to a bid."""
    with world.work("approver") as work:
        evaluation.award(work, tender_id, bid_id=bid_id, reason=reason)


@remembered
def evaluated(
    world: World, lines: Mapping[str, int | Decimal] | None = None, **how: Any
) -> Tendered:
    """Rank the bids on the day of the opening."""
    made = opened(world, lines, **how)
    rank(world, made.tender_id)
    return made


@remembered
def publicised(
    world: World, lines: Mapping[str, int | Decimal] | None = None, **how: Any
) -> Tendered:
    """Publicise the candidates for three days and wait until that is over."""
    made = evaluated(world, lines, **how)
    show(world, made.tender_id)
    return made


@remembered
def awarded(world: World, lines: Mapping[str, int | Decimal] | None = None, **how: Any) -> Tendered:
    """Run an ordinary open tender with three synthetic bidders; the first wins.

    *lines* maps names of products to quantities, *products* names to ids,
    *offers* names to ``{"model", "maker", "mark_number"}`` where the offer is
    not the planned product; *estimate*, *prices* and the words of
    ``tender.draft`` may be given too. The clock moves on by 24 days.
    """
    made = publicised(world, lines, **how)
    decide(world, made.tender_id, made.winner)
    return made


def _offered(work: Work, line_id: UUID, price: Decimal, given: Mapping[str, str]) -> Offered:
    (source,) = queries.sources(work, [work.get(TenderLine, line_id)])
    mark = MARKED.get(source.product.model, "") if source.kind.requires_mark else ""
    offered: Offered = {
        "tender_line_id": line_id,
        "unit_price": price,
        "model": given.get("model", source.product.model),
        "maker": given.get("maker", source.product.maker),
        "mark_number": given.get("mark_number", mark),
    }
    if "tax_rate" in given:
        offered["tax_rate"] = Decimal(given["tax_rate"])
    return offered
