"""What all symbols of one version have in common, and which mask suits one of them.

The modules of a symbol are one integer twice over, row by row in its lower half
and column by column in its upper half, so that runs across and runs down are
looked for at once. All eight masks stand side by side in one longer integer:
the penalty of each costs a few operations on all modules of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from qrcode import util
from qrcode.constants import ERROR_CORRECT_H
from qrcode.main import QRCode

MASKS = range(8)
_BYTE = 8
_BLOCK, _FINDER = 3, 40
"""Penalty points. A run of five or more has two fewer than modules: one for each that begins five
of one colour, and for the next two."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The modules of a version and what is asked of them, each mask having *lane* bits."""

    side: int
    lane: int
    halves: tuple[tuple[int, int], ...]
    """Bits of four, two and one masks, and as many ones."""

    pick: Callable[[str], tuple[str, ...]]
    masks: tuple[int, ...]
    """Each mask alone, row by row."""

    eight: int
    """All masks, side by side."""

    whole: int
    """All modules, as are the next three."""

    inner: int
    """The modules with a neighbour in their line."""

    above: int
    """The modules with a neighbour in the row below, row by row alone."""

    finders: int
    """The modules with ten neighbours in their line."""

    balance: tuple[int, ...]
    """Penalty points of so many dark modules."""

    def placed(self, codewords: bytes) -> int:
        """Return the modules that *codewords* make dark, by rows and by columns."""
        bits = f"{int.from_bytes(codewords, 'big'):0{_BYTE * len(codewords)}b}"
        return int("".join(self.pick(bits.ljust(self.side**2, "0"))), 2)

    def best_mask(self, plain: int) -> int:
        """Return the mask that leaves *plain* the fewest points, the first of equal ones."""
        points = self.penalties(plain)
        return points.index(min(points))

    def penalties(self, plain: int) -> list[int]:
        """Return the points of *plain* under each mask (ISO/IEC 18004, 7.8.3), as ``qrcode``."""
        for masks in (1, 2, 4):
            plain |= plain << masks * self.lane
        dark = plain ^ self.eight
        same = ~(dark ^ dark >> 1) & self.inner
        down = ~(dark ^ dark >> self.side) & self.above
        pairs = same & same >> 1
        fives = pairs & pairs >> 2
        counted = zip(
            self._counts(fives | fives << 1 | fives << 2),
            self._counts(same & same >> self.side & down),
            self._counts(_finders(dark, dark ^ self.whole) & self.finders),
            self.masks,
            strict=True,
        )
        balance, rows = self.balance, plain & (1 << self.lane // 2) - 1
        return [
            run + _BLOCK * block + _FINDER * finder + balance[(rows ^ mask).bit_count()]
            for run, block, finder, mask in counted
        ]

    def _counts(self, found: int) -> list[int]:
        """Count what was *found* under each mask: the lanes are halved until each is alone."""
        (four, fours), (two, twos), (one, ones) = self.halves
        low, high = found & fours, found >> four
        a, b, c, d = low & twos, low >> two, high & twos, high >> two
        return [
            (a & ones).bit_count(), (a >> one).bit_count(),
            (b & ones).bit_count(), (b >> one).bit_count(),
            (c & ones).bit_count(), (c >> one).bit_count(),
            (d & ones).bit_count(), (d >> one).bit_count(),
        ]  # fmt: skip


def _finders(dark: int, light: int) -> int:
    """Return where what looks like a finder begins: 1011101 with four light before or after."""
    bars = dark & dark >> 6 & dark >> 2 & dark >> 3 & dark >> 4
    core = bars & light >> 1 & light >> 5
    calm = light & light >> 1
    calm &= calm >> 2
    return core & calm >> 7 | calm & core >> 4


class _Blank(QRCode[Any]):  # type: ignore[misc]  # qrcode is untyped
    """A symbol in which the modules of the data stay ``None``."""

    def map_data(self, data: object, mask_pattern: object) -> None:
        """Place nothing."""

    @classmethod
    def rows(cls, version: int, level: int, mask: int | None) -> list[list[bool | None]]:
        """Return the modules; without format and version where *mask* is ``None``."""
        blank = cls(version=version, error_correction=level)
        blank.data_cache = b""
        blank.makeImpl(mask is None, mask or 0)
        rows: list[list[bool | None]] = blank.modules
        return rows


@cache
def frame(version: int, level: int, mask: int | None) -> int:
    """Return the dark modules that hold no data, by rows and by columns."""
    rows = _Blank.rows(version, level, mask)
    return _integer(dark for lines in (rows, zip(*rows, strict=True)) for row in lines
                    for dark in row)  # fmt: skip


@cache
def grid(version: int) -> Grid:
    """Return what the symbols of *version* have in common."""
    rows = _Blank.rows(version, ERROR_CORRECT_H, None)
    side = len(rows)
    area = side**2
    lane = 2 * area
    places = [(row, column) for row in range(side) for column in range(side)]
    order = [place for place in _walk(side) if rows[place[0]][place[1]] is None]
    turns = {place: turn for turn, place in enumerate(order)}
    twice = [*places, *((row, column) for column, row in places)]
    inverted = [
        _integer(place in turns and inverts(*place) for place in twice)
        for inverts in map(util.mask_func, MASKS)
    ]
    every = sum(1 << mask * lane for mask in MASKS)
    lines = _integer(column < side - 1 for _, column in places)
    starts = _integer(column < side - 10 for _, column in places)
    return Grid(
        side=side,
        lane=lane,
        halves=tuple((masks * lane, (1 << masks * lane) - 1) for masks in (4, 2, 1)),
        pick=itemgetter(*(turns.get(place, area - 1) for place in reversed(twice))),
        masks=tuple(each & (1 << area) - 1 for each in inverted),
        eight=sum(each << mask * lane for mask, each in enumerate(inverted)),
        whole=every * ((1 << 2 * area) - 1),
        inner=every * (lines | lines << area),
        above=every * ((1 << area - side) - 1),
        finders=every * (starts | starts << area),
        balance=tuple(10 * int(abs(dark / area * 100 - 50) / 5) for dark in range(area + 1)),
    )


def _walk(side: int) -> Iterator[tuple[int, int]]:
    """Go through the modules as the data does: two columns up, two down, past the timing."""
    rows = range(side)[::-1]
    for right in [*range(side - 1, 7, -2), 5, 3, 1]:
        yield from ((row, column) for row in rows for column in (right, right - 1))
        rows = rows[::-1]


def _integer(dark: Iterable[bool | None]) -> int:
    return int("".join("1" if each else "0" for each in dark)[::-1], 2)
