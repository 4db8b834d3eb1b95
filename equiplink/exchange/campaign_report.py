"""百日整治的方案、月报、总结和清单: documents filled from the ledger as of a day.

What only people know (goals met, lessons, next steps) is left as a line to be
written by hand. The ledger's checkpoint stands at the end, so that the stamp on
the paper anchors what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from equiplink.campaign.states import Tier
from equiplink.campaign.violation_states import AccountingState
from equiplink.errors import Unreadable
from equiplink.exchange.document import Block, Code, Document, Facts, Heading, Table, Text
from equiplink.hazard.states import HazardState, Level, Origin
from equiplink.words import Word


class Report(Word):
    """What a county office asks a mine for."""

    PLAN = "plan", "工作方案"
    MONTH = "month", "月度进展情况"
    SUMMARY = "summary", "工作总结"
    HAZARDS = "hazards", "问题隐患清单"
    RECTIFICATION = "rectification", "整改清单"
    MAJOR = "major", "重大隐患季报"


SHOWN = 20
"""Entries of one figure that are printed; the JSON has them all."""
BY_HAND = "（由煤矿填写）"
ROUNDS_HEAD = ("层级", "应查", "已查", "已说明", "漏查", "漏查周期首日")
POINTS_HEAD = ("类别", "排查点", "已查", "未查")
TRAINED_HEAD = ("队组", "培训", "在岗人数", "合格人数")
FOUND_HEAD = (
    "序号", "隐患内容", "地点", "排查时间", "排查人员", "等级", "来源", "整改责任人", "整改时限",
    "状态",
)  # fmt: skip
RECTIFIED_HEAD = (
    "序号", "隐患内容", "整改措施", "责任人", "资金（元）", "时限", "应急预案", "整改时间",
    "整改人", "整改证据", "验收人", "销号时间",
)  # fmt: skip
REPORTED = {"plan": "工作方案", "month": "月度进展情况", "summary": "工作总结"}
ACCOUNTED_HEAD = ("事项", "文件规定", "状态", "对象", "决定")
EVERY = {Tier.GROUP: "每季", Tier.COMPANY: "每月", Tier.SECTION: "每周", Tier.TEAM: "每日"}


def campaign_report(record: Mapping[str, Any], kind: Report) -> Document:
    """Return the document of *kind* from what ``audit.campaign_record`` gathered."""
    mine, campaign = record["mine"], record["campaign"]
    synthetic = "（样例数据 synthetic）" if mine["synthetic"] else ""
    return Document(
        title=f"{campaign['name']}{kind.zh}",
        subtitle=f"{mine['name']}{synthetic}　{campaign['document']}　"
        f"{record['since']} 至 {record['on']}",
        footer=f"由 equiplink 按台账生成，反映截至 {record['on']} 24 时的记录。",
        blocks=(*_BLOCKS[kind](record), *_anchor(record)),
    )


def _plan(record: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("一、工作目标")
    goals = record["campaign"]["goals"]
    yield Text("、".join(goals) + "。" if goals else BY_HAND)
    yield Heading("二、阶段安排")
    phases = record["campaign"]["phases"]
    yield Table(
        "phases",
        ("阶段", "开始", "结束"),
        [(each["name"], each["starts_on"], each["ends_on"]) for each in phases],
    )
    yield Heading("三、隐患排查")
    rows = [(tier.zh, f"{how}一次") for tier, how in EVERY.items()]
    yield Table("tiers", ("层级", "周期"), rows)
    yield Heading("四、报送")
    reports = record["campaign"]["reports"]
    sent = [(REPORTED[each["kind"]], each["due_on"]) for each in reports]
    yield Table("reports", ("材料", "期限"), sent) if sent else Text(BY_HAND)
    yield Heading("五、组织领导和保障措施")
    yield Text(BY_HAND)


def _progress(record: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("一、数据")
    rows = [(each["zh"], str(each["value"])) for each in record["figures"]]
    yield Table("figures", ("项目", "数量"), rows, frozenset({1}))
    yield Heading("二、隐患排查")
    yield _rounds(record)
    yield from _points(record)
    yield Heading("三、未销号的隐患")
    yield _found([each for each in record["hazards"] if each["state"] != HazardState.CLOSED])
    yield Heading("四、培训和警示教育")
    yield _trained(record)
    yield Heading("五、问责")
    yield _accountings(record)
    yield Heading("六、存在的问题和下一步工作")
    yield Text(BY_HAND)
    yield from _links(record)


def _summary(record: Mapping[str, Any]) -> Iterator[Block]:
    yield from _progress(record)
    yield Heading("八、问题隐患清单")
    yield _found(record["hazards"])
    yield Heading("九、整改清单")
    yield _rectified(record["hazards"])


def _hazards(record: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("问题隐患清单")
    yield _found(record["hazards"])


def _rectification(record: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("整改清单")
    yield _rectified(record["hazards"])


def _major(record: Mapping[str, Any]) -> Iterator[Block]:
    major = [each for each in record["hazards"] if each["level"] == Level.MAJOR]
    yield Heading("一、重大隐患")
    yield _found(major)
    yield Heading("二、治理情况")
    yield _rectified(major)
    yield Heading("三、现状、产生原因、危害程度和治理难易分析")
    yield Text(BY_HAND)
    yield Heading("四、签字")
    yield Facts([("主要负责人（签字）", "　"), ("日期", "　")])


def _rounds(record: Mapping[str, Any]) -> Table:
    rows = [
        (
            each["zh"], str(each["due"]), str(len(each["held"])), str(len(each["explained"])),
            str(len(each["missed"])), _days(each["missed"]),
        )
        for each in record["rounds"]
    ]  # fmt: skip
    return Table("rounds", ROUNDS_HEAD, rows, frozenset({1, 2, 3, 4}))


def _points(record: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the coverage of units, links, posts and parts, where the mine wrote them down."""
    rows = [
        (each["zh"], str(each["points"]), str(each["seen"]), _days(each["unseen"]))
        for each in record["points"]
    ]
    if rows:
        yield Table("points", POINTS_HEAD, rows, frozenset({1, 2}))


def _trained(record: Mapping[str, Any]) -> Block:
    rows = [
        (each["team"], each["zh"], str(each["people"]), str(each["passed"]))
        for each in record["trained"]
    ]
    return Table("trained", TRAINED_HEAD, rows, frozenset({2, 3})) if rows else Text(BY_HAND)


def _days(missed: list[str]) -> str:
    return ("、".join(missed[:SHOWN]) or "—") + (" 等" if len(missed) > SHOWN else "")


def _found(hazards: list[Mapping[str, Any]]) -> Block:
    rows = [
        (
            str(no), each["title"], each["place"] or "—", each["found_on"], each["found_by"],
            Level(each["level"]).zh, Origin(each["origin"]).zh, each["responsible"] or "未落实",
            each["due_on"] or "—",
            HazardState(each["state"]).zh + ("（逾期）" if each["late"] else ""),
        )
        for no, each in enumerate(hazards, 1)
    ]  # fmt: skip
    return Table("hazards", FOUND_HEAD, rows, frozenset({0})) if rows else Text("无。")


def _rectified(hazards: list[Mapping[str, Any]]) -> Block:
    names = (
        "title", "measures", "responsible", "funds", "due_on", "emergency_plan", "rectified_on",
        "rectified_by", "evidence", "verified_by", "closed_on",
    )  # fmt: skip
    rows = [
        (str(no), *(str(each[name]) if each[name] is not None else "—" for name in names))
        for no, each in enumerate(hazards, 1)
    ]
    return Table("rectification", RECTIFIED_HEAD, rows, frozenset({0})) if rows else Text("无。")


def _accountings(record: Mapping[str, Any]) -> Block:
    rows = [
        (
            each["title"], "；".join(each["effects"]), AccountingState(each["state"]).zh,
            "、".join(each["persons"]) or "—", each["decision"] or "—",
        )
        for each in record["accountings"]
    ]  # fmt: skip
    return Table("accountings", ACCOUNTED_HEAD, rows) if rows else Text("无。")


def _links(record: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("七、数据依据")
    yield Text("每项数据所计的台账记录编号，可用 equiplink ledger prove 取得收据。", note=True)
    rows = [
        (each["zh"], str(each["value"]), "\n".join(_some(each["entries"])))
        for each in record["figures"]
        if each["entries"]
    ]
    yield Table("links", ("项目", "数量", "台账记录编号"), rows, frozenset({1}))


def _some(entries: list[str]) -> list[str]:
    rest = len(entries) - SHOWN
    return [*entries[:SHOWN], *([f"另有 {rest} 条，见 JSON"] if rest > 0 else [])]


def _anchor(record: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("台账检查点")
    yield Code(record["checkpoint"] or "尚未封存")


_BLOCKS = {
    Report.PLAN: _plan,
    Report.MONTH: _progress,
    Report.SUMMARY: _summary,
    Report.HAZARDS: _hazards,
    Report.RECTIFICATION: _rectification,
    Report.MAJOR: _major,
}


def month_of(text: str) -> date:
    """Return the first day of a month such as ``2024-11``; raise ``Unreadable``."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Unreadable(
            f"'{text}' is no month; write it as 2024-11",
            zh=f"“{text}”不是月份，请写作 2024-11",
            field="month",
        ) from None
