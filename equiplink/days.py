"""Count days as the law counts them.

The first day does not count (民法典 第二百零一条), and a period whose last day is a
rest day ends on the first day after the rest (第二百零三条).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which work rests (法定休假日), as somebody announced them: none is made up.

    ``worked`` are the Saturdays and Sundays on which work was moved to.
    """

    rest: Collection[date] = frozenset()
    worked: Collection[date] = frozenset()

    def last_day(self, start: date, days: int) -> date:
        """Return the last day of a period of *days* that begins after *start*."""
        last = start + days * DAY
        while last in self.rest:
            last += DAY
        return last

    def first_day(self, end: date, days: int) -> date:
        """Return the latest day after which a period of *days* is over by *end*."""
        while end in self.rest:
            end -= DAY
        return end - days * DAY

    def length(self, start: date, days: int) -> int:
        """Return how many days a period of *days* lasts when rest moves its end."""
        return (self.last_day(start, days) - start).days

    def working_day(self, start: date, days: int) -> date:
        """Return the last of so many working days (工作日) after *start*."""
        day = start
        while days:
            day += DAY
            days -= self.works_on(day)
        return day

    def works_on(self, day: date) -> bool:
        """Say whether *day* is a working day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.rest)


EVERY_DAY_COUNTS = Calendar()
"""The calendar of a mine that has entered no days of rest."""
