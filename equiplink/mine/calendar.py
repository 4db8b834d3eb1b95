"""The mine's calendar: the rest days that move the end of a period (民法典 第二百零三条).

It is empty until somebody enters what was announced. Ordinary Saturdays and
Sundays count as days of rest for working days (工作日); the end of a period they
move only where the mine entered them, because whether they are 法定休假日 is the
mine's to decide with its lawyer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from equiplink.days import Calendar
from equiplink.errors import Unreadable, said
from equiplink.mine.holidays import YEARS
from equiplink.mine.models import CalendarDay
from equiplink.mine.states import Role
from equiplink.work import Work


def announce(
    work: Work, *, document: str, rest: Sequence[date], worked: Sequence[date] = ()
) -> Sequence[CalendarDay]:
    """Keep the days off, and the Saturdays and Sundays worked instead, that *document* announces.

    A day that is announced again is set anew.
    """
    work.allow(Role.ADMINISTRATOR)
    document = said(document, "放假通知文号", field="document")
    both = sorted(set(rest) & set(worked))
    if both:
        raise Unreadable(
            f"{both[0]} is both a day off and worked; name it once",
            zh=f"{both[0]} 既列为休息日又列为上班日，请只列一次",
            field="worked",
        )
    known = {each.day: each for each in work.all(CalendarDay)}
    days = []
    for day in sorted({*rest, *worked}):
        kept = known.get(day) or CalendarDay(day=day)
        kept.rest, kept.document = day not in worked, document
        work.record(kept, "announce", day=day, rest=kept.rest, document=document)
        days.append(kept)
    return days


def adopt(work: Work, *, year: int) -> Sequence[CalendarDay]:
    """Take over the days of *year* that are shipped; compare them with the notice first."""
    known = YEARS.get(year)
    if known is None:
        years = "、".join(map(str, YEARS))
        raise Unreadable(
            f"no rest days of {year} are shipped, only of {years}; announce them from the notice",
            zh=f"系统未附 {year} 年放假安排（现有 {years}）；请按放假通知逐日登记",
            field="year",
        )
    return announce(
        work, document=known.document, rest=tuple(known.rest), worked=tuple(known.worked)
    )


def calendar(work: Work) -> Calendar:
    """Return the mine's calendar, in one statement."""
    days = work.all(CalendarDay)
    return Calendar(
        frozenset(each.day for each in days if each.rest),
        frozenset(each.day for each in days if not each.rest),
    )
