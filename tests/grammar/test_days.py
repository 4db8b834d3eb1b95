"""Days are counted as the law counts them."""

from __future__ import annotations

from datetime import date

import pytest

from equiplink.days import Calendar

WEEK = Calendar(rest={date(2026, 10, day) for day in range(1, 8)}, worked={date(2026, 10, 10)})
"""The week of the National Day, with one Saturday worked."""


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 9, 20), 10, date(2026, 9, 30)),
        (date(2026, 9, 21), 10, date(2026, 10, 8)),
        (date(2026, 9, 27), 10, date(2026, 10, 8)),
        (date(2026, 9, 28), 10, date(2026, 10, 8)),
    ],
)
def test_period_ends_after_the_rest(start: date, days: int, last: date) -> None:
    """The first day does not count, and rest moves the last."""
    assert WEEK.last_day(start, days) == last
    assert WEEK.length(start, days) == (last - start).days


def test_empty_calendar_moves_nothing() -> None:
    """No weekend is made a day of rest by itself."""
    assert Calendar().last_day(date(2026, 11, 2), 5) == date(2026, 11, 7)


def test_working_days_leave_out_weekends_and_rest() -> None:
    """A Saturday that is worked counts."""
    assert WEEK.working_day(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert WEEK.working_day(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert WEEK.working_day(date(2026, 9, 30), 4) == date(2026, 10, 12)
    assert WEEK.working_day(date(2026, 10, 10), 0) == date(2026, 10, 10)
