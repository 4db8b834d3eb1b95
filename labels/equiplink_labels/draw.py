"""Draw one label as PNG, on the printer's own dots, or as SVG.

The PNG has one bit a dot: grey edges are what a thermal head turns to mud. The
SVG holds outlines instead of text, so that it looks the same where no Chinese
font is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

from equiplink_labels.fonts import Font
from equiplink_labels.layout import Layout, Line
from equiplink_labels.symbol import QUIET, runs

WHITE, BLACK = 1, 0


def places(line: Line, font: Font) -> Iterator[tuple[str, float]]:
    """Give each character of *line* with its place, in mm from the left."""
    x = line.x
    for character in line.text:
        yield character, x
        x += font.advance(character) * line.size


def image(layout: Layout, font: Font, *, dpi: float) -> Image.Image:
    """Return *layout*, which was made for *dpi*, as a picture of one bit a dot."""
    font.check(layout.text)
    scale, stock = dpi / 25.4, layout.stock
    picture = Image.new("1", (round(stock.width * scale), round(stock.height * scale)), WHITE)
    face = _drawn(layout, font, scale)
    for start in stock.faces:
        picture.paste(face, (round(start * scale), 0))
    return picture


def _drawn(layout: Layout, font: Font, scale: float) -> Image.Image:
    size = round(layout.stock.printed * scale), round(layout.stock.height * scale)
    face = Image.new("1", size, WHITE)
    pen = ImageDraw.Draw(face)
    pen.fontmode = "1"
    dots = round(layout.module * scale)
    left = round(layout.square.x * scale) + QUIET * dots
    top = round(layout.square.y * scale) + QUIET * dots
    for column, row, length in runs(layout.matrix):
        x, y = left + column * dots, top + row * dots
        pen.rectangle((x, y, x + length * dots - 1, y + dots - 1), fill=BLACK)
    if layout.bar:
        bar = layout.bar
        corners = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
        pen.rectangle([round(corner * scale) for corner in corners], fill=BLACK)
    for line in layout.lines:
        shape = _face(font, line.size * scale)
        for character, at in places(line, font):
            where = round(at * scale), round(line.baseline * scale)
            pen.text(where, character, WHITE if line.white else BLACK, shape, anchor="ls")
    return face


@cache
def _face(font: Font, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        font.path, size, index=font.index, layout_engine=ImageFont.Layout.BASIC
    )


def png(layout: Layout, font: Font, *, dpi: float) -> bytes:
    """Return *layout* as a PNG that states its resolution, so that it prints in its true size."""
    out = BytesIO()
    image(layout, font, dpi=dpi).save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def svg(layout: Layout, font: Font, *, title: str) -> bytes:
    """Return *layout* as an SVG whose user unit is one millimetre."""
    font.check(layout.text)
    stock = layout.stock
    white = [line for line in layout.lines if line.white]
    black = [line for line in layout.lines if not line.white]
    bar = layout.bar
    width, height = f"{stock.width:g}", f"{stock.height:g}"
    shape = f'd="{_symbol(layout)}" transform="{_place(layout)}"'
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg"',
        f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        '<g id="face">',
        f'<path class="symbol" shape-rendering="crispEdges" {shape}/>',
    ]
    if bar:
        parts.append(f'<path d="M{bar.x:.3f} {bar.y:.3f}h{bar.width:.3f}v{bar.height:.3f}'
                     f'h-{bar.width:.3f}z"/>')  # fmt: skip
    for lines, colour in ((black, "#000"), (white, "#fff")):
        outline = "".join(_outline(line, font) for line in lines)
        parts.append(f'<path fill="{colour}" d="{outline}"/>')
    parts.append("</g>")
    parts += [f'<use href="#face" x="{start:g}"/>' for start in stock.faces if start]
    return "\n".join([*parts, "</svg>", ""]).encode()


def _place(layout: Layout) -> str:
    x, y = (start + QUIET * layout.module for start in (layout.square.x, layout.square.y))
    return f"translate({x:.5f} {y:.5f}) scale({layout.module:.5f})"


def _symbol(layout: Layout) -> str:
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs(layout.matrix))


def _outline(line: Line, font: Font) -> str:
    parts = []
    for character, x in places(line, font):
        for operator, points in font.outline(character):
            shifted = [
                (line.baseline - part * line.size) if odd % 2 else (x + part * line.size)
                for odd, part in enumerate(points)
            ]
            parts.append(operator + " ".join(f"{part:.3f}" for part in shifted))
    return "".join(parts)
