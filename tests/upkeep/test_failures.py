"""A thing that fails in use is told to the reputation of who sold it."""

from __future__ import annotations

from uuid import UUID

from equiplink.supplier.models import Mark
from tests.gate.steps import candidate, entered, inspected, scanned
from tests.register.steps import tagged
from tests.upkeep import steps
from tests.world import World


def failures(world: World) -> list[tuple[int | None, UUID]]:
    """Return the marks for failures: hours and job."""
    with world.read() as work:
        found = work.all(Mark, kind="failed_underground")
        return [(each.amount, each.subject_id) for each in found]


def test_failed_test_counts_the_hours_underground(world: World) -> None:
    """A unit that fails its test is marked with its full hours below."""
    item_id, _ = entered(world)
    world.clock.forward(hours=100.9)
    job = steps.done(world, steps.started(world, item_id), passed=False)

    assert failures(world) == [(100, job.id)]


def test_one_stay_is_one_failure(world: World) -> None:
    """A failed test and the repair after it are one event; the next stay may bring another."""
    item_id, code = entered(world)
    world.clock.forward(hours=10)
    first = steps.done(world, steps.started(world, item_id), passed=False)
    scanned(world, code, direction="out")
    world.clock.forward(hours=50)
    steps.repaired(world, item_id)
    world.clock.forward(minutes=1)
    inspected(world, item_id)
    scanned(world, code)
    world.clock.forward(hours=5)
    again = steps.started(world, item_id, "repair")

    assert failures(world) == [(10, first.id), (15, again)]


def test_thing_that_was_never_used_did_not_fail_in_use(world: World) -> None:
    """A repair before the first entry, care, and what passes leave no mark."""
    fresh, _ = tagged(world)
    steps.repaired(world, fresh)
    used, _ = entered(world)
    steps.done(world, steps.started(world, used, "care"))
    steps.done(world, steps.started(world, used))

    assert failures(world) == []


def test_lot_has_no_hours(world: World) -> None:
    """Of a lot nobody can say which piece ran how long."""
    item_id, code = candidate(world, "cable", 10)
    scanned(world, code, quantity=10)
    steps.done(world, steps.started(world, item_id), passed=False)

    assert failures(world) == []
