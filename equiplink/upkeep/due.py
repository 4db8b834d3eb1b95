"""The checks that are due on what is in stock or underground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.upkeep import schedule
from equiplink.upkeep.states import OutsideState
from equiplink.upkeep.trouble_models import Outside
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List the next check of each kind of every item, and what is due back, in two statements."""
    yield from _back(work)
    for check in schedule.due(work, date.max):
        yield Due(
            code=check.interval.basis.partition(" ")[0],
            on=check.due_on,
            subject="item",
            subject_id=check.item.id,
            number=check.item.number,
            role=Role.MECHANIC,
            zh=f"{check.item.number} {check.interval.name}",
            en=f"{check.item.number}: the {check.interval.kind} {check.interval.name}",
            key=check.interval.name,
        )


def _back(work: Work) -> Iterator[Due]:
    for each in work.all(Outside, state=OutsideState.SENT):
        yield Due(
            code="U34",
            on=each.due_back_on,
            subject=Outside.__tablename__,
            subject_id=each.id,
            number=each.firm,
            role=Role.MECHANIC,
            zh=f"外委维修返回：{each.firm}",
            en=f"due back from repair at {each.firm}",
        )
