"""Postpone a check of a mine that asks for it more often than the law: never past the law's day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from equiplink.errors import Unreadable, said
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.upkeep.models import Due, Interval
from equiplink.upkeep.postponing_rules import POSTPONING, Postponing
from equiplink.upkeep.schedule import reckon, refresh
from equiplink.upkeep.table import DAYS
from equiplink.work import Work


def postpone(work: Work, due_id: UUID, *, until: date, reason: str, asked_by: UUID) -> Due:
    """Postpone one check of one thing, as an approver other than who asked (U24).

    Raises ``Refused`` past the table's interval (U23) and for what is overdue (U25).
    """
    work.allow(Role.APPROVER)
    reason = said(reason, "推迟的原因", field="reason")
    row = work.get(Due, due_id)
    work.get(Person, asked_by)
    interval = work.get(Interval, row.interval_id)
    if until <= row.due_on:
        raise Unreadable(
            f"until {until} is not after {row.due_on}, when it is due anyway",
            zh=f"推迟至 {until} 不晚于原到期日 {row.due_on}，请改正",
            field="until",
        )
    facts = Postponing(
        today=work.today,
        due_on=row.due_on,
        until=until,
        last=row.since + timedelta(days=DAYS[interval.name]),
        asked_by=asked_by,
        approver=work.actor.id,
    )
    POSTPONING.require(facts, work.policy)
    was, row.postponed_to = row.due_on, until
    reckon(work, row, interval)
    work.session.flush()
    refresh(work, [row.item_id])
    work.record(
        row, "postpone", item_id=row.item_id, check=interval.name, was=was, until=until,
        reason=reason, asked_by=asked_by, last=facts.last,
    )  # fmt: skip
    return row
