"""From data to the modules of a symbol that ``qrcode`` would make, many times faster.

``qrcode`` multiplies polynomials as objects and looks at each module of eight
symbols. Here a symbol is one integer, and because its error correction is linear,
the modules of a small one are those that each digit of its data makes, combined.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from itertools import zip_longest
from operator import getitem, xor
from string import hexdigits
from typing import Any

from qrcode import base, util
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from equiplink_labels.grid import frame, grid

_LARGEST = 40
_TABLED = 3
"""The largest version whose modules are kept for each digit: that of a tag."""

_PADDING = bytes((util.PAD0, util.PAD1))
_BYTE, _HALF, _END = 8, 4, 4


class Bits(util.BitBuffer):  # type: ignore[misc]  # qrcode is untyped
    """A ``BitBuffer`` in one integer; *length* of its bits are written."""

    def __init__(self, value: int = 0, length: int = 0) -> None:
        self.value, self.length = value, length

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


def written(chunks: Iterable[util.QRData], version: int) -> Bits:
    """Return *chunks* as they are written into a symbol of *version*, without padding."""
    bits, sizes = Bits(), util.mode_sizes_for_version(version)
    for data in chunks:
        bits.put(data.mode, 4)
        bits.put(len(data), sizes[data.mode])
        bits.join(_body(data.mode, data.data))
    return bits


def padded(bits: Bits, version: int, level: int) -> bytes:
    """Return *bits* with what fills the symbol up; raise when they are too many."""
    room = sum(data for _, data in _blocks(version, level))
    if bits.length > _BYTE * room:
        raise DataOverflowError
    end = min(_END, _BYTE * room - bits.length)
    value, length = bits.value << end, bits.length + end
    value, length = value << -length % _BYTE, length + -length % _BYTE
    filled = value.to_bytes(length // _BYTE, "big")
    return filled + (_PADDING * room)[: room - len(filled)]


def plain(data: bytes, version: int, level: int) -> int:
    """Return the modules, by rows and by columns, before a mask, a format and a version."""
    if version <= _TABLED:
        made = reduce(xor, map(getitem, _parts(version, level), data.hex()))
    else:
        made = grid(version).placed(_codewords(data, version, level))
    return made ^ frame(version, level, None)


@cache
def _parts(version: int, level: int) -> list[dict[str, int]]:
    """Return for each half byte of the data, and each of its digits, the modules it makes dark."""
    room = sum(data for _, data in _blocks(version, level))
    parts = []
    for start in range(_BYTE * room - _HALF, -1, -_HALF):
        made = [0]
        for bit in range(start, start + _HALF):
            single = (1 << bit).to_bytes(room, "big")
            one = grid(version).placed(_codewords(single, version, level))
            made += [each ^ one for each in made]
        parts.append(dict(zip(hexdigits, made, strict=False)))
    return parts


class FastQR(QRCode[Any]):  # type: ignore[misc]  # the same
    """``qrcode.QRCode`` that makes the same symbol many times faster."""

    data_cache: int | None
    """The modules before any mask."""

    def best_fit(self, start: int | None = None) -> int:
        """Take the smallest version from *start* that holds the data."""
        start = start or 1
        util.check_version(start)
        limits = util.BIT_LIMIT_TABLE[self.error_correction]
        version = bisect_left(limits, written(self.data_list, start).length, start)
        if version > _LARGEST:
            raise DataOverflowError
        self.version = version
        if util.mode_sizes_for_version(start) is not util.mode_sizes_for_version(version):
            return self.best_fit(version)
        return version

    def best_mask_pattern(self) -> int:
        """Return the mask of the fewest penalty points, the first of equal ones."""
        return grid(self.version).best_mask(self._plain())

    def drawn(self, mask: int, *, test: bool = False) -> int:
        """Return the dark modules; *test* leaves out the format and the version."""
        return masked(self._plain(), self.version, self.error_correction, mask, test=test)

    def makeImpl(self, test: bool, mask_pattern: int) -> None:  # noqa: N802, FBT001  its name there
        """Make the symbol with *mask_pattern* as ``qrcode`` keeps it."""
        self.modules_count = side = grid(self.version).side
        self.modules = rows(self.drawn(mask_pattern, test=test), side)

    def _plain(self) -> int:
        if self.data_cache is None:
            bits = written(self.data_list, self.version)
            data = padded(bits, self.version, self.error_correction)
            self.data_cache = plain(data, self.version, self.error_correction)
        return self.data_cache


def masked(made: int, version: int, level: int, mask: int, *, test: bool = False) -> int:
    """Return *made* with its *mask*, format and version, row by row."""
    shape, whole = grid(version), (1 << grid(version).side ** 2) - 1
    told = frame(version, level, None if test else mask) ^ frame(version, level, None)
    return (made ^ told) & whole ^ shape.masks[mask]


def rows(dark: int, side: int) -> list[list[bool]]:
    """Return the modules as ``qrcode`` gives them."""
    modules = [each == "1" for each in f"{dark:0{side**2}b}"[::-1]]
    return [modules[at : at + side] for at in range(0, len(modules), side)]


@cache
def _blocks(version: int, level: int) -> tuple[tuple[int, int], ...]:
    """Return the blocks of a symbol as (all codewords, those of data)."""
    return tuple((each.total_count, each.data_count) for each in base.rs_blocks(version, level))


def _codewords(data: bytes, version: int, level: int) -> bytes:
    """Return *data* and its error correction, interleaved block by block."""
    held, guards = list[bytes](), list[bytes]()
    for total, count in _blocks(version, level):
        held.append(data[:count])
        guards.append(_guard(data[:count], total - count))
        data = data[count:]
    return _interleaved(held) + _interleaved(guards)


def _guard(data: bytes, count: int) -> bytes:
    """Return the *count* Reed-Solomon codewords of *data*."""
    table, rest, top = _remainders(count), 0, _BYTE * (count - 1)
    for byte in data:
        lead = rest >> top
        rest = (rest ^ lead << top) << _BYTE ^ table[byte ^ lead]
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
