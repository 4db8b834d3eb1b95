"""The QR symbol of a payload, as rows of modules.

At a fixed printed size a short payload counts more than error correction, and
levels L and M always lose; so the symbol takes the smallest version that holds
the payload at level Q, and level H when that costs no larger version. It is never
version 1, of whose square a quarter is data: a blot that version 2 survives takes
too much of it. The mask is the standard's own choice: the symbol is that of
``qrcode`` to the bit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from qrcode import util
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

from equiplink_labels.encode import Bits, FastQR, masked, padded, plain, rows, written
from equiplink_labels.grid import grid

QUIET = 4
"""Modules of quiet zone on each side (ISO/IEC 18004)."""

FINDER = 7
"""Modules of a side of each of its finders: a ring of one, a light ring, a square of three."""

SMALLEST = 2
"""The version that even a short payload takes; the first with an alignment pattern."""

DARK = re.compile("1+")
_TAG = re.compile(r"(?!\d*$)(?!.*\d{20})[0-9A-Z $%*+./:-]{1,47}")
"""What ``qrcode`` writes in one piece of its alphanumeric mode, into a small symbol."""

_ALPHABET = util.ALPHA_NUM.decode()
_PAIRS = {a + b: 45 * m + n for m, a in enumerate(_ALPHABET) for n, b in enumerate(_ALPHABET)}


class Symbol(NamedTuple):
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
        return rows(self.dark, self.side)

    def runs(self) -> list[tuple[int, int, int]]:
        """Return each horizontal run of dark modules as (column, row, length)."""
        bits, side = self.bits, self.side
        lines = "0".join([bits[at : at + side] for at in range(0, len(bits), side)])
        at = _places(side)
        return [
            (*at[start], end - start)
            for start, end in [each.span() for each in DARK.finditer(lines)]
        ]


@cache
def _places(side: int) -> list[tuple[int, int]]:
    return [(column, row) for row in range(side) for column in range(side + 1)]


def symbol(payload: str) -> Symbol:
    """Return the symbol of *payload* in model 2, at level H if it is free, else Q."""
    if _TAG.fullmatch(payload):
        version, level, head = _headed(len(payload))
        data = padded(_alphanumeric(payload, head), version, level)
    else:
        version, level, bits = _fitted(payload)
        data = padded(bits, version, level)
    made = plain(data, version, level)
    mask = grid(version).best_mask(made)
    return Symbol(grid(version).side, masked(made, version, level, mask))


def _fitted(payload: str) -> tuple[int, int, Bits]:
    """Return version, level and data of *payload*."""
    made = FastQR(error_correction=ERROR_CORRECT_Q)
    made.add_data(payload)
    version = made.best_fit(SMALLEST)
    bits = written(made.data_list, version)
    free = bits.length <= util.BIT_LIMIT_TABLE[ERROR_CORRECT_H][version]
    return version, ERROR_CORRECT_H if free else ERROR_CORRECT_Q, bits


@cache
def _headed(length: int) -> tuple[int, int, int]:
    """Return version, level and what the data begins with, of so many alphanumeric characters."""
    version, level, bits = _fitted("A" * length)
    return version, level, bits.value >> _size(length)


def _size(length: int) -> int:
    return 11 * (length // 2) + 6 * (length % 2)


def _alphanumeric(text: str, head: int) -> Bits:
    value, length = head, len(text)
    for at in range(0, length - 1, 2):
        value = value << 11 | _PAIRS[text[at : at + 2]]
    if length % 2:
        value = value << 6 | _PAIRS["0" + text[-1]]
    return Bits(value, 13 + _size(length))
