"""The QR symbol of a payload, as rows of modules.

At a fixed printed size a short payload counts more than error correction, and
levels L and M always lose; so the symbol takes the smallest version that holds
the payload at level Q, and level H when that costs no larger version.

``qrcode`` chooses the standard's mask by looking at each module of eight
symbols, which is nearly all of its time. ``FastQR`` keeps a symbol as one
integer, bit *row × side + column*, and looks at all modules at once; what it
makes is the same to the bit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from operator import itemgetter
from typing import Any

from qrcode import base, util
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

QUIET = 4
"""Modules of quiet zone on each side (ISO/IEC 18004)."""

_LARGEST = 40
_DARK = re.compile("1+")
_PADDING = bytes((util.PAD0, util.PAD1))


@dataclass(frozen=True, slots=True)
class Symbol:
    """Modules in *side* rows without the quiet zone; the lowest bit of *dark* is the first one."""

    side: int
    dark: int

    @property
    def bits(self) -> str:
        """All modules in their order; 1 is dark."""
        return f"{self.dark:0{self.side**2}b}"[::-1]

    @property
    def rows(self) -> list[list[bool]]:
        """The modules as ``qrcode`` gives them."""
        modules = [each == "1" for each in self.bits]
        return [modules[at : at + self.side] for at in range(0, len(modules), self.side)]

    def runs(self) -> list[tuple[int, int, int]]:
        """Return each horizontal run of dark modules as (column, row, length)."""
        bits, side = self.bits, self.side
        lines = "0".join([bits[at : at + side] for at in range(0, len(bits), side)])
        at = _places(side)
        return [
            (*at[start], end - start)
            for start, end in [each.span() for each in _DARK.finditer(lines)]
        ]


@cache
def _places(side: int) -> list[tuple[int, int]]:
    return [(column, row) for row in range(side) for column in range(side + 1)]


def symbol(payload: str) -> Symbol:
    """Return the symbol of *payload* in model 2, at level H if it is free, else Q."""
    made = FastQR(error_correction=ERROR_CORRECT_Q, border=0)
    made.add_data(payload)
    version = made.best_fit()
    if made.written(version).length <= util.BIT_LIMIT_TABLE[ERROR_CORRECT_H][version]:
        made.error_correction = ERROR_CORRECT_H
    return made.drawn(made.best_mask_pattern())


class FastQR(QRCode[Any]):  # type: ignore[misc]  # qrcode is untyped
    """``qrcode.QRCode`` that makes the same symbol many times faster."""

    data_cache: int | None
    """The modules of the data and its error correction, not yet masked."""

    def written(self, version: int) -> Bits:
        """Return the data as it is written into a symbol of *version*, without its padding."""
        bits, sizes = Bits(), util.mode_sizes_for_version(version)
        for data in self.data_list:
            bits.put(data.mode, 4)
            bits.put(len(data), sizes[data.mode])
            bits.join(_body(data.mode, data.data))
        return bits

    def best_fit(self, start: int | None = None) -> int:
        """Take the smallest version from *start* that holds the data."""
        start = start or 1
        util.check_version(start)
        limits = util.BIT_LIMIT_TABLE[self.error_correction]
        version = bisect_left(limits, self.written(start).length, start)
        if version > _LARGEST:
            raise DataOverflowError
        self.version = version
        if util.mode_sizes_for_version(start) is not util.mode_sizes_for_version(version):
            return self.best_fit(version)
        return version

    def best_mask_pattern(self) -> int:
        """Return the mask of the fewest penalty points, the first of equal ones."""
        grid = _grid(self.version)
        plain = _frame(self.version, self.error_correction, None) | self._placed()
        return min(range(8), key=lambda mask: grid.penalty(plain ^ grid.masks[mask]))

    def drawn(self, mask: int, *, test: bool = False) -> Symbol:
        """Return the symbol with *mask*; *test* leaves out the format and the version."""
        grid = _grid(self.version)
        frame = _frame(self.version, self.error_correction, None if test else mask)
        return Symbol(grid.side, (frame | self._placed()) ^ grid.masks[mask])

    def makeImpl(self, test: bool, mask_pattern: int) -> None:  # noqa: N802, FBT001  its name there
        """Make the symbol with *mask_pattern* as ``qrcode`` keeps it."""
        made = self.drawn(mask_pattern, test=test)
        self.modules_count, self.modules = made.side, made.rows

    def _placed(self) -> int:
        if self.data_cache is None:
            self.data_cache = _grid(self.version).placed(self._codewords())
        return self.data_cache

    def _codewords(self) -> bytes:
        """Return the data, padded, and its error correction, interleaved block by block."""
        bits, blocks = self.written(self.version), _blocks(self.version, self.error_correction)
        room = sum(data for _, data in blocks)
        if bits.length > 8 * room:
            raise DataOverflowError
        bits.put(0, min(4, 8 * room - bits.length))
        bits.put(0, -bits.length % 8)
        filled = bits.value.to_bytes(bits.length // 8, "big")
        rest = filled + (_PADDING * room)[: room - len(filled)]
        held, guards = list[bytes](), list[bytes]()
        for total, data in blocks:
            held.append(rest[:data])
            guards.append(_guard(rest[:data], total - data))
            rest = rest[data:]
        return _interleaved(held) + _interleaved(guards)


class Bits(util.BitBuffer):  # type: ignore[misc]  # the same
    """A ``BitBuffer`` in one integer; *length* of its bits are written."""

    def __init__(self) -> None:
        self.value = self.length = 0

    def put(self, num: int, length: int) -> None:
        """Append *num* in *length* bits."""
        self.value = self.value << length | num
        self.length += length

    def join(self, other: Bits) -> None:
        """Append all bits of *other*."""
        self.put(other.value, other.length)


@lru_cache(1024)
def _body(mode: int, data: bytes) -> Bits:
    """Return *data* as it is written in any version, without its head."""
    bits = Bits()
    util.QRData(data, mode, check_data=False).write(bits)
    return bits


@dataclass(frozen=True, slots=True)
class _Grid:
    """What all symbols of one version have in common."""

    side: int
    pick: Callable[[str], tuple[str, ...]]
    masks: tuple[int, ...]
    inner: int
    """The modules with a neighbour to the right."""

    finders: int
    """The modules with ten neighbours to the right."""

    def placed(self, codewords: bytes) -> int:
        """Return the modules that *codewords* make dark."""
        bits = f"{int.from_bytes(codewords, 'big'):0{8 * len(codewords)}b}"
        return int("".join(self.pick(bits.ljust(self.side**2, "0"))), 2)

    def penalty(self, dark: int) -> int:
        """Return the penalty points of *dark* (ISO/IEC 18004, 7.8.3), as ``qrcode`` counts them."""
        side, whole = self.side, (1 << self.side**2) - 1
        across = ~(dark ^ dark >> 1) & self.inner
        down = ~(dark ^ dark >> side) & whole >> side
        points = _long(across, 1) + _long(down, side)
        points += 3 * (across & across >> side & down).bit_count()
        light = dark ^ whole
        for step, starts in ((1, self.finders), (side, whole)):
            points += 40 * (_finders(dark, light, step) & starts).bit_count()
        return points + 10 * int(abs(dark.bit_count() / side**2 * 100 - 50) / 5)


def _long(same: int, step: int) -> int:
    """Count runs of one colour of five and more; *same* marks a module like the one at *step*."""
    pairs = same & same >> step
    fives = pairs & pairs >> 2 * step
    return fives.bit_count() + 2 * (fives & ~(fives << step)).bit_count()


def _finders(dark: int, light: int, step: int) -> int:
    """Return where what looks like a finder begins: 1011101 with four light before or after."""
    bars = dark & dark >> 6 * step & dark >> 2 * step & dark >> 3 * step & dark >> 4 * step
    core = bars & light >> step & light >> 5 * step
    calm = light & light >> step
    calm &= calm >> 2 * step
    return core & calm >> 7 * step | calm & core >> 4 * step


class _Blank(QRCode[Any]):  # type: ignore[misc]  # the same
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
def _frame(version: int, level: int, mask: int | None) -> int:
    """Return the dark modules that hold no data."""
    return _integer(dark for row in _Blank.rows(version, level, mask) for dark in row)


@cache
def _grid(version: int) -> _Grid:
    rows = _Blank.rows(version, ERROR_CORRECT_H, None)
    side = len(rows)
    places = [(row, column) for row in range(side) for column in range(side)]
    order = [place for place in _walk(side) if rows[place[0]][place[1]] is None]
    turns = {place: turn for turn, place in enumerate(order)}
    return _Grid(
        side,
        itemgetter(*(turns.get(place, side**2 - 1) for place in reversed(places))),
        tuple(
            _integer(place in turns and inverts(*place) for place in places)
            for inverts in map(util.mask_func, range(8))
        ),
        _integer(column < side - 1 for _, column in places),
        _integer(column < side - 10 for _, column in places),
    )


def _walk(side: int) -> Iterator[tuple[int, int]]:
    """Go through the modules as the data does: two columns up, two down, past the timing."""
    rows = range(side)[::-1]
    for right in [*range(side - 1, 7, -2), 5, 3, 1]:
        yield from ((row, column) for row in rows for column in (right, right - 1))
        rows = rows[::-1]


def _integer(dark: Iterable[bool | None]) -> int:
    return int("".join("1" if each else "0" for each in dark)[::-1], 2)


@cache
def _blocks(version: int, level: int) -> tuple[tuple[int, int], ...]:
    """Return the blocks of a symbol as (all codewords, those of data)."""
    return tuple((each.total_count, each.data_count) for each in base.rs_blocks(version, level))


def _guard(data: bytes, count: int) -> bytes:
    """Return the *count* Reed-Solomon codewords of *data*."""
    table, rest, top = _remainders(count), 0, 8 * (count - 1)
    for byte in data:
        lead = rest >> top
        rest = (rest ^ lead << top) << 8 ^ table[byte ^ lead]
    return rest.to_bytes(count, "big")


@cache
def _remainders(count: int) -> tuple[int, ...]:
    """Return each byte times x to the power of *count*, modulo the generator of that degree."""
    generator = [1]
    for power in range(count):
        root = base.gexp(power)
        moved = [_times(each, root) for each in generator]
        generator = [a ^ b for a, b in zip([*generator, 0], [0, *moved], strict=True)]
    return tuple(
        int.from_bytes(bytes(_times(byte, each) for each in generator[1:]), "big")
        for byte in range(256)
    )


def _times(a: int, b: int) -> int:
    return int(base.gexp(base.glog(a) + base.glog(b))) if a and b else 0


def _interleaved(blocks: list[bytes]) -> bytes:
    """Return the first byte of each block, then the second of each, and so on."""
    columns = zip_longest(*blocks)
    return bytes(each for column in columns for each in column if each is not None)
