"""紧急采购: a pump broke down; the short way, with every paper afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.contract.models import Contract
from equiplink.example import moves
from equiplink.example.cast import Cast
from equiplink.example.moves import Need, refused
from equiplink.example.procurement import buy
from equiplink.example.procurement.approving import approving
from equiplink.example.procurement.stock import look
from equiplink.plan import actions as plan
from equiplink.supplier import proofs

PUMPS = {"pump": Need(1, 86_000, "井底车场")}
PRICES = {"pump": Decimal(88_500)}
WHY = "井底水仓主排水泵烧毁，备用泵能力不足，等待询价将危及排水"


def hurrying(cast: Cast) -> Iterator[str]:
    """Buy a pump at once after a breakdown, and put the papers in order."""
    yield "\n五、紧急采购（井底水仓水泵烧毁）"
    made = buy.planned(
        cast,
        PUMPS,
        number="JH-2026-03",
        title="井底水仓水泵抢修",
        period="urgent",
        purpose=WHY,
        reason=WHY,
    )
    yield from refused(
        cast, "buyer", "先买后补计划",
        lambda work: buy.draft(cast, work, "JJ-2026-01", PUMPS, method="direct"),
    )  # fmt: skip
    yield from approving(cast, made)
    yield "  → 急需计划 JH-2026-03 一人签署，一小时内审批"
    with cast.by("buyer") as work:
        bought = buy.draft(
            cast, work, "JJ-2026-01", PUMPS, method="direct", ground="unforeseen", reason=WHY
        )
    buy.direct(cast, bought.id, cast.suppliers[0], PRICES)
    yield from buy.award(cast, bought.id)
    order = buy.sign(cast, bought.id, "HT-2026-05", days=2)
    cast.wait(days=1)
    yield from buy.receive(cast, order.id, "DH-2026-06")
    buy.fulfil(cast, order.id)
    (pump,) = [item for item in cast.items if "-pump-" in item]
    moves.install(cast, pump, PUMPS["pump"].place)
    yield f"  水泵检查、扫码入井，当日安装到 {PUMPS['pump'].place}"
    yield from _regularising(cast, made)


def _regularising(cast: Cast, plan_id: UUID) -> Iterator[str]:
    """Do afterwards what there was no time for: lists, the maker's word, how it went."""
    seller = cast.suppliers[0]
    look(cast, [seller])
    with cast.by("buyer") as work:
        proofs.authorise(
            work, seller, capacity="distributor", maker=cast.products["pump"].maker,
            number="样例授权-补", valid_until=date(2028, 12, 31),
        )  # fmt: skip
        bought = work.all(Contract, number="HT-2026-05")[0]
        rating = proofs.rate(
            work, seller, category="timeliness", stars=5, subject="contract", subject_id=bought.id,
            remark="当日到货",
        )  # fmt: skip
    with cast.by("approver") as work:
        proofs.confirm_rating(work, rating.id)
    with cast.by("planner") as work:
        plan.regularise(work, plan_id, account="水泵当日到货并安装，排水恢复正常")
    yield "  → 补办：查询失信名单、登记厂家授权、说明处置情况；交付评价由另一人确认后计入信誉"
