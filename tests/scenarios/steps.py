"""The sentences of the scenarios: who does what, in plain calls over the stages' own steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.audit.replay import verify
from equiplink.contract import actions as contract
from equiplink.contract.awaited import unreported
from equiplink.contract.awards import report_award
from equiplink.contract.models import Contract
from equiplink.errors import Refused
from equiplink.plan.queries import lines as plan_lines
from equiplink.register.models import Item, Tag
from equiplink.tender import actions as tender
from equiplink.tender import bids, committee, evaluation, queries, rounds, sheets
from equiplink.tender.models import Bid
from equiplink.tender.panel_models import Sheet
from equiplink.work import Work
from tests.acceptance import steps as acceptances
from tests.contract import steps as contracts
from tests.contract.steps import Contracted
from tests.plan import steps as plans
from tests.plan.steps import Approved
from tests.register import steps as registers
from tests.templates import remembered
from tests.tender import steps as tenders
from tests.tender.steps import EVALUATORS, Tendered
from tests.world import World

PROJECT = "3101工作面安装工程"


def refusal(act: Callable[[], object]) -> set[str]:
    """Try what is not allowed; return the codes of every rule that denies it."""
    with pytest.raises(Refused) as caught:
        act()
    return {finding.code for finding in caught.value.findings if finding.denies}


def refused(world: World, who: str, act: Callable[[Work], object]) -> set[str]:
    """Let *who* try; return the codes of every rule that denies it."""

    def tries() -> None:
        with world.work(who) as work:
            act(work)

    return refusal(tries)


@remembered
def planned(
    world: World, needs: Mapping[str, int], *, estimate: int, project: str = ""
) -> Approved:
    """Plan synthetic goods at one estimated unit price; somebody else approves."""
    known = acceptances.goods(world)
    products = {name: known[name].product_id for name in needs}
    return plans.approved(
        world, needs, products=products, estimate=Decimal(estimate), project=project
    )


def drafted(world: World, plan: Approved, names: Sequence[str], **how: Any) -> Tendered:
    """Draft the purchase of these lines of the plan, whole."""
    with world.read() as work:
        needs = {line.id: line.quantity for line in plan_lines(work, plan.plan_id)}
    wanted = {name: needs[plan.lines[name]] for name in names}
    return tenders.drafted(world, wanted, plan=plan, **how)


def published(world: World, made: Tendered, *, days: int, officers: Sequence[str] = ()) -> None:
    """Publish the notice of a tender, or call for offers."""
    holders = tenders.keyholders(world, officers)
    with world.work("buyer") as work:
        tender.publish(
            work, made.tender_id, deadline=work.now + timedelta(days=days),
            sale_from=work.today, sale_until=work.today + timedelta(days=7),
            media=["https://example.invalid/notice"], officers=holders,
        )  # fmt: skip


def invited(world: World, made: Tendered, suppliers: Sequence[UUID]) -> None:
    """Ask these suppliers."""
    with world.work("buyer") as work:
        for supplier_id in suppliers:
            tender.invite(work, made.tender_id, supplier_id=supplier_id)


def offers(world: World, made: Tendered, supplier_id: UUID, prices: Mapping[str, str]) -> UUID:
    """Hand in a sealed bid with these unit prices."""
    with world.work("buyer") as work:
        handed = bids.submit_bid(
            work, made.tender_id, supplier_id=supplier_id,
            lines=[
                {
                    "tender_line_id": line_id,
                    "unit_price": Decimal(prices[name]),
                    "model": acceptances.SAMPLES[name].model,
                    "maker": acceptances.MAKER,
                    "mark_number": acceptances.SAMPLES[name].mark,
                }
                for name, line_id in made.lines.items()
            ],
        )  # fmt: skip
        return handed.id


def next_round(world: World, failed: Tendered) -> Tendered:
    """Begin another round with the same lines."""
    with world.work("buyer") as work:
        made = rounds.next_round(work, failed.tender_id)
        rows = queries.lines(work, made.id)
    names = {need: name for name, need in failed.plan.lines.items()}
    return Tendered(made.id, failed.plan, {names[row.plan_line_id]: row.id for row in rows})


def opened(world: World, made: Tendered, *, members: int, experts: int) -> None:
    """Open the bids and seat a committee, the last *experts* of it experts."""
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    seated(world, made, members=members, experts=experts)


def seated(world: World, made: Tendered, *, members: int, experts: int) -> None:
    """Seat the committee; each states his interests, and the opening is on record."""
    names = EVALUATORS[:members]
    tenders.enrol(world, names)
    with world.work("buyer") as work:
        for place, name in enumerate(names):
            evaluation.seat(
                work, made.tender_id, person_id=world.people[name].id,
                expert=place >= members - experts, special="合成：技术复杂",
            )  # fmt: skip
    for name in names:
        with world.work(name) as work:
            committee.declare_interest(work, made.tender_id)
    tenders.on_record(world, made.tender_id)


def scored(world: World, marks: Mapping[UUID, Mapping[str, Sequence[str]]]) -> None:
    """Let each member fill and sign his sheet: bid → criterion → one mark of each member."""
    with world.read() as work:
        bid = work.get(Bid, next(iter(marks)))
    tenders.review(world, bid.tender_id)
    for place, name in enumerate(EVALUATORS):
        with world.work(name) as work:
            given: list[sheets.Mark] = [
                {"bid_id": bid_id, "criterion": criterion, "points": Decimal(points[place])}
                for bid_id, of_bid in marks.items()
                for criterion, points in of_bid.items()
            ]
            sheets.sign_sheet(work, sheets.fill_sheet(work, bid.lot_id, marks=given).id)


def evaluated(world: World, made: Tendered) -> None:
    """Close the evaluation today."""
    tenders.rank(world, made.tender_id)


def reported(world: World) -> None:
    """Report every award to the authority that the law says is to be told."""
    with world.work("buyer") as work:
        for owed, _ in list(unreported(work)):
            report_award(work, owed.id, authority="合成行政监督部门", number=f"BG-{owed.number}")


def bought(world: World, made: Tendered, bid_id: UUID) -> Contracted:
    """Award, report where the law asks for it, draft what the bid says and sign it."""
    tenders.decide(world, made.tender_id, bid_id)
    reported(world)
    return contracts.signed(world, tender=made)


def arrives(world: World, order: Contracted, brings: Mapping[str, int] | None = None) -> list[str]:
    """Receive, accept and tag what is brought, or everything; return the tags."""
    arrived = contracts.delivered(world, made=order, brings=brings)
    tags = []
    for name, line_id in arrived.lines.items():
        sample = acceptances.SAMPLES[name]
        whole = Decimal((brings or {}).get(name, order.quantities[name]))
        for _ in range(1 if sample.lot else int(whole)):
            part = {"quantity": whole} if sample.lot else {}
            accepted = acceptances.accepted(world, line_id, sample, **part)
            tags.append(registers.taken_in(world, accepted)[1])
    return tags


def fulfilled(world: World, order: Contracted) -> None:
    """End the contract of which everything has come."""
    with world.work("buyer") as work:
        contract.fulfil(work, order.contract_id)


def ranked_again(world: World, made: Tendered, weight: int) -> list[UUID]:
    """Rank the opened bids once more, from prices and marks alone, with the notice's formula."""
    with world.read() as work:
        opened = work.all(Bid, tender_id=made.tender_id)
        prices = {bid.id: Fraction(bid.price) for bid in opened if bid.price is not None}
        given = [sheet.marks for sheet in work.all(Sheet, tender_id=made.tender_id)]
    total: dict[UUID, Fraction] = {}
    for bid_id, price in prices.items():
        marks = sum((Fraction(x) for of in given for x in of[str(bid_id)].values()), Fraction())
        total[bid_id] = weight * min(prices.values()) / price + marks / len(given)
    return sorted(total, key=lambda bid_id: total[bid_id], reverse=True)


def all_is_told(world: World) -> None:
    """The ledger verifies, and replaying it gives every state."""
    verdict = verify(world.chain, world.mine_id)

    assert verdict.intact, verdict.problems


def nothing_is_left_to_do(world: World) -> None:
    """Nobody has anything outstanding about what was bought."""
    with world.read() as work:
        outstanding = [each.zh for each in due(work)]
        states = {each.state.value for each in work.all(Contract)}

    assert outstanding == []
    assert states == {"fulfilled"}


def every_tag_is_live(world: World, tags: Sequence[str]) -> None:
    """Each tag hangs on one item in stock."""
    with world.read() as work:
        items = {each.item_id for each in work.all(Tag) if each.code in tags}
        stock = {each.id for each in work.all(Item)}

    assert len(items) == len(tags)
    assert items <= stock
