"""履约: two contracts out of one tender, paid as the goods come, installed and settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.contract import actions as contract
from equiplink.example import moves
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.example.procurement import bonds, buy, paying
from equiplink.example.procurement.planning import LARGE
from equiplink.supplier.models import Supplier
from equiplink.tender import queries
from equiplink.tender.models import Bid
from equiplink.tender.states import BidState


def fulfilling(cast: Cast, tender_id: UUID) -> Iterator[str]:
    """Sign with both winners, receive in parts, install, settle."""
    supports, loader = _winners(cast, tender_id)
    yield from _refusing(cast, tender_id, supports)
    terms: dict[str, Any] = {"number": "HT-2026-02", "performance_bond": Decimal(200_000)}
    with cast.by("buyer") as work:
        deadline = work.today + timedelta(days=60)
        order = contract.draft(work, tender_id, deliver_by=deadline, bid_id=supports.id, **terms)
    yield from paying.signing(cast, order.id)
    yield f"  → 合同 HT-2026-02 与投标文件一致，{buy.yuan(order.amount)}"
    second = buy.sign(cast, tender_id, "HT-2026-03", days=60, bid_id=loader.id)
    with cast.by("buyer") as work:
        name = work.get(Supplier, second.supplier_id).name
    yield f"  合同 HT-2026-03（标段二，{name}），{buy.yuan(second.amount)}"
    yield from bonds.returning(cast)
    yield from paying.reporting(cast, tender_id)
    yield from paying.prepaying(cast, order.id)
    cast.wait(days=30)
    yield from buy.receive(cast, order.id, "DH-2026-02", {"support": 2})
    yield from paying.partly(cast, order.id)
    yield from refused(
        cast, "keeper", "再来两架就超过合同",
        lambda work: moves.arrive(cast, work, order.id, "DH-2026-03", {"support": Decimal(2)}),
    )  # fmt: skip
    cast.wait(days=20)
    yield from buy.receive(cast, order.id, "DH-2026-03", {"support": 1})
    yield from buy.receive(cast, second.id, "DH-2026-04")
    for each in (order, second):
        buy.fulfil(cast, each.id)
    bought = [item for item in cast.items if "-support-" in item or "-loader-" in item]
    for item in bought:
        moves.install(cast, item, LARGE["support"].place)
    yield f"  {len(bought)} 台件检查、扫码入井，安装到 {LARGE['support'].place}"
    yield from paying.settling(cast, order.id)


def _winners(cast: Cast, tender_id: UUID) -> list[Bid]:
    """Return who won, in the order of the lots."""
    with cast.by("buyer") as work:
        won = {bid.lot_id: bid for bid in work.all(Bid, tender_id=tender_id, state=BidState.WON)}
        return [won[lot.id] for lot in queries.lots(work, tender_id)]


def _refusing(cast: Cast, tender_id: UUID, bid: Bid) -> Iterator[str]:
    price = bid.price or Decimal(0)
    yield from refused(
        cast, "buyer", "合同金额比中标价高 10%，履约保证金 12%",
        lambda work: contract.draft(
            work, tender_id, number="HT-2026-02", amount=price * Decimal("1.1"), bid_id=bid.id,
            performance_bond=price * Decimal("0.132"), deliver_by=work.today + timedelta(days=60),
        ),
    )  # fmt: skip
