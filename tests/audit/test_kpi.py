"""The rates of equipment: each thing that counts against one is named, and the past stays."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.audit.kpi import Rate, kpi
from equiplink.errors import Unreadable
from equiplink.register.models import Item
from equiplink.upkeep import faults
from tests.gate.steps import ready
from tests.upkeep.steps import done, scrapped, started
from tests.world import World


def rates(world: World, **asked: Any) -> dict[str, Rate]:
    """Return the rates by their codes."""
    with world.read() as work:
        return {each.code: each for each in kpi(work, **asked)}


@pytest.fixture
def switches(world: World) -> list[UUID]:
    """Four switches in stock."""
    ready(world, 4)
    with world.read() as work:
        return sorted(each.id for each in work.all(Item))


def number(world: World, item_id: UUID) -> str:
    """Return what people call an item."""
    with world.read() as work:
        return work.get(Item, item_id).number


def test_all_is_well_at_first(world: World, switches: list[UUID]) -> None:
    """Four machines in good order, none in repair; of what there is none nothing is said."""
    found = rates(world)

    assert (found["I19A"].percent, found["I19A"].whole) == (Decimal("100.0"), len(switches))
    assert (found["I19F"].percent, found["I19F"].met) == (Decimal("0.0"), True)
    assert {code for code, each in found.items() if each.percent is None} == {
        "I19B", "I19C", "I19D", "I19G",
    }  # fmt: skip
    assert found["I19B"].met is None


def test_what_is_not_in_order_counts_against_it(world: World, switches: list[UUID]) -> None:
    """One in repair, one that stands for a fault, one that failed its test; one is left."""
    one, two, three, _ = switches
    started(world, one, "repair")
    with world.work("mechanic") as work:
        faults.report(work, two, what="接触器烧毁")
        faults.report(work, switches[3], what="指示灯不亮", stops=False)
    done(world, started(world, three), passed=False)
    found = rates(world)

    assert found["I19A"].percent == Decimal("25.0")
    assert found["I19A"].against == tuple(sorted(number(world, each) for each in (one, two, three)))
    assert (found["I19F"].against, found["I19F"].met) == ((number(world, one),), False)


def test_scrapped_things_do_not_count(world: World, switches: list[UUID]) -> None:
    """What was scrapped is no part of the whole."""
    scrapped(world, switches[0])

    assert rates(world)["I19A"].whole == 3


def test_standstill_is_counted_in_hours(world: World, switches: list[UUID]) -> None:
    """Ten days of one machine of four in thirty: a twelfth of their hours."""
    with world.work("mechanic") as work:
        faults.report(work, switches[0], what="漏电保护拒动")
    world.clock.forward(days=10)
    found = rates(world)["I19E"]

    assert (found.part, found.whole, found.percent) == (240, 2880, Decimal("8.3"))
    assert found.met is False


def test_yesterday_stays_as_it_was(world: World, switches: list[UUID]) -> None:
    """What fails today does not count yesterday, and a day ahead is refused."""
    world.clock.forward(days=1)
    started(world, switches[0], "repair")
    with world.read() as work:
        yesterday, tomorrow = work.today - timedelta(days=1), work.today + timedelta(days=1)

    assert rates(world, on=yesterday)["I19A"].percent == Decimal("100.0")
    assert rates(world)["I19A"].percent == Decimal("75.0")
    with pytest.raises(Unreadable, match="lies ahead"):
        rates(world, on=tomorrow)


def test_spare_lamps_are_those_beyond_the_people(world: World) -> None:
    """With fewer lamps than people none is spare; each that is broken is named."""
    ready(world, 2, "lamp")
    with world.read() as work:
        lamps = work.all(Item)
    done(world, started(world, lamps[0].id), passed=False)
    found = rates(world)

    assert (found["I19D"].part, found["I19D"].met) == (0, False)
    assert found["I19C"].against == (lamps[0].number,)
    assert found["I19A"].whole == 0
