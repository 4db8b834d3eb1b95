"""What is typed at the station: by a scanner, by hand, through a Chinese input method."""

from __future__ import annotations

import pytest

from equiplink import codes
from tests.browser.conftest import Station
from tests.gate import steps

SCANNER, HAND = 0.005, 0.09
"""Seconds between two keys."""
UNKNOWN = "G30"


@pytest.fixture
def tag(station: Station) -> str:
    """A tag that may enter; the station stands ready for it."""
    _, code = steps.candidate(station.world)
    station.open()
    station.enrol()
    return code


def events(station: Station) -> int:
    """Return how many scans the device wrote down."""
    return int(
        station.page.evaluate(
            "import('/station/store.js').then((s) => s.last()).then((e) => e?.seq ?? 0)"
        )
    )


@pytest.mark.parametrize("end", ["Enter", "Tab", ""])
def test_scanner_is_heard_wherever_the_cursor_is(station: Station, tag: str, end: str) -> None:
    """With a suffix or without; the field that has the cursor keeps what it held."""
    page = station.page
    page.fill("#quantity", "1")
    page.focus("#operator")
    station.keys(codes.payload(tag), SCANNER, end=end)

    assert station.answer() == ("yes", "准许入井")
    assert page.input_value("#operator") == "0012"
    assert events(station) == 1


def test_input_method_cannot_swallow_a_scan(station: Station, tag: str) -> None:
    """While it composes, the keys are known by where they lie on the keyboard."""
    station.page.focus("#tag")
    station.keys(tag, SCANNER, composing=True)

    assert station.answer() == ("yes", "准许入井")
    assert station.page.input_value("#tag") == ""


def test_typing_is_no_scan_until_it_is_sent(station: Station, tag: str) -> None:
    """At the pace of a hand, the code stands in the field and waits for Enter."""
    page = station.page
    page.focus("#tag")
    station.keys(tag, HAND, end="")
    station.until("() => document.querySelector('#tag').value.length === 13")
    before = events(station)
    page.press("#tag", "Enter")

    assert station.answer() == ("yes", "准许入井")
    assert (before, events(station)) == (0, 1)


def test_keys_beside_the_field_are_no_scan(station: Station, tag: str) -> None:
    """A hand that types into nothing is not heard."""
    station.page.evaluate("document.activeElement.blur()")
    station.keys(tag, HAND)
    station.keys("ABC", SCANNER)

    assert events(station) == 0
    assert station.page.is_hidden("#answer")


@pytest.mark.parametrize(
    "written",
    [
        lambda code: code.lower(),
        lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code),
        lambda code: " ".join(codes.grouped(code)),
        lambda code: f"https://x.cn/e/{code.lower()}?p=1",
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
    ids=["lower", "full-width", "spaced", "link", "lookalikes"],
)
def test_written_otherwise_it_is_the_same_tag(station: Station, tag: str, written: object) -> None:
    """Case, width, spaces, an address around it, O for 0."""
    assert callable(written)
    station.type(written(tag))

    assert station.answer() == ("yes", "准许入井")


@pytest.mark.parametrize(
    "said", ["https://weixin.qq.com/r/abc", "(01)06901234567892(21)A1", "6901234567892"]
)
def test_somebody_elses_code_is_named(station: Station, tag: str, said: str) -> None:
    """A supplier's link, a GS1 string, a shop's bar code: refused, and called what it is."""
    assert tag
    station.type(said)

    assert station.answer() == ("no", "禁止入井")
    assert "不是本矿标签" in station.page.inner_text("#reasons")
    assert events(station) == 1


def test_unknown_tag_of_the_mines_form_is_refused(station: Station, tag: str) -> None:
    """With what to do and whom to ask."""
    assert tag
    station.type(codes.new())

    assert station.answer() == ("no", "禁止入井")
    assert "台账" in station.page.inner_text("#reasons")
    assert "机电" in station.page.inner_text("#ask")


def test_nobody_scans_without_a_name(station: Station, tag: str) -> None:
    """The operator is asked for first, and nothing is written down."""
    page = station.page
    page.fill("#operator", "")
    station.keys(tag, SCANNER)
    station.until("() => document.activeElement.id === 'operator'")

    assert "工号" in page.inner_text("#hint")
    assert events(station) == 0
