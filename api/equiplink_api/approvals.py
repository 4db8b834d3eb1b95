"""Approval foreseen and measured; nothing here records anything.

GET /plans/{id}/route             who would have to sign it, and why
GET /approval/route?amount=…      the same for a plan that there is not
GET /approval/lead_times?since=…  how long each step took, and which one is slow
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from equiplink.plan import approval
from equiplink.plan.lead_times import lead_times
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS
from equiplink_api.routes import Id

router = APIRouter(tags=["plan"], responses=PROBLEMS)


class Signer(BaseModel):
    """Somebody who would sign."""

    number: str
    name: str


class StepAhead(BaseModel):
    """A step as a submission would freeze it. ``unable``: who is named for it and cannot sign."""

    no: int
    name: str
    quorum: str
    days: int
    people: list[Signer]
    unable: list[str]
    because: dict[str, Any]
    why: str


class Measured(BaseModel):
    """How long one step took, in hours with two places."""

    name: str
    count: int
    median_hours: str | None
    ninetieth_hours: str | None
    longest_hours: str | None
    wished_days: int
    waiting: int
    overdue: int


class LeadTimesOut(BaseModel):
    """The steps that were opened in a period, and the one on which most hours were spent."""

    since: date
    until: date
    bottleneck: str | None
    share_percent: str
    steps: list[Measured]


@router.get(
    "/plans/{id}/route",
    response_model=list[StepAhead],
    summary="采购计划：试算审批 / who would sign",
    operation_id="plans_route",
)
def of_plan(caller: Signed, id: Id) -> list[dict[str, Any]]:  # noqa: A002  the name in the path
    """Return who would have to sign the plan if it were submitted now, in order, and why."""
    with caller.read() as work:
        return approval.preview(work, id).shown(caller.lang)


@router.get(
    "/approval/route",
    response_model=list[StepAhead],
    summary="假设计划的审批 / who would sign a plan of so much",
    operation_id="approval_route",
)
def supposed(
    caller: Signed,
    amount: Annotated[Decimal, Query(description="CNY / 元", max_digits=24)],
    class_id: Annotated[UUID | None, Query(description="the class of the goods / 类别")] = None,
    project: Annotated[str, Query(description="the works project / 项目", max_length=200)] = "",
    period: Annotated[str, Query(description="year, quarter, month or urgent / 周期")] = "month",
) -> list[dict[str, Any]]:
    """Return who would have to sign a plan of that amount, class, project and period."""
    with caller.read() as work:
        ahead = approval.suppose(
            work, amount=amount, class_id=class_id, project=project, period=period
        )
        return ahead.shown(caller.lang)


@router.get(
    "/approval/lead_times",
    response_model=LeadTimesOut,
    summary="审批时长 / lead times",
    operation_id="approval_lead_times",
)
def measured(
    caller: Signed,
    since: Annotated[date, Query(description="the first day / 起始日")],
    until: Annotated[date, Query(description="the last day / 截止日")],
) -> dict[str, Any]:
    """Return how long the steps took that were opened in the period, and the slow one."""
    with caller.read() as work:
        return lead_times(work, since, until).shown()
