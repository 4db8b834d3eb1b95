"""Hazards to put right, requests for more time, orders, restarts, the quarterly report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from equiplink.due import Due
from equiplink.hazard.major_models import QuarterReport, Restart, SupervisionOrder
from equiplink.hazard.major_rules import ACCEPTED_WITHIN, ANNOUNCED_WITHIN
from equiplink.hazard.major_states import OrderState, RestartState
from equiplink.hazard.models import Extension, Hazard
from equiplink.hazard.states import ExtensionState, HazardState, Level
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List what is to be done about hazards by a day."""
    yield from _hazards(work)
    yield from _extensions(work)
    yield from _orders(work)
    yield from _restarts(work)
    yield from _quarter(work)


def _hazards(work: Work) -> Iterator[Due]:
    """Yield each hazard that has a day and is not put right (H11)."""
    waiting = Hazard.state.in_((HazardState.FOUND, HazardState.ASSIGNED))
    query = select(Hazard).where(Hazard.mine_id == work.mine_id, waiting)
    for hazard in work.session.scalars(query.order_by(Hazard.id)):
        if hazard.due_on is not None:
            yield Due(
                code="H11",
                on=hazard.due_on,
                subject="hazard",
                subject_id=hazard.id,
                number=hazard.title,
                role=Role.SAFETY_OFFICER,
                zh=f"{hazard.level.zh}隐患整改：{hazard.title}",
                en=f"put the {hazard.level} hazard right: {hazard.title}",
                person_id=hazard.responsible_id,
            )


def _extensions(work: Work) -> Iterator[Due]:
    """Yield each request for more time that waits (H51)."""
    for asked in work.all(Extension, state=ExtensionState.ASKED):
        title = work.get(Hazard, asked.hazard_id).title
        yield Due(
            code="H51",
            on=asked.was,
            subject="hazard_extension",
            subject_id=asked.id,
            number=title,
            role=Role.APPROVER,
            zh=f"隐患延期待审批（{asked.was} 延至 {asked.until}）：{title}",
            en=f"decide on more time ({asked.was} to {asked.until}): {title}",
        )


def _orders(work: Work) -> Iterator[Due]:
    """Yield each order of a department that is not lifted (H60)."""
    for order in work.all(SupervisionOrder, state=OrderState.ISSUED):
        yield Due(
            code="H60", on=order.due_on, subject="supervision_order", subject_id=order.id,
            number=order.number, role=Role.APPROVER,
            zh=f"督办单 {order.number}：{work.get(Hazard, order.hazard_id).title}",
            en=f"order {order.number}: {work.get(Hazard, order.hazard_id).title}",
        )  # fmt: skip


def _restarts(work: Work) -> Iterator[Due]:
    """Yield each restart that waits for its acceptance (H62) or its announcement (H64)."""
    days = None
    for each in work.all(Restart):
        number = work.get(SupervisionOrder, each.order_id).number
        if each.state is RestartState.APPLIED:
            code, on = "H62", each.applied_on + timedelta(days=ACCEPTED_WITHIN)
            zh, en = f"恢复生产验收：{number}", f"acceptance of the restart: {number}"
        elif each.state is RestartState.APPROVED and each.approved_on is not None:
            days = days or calendar(work)
            code, on = "H64", days.working_day(each.approved_on, ANNOUNCED_WITHIN)
            zh, en = f"恢复生产公告：{number}", f"announce the restart: {number}"
        else:
            continue
        yield Due(
            code=code, on=on, subject="restart", subject_id=each.id, number=number,
            role=Role.INSPECTOR, zh=zh, en=en,
        )  # fmt: skip


def _quarter(work: Work) -> Iterator[Due]:
    """Yield this quarter's report, while it had a major hazard and nobody signed it (H65)."""
    quarter = (work.today.month - 1) // 3 + 1
    first = work.today.replace(month=3 * quarter - 2, day=1)
    last = (first + timedelta(days=93)).replace(day=1) - timedelta(days=1)
    query = select(Hazard.id).where(
        Hazard.mine_id == work.mine_id,
        Hazard.level == Level.MAJOR,
        (Hazard.closed_at.is_(None))
        | (Hazard.closed_at >= datetime.combine(first, time(), ZoneInfo(work.mine.time_zone))),
    )
    had = work.session.scalars(query.limit(1)).first()
    if had and work.first(QuarterReport, year=first.year, quarter=quarter) is None:
        yield Due(
            code="H65", on=last, subject="mine", subject_id=work.mine_id,
            number=f"{first.year}-{quarter}", role=Role.APPROVER,
            zh=f"{first.year} 年第 {quarter} 季度重大隐患季报，签字并报送",
            en=f"sign and send the report on major hazards of {first.year}-{quarter}",
            key=f"{first.year}:{quarter}",
        )  # fmt: skip
