"""The checks that are due on what is in stock or underground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.upkeep import schedule
from equiplink.upkeep.overhauls import due as overhauls
from equiplink.upkeep.spoiled import all_spoiled
from equiplink.upkeep.states import OutsideState
from equiplink.upkeep.trouble_models import Outside
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List every item's next check of each kind, what is due back, and what to test again."""
    yield from _back(work)
    yield from _again(work)
    yield from overhauls(work)
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


def _again(work: Work) -> Iterator[Due]:
    for job, instrument, found_on in all_spoiled(work):
        number = work.get(Item, job.item_id).number
        yield Due(
            code="U65",
            on=found_on,
            subject="item",
            subject_id=job.item_id,
            number=number,
            role=Role.MECHANIC,
            zh=f"{number}：检测所用器具 {instrument.number} 失准，请用检定有效的器具重新检测",
            en=f"{number}: tested with {instrument.number}, which was found faulty; test it again",
            key=str(job.id),
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
