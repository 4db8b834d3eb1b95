"""Figures of the whole mine: GET /kpi?on=2026-11-30, GET /nine-words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from equiplink.audit.kpi import kpi
from equiplink.audit.nine_words import nine_words
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


class WordsOut(BaseModel):
    """How many things of one class or team have each word, cannot have it yet, lack it."""

    name: str
    things: int
    told: dict[str, int]
    not_yet: dict[str, int]
    missing: dict[str, int]
    lacking: list[str]


class TallyOut(BaseModel):
    """The figure of the mine, by class and by team."""

    mine: WordsOut
    classes: list[WordsOut]
    teams: list[WordsOut]


@router.get(
    "/nine-words",
    response_model=TallyOut,
    summary="九个环节 / nine words",
    operation_id="nine_words",
)
def words(caller: Signed) -> dict[str, Any]:
    """Count the nine words of 煤矿安全生产条例 第二十五条 over everything on the register."""
    with caller.read() as work:
        return asdict(nine_words(work))
