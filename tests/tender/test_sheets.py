"""Score sheets, the draw of experts, and prices that have to be explained."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from equiplink.db import canonical
from equiplink.errors import Conflict, Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import evaluation, experts, lottery, prices, sheets
from equiplink.tender.actions import Criterion
from equiplink.tender.models import Bid, Tender
from equiplink.tender.panel_models import ExpertDraw, PriceHold, Sheet
from equiplink.tender.panel_states import HoldState, SheetState
from equiplink.tender.states import BidState
from tests.tender import steps
from tests.tender.steps import EVALUATORS, Tendered, check, opened, published
from tests.tender.test_evaluation import COMPREHENSIVE, codes, mark, sign
from tests.world import World


def marks(made: Tendered, points: str, count: int = 3) -> list[sheets.Mark]:
    """Return the same points for 技术 for the first *count* bids."""
    return [
        {"bid_id": bid_id, "criterion": "技术", "points": Decimal(points)}
        for bid_id in made.bids[:count]
    ]


def lot(made: Tendered) -> UUID:
    """Return the only lot."""
    return next(iter(made.lots.values()))


def reviewed(world: World, **how: Any) -> Tendered:
    """Open a comprehensive tender and find all bids in order."""
    made = opened(world, **(COMPREHENSIVE | how))
    steps.review(world, made.tender_id)
    return made


def test_sheet_is_filled_at_once_and_signed(world: World) -> None:
    """One call for all bids of a lot; the signature's hash is that of the marks, in the ledger."""
    made = reviewed(world)
    with world.work("evaluator1") as work:
        sheet = sheets.fill_sheet(work, lot(made), marks=marks(made, "52.500"))
        signed = sheets.sign_sheet(work, sheet.id)
    with world.read() as work:
        entry = work.all(Entry, subject_id=sheet.id, action="sign")[0]

    assert signed.state is SheetState.SIGNED
    assert signed.marks[str(made.bids[0])] == {"技术": "52.500"}
    assert signed.fingerprint == sha256(canonical(signed.marks).encode()).hexdigest()
    assert entry.data["fingerprint"] == signed.fingerprint


def test_bid_is_not_marked_before_its_checklist_passes(world: World) -> None:
    """Neither unreviewed nor with a failed item."""
    made = opened(world, **COMPREHENSIVE)
    with pytest.raises(Refused) as early, world.work("evaluator1") as work:
        sheets.fill_sheet(work, lot(made), marks=marks(made, "50"))

    assert codes(early) == ["T33C"]


def test_signed_sheet_is_changed_by_another_with_a_reason(world: World) -> None:
    """The signed one is annulled and kept; the new one has the old marks and the new one."""
    made = reviewed(world)
    with world.work("evaluator1") as work:
        first = sheets.fill_sheet(work, lot(made), marks=marks(made, "50"))
        sheets.sign_sheet(work, first.id)
    with pytest.raises(Unreadable) as caught, world.work("evaluator1") as work:
        sheets.fill_sheet(work, lot(made), marks=marks(made, "40", 1))
    with world.work("evaluator1") as work:
        second = sheets.fill_sheet(work, lot(made), marks=marks(made, "40", 1), reason="看错参数")
    with world.read() as work:
        found = {each.id: each for each in work.all(Sheet)}

    assert caught.value.field == "reason"
    assert found[first.id].state is SheetState.VOID
    assert [each["技术"] for each in found[second.id].marks.values()] == ["40", "50", "50"]
    assert found[second.id].reason == "看错参数"


def test_signed_sheet_is_not_signed_again_nor_by_another(world: World) -> None:
    """A sheet bears one signature, its member's."""
    made = reviewed(world)
    with world.work("evaluator1") as work:
        sheet = sheets.fill_sheet(work, lot(made), marks=marks(made, "50"))
        sheets.sign_sheet(work, sheet.id)
    with pytest.raises(IllegalStep), world.work("evaluator1") as work:
        sheets.sign_sheet(work, sheet.id)
    with pytest.raises(Forbidden), world.work("evaluator2") as work:
        sheets.sign_sheet(work, sheet.id)


def test_marks_name_bids_on_the_table(world: World) -> None:
    """A bid of elsewhere is not marked, and an empty sheet says nothing."""
    made = reviewed(world)
    stranger: sheets.Mark = {"bid_id": UUID(int=1), "criterion": "技术", "points": Decimal(1)}
    for given in ([], [stranger]):
        with pytest.raises(NotFound), world.work("evaluator1") as work:
            sheets.fill_sheet(work, lot(made), marks=given)


def test_evaluation_waits_for_every_signature(world: World) -> None:
    """Five whole sheets of which none is signed are five drafts."""
    made = reviewed(world)
    for bid_id in made.bids:
        mark(world, bid_id, Decimal(50))
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    sign(world)
    steps.rank(world, made.tender_id)

    assert codes(caught) == ["T32U"]


def test_trimming_changes_who_is_first(world: World) -> None:
    """One member's grudge does not count when the notice leaves the extremes out."""
    made = reviewed(world, trim_scores=True)
    for number, name in enumerate(EVALUATORS):
        with world.work(name) as work:
            given = marks(made, "50")
            given[1]["points"] = Decimal(0) if number == 0 else Decimal(52)
            sheets.fill_sheet(work, lot(made), marks=given)
    sign(world)
    steps.rank(world, made.tender_id)
    with world.read() as work:
        ranks = [work.get(Bid, bid_id).rank for bid_id in made.bids]

    assert ranks == [2, 1, 3]


@pytest.mark.parametrize("change", [{}, {"above": Decimal(1)}, {"above": Decimal(-1)}])
def test_formula_of_deviation_names_its_points(world: World, change: dict[str, Any]) -> None:
    """What a per cent costs stands in the notice."""
    price: Any = {"name": "价格", "weight": 40, "formula": "mean_deviation", **change}
    criteria: list[Criterion] = [price, {"name": "技术", "weight": 60}]
    with pytest.raises(Unreadable) as caught:
        steps.drafted(world, evaluation="comprehensive", criteria=criteria)

    assert caught.value.field == "criteria"


def test_criteria_keep_the_numbers_of_their_formula(world: World) -> None:
    """They are stored as text, exact, and the qualifications stand once each."""
    price: Criterion = {
        "name": "价格", "weight": 40, "formula": "trimmed_deviation", "above": Decimal("1.0"),
        "below": Decimal("0.5"),
    }  # fmt: skip
    made = steps.drafted(
        world, evaluation="comprehensive", criteria=[price, {"name": "技术", "weight": 60}]
    )
    with pytest.raises(Unreadable) as caught:
        steps.drafted(world, qualifications=["业绩", "业绩 "])
    with world.read() as work:
        kept = work.get(Tender, made.tender_id).criteria[0]

    assert (kept["above"], kept["below"]) == ("1.0", "0.5")
    assert caught.value.field == "qualifications"


def test_review_factor_of_the_notice_decides(world: World) -> None:
    """The cheapest offer pays late: with the factor of the notice it is second."""
    made = opened(world, review_factors=["付款条件"])
    with pytest.raises(Refused) as caught, world.work("evaluator1") as work:
        prices.adjust_price(work, made.bids[0], factor="交货期", amount=Decimal(700), reason="晚交")
    for amount in (300, 700):
        with world.work("evaluator1") as work:
            prices.adjust_price(
                work, made.bids[0], factor="付款条件", amount=Decimal(amount), reason="预付 50%"
            )
    steps.rank(world, made.tender_id)
    with world.read() as work:
        found = [work.get(Bid, bid_id) for bid_id in made.bids]

    assert codes(caught) == ["T75"]
    assert [bid.rank for bid in found] == [2, 1, 3]
    assert [bid.reviewed_price for bid in found] == [19_700, 19_600, 19_800]
    assert found[0].price == 19_000


LOW = (Decimal(6000), Decimal(9800), Decimal(9900))


def test_low_price_is_held_until_it_is_explained(world: World) -> None:
    """Nearly two fifths below the next: asked, explained with evidence, accepted, ranked."""
    made = opened(world, prices=LOW)
    with pytest.raises(Refused) as first:
        steps.rank(world, made.tender_id)
    with world.work("evaluator1") as work:
        hold = prices.ask_price(work, made.bids[0], question="请说明报价构成")
    with world.work("buyer") as work:
        prices.explain_price(work, hold.id, text="库存产品", evidence="入库单 2 份")
    with pytest.raises(Refused) as second:
        steps.rank(world, made.tender_id)
    with world.work("evaluator1") as work:
        accepted = prices.accept_price(work, hold.id, reason="成本有据")
    steps.rank(world, made.tender_id)

    assert codes(first) == codes(second) == ["T76"]
    assert accepted.state is HoldState.ACCEPTED


def test_price_that_is_not_explained_is_below_cost(world: World) -> None:
    """Nothing came: the bid is rejected, its item fails with the same reason."""
    made = opened(world, prices=LOW)
    steps.review(world, made.tender_id)
    with pytest.raises(Refused) as unasked, world.work("evaluator1") as work:
        check(work, made.bids[0], "price", passes=False, reason="过低")
        evaluation.reject_bid(work, made.bids[0], reason="below_cost")
    with world.work("evaluator1") as work:
        hold = prices.ask_price(work, made.bids[0], question="请说明报价构成")
        prices.refuse_price(work, hold.id, reason="逾期未说明")
    steps.rank(world, made.tender_id)
    with world.read() as work:
        rejected = work.get(Bid, made.bids[0])
        state = work.get(PriceHold, hold.id).state

    assert codes(unasked) == ["T77"]
    assert (rejected.state, rejected.rejection) == (BidState.REJECTED, "below_cost")
    assert state is HoldState.REFUSED


def drawn(world: World, tender_id: UUID, pool: tuple[str, ...], places: int) -> ExpertDraw:
    """Prepare and hold a draw among *pool*; the inspector witnesses it."""
    with world.work("buyer") as work:
        ids = [world.people[name].id for name in pool]
        draw = experts.prepare_draw(work, tender_id, pool=ids, places=places)
    with world.work("inspector") as work:
        return experts.hold_draw(work, draw.id, word="红黑梅方七")


def test_draw_can_be_drawn_again_by_anybody(world: World) -> None:
    """Pool and hash stand in the ledger before the seed; with it everybody gets the same."""
    made = published(world)
    steps.enrol(world)
    draw = drawn(world, made.tender_id, EVALUATORS, 3)
    with world.read() as work:
        told = work.all(Entry, subject_id=draw.id, action="prepare_draw")[0].data

    assert "seed" not in told
    assert told["commitment"] == lottery.commitment(told["pool"], 3, draw.seed)
    assert draw.drawn == lottery.order(told["pool"], draw.seed, "红黑梅方七")
    assert (len(draw.seed), draw.kept_seed) == (64, "")


def test_another_word_draws_others() -> None:
    """Neither who knows the seed nor who says the word chooses alone."""
    pool = [f"{number:04d}" for number in range(20)]
    orders = {tuple(lottery.order(pool, "00" * 32, str(word))) for word in range(20)}

    assert len(orders) == 20


@pytest.mark.parametrize(
    ("pool", "places", "code"),
    [(EVALUATORS, 5, "T71"), ((*EVALUATORS, "keeper"), 4, "T71E")],
)
def test_draw_needs_a_pool_of_experts(
    world: World, pool: tuple[str, ...], places: int, code: str
) -> None:
    """More than the places, and all of them on the list."""
    made = published(world)
    steps.enrol(world)
    with pytest.raises(Refused) as caught:
        drawn(world, made.tender_id, pool, places)

    assert codes(caught) == [code]


def test_draw_is_held_once_by_another(world: World) -> None:
    """Who prepared does not witness; nobody draws until he likes the result."""
    made = published(world)
    steps.enrol(world)
    ids = [world.people[name].id for name in EVALUATORS]
    with pytest.raises(NotFound), world.work("buyer") as work:
        experts.prepare_draw(work, made.tender_id, pool=[*ids, ids[0]], places=3)
    with world.work("buyer") as work:
        draw = experts.prepare_draw(work, made.tender_id, pool=ids, places=3)
    with pytest.raises(Refused) as alone, world.work("buyer") as work:
        experts.hold_draw(work, draw.id, word="一")
    with world.work("inspector") as work:
        experts.hold_draw(work, draw.id, word="二")
    with pytest.raises(Conflict), world.work("inspector") as work:
        experts.hold_draw(work, draw.id, word="三")
    with pytest.raises(Conflict), world.work("buyer") as work:
        experts.prepare_draw(work, made.tender_id, pool=ids, places=3)

    assert codes(alone) == ["T71W"]


def test_compulsory_tender_seats_who_was_drawn(world: World) -> None:
    """The next of the draw takes the place of who is excused, and nobody else."""
    made = published(world, works_related=True, estimate=Decimal(1_000_000))
    steps.enrol(world)
    draw = drawn(world, made.tender_id, EVALUATORS, 3)
    order = [UUID(each) for each in draw.drawn]

    def seat(person_id: UUID) -> None:
        with world.work("buyer") as work:
            evaluation.seat(work, made.tender_id, person_id=person_id, expert=True)

    seat(order[0])
    with pytest.raises(Refused) as caught:
        seat(order[3])
    with world.work("buyer") as work:
        experts.excuse_expert(work, draw.id, person_id=order[1], reason="出差")
    seat(order[3])
    with pytest.raises(Refused) as excused:
        seat(order[1])
    for person_id, kind in ((order[1], Conflict), (world.people["keeper"].id, NotFound)):
        with pytest.raises(kind), world.work("buyer") as work:
            experts.excuse_expert(work, draw.id, person_id=person_id, reason="出差")

    assert codes(caught) == codes(excused) == ["T31D"]


def test_expert_who_is_not_on_the_list_does_not_sit(world: World) -> None:
    """Eight years and a senior title are on record before he is seated (第三十七条)."""
    made = published(world, works_related=True, estimate=Decimal(1_000_000))
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        evaluation.seat(
            work, made.tender_id, person_id=world.people["evaluator2"].id, expert=True,
            special="合成：技术复杂",
        )  # fmt: skip

    assert codes(caught) == ["T31E"]


def test_list_of_experts_is_kept_up(world: World) -> None:
    """A person stands on it once; a day ahead is no experience."""
    person_id = world.people["evaluator1"].id
    steps.enrol(world)
    with world.work("buyer") as work:
        again = experts.enrol_expert(
            work, person_id=person_id, field="采矿", in_field_since=date(2001, 7, 1),
            title="教授级高工",
        )  # fmt: skip
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        experts.enrol_expert(
            work, person_id=person_id, field="采矿", in_field_since=date(2030, 1, 1), title="高工"
        )

    assert again.field == "采矿"
    assert caught.value.field == "in_field_since"
