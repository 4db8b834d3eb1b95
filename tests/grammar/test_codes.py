"""Tag codes: made, checked, and read through everything that mangles them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equiplink import codes
from equiplink.errors import Unreadable

valid = st.text(codes.ALPHABET, min_size=12, max_size=12).map(
    lambda body: body + codes._check(body)  # noqa: SLF001  every code, not only lucky ones
)
FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in codes.ALPHABET + "-/:."}


def test_new_codes_are_readable_and_differ() -> None:
    """A fresh code parses to itself, and no two are alike."""
    made = {codes.new() for _ in range(200)}

    assert len(made) == 200
    assert {codes.parse(code) for code in made} == made


@given(valid, st.integers(0, 12), st.sampled_from(codes.ALPHABET))
def test_every_single_wrong_character_is_found(code: str, at: int, other: str) -> None:
    """A code with one wrong character is never taken for another tag."""
    assume(code[at] != other)

    with pytest.raises(Unreadable) as caught:
        codes.parse(code[:at] + other + code[at + 1 :])
    assert caught.value.field == "tag"


@given(valid, st.integers(0, 12), st.integers(0, 12))
def test_every_swap_is_found(code: str, one: int, two: int) -> None:
    """Two characters in each other's places, neighbours or not, are found."""
    assume(code[one] != code[two])
    letters = list(code)
    letters[one], letters[two] = letters[two], letters[one]

    with pytest.raises(Unreadable):
        codes.parse("".join(letters))


@given(valid)
def test_what_keyboards_and_scanners_do_is_undone(code: str) -> None:
    """Groups, lower case, full width, spaces, long dashes and look-alikes give the same code."""
    grouped = codes.grouped(code)
    alike = code.replace("1", "I").replace("0", "O")

    for text in (
        grouped,
        grouped.lower(),
        grouped.translate(FULL_WIDTH),
        f"  {code}\r\n",
        grouped.replace("-", "—"),
        grouped.replace("-", "–"),
        alike,
        alike.replace("I", "l").lower(),
    ):
        assert codes.parse(text) == code


@given(valid)
def test_symbol_in_any_form_gives_its_code(code: str) -> None:
    """The URL reads in any case and width, after an input method, with a slash or a query."""
    url = codes.payload(code)

    for text in (
        url,
        url.lower(),
        url.translate(FULL_WIDTH),
        url.replace(".", "。").replace("/", "、"),
        url + "/",
        url + "?from=gate#top",
        f"https://tags.example.cn/mine/e/{code}",
        codes.payload(code, "https://eq.mine.cn/e/"),
        codes.payload(code, codes.BARE),
    ):
        assert codes.parse(text) == code


@given(valid, st.integers(1, 31))
def test_half_read_symbol_is_unreadable(code: str, missing: int) -> None:
    """A symbol whose end is missing is no tag, whatever is left of it."""
    with pytest.raises(Unreadable):
        codes.parse(codes.payload(code)[:-missing])


@given(st.text())
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    """Any text is either a code or unreadable; it never fails in another way."""
    code = None
    with suppress(Unreadable):
        code = codes.parse(text)

    assert code is None or codes.parse(code) == code


def test_answer_names_the_remedy_in_both_languages() -> None:
    """Who scans half a code learns what to do."""
    with pytest.raises(Unreadable) as caught:
        codes.parse("0123")

    assert "重新扫描" in caught.value.message("zh")
    assert "again" in caught.value.message("en")


def test_symbol_stays_in_the_alphanumeric_alphabet() -> None:
    """QR's alphanumeric mode keeps the symbol small: capitals, digits and ``:/.`` only."""
    allowed = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

    assert set(codes.payload(codes.new())) <= allowed


@pytest.mark.parametrize("prefix", ["HTTPS://EQ.MINES.CN/E/", "https://eq.mines.cn/e/"])
def test_longest_prefix_makes_a_symbol_of_35_capitals(prefix: str) -> None:
    """22 characters before the code are the most that keep the symbol small and strong."""
    text = codes.payload(codes.new(), prefix)

    assert (len(text), text) == (35, text.upper())


def test_prefix_that_is_too_long_is_refused_with_the_remedy() -> None:
    """One character more is unreadable, and says how many there may be."""
    with pytest.raises(Unreadable) as caught:
        codes.payload(codes.new(), "HTTPS://EQ.MINING.CN/E/")

    assert caught.value.field == "prefix"
    assert "至多容 22 个" in caught.value.message("zh")
    assert "shorter host" in caught.value.message("en")
