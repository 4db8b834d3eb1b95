"""How long signing takes, by the record alone, and what is outstanding."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from equiplink.errors import Unreadable
from equiplink.plan import actions as plan
from equiplink.plan.due import due
from equiplink.plan.lead_times import LeadTime, LeadTimes, lead_times
from tests.plan.routing import route, sign, step
from tests.plan.steps import submitted
from tests.world import World

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 30)


def measured(world: World, since: date = FIRST, until: date = LAST) -> LeadTimes:
    """Measure the steps that were opened between two days."""
    with world.read() as work:
        return lead_times(work, since, until)


def of(world: World, name: str) -> LeadTime:
    """Measure one step."""
    return next(each for each in measured(world).steps if each.name == name)


def two_steps(world: World) -> None:
    """Let the keeper sign within a day and the mechanic within three."""
    route(
        world,
        step(1, "科长", world, "keeper", days=1),
        step(2, "矿长", world, "mechanic", "mechanic2", quorum="all"),
    )


def test_each_step_is_measured_from_its_opening(world: World) -> None:
    """The second step counts from the signature on the first, to the minute."""
    two_steps(world)
    for hours in (1, 2, 3):
        made = submitted(world)
        world.clock.forward(hours=hours)
        sign(world, made.plan_id, "keeper")
        world.clock.forward(minutes=50)
        sign(world, made.plan_id, "mechanic", "mechanic2")
    found = measured(world)

    assert [each.name for each in found.steps] == ["矿长", "科长"]
    assert of(world, "科长") == LeadTime(
        "科长", 3, Fraction(2), Fraction(3), Fraction(3), 1, 0, 0, Fraction(6)
    )
    assert of(world, "矿长").median == Fraction(5, 6)
    assert (found.bottleneck, found.share) == ("科长", Fraction(12, 17))
    assert found.shown()["share_percent"] == "70.59"
    assert found.shown()["steps"][0]["median_hours"] == "0.83"


@pytest.mark.parametrize(
    ("count", "median", "ninetieth"), [(1, 1, 1), (2, Fraction(3, 2), 2), (10, Fraction(11, 2), 9)]
)
def test_median_and_ninetieth_are_of_what_happened(
    world: World, count: int, median: Fraction, ninetieth: int
) -> None:
    """The middle, or between the two; the time that nine of ten did not exceed."""
    made = [submitted(world) for _ in range(count)]
    for each in made:
        world.clock.forward(hours=1)
        sign(world, each.plan_id, "approver")
    (found,) = measured(world).steps

    assert (found.median, found.ninetieth, found.longest) == (median, ninetieth, count)


def test_return_is_a_decision_and_a_withdrawal_is_none(world: World) -> None:
    """What came back counts as decided; what its writer took back counts for nothing."""
    returned, withdrawn = submitted(world), submitted(world)
    world.clock.forward(hours=5)
    with world.work("approver") as work:
        plan.send_back(work, returned.plan_id, note="改")
    with world.work("planner") as work:
        plan.withdraw(work, withdrawn.plan_id)
    (found,) = measured(world).steps

    assert (found.count, found.waiting, found.longest) == (1, 0, Fraction(5))


def test_what_waits_counts_and_is_overdue_after_its_wish(world: World) -> None:
    """A step that nobody signs is the bottleneck, though it never was decided."""
    two_steps(world)
    made = submitted(world)
    sign(world, made.plan_id, "keeper")
    world.clock.forward(days=3)
    before = of(world, "矿长").overdue
    world.clock.forward(days=1)

    assert (before, of(world, "矿长").overdue) == (0, 1)
    assert (of(world, "矿长").waiting, of(world, "矿长").median) == (1, None)
    assert measured(world).bottleneck == "矿长"
    assert measured(world).shown()["steps"][0]["median_hours"] is None


def test_period_is_of_days_in_the_mine(world: World) -> None:
    """A step of 00:30 in China on the 3rd is none of the 2nd, though UTC says so."""
    world.clock.forward(hours=15, minutes=30)
    submitted(world)

    assert measured(world, FIRST, FIRST).steps == ()
    assert len(measured(world, date(2026, 11, 3), date(2026, 11, 3)).steps) == 1
    assert measured(world, FIRST, FIRST).bottleneck is None
    with pytest.raises(Unreadable):
        measured(world, LAST, FIRST)


def test_outstanding_signatures_are_listed(world: World) -> None:
    """Anybody's is one row, everybody's a row for each; what is signed is not listed."""
    two_steps(world)
    made = submitted(world)
    with world.read() as work:
        (first,) = due(work)
    sign(world, made.plan_id, "keeper")
    with world.read() as work:
        both = list(due(work))
    sign(world, made.plan_id, "mechanic")
    with world.read() as work:
        (last,) = due(work)

    assert (first.code, first.on, first.role) == ("N28", date(2026, 11, 3), "keeper")
    assert [each.on for each in both] == [date(2026, 11, 5)] * 2
    assert len({each.cause for each in both}) == 2
    assert "mechanic2" in last.zh
    sign(world, made.plan_id, "mechanic2")
    with world.read() as work:
        assert list(due(work)) == []


def test_late_signature_is_told_to_the_role_of_its_step(world: World) -> None:
    """Two days after the wished one it is the administrators' business, under the same cause."""
    route(world, step(1, "科长", world, "keeper", "mechanic", days=1, tell="safety_officer"))
    submitted(world)
    world.clock.forward(days=3)
    with world.read() as work:
        (before,) = due(work)
    world.clock.forward(days=1)
    with world.read() as work:
        (after,) = due(work)

    assert (before.role, after.role) == ("keeper", "safety_officer")
    assert before.cause == after.cause
    assert "安全管理人员" in after.zh


def test_approver_signs_as_an_approver(world: World) -> None:
    """The default step is listed for the role that approves."""
    submitted(world)
    with world.read() as work:
        assert [each.role for each in due(work)] == ["approver"]
