"""Quantities as people give them: above nothing, exact to a thousandth, no part of a piece."""

from __future__ import annotations

from decimal import Decimal

from equiplink.catalogue.states import Tracking, counted
from equiplink.db import THOUSANDTHS, exact
from equiplink.errors import Unreadable


def positive(quantity: Decimal | int) -> Decimal:
    """Return *quantity*; raise ``Unreadable`` when it is not above 0 or finer than 0.001."""
    if exact(quantity, THOUSANDTHS, field="quantity") <= 0:
        raise Unreadable(
            f"quantity {quantity} is not more than 0; correct it",
            zh=f"数量 {quantity} 必须大于 0，请改正",
            field="quantity",
        )
    return Decimal(quantity)


def pieces(quantity: Decimal | int, *, tracking: Tracking, unit: str) -> Decimal:
    """Return *quantity*; raise ``Unreadable`` as ``positive`` does, and for part of a piece."""
    given = positive(quantity)
    if given % 1 and (tracking is Tracking.UNIT or counted(unit)):
        raise Unreadable(
            f"quantity {quantity} {unit} is part of a piece; give a whole number",
            zh=f"数量 {quantity} {unit} 不是整数，请改正",
            field="quantity",
        )
    return given
