"""Every form of every label, on the dots of its printer, read by two decoders of two houses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO

import pytest
from PIL import Image

from equiplink_labels import draw
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import Label, lay_out
from equiplink_labels.sheet import pdf, slots
from equiplink_labels.stocks import REACH, SHEETS, STOCKS, Stock, sheet_of
from equiplink_labels.thermal import Feed, tspl, zpl
from tests.labels.printers import printed_pdf, printed_svg, printed_tspl, printed_zpl
from tests.labels.samples import LONG, NEAR, decoded, decoded_by_opencv, label, seeded

MM = 25.4
Printed = Callable[[Label, Stock], tuple[Image.Image, float]]


def drawn(facts: Label, stock: Stock, dpi: float) -> Image.Image:
    """Return the label on the dots of a head of so many dpi."""
    font = chinese()
    layout = lay_out(facts, stock, dpi=dpi, measure=font.length, distance=NEAR)
    return draw.image(layout, font, dpi=dpi)


def as_png(dpi: float, facts: Label, stock: Stock) -> tuple[Image.Image, float]:
    """Read the file back."""
    font = chinese()
    layout = lay_out(facts, stock, dpi=dpi, measure=font.length, distance=NEAR)
    return Image.open(BytesIO(draw.png(layout, font, dpi=dpi))), dpi


def as_zpl(dpi: float, facts: Label, stock: Stock) -> tuple[Image.Image, float]:
    """Let the stream be rendered by zplkit."""
    picture = drawn(facts, stock, dpi)
    return printed_zpl(zpl(picture, Feed(dpi)), picture.size, dpi), dpi


def as_tspl(dpi: float, facts: Label, stock: Stock) -> tuple[Image.Image, float]:
    """Let the stream be parsed as the manual says."""
    return printed_tspl(tspl(drawn(facts, stock, dpi), Feed(dpi))), dpi


def as_svg(facts: Label, stock: Stock) -> tuple[Image.Image, float]:
    """Let resvg draw it for an office printer."""
    font = chinese()
    layout = lay_out(facts, stock, dpi=600, measure=font.length)
    return printed_svg(draw.svg(layout, font, title=facts.number), 600), 600


def as_pdf(facts: Label, stock: Stock) -> tuple[Image.Image, float]:
    """Let PDFium show the sheet to an office printer, and cut the label out of it."""
    font, sheet = chinese(), sheet_of(next(name for name in STOCKS if STOCKS[name] is stock))
    layout = lay_out(facts, stock, dpi=600, measure=font.length)
    [page] = printed_pdf(pdf([layout], font, sheet), 600)
    x, y = slots(sheet)[0]
    edges = x, y, x + stock.width, y + stock.height
    left, top, right, bottom = (round(each * 600 / MM) for each in edges)
    return page.crop((left, top, right, bottom)), 600


HEADS = {"203": 203.2, "300": 300.0, "600": 600.0}
FORMS: dict[str, Printed] = {
    **{f"png-{name}": partial(as_png, dpi) for name, dpi in HEADS.items()},
    **{f"zpl-{name}": partial(as_zpl, dpi) for name, dpi in HEADS.items()},
    **{f"tspl-{name}": partial(as_tspl, dpi) for name, dpi in HEADS.items()},
    "svg": as_svg,
    "pdf": as_pdf,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", STOCKS)
def test_both_decoders_read_every_form_of_every_label(size: str, form: str) -> None:
    """What is printed says its payload to ZXing and to OpenCV, on every face of the label."""
    stock = STOCKS[size]
    picture, dpi = FORMS[form](LONG, stock)
    grey = picture.convert("L")
    faces = [
        grey.crop((round(at * dpi / MM), 0, round((at + stock.printed) * dpi / MM), grey.height))
        for at in stock.faces
    ]

    assert [decoded(face) for face in faces] == [[LONG.payload(stock)]] * len(faces)
    assert [decoded_by_opencv(face) for face in faces] == [LONG.payload(stock)] * len(faces)


@pytest.mark.parametrize("name", SHEETS)
def test_both_decoders_read_every_label_of_a_sheet(name: str) -> None:
    """Each place of a full sheet, cut out as it is peeled off, says what belongs there."""
    sheet, font = SHEETS[name], chinese()
    stock = STOCKS[sheet.stock]
    facts = [label(code) for code in seeded(len(slots(sheet)))]
    made = [lay_out(each, stock, dpi=600, measure=font.length) for each in facts]
    [page] = printed_pdf(pdf(made, font, sheet), 600)
    for each, (x, y) in zip(facts, slots(sheet), strict=True):
        edges = x, y, x + stock.width, y + stock.height
        left, top, right, bottom = (round(edge * 600 / MM) for edge in edges)
        cut = page.crop((left, top, right, bottom)).convert("L")

        assert decoded(cut) == [each.payload(stock)]
        assert decoded_by_opencv(cut) == each.payload(stock)


@pytest.mark.parametrize("size", STOCKS)
@pytest.mark.parametrize("dpi", HEADS.values(), ids=HEADS)
def test_label_is_read_from_as_far_as_is_claimed(size: str, dpi: float) -> None:
    """A phone that far away sees two pixels of a module, wherever they fall, and that is enough.

    The smallest label on a head of 203 dpi has modules of five dots: 0.625 mm, 46.9 cm.
    """
    font, stock = chinese(), STOCKS[size]
    layout = lay_out(LONG, stock, dpi=dpi, measure=font.length, distance=NEAR)
    module, _, far = layout.explained
    dots = dpi / MM * module / 2  # of the head, that one pixel of the camera sees
    grey = drawn(LONG, stock, dpi).convert("L")
    face = grey.crop((0, 0, round(stock.printed * dpi / MM), grey.height))

    assert far == pytest.approx(module * REACH)
    for shift in (0.0, 0.25, 0.5, 0.75):
        scene = Image.new("L", (face.width + round(dots), face.height + round(dots)), 255)
        scene.paste(face, (round(shift * dots), round(shift * dots)))
        pixels = round(scene.width / dots), round(scene.height / dots)
        assert decoded(scene.resize(pixels, Image.Resampling.BOX)) == [LONG.payload(stock)]
    if (size, round(dpi)) == ("38x21", 203):
        assert (module, far) == (pytest.approx(0.625, abs=1e-3), pytest.approx(46.9, abs=0.1))
