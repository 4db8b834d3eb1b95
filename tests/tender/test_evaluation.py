"""Committee, rejections, scores and ranking."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.supplier.models import Supplier
from equiplink.tender import bids, evaluation, rounds, sheets
from equiplink.tender.models import Bid, Member, Tender
from equiplink.tender.panel_models import Sheet
from equiplink.tender.states import BidState, TenderState
from tests.tender import steps
from tests.tender.steps import (
    EVALUATORS,
    awarded,
    bid,
    bidders,
    opened,
    published,
    sealed,
)
from tests.world import World

CRITERIA = [
    {"name": "价格", "weight": 40, "formula": "lowest_over_price"},
    {"name": "技术", "weight": 60},
]
COMPREHENSIVE: dict[str, Any] = {"evaluation": "comprehensive", "criteria": CRITERIA}


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def mark(world: World, bid_id: UUID, points: Decimal) -> None:
    """Let every member give the bid the same points for 技术."""
    with world.read() as work:
        bid = work.get(Bid, bid_id)
        lot_id, tender_id = bid.lot_id, bid.tender_id
    steps.review(world, tender_id)
    for name in EVALUATORS:
        with world.work(name) as work:
            sheets.fill_sheet(
                work, lot_id, marks=[{"bid_id": bid_id, "criterion": "技术", "points": points}]
            )


def sign(world: World) -> None:
    """Let every member sign his sheet."""
    with world.read() as work:
        found = [(sheet.id, sheet.member_id) for sheet in work.all(Sheet, state="entered")]
        seats = {each.id: each.person_id for each in work.all(Member)}
    names = {person.id: name for name, person in world.people.items()}
    for sheet_id, member_id in found:
        with world.work(names[seats[member_id]]) as work:
            sheets.sign_sheet(work, sheet_id)


def test_lowest_evaluated_price_wins(world: World) -> None:
    """The cheapest of three is first, is publicised and wins."""
    made = awarded(world)
    with world.read() as work:
        found = [work.get(Bid, bid_id) for bid_id in made.bids]
        ended, today = work.get(Tender, made.tender_id), work.today

    assert [(bid.rank, bid.state) for bid in found] == [
        (1, BidState.WON), (2, BidState.CANDIDATE), (3, BidState.CANDIDATE),
    ]  # fmt: skip
    assert (ended.state, ended.awarded_on) == (TenderState.AWARDED, today)


def test_comprehensive_evaluation_may_pass_over_the_cheapest(world: World) -> None:
    """Sixty points of skill outweigh a few yuan, and the sheet in the ledger shows the sums."""
    made = opened(world, **COMPREHENSIVE)
    for bid_id, points in zip(made.bids, (Decimal(40), Decimal(55), Decimal(50)), strict=True):
        mark(world, bid_id, points)
    sign(world)
    steps.rank(world, made.tender_id)
    with world.read() as work:
        ranks = [work.get(Bid, bid_id).rank for bid_id in made.bids]
        sheet = work.all(Entry, subject_id=made.tender_id, action="evaluate")[0].data["sheet"]

    assert ranks == [3, 1, 2]
    assert sheet[0]["bid_id"] == str(made.bids[1])
    assert sheet[0]["exact"] == "4595/49"
    assert sheet[0]["score"] == "93.78"


def test_missing_mark_stops_the_evaluation(world: World) -> None:
    """Ten marks of fifteen are not enough, and no sheet is signed before it is whole."""
    made = opened(world, **COMPREHENSIVE)
    for bid_id in made.bids[:2]:
        mark(world, bid_id, Decimal(50))
    with pytest.raises(Refused) as early:
        sign(world)
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)

    assert codes(early) == ["T32C"]
    assert codes(caught) == ["T32S", "T32U"]
    assert caught.value.findings[0].params == {"unscored": 5}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"points": Decimal("60.001")}, "points"),
        ({"points": Decimal(-1)}, "points"),
        ({"criterion": "价格"}, "criterion"),
        ({"criterion": "外观"}, "criterion"),
    ],
)
def test_bad_mark_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """Marks lie between nothing and the weight; the price is scored by its formula."""
    made = opened(world, **COMPREHENSIVE)
    given: Any = {"bid_id": made.bids[0], "criterion": "技术", "points": Decimal(1)} | change
    with pytest.raises(Unreadable) as caught, world.work("evaluator1") as work:
        sheets.fill_sheet(work, work.get(Bid, made.bids[0]).lot_id, marks=[given])

    assert caught.value.field == field


def test_only_members_score_and_reject(world: World) -> None:
    """An evaluator who does not sit on this committee has no say."""
    made = sealed(world, **COMPREHENSIVE)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with pytest.raises(Forbidden), world.work("evaluator1") as work:
        sheets.fill_sheet(work, work.get(Bid, made.bids[0]).lot_id, marks=[])
    with pytest.raises(Refused) as caught, world.work("evaluator1") as work:
        evaluation.reject_bid(work, made.bids[0], reason="unsigned")

    assert codes(caught) == ["T33S", "T33F"]


@pytest.mark.parametrize(
    ("name", "interest", "code"),
    [("evaluator1", "股东", "T31I"), ("keeper", "", "T31C"), ("planner", "", "T31R")],
)
def test_who_may_not_sit(world: World, name: str, interest: str, code: str) -> None:
    """An interest, no certificate that day, or a hand in the request keep off the committee."""
    made = published(world)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        evaluation.seat(
            work, made.tender_id, person_id=world.people[name].id, expert=True, interest=interest
        )

    assert code in codes(caught)


def test_committee_of_four_does_not_evaluate(world: World) -> None:
    """An even number is refused: as law for a compulsory tender, as policy otherwise."""
    made = sealed(world, works_related=True, estimate=Decimal(1_000_000))
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    steps.seat(world, made.tender_id, EVALUATORS[:4])
    steps.on_record(world, made.tender_id)
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)

    assert codes(caught) == ["T31"]


def test_bid_above_the_limit_must_be_rejected(world: World) -> None:
    """The evaluation does not end while a bid above the price limit stands."""
    made = opened(world, max_price=Decimal("19599.99"))
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    for bid_id in made.bids[1:]:
        steps.reject(world, bid_id, "above_max_price")
    steps.rank(world, made.tender_id)
    with world.read() as work:
        states = [work.get(Bid, bid_id).state for bid_id in made.bids]

    assert codes(caught) == ["T33"]
    assert states == [BidState.CANDIDATE, BidState.REJECTED, BidState.REJECTED]


def test_bid_within_the_limit_is_not_rejected_for_its_price(world: World) -> None:
    """The reason must be true."""
    made = opened(world, max_price=Decimal(30_000))
    with pytest.raises(Refused) as caught, world.work("evaluator1") as work:
        evaluation.reject_bid(work, made.bids[0], reason="above_max_price")

    assert codes(caught) == ["T33P", "T33F"]


def test_all_rejected_is_a_failure(world: World) -> None:
    """When every bid is rejected nothing is left to evaluate; the tender fails."""
    made = opened(world)
    for bid_id in made.bids:
        steps.reject(world, bid_id, "not_responsive")
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    with world.work("buyer") as work:
        ended = rounds.fail(work, made.tender_id, reason="全部否决")

    assert codes(caught) == ["T42"]
    assert ended.state is TenderState.FAILED


@pytest.mark.parametrize("kin", ["head", "parent", "controller"])
def test_related_bidders_are_found(world: World, kin: str) -> None:
    """One head, or one owning or controlling the other: both bids are void."""
    made = opened(world)
    with world.work() as work:
        first, second = (work.get(Supplier, each) for each in made.suppliers[:2])
        if kin == "head":
            first.legal_representative = second.legal_representative = "合成负责人"
        elif kin == "parent":
            first.parent_uscc = second.uscc
        else:
            first.controller = second.name
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)

    assert codes(caught) == ["T33R"]
    assert "合成负责人" in str(caught.value) or "合成供应商2 → 合成供应商1" in str(caught.value)


def test_tie_beyond_three_candidates_is_voted_on(world: World) -> None:
    """Two equals for the third place would make four candidates: the committee votes."""
    made = published(world)
    bidders(world, 4)
    prices = [Decimal(each) for each in (9500, 9600, 9700, 9700)]
    ids = _bid_all(world, made, prices)
    _open_and_seat(world, made.tender_id)
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    steps.rank(world, made.tender_id, order=[ids[3]])
    with world.read() as work:
        states = [work.get(Bid, bid_id).state for bid_id in ids]

    assert codes(caught) == ["T34"]
    assert states == [BidState.CANDIDATE, BidState.CANDIDATE, BidState.OPENED, BidState.CANDIDATE]


@pytest.mark.parametrize("days", [-1, 1])
def test_report_comes_between_opening_and_today(world: World, days: int) -> None:
    """No report before the opening, none from tomorrow."""
    made = opened(world)
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today + timedelta(days=days))

    assert caught.value.field == "report_on"


def _bid_all(world: World, made: Any, prices: list[Decimal]) -> list[UUID]:
    return [
        bid(world, made, supplier_id, price)
        for supplier_id, price in zip(bidders(world, len(prices)), prices, strict=True)
    ]


def _open_and_seat(world: World, tender_id: UUID) -> None:
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, tender_id)
    steps.seat(world, tender_id)
    steps.on_record(world, tender_id)
