"""The plan of the project, from which the inquiry and the tender buy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from equiplink.example import moves
from equiplink.example.cast import Cast
from equiplink.example.moves import Need, refused
from equiplink.example.procurement import buy
from equiplink.example.procurement.approving import approving
from equiplink.example.procurement.stock import PROJECT
from equiplink.plan import actions as plan

SIX = {
    "switch": Need(2, 18_500, "3101回风巷"),
    "fan": Need(2, 42_000, "一采区进风巷"),
    "cable": Need(4, 9_800, "3101回风巷"),
    "belt": Need(2, 36_000, "一采区进风巷"),
    "bolt": Need(10_000, 38, "3101回风巷"),
    "resin": Need(20_000, 6, "3101回风巷"),
}
"""What is bought by inquiry."""
LARGE = {
    "support": Need(3, 830_000, "3101综采工作面"),
    "loader": Need(1, 1_300_000, "3101综采工作面"),
}
"""What is bought by tender."""


def planning(cast: Cast) -> Iterator[str]:
    """Plan the project; nobody approves what he wrote."""
    yield f"\n一、采购计划书（{PROJECT}）"
    with cast.by("planner") as work:
        made = plan.draft(
            work, number="JH-2026-01", title="3101 工作面安装设备材料", period="quarter",
            budget=Decimal(4_600_000), project=PROJECT,
        )  # fmt: skip
        lines = moves.add_lines(
            cast, work, made.id, SIX | LARGE, need_by=date(2026, 9, 30), purpose=PROJECT
        )
    for name, line in lines.items():
        cast.lines[name] = line.id
        product, need = cast.products[name], (SIX | LARGE)[name]
        yield f"  {product.name} {product.model} × {need.quantity}{line.unit}，{need.place}"
    yield from refused(
        cast, "buyer", "计划未批准就去询价", lambda work: buy.draft(cast, work, "XJ-2026-01", SIX)
    )
    yield from approving(cast, made.id, {"机电副矿长": 20})
    total = sum(need.quantity * need.estimate for need in (SIX | LARGE).values())
    yield f"  → 计划 JH-2026-01 已审批，合计 {total:,d} 元，预算 4,600,000 元"
