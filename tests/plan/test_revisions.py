"""A plan remembers: every revision as it stood, what differs, and the plan it was copied from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.errors import Duplicate, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.plan.calendar import months_after
from equiplink.plan.models import Approval, Plan
from equiplink.plan.queries import Change, difference, revision
from equiplink.plan.states import PlanState
from tests.plan.steps import approved, drafted, submitted
from tests.plan.test_lines import wanted
from tests.world import World


def changed(world: World) -> UUID:
    """Return a plan whose second revision has two lines and whose last has had them changed."""
    made = drafted(world, {"switch": 2, "lamp": 5})
    extra = [wanted(world)] * 2
    with world.work("planner") as work:
        plan.change_line(work, made.lines["switch"], quantity=Decimal(3))
        plan.remove_line(work, made.lines["lamp"])
        plan.add_lines(work, made.plan_id, lines=extra)
        plan.change_budget(work, made.plan_id, budget=Decimal(5), reason="压减")
    return made.plan_id


def test_every_revision_is_shown_as_it_stood(world: World) -> None:
    """Lines come, change and go; each revision has those of its time."""
    plan_id = changed(world)
    with world.read() as work:
        shown = [revision(work, plan_id, number) for number in range(1, 8)]

    assert [[*each.lines] for each in shown] == [
        [], [1], [1, 2], [1, 2], [1], [1, 3, 4], [1, 3, 4],
    ]  # fmt: skip
    assert [each.lines[1]["quantity"] for each in shown[1:]] == ["2", "2", "3", "3", "3", "3"]
    assert [each.budget for each in shown[-2:]] == [Decimal(100_000_000), Decimal(5)]
    assert [each.what for each in shown] == [
        "draft", "add_line", "add_line", "change_line", "remove_line", "add_lines", "change_budget",
    ]  # fmt: skip


def test_last_revision_is_the_plan(world: World) -> None:
    """What the ledger tells of the last revision is what stands in the table."""
    plan_id = changed(world)
    with world.read() as work:
        shown = revision(work, plan_id, work.get(Plan, plan_id).revision)
        stored = plan.lines(work, plan_id)

    assert [str(line.id) for line in stored] == [each["line_id"] for each in shown.lines.values()]
    for line, told in zip(stored, shown.lines.values(), strict=True):
        assert (line.quantity, line.estimate) == (
            Decimal(told["quantity"]), Decimal(told["estimate"]),
        )  # fmt: skip


def test_difference_names_every_word(world: World) -> None:
    """Budget, a changed quantity, a line that went and two that came."""
    plan_id = changed(world)
    with world.read() as work:
        told = difference(revision(work, plan_id, 3), revision(work, plan_id, 7))

    assert told == [
        Change(None, "budget", Decimal(100_000_000), Decimal(5)),
        Change(1, "quantity", "2", "3"),
        Change(2, "line", "矿灯 KL5LM(A)", None),
        Change(3, "line", None, "矿用隔爆型真空馈电开关 KBZ-400/1140"),
        Change(4, "line", None, "矿用隔爆型真空馈电开关 KBZ-400/1140"),
    ]


def test_revision_that_never_was_is_not_found(world: World) -> None:
    """The answer names the last one."""
    made = drafted(world)
    with world.read() as work, pytest.raises(NotFound) as caught:
        revision(work, made.plan_id, 3)

    assert "2" in caught.value.message()


def test_new_budget_voids_the_approval(world: World) -> None:
    """Another budget is another plan: back to draft, signatures void, the reason kept."""
    made = approved(world)
    with world.work("planner") as work:
        found = plan.change_budget(work, made.plan_id, budget=Decimal(20_000), reason="压减")

    assert (found.state, found.revision) == (PlanState.DRAFT, 3)
    with world.read() as work:
        assert all(each.voided_at for each in work.all(Approval))


def test_new_budget_needs_a_reason_and_an_amount(world: World) -> None:
    """Nobody moves a budget silently, or to nothing."""
    made = drafted(world)
    for budget, reason, field in ((Decimal(1), " ", "reason"), (Decimal(0), "压减", "budget")):
        with pytest.raises(Unreadable) as caught, world.work("planner") as work:
            plan.change_budget(work, made.plan_id, budget=budget, reason=reason)

        assert caught.value.field == field


def test_budget_warns_where_the_mine_says_so(world: World) -> None:
    """The mine lets a plan over its budget pass; the ledger keeps the warning."""
    with world.work() as work:
        mine.set_policy(work, "rule.N01", "warn")
    made = submitted(world, {"switch": 2}, budget=Decimal(1))
    with world.read() as work:
        (told,) = work.all(Entry, subject_id=made.plan_id, action="submit")

    assert [each["code"] for each in told.data["warnings"]] == ["N01"]


def test_copy_moves_on_by_whole_periods(world: World) -> None:
    """The monthly plan of the next period: same lines but one, each needed a month later."""
    made = drafted(world, {"switch": 2, "lamp": 5})
    with world.work("planner") as work:
        copy = plan.draft_from(work, made.plan_id, title="下月计划", without=[2])
    with world.read() as work:
        (line,) = plan.lines(work, copy.id)

    assert (copy.copied_from_id, copy.number) == (made.plan_id, "CG-2026-0001")
    assert (line.quantity, line.need_by, line.purpose) == (2, date(2027, 7, 30), "合成测试用途")


def test_copy_of_an_old_plan_looks_ahead(world: World) -> None:
    """Two years later the same plan is copied to a day that still lies ahead."""
    made = drafted(world)
    world.clock.forward(days=730)
    with world.work("planner") as work:
        copy = plan.draft_from(work, made.plan_id, title="又两年", number="甲-1")
    with world.read() as work:
        (line,) = plan.lines(work, copy.id)

    assert (copy.number, line.need_by) == ("甲-1", date(2028, 11, 30))


def test_urgent_plan_says_why(world: World) -> None:
    """Without its breakdown an urgent plan stays a draft."""
    line = wanted(world)
    with world.work("planner") as work:
        made = plan.draft(work, title="急", period="urgent", budget=Decimal(1000))
        plan.add_lines(work, made.id, lines=[line])
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.submit(work, made.id)

    assert [finding.code for finding in caught.value.findings] == ["N11"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_month_ends_where_it_ends(day: date, months: int, expected: date) -> None:
    """The 31st moves to the last of a shorter month."""
    assert months_after(day, months) == expected


def begun(world: World, title: str) -> str:
    """Draft a plan without a number and return the one it got."""
    with world.work("planner") as work:
        return plan.draft(work, title=title, period="month", budget=Decimal(1)).number


def test_numbers_begin_anew_each_year(world: World) -> None:
    """The series is the mine's year's: in the mine's own zone."""
    first, second = begun(world, "甲"), begun(world, "乙")
    world.clock.forward(days=59, hours=15)

    assert (first, second) == ("CG-2026-0001", "CG-2026-0002")
    assert begun(world, "丙") == "CG-2027-0001"


def test_number_given_by_hand_is_skipped(world: World) -> None:
    """Somebody wrote the next number already; the series passes over it."""
    with world.work("planner") as work:
        plan.draft(work, number="CG-2026-0001", title="甲", period="month", budget=Decimal(1))

    assert begun(world, "乙") == "CG-2026-0002"


def test_number_of_a_failed_draft_is_given_again(world: World) -> None:
    """A transaction that rolls back leaves no gap."""
    with pytest.raises(Duplicate), world.work("planner") as work:
        plan.draft(work, title="甲", period="month", budget=Decimal(1))
        for _ in range(2):
            plan.draft(work, number="7", title="乙", period="month", budget=Decimal(1))

    assert begun(world, "丙") == "CG-2026-0001"


def test_numbers_are_unique_under_concurrency(world: World) -> None:
    """Twelve drafts from four threads bear the twelve numbers 1 to 12."""
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda n: begun(world, f"{n}"), range(12)))

    assert sorted(numbers) == [f"CG-2026-{n:04d}" for n in range(1, 13)]
