"""The checks that are due on what is in stock or underground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.upkeep import schedule
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List the next check of each kind of every item, in one statement."""
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
