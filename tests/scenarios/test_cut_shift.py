"""一班: the network at the shaft is down from 06:10 to 09:40, and the shift goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from equiplink.audit.replay import verify
from equiplink.gate import actions as gate
from equiplink.gate import conflicts
from equiplink.gate.handheld import Answer, Freshness, Handheld
from equiplink.gate.models import Scan
from equiplink.gate.offline_models import Conflict, DeviceEvent
from equiplink.usage import actions as usage
from tests.gate import steps as gates
from tests.gate.offline import Shaft, item_of, sealed_off, shaft, stands
from tests.register import steps as registers
from tests.scenarios.steps import refused
from tests.world import World

CHINA = ZoneInfo("Asia/Shanghai")
OTHER_GATE = "主井"


@dataclass
class Shift:
    """The things of the story by what they are called in it, and the two devices."""

    tags: dict[str, str]
    main: Shaft
    second: Shaft
    answers: dict[str, Answer] = field(default_factory=dict)


def at(world: World, clock: str) -> None:
    """Let the morning go on until it is *clock* in China."""
    wanted = time.fromisoformat(clock)
    today = world.clock.now.astimezone(CHINA).date()
    world.clock.now = max(world.clock.now, datetime.combine(today, wanted, CHINA).astimezone(UTC))


def before_dawn(world: World, folder: Path) -> Shift:
    """Four switches were looked at yesterday, one was not; at 05:50 both devices are up to date."""
    bought = gates.ready(world, 4)
    _, bare = registers.tagged(world, "sensor")
    _, cable = gates.candidate(world, "cable", 100)
    for tag in bought:
        gates.inspected(world, item_of(world, tag))
    switch, pump, drill, panel = bought
    with world.work() as work:
        gate.open_gate(work, name=OTHER_GATE, place_id=world.places["副井井口"])
    world.clock.forward(days=1)
    world.clock.now = datetime.combine(
        world.clock.now.astimezone(CHINA).date(), time(5, 50), CHINA
    ).astimezone(UTC)
    main, second = shaft(world, folder), shaft(world, folder, "主井手持机", OTHER_GATE)
    for each in (main, second):
        each.fetch()
    named = {
        "switch": switch, "pump": pump, "drill": drill, "panel": panel, "bare": bare,
        "cable": cable,
    }  # fmt: skip
    return Shift(named, main, second)


def scan(the: Shift, name: str, *, by: Shaft | None = None, **asked: Any) -> Answer:
    """Scan one of the things at the main gate, or at another."""
    the.answers[name] = (by or the.main).scan(the.tags.get(name, name), **asked)
    return the.answers[name]


def the_network_is_cut(world: World, the: Shift) -> None:
    """06:10: what was proven goes down, what was not stays up, and each answer has its reason."""
    at(world, "06:10")
    assert scan(the, "switch").admitted
    assert scan(the, "pump").admitted
    assert scan(the, "bare").codes == ("G02",)
    assert scan(the, "https://weixin.qq.com/r/x").codes == ("unreadable",)
    assert scan(the, "cable", quantity="40").admitted
    assert scan(the, "switch").codes == ("G32",)


def the_other_gate_cannot_know(world: World, the: Shift) -> None:
    """06:50: somebody holds the switch's tag before the scanner of the other gate."""
    at(world, "06:50")

    assert scan(the, "switch", by=the.second).admitted


def above_something_is_found(world: World, the: Shift) -> None:
    """07:30: the panel is quarantined in the office; the shaft does not hear of it till later."""
    at(world, "07:30")
    sealed_off(world, item_of(world, the.tags["panel"]))
    at(world, "08:00")

    assert scan(the, "panel").admitted


def a_wrong_scan_and_a_dead_battery(world: World, the: Shift) -> None:
    """08:20 the drill is scanned and stays above; at 09:00 the device dies and starts again."""
    at(world, "08:20")
    assert scan(the, "drill").admitted
    at(world, "09:00")
    dead = the.main.handheld
    the.main.handheld = Handheld(
        dead.folder, device=dead.device, server=dead.server, tell=the.main.clocks
    )

    assert len(the.main.handheld.pending()) == 8
    assert scan(the, "pump").codes == ("G32",)


def some_come_up(world: World, the: Shift) -> None:
    """09:20: the pump and a rest of cable come out; an exit needs no manifest."""
    at(world, "09:20")

    assert scan(the, "pump", direction="out").admitted
    assert scan(the, "cable", direction="out", quantity="7.5").admitted
    assert the.answers["cable"].freshness is Freshness.FRESH


def the_network_is_back(world: World, the: Shift) -> None:
    """09:40: the devices send in any order and twice; every scan is stored once."""
    at(world, "09:40")
    events = list(the.main.handheld.pending())
    the.second.send()
    the.main.send(events[::-1])
    again = the.main.send(events)
    with world.read() as work:
        stored = work.all(DeviceEvent)
        admitted = [each.admitted for each in work.all(Scan)]

    assert set(again) == {"duplicate"}
    assert len(stored) == len(events) + 1 == 12
    assert admitted.count(True) == 8


def what_does_not_fit_is_for_a_person(world: World) -> None:
    """Two entries of one switch, and a panel that was quarantined before it went down."""
    with world.read() as work:
        found = {each.kind.value: each.id for each in work.all(Conflict)}
    for conflict_id in found.values():
        with world.work("safety_officer") as work:
            conflicts.resolve(work, conflict_id, resolution="核对实物：主井误扫；控制箱已撤出")
    with world.read() as work:
        left = [each for each in work.all(Conflict) if each.resolved_at is None]

    assert found.keys() >= {"entered_twice", "unfit_since"}
    assert left == []


def the_wrong_scan_is_taken_back(world: World, the: Shift) -> None:
    """Not by the keeper any more, whose time is over, but by the safety officer."""
    scan_id = scan_of(world, the.tags["drill"])
    why = "误扫，设备未入井"
    late = refused(world, "keeper", lambda work: usage.correct_scan(work, scan_id, reason=why))
    with world.work("safety_officer") as work:
        usage.correct_scan(work, scan_id, reason=why)

    assert late == {"G57"}


def scan_of(world: World, tag: str) -> UUID:
    """Return the scan that let a tag in."""
    with world.read() as work:
        (found,) = [each for each in work.all(Scan, code=tag) if each.admitted]
    return found.id


def test_shift_without_a_network(world: World, tmp_path: Path) -> None:
    """Nothing is lost and nothing unproven goes down; at noon the register says what is so."""
    the = before_dawn(world, tmp_path)
    the_network_is_cut(world, the)
    the_other_gate_cannot_know(world, the)
    above_something_is_found(world, the)
    a_wrong_scan_and_a_dead_battery(world, the)
    some_come_up(world, the)
    the_network_is_back(world, the)
    what_does_not_fit_is_for_a_person(world)
    the_wrong_scan_is_taken_back(world, the)
    states = {name: stands(world, item_of(world, tag))[0] for name, tag in the.tags.items()}
    world.clock.forward(hours=1)
    the.main.fetch()

    assert states == {
        "switch": "underground", "panel": "underground", "pump": "in_stock",
        "drill": "in_stock", "bare": "in_stock", "cable": "in_stock",
    }  # fmt: skip
    assert stands(world, item_of(world, the.tags["cable"]))[1:] == ("67.500", "32.500")
    assert the.main.scan(the.tags["pump"]).codes == ("G06",)
    assert verify(world.chain, world.mine_id).problems == []
