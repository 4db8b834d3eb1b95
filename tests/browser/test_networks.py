"""The station with the network cut: nothing is lost, and the server comes to the same record."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

from equiplink.gate.models import Scan
from equiplink.gate.offline_models import Conflict, DeviceEvent
from equiplink.gate.states import Direction
from equiplink.register.models import Item
from tests.browser.conftest import NARROW, Station
from tests.gate import steps

SHIFT = 200
CUT, BACK = 40, 150
"""The scans between which there is no network."""
QUEUED = 50
AGAIN = "dispatchEvent(new Event('online'))"


def scans(station: Station) -> list[tuple[str, str, bool]]:
    """Return what the server stored of the device: tag, direction, whether it was let through."""
    with station.world.read() as work:
        told = work.all(DeviceEvent, DeviceEvent.seq, device_id=station.device_id)
        found = [work.get(Scan, each.scan_id) for each in told if each.scan_id]
        return [(each.code, str(each.direction), each.admitted) for each in found]


def kept(station: Station) -> list[tuple[str, str, bool]]:
    """Return what the device wrote down itself."""
    rows = station.page.evaluate("import('/station/store.js').then((s) => s.after(0, 1000))")
    return [(each["tag"], each["direction"], each["admitted"]) for each in rows]


def turn(station: Station, direction: str) -> None:
    """Choose in or out."""
    station.page.check(f"input[value={direction}]", force=True)


def scan(station: Station, tag: str, number: int) -> None:
    """Scan once, and wait until it is written down as the device's event of that number."""
    station.type(tag)
    station.until(
        "(n) => import('/station/store.js').then((s) => s.last()).then((e) => e?.seq === n)", number
    )
    station.until("() => document.querySelector('#tag').value === ''")


def test_shift_goes_on_while_the_network_is_cut(station: Station) -> None:
    """Two hundred scans, the middle ones offline: device and server tell the same story.

    Each thing goes in once, is scanned again and again while it is below, and comes out.
    """
    world = station.world
    tags = steps.ready(world, 4)
    world.clock.forward(hours=1)
    station.open()
    station.enrol()
    for number in range(SHIFT):
        if number == CUT:
            station.service.stop()
        if number == BACK:
            station.service.start()
            station.page.evaluate(AGAIN)
        if number == SHIFT - len(tags):
            world.clock.forward(minutes=1)  # the mine's clock stands, and a busy browser is late
            station.at(world.clock.now)
            turn(station, "out")
        scan(station, tags[number % len(tags)], number + 1)
    station.page.evaluate(AGAIN)
    station.settled()
    mine, theirs = kept(station), scans(station)
    with world.read() as work:
        below = sum(item.underground for item in work.all(Item))
        conflicts = work.all(Conflict)

    assert len(mine) == SHIFT
    assert theirs == mine
    assert below == 0
    assert [(each.kind, each.key, each.details) for each in conflicts] == []
    assert sum(admitted for _, direction, admitted in mine if direction == Direction.IN) == len(
        tags
    )


def test_page_starts_without_the_network(station: Station) -> None:
    """After the first visit; what it decides offline waits, on a phone's screen too."""
    _, tag = steps.candidate(station.world)
    station.open()
    station.enrol()
    station.until("() => navigator.serviceWorker.controller !== null")
    station.service.stop()
    station.close()
    page = station.open(NARROW)
    station.keys(tag, 0.005)

    assert station.answer() == ("yes", "准许入井")
    assert page.get_attribute("#network", "data-is") == "offline"
    assert page.get_attribute("#pending", "data-count") == "1"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    station.service.start()
    page.evaluate(AGAIN)
    station.settled()
    assert scans(station) == [(tag, "in", True)]


def test_old_manifest_admits_nothing(station: Station) -> None:
    """It turns amber, then ends: no entry, but an exit is always written down."""
    world = station.world
    first, second = steps.ready(world, 2)
    page = station.open()
    station.enrol()
    station.service.stop()
    station.at(world.clock.now + timedelta(hours=9))
    scan(station, first, 1)
    page.wait_for_selector("#manifest[data-is=amber]")
    amber = station.answer()
    station.at(world.clock.now + timedelta(hours=25))
    scan(station, second, 2)
    page.wait_for_selector("#manifest[data-is=ended]")
    ended = station.answer()
    why = page.inner_text("#reasons")
    turn(station, "out")
    scan(station, first, 3)

    assert amber == ("yes", "准许入井")
    assert ended == ("no", "禁止入井")
    assert "过期" in why
    assert station.answer() == ("out", "已登记升井")


def test_clock_set_back_does_not_revive_a_manifest(station: Station) -> None:
    """What was scanned later cannot have been before: the device goes by its own last scan."""
    world = station.world
    first, second = steps.ready(world, 2)
    station.open()
    station.enrol()
    station.service.stop()
    station.at(world.clock.now + timedelta(hours=25))
    scan(station, first, 1)
    station.at(world.clock.now)
    scan(station, second, 2)

    assert [admitted for _, _, admitted in kept(station)] == [False, False]


def test_two_stations_let_one_thing_in(station: Station, other: Station) -> None:
    """Both are offline and neither can know; a person has to find out."""
    _, tag = steps.candidate(station.world)
    for each in (station, other):
        each.open()
        each.enrol()
    station.service.stop()
    for each in (station, other):
        scan(each, tag, 1)
    station.service.start()
    for each in (station, other):
        each.page.evaluate(AGAIN)
        each.settled()
    with station.world.read() as work:
        (conflict,) = work.all(Conflict)
        underground = [item.underground for item in work.all(Item)]

    assert conflict.kind == "entered_twice"
    assert underground == [1]
    assert [scans(each) for each in (station, other)] == [[(tag, "in", True)]] * 2


def pids(profile: Path) -> list[int]:
    """Return the browser's processes on a profile, its first first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in said:
            found.append(int(folder.name))
    return sorted(found)


def test_dead_battery_loses_no_scan(station: Station) -> None:
    """The browser is killed with fifty scans waiting; they are all there when it starts again."""
    tags = steps.ready(station.world, 2)
    station.open()
    station.enrol()
    station.until("() => navigator.serviceWorker.controller !== null")
    station.service.stop()
    for number in range(QUEUED):
        turn(station, "out" if number // 2 % 2 else "in")
        scan(station, tags[number % 2], number + 1)
    before = kept(station)
    for pid in pids(station.profile):
        os.kill(pid, signal.SIGKILL)
    station.close()
    page = station.open()
    after = kept(station)
    station.service.start()
    page.evaluate(AGAIN)
    station.settled()

    assert len(before) == QUEUED
    assert after == before
    assert scans(station) == before
