"""The plan of the project: teams say what they need, the planner gathers it within the budget."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.example.cast import Cast
from equiplink.example.moves import Need, refused
from equiplink.example.procurement import buy
from equiplink.example.procurement.approving import approving
from equiplink.example.procurement.stock import PROJECT
from equiplink.plan import actions as plan
from equiplink.plan import requisitions
from equiplink.plan.models import Requisition

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
TEAMS: tuple[tuple[str, int, Mapping[str, int]], ...] = (
    ("综采一队", 0, {"support": 3, "loader": 1, "cable": 2, "bolt": 10_000, "resin": 20_000}),
    ("机电队", 2, {"switch": 2, "fan": 2, "cable": 2, "belt": 2}),
)
"""Each team, which of the mechanics speaks for it, and how much it asks for."""
NEED_BY = date(2026, 9, 30)
SHORT = Decimal(4_500_000)
"""What was set aside at first."""
BUDGET = Decimal(4_600_000)


def planning(cast: Cast) -> Iterator[str]:
    """Gather what two teams need; nobody approves what he wrote, or what is not paid for."""
    yield f"\n一、采购计划书（{PROJECT}）"
    yield from _asking(cast)
    made = yield from _gathering(cast)
    yield from refused(
        cast, "buyer", "计划未批准就去询价", lambda work: buy.draft(cast, work, "XJ-2026-01", SIX)
    )
    yield from refused(cast, "planner", "提交被拒", lambda work: plan.submit(work, made))
    with cast.by("planner") as work:
        plan.change_budget(work, made, budget=BUDGET, reason="样例：矿长办公会同意追加 10 万元")
    yield f"  → 预算经矿长办公会追加到 {BUDGET:,f} 元，原因入账；修改后重新走审批"
    yield from approving(cast, made, {"机电副矿长": 20})
    total = sum(need.quantity * need.estimate for need in (SIX | LARGE).values())
    yield f"  → 计划 JH-2026-01 已审批，合计 {total:,d} 元，预算 {BUDGET:,f} 元"


def _asking(cast: Cast) -> Iterator[str]:
    """Let each team file what it needs."""
    for team, who, wanted in TEAMS:
        with cast.by("mechanic", who) as work:
            for name, quantity in wanted.items():
                need = (SIX | LARGE)[name]
                requisitions.file(
                    work, product_id=cast.products[name].id, quantity=Decimal(quantity),
                    estimate=Decimal(need.estimate), purpose=PROJECT,
                    place_id=cast.places[need.place], need_by=NEED_BY,
                )  # fmt: skip
        goods = "、".join(cast.products[name].name for name in wanted)
        yield f"  {team} 提出需求 {len(wanted)} 项：{goods}"


def _gathering(cast: Cast) -> Generator[str, None, UUID]:
    """Gather the needs into the lines of one plan; what both teams ask for is one line."""
    with cast.by("planner") as work:
        made = plan.draft(
            work, number="JH-2026-01", title="3101 工作面安装设备材料", period="quarter",
            budget=SHORT, project=PROJECT,
        )  # fmt: skip
        filed = work.all(Requisition, Requisition.number)
        requisitions.gather(
            work, made.id, requisitions=[{"requisition_id": each.id} for each in filed]
        )
        lines = plan.lines(work, made.id)
        names = {product.id: name for name, product in cast.products.items()}
        shown = [(names[line.product_id], line.unit) for line in lines]
        cast.lines |= {names[line.product_id]: line.id for line in lines}
    yield f"  计划员把 {len(filed)} 张需求单汇总成 {len(lines)} 行，两队都要的并成一行："
    for name, unit in shown:
        product, need = cast.products[name], (SIX | LARGE)[name]
        yield f"      {product.name} {product.model} × {need.quantity}{unit}，{need.place}"
    return made.id
