"""Meters on both databases: hours and tonnes, over every change of the meter."""

from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.usage import actions as usage
from equiplink.usage.models import Reading
from tests.register.steps import tagged
from tests.usage import steps
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings if finding.denies}


def totals(world: World) -> list[Decimal]:
    """Return what the thing counted in all at each reading."""
    with world.read() as work:
        return [each.total for each in work.all(Reading)]


def test_hours_run_forwards_and_no_faster_than_time(world: World) -> None:
    """20 hours in a day pass; fewer than before, or 25 in a day, do not."""
    item_id, _ = steps.in_use(world)
    with world.work("mechanic") as work:
        usage.read_hours(work, item_id, hours=Decimal(1000))
    world.clock.forward(days=1)
    for hours, code in ((Decimal(999), "U07"), (Decimal(1025), "U08")):
        with pytest.raises(Refused) as caught, world.work("mechanic") as work:
            usage.read_hours(work, item_id, hours=hours)
        assert codes(caught) == {code}
    with world.work("mechanic") as work:
        usage.read_hours(work, item_id, hours=Decimal("1020.5"))

    with world.read() as work:
        assert [each.value for each in work.all(Reading)] == [1000, Decimal("1020.5")]


@pytest.mark.parametrize("hours", [Decimal(-1), Decimal("1.0001")])
def test_unreadable_hours_name_their_field(world: World, hours: Decimal) -> None:
    """Below zero, or finer than a thousandth, is no reading."""
    item_id, _ = tagged(world)

    with pytest.raises(Unreadable) as caught, world.work("mechanic") as work:
        usage.read_hours(work, item_id, hours=hours)
    assert caught.value.field == "hours"


def test_tonnes_never_fall_and_may_rise_at_any_pace(world: World) -> None:
    """A conveyor that carried 900 t in an hour is believed; one that carried -1 t is not."""
    item_id, _ = steps.in_use(world)
    for tonnes in (Decimal(100), Decimal(1000)):
        world.clock.forward(hours=1)
        with world.work("mechanic") as work:
            usage.read_tonnes(work, item_id, tonnes=tonnes)

    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.read_tonnes(work, item_id, tonnes=Decimal(999))
    assert codes(caught) == {"U07"}
    assert totals(world) == [0, 900]


def test_replaced_meter_begins_anew_and_nothing_is_lost(world: World) -> None:
    """The old meter's last hours and the new one's first count on in one total."""
    item_id, _ = steps.in_use(world)
    with world.work("mechanic") as work:
        usage.read_hours(work, item_id, hours=Decimal(500))
    world.clock.forward(hours=10)
    with world.work("mechanic") as work:
        usage.replace_meter(work, item_id, gauge="hours", old=Decimal(508), reason="表计损坏")
    world.clock.forward(hours=10)
    with world.work("mechanic") as work:
        last = usage.read_hours(work, item_id, hours=Decimal(7))

    assert (last.value, last.total) == (7, 15)
    assert totals(world) == [0, 8, 15]


def test_replacement_does_not_hide_a_meter_that_was_rolled_back(world: World) -> None:
    """What the old meter showed last is judged as any reading, and the reason is said."""
    item_id, _ = steps.in_use(world)
    with world.work("mechanic") as work:
        usage.read_hours(work, item_id, hours=Decimal(500))
    words: dict[str, Any] = {"gauge": "hours", "old": Decimal(400), "reason": "表计损坏"}

    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.replace_meter(work, item_id, **words)
    assert codes(caught) == {"U07"}
    for field, value in (("reason", " "), ("gauge", "miles"), ("new", Decimal(-1))):
        with pytest.raises(Unreadable) as unreadable, world.work("mechanic") as work:
            usage.replace_meter(work, item_id, **(words | {field: value}))
        assert unreadable.value.field == field
    with pytest.raises(Forbidden), world.work("buyer") as work:
        usage.replace_meter(work, item_id, **words)
