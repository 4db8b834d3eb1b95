"""The QR symbol of a payload, as rows of modules.

At a fixed printed size a short payload counts more than error correction, and
levels L and M always lose; so the symbol takes the smallest version that holds
the payload at level Q, and level H when that costs no larger version.
"""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

Matrix = list[list[bool]]
"""Rows of modules, True is dark; without the quiet zone."""

QUIET = 4
"""Modules of quiet zone on each side (ISO/IEC 18004)."""


def symbol(payload: str) -> Matrix:
    """Return the symbol of *payload* in model 2, at level H if it is free, else Q."""
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    made.add_data(payload)
    made.make(fit=True)
    strong = qrcode.QRCode(version=made.version, error_correction=ERROR_CORRECT_H, border=0)
    strong.add_data(payload)
    try:
        strong.make(fit=False)
    except DataOverflowError:
        return _rows(made)
    return _rows(strong)


def runs(matrix: Matrix) -> list[tuple[int, int, int]]:
    """Return each horizontal run of dark modules as (column, row, length)."""
    found: list[tuple[int, int, int]] = []
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                found.append((start, y, x - start))
                start = None
    return found


def _rows(made: qrcode.QRCode[qrcode.image.base.BaseImage]) -> Matrix:
    return [[bool(module) for module in row] for row in made.modules]
