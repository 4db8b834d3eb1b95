"""What is underground, judged again.

GET  /unfit       在井不合格清单: the list, also as if something were otherwise
GET  /unfit.xlsx  the same as a workbook
POST /sweep       the list becomes hazards; what is gone is reported
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, cast

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from equiplink.exchange.exports import exported
from equiplink.exchange.unfit_list import write_json, write_workbook
from equiplink.gate.supposing import Supposed
from equiplink.usage import sweep as sweeping
from equiplink.usage.unfit import shown, unfit
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS
from equiplink_api.readings import SHEET

LARGE, PIECE = 1 << 20, 1 << 16
"""Bytes of a list that go to the disk, and bytes that are sent at once."""
_ROWS = {"type": "array", "items": {"type": "object"}}
router = APIRouter(tags=["usage"], responses=PROBLEMS)


class Swept(BaseModel):
    """What one sweep did. ``listed`` rows of the list, and hazards opened, found again, gone."""

    listed: int
    opened: int
    again: int
    gone: int


def _if(
    gas_class: Annotated[str | None, Query(description="as if the mine were / 瓦斯等级")] = None,
    mark: Annotated[str | None, Query(description="as if it were suspended / 安标编号")] = None,
    mark_status: Annotated[str | None, Query(description="its supposed status / 状态")] = None,
    day: Annotated[date | None, Query(description="as of a day / 日期")] = None,
) -> Supposed:
    return Supposed.of(gas_class=gas_class, mark=mark, mark_status=mark_status, day=day)


If = Annotated[Supposed, Depends(_if)]


@router.get(
    "/unfit",
    summary="在井不合格清单 / unfit underground",
    operation_id="unfit",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/json": {"schema": _ROWS}}}},
)
def listed(caller: Signed, supposed: If) -> StreamingResponse:
    """Return everything that may not stay underground as it is, however long the list."""
    file = _spooled()
    with caller.read() as work:
        write_json((shown(each, caller.lang) for each in unfit(work, supposed)), file)
    file.seek(0)
    return StreamingResponse(_sent(file), media_type="application/json")


@router.get(
    "/unfit.xlsx",
    summary="在井不合格清单：工作簿 / unfit underground, a workbook",
    operation_id="unfit_xlsx",
    response_class=StreamingResponse,
    responses={200: {"content": {SHEET: {"schema": {"type": "string", "format": "binary"}}}}},
)
def workbook(caller: Signed, supposed: If) -> StreamingResponse:
    """Return the list as a workbook, a line for every reason; the ledger tells who took it."""
    file = _spooled()
    with caller.read() as work:
        rows = (shown(each, caller.lang) for each in unfit(work, supposed))
        write_workbook(work.mine.name, supposed.day or work.today, rows, file)
    with caller.work() as work:
        exported(work, "unfit.xlsx", file)
    headers = {"Content-Disposition": "attachment; filename=unfit.xlsx"}
    return StreamingResponse(_sent(file), headers=headers, media_type=SHEET)


def _spooled() -> IO[bytes]:
    """Open a file that is in memory while it is small: rows are read before any is sent."""
    return cast("IO[bytes]", SpooledTemporaryFile(max_size=LARGE))


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


@router.post("/sweep", response_model=Swept, summary="在井复查 / sweep", operation_id="sweep")
def sweep(caller: Signed) -> dict[str, int]:
    """Judge everything underground again and let the hazards follow."""
    with caller.work() as work:
        return asdict(sweeping.sweep(work))
