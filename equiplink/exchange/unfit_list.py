"""在井不合格清单: what is unfit underground as a document, a line for every reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from equiplink.exchange.document import Document, Heading, Table, Text
from equiplink.rules import RULES

HEAD = (
    "序号", "编号", "名称", "型号", "数量", "单位", "地点", "处理人", "期限",
    "规则", "理由", "依据",
)  # fmt: skip
NUMBERS = frozenset({0, 4})


def unfit_document(mine: str, day: date, rows: Sequence[Mapping[str, Any]]) -> Document:
    """Return the document of rows as ``usage.unfit.shown`` gives them; a thing has several."""
    return Document(
        title="在井不合格清单",
        subtitle=f"{mine}　{day}　共 {len(rows)} 项",
        footer="由 equiplink 按清查当时的台账生成。",
        blocks=(
            Heading("清单"),
            Table(
                "unfit",
                HEAD,
                [cells for no, row in enumerate(rows, 1) for cells in _lines(no, row)],
                NUMBERS,
            )
            if rows
            else Text("无。"),
        ),
    )


def _lines(no: int, row: Mapping[str, Any]) -> list[tuple[str, ...]]:
    thing = (
        str(no), row["number"], row["name"], row["model"], row["quantity"], row["unit"],
        row["place"] or "未定位", row["keeper"] or "未指定", row["act_by"],
    )  # fmt: skip
    return [
        (*thing, each["code"], each["message"], str(RULES[each["code"]].source))
        for each in row["findings"]
        if each["severity"] == "deny"
    ]
