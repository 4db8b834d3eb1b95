"""What people give, held against what can be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from equiplink.db import PENNIES, THOUSANDTHS, exact
from equiplink.errors import Unreadable

N = TypeVar("N", int, Decimal, date)


def between(field: str, value: N, least: N, most: N | None = None) -> N:
    """Return *value*; raise ``Unreadable`` when it lies outside of *least* and *most*."""
    if value < least or (most is not None and value > most):
        bound = f"{least}…{'' if most is None else most}"
        raise Unreadable(
            f"{field} {value} is outside of {bound}; correct it",
            zh=f"{field} {value} 不在 {bound} 之内，请改正",
            field=field,
        )
    return value


def money(field: str, value: Decimal, *, least: Decimal = Decimal("0.01")) -> Decimal:
    """Return an amount in CNY; raise ``Unreadable`` for parts of a fen or less than *least*."""
    exact(value, PENNIES, field=field)
    return between(field, value, least)


def percent(field: str, value: Decimal, *, most: int = 100) -> Decimal:
    """Return per cent, to a thousandth; raise ``Unreadable`` outside of 0 and *most*."""
    exact(value, THOUSANDTHS, field=field)
    return between(field, value, Decimal(0), Decimal(most))
