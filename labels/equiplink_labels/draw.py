"""Draw one label as PNG, on the printer's own dots, or as SVG.

The PNG has one bit a dot: grey edges are what a thermal head turns to mud. The
SVG holds outlines instead of text, so that it looks the same where no Chinese
font is installed.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

from equiplink_labels.fonts import Font
from equiplink_labels.layout import LINES, Layout, Line
from equiplink_labels.stocks import Box
from equiplink_labels.symbol import QUIET, Symbol

WHITE, BLACK = 1, 0
_FAST = 2
"""How hard zlib packs a picture; that of Pillow takes as long as all the drawing."""

_SHADES = bytes.maketrans(b"01", b"\xff\x00")


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
    _fill(picture, stock.marks, scale)
    return picture


def _fill(picture: Image.Image, boxes: Iterable[Box], scale: float) -> None:
    for box in boxes:
        corners = (box.x, box.y, box.x + box.width, box.y + box.height)
        ImageDraw.Draw(picture).rectangle([round(each * scale) for each in corners], fill=BLACK)


def _drawn(layout: Layout, font: Font, scale: float) -> Image.Image:
    size = round(layout.stock.printed * scale), round(layout.stock.height * scale)
    face = Image.new("1", size, WHITE)
    dots, square = round(layout.module * scale), layout.square
    left, top = (round(at * scale) + QUIET * dots for at in (square.x, square.y))
    face.paste(_modules(layout.symbol, dots), (left, top))
    _fill(face, [layout.bar] if layout.bar else [], scale)
    for line in layout.lines:
        ink, base = _strip(font, line.text, line.size * scale)
        where = round(line.x * scale) - base, round(line.baseline * scale) - base
        face.paste(WHITE if line.white else BLACK, where, ink)
    return face


def _modules(symbol: Symbol, dots: int) -> Image.Image:
    side = symbol.side
    grey = Image.frombytes("L", (side, side), symbol.bits.encode().translate(_SHADES))
    sharp = grey.convert("1", dither=Image.Dither.NONE)
    return sharp.resize((side * dots, side * dots), Image.Resampling.NEAREST)


@lru_cache(LINES)
def _strip(font: Font, text: str, em: float) -> tuple[Image.Image, int]:
    """Draw one line of *em* dots; it begins, and its baseline lies, as many dots in as returned."""
    base, x = math.ceil(1.2 * em), 0.0
    ink = Image.new("1", (math.ceil(font.length(text) * em) + 2 * base, 2 * base))
    for character in text:
        glyph = _glyph(font, character, em)
        ink.paste(1, (round(x), 0), glyph)
        x += font.advance(character) * em
    return ink, base


@lru_cache(LINES)
def _glyph(font: Font, character: str, em: float) -> Image.Image:
    base = math.ceil(1.2 * em)
    ink = Image.new("1", (math.ceil(font.advance(character) * em) + 2 * base, 2 * base))
    pen = ImageDraw.Draw(ink)
    pen.fontmode = "1"
    pen.text((base, base), character, 1, _face(font, em), anchor="ls")
    return ink


@cache
def _face(font: Font, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        font.path, size, index=font.index, layout_engine=ImageFont.Layout.BASIC
    )


def png(layout: Layout, font: Font, *, dpi: float) -> bytes:
    """Return *layout* as a PNG that states its resolution, so that it prints in its true size."""
    picture = image(layout, font, dpi=dpi)
    (width, height), dots, row = picture.size, round(dpi * 1000 / 25.4), (picture.width + 7) // 8
    bits = picture.tobytes()
    lines = b"".join([b"\0" + bits[at : at + row] for at in range(0, row * height, row)])
    return b"".join([
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        _chunk(b"IDAT", zlib.compress(lines, _FAST)),
        _chunk(b"IEND", b""),
    ])  # fmt: skip


def _chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def svg(layout: Layout, font: Font, *, title: str) -> bytes:
    """Return *layout* as an SVG whose user unit is one millimetre."""
    font.check(layout.text)
    stock = layout.stock
    white = [line for line in layout.lines if line.white]
    black = [line for line in layout.lines if not line.white]
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
    if layout.bar:
        parts.append(_rectangle(layout.bar))
    for lines, colour in ((black, "#000"), (white, "#fff")):
        outline = "".join(_outline(line, font) for line in lines)
        parts.append(f'<path fill="{colour}" d="{outline}"/>')
    parts.append("</g>")
    parts += [f'<use href="#face" x="{start:g}"/>' for start in stock.faces if start]
    parts += map(_rectangle, stock.marks)
    return "\n".join([*parts, "</svg>", ""]).encode()


def _rectangle(box: Box) -> str:
    start, across = f"M{box.x:.3f} {box.y:.3f}", f"{box.width:.3f}"
    return f'<path d="{start}h{across}v{box.height:.3f}h-{across}z"/>'


def _place(layout: Layout) -> str:
    x, y = (start + QUIET * layout.module for start in (layout.square.x, layout.square.y))
    return f"translate({x:.5f} {y:.5f}) scale({layout.module:.5f})"


def _symbol(layout: Layout) -> str:
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in layout.symbol.runs())


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
