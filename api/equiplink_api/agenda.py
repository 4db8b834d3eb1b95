"""The agenda: what is due, and the tick that applies what time has decided.

GET /due?until=2026-12-31&role=buyer
POST /tick      by an administrator; what it does, the clock does
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from equiplink.agenda import actions, queries
from equiplink.mine.states import Role
from equiplink.work import Actor
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS

AHEAD = 30
router = APIRouter(tags=["agenda"], responses=PROBLEMS)


class Duty(BaseModel):
    """What somebody has to do by a day. ``left`` days; less than nothing when it is overdue."""

    code: str
    on: date
    left: int
    overdue: bool
    role: str
    subject: str
    subject_id: str
    number: str
    message: str


class Applied(BaseModel):
    """What the clock did to one record, and why."""

    code: str
    subject: str
    subject_id: str
    number: str
    message: str


@router.get("/due", response_model=list[Duty], summary="到期事项 / due", operation_id="due")
def due(
    caller: Signed,
    until: Annotated[date | None, Query(description="the last day / 截止日，默认 30 天内")] = None,
    role: Annotated[str, Query(description="whose duties / 岗位", max_length=40)] = "",
) -> list[dict[str, object]]:
    """Return what is to be done on or before a day, the overdue first."""
    with caller.read() as work:
        last = until or work.today + timedelta(days=AHEAD)
        rows = queries.due(work, until=last, role=role)
        return [queries.shown(work, each, caller.lang) for each in rows]


@router.post("/tick", response_model=list[Applied], summary="定时办理 / tick", operation_id="tick")
def tick(caller: Signed) -> list[dict[str, str]]:
    """Apply what time has decided; sent twice, the second does nothing."""
    with caller.read() as work:
        work.allow(Role.ADMINISTRATOR)
    with caller.chain.work(Actor.clock(caller.actor.mine_id)) as work:
        return [each.shown(caller.lang) for each in actions.tick(work)]
