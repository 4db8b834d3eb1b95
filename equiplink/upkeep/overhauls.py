"""Plan which things are overhauled by when, and say which repair was the overhaul."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from equiplink.due import Due
from equiplink.errors import said
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.upkeep.models import Job, Overhaul
from equiplink.upkeep.overhaul_rules import FINISHING, PLANNING, Finished, Planned
from equiplink.upkeep.states import OVERHAUL, OverhaulState
from equiplink.work import Work


def plan(work: Work, item_id: UUID, *, due_on: date, scope: str) -> Overhaul:
    """Put a thing on the plan of overhauls, with what is to be done and by when.

    Raises ``Refused`` for a day that has passed, or what is scrapped (U37).
    """
    scope = said(scope, "大修内容", field="scope")
    item = work.get(Item, item_id)
    gone = item.state is ItemState.SCRAPPED
    PLANNING.require(Planned(work.today, due_on, scrapped=gone), work.policy)
    made = Overhaul(item_id=item_id, due_on=due_on, scope=scope)
    work.step(
        OVERHAUL, made, "plan", item_id=item_id, number=item.number, due_on=due_on, scope=scope
    )
    return made


def finish(work: Work, overhaul_id: UUID, *, job_id: UUID) -> Overhaul:
    """Say which repair or modification was the overhaul: a passed one of that thing (U38)."""
    overhaul, job = work.get(Overhaul, overhaul_id), work.get(Job, job_id)
    same = job.item_id == overhaul.item_id
    FINISHING.require(Finished(work.today, same, job.kind, job.state), work.policy)
    OVERHAUL.next(overhaul.state, "finish")
    overhaul.job_id, overhaul.done_at = job_id, job.closed_at
    work.step(OVERHAUL, overhaul, "finish", item_id=overhaul.item_id, job_id=job_id)
    return overhaul


def drop(work: Work, overhaul_id: UUID, *, reason: str) -> Overhaul:
    """Take a thing off the plan, and say why; the plan of its year still counts it."""
    reason = said(reason, "取消的原因", field="reason")
    overhaul = work.get(Overhaul, overhaul_id)
    OVERHAUL.next(overhaul.state, "drop")
    overhaul.reason = reason
    work.step(OVERHAUL, overhaul, "drop", item_id=overhaul.item_id, reason=reason)
    return overhaul


def due(work: Work) -> Iterator[Due]:
    """List every planned overhaul by its day (I19G)."""
    for each in work.all(Overhaul, state=OverhaulState.PLANNED):
        number = work.get(Item, each.item_id).number
        yield Due(
            code="I19G",
            on=each.due_on,
            subject=Item.__tablename__,
            subject_id=each.item_id,
            number=number,
            role=Role.MECHANIC,
            zh=f"{number} 大修：{each.scope}",
            en=f"{number}: overhaul, {each.scope}",
            key=str(each.id),
        )
