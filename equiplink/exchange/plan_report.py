"""计划与执行对照: what became of every line of a plan, as a document that prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from equiplink.audit.plan_actual import Deviation
from equiplink.exchange.document import Block, Document, Facts, Heading, Table, Text, money
from equiplink.plan.states import PlanState

SUMS = {"budget": "预算", "planned": "计划", "ordered": "合同", "accepted": "验收"}
HEAD = (
    "行", "物资", "型号", "单位", "地点", "需用日", "计划数量", "计划金额", "招标", "合同",
    "合同金额", "到货", "验收", "贴标签", "入井",
)  # fmt: skip
NUMBERS = frozenset({6, 7, 10, 12, 13, 14})


def plan_report(file: Mapping[str, Any]) -> Document:
    """Return the document of what ``audit.plan_actual.plan_actual`` gathered."""
    mine = file["mine"]
    synthetic = "（样例数据 synthetic）" if mine["synthetic"] else ""
    return Document(
        title="计划与执行对照",
        subtitle=f"{mine['name']}{synthetic}　{file['number']}　{file['title']}",
        footer=f"由 equiplink 按台账生成，截至 {file['on']}；金额单位：元（人民币）。",
        blocks=tuple(_blocks(file)),
    )


def _blocks(file: Mapping[str, Any]) -> Iterator[Block]:
    totals = file["totals"]
    yield Heading("合计")
    yield Facts(
        [
            ("状态", f"{PlanState(file['state']).zh}，第 {file['revision']} 版"),
            ("工程项目", file["project"] or "—"),
            *((zh, money(totals[name])) for name, zh in SUMS.items()),
            *((kind.zh, money(totals["deviations"][kind])) for kind in Deviation),
        ]
    )
    yield Heading("逐行")
    yield Table("lines", HEAD, [_row(line) for line in file["lines"]], NUMBERS)
    yield Heading("偏差")
    rows = [_deviation(line, each) for line in file["lines"] for each in line["deviations"]]
    if rows:
        head = ("行", "物资", "偏差", "数量", "天数", "金额")
        yield Table("deviations", head, rows, frozenset({3, 4, 5}))
    else:
        yield Text("无。")
    for finding in file["findings"]:
        yield Text(f"[{finding['code']}] {finding['message']}")


def _row(line: Mapping[str, Any]) -> tuple[str, ...]:
    planned, ordered = line["planned"], line["ordered"]
    return (
        str(line["no"]), line["name"], line["model"], line["unit"], line["place"],
        line["need_by"], planned["quantity"], money(planned["amount"]),
        _named(line["tendered"]["tenders"]), _named(ordered["contracts"]),
        money(ordered["amount"]), _named(line["delivered"]["deliveries"]),
        line["accepted"]["quantity"], line["tagged"]["quantity"], line["entered"]["quantity"],
    )  # fmt: skip


def _named(parts: list[Mapping[str, Any]]) -> str:
    return "；".join(f"{each['number']} × {each['quantity']}" for each in parts) or "—"


def _deviation(line: Mapping[str, Any], each: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        str(line["no"]), line["name"], each["zh"], each["quantity"],
        "—" if each["days"] is None else str(each["days"]), money(each["amount"]),
    )  # fmt: skip
