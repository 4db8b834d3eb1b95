"""What devices did offline that does not fit, and nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from equiplink.due import Due
from equiplink.gate.offline_models import Conflict, Device
from equiplink.mine.states import Role
from equiplink.settings import Setting, Stricter
from equiplink.work import Work

CONFLICT_DAYS = Setting(
    "gate.conflict_days",
    1,
    "天",
    Stricter.LOWER,
    zh="离线冲突最长处理天数",
    en="days in which somebody has to look at what a device did offline",
)


def due(work: Work) -> Iterator[Due]:
    """List each conflict that stands open (G70)."""
    days = timedelta(days=work.setting(CONFLICT_DAYS))
    query = (
        select(Conflict, Device.name)
        .join(Device, (Device.mine_id == Conflict.mine_id) & (Device.id == Conflict.device_id))
        .where(Conflict.mine_id == work.mine_id, Conflict.resolved_at.is_(None))
        .order_by(Conflict.id)
    )
    for conflict, device in work.session.execute(query):
        yield Due(
            code="G70",
            on=work.day_of(conflict.found_at) + days,
            subject="conflict",
            subject_id=conflict.id,
            number=device,
            role=Role.SAFETY_OFFICER,
            zh=f"离线冲突：{device} {conflict.kind.zh}",
            en=f"offline conflict: {device} {conflict.kind.value}",
        )
