"""What is underground, judged again.

GET  /unfit     在井不合格清单: the list, also as if something were otherwise
POST /sweep     the list becomes hazards; what is gone is reported
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from equiplink.gate.supposing import Supposed
from equiplink.usage import sweep as sweeping
from equiplink.usage.unfit import shown, unfit
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS

LONGEST = 1000
router = APIRouter(tags=["usage"], responses=PROBLEMS)


class Swept(BaseModel):
    """What one sweep did. ``listed`` rows of the list, and hazards opened, found again, gone."""

    listed: int
    opened: int
    again: int
    gone: int


@router.get("/unfit", summary="在井不合格清单 / unfit underground", operation_id="unfit")
def listed(
    caller: Signed,
    gas_class: Annotated[str | None, Query(description="as if the mine were / 瓦斯等级")] = None,
    mark: Annotated[str | None, Query(description="as if it were suspended / 安标编号")] = None,
    mark_status: Annotated[str | None, Query(description="its supposed status / 状态")] = None,
    day: Annotated[date | None, Query(description="as of a day / 日期")] = None,
    after: Annotated[int, Query(ge=0, description="rows to pass over / 跳过行数")] = 0,
) -> list[dict[str, Any]]:
    """Return what may not stay underground as it is, at most 1000 rows at a time."""
    supposed = Supposed.of(gas_class=gas_class, mark=mark, mark_status=mark_status, day=day)
    with caller.read() as work:
        rows: Iterator[Any] = islice(unfit(work, supposed), after, after + LONGEST)
        return [shown(each, caller.lang) for each in rows]


@router.post("/sweep", response_model=Swept, summary="在井复查 / sweep", operation_id="sweep")
def sweep(caller: Signed) -> dict[str, int]:
    """Judge everything underground again and let the hazards follow."""
    with caller.work() as work:
        return asdict(sweeping.sweep(work))
