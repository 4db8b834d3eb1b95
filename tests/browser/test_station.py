"""The scan station in Chromium: enrolled, scanned at by every kind of keyboard, and answering."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from equiplink import codes
from equiplink.gate.models import Scan
from equiplink.gate.offline_models import DeviceEvent
from tests.browser.conftest import NARROW, WIDE, Station
from tests.gate import steps


def test_shift_at_the_station(station: Station) -> None:
    """One thing goes in, is refused a second time, comes out; the server stores just that."""
    _, tag = steps.candidate(station.world)
    station.open()
    page = station.enrol()
    page.evaluate("AbortSignal.timeout = () => new AbortController().signal")  # however slow

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


def test_quantity_that_is_none_is_asked_for_again(station: Station) -> None:
    """Nothing is written down that the service could never take; a full-width number is one."""
    _, tag = steps.candidate(station.world, "cable", 100)
    station.open()
    page = station.enrol()
    for each in ("十", "0", "-1", "1,5", "1e3"):
        page.fill("#quantity", each)
        station.type(tag)
        expect(page.locator("#hint")).to_contain_text("数量应为大于零的数字")
    page.fill("#quantity", "４０")
    station.type(tag)

    assert station.answered() == "yes"
    assert [each["quantity"] for each in station.events()] == ["40"]
    station.settled()


def test_text_that_no_database_takes_is_written_down_all_the_same(station: Station) -> None:
    """Half a character and a zero in a strange code hold up no upload."""
    station.open()
    page = station.enrol()
    page.evaluate(
        "document.getElementById('tag').value = 'A\\ud800B\\0C';"
        "document.getElementById('typed').requestSubmit()"
    )

    assert station.answered() == "no"
    station.settled()


def test_page_without_a_secure_context_says_how_to_get_one(station: Station) -> None:
    """At a plain address of the mine's network there is no station, and the page says why."""
    station.arguments = ("--host-resolver-rules=MAP eq.mine 127.0.0.1",)
    page = station.open(url=station.service.url.replace("localhost", "eq.mine"))

    assert "安全连接" in page.inner_text("#why")
    assert "配置本矿证书" in page.inner_text("#why")
    assert not page.is_visible("#station")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1280"])
def test_answer_is_read_at_three_metres(
    station: Station, tmp_path: Path, size: dict[str, int]
) -> None:
    """The words of an answer are large, nothing is cut off, and nothing has to be scrolled for."""
    _, tag = steps.candidate(station.world)
    page = station.open(size)
    page.screenshot(path=tmp_path / f"enrol-{size['width']}.png")
    station.enrol()
    seen: dict[str, Any] = {}
    for way, text in (("in", tag), ("in", tag), ("out", tag), ("in", "0123456789012")):
        station.choose(way)
        kind = station.scan(text)
        page.screenshot(path=tmp_path / f"{kind}-{len(seen)}-{size['width']}.png", full_page=True)
        seen[kind] = page.locator("#verdict").bounding_box() or {}
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    assert set(seen) == {"yes", "no", "out"}
    for box in seen.values():
        assert box["height"] >= 0.07 * size["height"]
        assert box["y"] + box["height"] <= size["height"]
