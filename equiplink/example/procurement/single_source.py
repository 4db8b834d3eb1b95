"""单一来源: a spare part for an installed machine, from who won the machine's tender."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from equiplink.contract import actions as contract
from equiplink.contract.models import Contract
from equiplink.example.cast import Cast
from equiplink.example.moves import Need, refused
from equiplink.example.procurement import buy
from equiplink.example.procurement.approving import approving
from equiplink.example.procurement.stock import look
from equiplink.files import actions as files
from equiplink.supplier.models import Supplier

PARTS = {"valve": Need(2, 62_000, "3101综采工作面")}
PRICES = {"valve": Decimal(61_500)}
WHY = "与已安装的三架液压支架配套，电控协议不公开，换厂家不能互换"


def adding(cast: Cast) -> Iterator[str]:
    """Buy the spare from the original winner: with its ground, and within a tenth."""
    yield "\n四、单一来源（已安装液压支架的配套阀组，向原中标人采购）"
    made = buy.planned(
        cast, PARTS, number="JH-2026-02", title="3101 支架配件", period="month",
        purpose="3101 工作面支架检修",
    )  # fmt: skip
    yield from approving(cast, made)
    yield from refused(
        cast, "buyer", "直接采购未写原因",
        lambda work: buy.draft(cast, work, "DY-2026-01", PARTS, method="direct"),
    )  # fmt: skip
    with cast.by("buyer") as work:
        original = work.all(Contract, number="HT-2026-02")[0]
        name = work.get(Supplier, original.supplier_id).name
        bought = buy.draft(
            cast, work, "DY-2026-01", PARTS, method="direct", ground="original_winner", reason=WHY
        )
        files.attach(
            work, subject="tender", subject_id=bought.id, kind="evidence", name="配套说明.txt",
            content=f"合成：{WHY}".encode(),
        )  # fmt: skip
    look(cast, [original.supplier_id])
    yield f"  → 原合同 HT-2026-02，原中标人 {name}；理由及证明材料入档：{WHY}"
    buy.direct(cast, bought.id, original.supplier_id, PRICES)
    yield from buy.award(cast, bought.id)
    yield from refused(
        cast, "buyer", "添购合同没有写明原合同",
        lambda work: contract.draft(
            work, bought.id, number="HT-2026-04", deliver_by=work.today + timedelta(days=20)
        ),
    )  # fmt: skip
    order = buy.sign(cast, bought.id, "HT-2026-04", days=20, adds_to=original.id)
    share = 100 * order.amount / original.amount
    yield f"  合同 HT-2026-04 写明原合同，{buy.yuan(order.amount)}，为原合同的 {share:.2f}%"
    cast.wait(days=10)
    yield from buy.receive(cast, order.id, "DH-2026-05")
    buy.fulfil(cast, order.id)
