"""What is newly installed is tested before it runs, on both databases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance import instruments
from equiplink.errors import Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.usage import actions as usage
from equiplink.usage import commissioning, custody
from equiplink.usage.due import due
from equiplink.usage.models import Commissioning, Placement
from tests.upkeep.steps import gauge
from tests.usage.steps import in_use
from tests.world import World


def measured(world: World, placement_id: UUID, **other: Any) -> Commissioning:
    """Measure good values with a good instrument."""
    words: dict[str, Any] = {
        "insulation_mohm": Decimal(5), "earth_ohm": Decimal("1.2"),
        "instrument_ids": [gauge(world)],
    }  # fmt: skip
    with world.work("mechanic") as work:
        return commissioning.commission(work, placement_id, **(words | other))


def waiting(world: World) -> list[str]:
    """Return the numbers of what waits for its test."""
    with world.read() as work:
        return [each.number for each in due(work) if each.code == "I08"]


def ran(world: World, item_id: UUID) -> list[str]:
    """Read the hours; return the warnings in the ledger."""
    with world.work("mechanic") as work:
        made = usage.read_hours(work, item_id, hours=Decimal(0))
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=made.id)
    return [each["code"] for each in entry.data.get("warnings", [])]


def test_new_thing_waits_until_it_is_tested(world: World) -> None:
    """It is due and a reading warns (I08); once tested neither, also with a new keeper."""
    item_id, placement_id = in_use(world)
    before, warned = waiting(world), ran(world, item_id)
    made = measured(world, placement_id)
    with world.work("mechanic") as work:
        offer = custody.hand_over(work, placement_id, keeper_id=world.people["acceptor"].id)
    with world.work("acceptor") as work:
        after = custody.accept(work, offer.id).commissioning_id

    assert (len(before), warned) == (1, ["I08"])
    assert (waiting(world), ran(world, item_id)) == ([], [])
    assert after == made.id


def test_moving_is_a_new_installation(world: World) -> None:
    """At another place it is measured again."""
    _, placement_id = in_use(world)
    measured(world, placement_id)
    with world.work("mechanic") as work:
        moved = usage.move(work, placement_id, place_id=world.places["3101回风巷"])

    assert moved.commissioning_id is None
    assert len(waiting(world)) == 1


def test_what_was_there_before_waits_after_its_first_move(world: World) -> None:
    """A thing without an acceptance stood there; moved, it is newly installed."""
    item_id, placement_id = in_use(world)
    with world.work() as work:
        work.get(Item, item_id).acceptance_id = None
    before = waiting(world)
    with world.work("mechanic") as work:
        usage.move(work, placement_id, place_id=world.places["3101回风巷"])

    assert (before, len(waiting(world))) == ([], 1)


def test_no_electrical_thing_needs_none(world: World) -> None:
    """A support has neither insulation nor earth."""
    in_use(world, "support")

    assert waiting(world) == []


@pytest.mark.parametrize(
    ("other", "codes"),
    [({"insulation_mohm": Decimal("0.999")}, ["I08R"]), ({"insulation_mohm": Decimal(1)}, []),
     ({"earth_ohm": Decimal("2.001")}, ["I08E"]), ({"earth_ohm": Decimal(2)}, []),
     ({"instrument_ids": []}, ["I08G"])],
)  # fmt: skip
def test_limits_hold_on_both_sides(world: World, other: dict[str, Any], codes: list[str]) -> None:
    """1 MΩ and 2 Ω pass, a thousandth beyond does not; without an instrument nothing counts."""
    _, placement_id = in_use(world)
    if not codes:
        assert measured(world, placement_id, **other).at == world.clock.now
        return
    with pytest.raises(Refused) as caught:
        measured(world, placement_id, **other)

    assert [each.code for each in caught.value.findings] == codes


def test_faulty_instrument_and_an_ended_placement_refuse(world: World) -> None:
    """I08G and I08O, both at once."""
    _, placement_id = in_use(world)
    instrument_id = gauge(world)
    with world.work("keeper") as work:
        instruments.find_faulty(work, instrument_id, reason="示值超差")
    with world.work("mechanic") as work:
        usage.give_back(work, placement_id)
    with pytest.raises(Refused) as caught:
        measured(world, placement_id)
    with world.read() as work:
        unchanged = work.get(Placement, placement_id).commissioning_id

    assert {each.code for each in caught.value.findings} == {"I08G", "I08O"}
    assert unchanged is None


@pytest.mark.parametrize("field", ["insulation_mohm", "earth_ohm"])
def test_value_below_nothing_is_named(world: World, field: str) -> None:
    """The field is named."""
    _, placement_id = in_use(world)
    with pytest.raises(Unreadable) as caught:
        measured(world, placement_id, **{field: Decimal(-1)})

    assert caught.value.field == field
