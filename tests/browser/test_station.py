"""The scan station in Chromium: enrolled, scanned at by every kind of keyboard, and answering."""

from __future__ import annotations

from equiplink import codes
from equiplink.gate.models import Scan
from equiplink.gate.offline_models import DeviceEvent
from tests.browser.conftest import Station
from tests.gate import steps


def test_shift_at_the_station(station: Station) -> None:
    """One thing goes in, is refused a second time, comes out; the server stores just that."""
    _, tag = steps.candidate(station.world)
    station.open()
    page = station.enrol()

    station.keys(codes.payload(tag), 0.005)
    assert station.answer() == ("yes", "准许入井")
    assert "矿用隔爆" in page.inner_text("#facts")
    station.settled()
    station.keys(tag, 0.005)
    page.wait_for_selector("#answer[data-is=no]")
    assert station.answer() == ("no", "禁止入井")
    page.check("input[value=out]", force=True)
    station.type(codes.grouped(tag).lower())
    page.wait_for_selector("#answer[data-is=out]")
    station.settled()
    with station.world.read() as work:
        events = work.all(DeviceEvent, DeviceEvent.seq)
        scans = [work.get(Scan, each.scan_id) for each in events if each.scan_id]

    assert [(str(scan.direction), scan.admitted) for scan in scans] == [
        ("in", True), ("in", False), ("out", True),
    ]  # fmt: skip
