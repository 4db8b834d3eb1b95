"""公开招标: the first round fails with two bidders, the second ends in tagged supports."""

from datetime import timedelta
from decimal import Decimal

from equiplink.contract import actions as contract
from equiplink.tender import bids, evaluation, rounds
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BidState
from tests.contract import steps as contracts
from tests.scenarios import steps
from tests.scenarios.steps import PROJECT, refused
from tests.tender import steps as tenders
from tests.tender.steps import OFFICERS, Tendered
from tests.world import World

COMPREHENSIVE = {
    "evaluation": "comprehensive",
    "criteria": [
        {"name": "报价", "weight": 50, "formula": "lowest_over_price"},
        {"name": "技术", "weight": 30},
        {"name": "服务", "weight": 20},
    ],
    "works_related": True,
}
CHEAP, GOOD, DEAR = "789000", "798000", "826500"


def a_tender_for_three_supports(world: World) -> Tendered:
    """Three supports of a works project: 2,490,000 CNY, so the law asks for a tender."""
    plan = steps.planned(world, {"support": 3}, estimate=830_000, project=PROJECT)
    return steps.drafted(world, plan, ["support"], **COMPREHENSIVE)


def the_first_round_fails(world: World, made: Tendered) -> Tendered:
    """Only two hand in; nobody can open; another round begins and their prices stay unread."""
    steps.published(world, made, days=21, officers=OFFICERS)
    for supplier_id, price in zip(tenders.bidders(world, 2), (CHEAP, GOOD), strict=True):
        steps.offers(world, made, supplier_id, {"support": price})
    world.clock.forward(days=21)

    assert refused(world, "buyer", lambda work: bids.open_bids(work, made.tender_id)) == {
        "T30", "T29O",
    }  # fmt: skip
    with world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="投标人少于三个")
    again = steps.next_round(world, made)
    with world.read() as work:
        unread = [(bid.state, bid.price) for bid in work.all(Bid, tender_id=made.tender_id)]
        linked = work.get(Tender, again.tender_id)

    assert unread == [(BidState.RETURNED, None)] * 2
    assert (linked.previous_id, linked.round) == (made.tender_id, 2)
    return again


def three_hand_in_and_the_officers_open(world: World, made: Tendered) -> None:
    """Three bids are opened by two of three officers after the deadline, and not before."""
    steps.published(world, made, days=21, officers=OFFICERS)
    for supplier_id, price in zip(tenders.bidders(world), (CHEAP, GOOD, DEAR), strict=True):
        made.bids.append(steps.offers(world, made, supplier_id, {"support": price}))

    assert refused(world, "buyer", lambda work: bids.open_bids(work, made.tender_id)) == {
        "T30T", "T29O",
    }  # fmt: skip
    world.clock.forward(days=21)
    tenders.hand_in(world, made.tender_id, *OFFICERS[:2])
    steps.opened(world, made, members=5, experts=4)


def five_score_and_the_good_one_is_first(world: World, made: Tendered) -> None:
    """Nine points of technique outweigh nine thousand yuan, whoever computes it."""
    cheap, good, dear = made.bids
    steps.scored(
        world,
        {
            cheap: {
                "技术": ["21", "22", "20.5", "23", "21"],
                "服务": ["15", "14", "15", "16", "14"],
            },
            good: {
                "技术": ["28", "27.5", "28", "29", "27"],
                "服务": ["18", "18.5", "18", "19", "17"],
            },
            dear: {
                "技术": ["25", "26", "24", "25.5", "25"],
                "服务": ["17", "16", "16.5", "17", "16"],
            },
        },
    )
    steps.evaluated(world, made)
    with world.read() as work:
        ranks = {bid_id: work.get(Bid, bid_id).rank for bid_id in made.bids}

    assert sorted(ranks, key=lambda bid_id: ranks[bid_id] or 0) == steps.ranked_again(
        world, made, weight=50
    )
    assert ranks[good] == 1


def the_award_waits_for_the_publicity(world: World, made: Tendered) -> None:
    """During the publicity nobody wins, and the second never without a reason."""
    cheap, good, _ = made.bids
    with world.work("buyer") as work:
        last = work.today + timedelta(days=3)
        evaluation.publicise(work, made.tender_id, starts_on=work.today, ends_on=last)

    def award(bid_id: object) -> set[str]:
        return refused(
            world, "approver",
            lambda work: evaluation.award(work, made.tender_id, bid_id=bid_id),  # type: ignore[arg-type]
        )  # fmt: skip

    assert award(good) == {"T35A"}
    assert award(cheap) == {"T35A", "T36"}
    world.clock.forward(days=4)
    assert award(cheap) == {"T36"}


def test_supports_are_tendered_twice_and_arrive_in_parts(world: World) -> None:
    """From the plan to three tags, through a failed round, two refusals and two trucks."""
    made = a_tender_for_three_supports(world)
    again = the_first_round_fails(world, made)
    three_hand_in_and_the_officers_open(world, again)
    five_score_and_the_good_one_is_first(world, again)
    the_award_waits_for_the_publicity(world, again)
    tenders.decide(world, again.tender_id, again.bids[1])

    assert refused(
        world,
        "buyer",
        lambda work: contract.draft(
            work, again.tender_id, number="HT-改", amount=Decimal(2_600_000),
            deliver_by=work.today + timedelta(days=60),
        ),
    ) == {"T38P"}  # fmt: skip
    steps.reported(world)
    order = contracts.signed(world, tender=again)
    tags = steps.arrives(world, order, {"support": 2})
    over = {"contract_line_id": order.lines["support"], "quantity": Decimal(2)}
    assert refused(
        world,
        "keeper",
        lambda work: contract.deliver(work, order.contract_id, number="DH-多", lines=[over]),  # type: ignore[list-item]
    ) == {"T38R"}
    tags += steps.arrives(world, order, {"support": 1})
    steps.fulfilled(world, order)

    steps.every_tag_is_live(world, tags)
    steps.all_is_told(world)
    steps.nothing_is_left_to_do(world)
