"""The agenda: what is due, and the tick that applies what time has decided.

GET /due?until=2026-12-31&role=buyer&team=机电队&person=J001
GET /due.ics    the same as a calendar that a telephone can subscribe to
POST /tick      by an administrator; what it does, the clock does
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from equiplink.agenda import actions, queries
from equiplink.due import Due
from equiplink.exchange import ical
from equiplink.mine.states import Role
from equiplink.work import Actor, Work
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties: until a day, of a role, a team, a person."""

    until: Annotated[date | None, Query(description="the last day / 截止日，默认 30 天内")] = None
    role: Annotated[str, Query(description="whose duties / 岗位", max_length=40)] = ""
    team: Annotated[str, Query(description="name of a team / 队组名称", max_length=200)] = ""
    person: Annotated[str, Query(description="number of a person / 工号", max_length=200)] = ""

    def of(self, work: Work) -> list[Due]:
        """Return the duties; thirty days ahead unless a day is given."""
        last = self.until or work.today + timedelta(days=AHEAD)
        return queries.due(work, until=last, role=self.role, team=self.team, person=self.person)


@router.get("/due", response_model=list[Duty], summary="到期事项 / due", operation_id="due")
def due(caller: Signed, wanted: Annotated[Wanted, Depends()]) -> list[dict[str, object]]:
    """Return what is to be done on or before a day, the overdue first."""
    with caller.read() as work:
        return [queries.shown(work, each, caller.lang) for each in wanted.of(work)]


@router.get(
    "/due.ics",
    response_class=Response,
    responses={200: {"content": {ical.MEDIA: {}}}},
    summary="到期事项日历 / due as a calendar",
    operation_id="due_ics",
)
def due_ics(caller: Signed, wanted: Annotated[Wanted, Depends()]) -> Response:
    """Return the same duties as an iCalendar file, one day each."""
    with caller.read() as work:
        return Response(ical.feed(work, wanted.of(work), lang=caller.lang), media_type=ical.MEDIA)


@router.post("/tick", response_model=list[Applied], summary="定时办理 / tick", operation_id="tick")
def tick(caller: Signed) -> list[dict[str, str]]:
    """Apply what time has decided; sent twice, the second does nothing."""
    with caller.read() as work:
        work.allow(Role.ADMINISTRATOR)
    with caller.chain.work(Actor.clock(caller.actor.mine_id)) as work:
        return [each.shown(caller.lang) for each in actions.tick(work)]
