"""The mine keeps the rest days that somebody announced."""

from __future__ import annotations

from datetime import date

import pytest

from equiplink.errors import Forbidden, Unreadable
from equiplink.mine import calendar
from equiplink.mine.holidays import YEARS
from tests.world import World


def test_calendar_is_empty_at_first(world: World) -> None:
    """Nothing is made up."""
    with world.read() as work:
        days = calendar.calendar(work)

    assert (days.rest, days.worked) == (frozenset(), frozenset())


def test_day_that_is_announced_again_is_set_anew(world: World) -> None:
    """The newest document holds."""
    with world.work() as work:
        calendar.announce(work, document="合成1号", rest=[date(2026, 12, 31), date(2026, 12, 30)])
    with world.work() as work:
        calendar.announce(
            work, document="合成2号", rest=[date(2026, 12, 31)], worked=[date(2026, 12, 30)]
        )
    with world.read() as work:
        days = calendar.calendar(work)

    assert (days.rest, days.worked) == ({date(2026, 12, 31)}, {date(2026, 12, 30)})


def test_day_is_either_off_or_worked(world: World) -> None:
    """Both at once cannot be read."""
    with pytest.raises(Unreadable, match="both"), world.work() as work:
        calendar.announce(
            work, document="合成1号", rest=[date(2026, 12, 31)], worked=[date(2026, 12, 31)]
        )


@pytest.mark.parametrize("year", YEARS)
def test_shipped_year_is_taken_over(world: World, year: int) -> None:
    """Every day lies in its year, no worked day is off, and each of them is a weekend."""
    with world.work() as work:
        days = calendar.adopt(work, year=year)
    with world.read() as work:
        kept = calendar.calendar(work)

    assert {each.day.year for each in days} == {year}
    assert len(days) == len(kept.rest) + len(kept.worked)
    assert {day.weekday() for day in kept.worked} <= {5, 6}


def test_year_that_is_not_shipped_is_entered_by_hand(world: World) -> None:
    """The answer names the years there are."""
    with pytest.raises(Unreadable, match="2030"), world.work() as work:
        calendar.adopt(work, year=2030)


def test_administrator_keeps_the_calendar(world: World) -> None:
    """Nobody else."""
    with pytest.raises(Forbidden), world.work("buyer") as work:
        calendar.adopt(work, year=2026)
