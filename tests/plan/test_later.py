"""After the approval: haste is made up for, money of a year is kept, nothing lies unused."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.agenda.queries import due as agenda
from equiplink.errors import Forbidden, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.plan import budgets
from equiplink.plan.models import Plan
from equiplink.plan.states import PlanState
from equiplink.tender import actions as tender
from equiplink.tender.unused import unused
from tests.plan.steps import approved, drafted, submitted
from tests.plan.test_lines import wanted
from tests.tender import steps as tenders
from tests.world import World

TODAY = date(2026, 11, 2)


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def urgent(world: World) -> UUID:
    """Return an urgent plan that was approved today."""
    line = wanted(world)
    with world.work("planner") as work:
        made = plan.draft(
            work, title="抢修", period="urgent", budget=Decimal(1000), reason="主排水泵故障"
        )
        plan.add_lines(work, made.id, lines=[line])
        plan.submit(work, made.id)
    with world.work("approver") as work:
        plan.approve(work, made.id)
    return made.id


def test_urgent_plan_is_closed_after_its_papers(world: World) -> None:
    """The haste is made up for by saying what was done; then the plan may close."""
    made = urgent(world)
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.close(work, made)
    with world.work("planner") as work:
        plan.regularise(work, made, account="已更换电机，恢复排水")
        plan.close(work, made)

    assert codes(caught) == ["N12"]
    with world.read() as work:
        found = work.get(Plan, made)
        assert (found.state, found.regularised_on) == (PlanState.CLOSED, TODAY)


@pytest.mark.parametrize(("days", "warned"), [(7, []), (8, ["N13"])])
def test_late_papers_are_warned_of(world: World, days: int, warned: list[str]) -> None:
    """On the seventh day they are in time, on the eighth the ledger says that they are late."""
    made = urgent(world)
    world.clock.forward(days=days)
    with world.work("planner") as work:
        plan.regularise(work, made, account="已恢复")
    with world.read() as work:
        (told,) = work.all(Entry, subject_id=made, action="regularise")

    assert [each["code"] for each in told.data.get("warnings", [])] == warned


def test_only_an_urgent_plan_has_papers_to_make_up(world: World) -> None:
    """A monthly plan has none, and an account is not empty."""
    made, hasty = approved(world), urgent(world)
    for plan_id, account in ((made.plan_id, "无"), (hasty, " ")):
        with pytest.raises(Unreadable), world.work("planner") as work:
            plan.regularise(work, plan_id, account=account)


def test_papers_are_due_by_the_days_of_the_mine(world: World) -> None:
    """The agenda lists them until they are there; the mine sets the days."""
    made = urgent(world)
    with world.work() as work:
        mine.set_policy(work, "plan.regularise_days", 3)
    with world.read() as work:
        (found,) = [each for each in agenda(work) if each.code == "N12"]
    with world.work("planner") as work:
        plan.regularise(work, made, account="已恢复")
    with world.read() as work:
        left = [each.code for each in agenda(work)]

    assert (found.on, found.subject_id) == (TODAY + timedelta(days=3), made)
    assert left == ["N15"]


def test_unused_plan_is_due_until_it_is_tendered(world: World) -> None:
    """Two months after its approval; a tender from it, or its closing, ends that."""
    made = approved(world)
    with world.read() as work:
        (before,) = [each for each in agenda(work) if each.code == "N15"]
        assert [row.id for row, _ in unused(work)] == [made.plan_id]
    tender_id = tenders.drafted(world, plan=made).tender_id
    with world.read() as work:
        used = list(unused(work))
    with world.work("buyer") as work:
        tender.cancel(work, tender_id, reason="重新立项")
    with world.read() as work:
        again = [row.id for row, _ in unused(work)]

    assert (before.on, before.subject_id) == (date(2027, 1, 2), made.plan_id)
    assert (used, again) == ([], [made.plan_id])


def test_draft_from_a_plan_that_lay_too_long_is_warned_of(world: World) -> None:
    """On the last day nothing is said; a day later the draft says it, and passes (N15)."""
    early, late = approved(world), approved(world)
    world.clock.now = world.clock.now.replace(year=2027, month=1, day=2)
    tenders.drafted(world, plan=early)
    world.clock.forward(days=1)
    tenders.drafted(world, plan=late)
    with world.read() as work:
        drafts = work.all(Entry, Entry.id, action="draft", subject="tender")

    assert [[w["code"] for w in each.data.get("warnings", ())] for each in drafts] == [[], ["N15"]]


def test_quarterly_plan_may_wait(world: World) -> None:
    """Only monthly and urgent plans lapse."""
    line = wanted(world)
    with world.work("planner") as work:
        made = plan.draft(work, title="季", period="quarter", budget=Decimal(1000))
        plan.add_lines(work, made.id, lines=[line])
        plan.submit(work, made.id)
    with world.work("approver") as work:
        plan.approve(work, made.id)
    with world.read() as work:
        assert list(unused(work)) == []


def budget(world: World, amount: str, year: int = 2027) -> None:
    """Set what may be planned of electrical equipment."""
    with world.work("planner") as work:
        budgets.set_year_budget(work, year=year, category="SBLB006", amount=Decimal(amount))


def test_year_budget_counts_all_plans(world: World) -> None:
    """The second plan goes over the year's budget by one fen, exactly at it passes."""
    submitted(world, {"switch": 1})
    budget(world, "19999.99")
    second = drafted(world, {"switch": 1})
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.submit(work, second.plan_id)
    budget(world, "20000")
    with world.work("planner") as work:
        plan.submit(work, second.plan_id)

    assert codes(caught) == ["N17"]
    assert "计划 20000 元，预算 19999.99 元" in caught.value.message()


def test_year_budget_counts_its_year_and_live_plans_only(world: World) -> None:
    """A draft, a removed line and the budget of another year do not count."""
    drafted(world, {"switch": 9})
    made = drafted(world, {"switch": 1, "lamp": 1})
    budget(world, "10000")
    budget(world, "0", year=2028)
    with world.work("planner") as work:
        plan.remove_line(work, made.lines["lamp"])
        plan.submit(work, made.plan_id)
    with world.read() as work:
        assert work.get(Plan, made.plan_id).state is PlanState.SUBMITTED


def test_year_budget_is_of_a_known_category(world: World) -> None:
    """A category that no class has is a slip; who is no planner sets none."""
    drafted(world)
    with pytest.raises(Unreadable) as caught, world.work("planner") as work:
        budgets.set_year_budget(work, year=2027, category="SBLB999", amount=Decimal(1))
    with pytest.raises(Forbidden), world.work("buyer") as work:
        budgets.set_year_budget(work, year=2027, category="SBLB006", amount=Decimal(1))

    assert caught.value.field == "category"


def test_draft_is_not_regularised(world: World) -> None:
    """Papers are made up for after the approval."""
    with world.work("planner") as work:
        made = plan.draft(work, title="急", period="urgent", budget=Decimal(1))
    with pytest.raises(IllegalStep), world.work("planner") as work:
        plan.regularise(work, made.id, account="已恢复")
