"""Months as a plan counts them."""

from __future__ import annotations

from datetime import date, timedelta

from equiplink.plan.states import Period

MONTHS = {Period.YEAR: 12, Period.QUARTER: 3, Period.MONTH: 1, Period.URGENT: 1}
"""How long a period is; an urgent plan that comes again is a monthly one."""


def months_after(day: date, months: int) -> date:
    """Return the same day *months* later, or the last of that month when it has no such day."""
    first = _first_of(day, months)
    last = _first_of(day, months + 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _first_of(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
