"""Where things stand on a label."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink import codes
from equiplink.errors import Unreadable
from equiplink_labels.layout import (
    ASCENT,
    ELLIPSIS,
    SAMPLE,
    SMALLEST_TEXT,
    Layout,
    Line,
    fit,
    lay_out,
    shorten,
    wrap,
)
from equiplink_labels.stocks import REACH, STOCKS, Box, Stock
from tests.labels.samples import LONG, NEAR, label

PRINTERS = (203.2, 300.0, 600.0)
SLACK = 1e-6


def measure(text: str) -> float:
    """Measure as fonts do: a Chinese character is one em wide, a Latin one 0.6."""
    return sum(1.0 if ord(each) > 0x2000 else 0.6 for each in text)


def box(line: Line) -> Box:
    """Return the rectangle that a line of text covers."""
    return Box(
        line.x, line.baseline - ASCENT * line.size, measure(line.text) * line.size, line.size
    )


def apart(one: Box, other: Box) -> bool:
    """Say whether two rectangles have no area in common."""
    return (
        one.x + one.width <= other.x + SLACK
        or other.x + other.width <= one.x + SLACK
        or one.y + one.height <= other.y + SLACK
        or other.y + other.height <= one.y + SLACK
    )


def boxes(layout: Layout) -> list[Box]:
    """Return everything on a label: the symbol with its quiet zone, and each line."""
    return [layout.square, *map(box, layout.lines)]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
@pytest.mark.parametrize("dpi", PRINTERS)
@given(
    number=st.text(min_size=1, max_size=40),
    name=st.text(alphabet="矿用隔爆型真空馈电开关A 1-", min_size=1, max_size=60),
    model=st.text(alphabet="ABC×/-0123（）", min_size=1, max_size=40),
    mine=st.text(alphabet="阳城县煤业有限公司", min_size=1, max_size=40),
    synthetic=st.booleans(),
    serial=st.text(alphabet="SN-0123456789", max_size=40),
    ex=st.text(alphabet="Ex dbIMiac[] ", max_size=60),
    generation=st.integers(1, 999),
)
def test_nothing_overlaps_or_leaves_the_label(
    stock: Stock,
    dpi: float,
    number: str,
    name: str,
    model: str,
    mine: str,
    serial: str,
    ex: str,
    generation: int,
    *,
    synthetic: bool,
) -> None:
    """Whatever the texts are, each stands by itself inside the margins, outside the quiet zone."""
    facts = label(
        number=number, name=name, model=model, mine=mine, synthetic=synthetic, serial=serial,
        ex=ex, generation=generation,
    )  # fmt: skip
    layout = lay_out(facts, stock, dpi=dpi, measure=measure, distance=NEAR)
    found, free = boxes(layout), stock.margin - SLACK

    assert layout.square.x >= stock.inset - SLACK
    assert 0 <= layout.square.y <= stock.height - layout.square.height
    for place, each in enumerate(found):
        if each is not layout.square:
            assert free <= each.x <= stock.printed - free - each.width
            assert free <= each.y <= stock.height - free - each.height
        assert all(apart(each, other) for other in found[place + 1 :])


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
@pytest.mark.parametrize("dpi", PRINTERS)
def test_module_is_whole_dots_and_large_enough(stock: Stock, dpi: float) -> None:
    """A module is a whole number of printer dots, the symbol begins on a dot, none is too fine."""
    layout = lay_out(label(), stock, dpi=dpi, measure=measure, distance=NEAR)
    dots = [length * dpi / 25.4 for length in (layout.module, layout.square.x, layout.square.y)]

    assert dots == pytest.approx([round(each) for each in dots])
    assert layout.module >= max(NEAR / REACH, stock.finest)
    assert layout.square.width == pytest.approx((layout.symbol.side + 8) * layout.module)


def test_symbol_too_fine_to_scan_is_unreadable() -> None:
    """A label too small for its symbol is refused with the remedy."""
    with pytest.raises(Unreadable) as caught:
        lay_out(label(), Stock(30, 20, 18), dpi=300, measure=measure)

    assert caught.value.field == "size"


def test_symbol_that_would_not_be_read_names_what_would() -> None:
    """From two metres the large label is read; from ten none is, and the square is told."""
    with pytest.raises(Unreadable) as caught:
        lay_out(label(), STOCKS["50x30"], dpi=300, measure=measure, distance=75)
    assert caught.value.en.endswith("that takes a square of 37 mm: plate, 70x50, 100x60")

    with pytest.raises(Unreadable) as caught:
        lay_out(label(), STOCKS["50x30"], dpi=300, measure=measure, distance=1000)
    assert caught.value.en.endswith("that takes a square of 493 mm: none of the sizes here is")


def test_engraved_plate_has_wide_modules_however_near() -> None:
    """A cutter leaves no module under a millimetre, so a small plate is refused."""
    small = replace(STOCKS["plate"], square=20)
    with pytest.raises(Unreadable):
        lay_out(label(), small, dpi=600, measure=measure, distance=10)


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_everything_that_a_stock_shows_is_readable(stock: Stock) -> None:
    """With every text too long, each fact is there and large enough, and the date is whole."""
    layout = lay_out(LONG, stock, dpi=600, measure=measure)
    facts = [line for line in layout.lines if not line.white][:-3]

    assert len(facts) == len(stock.shows) + 1
    assert all(line.size >= SMALLEST_TEXT - SLACK for line in facts if "下检" not in line.text)
    assert ("下检 2027-03-01" in {line.text for line in facts}) == ("due" in stock.shows)


def test_fact_that_nobody_knows_takes_no_line() -> None:
    """An empty serial leaves neither its title nor a gap."""
    stock = STOCKS["50x30"]
    bare = label(serial="", mark="", ex="", due=None)
    texts = [line.text for line in lay_out(bare, stock, dpi=300, measure=measure).lines]

    assert not any(title in text for title in ("出厂号", "安标", "防爆", "下检") for text in texts)


def test_title_stays_when_a_number_is_cut() -> None:
    """It is the beginning of the serial that goes, not what it is."""
    text, _ = fit("0" * 60 + "42", 20, 2, measure, title="出厂号 ", keep_end=True)

    assert text.startswith("出厂号 " + ELLIPSIS)
    assert text.endswith("42")


def test_generation_stands_by_the_code() -> None:
    """Who holds an old print sees that it is not the newest."""
    lines = lay_out(LONG, STOCKS["50x30"], dpi=300, measure=measure).lines

    assert lines[-3].text == "第12版"
    assert lines[-3].baseline == lines[-1].baseline


def test_code_is_printed_whole() -> None:
    """The code for the day the symbol is dead is never shortened and parses back."""
    for stock in STOCKS.values():
        lines = lay_out(LONG, stock, dpi=300, measure=measure).lines

        assert codes.parse("".join(line.text for line in lines[-2:])) == LONG.code


def test_label_of_a_synthetic_mine_says_so() -> None:
    """样例 stands in white on a bar, and only on the labels of a synthetic mine."""
    stock = STOCKS["50x30"]
    sample = lay_out(label(), stock, dpi=300, measure=measure)
    real = lay_out(label(synthetic=False), stock, dpi=300, measure=measure)

    assert sample.bar is not None
    assert [line.text for line in sample.lines if line.white] == [SAMPLE]
    assert real.bar is None
    assert SAMPLE not in {line.text for line in real.lines}


def test_text_becomes_smaller_before_it_is_shortened() -> None:
    """A text a little too long keeps all its characters."""
    text, size = fit("机" * 10, 20, 2.2, measure)

    assert text == "机" * 10
    assert size == pytest.approx(2.0)


def test_shortened_text_ends_in_an_ellipsis() -> None:
    """A text far too long loses its end, at the smallest size that can be read."""
    text, size = fit("机" * 30, 18, 2.2, measure)

    assert (text, size) == ("机" * 9 + ELLIPSIS, SMALLEST_TEXT)


def test_number_keeps_its_end() -> None:
    """Numbers of one kind differ at the end, so it is the beginning that goes."""
    text, _ = fit("DQ-000000000000000000000001234567890", 18, 3.4, measure, keep_end=True)

    assert text.startswith(ELLIPSIS)
    assert text.endswith("1234567890")


def test_nothing_is_left_of_a_text_without_room() -> None:
    """Where not even the ellipsis fits, nothing is printed over the edge but it."""
    assert shorten("机电", 0.5, measure) == ELLIPSIS


def test_name_is_cut_into_even_halves() -> None:
    """Two lines of a name are about equally long, so that no character stands alone."""
    lines = wrap("刮板输送机刮板链条接头护罩", 20, 2.7, measure)

    assert [text for text, _ in lines] == ["刮板输送机刮板", "链条接头护罩"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("矿用隔爆型真空馈电开关", ["矿用隔爆型", "真空馈电开关"]),
        ("隔爆兼本质安全型移动变电站", ["隔爆兼本质安全型", "移动变电站"]),
        ("矿用电缆连接器（高压）", ["矿用电缆连接器", "（高压）"]),
    ],
)
def test_name_is_cut_where_a_word_ends(name: str, lines: list[str]) -> None:
    """真空 is not torn apart when 隔爆型 ends nearby, and what fitted whole is whole still."""
    assert [text for text, _ in wrap(name, 20, 2.7, measure)] == lines


def test_short_name_stays_in_one_line() -> None:
    """A name that fits is not touched."""
    assert wrap("采煤机", 20, 2.7, measure) == (("采煤机", 2.7),)
