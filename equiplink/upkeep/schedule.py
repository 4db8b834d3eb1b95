"""Take over the intervals, make them stricter, and keep the days on which checks are due.

Checks count from the day on which a thing is put to use, as the clauses do
(使用中的…): placing it underground schedules it, and so does taking over the
intervals for what is underground already. ``Item.next_due_on`` repeats the
first of its days, so that the gate reads one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import new_id
from equiplink.errors import Unreadable
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.upkeep.models import Due, Interval, Job
from equiplink.upkeep.table import CHECKS, DAYS
from equiplink.work import Work

MAY_SET = (Role.ADMINISTRATOR, Role.SAFETY_OFFICER)


@dataclass(frozen=True, slots=True)
class DueCheck:
    """One check of one item that is due on ``due_on``."""

    item: Item
    interval: Interval
    due_on: date
    overdue: bool
    """Whether that day has passed; on the day itself it is due, not overdue."""


def adopt_intervals(work: Work) -> Sequence[Interval]:
    """Take over the table's intervals for the classes of the catalogue; return the new ones.

    May be repeated: intervals that the mine has, and made stricter, stay as
    they are. What is underground and not scheduled yet counts from today.
    """
    work.allow(*MAY_SET)
    known = {(each.class_id, each.name) for each in work.all(Interval)}
    adopted = []
    for kind in work.all(DeviceClass):
        for check in CHECKS:
            covered = check.covers(kind.name, kind.device, requires_ex=kind.requires_ex)
            if not covered or (kind.id, check.name) in known:
                continue
            interval = Interval(
                class_id=kind.id,
                name=check.name,
                kind=check.kind,
                days=check.days,
                basis=check.basis,
                edition=check.edition,
                reading=check.reading,
            )
            work.record(
                interval, "adopt_interval", klass=kind.name, name=check.name, days=check.days,
                basis=check.basis, edition=check.edition, reading=check.reading,
            )  # fmt: skip
            adopted.append(interval)
    _schedule(work, Item.underground > 0)
    return adopted


def set_interval(work: Work, interval_id: UUID, *, days: int, hours: int | None = None) -> Interval:
    """Set after how many days, or running *hours* if they come first, a check is due again.

    Never more days than the table's own number. Moves the days that are due already.
    """
    work.allow(*MAY_SET)
    interval = work.get(Interval, interval_id)
    longest = DAYS[interval.name]
    within(days, longest, interval)
    if hours is not None and hours < 1:
        raise Unreadable(
            f"hours {hours}: give at least 1, or nothing for the calendar alone",
            zh=f"运行时间 {hours} 小时应不小于 1；只按日历的不填",
            field="hours",
        )
    before, interval.days, interval.hours = interval.days, days, hours
    rows = work.all(Due, interval_id=interval_id)
    for row in rows:
        # Where a place asks for fewer days than the class, that stays.
        row.days = days if row.days == before else min(row.days, days)
        reckon(work, row, interval)
    work.session.flush()
    refresh(work, [row.item_id for row in rows])
    work.record(interval, "set_interval", name=interval.name, was=before, days=days, hours=hours)
    return interval


def within(days: int, longest: int, interval: Interval) -> None:
    """Raise ``Unreadable`` for an interval that is longer than *longest* days."""
    if not 1 <= days <= longest:
        raise Unreadable(
            f"days {days}: {interval.name} is checked every 1 to {longest} days ({interval.basis})",
            zh=f"周期 {days} 天：{interval.name}应为 1 至 {longest} 天（{interval.basis}）",
            field="days",
        )


def reckon(work: Work, row: Due, interval: Interval) -> None:
    """Set the day of a check: of calendar and running hours the first, unless postponed."""
    if interval.hours is None or row.ran < interval.hours:
        row.reached_on = None
    elif row.reached_on is None:
        row.reached_on = work.today
    calendar = row.since + timedelta(days=row.days)
    first = min(filter(None, (calendar, row.reached_on)))
    row.due_on = max(filter(None, (first, row.postponed_to)))


def run(work: Work, item_id: UUID, hours: Decimal) -> None:
    """Count *hours* that a thing ran; a check whose hours are reached is due today."""
    for row in work.all(Due, item_id=item_id):
        row.ran += hours
        reckon(work, row, work.get(Interval, row.interval_id))
    work.session.flush()
    refresh(work, [item_id])


def schedule(work: Work, item_id: UUID) -> Item:
    """Let the checks of an item count from today; those that are scheduled stay as they are."""
    item = work.get(Item, item_id)
    _schedule(work, Item.id == item_id)
    return item


def _schedule(work: Work, which: ColumnElement[bool]) -> None:
    query = (
        select(Item, Interval)
        .join(Product, Product.id == Item.product_id)
        .join(Interval, Interval.class_id == Product.class_id)
        .outerjoin(
            Due,
            and_(
                Due.mine_id == Item.mine_id,
                Due.item_id == Item.id,
                Due.interval_id == Interval.id,
            ),
        )
        .where(Item.mine_id == work.mine_id, Interval.mine_id == work.mine_id)
        .where(Due.id.is_(None), Item.state != ItemState.SCRAPPED, which)
        .order_by(Item.id, Interval.id)
    )
    days: dict[Item, dict[str, date]] = {}
    for item, interval in work.session.execute(query):
        due_on = work.today + timedelta(days=interval.days)
        work.session.add(
            Due(
                mine_id=work.mine_id,
                id=new_id(),
                item_id=item.id,
                interval_id=interval.id,
                since=work.today,
                days=interval.days,
                ran=Decimal(0),
                due_on=due_on,
            )
        )
        days.setdefault(item, {})[interval.name] = due_on
    for item, due in days.items():
        known = [item.next_due_on] if item.next_due_on else []
        item.next_due_on = min([*due.values(), *known])
        work.record(item, "schedule", due=due)


def move_on(work: Work, job: Job) -> None:
    """Set the next day of the check that *job* passed, counted from today, and the item's first."""
    if job.interval_id is None:
        return
    interval = work.get(Interval, job.interval_id)
    row = work.first(Due, item_id=job.item_id, interval_id=interval.id)
    if row is None:
        row = Due(
            mine_id=work.mine_id, id=new_id(), item_id=job.item_id, interval_id=interval.id,
            days=interval.days,
        )  # fmt: skip
        work.session.add(row)
    job.was_due_on = row.due_on
    row.since, row.ran, row.reached_on, row.postponed_to = work.today, Decimal(0), None, None
    reckon(work, row, interval)
    job.next_due_on = row.due_on
    work.session.flush()
    refresh(work, [job.item_id])


def refresh(work: Work, item_ids: Sequence[UUID]) -> None:
    """Set ``next_due_on`` of the items to the first day on which anything is due."""
    first = (
        select(Due.item_id, func.min(Due.due_on).label("first"))
        .where(Due.mine_id == work.mine_id, Due.item_id.in_(item_ids))
        .group_by(Due.item_id)
        .subquery()
    )
    query = select(Item, first.c.first).join(first, first.c.item_id == Item.id)
    for item, day in work.session.execute(query.where(Item.mine_id == work.mine_id)):
        item.next_due_on = day


def due(work: Work, by: date) -> list[DueCheck]:
    """Return what is due on or before *by*, the most urgent first, in one statement.

    What is in repair or scrapped is not listed: nobody can check it now.
    """
    query = (
        select(Item, Interval, Due.due_on)
        .join(Due, and_(Due.mine_id == Item.mine_id, Due.item_id == Item.id))
        .join(Interval, and_(Interval.mine_id == Due.mine_id, Interval.id == Due.interval_id))
        .where(Due.mine_id == work.mine_id, Due.due_on <= by)
        .where(Item.state.in_((ItemState.IN_STOCK, ItemState.UNDERGROUND)))
        .order_by(Due.due_on, Item.number, Interval.name)
    )
    return [
        DueCheck(item, interval, due_on, due_on < work.today)
        for item, interval, due_on in work.session.execute(query)
    ]
