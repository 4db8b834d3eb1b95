"""一物一档 on paper: the links of one thing, the nine words with who signed each, its life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from equiplink.acceptance.states import ACCEPTANCE
from equiplink.audit.words import NINE_WORDS
from equiplink.contract.states import CONTRACT, DELIVERY
from equiplink.exchange.document import Block, Document, Facts, Heading, Table
from equiplink.hazard.states import HAZARD
from equiplink.plan.states import PLAN
from equiplink.register.enrol_states import ENROLMENT
from equiplink.register.states import ITEM
from equiplink.tender.states import BID, LOT, TENDER
from equiplink.upkeep.states import FAULT, JOB, SCRAPPING

MACHINES = {
    each.name: each
    for each in (
        PLAN, TENDER, LOT, BID, CONTRACT, DELIVERY, ACCEPTANCE, ENROLMENT, ITEM, JOB, FAULT,
        SCRAPPING, HAZARD,
    )
}  # fmt: skip
VERBS: dict[str, tuple[str, dict[str, str]]] = {
    "item": ("", {"schedule": "排定检查"}),
    "entry_inspection": ("入井检查", {"inspect": "签证"}),
    "scan": ("扫码", {"refuse": "禁止入井"}),
    "tag": ("标签", {"issue_tag": "发放", "reprint": "补打", "report_damaged": "报损",
                   "report_lost": "报失"}),
    "placement": ("使用地点", {"place": "登记", "move": "移动", "hand_over": "移交",
                          "give_back": "交回", "use_up": "消耗", "write_off": "核销"}),
}  # fmt: skip
"""What is written down without a state, and how it is called."""
DAY = len("2026-07-01")
FACTS = {
    "name": "名称", "model": "规格型号", "maker": "生产厂家", "number": "本矿编号",
    "serial": "出厂编号", "batch": "批号", "mark_number": "安标编号", "ex_mark": "防爆标志",
    "made_on": "生产日期", "expires_on": "有效期至", "next_due_on": "下次检测",
}  # fmt: skip


def passport_report(told: Mapping[str, Any]) -> Document:
    """Return the document of what ``audit.passport.passport`` gathered."""
    mine, zone = told["mine"], ZoneInfo(told["mine"]["time_zone"])
    synthetic = "（样例数据 synthetic）" if mine["synthetic"] else ""
    until = f"截至 {moment(told['as_of'], zone)}" if told["as_of"] else "截至打印时"
    return Document(
        title="一物一档",
        subtitle=f"{mine['name']}{synthetic}　标签 {told['tag']}　{until}",
        footer="由 equiplink 按台账生成；每条记录可用 equiplink ledger prove 取得收据独立核验。",
        blocks=tuple(_blocks(told, zone)),
    )


def _blocks(told: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    item = told["item"]
    yield Heading("物品")
    state = ITEM.states(item["state"]).zh if item["state"] else "—"
    amount = f"{item['quantity'] or '—'} {item['unit']}"
    yield Facts(
        [
            *((zh, item[name] or "—") for name, zh in FACTS.items()),
            ("数量", amount),
            ("状态", state if told["live"] else f"{state}，标签已作废"),
        ]
    )
    yield Heading("来源")
    links = [
        (each["zh"], each["number"] or "—", moment(each["at"], zone), each.get("name", ""))
        for each in told["links"]
    ]
    yield Table("links", ("环节", "编号", "时间", "名称"), links)
    yield Heading("九个环节（煤矿安全生产条例第二十五条）")
    words = [_word(word, told, zone) for word in NINE_WORDS]
    lacking = frozenset(no for no, word in enumerate(NINE_WORDS) if word in told["missing"])
    yield Table("words", ("环节", "记录", "时间", "签署人"), words, marked=lacking)
    yield Heading("记录")
    rows = [
        (moment(each["at"], zone), *named(each["subject"], each["action"]), each["actor"])
        for each in told["events"]
    ]
    yield Table("events", ("时间", "单据", "办理", "经办人"), rows)


def _word(word: str, told: Mapping[str, Any], zone: ZoneInfo) -> tuple[str, ...]:
    """Return whether a word has its record, and who signed it last."""
    told_by = NINE_WORDS[word]
    found = [each for each in told["events"] if (each["subject"], each["action"]) in told_by]
    if found:
        return word, "有", moment(found[-1]["at"], zone), found[-1]["actor"]
    return word, "尚不适用" if word in told["not_yet"] else "缺", "—", "—"


def named(subject: str, action: str) -> tuple[str, str]:
    """Return what a record and what was done to it are called in Chinese."""
    zh, says = VERBS.get(subject, (subject, {}))
    if subject in MACHINES:
        zh, says = MACHINES[subject].zh, {**says, **MACHINES[subject].says}
    return zh, says.get(action, action)


def moment(at: str | None, zone: ZoneInfo, none: str = "—") -> str:
    """Return a day as it stands, and a moment as the mine's clocks showed it."""
    if at is None or len(at) == DAY:
        return at or none
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"
