"""回撤: the face is counted, what is missing or unexpected is settled, and it is closed out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from equiplink.db import plain
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.example.physical.hands import FACE, bring_up, write, write_text
from equiplink.hazard import actions as hazard
from equiplink.hazard.models import Hazard
from equiplink.upkeep import scrapping
from equiplink.usage import actions as usage
from equiplink.usage import clearing, losing, stocktakes
from equiplink.usage.models import Placement
from equiplink.usage.states import Tally

LOST = Decimal(5)


def withdrawing(cast: Cast) -> Iterator[str]:
    """Count, settle the differences, bring everything up, count again and close out."""
    yield f"\n七、回撤 {FACE}"
    with cast.by("keeper") as work:
        for stands in usage.balance(work, cast.places[FACE]):
            yield f"  账上尚在：{stands.number} {plain(stands.quantity)} {stands.unit}"
    yield "  第一次盘点（现场逐个扫码）："
    counted = {"switch": Decimal(1), "bolt": 40 - LOST, "fan": Decimal(1)}
    yield from _count(cast, counted)
    place_id = cast.places[FACE]
    yield from refused(cast, "keeper", "销号被拒", lambda work: clearing.close_out(work, place_id))
    yield from _settle(cast)
    for name in ("switch", "bolt", "fan"):
        yield from bring_up(cast, name)
    yield "  第二次盘点（按清单到现场查看，实有 0）："
    yield from _count(cast, dict.fromkeys(counted, Decimal(0)))
    cast.wait()
    with cast.by("keeper") as work:
        clearing.close_out(work, place_id)
        flows = clearing.flows(work, place_id)
    write(cast, "balance.json", flows_told(flows))
    lines = list(_sums(flows))
    write_text(cast, "回撤平衡表.txt", [f"{FACE} 回撤平衡表", *lines])
    yield from (f"  {each}" for each in lines)
    yield "  → 账面已无余物，盘点相符，差异已处理，回撤销号"


def flows_told(flows: list[clearing.Flow]) -> list[dict[str, str]]:
    """Return the balance with its columns in Chinese."""
    return [
        {
            "编号": each.number, "单位": each.unit, "到达": plain(each.came),
            "移走": plain(each.moved), "交回": plain(each.given_back),
            "消耗": plain(each.used_up), "核销": plain(each.lost), "现有": plain(each.stands),
        }
        for each in flows
    ]  # fmt: skip


def _sums(flows: list[clearing.Flow]) -> Iterator[str]:
    yield "到达 − 移走 − 交回 − 消耗 − 核销 = 现有"
    for flow in flows:
        left = (flow.came, flow.moved, flow.given_back, flow.used_up, flow.lost)
        sums = " − ".join(plain(each) for each in left)
        yield f"{flow.number}：{sums} = {plain(flow.stands)} {flow.unit}"


def _count(cast: Cast, found: dict[str, Decimal]) -> Iterator[str]:
    cast.wait()
    with cast.by("keeper") as work:
        opened = stocktakes.open_stocktake(work, place_id=cast.places[FACE]).id
    cast.wait(minutes=30)
    with cast.by("keeper") as work:
        stocktakes.count(
            work, opened,
            seen=[
                {"code": cast.tags[name], "at": work.now, "quantity": quantity}
                for name, quantity in found.items()
            ],
        )  # fmt: skip
        for each in stocktakes.compare(work, opened):
            sign = "✓" if each.tally is Tally.MATCH else "△"
            yield (
                f"  {sign} {each.name}：账面 {plain(each.expected)}，实有 {plain(each.found)}"
                f"，{each.tally.zh}"
            )
        stocktakes.close(work, opened)


def _settle(cast: Cast) -> Iterator[str]:
    with cast.by("approver") as work:
        losing.write_off(
            work, cast.placements["bolt"], quantity=LOST, reason="样例：清理浮煤查找两班，仍无下落"
        )
    yield f"  锚杆短少 {LOST} 根：查找无下落，由包机人以外的审批人核销"
    with cast.by("mechanic") as work:
        (stands,) = work.all(Placement, item_id=cast.items["fan"], ended_at=None)
        usage.move(work, stands.id, place_id=cast.places[FACE])
    yield "  局部通风机多出：查明是移设未登记，补记移动"
    with cast.by("safety_officer") as work:
        found = [
            each.id for each in work.all(Hazard, place_id=cast.places[FACE])
            if each.cause.startswith(stocktakes.CAUSE)
        ]  # fmt: skip
        for each in found:
            hazard.assign(
                work, each, responsible_id=cast.people["mechanic"][0].id, measures="查找、补记",
                due_on=work.today + timedelta(days=1),
            )  # fmt: skip
    with cast.by("mechanic") as work:
        for each in found:
            hazard.rectify(work, each, evidence="样例：查找记录、移动记录")
    with cast.by("safety_officer") as work:
        for each in found:
            yield f"  验收销号：{hazard.verify(work, each).title}"


def scrapping_it(cast: Cast) -> Iterator[str]:
    """Scrap the switch after five years."""
    yield "\n八、报废（馈电开关 SB-switch-01）"
    with cast.by("mechanic") as work:
        made = scrapping.request(
            work, cast.items["switch"], quantity=Decimal(1), ground="beyond_repair",
            appraisal="机电科初步鉴定（样例）", repair_cost=Decimal(16_000), value=Decimal(18_500),
        ).id  # fmt: skip
    yield "  申请并附初步鉴定：修理费 16,000 元，现值 18,500 元"
    with cast.by("ex_inspector") as work:
        said = scrapping.condemn(work, made, reason="隔爆面锈蚀、外壳变形，修复不经济（样例）")
    yield f"  防爆检查员技术鉴定：{said.state.zh}，{said.finding}"
    with cast.by("approver") as work:
        scrapping.approve(work, made)
    yield "  机电副矿长审批同意"
    with cast.by("keeper") as work:
        scrapping.destroy(work, made, proof="解体照片（样例）")
    yield "  库管员登记销毁凭证，标签作废"
