"""Plans on a real database: lines, budget, approval, and what voids it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.queries import product as product_of
from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.plan import actions as plan
from equiplink.plan.models import Approval, Plan
from equiplink.plan.states import PlanState
from tests.catalogue import steps as catalogues
from tests.plan.steps import NEED_BY, Approved, approved, drafted, goods, submitted
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def words(world: World, **change: Any) -> dict[str, Any]:
    """Return the words of an ordinary line for two switches."""
    return {
        "product_id": goods(world)["switch"],
        "quantity": Decimal(2),
        "estimate": Decimal(100),
        "need_by": date(2027, 1, 1),
        "place_id": world.places["3101综采工作面"],
        "purpose": "更换",
        "papers": ["product_certificate"],
    } | change


def state(world: World, plan_id: UUID) -> tuple[PlanState, int]:
    """Return state and revision."""
    with world.read() as work:
        found = work.get(Plan, plan_id)
        return found.state, found.revision


def test_plan_is_approved_and_closed(world: World) -> None:
    """Draft, submit, approve, close."""
    made = approved(world)
    assert state(world, made.plan_id)[0] is PlanState.APPROVED
    with world.work("planner") as work:
        plan.close(work, made.plan_id)

    assert state(world, made.plan_id)[0] is PlanState.CLOSED


@pytest.mark.parametrize("verb", ["add", "change", "remove"])
def test_change_voids_the_approval(world: World, verb: str) -> None:
    """Every change of content is a new revision, and the signature on the last one is void."""
    made = approved(world)
    _, before = state(world, made.plan_id)
    extra = words(world)
    with world.work("planner") as work:
        if verb == "add":
            plan.add_line(work, made.plan_id, **extra)
        elif verb == "change":
            plan.change_line(work, made.lines["switch"], quantity=Decimal(3))
        else:
            plan.remove_line(work, made.lines["switch"])

    assert state(world, made.plan_id) == (PlanState.DRAFT, before + 1)
    with world.read() as work:
        assert [each.voided_at for each in work.all(Approval)] == [work.now]


def test_change_keeps_what_is_not_given(world: World) -> None:
    """A change of the estimate leaves everything else."""
    made = drafted(world)
    with world.work("planner") as work:
        line = plan.change_line(work, made.lines["switch"], estimate=Decimal(0))

    assert (line.quantity, line.estimate, line.purpose) == (2, 0, "合成测试用途")


def test_removed_line_is_gone_from_the_plan(world: World) -> None:
    """A removed line is no line of the plan, and its number is not used again."""
    made = drafted(world, {"switch": 2, "lamp": 5})
    extra = words(world)
    with world.work("planner") as work:
        plan.remove_line(work, made.lines["lamp"])
        plan.add_line(work, made.plan_id, **extra)
    with world.read() as work:
        numbers = [line.no for line in plan.lines(work, made.plan_id)]

    assert numbers == [1, 3]
    with pytest.raises(NotFound), world.work("planner") as work:
        plan.remove_line(work, made.lines["lamp"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": Decimal("1.5")}, "quantity"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"estimate": Decimal(-1)}, "estimate"),
        ({"papers": ["letter"]}, "papers"),
        ({"place_id": new_id()}, "place_id"),
        ({"product_id": new_id()}, "product_id"),
    ],
)
def test_bad_line_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """Half a switch, no quantity, a negative price: the field is named and nothing is left."""
    made = drafted(world)
    extra = words(world, **change)
    with pytest.raises((Unreadable, NotFound)) as caught, world.work("planner") as work:
        plan.add_line(work, made.plan_id, **extra)

    assert caught.value.field == field
    with world.read() as work:
        assert len(plan.lines(work, made.plan_id)) == 1


def test_half_a_bolt_is_unreadable_though_a_lot(world: World) -> None:
    """What is counted in pieces comes whole, also by the lot."""
    with pytest.raises(Unreadable) as caught:
        drafted(world, {"bolt": Decimal("10.5")})

    assert caught.value.field == "quantity"


def test_float_is_a_programming_error(world: World) -> None:
    """Money is never a float."""
    with pytest.raises(TypeError), world.work("planner") as work:
        plan.draft(work, number="1", title="甲", period="month", budget=1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"period": "decade"}, "period"),
        ({"budget": Decimal(0)}, "budget"),
        ({"number": ""}, "number"),
        ({"title": " "}, "title"),
    ],
)
def test_bad_plan_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """A period that does not exist, an empty budget, no number and no title are unreadable."""
    good = {"number": "1", "title": "甲", "period": "month", "budget": Decimal(1)}
    given: dict[str, Any] = good | change
    with pytest.raises(Unreadable) as caught, world.work("planner") as work:
        plan.draft(work, **given)

    assert caught.value.field == field


def test_number_is_used_once(world: World) -> None:
    """A second plan under one number is a duplicate."""
    with world.work("planner") as work:
        plan.draft(work, number="7", title="甲", period="month", budget=Decimal(1))

    with pytest.raises(Duplicate), world.work("planner") as work:
        plan.draft(work, number="7", title="乙", period="month", budget=Decimal(1))


def test_missing_papers_and_past_date_are_refused_together(world: World) -> None:
    """Both faults of a line stand in one refusal, and the plan stays as it was."""
    made = drafted(world)
    extra = words(world, papers=[], need_by=date(2026, 11, 2))
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.add_line(work, made.plan_id, **extra)

    assert codes(caught) == ["N03", "N04"]
    assert state(world, made.plan_id)[1] == 2


@pytest.mark.parametrize(("motor_kw", "banned"), [(30, False), (40, True), (None, True)])
def test_banned_model_is_refused_by_its_condition(
    world: World, motor_kw: int | None, *, banned: bool
) -> None:
    """QC83-80 on a 40 kW motor may not be planned, on 30 kW it may; unknown counts against it."""
    known = catalogues.national(world)["starter"]
    with world.work() as work:
        listed, kind = product_of(work, known)
        other = catalogue.add_product(
            work, class_id=kind.id, name=listed.name, model=listed.model, maker="合成制造厂",
            ratings={} if motor_kw is None else {"motor_kw": motor_kw}, source="合成",
        )  # fmt: skip
    made = drafted(world)
    extra = words(world, product_id=other.id, papers=kind.papers)
    if not banned:
        with world.work("planner") as work:
            plan.add_line(work, made.plan_id, **extra)
        return
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.add_line(work, made.plan_id, **extra)

    assert codes(caught) == ["L02"]


def test_plan_over_budget_cannot_be_submitted(world: World) -> None:
    """One fen over the budget is refused, with both sums."""
    with pytest.raises(Refused) as caught:
        submitted(world, {"switch": 2}, estimate=Decimal("500.01"), budget=Decimal(1000))

    assert codes(caught) == ["N01"]
    assert "1000.02" in caught.value.message()


def test_empty_plan_cannot_be_submitted(world: World) -> None:
    """A plan without lines asks for nothing."""
    made = drafted(world)
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.remove_line(work, made.lines["switch"])
        plan.submit(work, made.plan_id)

    assert codes(caught) == ["N06"]


def test_nobody_approves_his_own_plan(world: World) -> None:
    """Who is planner and approver in one may write or approve, not both."""
    roles = frozenset({"planner", "approver"})
    world.people["planner"] = replace(world.people["planner"], roles=roles)
    made = submitted(world)
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.approve(work, made.plan_id)

    assert codes(caught) == ["N02"]


def test_approval_judges_again(world: World) -> None:
    """A need-by day that has passed since the submission stops the approval."""
    made = submitted(world)
    world.clock.forward(days=400)
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        plan.approve(work, made.plan_id)

    assert codes(caught) == ["N04"]


def test_day_turns_at_midnight_in_the_mine(world: World) -> None:
    """Needed on the 3rd may still be planned at 23:59 on the 2nd in China, not at 00:00."""
    made = drafted(world)
    extra = words(world, need_by=date(2026, 11, 3))
    world.clock.forward(hours=14, minutes=59)
    with world.work("planner") as work:
        plan.add_line(work, made.plan_id, **extra)
    world.clock.forward(minutes=1)

    with pytest.raises(Refused), world.work("planner") as work:
        plan.add_line(work, made.plan_id, **extra)


def test_returned_plan_is_corrected_and_sent_again(world: World) -> None:
    """A return says why; the plan goes back to its writer and comes again."""
    made = submitted(world)
    with pytest.raises(Unreadable), world.work("approver") as work:
        plan.send_back(work, made.plan_id, note=" ")
    with world.work("approver") as work:
        plan.send_back(work, made.plan_id, note="数量不符")
    with world.work("planner") as work:
        plan.submit(work, made.plan_id)

    assert state(world, made.plan_id)[0] is PlanState.SUBMITTED


def test_submitted_plan_that_changes_is_a_draft(world: World) -> None:
    """A change while it waits for approval takes the plan back."""
    made = submitted(world)
    with world.work("planner") as work:
        plan.change_line(work, made.lines["switch"], purpose="备用")

    assert state(world, made.plan_id)[0] is PlanState.DRAFT


def test_roles_and_states_are_kept(world: World) -> None:
    """A buyer writes no plan, a planner approves none, and a draft is not approved."""
    made: Approved = drafted(world)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        plan.submit(work, made.plan_id)
    with pytest.raises(IllegalStep) as caught, world.work("approver") as work:
        plan.approve(work, made.plan_id)

    assert "submit" in caught.value.allowed


def test_ledger_replays_to_the_state(world: World) -> None:
    """The entries of a plan lead from nothing to the state it has, each from the last."""
    made = approved(world)
    with world.read() as work:
        entries = work.all(Entry, subject="plan", subject_id=made.plan_id)
        found = work.get(Plan, made.plan_id)

    assert [entry.action for entry in entries] == ["draft", "change", "submit", "approve"]
    assert [entry.before for entry in entries] == ["", *(entry.after for entry in entries[:-1])]
    assert entries[-1].after == found.state


def test_need_by_is_in_the_ledger(world: World) -> None:
    """An auditor reads what was asked for, by when and with which papers."""
    made = drafted(world)
    with world.read() as work:
        told = work.all(Entry, subject_id=made.plan_id, action="change")[0].data

    assert told["quantity"] == "2"
    assert told["papers"] == ["product_certificate"]
    assert told["need_by"] == NEED_BY.isoformat()
