"""Months as a plan counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from equiplink.plan.states import Period

MONTHS = {Period.YEAR: 12, Period.QUARTER: 3, Period.MONTH: 1, Period.URGENT: 1}
"""How long a period is; an urgent plan that comes again is a monthly one."""


def months_after(day: date, months: int) -> date:
    """Return the same day *months* later, or the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
