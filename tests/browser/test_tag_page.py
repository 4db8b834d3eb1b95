"""The page behind a tag's symbol, on a phone: what it is, and a report without a name."""

from __future__ import annotations

from equiplink.campaign.violation_models import Tip
from tests.browser.conftest import NARROW, Station
from tests.register.steps import tagged


def test_report_is_sent_from_a_phone(station: Station) -> None:
    """The policy lets the form be sent and nothing else run; it fits the screen."""
    _, code = tagged(station.world)
    page = station.open(NARROW)
    page.goto(station.service.url.replace("/station", f"/E/{code}"))
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("textarea", "开关外壳有裂纹")
    page.click("button")
    page.wait_for_selector(".told")
    with station.world.read() as work:
        (tip,) = work.all(Tip)

    assert wide
    assert tip.text == "开关外壳有裂纹"
    assert page.evaluate("document.querySelectorAll('script').length") == 0
