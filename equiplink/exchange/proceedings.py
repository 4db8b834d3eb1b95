"""The chapters of the report on what was told and asked: notices, prequalification, objections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from equiplink.exchange.document import Block, Heading, Table, Text, money

NONE = "无。"


def when(at: str | datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as the mine's clocks showed it."""
    if not at:
        return "—"
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def notices(file: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    """Yield the notices with their hashes and copies, who took the documents, the prequalification.

    Until the opening the last two name nobody (招标投标法 第二十二条).
    """
    yield Heading("公告及其发布", 2)
    if file["notices"]:
        yield Table(
            "notices",
            ("公告", "形成", "文本的 SHA-256（不计空白）", "通知对象"),
            [
                (f"{x['kind']} {x['no']}", when(x["written_at"], zone), x["fingerprint"],
                 "、".join(x["told"]) or "—")
                for x in file["notices"]
            ],
        )  # fmt: skip
    else:
        yield Text("没有登记公告文本。")
    copies = [(x, copy) for x in file["notices"] for copy in x["copies"]]
    if copies:
        yield Table(
            "copies",
            ("公告", "媒介", "网址", "发布日期", "文本的 SHA-256", "与原文", "收费"),
            [
                (f"{x['kind']} {x['no']}", copy["medium"], copy["url"], copy["published_on"],
                 copy["fingerprint"], "一致" if copy["same"] else "不一致", money(copy["fee"]))
                for x, copy in copies
            ],
            numbers=frozenset({6}),
            marked=frozenset(n for n, (_, copy) in enumerate(copies) if not copy["same"]),
        )  # fmt: skip
    yield Heading("招标文件收受人", 2)
    if file["takers"]:
        rows = [(x["supplier"], x["taken_on"], money(x["fee"])) for x in file["takers"]]
        yield Table("takers", ("收受人", "日期", "费用"), rows, numbers=frozenset({2}))
    else:
        yield Text("没有登记收受人，或者尚未开标。")
    for called in file["prequalification"]:
        yield from _prequalification(called, zone)


def _prequalification(called: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading(f"资格预审（第 {called['round']} 次）", 2)
    yield Text(
        f"条件：{'；'.join(called['criteria'])}。申请截止 {when(called['closes_at'], zone)}，"
        f"审查结束 {called['concluded_on'] or '尚未'}。"
    )
    if called["applications"]:
        yield Table(
            "applications",
            ("申请人", "收到", "结果", "不符合的条件", "通知结果"),
            [
                (x["supplier"], when(x["received_at"], zone), x["result"],
                 "；".join(x["unmet"]) or "—", when(x["told_at"], zone))
                for x in called["applications"]
            ],
        )  # fmt: skip


def chapter(file: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    """Yield the chapter on publicity, objections and complaints."""
    shown = file["publicity"]
    yield Heading("十三、公示、异议和投诉")
    yield Text(f"中标候选人公示：{shown['from'] or '—'} 至 {shown['until'] or '—'}。")
    if file["objections"]:
        yield Table(
            "objections",
            ("收到", "对象", "提出人", "内容", "答复", "答复时间"),
            [
                (when(x["received_at"], zone), x["about"] + ("（逾期）" if x["late"] else ""),
                 x["by"] or "未署名", x["text"], x["answer"] or "未答复",
                 when(x["answered_at"], zone))
                for x in file["objections"]
            ],
        )  # fmt: skip
    else:
        yield Text("异议：" + NONE)
    if file["complaints"]:
        yield Table(
            "complaints",
            ("投诉人", "监督部门", "内容", "投诉日期", "是否受理", "暂停 / 恢复", "处理决定"),
            [
                (x["complainant"], x["authority"], x["text"], x["filed_on"],
                 f"{x['outcome'] or '未答复'} {x['answered_on'] or ''}".strip(),
                 f"{x['paused_on'] or '—'} / {x['resumed_on'] or '—'}",
                 f"{x['decided_on'] or ''} {x['decision'] or '尚未'}".strip())
                for x in file["complaints"]
            ],
        )  # fmt: skip
    else:
        yield Text("投诉：" + NONE)
