"""Find a Chinese font, measure with it, and give its outlines.

Labels never rely on a printer's or a viewer's font. The extra ``labels`` brings
Noto Sans SC (SIL OFL 1.1) as a package, so that a machine without root can
print; ``EQUIPLINK_FONT`` names another file. A character that the font lacks
stops the job: an empty box on a label is a wrong label.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTCollection, TTFont

from equiplink.errors import Unreadable

VARIABLE = "EQUIPLINK_FONT"
KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/simhei.ttf",
)
"""Where systems keep a Chinese font, if the package is not installed."""

_METRIC = Struct(">Hh")
"""Width and left bearing of a glyph; those after the last have its width."""

Outline = list[tuple[str, tuple[float, ...]]]
"""Path operators M L C Z with their coordinates in em, the y axis pointing up."""


class _Pen(BasePen):  # type: ignore[misc]  # fontTools is untyped
    """Collects an outline; quadratic curves arrive as cubic ones."""

    def __init__(self, glyphs: Any, em: int) -> None:
        super().__init__(glyphs)
        self.em, self.path = em, list[tuple[str, tuple[float, ...]]]()

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.path.append((operator, tuple(part / self.em for point in points for part in point)))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  fontTools names it
        self._add("M", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  the same
        self._add("L", pt)

    def _curveToOne(  # noqa: N802  the same
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("C", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802  the same
        self._add("Z")


class _Widths(dict[str, tuple[int, int]]):
    """The table ``hmtx``, of which only the glyphs that are asked for are read."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self.face, self.metrics = face, self
        self.table, self.last = face.reader["hmtx"], face["hhea"].numberOfHMetrics - 1

    def __missing__(self, glyph: str) -> tuple[int, int]:
        number = min(self.face.getGlyphID(glyph), self.last)
        width, bearing = _METRIC.unpack_from(self.table, _METRIC.size * number)
        self[glyph] = found = width, bearing
        return found


class _Advances(dict[str, float]):
    """How far characters move the pen; each is measured once."""

    def __init__(self, measured: Callable[[str], float]) -> None:
        super().__init__()
        self.measured = measured

    def __missing__(self, character: str) -> float:
        self[character] = found = float(self.measured(character))
        return found


@dataclass(frozen=True)
class Font:
    """One face of a font file. Lengths are in em."""

    path: Path
    index: int = 0

    @cached_property
    def _face(self) -> Any:
        face = TTFont(BytesIO(self.path.read_bytes()), fontNumber=self.index, lazy=True)
        if "vmtx" in face:  # of lines from top to bottom; reading it takes as long as all the rest
            del face["vmtx"]
        names = [f"g{number}" for number in range(face["maxp"].numGlyphs)]
        face.setGlyphOrder(names)  # nobody asks for the names in the file, and reading them is slow
        if "CFF " in face:
            face["CFF "].cff[0].charset = names
        face["hmtx"] = _Widths(face)
        return face

    @cached_property
    def _names(self) -> dict[int, str]:
        names: dict[int, str] = self._face.getBestCmap()
        return names

    @cached_property
    def _characters(self) -> frozenset[str]:
        return frozenset(map(chr, self._names))

    @cached_property
    def _glyphs(self) -> Any:
        return self._face.getGlyphSet()

    @cached_property
    def _em(self) -> int:
        return int(self._face["head"].unitsPerEm)

    def check(self, text: str) -> None:
        """Raise ``Unreadable`` when the font cannot draw every character of *text*."""
        lacking = "".join(sorted(set(text) - self._characters))
        if lacking:
            raise Unreadable(
                f"the font {self.path.name} has no '{lacking}'; "
                f"set {VARIABLE} to a font file that has",
                zh=f"字体 {self.path.name} 缺字“{lacking}”，请用 {VARIABLE} 另指定字体文件",
                field="font",
            )

    @cached_property
    def _advances(self) -> dict[str, float]:
        return _Advances(lambda each: self._glyphs[self._names[ord(each)]].width / self._em)

    def advance(self, character: str) -> float:
        """Return how far *character* moves the pen."""
        return self._advances[character]

    @cached_property
    def length(self) -> Callable[[str], float]:
        """Return the length of a text; one function for each font, so that layouts can keep it.

        Raises ``Unreadable`` when the font cannot draw every character of it.
        """
        advances = self._advances.__getitem__

        def measured(text: str) -> float:
            try:
                return sum(map(advances, text))
            except KeyError:
                self.check(text)
                raise

        return measured

    def outline(self, character: str) -> Outline:
        """Return the outline of *character*."""
        pen = _Pen(self._glyphs, self._em)
        self._glyphs[self._names[ord(character)]].draw(pen)
        return pen.path


@cache
def chinese() -> Font:
    """Return the font to print with; raise ``Unreadable`` when there is none."""
    named = os.environ.get(VARIABLE)
    for path in [Path(named)] if named else _candidates():
        if path.is_file():
            return Font(path, _simplified(path))
    looked = named or "equiplink[labels], " + ", ".join(KNOWN)
    raise Unreadable(
        f"no Chinese font found ({looked}); run `pip install 'equiplink[labels]'` "
        f"or set {VARIABLE} to a font file",
        zh=f"找不到中文字体（{looked}）；请运行 pip install 'equiplink[labels]'，"
        f"或用 {VARIABLE} 指定字体文件",
        field="font",
    )


def _candidates() -> list[Path]:
    package = find_spec("pylopdf_fonts_zh_cn")
    places = package.submodule_search_locations or [] if package else []
    return [Path(place) / "NotoSansSC-Regular.otf" for place in places] + [*map(Path, KNOWN)]


def _simplified(path: Path) -> int:
    """Return which face of a collection is the one for simplified Chinese."""
    if path.suffix.lower() not in {".ttc", ".otc"}:
        return 0
    faces = TTCollection(BytesIO(path.read_bytes()), lazy=True).fonts
    names = [str(face["name"].getDebugName(4)) for face in faces]
    return next((n for n, name in enumerate(names) if " SC" in name and "Mono" not in name), 0)
