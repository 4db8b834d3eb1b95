"""The chapters of the report that tell what the committee did: draw, checklists, marks, ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from equiplink.exchange.document import Block, Facts, Heading, Table, Text, money
from equiplink.tender.scoring import rounded

NONE = "无。"


def chapters(file: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    """Yield the chapters six to twelve."""
    yield from _committee(file, zone)
    yield from _checklists(file)
    yield from _low_prices(file)
    yield from _sheets(file["sheets"], zone)
    yield from _rankings(file)
    yield from _signs(file["signs"])
    yield from _signatures(file["signatures"], zone)


def _when(at: str | None, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}" if at else "—"


def _committee(file: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("六、评标委员会")
    if not file["names_told"]:
        yield Text("名单在中标结果确定前保密（招标投标法第三十七条），以下只列序号。", note=True)
    rows = file["committee"]
    yield Table(
        "committee",
        ("委员", "身份", "专业", "职称", "从业起始", "利害关系声明", "变动"),
        [
            (x["member"], _capacity(x), *_expertise(x, told=file["names_told"]),
             _statement(x, zone), x["left"] or "—")
            for x in rows
        ],
    )  # fmt: skip
    sitting = [x for x in rows if not x["left"]]
    experts = sum(x["expert"] for x in sitting)
    yield Text(f"在任 {len(sitting)} 人，其中专家 {experts} 人。")
    for draw in file["draws"]:
        yield from _draw(draw, zone)


def _capacity(member: Mapping[str, Any]) -> str:
    special = f"（直接确定：{member['special']}）" if member["special"] else ""
    return f"专家{special}" if member["expert"] else "招标人代表"


def _expertise(member: Mapping[str, Any], *, told: bool) -> tuple[str, str, str]:
    if not told:
        return ("—", "—", "—")
    return (member["field"] or "—", member["title"] or "—", member["since"] or "—")


def _statement(member: Mapping[str, Any], zone: ZoneInfo) -> str:
    if not member["declared_at"]:
        return "未声明"
    return f"{member['interest'] or '无利害关系'}（{_when(member['declared_at'], zone)}）"


def _draw(draw: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("专家随机抽取", 2)
    yield Facts(
        [
            ("抽取前公布的承诺值", draw["commitment"]),
            ("抽取人数", str(draw["places"])),
            ("准备人 / 见证人", f"{draw['prepared_by']} / {draw['witness'] or '—'}"),
            ("见证词 / 时间", f"{draw['word'] or '—'} / {_when(draw['drawn_at'], zone)}"),
            ("种子", draw["seed"] or "定标后公布"),
            ("不能到场", "；".join(draw["excused"]) or "无"),
        ]
    )
    if draw["drawn"]:
        rows = [(str(n), name) for n, name in enumerate(draw["drawn"], 1)]
        yield Table("draw", ("抽取次序", "人员"), rows)
    yield Text(
        "复核：承诺值为 JSON {pool, places, seed}（键有序、无空格、pool 按编号排序）的 SHA-256；"
        "每人的签为 JSON [种子, 见证词, 人员编号] 的 SHA-256，由小到大即抽取次序。",
        note=True,
    )


def _checklists(file: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("七、初步评审")
    if not file["checklists"]:
        yield Text(NONE)
    rows = sorted(file["checklists"], key=lambda x: (x["lot"], x["supplier"]))
    for (lot, supplier), answers in groupby(rows, lambda x: (x["lot"], x["supplier"])):
        yield Heading(f"{lot} 标段　{supplier}", 2)
        found = list(answers)
        yield Table(
            "checklist",
            ("评审项", "结论", "依据", "委员", "备注"),
            [
                (x["item"], "符合" if x["passes"] else "不符合", x["evidence"], x["by"],
                 "已被更改" if x["replaced"] else "")
                for x in found
            ],
            marked=frozenset(n for n, x in enumerate(found) if not x["passes"]),
        )  # fmt: skip
    yield Heading("否决的投标", 2)
    if file["rejections"]:
        out = [(x["lot"], x["supplier"], x["reason"]) for x in file["rejections"]]
        yield Table("rejections", ("标段", "投标人", "理由"), out)
    else:
        yield Text(NONE)


def _low_prices(file: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("八、异常低价与价格调整")
    if file["low_prices"]:
        yield Table(
            "low_prices",
            ("投标人", "要求说明", "投标人说明", "证明", "结论", "理由"),
            [
                (x["supplier"], x["question"], x["explanation"] or "—", x["evidence"] or "—",
                 x["state"], x["decision"] or "—")
                for x in file["low_prices"]
            ],
        )  # fmt: skip
    else:
        yield Text("没有要求说明的低价。")
    if file["adjustments"]:
        yield Table(
            "adjustments",
            ("投标人", "因素", "调整（元）", "理由", "委员"),
            [
                (x["supplier"], x["factor"], money(x["amount"]), x["reason"], x["by"])
                for x in file["adjustments"]
            ],
            numbers=frozenset({2}),
        )


def _sheets(sheets: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("九、委员评分表")
    if not sheets:
        yield Text("本次评标方法不设委员评分。")
    for sheet in sheets:
        names = list(dict.fromkeys(name for row in sheet["marks"] for name in row["points"]))
        yield Heading(f"{sheet['lot']} 标段　{sheet['member']}　{sheet['state']}", 2)
        yield Text(
            f"签字 {_when(sheet['signed_at'], zone)}，"
            f"签字内容 SHA-256：{sheet['fingerprint'] or '—'}"
            + (f"；{sheet['reason']}" if sheet["reason"] else ""),
            note=True,
        )
        yield Table(
            f"sheet {sheet['lot']}" if sheet["counts"] else f"void {sheet['lot']}",
            ("投标人", *names, "合计"),
            [
                (row["supplier"], *(row["points"].get(name, "—") for name in names),
                 str(sum(map(Decimal, row["points"].values()), Decimal(0))))
                for row in sheet["marks"]
            ],
            numbers=frozenset(range(1, len(names) + 2)),
        )  # fmt: skip


def _rankings(file: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("十、价格分与排名")
    if not file["rankings"]:
        yield Text("尚未评标。")
    for each in file["rankings"]:
        yield Heading(f"{each['lot']} 标段", 2)
        if each["formula"] is None:
            yield Text(f"按经评审的投标价（{each['basis']}）由低到高排名；比较的是精确值。")
            yield Table(
                f"ranking {each['lot']}",
                ("排名", "投标人", "投标价", "评审价", "不含税价"),
                [
                    (str(x["rank"]), x["supplier"], money(x["price"]), money(x["reviewed_price"]),
                     _exactly(x["net"]))
                    for x in each["rows"]
                ],
                numbers=frozenset({0, 2, 3, 4}),
            )  # fmt: skip
            yield from _tied(each)
            continue
        base = Fraction(each["benchmark"])
        yield Text(
            f"价格公式：{each['formula_zh']}；基准价 {each['benchmark']} ≈ {rounded(base)} 元。"
            f"价格分按{each['basis']}计算。综合得分 = 价格分 + 委员评分的平均。"
        )
        yield Table(
            f"ranking {each['lot']}",
            ("排名", "投标人", "投标价", "价格分", "委员平均分", "综合得分（精确）", "得分",
             "不含税价"),
            [
                (str(x["rank"]), x["supplier"], money(x["price"]), x["price_points"], x["members"],
                 x["exact"], x["score"], _exactly(x["net"]))
                for x in each["rows"]
            ],
            numbers=frozenset({0, 2, 3, 4, 5, 6, 7}),
        )  # fmt: skip
        yield from _tied(each)


def _exactly(net: str | None) -> str:
    """Return an exact amount as a fraction, with what it comes to."""
    if net is None:
        return "—"
    return net if "/" not in net else f"{net} ≈ {rounded(Fraction(net)):,}"


def _tied(ranking: Mapping[str, Any]) -> Iterator[Block]:
    """Tell how equal bids were told apart, and how to draw again."""
    for tie in ranking["ties"]:
        yield Text(f"并列：{' 与 '.join(tie['bidders'])}；{tie['by']}。")
    draw = ranking["draw"]
    if draw:
        yield Text(
            f"抽签：种子为公布的开标私钥 {draw['seed']}，"
            f"见证词为本标段各承诺值排序后的 JSON 的 SHA-256 {draw['word']}；"
            "每份投标的签为 JSON [种子, 见证词, 投标编号] 的 SHA-256，由小到大："
            f"{'、'.join(draw['drawn'])}。",
            note=True,
        )


def _signs(signs: Sequence[Mapping[str, str]]) -> Iterator[Block]:
    yield Heading("十一、评标时的提示与串通投标线索")
    yield Text("线索是供核查的事实，不是结论。", note=True)
    if signs:
        yield Table("signs", ("规则", "内容"), [(x["code"], x["says"]) for x in signs])
    else:
        yield Text(NONE)


def _signatures(rows: Sequence[Mapping[str, str]], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("十二、评标报告签署")
    if not rows:
        yield Text("尚未签署。")
        return
    yield Table(
        "signatures",
        ("委员", "意见", "说明", "时间"),
        [(x["member"], x["opinion"], x["text"] or "—", _when(x["at"], zone)) for x in rows],
    )
