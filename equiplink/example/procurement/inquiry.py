"""询价: six items below the threshold; what would reach it together is not bought apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.example import moves
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.example.procurement import buy
from equiplink.example.procurement.planning import LARGE, SIX
from equiplink.example.procurement.stock import look
from equiplink.supplier import actions as supplier
from equiplink.supplier.models import Supplier
from equiplink.tender import actions as tender
from equiplink.tender import bids, evaluation, queries
from equiplink.work import Work

WHY = "单项合同估算价不足 200 万元，规格统一、货源充足"
PRICES = (
    {"switch": "18200", "fan": "41600", "cable": "9750", "belt": "35800", "bolt": "37.40",
     "resin": "5.85"},
    {"switch": "18050", "fan": "40900", "cable": "9900", "belt": "34950", "bolt": "37.95",
     "resin": "5.90"},
    {"switch": "18400", "fan": "41200", "cable": "9500", "belt": "36000", "bolt": "36.85",
     "resin": "6.05"},
)  # fmt: skip
"""Unit prices of the three who are asked; an inquiry is priced once."""


def inquiring(cast: Cast) -> Iterator[str]:
    """Ask three, take the lowest, and refuse to split what belongs together."""
    yield "\n二、询价采购（六种材料设备）"
    yield from refused(
        cast, "buyer", "询价未写原因", lambda work: buy.draft(cast, work, "XJ-2026-01", SIX)
    )
    with cast.by("buyer") as work:
        made = buy.draft(cast, work, "XJ-2026-01", SIX, reason=WHY, ground="standard_goods").id
    yield f"  → 写明情形和原因：{WHY}"
    yield from _asking(cast, made)
    yield from _deciding(cast, made)
    yield from _splitting(cast)
    order = buy.sign(cast, made, "HT-2026-01", days=30)
    yield f"  合同 HT-2026-01 与报价一致，{buy.yuan(order.amount)}"
    cast.wait(days=15)
    yield from buy.receive(cast, order.id, "DH-2026-01")
    buy.fulfil(cast, order.id)


def _asking(cast: Cast, tender_id: UUID) -> Iterator[str]:
    listed = cast.suppliers[-1]
    look(cast, cast.suppliers, listed=[listed])
    yield "  查询三个失信名单，五家中一家在列；查询日期和截图编号入账"
    with cast.by("safety_officer") as work:
        supplier.debar(
            work, listed, cause="safety_dishonesty", source="样例：安全生产严重失信主体名单查询",
            starts_on=work.today, ends_on=work.today.replace(year=work.today.year + 3),
        )  # fmt: skip
    _invite(cast, tender_id, cast.suppliers[:2])
    name = _name(cast, listed)
    yield from refused(
        cast, "buyer", f"邀请 {name}",
        lambda work: tender.invite(work, tender_id, supplier_id=listed),
    )  # fmt: skip
    yield from refused(
        cast, "buyer", "只向两家询价", lambda work: _publish(work, tender_id)
    )  # fmt: skip
    _invite(cast, tender_id, cast.suppliers[2:3])
    with cast.by("buyer") as work:
        _publish(work, tender_id)
    yield "  → 改邀第三家，询价通知书发出，报价期 5 日，报价密封"
    for supplier_id, prices in zip(cast.suppliers, PRICES, strict=False):
        given = {name: Decimal(price) for name, price in prices.items()}
        moves.offer(cast, tender_id, supplier_id, given)
    cast.wait(days=5)


def _publish(work: Work, tender_id: UUID) -> None:
    tender.publish(work, tender_id, deadline=work.now + timedelta(days=5))


def _invite(cast: Cast, tender_id: UUID, suppliers: list[UUID]) -> None:
    with cast.by("buyer") as work:
        for supplier_id in suppliers:
            tender.invite(work, tender_id, supplier_id=supplier_id)


def _name(cast: Cast, supplier_id: UUID) -> str:
    with cast.by("buyer") as work:
        return work.get(Supplier, supplier_id).name


def _deciding(cast: Cast, tender_id: UUID) -> Iterator[str]:
    with cast.by("buyer") as work:
        bids.open_bids(work, tender_id)
        yield "  开启报价："
        yield from buy.priced(work, tender_id)
    buy.seat(cast, tender_id, range(3), experts=2)
    with cast.by("buyer") as work:
        evaluation.evaluate(work, tender_id, report_on=work.today)
        second = buy.ranked(work, queries.lots(work, tender_id)[0].id, 2)
    yield from refused(
        cast, "approver", "不选最低的合格报价",
        lambda work: evaluation.award(work, tender_id, bid_id=second.id),
    )  # fmt: skip
    yield from buy.award(cast, tender_id)


def _splitting(cast: Cast) -> Iterator[str]:
    loader = {"loader": LARGE["loader"]}
    yield from refused(
        cast, "buyer", "同一工程的转载机想另行询价",
        lambda work: buy.draft(cast, work, "XJ-2026-02", loader, reason=WHY),
    )  # fmt: skip
    yield "  → 转载机并入液压支架的公开招标（标段二）"
