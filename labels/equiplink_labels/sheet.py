"""Many labels on A4 sheets, as a PDF that we write ourselves.

Everything is a vector: a symbol is one path in whole modules, filled once, so
that no viewer leaves hairlines between modules. A sheet is written and packed
as soon as it is full, so that ten thousand labels take little memory. The same
labels always give the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from operator import getitem
from typing import TypeVar

from equiplink.errors import Unreadable
from equiplink_labels.embed import NAME, UNITS, Embedded
from equiplink_labels.fonts import Font
from equiplink_labels.layout import LINES, Layout, Line
from equiplink_labels.stocks import PAPER, STOCKS, Box, Sheet
from equiplink_labels.symbol import DARK, FINDER, QUIET, Symbol

T = TypeVar("T")
POINTS = 72 / 25.4

_FAST = 2
"""How hard zlib packs a sheet: more takes twice the time for a tenth of the bytes."""

_BYTE = 8
_CATALOG, _TREE, _TEXT, _CID_FONT, _DESCRIPTOR, _OUTLINES, _CHARACTERS = range(1, 8)


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


def pdf(layouts: Iterable[Layout], font: Font, sheet: Sheet, *, skip: int = 0) -> bytes:
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
    document = _Document(font)
    for number, some in enumerate(pages(layouts, sheet, skip=skip)):
        document.page(some, corners if number else corners[skip:])
    return document.whole()


def pages(labels: Iterable[T], sheet: Sheet, *, skip: int = 0) -> Iterator[list[T]]:
    """Give what stands on each sheet in turn, the first of which lacks *skip* labels."""
    coming, whole = iter(labels), sheet.columns * sheet.rows
    free = whole - skip
    while some := list(islice(coming, free)):
        yield some
        free = whole


class _Document:
    """The bytes of a PDF, object after object as they are known."""

    def __init__(self, font: Font) -> None:
        self.out = bytearray(b"%PDF-1.7\n%\xe7\x85\xa4\n")
        self.begins = dict.fromkeys(range(1, _CHARACTERS + 1), 0)
        self.kids = list[int]()
        self.characters = Embedded(font)
        self.line = lru_cache(LINES)(self._line)
        self.begun = lru_cache(LINES)(_begun)
        self.height = PAPER[1] * POINTS

    def page(self, layouts: Sequence[Layout], corners: Sequence[tuple[float, float]]) -> None:
        """Add a page of *layouts*, one for each of the first *corners*."""
        flip = f"{POINTS:.6f} 0 0 -{POINTS:.6f} 0 {self.height:.3f} cm .7 G .1 w /F 1 Tf\n"
        labels = (self._label(*each) for each in zip(layouts, corners, strict=False))
        kid = len(self.begins) + 1
        self.kids.append(kid)
        self._add(kid, f"<</Type/Page/Parent {_TREE} 0 R/Contents {kid + 1} 0 R>>")
        self._stream(kid + 1, (each.encode("ascii") for each in chain([flip], labels)))

    def _label(self, layout: Layout, corner: tuple[float, float]) -> str:
        """Write one label in its own millimetres, the y axis pointing down."""
        stock, face = layout.stock, self._face(layout)
        faces = [f"q 1 0 0 1 {at:g} 0 cm\n{face}Q\n" if at else face for at in stock.faces]
        start = f"q 1 0 0 1 {corner[0]:.3f} {corner[1]:.3f} cm"
        faces += map(_rectangle, stock.marks)
        return f"{start} 0 0 {stock.width:g} {stock.height:g} re S\n{''.join(faces)}Q\n"

    def _face(self, layout: Layout) -> str:
        square, bar = layout.square, layout.bar
        parts = [f"q {_placed(layout.module, square.x, square.y)} cm\n{_path(layout.symbol)}f* Q\n"]
        if bar:
            parts.append(_rectangle(bar))
        return "".join([*parts, "BT\n", *map(self.line, layout.lines), "ET\n"])

    def _line(self, line: Line) -> str:
        """Write one line; names, models and dates stand on many labels in the same place."""
        begun = self.begun(line.size, line.x, line.baseline)
        shown = f"{begun}<{self.characters.written(line.text)}>Tj\n"
        return f"1 g {shown}0 g\n" if line.white else shown

    def whole(self) -> bytes:
        """Return the file, now that all pages and characters are known."""
        kids = " ".join(f"{kid} 0 R" for kid in self.kids)
        box = f"[0 0 {PAPER[0] * POINTS:.3f} {self.height:.3f}]"
        self._add(_CATALOG, f"<</Type/Catalog/Pages {_TREE} 0 R/ViewerPreferences"
                            "<</PrintScaling/None>>>>")  # fmt: skip
        self._add(_TREE, f"<</Type/Pages/Count {len(self.kids)}/Kids[{kids}]/MediaBox{box}"
                         f"/Resources<</Font<</F {_TEXT} 0 R>>>>>>")  # fmt: skip
        self._font()
        table = len(self.out)
        rows = "".join(f"{begin:010d} 00000 n \n" for begin in self.begins.values())
        count = len(self.begins) + 1
        self.out += (
            f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer"
            f"<</Size {count}/Root {_CATALOG} 0 R>>\nstartxref\n{table}\n%%EOF\n"
        ).encode("ascii")
        return bytes(self.out)

    def _font(self) -> None:
        self._add(
            _TEXT,
            f"<</Type/Font/Subtype/Type0/BaseFont/{NAME}/Encoding/Identity-H"
            f"/DescendantFonts[{_CID_FONT} 0 R]/ToUnicode {_CHARACTERS} 0 R>>",
        )
        self._add(
            _CID_FONT,
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{NAME}/CIDSystemInfo"
            "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW {UNITS}/W[1[{self.characters.widths()}]]"
            f"/FontDescriptor {_DESCRIPTOR} 0 R>>",
        )
        self._add(_DESCRIPTOR, f"<</Type/FontDescriptor/FontName/{NAME}/Flags 4"
                               "/FontBBox[-1000 -1000 3000 3000]/ItalicAngle 0/Ascent 880"
                               "/Descent -120/CapHeight 733/StemV 80"
                               f"/FontFile3 {_OUTLINES} 0 R>>")  # fmt: skip
        self._stream(_OUTLINES, [self.characters.outlines()], "/Subtype/CIDFontType0C")
        self._stream(_CHARACTERS, [self.characters.characters().encode("ascii")])

    def _stream(self, number: int, content: Iterable[bytes], entries: str = "") -> None:
        """Add a stream of *content*, each part packed while it is at hand."""
        packer = zlib.compressobj(_FAST)
        packed = b"".join([*map(packer.compress, content), packer.flush()])
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n"
        self._add(number, head, packed, b"\nendstream")

    def _add(self, number: int, head: str, *rest: bytes) -> None:
        self.begins[number] = len(self.out)
        self.out += f"{number} 0 obj{head}".encode("ascii") + b"".join(rest) + b"\nendobj\n"


def _rectangle(box: Box) -> str:
    return f"{box.x:.3f} {box.y:.3f} {box.width:.3f} {box.height:.3f} re f\n"


def _begun(size: float, x: float, baseline: float) -> str:
    """Write where a line of text begins, whose y axis points up."""
    return f"{size:.5f} 0 0 -{size:.5f} {x:.3f} {baseline:.3f} Tm"


@lru_cache(LINES)
def _placed(module: float, x: float, y: float) -> str:
    """Write where a symbol begins whose square does at *x* and *y*."""
    quiet = QUIET * module
    return f"{module:.5f} 0 0 {module:.5f} {x + quiet:.5f} {y + quiet:.5f}"


def _path(symbol: Symbol) -> str:
    """Write the dark modules as one path, in modules, to be filled where it is odd."""
    side = symbol.side
    strokes, (finders, rings) = _strokes(side), _finders(side)
    rest = (symbol.dark & ~finders).to_bytes(len(strokes), "little")
    return rings + "".join(map(getitem, strokes, rest))


@cache
def _finders(side: int) -> tuple[int, str]:
    """Return the modules of the three finders, which are the same in all symbols, and their rings.

    Only light modules stand around them, so that rings leave no hairline either.
    """
    corners = (0, 0), (side - FINDER, 0), (0, side - FINDER)
    modules = sum(
        (1 << FINDER) - 1 << side * (top + row) + left
        for left, top in corners
        for row in range(FINDER)
    )
    rings = [
        f"{left + inset} {top + inset} {FINDER - 2 * inset} {FINDER - 2 * inset} re\n"
        for left, top in corners
        for inset in range(3)
    ]
    return modules, "".join(rings)


class _Strokes(dict[int, str]):
    """The dark modules of one byte of a symbol, beginning at module *start*, for each value."""

    def __init__(self, side: int, start: int) -> None:
        super().__init__()
        self.side, self.start = side, start

    def __missing__(self, byte: int) -> str:
        row, column = divmod(self.start, self.side)
        bits, here = f"{byte:08b}"[::-1], self.side - column
        self[byte] = written = "".join([
            f"{left + run.start()} {top} {len(run[0])} 1 re\n"
            for left, top, part in ((column, row, bits[:here]), (0, row + 1, bits[here:]))
            for run in DARK.finditer(part)
        ])  # fmt: skip
        return written


@cache
def _strokes(side: int) -> list[_Strokes]:
    """Return what each byte of a symbol may draw; they meet the next one's in the same path."""
    return [_Strokes(side, start) for start in range(0, side**2, _BYTE)]
