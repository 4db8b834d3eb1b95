"""The daily trip test of leakage protection, on both databases."""

from __future__ import annotations

from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.errors import Refused, Unreadable
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.mine.models import Team
from equiplink.register.hold_models import Hold
from equiplink.register.models import Item
from equiplink.usage import leakage
from tests.usage.steps import in_use
from tests.world import World


def tripped(world: World, item_id: UUID, *, well: bool = True) -> list[str]:
    """Test one device; return the warnings in the ledger."""
    with world.work("mechanic") as work:
        (made,) = leakage.test_leakage(work, results={item_id: well})
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=made.id)
    return [each["code"] for each in entry.data.get("warnings", [])]


def rounds(world: World, team: str = "") -> list[tuple[str, int]]:
    """Return the rounds that are due, and in how many days."""
    with world.read() as work:
        return [
            (each.number, each.left(work.today))
            for each in due(work, team=team)
            if each.code == "I09"
        ]


def test_team_tests_every_day(world: World) -> None:
    """The next round is due tomorrow; a missed day is late, then warned of once."""
    item_id, _ = in_use(world)
    with world.read() as work:
        team = work.get(Team, world.team_id).name
    first, said = rounds(world), tripped(world, item_id)
    world.clock.forward(days=2)
    late = rounds(world, team=team)
    warned, again = tripped(world, item_id), tripped(world, item_id)

    assert (first, said) == ([(team, 1)], [])
    assert late == [(team, -1)]
    assert (warned, again) == (["I09"], [])
    assert rounds(world) == [(team, 1)]


def test_what_does_not_trip_is_stopped(world: World) -> None:
    """One hazard and one hold, however often it fails; it is unfit."""
    item_id, _ = in_use(world)
    for _ in range(2):
        tripped(world, item_id, well=False)
    with world.read() as work:
        (hazard,), (hold,) = work.all(Hazard), work.all(Hold)
        unfit = work.get(Item, item_id).unfit_since

    assert (hazard.item_id, hold.hazard_id, hold.key) == (item_id, hazard.id, str(item_id))
    assert unfit == world.clock.now


@pytest.mark.parametrize("product", ["support", "switch"])
def test_only_leakage_protection_below_is_tested(world: World, product: str) -> None:
    """I09P: a support is none, and what was given out again is not in use; nothing is kept."""
    item_id, _ = in_use(world, product)
    if product == "switch":
        with world.work() as work:
            item = work.get(Item, item_id)
            item.underground, item.stock = item.stock, item.underground
    with pytest.raises(Refused) as caught:
        tripped(world, item_id)

    assert [each.code for each in caught.value.findings] == ["I09P"]


def test_round_without_a_device_is_unreadable(world: World) -> None:
    """The field is named."""
    with pytest.raises(Unreadable) as caught, world.work("mechanic") as work:
        leakage.test_leakage(work, results={})

    assert caught.value.field == "results"
