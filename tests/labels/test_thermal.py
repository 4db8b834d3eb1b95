"""What a thermal printer would print, drawn by programs that are not ours."""

from __future__ import annotations

import pytest
from PIL import Image

from equiplink.errors import Unreadable
from equiplink_labels import draw
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import lay_out
from equiplink_labels.stocks import STOCKS
from equiplink_labels.thermal import LANGUAGES, Feed, tspl, zpl
from tests.labels.printers import printed_tspl, printed_zpl
from tests.labels.samples import LONG, NEAR, decoded

GRIDS = [203.2, 300.0, 600.0]


def picture(stock: str = "50x30", dpi: float = 203.2) -> Image.Image:
    """Return a label on the dots of a head."""
    font = chinese()
    layout = lay_out(LONG, STOCKS[stock], dpi=dpi, measure=font.length, distance=NEAR)
    return draw.image(layout, font, dpi=dpi)


def same(one: Image.Image, other: Image.Image) -> bool:
    """Say whether two pictures agree in every dot."""
    return (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())


@pytest.mark.parametrize("dpi", GRIDS)
@pytest.mark.parametrize("stock", STOCKS)
def test_zpl_prints_the_drawn_dots(stock: str, dpi: float) -> None:
    """The renderer's picture equals ours bit for bit, and a scanner reads it."""
    drawn = picture(stock, dpi)
    printed = printed_zpl(zpl(drawn, Feed(dpi)), drawn.size, dpi)

    assert same(printed, drawn)
    assert decoded(printed) == [LONG.payload(STOCKS[stock])] * len(STOCKS[stock].faces)


@pytest.mark.parametrize("dpi", GRIDS)
@pytest.mark.parametrize("stock", STOCKS)
def test_tspl_prints_the_drawn_dots(stock: str, dpi: float) -> None:
    """The bitmap read back equals ours bit for bit, what pads a row is white, and it scans."""
    drawn = picture(stock, dpi)
    printed = printed_tspl(tspl(drawn, Feed(dpi)))
    padding = printed.crop((drawn.width, 0, printed.width, printed.height))

    assert same(printed.crop((0, 0, *drawn.size)), drawn)
    assert printed.width - drawn.width < 8
    assert padding.width == 0 or same(padding, Image.new("1", padding.size, 1))
    assert decoded(printed) == [LONG.payload(STOCKS[stock])] * len(STOCKS[stock].faces)


def test_width_that_is_no_whole_byte_gets_no_black_edge() -> None:
    """A white row of nine dots has no ink in either language."""
    blank = Image.new("1", (9, 3), 1)

    assert same(printed_tspl(tspl(blank)), Image.new("1", (16, 3), 1))
    assert same(printed_zpl(zpl(blank), blank.size, 203.2), blank)


def test_damaged_zpl_is_not_printed() -> None:
    """The checksum finds a changed character: the renderer refuses the graphic."""
    drawn = picture()
    source = zpl(drawn)
    at = source.index(b":Z64:") + 40
    changed = b"B" if source[at : at + 1] != b"B" else b"C"

    with pytest.raises(Exception, match=r"(?i)crc|checksum"):
        printed_zpl(source[:at] + changed + source[at + 1 :], drawn.size, 203.2)


def test_feed_is_said_in_the_printers_words() -> None:
    """Gap, density, speed and copies are commands of each language."""
    blank = Image.new("1", (400, 240), 1)
    feed = Feed(gap=3, density=8, speed=4, copies=2)
    said = zpl(blank, feed).splitlines()

    assert said[0] == b"^XA^MNY^PR4~SD08^XZ"
    assert said[1] == b"^XA^PW400^LL240^LH0,0"
    assert said[-1] == b"^PQ2^XZ"
    assert tspl(blank, feed).split(b"\r\n")[:4] == [
        b"SIZE 50.00 mm,30.00 mm", b"GAP 3 mm,0 mm", b"DENSITY 8", b"SPEED 4",
    ]  # fmt: skip
    assert tspl(blank, feed).endswith(b"\r\nPRINT 1,2\r\n")


def test_settings_that_are_not_asked_for_stay_the_printers_own() -> None:
    """Without wishes neither density nor speed is sent; a roll without gaps is told so."""
    blank = Image.new("1", (8, 8), 1)
    sent = zpl(blank, Feed(gap=0)), tspl(blank, Feed(gap=0))

    assert b"^MNN" in sent[0]
    assert b"GAP 0 mm,0 mm" in sent[1]
    assert not any(word in sent[0] for word in (b"~SD", b"^PR", b"^PQ"))
    assert not any(word in sent[1] for word in (b"DENSITY", b"SPEED"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("feed", "field"),
    [
        (Feed(gap=-1), "gap"),
        (Feed(density=31), "density"),
        (Feed(speed=0), "speed"),
        (Feed(copies=0), "copies"),
    ],
)
def test_impossible_feed_is_unreadable(language: str, feed: Feed, field: str) -> None:
    """What no printer can do is refused by name before a byte is made."""
    with pytest.raises(Unreadable) as caught:
        LANGUAGES[language](Image.new("1", (8, 8), 1), feed)

    assert caught.value.field == field


def test_grey_picture_is_refused() -> None:
    """Grey would be dithered by the printer, so it is never sent."""
    with pytest.raises(ValueError, match="one bit a dot"):
        zpl(Image.new("L", (8, 8)))
