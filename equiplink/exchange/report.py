"""采购档案与评标报告: the file of a tender as a document that prints, Chinese first.

It says nothing that ``audit.procurement`` did not gather, and leaves out
nothing that a stranger needs to come to the same ranks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from equiplink.exchange import proceedings, verdicts
from equiplink.exchange.document import Block, Code, Document, Facts, Heading, Table, Text, money
from equiplink.exchange.proceedings import when
from equiplink.tender.states import Formula

KEPT = {True: "是", False: "否", None: "未到"}
NONE = "无。"


def report(file: Mapping[str, Any]) -> Document:
    """Return the document of a file that ``audit.procurement.procurement`` gathered."""
    notice, mine = file["notice"], file["mine"]
    zone = ZoneInfo(file["time_zone"])
    synthetic = "（样例数据 synthetic）" if mine["synthetic"] else ""
    return Document(
        title="招标评标报告",
        subtitle=f"{mine['name']}{synthetic}　{notice['number']} 第 {notice['round']} 轮　"
        f"{notice['title']}",
        footer=f"由 equiplink 于 {when(file['made_at'], zone)} 生成；金额单位：元（人民币）；"
        "分数以分数（a/b）为准，小数仅供阅读；排名先于四舍五入。",
        blocks=tuple(_blocks(file, zone)),
    )


def _blocks(file: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    yield from _notice(file, zone)
    yield from _origin(file["lines"])
    yield from _clock(file["clock"])
    yield from _bidders(file["bidders"], zone)
    yield from _opening(file["opening"], zone)
    yield from verdicts.chapters(file, zone)
    yield from proceedings.chapter(file, zone)
    yield from _awards(file["awards"])
    yield from _contracts(file["contracts"])
    yield from _sealed(file["sealed_bids"])
    yield from _ledger(file["ledger"], zone)
    yield from _files(file["attachments"], zone)


def _notice(file: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    notice = file["notice"]
    basis = "依法必须招标" if notice["statutory"] else "非依法必须招标，按本单位制度办理"
    yield Heading("一、招标公告与评标办法")
    yield Facts(
        [
            ("招标编号", f"{notice['number']}（第 {notice['round']} 轮）"),
            ("项目名称", notice["title"]),
            ("采购方式", "；".join(filter(None, (notice["method"], notice["ground"], basis)))),
            ("不公开招标的原因", notice["reason"] or "—"),
            ("状态", "：".join(filter(None, (notice["state"], notice["failure"])))),
            ("评标方法", notice["evaluation"]),
            ("专家评分去极值", "去掉一个最高和一个最低合计分（不少于五人时）"
             if notice["trim_scores"] else "不去，取全部委员平均"),
            ("价格评审因素", "、".join(notice["review_factors"]) or "无"),
            ("资格条件", "；".join(notice["qualifications"]) or "见招标文件"),
            ("估算价", money(notice["estimate"])),
            ("比价基准", notice["price_basis"]),
            ("并列的处理办法", " → ".join(notice["ties"])),
            ("保证金不足的投标", notice["short_bond"]),
            ("投标有效期至", str(notice["valid_until"] or "—")),
            ("公告媒介", "、".join(notice["media"]) or "—"),
            ("发布 / 截止 / 开标", " / ".join(
                when(notice[key], zone) for key in ("issued_at", "deadline", "opened_at"))),
        ]
    )  # fmt: skip
    if notice["requirements"]:
        yield Text(notice["requirements"])
    yield from proceedings.notices(file, zone)
    yield Heading("标段", 2)
    yield Table(
        "lots",
        ("标段", "名称", "状态", "估算价", "最高限价", "投标保证金"),
        [
            (x["no"], x["title"] or "—", x["state"], money(x["estimate"]),
             money(x["max_price"], "未设"), money(x["bid_bond"]))
            for x in notice["lots"]
        ],
        numbers=frozenset({3, 4, 5}),
    )  # fmt: skip
    yield from _criteria(notice)


def _criteria(notice: Mapping[str, Any]) -> Iterator[Block]:
    if notice["criteria"]:
        yield Heading("评审因素（招标文件规定，发布后不变）", 2)
        yield Table(
            "criteria",
            ("因素", "权重", "价格公式", "每高 1% 扣分", "每低 1% 扣分"),
            [
                (x["name"], str(x["weight"]), _formula(x.get("formula")),
                 str(x.get("above", "")), str(x.get("below", "")))
                for x in notice["criteria"]
            ],
            numbers=frozenset({1, 3, 4}),
        )  # fmt: skip


def _formula(word: str | None) -> str:
    return f"{Formula(word).zh} {word}" if word else "委员评分"


def _origin(lines: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    yield Heading("二、采购内容与计划来源")
    yield Table(
        "lines",
        ("标段", "计划", "行", "申请人", "名称", "型号", "数量", "单位", "预计单价", "使用地点"),
        [
            (x["lot"], x["plan"], str(x["plan_line"]), x["requester"], x["name"], x["model"],
             x["quantity"], x["unit"], money(x["estimate"]), x["place"])
            for x in lines
        ],
        numbers=frozenset({2, 6, 8}),
    )  # fmt: skip
    changed = [f"{x['plan']} 第 {x['plan_line']} 行" for x in lines if x["changed"]]
    if changed:
        yield Text(f"招标后计划已变更：{'、'.join(changed)}。")


def _clock(rows: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    yield Heading("三、期限")
    if not rows:
        yield Text("非招标方式，无法定期限。")
        return
    yield Table(
        "clock",
        ("规则", "期间", "起", "止", "天数", "要求", "是否符合", "依据"),
        [
            (x["code"], x["what"], x["from"] or "—", x["to"] or "—",
             "—" if x["days"] is None else str(x["days"]), x["limit"], KEPT[x["kept"]],
             x["source"])
            for x in rows
        ],
        numbers=frozenset({4}),
        marked=frozenset(n for n, x in enumerate(rows) if x["kept"] is False),
    )  # fmt: skip
    yield Text(
        "天数按民法典第二百零一条，开始的当日不计入；期间的最后一日是本矿日历所列休息日的，"
        "以休息日结束的次日为最后一日（第二百零三条）。期限按本矿现行设定。",
        note=True,
    )


def _bidders(rows: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("四、投标人")
    if not rows:
        yield Text("开标前不公开投标人。")
        return
    yield Table(
        "bidders",
        ("标段", "投标人", "统一社会信用代码", "递交时间", "状态", "投标总价（含税）",
         "不含税价"),
        [
            (x["lot"], x["supplier"], x["uscc"], when(x["received_at"], zone), x["state"],
             money(x["price"], "未开启"), money(x["net"], "未写明税率" if x["price"] else "未开启"))
            for x in rows
        ],
        numbers=frozenset({5, 6}),
    )  # fmt: skip


def _opening(record: Mapping[str, Any] | None, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("五、开标记录")
    if record is None:
        yield Text("尚无开标记录。")
        return
    yield Facts(
        [
            ("开标时间", when(record["opened_at"], zone)),
            ("地点", record["venue"]),
            ("唱标人签字", f"{record['reader']}　{when(record['reader_signed_at'], zone)}"),
            ("记录人签字", f"{record['recorder']}　{when(record['recorder_signed_at'], zone)}"),
        ]
    )
    yield Table(
        "present",
        ("到场人员", "身份", "代表"),
        [(x["name"], x["capacity"], x["supplier"] or "—") for x in record["present"]],
    )
    yield Table(
        "readings",
        ("标段", "投标人", "密封情况", "唱标价格", "工期（天）", "质量承诺", "唱标保证金",
         "实收保证金"),
        [
            (x["lot"], x["supplier"], x["envelope_zh"], money(x["price"]),
             "—" if x["days"] is None else str(x["days"]), x["quality"] or "—", money(x["bond"]),
             money(x["bond_received"] and str(x["bond_received"]), "未收到"))
            for x in record["readings"]
        ],
        numbers=frozenset({3, 4, 6, 7}),
    )  # fmt: skip
    yield Heading("当场异议", 2)
    if record["remarks"]:
        rows = [(x["by"], x["text"], x["answer"]) for x in record["remarks"]]
        yield Table("remarks", ("提出人", "内容", "答复"), rows)
    else:
        yield Text(NONE)


def _awards(rows: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    yield Heading("十四、定标")
    if not rows:
        yield Text("尚未定标。")
        return
    yield Table(
        "awards",
        ("标段", "事项", "日期", "办理人", "中标人", "价格", "排名", "理由"),
        [
            (x["lot"], x["action"], x["on"], x["by"], x["supplier"], money(x["price"]),
             str(x["rank"] or "—"), x["reason"] or "排名第一")
            for x in rows
        ],
        numbers=frozenset({5, 6}),
    )  # fmt: skip


def _contracts(rows: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    yield Heading("十五、合同与投标对照")
    if not rows:
        yield Text("尚无合同。")
    for each in rows:
        yield Heading(f"{each['number']}　{each['supplier']}", 2)
        same = "一致" if each["amount"] == each["bid_price"] else "不一致"
        yield Facts(
            [
                ("状态", f"{each['state']}　{each['signed_on'] or '未签订'}"),
                (
                    "中标价 → 合同价",
                    f"{money(each['bid_price'])} → {money(each['amount'])}（{same}）",
                ),
                ("履约保证金", money(each["performance_bond"])),
                ("交货期限", each["deliver_by"]),
            ]
        )
        yield Table(
            "contract",
            ("投标", "合同", "是否一致"),
            [(x["bid"], x["contract"], KEPT[x["same"]]) for x in each["lines"]],
            marked=frozenset(n for n, x in enumerate(each["lines"]) if not x["same"]),
        )


def _sealed(proof: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("十六、密封投标的证明")
    if not proof["opening_key"]:
        yield Text("尚未开标。")
        return
    yield Facts(
        [
            ("公钥（发布时公开）", proof["public_key"]),
            ("开标私钥（开标时公开）", proof["opening_key"]),
            ("保管方式", proof["seal"]
             + (f"，须 {proof['threshold']} 份合成" if proof["threshold"] else "")),
        ]
    )  # fmt: skip
    yield Text(
        "信封和到检查点的路径见 GET /tenders/{id}/proof。"
        "复核：对下列内容按 UTF-8 计算 SHA-256，应等于递交时写入台账的承诺值；"
        "信封为 HPKE（RFC 9180，X25519、HKDF-SHA256、ChaCha20-Poly1305），可用开标私钥再次打开。",
        note=True,
    )
    yield Table(
        "commitments",
        ("投标人", "承诺值（内容的 SHA-256）", "信封的 SHA-256"),
        [(x["supplier"], x["commitment"], x["envelope"]) for x in proof["bids"]],
    )
    for each in proof["bids"]:
        yield Text(f"{each['supplier']} 的投标内容：")
        yield Code(each["content"], name=f"content {each['commitment']}")


def _ledger(proof: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("十七、台账证明")
    yield Text(
        f"台账检查点：{proof['size']} 条记录，根 {proof['root'] or '尚未封存'}。"
        "记录按 RFC 6962 组成默克尔树，叶值为下表的记录哈希；有路径的可自行算到根。"
    )
    if proof["note"]:
        yield Code(proof["note"], name="checkpoint")
    yield Table(
        "ledger",
        ("时间", "办理人", "事项", "记录哈希", "位置"),
        [
            (when(x["at"], zone), x["actor"], f"{x['subject']}.{x['action']}", x["leaf"],
             "未封存" if x["position"] is None else str(x["position"]))
            for x in proof["entries"]
        ],
        numbers=frozenset({4}),
    )  # fmt: skip
    for each in proof["entries"]:
        if each["proof"]:
            yield Text(f"{each['subject']}.{each['action']}（位置 {each['position']}）至根的路径：")
            yield Code("\n".join(each["proof"]), name=f"proof {each['position']}")


def _files(rows: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("十八、附件")
    if not rows:
        yield Text(NONE)
        return
    yield Table(
        "attachments",
        ("所属", "种类", "文件名", "大小（字节）", "SHA-256", "上传", "备注"),
        [
            (x["of"], x["kind"], x["name"], f"{x['size']:,}", x["sha256"], when(x["at"], zone),
             f"作废：{x['void']}" if x["void"] else "")
            for x in rows
        ],
        numbers=frozenset({3}),
        marked=frozenset(n for n, x in enumerate(rows) if x["void"]),
    )  # fmt: skip
