"""What a scanner reads off a drawn label."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections.abc import Callable
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from equiplink import codes
from equiplink.codes import ALPHABET
from equiplink_labels import draw
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import Label, lay_out
from equiplink_labels.sheet import pdf, slots
from equiplink_labels.stocks import STOCKS, Stock, sheet_of
from equiplink_labels.symbol import symbol
from tests.labels.printers import printed_pdf, printed_svg
from tests.labels.samples import LONG, NEAR, decoded, label

Damage = Callable[[Image.Image], Image.Image]
DPI = 300
BODIES = st.text(alphabet=ALPHABET, min_size=12, max_size=12)


def picture(facts: Label, stock: Stock = STOCKS["50x30"], dpi: float = DPI) -> Image.Image:
    """Return the label as its PNG shows it."""
    font = chinese()
    layout = lay_out(facts, stock, dpi=dpi, measure=font.length, distance=NEAR)
    made = Image.open(BytesIO(draw.png(layout, font, dpi=dpi)))
    made.load()
    return made


def rendered(facts: Label, stock: Stock) -> Image.Image:
    """Return the label as another program draws its SVG, at 288 dpi."""
    font = chinese()
    layout = lay_out(facts, stock, dpi=600, measure=font.length)
    return printed_svg(draw.svg(layout, font, title=facts.number), 288)


@pytest.mark.parametrize("dpi", [203.2, 300.0, 600.0])
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
@pytest.mark.parametrize("facts", [label(), LONG, label(synthetic=False)])
def test_png_decodes_to_its_payload(facts: Label, stock: Stock, dpi: float) -> None:
    """Every size at every resolution reads back as exactly the payload."""
    assert decoded(picture(facts, stock, dpi)) == [facts.payload(stock)] * len(stock.faces)


@settings(max_examples=60)
@given(BODIES)
def test_any_code_decodes(body: str) -> None:
    """Whatever the code, the scanner reads it and it parses back."""
    code = body + codes._check(body)  # noqa: SLF001  the only way to make a chosen code valid

    assert [codes.parse(text) for text in decoded(picture(label(code)))] == [code]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_svg_decodes_to_its_payload(stock: Stock) -> None:
    """Another program that knows no Chinese font draws a symbol that reads back."""
    assert decoded(rendered(LONG, stock)) == [LONG.payload(stock)] * len(stock.faces)


def test_svg_has_outlines_for_text() -> None:
    """The column of text is drawn without any font on the reader's machine."""
    drawn = rendered(label(synthetic=False), STOCKS["70x37"])
    column = drawn.crop((drawn.width // 2, 0, drawn.width, drawn.height))

    assert 0.02 < column.histogram()[0] / (column.width * column.height) < 0.3


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_svg_is_true_to_size(stock: Stock) -> None:
    """The drawing states its size in millimetres."""
    font = chinese()
    layout = lay_out(label(), stock, dpi=600, measure=font.length)
    root = ET.fromstring(draw.svg(layout, font, title="<&>"))  # noqa: S314  our own bytes

    assert root.attrib["width"] == f"{stock.width:g}mm"
    assert root.attrib["viewBox"] == f"0 0 {stock.width:g} {stock.height:g}"
    assert root[0].text == "<&>"


@pytest.mark.parametrize("dpi", [203.2, 300.0, 600.0])
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_png_is_true_to_size(stock: Stock, dpi: float) -> None:
    """Dots and stated resolution give the millimetres of the stock, to half a dot."""
    made = picture(label(), stock, dpi)
    size = [dots / stated * 25.4 for dots, stated in zip(made.size, made.info["dpi"], strict=True)]

    assert made.mode == "1"
    assert size == pytest.approx([stock.width, stock.height], abs=0.5 * 25.4 / dpi + 0.01)


def test_flag_is_marked_where_it_is_folded() -> None:
    """Between its faces are two short ticks in the middle, at the edges, and nothing else."""
    stock = STOCKS["flag"]
    font = chinese()
    layout = lay_out(label(), stock, dpi=600, measure=font.length)
    [page] = printed_pdf(pdf([layout], font, sheet_of("flag")), 600)
    left, top = (round(each * 600 / 25.4) for each in slots(sheet_of("flag"))[0])
    shown = {
        "png": (picture(label(), stock, 600), 600, (0, 0)),
        "svg": (rendered(label(), stock), 288, (0, 0)),
        "pdf": (page, 600, (left, top)),
    }
    for drawn, dpi, (x, y) in shown.values():
        start, end, middle, height = (round(mm * dpi / 25.4) for mm in (41, 59, 50, 25))
        inset = round(0.5 * dpi / 25.4)  # the line that a sheet is cut along
        edges = x + start, y + inset, x + end, y + height - inset
        between = drawn.convert("L").point(lambda level: 255 * (level < 128)).crop(edges)
        rows = [between.crop((0, row, between.width, row + 1)) for row in range(between.height)]
        dark = [row for row, line in enumerate(rows) if line.getbbox()]
        left_dot, top_dot, right_dot, _ = between.getbbox() or (0, 0, 0, 0)

        assert (left_dot + right_dot) / 2 == pytest.approx(middle - start, abs=2)
        assert right_dot - left_dot <= 0.3 * dpi / 25.4 + 2
        assert len(dark) == pytest.approx(2 * 1.5 * dpi / 25.4, abs=4)
        assert (top_dot, dark[-1]) == (0, between.height - 1)


def test_png_symbol_is_the_matrix() -> None:
    """Each module covers its dots exactly: nothing was scaled."""
    font = chinese()
    layout = lay_out(label(), STOCKS["50x30"], dpi=203.2, measure=font.length)
    made = draw.image(layout, font, dpi=203.2)
    left, top = (round((at + 4 * layout.module) * 8) for at in (layout.square.x, layout.square.y))
    dots = round(layout.module * 8)
    side = range(layout.symbol.side)
    corners = [(0, 0), (dots - 1, dots - 1)]

    for x, y in corners:
        read = [
            [made.getpixel((left + c * dots + x, top + r * dots + y)) == 0 for c in side]
            for r in side
        ]
        assert read == layout.symbol.rows


def test_symbol_takes_the_level_that_is_free() -> None:
    """39 characters make version 3 at level Q; those of a tag have room for level H in it."""
    longer, shorter = "HTTPS://EQUIPLINK.LOCAL/E/7K3QF9XW2M4NJ", codes.payload("7K3QF9XW2M4NJ")

    assert [level(text) for text in (longer, shorter)] == [(29, "Q"), (29, "H")]


def level(text: str) -> tuple[int, str]:
    """Return the side in modules of the symbol of *text*, and the level the scanner reports."""
    drawn = symbol(text)
    made = Image.new("1", (drawn.side + 8, drawn.side + 8), 1)
    for y, row in enumerate(drawn.rows):
        for x, dark in enumerate(row):
            made.putpixel((x + 4, y + 4), not dark)
    read = zxingcpp.read_barcode(made.resize((made.width * 8, made.height * 8)).convert("L"))

    assert read is not None
    return drawn.side, read.ec_level


def turned(angle: float) -> Damage:
    """Return the label lying askew."""
    return lambda made: made.convert("L").rotate(
        angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )


def blurred(made: Image.Image) -> Image.Image:
    """Return the label out of focus by half a module."""
    return made.convert("L").filter(ImageFilter.GaussianBlur(4))


def pale(made: Image.Image) -> Image.Image:
    """Return the label faded to a fifth of its contrast."""
    return made.convert("L").point(lambda level: 140 + level // 5)


def noisy(made: Image.Image) -> Image.Image:
    """Return the label with the noise of a camera in the dark."""
    seeded = random.Random(20261102)  # noqa: S311  noise, not a secret
    grey = made.convert("L")
    shaken = (min(255, max(0, each + round(seeded.gauss(0, 10)))) for each in grey.tobytes())
    return Image.frombytes("L", grey.size, bytes(shaken))


def smudged(made: Image.Image) -> Image.Image:
    """Return the label with a black thumb mark among the data, clear of the finders."""
    grey = made.convert("L")
    x, y = grey.height * 0.62, grey.height * 0.55
    ImageDraw.Draw(grey).ellipse((x - 22, y - 16, x + 22, y + 16), fill=20)
    return grey


def scratched(made: Image.Image) -> Image.Image:
    """Return the label with two scratches across the data down to white."""
    grey = made.convert("L")
    pen = ImageDraw.Draw(grey)
    pen.line((110, 150, 330, 175), fill=255, width=5)
    pen.line((130, 235, 330, 215), fill=255, width=5)
    return grey


@pytest.mark.parametrize(
    "damage",
    [turned(7), turned(45), turned(90), turned(180), turned(233),
     blurred, pale, noisy, smudged, scratched],
)  # fmt: skip
def test_damaged_label_is_still_read(damage: Damage) -> None:
    """Askew, blurred, faded, noisy, smudged or scratched, the payload comes back whole."""
    seeded = random.Random(7)  # noqa: S311  sample codes
    for _ in range(6):
        body = "".join(seeded.choices(ALPHABET, k=12))
        facts = label(body + codes._check(body))  # noqa: SLF001  as above

        assert decoded(damage(picture(facts))) == [facts.payload(STOCKS["50x30"])]


def test_ruined_label_is_never_misread() -> None:
    """A label with a lost finder reads as nothing, not as something else."""
    grey = picture(label()).convert("L")
    ImageDraw.Draw(grey).rectangle((0, 0, 110, 140), fill=30)

    assert decoded(grey) == []
