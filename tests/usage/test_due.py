"""What was given back underground has to come up."""

from __future__ import annotations

from equiplink.usage import actions as usage
from equiplink.usage.due import due
from tests.gate.steps import entered, scanned
from tests.usage.steps import placed
from tests.world import World


def codes(world: World) -> list[tuple[str, int]]:
    """Return what is due of what was given back, and in how many days."""
    with world.read() as work:
        return [(each.code, each.left(work.today)) for each in due(work) if each.code == "U40"]


def test_given_back_and_still_below_is_due(world: World) -> None:
    """From the day on which it was given back until it comes up or is placed again (U40)."""
    item_id, tag = entered(world)
    placement_id = placed(world, item_id)
    at_work = codes(world)
    with world.work("mechanic") as work:
        usage.give_back(work, placement_id)
    waiting = codes(world)
    world.clock.forward(days=9)
    late = codes(world)
    scanned(world, tag, direction="out")

    assert (at_work, waiting, late) == ([], [("U40", 7)], [("U40", -2)])
    assert codes(world) == []
