"""When a check is due: calendar or running hours, class and place, earlier, later, postponed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Forbidden, NotFound, Refused, Unreadable
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import postponing
from equiplink.upkeep.models import Due, Interval, Job
from equiplink.usage import actions as usage
from equiplink.usage import pace
from tests.upkeep import steps as upkeeps
from tests.usage import steps
from tests.world import World

EX, MONTH = "防爆性能检查", timedelta(days=30)
RETURN = "3101回风巷"


def running(world: World) -> tuple[UUID, UUID, UUID]:
    """Return a switch in use, its placement, and the interval of its monthly check."""
    item_id, placement = steps.in_use(world)
    upkeeps.adopted(world)
    with world.read() as work:
        (row,) = (
            row
            for row in work.all(Due, item_id=item_id)
            if work.get(Interval, row.interval_id).name == EX
        )
    return item_id, placement, row.interval_id


def check(world: World, item_id: UUID, interval_id: UUID) -> Due:
    """Return the next check."""
    with world.read() as work:
        (row,) = work.all(Due, item_id=item_id, interval_id=interval_id)
        return row


def due_on(world: World, item_id: UUID, interval_id: UUID) -> date:
    """Return the day of the next check; the gate's own copy is no later."""
    row = check(world, item_id, interval_id)
    with world.read() as work:
        first = work.get(Item, item_id).next_due_on

    assert first is not None
    assert first <= row.due_on
    return row.due_on


def today(world: World) -> date:
    """Return today in the mine."""
    with world.read() as work:
        return work.today


def ran(world: World, item_id: UUID, hours: int) -> None:
    """Read the meter of a thing."""
    with world.work("mechanic") as work:
        usage.read_hours(work, item_id, hours=Decimal(hours))


def set_interval(world: World, interval_id: UUID, **words: Any) -> None:
    """Set an interval of the class."""
    with world.work("safety_officer") as work:
        upkeep.set_interval(work, interval_id, **words)


def at_place(world: World, interval_id: UUID, days: int, place: str = RETURN) -> None:
    """Set an interval of a place."""
    with world.work("safety_officer") as work:
        pace.set_at_place(work, interval_id, place_id=world.places[place], days=days)


def test_running_hours_come_before_the_calendar(world: World) -> None:
    """After 100 hours it is due that day, though a month has not passed; a check begins anew."""
    item_id, _, interval_id = running(world)
    set_interval(world, interval_id, days=30, hours=100)
    ran(world, item_id, 5000)
    calendar = due_on(world, item_id, interval_id)
    world.clock.forward(days=5)
    ran(world, item_id, 5099)
    before = due_on(world, item_id, interval_id)
    world.clock.forward(hours=1)
    ran(world, item_id, 5100)
    reached = due_on(world, item_id, interval_id)

    assert (before, reached) == (calendar, today(world))
    job = upkeeps.done(world, upkeeps.started(world, item_id, interval_id=interval_id))
    assert (job.was_due_on, job.next_due_on) == (reached, today(world) + MONTH)
    assert check(world, item_id, interval_id).ran == 0


def test_hours_count_on_over_a_replaced_meter(world: World) -> None:
    """A new meter does not win the check another hundred hours."""
    item_id, _, interval_id = running(world)
    set_interval(world, interval_id, days=30, hours=100)
    ran(world, item_id, 10)
    world.clock.forward(days=4)
    with world.work("mechanic") as work:
        usage.replace_meter(work, item_id, gauge="hours", old=Decimal(80), reason="表计损坏")
    world.clock.forward(days=2)
    ran(world, item_id, 30)

    assert check(world, item_id, interval_id).ran == 100
    assert due_on(world, item_id, interval_id) == today(world)


def test_place_asks_for_it_more_often(world: World) -> None:
    """The place counts from when the thing stands there, and no more once it is moved away."""
    item_id, placement, interval_id = running(world)
    begun = today(world)
    at_place(world, interval_id, 10)
    first = due_on(world, item_id, interval_id)
    with world.work("mechanic") as work:
        moved = usage.move(work, placement, place_id=world.places[RETURN]).id
    there = due_on(world, item_id, interval_id)
    at_place(world, interval_id, 7)
    stricter = due_on(world, item_id, interval_id)
    with world.work("mechanic") as work:
        usage.move(work, moved, place_id=world.places[steps.PLACE])

    assert first == begun + MONTH
    assert there == begun + timedelta(days=10)
    assert stricter == begun + timedelta(days=7)
    assert due_on(world, item_id, interval_id) == begun + MONTH


def test_place_is_never_looser_than_the_class(world: World) -> None:
    """31 days and none are refused; a place of another mine is not found; a buyer sets nothing."""
    _, _, interval_id = running(world)
    for days in (0, 31):
        with pytest.raises(Unreadable) as caught:
            at_place(world, interval_id, days)
        assert caught.value.field == "days"
    with pytest.raises(NotFound), world.work("safety_officer") as work:
        pace.set_at_place(work, interval_id, place_id=UUID(int=5), days=5)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        pace.set_at_place(work, interval_id, place_id=world.places[RETURN], days=5)
    with pytest.raises(Unreadable) as caught:
        set_interval(world, interval_id, days=30, hours=0)
    assert caught.value.field == "hours"


def test_stricter_class_leaves_the_place_as_strict_as_it_was(world: World) -> None:
    """Ten days at the place stay ten when the class goes from 30 to 20."""
    item_id, _, interval_id = running(world)
    begun = today(world)
    at_place(world, interval_id, 10, steps.PLACE)
    set_interval(world, interval_id, days=20)

    assert due_on(world, item_id, interval_id) == begun + timedelta(days=10)


@pytest.mark.parametrize("early", [10, 30, 33])
def test_next_check_counts_from_the_day_it_was_made(world: World, early: int) -> None:
    """Early, on the day, late: the record keeps when it was due, and a month begins again."""
    item_id, _, interval_id = running(world)
    due = due_on(world, item_id, interval_id)
    world.clock.forward(days=early)
    job = upkeeps.done(world, upkeeps.started(world, item_id, interval_id=interval_id))

    with world.read() as work:
        kept = work.get(Job, job.id)
    assert (kept.was_due_on, kept.next_due_on) == (due, today(world) + MONTH)


def postponed(world: World, check_id: UUID, until: date, by: str = "approver", **other: Any) -> Due:
    """Postpone a check that the mechanic asked to be postponed."""
    words: dict[str, Any] = {
        "reason": "停产检修", "asked_by": world.people["mechanic"].id,
    } | other  # fmt: skip
    with world.work(by) as work:
        return postponing.postpone(work, check_id, until=until, **words)


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def test_stricter_check_is_postponed_up_to_the_tables_day(world: World) -> None:
    """A mine that checks every 20 days may wait until the 30th, and not a day longer."""
    item_id, _, interval_id = running(world)
    begun = today(world)
    set_interval(world, interval_id, days=20)
    check_id = check(world, item_id, interval_id).id
    with pytest.raises(Refused) as caught:
        postponed(world, check_id, begun + timedelta(days=31))
    assert codes(caught) == {"U23"}
    postponed(world, check_id, begun + MONTH)

    assert due_on(world, item_id, interval_id) == begun + MONTH
    upkeeps.done(world, upkeeps.started(world, item_id, interval_id=interval_id))
    assert due_on(world, item_id, interval_id) == begun + timedelta(days=20)


def test_postponement_needs_another_and_a_reason_in_time(world: World) -> None:
    """Nobody approves his own wish, nothing overdue is postponed, and no earlier day is one."""
    item_id, _, interval_id = running(world)
    begun = today(world)
    set_interval(world, interval_id, days=20)
    check_id = check(world, item_id, interval_id).id
    later = begun + timedelta(days=25)

    with pytest.raises(Refused) as caught:
        postponed(world, check_id, later, asked_by=world.people["approver"].id)
    assert codes(caught) == {"U24"}
    with pytest.raises(Forbidden):
        postponed(world, check_id, later, by="mechanic")
    for field, change in (("reason", {"reason": " "}), ("until", {"until": begun})):
        with pytest.raises(Unreadable) as unreadable:
            postponed(world, check_id, **({"until": later} | change))
        assert unreadable.value.field == field
    world.clock.forward(days=21)
    with pytest.raises(Refused) as caught:
        postponed(world, check_id, later)
    assert codes(caught) == {"U25"}
