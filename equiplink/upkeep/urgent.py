"""应急作业: two people let one thing be worked at although the shift forbids it.

申请 → 另一人批准（至截止时间有效）；不批准，或者撤回
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from equiplink.db import one_of, utc
from equiplink.errors import said
from equiplink.law import Finding, Severity
from equiplink.mine.states import Danger
from equiplink.mine.window_rules import SHIFT, Hour
from equiplink.mine.windows import this_hour
from equiplink.register.models import Item
from equiplink.upkeep.states import URGENT_WORK, UrgentState
from equiplink.upkeep.trouble_models import UrgentWork
from equiplink.upkeep.urgent_rules import APPROVAL, HOURS, REQUEST, URGENT, Approval, Urgency
from equiplink.upkeep.urgent_rules import Request as Asked
from equiplink.work import Work

HOUR = timedelta(hours=1)


def request(work: Work, item_id: UUID, *, danger: str, reason: str, until: datetime) -> UrgentWork:
    """Ask that one thing may be worked at until *until* in a shift that forbids such work.

    *danger* is a word of ``Danger``. Raises ``Refused`` when *until* is past or further
    away than ``upkeep.urgent_hours`` (G83).
    """
    reason = said(reason, "应急理由", field="reason")
    kind = one_of(Danger, danger, field="danger")
    work.get(Item, item_id)
    end = utc(until)
    hours = -((work.now - end) // HOUR)  # begun hours count
    REQUEST.require(Asked(work.today, hours, work.setting(HOURS)), work.policy)
    made = UrgentWork(
        item_id=item_id, danger=kind, reason=reason, until=end, requested_by=work.actor.id,
        requested_at=work.now,
    )  # fmt: skip
    work.step(URGENT_WORK, made, "request", item_id=item_id, danger=kind, reason=reason, until=end)
    return made


def approve(work: Work, urgent_id: UUID) -> UrgentWork:
    """Allow urgent work that somebody else asked for (G84)."""
    asked = work.get(UrgentWork, urgent_id)
    APPROVAL.require(Approval(work.today, asked.requested_by, work.actor.id), work.policy)
    asked.decided_by, asked.decided_at = work.actor.id, work.now
    work.step(URGENT_WORK, asked, "approve", item_id=asked.item_id)
    return asked


def refuse(work: Work, urgent_id: UUID, *, reason: str) -> UrgentWork:
    """Refuse urgent work, and say why."""
    return _end(work, urgent_id, "refuse", said(reason, "不批准的原因", field="reason"))


def withdraw(work: Work, urgent_id: UUID, *, reason: str) -> UrgentWork:
    """End urgent work before its time, and say why."""
    return _end(work, urgent_id, "withdraw", said(reason, "撤回原因", field="reason"))


def _end(work: Work, urgent_id: UUID, action: str, reason: str) -> UrgentWork:
    asked = work.get(UrgentWork, urgent_id)
    asked.decided_by, asked.decided_at = work.actor.id, work.now
    work.step(URGENT_WORK, asked, action, item_id=asked.item_id, reason=reason)
    return asked


@dataclass(frozen=True, slots=True)
class Shift:
    """What this hour says of work at a thing, and the policy by which the rest is judged."""

    findings: tuple[Finding, ...]
    policy: Mapping[str, object]


def in_this_shift(work: Work, item_id: UUID, danger: Danger | None) -> Shift:
    """Judge dangerous work at a thing by the windows of this hour (G15).

    *danger* is None for work that is not. Under urgent work that two people allowed the
    finding is a warning, beside the one that names it (G85).
    """
    hours = this_hour(work)
    policy = hours.tightened(work.policy)
    found = SHIFT.judge(Hour(work.today, danger, hours.forbidding), policy)
    urgent = _allowed(work, item_id, danger) if found else None
    if urgent is None:
        return Shift(found, policy)
    until = f"{urgent.until.astimezone(ZoneInfo(work.mine.time_zone)):%Y-%m-%d %H:%M}"
    eased = tuple(replace(each, severity=Severity.WARN) for each in found)
    told = URGENT.judge(Urgency(work.today, urgent.reason, until), work.policy)
    return Shift((*eased, *told), policy)


def _allowed(work: Work, item_id: UUID, danger: Danger | None) -> UrgentWork | None:
    query = select(UrgentWork).where(
        UrgentWork.mine_id == work.mine_id,
        UrgentWork.item_id == item_id,
        UrgentWork.danger == danger,
        UrgentWork.state == UrgentState.APPROVED,
        UrgentWork.until >= work.now,
    )
    return work.session.scalars(query.order_by(UrgentWork.until.desc()).limit(1)).first()
