"""How long each step of approval takes, measured from the record, and which one is slow.

A step counts from the moment it was opened to the signature that closed it, or
to its return. What lies open counts as waiting until now; what was withdrawn or
changed before anybody decided counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from equiplink.errors import Unreadable
from equiplink.plan.approval_models import SigningStep
from equiplink.work import Work

HOUR = Fraction(3_600_000_000)
"""Microseconds."""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """One step, by its name. Times in exact hours, None when nothing was decided."""

    name: str
    count: int
    """Decided: signed as the quorum asks, or returned."""
    median: Fraction | None
    ninetieth: Fraction | None
    """The shortest time that nine of ten did not exceed."""
    longest: Fraction | None
    wished_days: int
    """The wish of the last one that was opened."""
    waiting: int
    overdue: int
    """Of those that wait, how many for longer than they wished."""
    spent: Fraction
    """All hours, of what was decided and of what waits."""


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """The steps that were opened in a period, in the order of their names.

    ``bottleneck`` is the step on which most of all hours were spent, ``share`` its part.
    """

    since: date
    until: date
    steps: tuple[LeadTime, ...]
    bottleneck: str | None
    share: Fraction

    def shown(self) -> dict[str, Any]:
        """Return it as the JSON that the API and the command line share, rounded for reading."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "bottleneck": self.bottleneck,
            "share_percent": _two(self.share * 100),
            "steps": [
                {
                    "name": each.name,
                    "count": each.count,
                    "median_hours": _two(each.median),
                    "ninetieth_hours": _two(each.ninetieth),
                    "longest_hours": _two(each.longest),
                    "wished_days": each.wished_days,
                    "waiting": each.waiting,
                    "overdue": each.overdue,
                }
                for each in self.steps
            ],
        }


def lead_times(work: Work, since: date, until: date) -> LeadTimes:
    """Measure the steps that were opened from *since* to *until*, both days of the mine's zone."""
    if until < since:
        raise Unreadable(
            f"until {until} lies before since {since}; correct the period",
            zh=f"截止日 {until} 早于起始日 {since}，请改正",
            field="until",
        )
    zone = ZoneInfo(work.mine.time_zone)
    first, last = _midnight(since, zone), _midnight(until + timedelta(days=1), zone)
    query = (
        select(SigningStep)
        .where(SigningStep.mine_id == work.mine_id)
        .where(SigningStep.opened_at >= first, SigningStep.opened_at < last)
        .where(SigningStep.closed_at.is_not(None) | SigningStep.voided_at.is_(None))
        .order_by(SigningStep.opened_at, SigningStep.id)
    )
    by_name: dict[str, list[SigningStep]] = {}
    for step in work.session.scalars(query):
        by_name.setdefault(step.name, []).append(step)
    measured = tuple(_measure(work, name, by_name[name]) for name in sorted(by_name))
    slowest = max(measured, key=lambda each: each.spent, default=None)
    total = sum((each.spent for each in measured), Fraction(0))
    if slowest is None or not total:
        return LeadTimes(since, until, measured, None, Fraction(0))
    return LeadTimes(since, until, measured, slowest.name, slowest.spent / total)


def _measure(work: Work, name: str, steps: Sequence[SigningStep]) -> LeadTime:
    done = sorted(_hours(s.opened_at, s.closed_at) for s in steps if s.closed_at is not None)
    open_ = [step for step in steps if step.closed_at is None]
    waits = [_hours(step.opened_at, work.now) for step in open_]
    return LeadTime(
        name=name,
        count=len(done),
        median=(done[(len(done) - 1) // 2] + done[len(done) // 2]) / 2 if done else None,
        ninetieth=done[-(-9 * len(done) // 10) - 1] if done else None,
        longest=done[-1] if done else None,
        wished_days=steps[-1].days,
        waiting=len(open_),
        overdue=sum(wished_until(work, step) < work.today for step in open_),
        spent=sum([*done, *waits], Fraction(0)),
    )


def wished_until(work: Work, step: SigningStep) -> date:
    """Return the last day on which the mine wishes an open step to be signed."""
    assert step.opened_at is not None  # noqa: S101  asked of steps that were opened
    return work.day_of(step.opened_at) + timedelta(days=step.days)


def _hours(opened: datetime | None, closed: datetime | None) -> Fraction:
    assert opened is not None  # noqa: S101  the query asks for them
    assert closed is not None  # noqa: S101  the same
    return Fraction((closed - opened) // timedelta(microseconds=1)) / HOUR


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _two(value: Fraction | None) -> str | None:
    """Return a number with two places, halves up."""
    if value is None:
        return None
    whole = int(value * 100 + Fraction(1, 2))
    return f"{whole // 100}.{whole % 100:02d}"
