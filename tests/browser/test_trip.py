"""The list of a trip: many things, lots, a wrong scan taken back, and what a person looks at."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from equiplink import codes
from equiplink.gate.models import ScanCorrection
from equiplink.gate.offline_models import Conflict
from equiplink.register import aliases
from tests.browser.conftest import NARROW, Station
from tests.gate import steps
from tests.gate.offline import item_of, stands

AGAIN = "dispatchEvent(new Event('online'))"


def take_back(station: Station, seq: int, reason: str = "undoTag") -> None:
    """Press the reason of one line of the list."""
    row = f"#loads li[data-seq='{seq}']"
    station.page.click(f"{row} summary")
    station.page.click(f"{row} button[data-reason={reason}]")


def test_trip_is_listed_and_counted(station: Station, tmp_path: Path) -> None:
    """Units and a part of a lot, each with its name and quantity; the next trip begins empty."""
    one, two = steps.ready(station.world, 2)
    _, cable = steps.candidate(station.world, "cable", 100)
    for tag in (one, two):
        steps.inspected(station.world, item_of(station.world, tag))
    page = station.open(NARROW)
    station.enrol()
    found = [station.scan(tag) for tag in (one, two, one)]
    page.fill("#quantity", "40.5")
    found.append(station.scan(cable))
    rows = page.locator("#loads li")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text("× 40.5")
    expect(rows.last).to_contain_text("矿用隔爆")
    page.screenshot(path=tmp_path / "trip.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    count = page.inner_text("#trip-count")
    station.settled()
    page.click("#trip-new")

    assert found == ["yes", "yes", "no", "yes"]
    assert count == "放行 3，升井 0，未放行 1"
    assert wide
    expect(page.locator("#trip")).to_be_hidden()
    assert len(station.events()) == 4
    assert stands(station.world, item_of(station.world, cable)) == ("in_stock", "59.500", "40.500")


def test_wrong_scan_is_taken_back_by_a_record_of_its_own(station: Station) -> None:
    """The scan stays, the thing is in stock again, and it may enter again."""
    _, tag = steps.candidate(station.world)
    page = station.open()
    station.enrol()
    first = station.scan(tag)
    station.settled()
    take_back(station, 1)
    expect(page.locator("#loads li[data-seq='1'] .told")).to_have_text("已更正")
    after = stands(station.world, item_of(station.world, tag))[0]
    with station.world.read() as work:
        (made,) = work.all(ScanCorrection)
    again = station.scan(tag)
    station.settled()

    assert [first, after, again] == ["yes", "in_stock", "yes"]
    assert made.reason == "扫错了物品（操作人 0012）"
    assert len(station.events()) == 2
    assert stands(station.world, item_of(station.world, tag))[0] == "underground"


def test_wrong_scan_is_taken_back_without_a_network(station: Station) -> None:
    """The device lets it in again at once; the service hears of the correction afterwards."""
    once, twice = steps.ready(station.world, 2)
    page = station.open()
    station.enrol()
    station.service.stop()
    station.scan(once)
    found = [station.scan(twice)]
    take_back(station, 2)
    expect(page.locator("#loads li[data-seq='2'] .told")).to_have_text("已更正，联网后登记")
    station.service.start()
    page.evaluate(AGAIN)
    station.settled()
    expect(page.locator("#loads li[data-seq='2'] .told")).to_have_text("已更正")

    assert found == ["yes"]
    assert stands(station.world, item_of(station.world, once))[0] == "underground"
    assert stands(station.world, item_of(station.world, twice))[0] == "in_stock"


def test_correction_that_comes_too_late_is_for_the_safety_officer(station: Station) -> None:
    """After an hour the keeper's time is over: the list says so, and whom to ask."""
    world = station.world
    _, tag = steps.candidate(world)
    page = station.open()
    station.enrol()
    station.service.stop()
    station.scan(tag)
    take_back(station, 1, "undoStayed")
    world.clock.forward(hours=2)
    station.at(world.clock.now)
    station.service.start()
    page.evaluate(AGAIN)
    station.settled()

    expect(page.locator("#loads li .told")).to_contain_text("安全管理人员")
    assert stands(world, item_of(world, tag))[0] == "underground"


def test_what_does_not_fit_comes_back_to_the_station(station: Station, other: Station) -> None:
    """Two stations let one thing in: the one whose scan it is about shows it, and whom to ask."""
    _, tag = steps.candidate(station.world)
    for each in (station, other):
        each.open()
        each.enrol()
    station.service.stop()
    for each in (station, other):
        each.scan(tag)
    station.service.start()
    for each in (station, other):
        each.page.evaluate(AGAIN)
        each.settled()
    with station.world.read() as work:
        (conflict,) = work.all(Conflict)
    asked = station if conflict.device_id == station.device_id else other
    asked.page.evaluate(AGAIN)

    expect(asked.page.locator("#odd")).to_contain_text("重复入井")
    expect(asked.page.locator("#odd")).to_contain_text("第 1 次扫码")
    assert "安全管理人员" in asked.page.inner_text("#conflicts")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("https://weixin.qq.com/r/abc", "网址二维码"),
        ("(01)06901234567892(21)A1", "GS1"),
        ("]d2010690123456789221A1", "GS1"),
        ("https://id.gs1.org/01/06901234567892/21/A1", "GS1"),
        ("6901234567892", "商品条码"),
        ("MAB120345", "安全标志编号"),
        ("ABCDEFGH12345", "校验不对"),
        ("铭牌 12", "不是本矿标签"),
    ],
)
def test_foreign_code_is_named_for_what_it_is(station: Station, said: str, named: str) -> None:
    """With what to do instead, and who helps."""
    station.open()
    station.enrol()
    station.type(said)
    kind = station.answered()

    assert kind == "no"
    assert named in station.reasons()
    assert "保管员" in station.page.inner_text("#answer")


def test_suppliers_code_that_the_register_knows_is_the_thing(station: Station) -> None:
    """What another name of the thing says is judged, and written down, as the mine's own tag."""
    item_id, tag = steps.candidate(station.world)
    with station.world.work("keeper") as work:
        aliases.add_alias(work, item_id, kind="other", value="https://maker.cn/q?s=77")
    station.open()
    station.enrol()
    station.type("https://maker.cn/q?s=77")

    assert station.answered() == "yes"
    assert [each["tag"] for each in station.events()] == [tag]


def test_clock_that_is_wrong_is_shown(station: Station) -> None:
    """By minutes, held against what the service signed."""
    page = station.open()
    station.at(station.world.clock.now + timedelta(minutes=12))
    station.enrol()

    expect(page.locator("#clock")).to_have_text("本机时钟快 12 分钟，请校准")


def test_each_reason_says_who_helps(station: Station) -> None:
    """An unknown tag is the storekeeper's matter."""
    station.open()
    station.enrol()

    assert station.scan(codes.new()) == "no"
    assert "库房保管员" in station.page.inner_text("#ask")
