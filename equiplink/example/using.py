"""The second half of the story: the gate, a stop-use notice, repair, scrap, passport, ledger."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.audit.passport import passport
from equiplink.audit.recall import board
from equiplink.audit.replay import verify
from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import StopUseNotice
from equiplink.chain import Chain
from equiplink.db import new_id
from equiplink.example.cast import GATE, MARKS, Cast, query_again, report
from equiplink.example.moves import CHECKS, put
from equiplink.gate import actions as gate
from equiplink.gate.models import Scan
from equiplink.gate.scan import decision
from equiplink.hazard import actions as hazard
from equiplink.hazard import recalls
from equiplink.ledger import Entry
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import scrapping
from equiplink.usage import actions as usage

USED_AT = {
    "support": "3101综采工作面",
    "switch": "3101回风巷",
    "fan": "一采区进风巷",
    "cable": "3101回风巷",
    "belt": "一采区进风巷",
    "rescuer": "3101综采工作面",
    "rescuer2": "3101综采工作面",
    "lamp": "3101综采工作面",
    "lamp2": "3101综采工作面",
    "lamp3": "3101综采工作面",
    "bolt": "3101回风巷",
    "resin": "3101回风巷",
}
"""What is inspected before entry, and for where. The second cable is forgotten."""
PARTS = {"bolt": 200}


def entering(cast: Cast) -> Iterator[str]:
    """Inspect, then scan everything in; three things are refused for three reasons."""
    yield "\n五、入井（防爆检查员签发入井合格证，库管员在副井扫码）"
    cast.wait(days=75)  # the resin's shelf life runs out in the store
    _inspect(cast, *USED_AT)
    cast.wait()
    yield f"  安标查询已满 90 天，{query_again(cast)} 个逐个重新查询，记明查询时间和查询人"
    yield "  安标查询：局部通风机的安全标志被发证机构暂停（样例）"
    _query(cast, "fan", "暂停")
    for name in ("cable2", "resin", "fan"):
        yield from _scan(cast, name)
    yield "  → 三件被拒，理由各不相同，扫码记录和依据都已入账"
    for name in (
        "support",
        "switch",
        "cable",
        "belt",
        "rescuer",
        "rescuer2",
        "lamp",
        "lamp2",
        "bolt",
    ):
        yield from _scan(cast, name, quantity=PARTS.get(name, 1))
    yield "  整改：补做电缆入井检查，风机安标恢复有效；过期锚固剂留待报废"
    _query(cast, "fan")
    with cast.by("ex_inspector") as work:
        _sign(cast, work, "cable2", "3101回风巷")
    cast.wait()
    for name in ("cable2", "fan"):
        yield from _scan(cast, name)
    for name in ("support", "switch", "fan", "lamp", "lamp2"):
        _place(cast, name)
    yield "  井下设备已定位到地点、队组和包机人"


def stopping(cast: Cast) -> Iterator[str]:
    """Obey the notice of 2021 on the lamps' mark, down to verification and closing."""
    yield "\n六、停用通知（真实：山东 2021 年，安标 MAH160130 矿灯抽检不合格）"
    cast.wait(days=3)
    with cast.by("safety_officer") as work:
        catalogue.load_national(work)
        (notice,) = work.all(StopUseNotice, mark_number=MARKS["lamp"])
        opened = recalls.stop_use(work, notice.id)
        yield f"  依据 {notice.issuer}（{notice.issued_on}），开立隐患：{opened.title}"
    yield from _scan(cast, "lamp3")
    with cast.by("safety_officer") as work:
        hazard.assign(
            work, opened.id, responsible_id=cast.people["mechanic"][0].id,
            measures="立即停用并升井隔离，更换其他厂家矿灯", funds=Decimal(960),
            due_on=work.today + timedelta(days=1), emergency_plan="备用矿灯不少于 10%",
        )  # fmt: skip
    for name in ("lamp", "lamp2"):
        yield from _bring_up(cast, name)
        with cast.by("safety_officer") as work:
            left = board(work, notice.number)["progress"]["left"]
        yield f"  排查看板（{cast.now:%m-%d}）：井下还有 {left} 件"
        cast.wait(days=1)
    with cast.by("mechanic") as work:
        hazard.rectify(work, opened.id, evidence="升井扫码记录 2 条，隔离存放照片")
    with cast.by("safety_officer") as work:
        hazard.verify(work, opened.id)
    yield "  → 五落实齐全，整改人与验收人不是同一人，验收销号；停用仍然有效，矿灯不得再入井"


def wearing(cast: Cast) -> Iterator[str]:
    """Test, maintain, repair, modify and scrap one switch: the nine words of its life."""
    yield "\n七、检测、维护、保养、维修、改造（馈电开关 SB-switch-01）"
    cast.wait(days=20)
    for kind, start in (
        ("检测", upkeep.start_test),
        ("维护", upkeep.start_maintenance),
        ("保养", upkeep.start_care),
    ):
        yield from _job(cast, kind, start)
    yield from _bring_up(cast, "switch")
    for kind, start in (("改造", upkeep.start_modification), ("维修", upkeep.start_repair)):
        yield from _job(cast, kind, start)
    yield from _scan(cast, "switch")
    with cast.by("ex_inspector") as work:
        _sign(cast, work, "switch", USED_AT["switch"])
    cast.wait()
    yield "  维修后重新做入井检查："
    yield from _scan(cast, "switch")
    _place(cast, "switch")
    yield "\n八、报废"
    cast.wait(days=5)
    yield from _bring_up(cast, "switch")
    yield from _scrap(cast, "switch", 1, "beyond_repair", repair_cost=16_000, value=18_500)
    yield from _scrap(cast, "resin", 600, "expired")


def proving(cast: Cast) -> Iterator[str]:
    """Print the passport, verify the ledger, and show that one changed byte is found."""
    yield "\n九、全链条档案（第二十五条：购置、入库、使用、维护、保养、检测、维修、改造、报废）"
    with cast.by("inspector") as work:
        document = passport(work, cast.tags["switch"])
        mine_id = work.mine_id
    links = " → ".join(f"{link['zh']} {link['number']}".strip() for link in document["links"])
    yield f"  {links}"
    yield f"  {len(document['events'])} 条记录；已有：{'、'.join(document['words'])}"
    yield f"  缺项：{'、'.join(document['missing']) or '无'}"
    yield "\n十、台账校验"
    verdict = verify(cast.chain, mine_id)
    yield f"  {verdict.entries} 条记录，封存 {verdict.sealed} 条，根 {verdict.root[:16]}…："
    yield f"  → {'校验通过，状态可由台账重放' if verdict.intact else '校验不通过'}"
    yield from _tamper(cast, mine_id)


def _tamper(cast: Cast, mine_id: UUID) -> Iterator[str]:
    with cast.by("inspector") as work:
        award = work.all(Entry, action="award")[0].details.encode()
    cast.chain.close()
    path, copy = cast.folder / "demo.db", cast.folder / "tampered.db"
    data = path.read_bytes()
    at = data.index(award) + len(award) // 2
    copy.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    shutil.copy(f"{path}.key", f"{copy}.key")
    shutil.copytree(f"{path}.files", f"{copy}.files", dirs_exist_ok=True)
    with closing(Chain(f"sqlite:///{copy}", clock=lambda: cast.now)) as changed:
        verdict = verify(changed, mine_id)
    yield "  在副本 tampered.db 中改动定标记录的一个字节："
    yield f"  → {'校验通过' if verdict.intact else '校验不通过：' + verdict.problems[0]}"


def _place(cast: Cast, name: str) -> None:
    with cast.by("mechanic") as work:
        cast.placements[name] = put(cast, work, name, USED_AT[name])


def _bring_up(cast: Cast, name: str) -> Iterator[str]:
    with cast.by("mechanic") as work:
        usage.give_back(work, cast.placements[name])
    yield from _scan(cast, name, direction="out")


def _query(cast: Cast, name: str, status: str = "有效") -> None:
    product = cast.products[name]
    with cast.by("administrator") as work:
        catalogue.set_mark(
            work, number=MARKS[name], product=product.name, model=product.model,
            holder=product.maker, status=status, valid_from=date(2024, 1, 1),
            valid_until=date(2028, 12, 31), synthetic=True, source="样例：状态为演示而设",
        )  # fmt: skip


def _inspect(cast: Cast, *names: str) -> None:
    with cast.by("ex_inspector") as work:
        for name in names:
            _sign(cast, work, name, USED_AT[name])


def _sign(cast: Cast, work: Any, name: str, place: str) -> None:
    gate.inspect(
        work, cast.items[name], place_id=cast.places[place], passed=True, checks=CHECKS,
        valid_until=work.today + timedelta(days=10),
    )  # fmt: skip


def _scan(cast: Cast, name: str, *, direction: str = "in", quantity: int = 1) -> Iterator[str]:
    cast.wait()
    with cast.by("keeper") as work:
        answer = gate.scan(
            work, new_id(), tag=cast.tags[name], gate=GATE, direction=direction, quantity=quantity
        )
    yield from answered(answer)


def answered(answer: Scan) -> Iterator[str]:
    """Tell a scan's answer with every reason and its clause."""
    document = decision(answer)
    item = document["item"]
    way = "入井" if answer.direction == "in" else "升井"
    many = f" {document['quantity']}{item['unit']}" if answer.quantity != 1 else ""
    sign, verdict = ("✓", "准予") if answer.admitted else ("✗", "禁止")
    yield f"  {sign} {item['number']} {item['name']}{many}：{verdict}{way}"
    for finding in document["findings"]:
        source = finding["source"]
        yield f"      [{finding['code']}] {finding['message']}"
        yield f"        依据：《{source['statute']}》{source['article']}「{source['quote']}」"


def _job(cast: Cast, kind: str, start: Any) -> Iterator[str]:
    cast.wait()
    done = cast.people["mechanic"][0].id
    signer = "ex_inspector" if kind in {"改造", "维修"} else "mechanic"
    signed = cast.people[signer][-1].id
    with cast.by("mechanic") as work:
        job = start(work, cast.items["switch"], note=f"样例{kind}")
    cast.wait()
    with cast.by("mechanic", 1) as work:
        upkeep.pass_(
            work, job.id, done_by=done, signed_by=signed, report=f"样例{kind}报告",
            report_id=report(work, job.id, f"样例{kind}报告"),
        )  # fmt: skip
    yield f"  {kind}合格，机电工作业，{cast.people[signer][-1].name}签字"


def _scrap(cast: Cast, name: str, quantity: int, ground: str, **costs: int) -> Iterator[str]:
    with cast.by("mechanic") as work:
        made = scrapping.request(
            work, cast.items[name], quantity=Decimal(quantity), ground=ground,
            appraisal="机电科初步鉴定（样例）",
            **{key: Decimal(cost) for key, cost in costs.items()},
        )  # fmt: skip
    with cast.by("ex_inspector") as work:
        scrapping.condemn(work, made.id, reason="技术鉴定：无继续使用价值（样例）")
    with cast.by("approver") as work:
        scrapping.approve(work, made.id)
    with cast.by("keeper") as work:
        scrapping.destroy(work, made.id, proof="解体照片（样例）")
    yield f"  SB-{name}-01 鉴定、审批、销毁，标签作废"
