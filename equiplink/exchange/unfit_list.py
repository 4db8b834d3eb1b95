"""在井不合格清单 as files: a workbook with a line for every reason, or JSON; of any length.

Rows are written as they come and forgotten, so that a long list costs no memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, Any

from equiplink.exchange.workbook import put
from equiplink.rules import RULES

HEAD = (
    "序号", "编号", "名称", "型号", "数量", "单位", "地点", "处理人", "期限",
    "规则", "理由", "依据",
)  # fmt: skip
NUMBERS = frozenset({0, 4})
WIDTHS = (6, 18, 24, 20, 8, 6, 20, 10, 12, 8, 60, 40)
"""Of the columns, in characters: what stands in them is not known before it is written."""


def write_workbook(mine: str, day: date, rows: Iterable[Mapping[str, Any]], out: IO[bytes]) -> int:
    """Write rows as ``usage.unfit.shown`` gives them as .xlsx; return how many there were."""
    from openpyxl import Workbook  # noqa: PLC0415  an extra, and slow to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  the same

    book = Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    sheet.freeze_panes = "A2"
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append(_cells(sheet, HEAD))
    listed = 0
    for row in rows:
        listed += 1
        for line in _lines(listed, row):
            sheet.append(_cells(sheet, line, NUMBERS))
    about = book.create_sheet("说明", 0)
    told = (
        "在井不合格清单",
        f"{mine}　{day}　共 {listed} 项",
        "由 equiplink 按清查当时的台账生成。",
    )
    for text in told:
        about.append(_cells(about, (text,)))
    book.save(out)
    return listed


def write_json(rows: Iterable[Mapping[str, Any]], out: IO[bytes]) -> int:
    """Write rows as one JSON array; return how many there were."""
    listed = 0
    out.write(b"[")
    for row in rows:
        out.write(b",\n" if listed else b"\n")
        out.write(json.dumps(row, ensure_ascii=False, default=str).encode())
        listed += 1
    out.write(b"\n]\n")
    return listed


def _cells(sheet: Any, values: Iterable[str], numbers: frozenset[int] = frozenset()) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  the same

    cells = []
    for column, value in enumerate(values):
        cell = WriteOnlyCell(sheet)
        put(cell, value, number=column in numbers)
        cells.append(cell)
    return cells


def _lines(no: int, row: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    thing = (
        str(no), row["number"], row["name"], row["model"], row["quantity"], row["unit"],
        row["place"] or "未定位", row["keeper"] or "未指定", row["act_by"],
    )  # fmt: skip
    for each in row["findings"]:
        if each["severity"] == "deny":
            yield (*thing, each["code"], each["message"], str(RULES[each["code"]].source))
