"""The service was asked, its answer was lost on the way, and the device decided itself."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from equiplink.db import new_id
from equiplink.gate import actions as gate
from equiplink.gate.models import Scan
from tests.gate import steps
from tests.gate.offline import Shaft, item_of, open_conflicts, sealed_off, shaft, stands
from tests.world import World

INSIDE = "underground"


def put(world: World, tag: str, asked: UUID | None = None, device: str = "副井手持机") -> UUID:
    """Scan at the service, whose answer never comes back; return the id of the scan."""
    asked = asked or new_id()
    with world.work("keeper") as work:
        gate.scan(work, asked, tag=tag, gate=steps.GATE, device=device)
    return asked


def scans(world: World) -> int:
    """Return how many scans there are."""
    with world.read() as work:
        return len(work.all(Scan))


def ready(world: World, folder: Path) -> tuple[Shaft, str]:
    """Return a device with a manifest, and a thing that may enter."""
    _, tag = steps.candidate(world)
    device = shaft(world, folder)
    device.fetch()
    return device, tag


def test_lost_answer_is_one_passage(world: World, tmp_path: Path) -> None:
    """The service stored the scan; the device's event is the same scan, not a second entry."""
    device, tag = ready(world, tmp_path)
    asked = put(world, tag)
    device.scan(tag, asked=str(asked))
    told = device.send()

    assert told == ["stored"]
    assert scans(world) == 1
    assert stands(world, item_of(world, tag))[0] == INSIDE
    assert open_conflicts(world) == []


def test_lost_question_is_one_passage(world: World, tmp_path: Path) -> None:
    """The service hears of it after the upload, or never: the event is the scan."""
    device, tag = ready(world, tmp_path)
    asked = new_id()
    device.scan(tag, asked=str(asked))
    device.send()
    put(world, tag, asked)

    assert scans(world) == 1
    assert stands(world, item_of(world, tag))[0] == INSIDE
    assert open_conflicts(world) == []


def test_one_scan_answers_one_event(world: World, tmp_path: Path) -> None:
    """A second entry that names the same scan does not hide behind the first."""
    device, tag = ready(world, tmp_path)
    asked = str(put(world, tag))
    device.scan(tag, asked=asked)
    device.handheld.take(_again(device), covers=1)
    device.scan(tag, asked=asked)
    device.send()

    assert scans(world) == 2
    assert [kind for kind, _ in open_conflicts(world)] == ["entered_twice"]


def test_scan_of_another_thing_answers_nothing(world: World, tmp_path: Path) -> None:
    """A device that names somebody else's scan is followed all the same."""
    first, second = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    asked = put(world, first)
    device.scan(second, asked=str(asked))
    device.send()

    assert scans(world) == 2
    assert stands(world, item_of(world, second))[0] == INSIDE


def test_scan_of_another_device_answers_nothing(world: World, tmp_path: Path) -> None:
    """What another scanner let in is not this device's passage."""
    device, tag = ready(world, tmp_path)
    asked = put(world, tag, device="备用手持机")
    device.scan(tag, asked=str(asked))
    device.send()

    assert [kind for kind, _ in open_conflicts(world)] == ["entered_twice"]


def test_answers_that_differ_are_for_a_person(world: World, tmp_path: Path) -> None:
    """The service refused what the device let in: both stand, and somebody looks."""
    device, tag = ready(world, tmp_path)
    sealed_off(world, item_of(world, tag))
    asked = put(world, tag)
    device.scan(tag, asked=str(asked))
    device.send()

    assert scans(world) == 2
    assert "answered_otherwise" in [kind for kind, _ in open_conflicts(world)]


def _again(device: Shaft) -> bytes:
    return (device.handheld.folder / "manifest").read_bytes()
