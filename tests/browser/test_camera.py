"""Tags read by the camera: a browser's fake camera plays a filmed label."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from equiplink.gate.models import Scan
from tests.browser import film
from tests.browser.conftest import NARROW, Station
from tests.browser.test_networks import AGAIN, kept, scans
from tests.gate import steps
from tests.labels.samples import decoded

CAMERA = "--use-fake-device-for-media-stream"
ALLOWED = "--use-fake-ui-for-media-stream"
PLAYED = "(n) => document.getElementById('view').getVideoPlaybackQuality().totalVideoFrames >= n"
HIDE = """({ hidden }) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""What the page learns when somebody turns to another one; the driver keeps every page shown."""
STOPPED = "() => document.getElementById('view').srcObject === null"


@pytest.fixture
def tag(station: Station, tmp_path: Path) -> str:
    """A tag of a thing that may enter, before the station's camera."""
    return shown(station, tmp_path, soiled=False)


def shown(station: Station, folder: Path, *, soiled: bool) -> str:
    """Make a thing that may enter, and a film of its label; return its tag."""
    _, tag = steps.candidate(station.world)
    pictures = film.filmed(film.printed(tag, soiled=soiled))
    if soiled:
        assert [decoded(Image.fromarray(each)) for each in pictures] == [[]] * film.FRAMES
    path = film.written(folder / "film.mjpeg", pictures)
    station.arguments = (CAMERA, ALLOWED, f"--use-file-for-fake-video-capture={path}")
    return tag


def spared(station: Station) -> list[int | None]:
    """Return what each stored scan left of its tag's error correction."""
    with station.world.read() as work:
        return [each.spare for each in work.all(Scan, Scan.at)]


def test_tag_before_the_camera_is_scanned_once(station: Station, tag: str) -> None:
    """However long it stays there; the decoders come from this host, and not before."""
    page = station.open()
    station.enrol()
    asked: list[str] = []
    station.context.on("request", lambda request: asked.append(request.url))
    station.until("() => navigator.serviceWorker.controller !== null")
    before = page.evaluate("caches.keys()")
    page.click("#watch")

    assert station.answer() == ("yes", "准许入井")
    station.until(PLAYED, 4 * film.FRAMES)
    page.click("#watch")
    station.until(STOPPED)
    station.settled()
    assert scans(station) == [(tag, "in", True)]
    assert [spare for spare in spared(station) if spare and spare > 80]
    assert not any(each.startswith("decoders-") for each in before)
    assert any(each.startswith("decoders-") for each in page.evaluate("caches.keys()"))
    assert {urlsplit(each).hostname for each in asked} == {"localhost"}


def test_camera_reads_without_the_network(station: Station, tag: str) -> None:
    """Once the decoders are kept, the browser starts and reads with nobody to ask."""
    page = station.open()
    station.enrol()
    station.until("() => navigator.serviceWorker.controller !== null")
    page.click("#watch")
    page.wait_for_selector("#camera[data-is=reading]")
    station.answer()
    station.settled()
    station.service.stop()
    station.close()
    page = station.open(NARROW)
    page.check("input[value=out]", force=True)
    page.click("#watch")

    assert station.answer() == ("out", "已登记升井")
    assert page.get_attribute("#network", "data-is") == "offline"
    assert [each[:2] for each in kept(station)] == [(tag, "in"), (tag, "out")]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    station.service.start()
    page.evaluate(AGAIN)
    station.settled()
    assert len(scans(station)) == 2


def test_soiled_tag_is_read_by_the_second_decoder(station: Station, tmp_path: Path) -> None:
    """The first finds no symbol in any frame of the film."""
    tag = shown(station, tmp_path, soiled=True)
    page = station.open()
    station.enrol()
    page.click("#watch")

    assert station.answer() == ("yes", "准许入井")
    station.settled()
    assert scans(station) == [(tag, "in", True)]
    assert spared(station) == [0]


def test_camera_stops_when_the_page_is_hidden(station: Station, tag: str) -> None:
    """And goes on when it is shown again."""
    page = station.open()
    station.enrol()
    page.click("#watch")
    station.answer()
    track = page.evaluate_handle("document.getElementById('view').srcObject.getTracks()[0]")
    page.evaluate(HIDE, {"hidden": True})
    page.wait_for_selector("#camera", state="hidden")

    assert track.evaluate("(each) => each.readyState") == "ended"
    page.evaluate(HIDE, {"hidden": False})
    page.wait_for_selector("#camera[data-is=reading]")
    station.settled()
    assert [each[0] for each in scans(station)][:1] == [tag]


@pytest.mark.parametrize(
    ("arguments", "why"), [((), "没有可用的摄像头"), ((CAMERA,), "没有使用摄像头的权限")]
)
def test_refusal_says_what_to_do(station: Station, arguments: tuple[str, ...], why: str) -> None:
    """Without a camera, or without leave to use it, the other ways to scan are named."""
    station.arguments = arguments
    page = station.open(NARROW)
    station.enrol()
    page.click("#watch")
    page.wait_for_selector("#camera-trouble")

    assert why in page.inner_text("#camera-trouble")
    assert "扫码枪" in page.inner_text("#camera-trouble")
    page.click("#switch")
    assert "type the code" in page.inner_text("#camera-trouble")
