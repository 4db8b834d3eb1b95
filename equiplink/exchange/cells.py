"""What people type into cells: full-width digits, dates in every dress, a unit beside a number."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

Cell = str | int | float | bool | Decimal | date | None
"""What a cell holds. Excel keeps every number as a float."""

_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?"
)
_SHORT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"[¥￥]?\s*([-+]?[\d,]*\.?\d+)\s*(\D*)")
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel, which takes 1900 for a leap year."""
_FIRST, _LAST = 36526, 73415
"""2000-01-01 and 2100-12-31 as Excel counts; another number is no day that is planned for."""
_EXACT = 10**15
"""From here on Excel has lost digits."""


def text(value: Cell) -> str:
    """Return a cell as text: half-width, without blanks around it; a whole number as such."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None:
        return ""
    return " ".join(unicodedata.normalize("NFKC", str(value)).split())


def number(value: Cell) -> tuple[Decimal, str] | None:
    """Return the number in a cell and the unit beside it; None when there is none to be read."""
    if isinstance(value, float):
        return Decimal(f"{value:.15g}"), ""  # as Excel shows it: 0.1 + 0.2 is 0.3
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value), ""
    found = _NUMBER.fullmatch(text(value))
    return (Decimal(found[1].replace(",", "")), found[2].strip()) if found else None


def day(value: Cell) -> date | None:
    """Return the day in a cell: a date, Excel's number, 2024.10.28, 2024年10月28日, 20241028."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    said = text(value)
    found = _DAY.fullmatch(said) or _SHORT.fullmatch(said)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    serial = number(value)
    if serial and not serial[1] and _FIRST <= serial[0] <= _LAST:
        return _EPOCH + timedelta(days=int(serial[0]))
    return None


def lost_digits(value: Cell) -> bool:
    """Say whether a code that was typed as a number lost digits."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _EXACT
