"""Many labels on A4 sheets, as a PDF that we write ourselves.

Everything is a vector: a symbol is one path in whole modules, filled once, so
that no viewer leaves hairlines between modules; a glyph's outline is stored once
for the document. The text lies over it invisibly, so that a number can be
searched and copied. The same labels always give the same bytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache

from equiplink.errors import Unreadable
from equiplink_labels.fonts import Font
from equiplink_labels.layout import LINES, Layout
from equiplink_labels.stocks import PAPER, STOCKS, Sheet
from equiplink_labels.symbol import QUIET

POINTS = 72 / 25.4

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_GLYPH_UNITS = 1000
STRETCH = 7
"""Modules: a symbol has few stretches of this length that were not drawn before."""


def slots(sheet: Sheet) -> list[tuple[float, float]]:
    """Return the top left corner of each label of one sheet, in mm, row by row."""
    stock = STOCKS[sheet.stock]
    pitch = stock.width + sheet.gap
    left = (PAPER[0] - sheet.columns * pitch + sheet.gap) / 2
    top = (PAPER[1] - sheet.rows * stock.height) / 2
    return [
        (left + column * pitch, top + row * stock.height)
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    ]


def pdf(layouts: Sequence[Layout], font: Font, sheet: Sheet, *, skip: int = 0) -> bytes:
    """Return *layouts*, all of the stock of *sheet*, on A4 sheets.

    *skip* labels of the first sheet are left out because they are used up;
    raise ``Unreadable`` when that is the whole sheet.
    """
    corners = slots(sheet)
    if not 0 <= skip < len(corners):
        raise Unreadable(
            f"a sheet has {len(corners)} labels; skip 0 to {len(corners) - 1}",
            zh=f"一张有 {len(corners)} 枚标签，可跳过 0 至 {len(corners) - 1} 枚",
            field="skip",
        )
    characters = sorted(set().union(*(line.text for each in layouts for line in each.lines)))
    font.check("".join(characters))
    names = {character: f"G{number}" for number, character in enumerate(characters)}
    pen = _Pen(font, names)
    pages: list[list[str]] = []
    for number, layout in enumerate(layouts, skip):
        page, slot = divmod(number, len(corners))
        if page == len(pages):
            pages.append([])
        pages[page].append(pen.label(layout, *corners[slot]))
    glyphs = {names[character]: _glyph(font, character) for character in characters}
    return _document(["".join(page) for page in pages], glyphs)


class _Pen:
    """Writes labels; what many of them have alike is written once."""

    def __init__(self, font: Font, names: dict[str, str]) -> None:
        self.length = font.length
        self.glyphs = {
            each: ("" if each == " " else f"/{name} Do ")
            + f"1 0 0 1 {_GLYPH_UNITS * font.advance(each):g} 0 cm\n"
            for each, name in names.items()
        }
        self.text = lru_cache(LINES)(self._text)

    def label(self, layout: Layout, x: float, y: float) -> str:
        """Write one label in its own millimetres, the y axis pointing down."""
        stock, face = layout.stock, self._face(layout)
        faces = (f"q 1 0 0 1 {at:g} 0 cm\n{face}Q\n" if at else face for at in stock.faces)
        size = f"{stock.width:g} {stock.height:g}"
        return f"q 1 0 0 1 {x:.3f} {y:.3f} cm .7 G .1 w 0 0 {size} re S\n{''.join(faces)}Q\n"

    def _face(self, layout: Layout) -> str:
        quiet, square, bar = QUIET * layout.module, layout.square, layout.bar
        module, side, bits = f"{layout.module:.5f}", layout.symbol.side, layout.symbol.bits
        parts = [
            f"q {module} 0 0 {module} {square.x + quiet:.5f} {square.y + quiet:.5f} cm\n",
            *[_dark(side, at, bits[at:end]) for at, end in _stretches(side)],
            "f Q\n",
        ]
        if bar:
            parts.append(f"{bar.x:.3f} {bar.y:.3f} {bar.width:.3f} {bar.height:.3f} re f\n")
        for line in layout.lines:
            scale = f"{line.size / _GLYPH_UNITS:.6f}"
            place = f"q {scale} 0 0 -{scale} {line.x:.3f} {line.baseline:.3f} cm\n"
            text = self.text(line.text)
            parts.append(f"{place}1 g\n{text}Q\n" if line.white else f"{place}{text}Q\n")
        return "".join(parts)

    def _text(self, text: str) -> str:
        """Write one line from its start, in thousandths of an em: to be found, then to be seen."""
        stretch = 100 * self.length(text) / len(text)
        found = f"BT 3 Tr /F {_GLYPH_UNITS} Tf {stretch:.1f} Tz <{text.encode('utf-16-be').hex()}>"
        return f"{found} Tj ET\n{''.join(map(self.glyphs.__getitem__, text))}"


@cache
def _stretches(side: int) -> list[tuple[int, int]]:
    """Cut the modules of a symbol into stretches of one row that are short enough to repeat."""
    return [
        (row + at, row + min(at + STRETCH, side))
        for row in range(0, side * side, side)
        for at in range(0, side, STRETCH)
    ]


@cache
def _dark(side: int, start: int, bits: str) -> str:
    """Write the dark modules of one stretch; they meet the next one's in the same path."""
    row, column = divmod(start, side)
    return "".join(
        f"{column + found.start()} {row} {len(found[0])} 1 re\n"
        for found in re.finditer("1+", bits)
    )


def _glyph(font: Font, character: str) -> str:
    path = (
        " ".join([*(f"{part * _GLYPH_UNITS:.0f}" for part in points), _OPERATORS[operator]])
        for operator, points in font.outline(character)
    )
    return "\n".join([*path, "f" if character.strip() else "n"])


def _document(pages: Sequence[str], glyphs: dict[str, str]) -> bytes:
    catalog, tree, resources, text, cid_font, first = 1, 2, 3, 4, 5, 6
    first_page = first + len(glyphs)
    kids = [first_page + 2 * number for number in range(len(pages))]
    references = " ".join(f"/{name} {first + n} 0 R" for n, name in enumerate(glyphs))
    width, height = PAPER[0] * POINTS, PAPER[1] * POINTS
    objects = {
        catalog: _plain(f"<</Type/Catalog/Pages {tree} 0 R/ViewerPreferences"
                        "<</PrintScaling/None>>>>"),
        tree: _plain(f"<</Type/Pages/Count {len(kids)}/Kids[{_list(kids)}]"
                     f"/MediaBox[0 0 {width:.3f} {height:.3f}]/Resources {resources} 0 R>>"),
        resources: _plain(f"<</Font<</F {text} 0 R>>/XObject<<{references}>>>>"),
        # A font every viewer knows by name: it is never drawn, it only names the characters.
        text: _plain("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light"
                     f"/Encoding/UniGB-UTF16-H/DescendantFonts[{cid_font} 0 R]>>"),
        cid_font: _plain("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
                         "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor"
                         "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox"
                         "[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
                         "/StemV 80>>>>"),
    }  # fmt: skip
    form = "/Type/XObject/Subtype/Form/BBox[-1000 -1000 3000 3000]"
    for number, glyph in enumerate(glyphs.values(), first):
        objects[number] = _stream(glyph, form)
    for kid, page in zip(kids, pages, strict=True):
        objects[kid] = _plain(f"<</Type/Page/Parent {tree} 0 R/Contents {kid + 1} 0 R>>")
        flip = f"{POINTS:.6f} 0 0 -{POINTS:.6f} 0 {height:.3f} cm\n"
        objects[kid + 1] = _stream(flip + page)
    return _file(objects, catalog)


def _list(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _plain(text: str) -> bytes:
    return text.encode("ascii")


def _stream(text: str, entries: str = "") -> bytes:
    packed = zlib.compress(text.encode("ascii"), 6)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    return head.encode("ascii") + packed + b"\nendstream"


def _file(objects: dict[int, bytes], catalog: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe7\x85\xa4\n")
    table = [b"0000000000 65535 f \n"]
    for number in range(1, len(objects) + 1):
        table.append(f"{len(out):010d} 00000 n \n".encode())
        out += f"{number} 0 obj".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(table)}\n".encode() + b"".join(table)
    out += f"trailer<</Size {len(table)}/Root {catalog} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
