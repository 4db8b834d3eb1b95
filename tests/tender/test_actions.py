"""From the draft to the notice: plans, the clock, invitations, clarifications, rounds."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.errors import Conflict, Forbidden, IllegalStep, Refused, Unreadable
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.supplier import actions as supplier
from equiplink.tender import actions as tender
from equiplink.tender import bids, objections, queries, rounds
from equiplink.tender.models import Tender
from equiplink.tender.states import TENDER, TenderState
from tests.catalogue import steps as catalogues
from tests.plan import steps as plans
from tests.supplier.steps import decided
from tests.tender.steps import bidders, drafted, opened, published, sealed
from tests.world import World

CHINA = timezone(timedelta(hours=8))


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of what denies."""
    return [finding.code for finding in caught.value.findings if finding.denies]


def test_statutory_follows_from_project_funds_and_amount(world: World) -> None:
    """Two switches at a million each for a works project are a compulsory tender."""
    made = drafted(world, works_related=True, estimate=Decimal(1_000_000))
    with world.read() as work:
        found = work.get(Tender, made.tender_id)

    assert found.statutory is True
    assert found.estimate == 2_000_000


def test_large_purchase_for_production_is_no_compulsory_tender(world: World) -> None:
    """The same amount for normal production is not compulsory by law."""
    made = drafted(world, estimate=Decimal(1_000_000))
    with world.read() as work:
        assert work.get(Tender, made.tender_id).statutory is False


def test_only_approved_plans_are_tendered(world: World) -> None:
    """A plan that waits for approval, or changed since, cannot be bought from."""
    waiting = plans.submitted(world)
    with pytest.raises(Refused) as caught:
        drafted(world, plan=waiting)

    assert codes(caught) == ["N07"]


def test_no_more_is_tendered_than_was_planned(world: World) -> None:
    """Two tenders together never exceed the plan line; a cancelled one gives back."""
    ready = plans.approved(world, {"switch": 2})
    first = drafted(world, plan=ready)
    with pytest.raises(Refused) as caught:
        drafted(world, {"switch": 1}, plan=ready)
    with world.work("buyer") as work:
        tender.cancel(work, first.tender_id, reason="重新安排")
    drafted(world, {"switch": 2}, plan=ready)

    assert codes(caught) == ["N08"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"method": "auction"}, "method"),
        ({"number": " "}, "number"),
        ({"title": ""}, "title"),
        ({"evaluation": "taste"}, "evaluation"),
        ({"ground": "whim"}, "ground"),
        ({"max_price": Decimal(-1)}, "max_price"),
        ({"bid_bond": Decimal("0.001")}, "bid_bond"),
        ({"criteria": [{"name": "价格", "weight": 100, "formula": "dice"}]}, "criteria"),
    ],
)
def test_bad_draft_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """A word that does not exist and an amount that cannot be are unreadable."""
    with pytest.raises(Unreadable) as caught:
        drafted(world, **change)

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("times", "quantity", "field"),
    [(2, 1, "lines"), (0, 1, "lines"), (1, 0, "quantity"), (1, "1.5", "quantity")],
)
def test_bad_lines_name_the_field(
    world: World, times: int, quantity: int | str, field: str
) -> None:
    """A plan line stands once in a tender, with a quantity in whole pieces."""
    ready = plans.approved(world)
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        tender.draft(
            work, number="1", title="甲", method="open_tender", works_related=False,
            state_funds=True, evaluation="lowest_evaluated_price",
            lines=[{"plan_line_id": ready.lines["switch"], "quantity": Decimal(quantity)}] * times,
        )  # fmt: skip

    assert caught.value.field == field


def test_split_purchase_is_found(world: World) -> None:
    """Two inquiries for one works project within 90 days reach the threshold together."""
    small: dict[str, Any] = {
        "method": "inquiry", "reason": "零星采购", "works_related": True,
    }  # fmt: skip
    first = plans.approved(world, {"switch": 1}, estimate=Decimal(1_200_000), project="三采区")
    second = plans.approved(world, {"lamp": 1}, estimate=Decimal(1_100_000), project="三采区")
    drafted(world, {"switch": 1}, plan=first, **small)
    world.clock.forward(days=90)
    with pytest.raises(Refused) as caught:
        drafted(world, {"lamp": 1}, plan=second, **small)
    world.clock.forward(minutes=1)
    drafted(world, {"lamp": 1}, plan=second, **small)

    assert codes(caught) == ["T03"]


def test_banned_goods_are_not_tendered(world: World) -> None:
    """A line that was banned after the plan was approved stops at the tender."""
    known = catalogues.national(world)
    ready = plans.approved(world, {"switch": 1}, products=known)
    with world.work() as work:
        catalogue.add_banned(
            work, batch=99, no=1, item="合成条目", models=["KBZ-400/1140"], document="合成",
            source="合成",
        )  # fmt: skip
    with pytest.raises(Refused) as caught:
        drafted(world, {"switch": 1}, plan=ready)

    assert codes(caught) == ["L02"]


@pytest.mark.parametrize(("days", "passes"), [(19, False), (20, True)])
@pytest.mark.parametrize(("works", "code"), [(True, "T22"), (False, "T22H")])
def test_twenty_days_to_the_deadline(
    world: World,
    days: int,
    code: str,
    *,
    works: bool,
    passes: bool,
) -> None:
    """19 days are refused and 20 pass; only a compulsory tender hears that the law says so."""
    words: dict[str, Any] = {"days": days, "works_related": works, "estimate": Decimal(1_000_000)}
    if passes:
        published(world, **words)
        return
    with pytest.raises(Refused) as caught:
        published(world, **words)

    assert codes(caught) == [code]
    assert ("本单位制度" in caught.value.message()) is not works


def test_mine_may_soften_its_own_policy_and_not_the_law(world: World) -> None:
    """With T22H as a warning a voluntary tender may be quicker, a compulsory one may not."""
    with world.work() as work:
        mine.set_policy(work, "rule.T22H", "warn")
        with pytest.raises(Unreadable):
            mine.set_policy(work, "rule.T22", "warn")
    published(world, days=10)

    with pytest.raises(Refused):
        published(world, days=10, works_related=True, estimate=Decimal(1_000_000))


def test_deadline_is_a_day_of_the_mine(world: World) -> None:
    """23:30 UTC on the 21st is the 22nd in China, twenty days after the 2nd."""
    made = drafted(world)
    words: dict[str, Any] = {"sale_from": date(2026, 11, 2), "sale_until": date(2026, 11, 9)}
    with pytest.raises(Refused), world.work("buyer") as work:
        tender.publish(
            work, made.tender_id, deadline=datetime(2026, 11, 21, 15, 59, tzinfo=UTC), **words
        )
    with world.work("buyer") as work:
        tender.publish(
            work, made.tender_id, deadline=datetime(2026, 11, 21, 16, 0, tzinfo=UTC), **words
        )
    with world.read() as work:
        found = work.get(Tender, made.tender_id)

    assert found.deadline == datetime(2026, 11, 22, tzinfo=CHINA)


@pytest.mark.parametrize(
    "deadline",
    [datetime(2026, 12, 1, 9, 0), datetime(2026, 11, 2, 9, 0, tzinfo=CHINA)],  # noqa: DTZ001  naive on purpose
)
def test_deadline_without_zone_or_in_the_past_is_unreadable(
    world: World, deadline: datetime
) -> None:
    """Nobody could say which midnight a naive time means."""
    made = drafted(world)
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        tender.publish(work, made.tender_id, deadline=deadline)

    assert caught.value.field == "deadline"


def test_invited_tender_needs_three(world: World) -> None:
    """Two invitations are too few, and every other fault of the notice is told with it."""
    made = drafted(world, method="invited_tender", reason="只有少数厂家")
    for supplier_id in bidders(world, 2):
        with world.work("buyer") as work:
            tender.invite(work, made.tender_id, supplier_id=supplier_id)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.publish(work, made.tender_id, deadline=work.now + timedelta(days=5))

    assert codes(caught) == ["T05", "T21", "T22H"]


def test_debarred_supplier_is_not_invited(world: World) -> None:
    """Who is debarred today is not invited."""
    made = drafted(world, method="inquiry", reason="零星采购")
    (first,) = bidders(world, 1)
    decided(world, first)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.invite(work, made.tender_id, supplier_id=first)

    assert codes(caught) == ["S13"]


def test_low_score_stops_an_invitation(world: World) -> None:
    """Where the mine asks for a score, who has less is not invited, and is told why."""
    made = drafted(world, method="inquiry", reason="零星采购")
    (first,) = bidders(world, 1)
    with world.work() as work:
        mine.set_policy(work, "supplier.least_score", 60)
    with world.work("keeper") as work:
        for kind, late in (("delivered_late", 15), ("accepted", None), ("rejected", None)):
            supplier.mark(work, first, kind=kind, subject="delivery", subject_id=first, amount=late)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.invite(work, made.tender_id, supplier_id=first)

    assert codes(caught) == ["S19"]
    assert "50.00" in caught.value.text_zh
    assert "2026-11-02 逾期到货 15 天" in caught.value.text_zh


def test_plan_that_changed_is_not_published(world: World) -> None:
    """A change of the plan between draft and notice stops the notice."""
    made = drafted(world)
    with world.work("planner") as work:
        plan.change_line(work, made.plan.lines["switch"], quantity=Decimal(3))
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.publish(
            work, made.tender_id, deadline=work.now + timedelta(days=20), sale_from=work.today,
            sale_until=work.today + timedelta(days=5),
        )  # fmt: skip

    assert codes(caught) == ["N07"]


def test_clarification_leaves_fifteen_days_or_extends(world: World) -> None:
    """With 14 days left a clarification needs a later deadline, with 15 it does not."""
    made = published(world)
    world.clock.forward(days=5)
    with world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="技术参数澄清")
    world.clock.forward(days=1)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="再次澄清")
    with world.work("buyer") as work:
        later = work.now + timedelta(days=15)
        tender.clarify(work, made.tender_id, text="再次澄清并顺延", deadline=later)
    with world.read() as work:
        found = work.get(Tender, made.tender_id)

    assert codes(caught) == ["T23"]
    assert found.deadline == later


def test_deadline_is_never_brought_forward(world: World) -> None:
    """A clarification only extends."""
    made = published(world, days=30)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="提前", deadline=work.now + timedelta(days=20))
    with pytest.raises(Unreadable), world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text=" ")

    assert codes(caught) == ["T23E"]


def test_two_bids_are_not_opened_and_another_round_begins(world: World) -> None:
    """Fewer than three bids: not opened, failed, and a second round with the same lines."""
    made = sealed(world, prices=(Decimal(9500), Decimal(9800)))
    world.clock.forward(days=20)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="投标人少于三个")
        again = rounds.next_round(work, made.tender_id)
    with world.read() as work:
        lines = queries.lines(work, again.id)

    assert codes(caught) == ["T30"]
    assert (again.round, again.previous_id) == (2, made.tender_id)
    assert [line.quantity for line in lines] == [2]


def test_tender_with_enough_bids_does_not_fail(world: World) -> None:
    """Nobody fails a tender to be rid of a winner, nor before the deadline."""
    made = sealed(world)
    with pytest.raises(Refused), world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="不满意")
    world.clock.forward(days=20)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="不满意")

    assert codes(caught) == ["T30F"]


def test_only_a_failed_tender_has_another_round(world: World) -> None:
    """A tender that goes on has no next round."""
    made = published(world)
    with pytest.raises(IllegalStep), world.work("buyer") as work:
        rounds.next_round(work, made.tender_id)


def test_objection_pauses_the_opening(world: World) -> None:
    """While an objection waits the bids stay closed; after the answer they are opened."""
    made = sealed(world)
    with world.work("buyer") as work:
        raised = objections.object_to(
            work, made.tender_id, text="参数有倾向性", supplier_id=made.suppliers[0]
        )
    world.clock.forward(days=20)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with world.work("buyer") as work:
        objections.answer(work, raised.id, text="已修改说明")
        bids.open_bids(work, made.tender_id)

    assert codes(caught) == ["T24"]


def test_objection_says_something_and_is_answered_once(world: World) -> None:
    """An empty objection is unreadable, a second answer a conflict."""
    made = published(world)
    with pytest.raises(Unreadable), world.work("buyer") as work:
        objections.object_to(work, made.tender_id, text=" ")
    with world.work("buyer") as work:
        raised = objections.object_to(work, made.tender_id, text="疑问")
        objections.answer(work, raised.id, text="答复")

    with pytest.raises(Conflict, match="已答复"), world.work("buyer") as work:
        objections.answer(work, raised.id, text="再答")


def test_planner_holds_no_tender(world: World) -> None:
    """Only a buyer publishes."""
    made = drafted(world)
    with pytest.raises(Forbidden), world.work("planner") as work:
        tender.cancel(work, made.tender_id, reason="无权")


def test_opened_tender_is_not_cancelled(world: World) -> None:
    """After the opening there is no cancelling."""
    made = opened(world)
    with pytest.raises(IllegalStep) as caught, world.work("buyer") as work:
        tender.cancel(work, made.tender_id, reason="反悔")

    assert caught.value.allowed == TENDER.allowed(TenderState.OPENED)
