"""What scanners, input methods and handhelds do beside what a keyboard does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from equiplink import codes
from equiplink.gate.offline_models import DeviceEvent
from tests.browser.conftest import Station
from tests.gate import steps
from tests.gate.offline import open_conflicts

SCANNER, FAST_HAND = 0.005, 0.04
AGAIN = "dispatchEvent(new Event('online'))"
FULL_WIDTH = {ord(each): ord(each) + 0xFEE0 for each in map(chr, range(0x21, 0x7F))}


@pytest.fixture
def tag(station: Station) -> str:
    """The tag of a thing that may enter, at a station that is enrolled."""
    _, code = steps.candidate(station.world)
    station.open()
    station.enrol()
    return code


def test_input_method_in_the_middle_of_a_word_gives_way(station: Station, tag: str) -> None:
    """What it was composing is dropped, and the field holds what it held before."""
    page = station.page
    page.focus("#tag")
    with station.devtools() as session:
        told = {"text": "ni'hao", "selectionStart": 6, "selectionEnd": 6}
        session.send("Input.imeSetComposition", told)
        expect(page.locator("#tag")).to_have_value("ni'hao")
        station.keys(codes.payload(tag), SCANNER, composing=True)

    assert station.answered() == "yes"
    assert page.input_value("#tag") == ""


def test_what_an_input_method_made_of_a_code_is_read(station: Station, tag: str) -> None:
    """Full-width characters and Chinese punctuation are the code that was meant."""
    station.page.focus("#tag")
    wide = codes.payload(tag).translate(FULL_WIDTH).replace("．", "。")
    with station.devtools() as session:
        for part in (wide[:25], wide[25:]):
            session.send("Input.insertText", {"text": part})
    station.page.press("#tag", "Enter")

    assert station.answered() == "yes"


def test_handheld_that_writes_the_code_at_once_is_heard(station: Station, tag: str) -> None:
    """Without any key the whole code arrives in whatever field has the cursor, and leaves it."""
    station.page.focus("#operator")
    with station.devtools() as session:
        session.send("Input.insertText", {"text": codes.payload(tag)})

    assert station.answered() == "yes"
    assert station.page.input_value("#operator") == "0012"


def test_hand_that_is_fast_for_a_moment_loses_nothing(station: Station, tag: str) -> None:
    """Six quick digits are no code: the field gets each of them."""
    page = station.page
    page.fill("#quantity", "")
    station.keys("123456", FAST_HAND, end="")

    expect(page.locator("#quantity")).to_have_value("123456")
    assert station.events() == []
    assert tag


def test_strange_code_without_a_suffix_is_heard(station: Station, tag: str) -> None:
    """A scanner that ends with nothing names a supplier's code, too."""
    station.keys("MAB1234567", SCANNER, end="")

    assert station.answered() == "no"
    assert [each["tag"] for each in station.events()] == ["MAB1234567"]
    assert tag


def test_two_codes_in_one_breath_are_two_scans(station: Station, tag: str) -> None:
    """A second code that comes while the first is judged waits its turn."""
    station.keys(tag, SCANNER)
    station.keys(codes.payload(tag), SCANNER)
    station.answered("1")

    assert [each["admitted"] for each in station.events()] == [True, False]


def test_handheld_that_slept_tells_the_right_time(station: Station) -> None:
    """A browser's running clock stands still while the handheld sleeps; its wall clock does not."""
    world = station.world
    tags = steps.ready(world, 2)
    station.open()
    station.enrol()
    station.service.stop()
    station.scan(tags[0])
    world.clock.forward(minutes=40)
    station.at(world.clock.now)
    station.scan(tags[1])
    station.service.start()
    station.page.evaluate(AGAIN)
    station.settled()
    with world.read() as work:
        first, second = (each.at for each in work.all(DeviceEvent, DeviceEvent.seq))

    assert abs(second - first - timedelta(minutes=40)) < timedelta(minutes=1)
    assert open_conflicts(world) == []
