"""The rates of electromechanical equipment: GET /kpi?on=2026-11-30."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from equiplink.audit.kpi import kpi
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS

router = APIRouter(tags=["audit"], responses=PROBLEMS)


class RateOut(BaseModel):
    """One rate in percent; ``against`` are the numbers of the things that count against it."""

    code: str
    name: str
    percent: str | None
    part: str
    whole: str
    target: int
    least: bool
    met: bool | None
    against: list[str]


@router.get("/kpi", response_model=list[RateOut], summary="机电指标 / rates", operation_id="kpi")
def rates(
    caller: Signed, on: Annotated[date | None, Query(description="as of / 截至日期")] = None
) -> list[dict[str, object]]:
    """Return the rates at the end of a day, by default now."""
    with caller.read() as work:
        return [each.told(caller.lang) for each in kpi(work, on=on)]
