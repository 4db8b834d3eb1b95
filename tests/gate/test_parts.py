"""A machine goes down with what stands in it, and not while a part of it is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from equiplink.register import actions as register
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.usage import actions as usage
from tests.gate import steps
from tests.gate.offline import item_of, sealed_off, shaft
from tests.world import World


@pytest.fixture
def machine(world: World) -> tuple[str, str]:
    """Tags of an inspected machine and of the part that stands in it."""
    whole, part = steps.ready(world, 2)
    with world.work("mechanic") as work:
        register.install(work, item_of(world, part), parent_id=item_of(world, whole))
    return whole, part


def states(world: World, tags: tuple[str, str]) -> list[ItemState]:
    """Return where both stand."""
    with world.read() as work:
        return [work.get(Item, item_of(world, tag)).state for tag in tags]


def test_part_goes_with_its_machine(world: World, machine: tuple[str, str]) -> None:
    """Down, up, and back when the scan was wrong."""
    down = steps.scanned(world, machine[0])
    below = states(world, machine)
    with world.work("keeper") as work:
        usage.correct_scan(work, down.id, reason="扫错")
    put_back = states(world, machine)

    assert down.admitted
    assert below == [ItemState.UNDERGROUND] * 2
    assert put_back == [ItemState.IN_STOCK] * 2


def test_part_is_not_scanned_alone(world: World, machine: tuple[str, str]) -> None:
    """Neither in nor out (G71)."""
    alone = steps.scanned(world, machine[1])
    steps.scanned(world, machine[0])
    out = steps.scanned(world, machine[1], direction="out")

    assert [each["code"] for each in alone.findings] == ["G71"]
    assert [each["code"] for each in out.findings] == ["G71"]


def test_held_part_keeps_its_machine_out(world: World, machine: tuple[str, str]) -> None:
    """A quarantine on the part is a quarantine of the whole (G42)."""
    sealed_off(world, item_of(world, machine[1]))
    answer = steps.scanned(world, machine[0])

    assert [each["code"] for each in answer.findings] == ["G42"]


def test_device_knows_that_too(world: World, machine: tuple[str, str], tmp_path: Path) -> None:
    """Offline the held part denies its machine; without the hold both go and come together."""
    device = shaft(world, tmp_path)
    device.fetch()
    alone, whole = device.scan(machine[1]), device.scan(machine[0])
    device.send()
    below = states(world, machine)
    sealed_off(world, item_of(world, machine[1]))
    second = shaft(world, tmp_path, "备用手持机")
    second.fetch()
    second.scan(machine[0], "out")
    second.send()

    assert (alone.codes, whole.admitted) == (("G71",), True)
    assert below == [ItemState.UNDERGROUND] * 2
    assert states(world, machine) == [ItemState.IN_STOCK] * 2


def test_hold_reaches_the_outermost_machine(world: World, tmp_path: Path) -> None:
    """A part in a part in a machine: the manifest denies the machine."""
    outer, middle, inner = steps.ready(world, 3)
    with world.work("mechanic") as work:
        register.install(work, item_of(world, inner), parent_id=item_of(world, middle))
        register.install(work, item_of(world, middle), parent_id=item_of(world, outer))
    sealed_off(world, item_of(world, inner))
    device = shaft(world, tmp_path)
    device.fetch()

    assert device.scan(outer).codes == ("G42",)
