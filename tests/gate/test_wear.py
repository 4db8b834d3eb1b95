"""A tag that is read with little to spare is due for a reprint before nobody can read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from equiplink.errors import Unreadable
from equiplink.gate.models import Scan
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register.due import due
from equiplink.register.models import Tag
from tests.gate import steps
from tests.gate.offline import shaft
from tests.world import World


def reprints(world: World) -> list[str]:
    """Return the tags that the agenda wants to see reprinted."""
    with world.read("keeper") as work:
        tags = {each.id: each.code for each in work.all(Tag)}
        return [tags[each.subject_id] for each in due(work) if each.code == "R26"]


def test_tag_whose_readings_are_all_poor_is_to_be_reprinted(world: World, tmp_path: Path) -> None:
    """The third poor reading tells; it is told once, and stored with each scan."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    found: list[list[str]] = []
    for spare in (29, 12, 0, 5):
        device.scan(tag, "out" if found else "in", spare=spare)
        device.send()
        found.append(reprints(world))
    with world.read() as work:
        told = [each for each in work.all(Entry) if each.action == "report_damaged"]
        stored = [each.spare for each in work.all(Scan, Scan.at)]

    assert found == [[], [], [tag], [tag]]
    assert stored == [29, 12, 0, 5]
    assert len(told) == 1
    assert "29%" in told[0].details


def test_one_good_reading_shows_that_the_tag_is_well(world: World, tmp_path: Path) -> None:
    """Distance and shaking hands make poor pictures of good tags; keys tell nothing of it."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    for spare in (10, 80, None, 10, None, 10):
        device.scan(tag, "out", spare=spare)
    device.send()
    before = reprints(world)
    device.scan(tag, "out", spare=30)
    device.send()

    assert before == []
    assert reprints(world) == []


def test_unknown_and_replaced_tags_are_not_reported(world: World, tmp_path: Path) -> None:
    """What is no live tag of the mine has nothing to reprint."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    with world.work("keeper") as work:
        register.reprint(work, item_id, reason="磨损")
    for code in (tag, "AAAA"):
        for _ in range(3):
            device.scan(code, spare=1)
    device.send()

    assert reprints(world) == []


@pytest.mark.parametrize(("sent", "kept"), [(-5, 0), (1e999, 100), (99.9, 99)])
def test_spare_is_a_percentage(world: World, tmp_path: Path, sent: float, kept: int) -> None:
    """Whatever a device computes."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.scan(tag, spare=sent)  # type: ignore[arg-type]  # a device's mistake
    device.send()
    with world.read() as work:
        (scan,) = work.all(Scan)

    assert scan.spare == kept


def test_spare_that_is_no_number_is_refused(world: World, tmp_path: Path) -> None:
    """As any event that cannot be read."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.scan(tag, spare="much")  # type: ignore[arg-type]  # a device's mistake
    with pytest.raises(Unreadable):
        device.send()
