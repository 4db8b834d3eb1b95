"""The characters of a document as one embedded font, so that every viewer shows and finds them.

Only what is printed goes into the file: outlines as CFF, and which character each
is. The font's licence, SIL OFL 1.1 or Apache 2.0, permits that.
"""

from __future__ import annotations

from collections.abc import Iterator

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from equiplink_labels.fonts import Font

UNITS = 1000
"""A PDF measures glyphs in thousandths of an em."""

NAME = "EQUIPL+EquipLinkLabels"
"""Not the name of the font it is taken from: it is a part, and another file."""

_AT_ONCE = 100
"""A table of characters has at most so many rows (ISO 32000, 9.10.3)."""


class Embedded(dict[str, str]):
    """The number of each character that was used, as it is written in the text of a page."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, character: str) -> str:
        self.font.check(character)
        self[character] = number = f"{len(self) + 1:04x}"
        return number

    def written(self, text: str) -> str:
        """Return *text* as a page says it."""
        return "".join(map(self.__getitem__, text))

    def widths(self) -> str:
        """Return how far each character moves the pen, in the order of their numbers."""
        return " ".join(f"{UNITS * self.font.advance(each):g}" for each in self)

    def outlines(self) -> bytes:
        """Return the glyphs as a bare CFF font."""
        names = [".notdef", *(f"c{number}" for number in self.values())]
        strings = {".notdef": T2CharStringPen(UNITS, None).getCharString()}
        for name, character in zip(names[1:], self, strict=True):
            strings[name] = self._drawn(character)
        builder = FontBuilder(UNITS, isTTF=False)
        builder.setupGlyphOrder(names)
        builder.setupCFF(NAME.partition("+")[2], {}, strings, {})
        made: bytes = builder.font.getTableData("CFF ")
        return made

    def _drawn(self, character: str) -> object:
        pen = T2CharStringPen(UNITS * self.font.advance(character), None)
        draw = {"M": pen.moveTo, "L": pen.lineTo, "C": pen.curveTo, "Z": pen.closePath}
        for operator, parts in self.font.outline(character):
            scaled = [UNITS * part for part in parts]
            draw[operator](*zip(scaled[::2], scaled[1::2], strict=True))
        return pen.getCharString()

    def characters(self) -> str:
        """Return the table that names the character of each number, to search and copy by."""
        rows = [
            f"<{number}><{character.encode('utf-16-be').hex()}>"
            for character, number in self.items()
        ]
        return "\n".join([
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
            "1 begincodespacerange<0000><ffff>endcodespacerange",
            *_tables(rows),
            "endcmap CMapName currentdict/CMap defineresource pop end end",
        ])  # fmt: skip


def _tables(rows: list[str]) -> Iterator[str]:
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        yield "\n".join([f"{len(some)} beginbfchar", *some, "endbfchar"])
