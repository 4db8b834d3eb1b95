"""投标保证金 of the open tender: received from the basic account, given back with interest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from equiplink.contract.bid_bonds import return_bid_bond
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.supplier.models import Supplier
from equiplink.tender import queries
from equiplink.tender.bond_models import BidBond
from equiplink.tender.bonds import receive_bid_bond
from equiplink.tender.models import Lot
from equiplink.work import Work

INTEREST = Decimal("19.25")


def doubting(cast: Cast, tender_id: UUID, bidder: int) -> Iterator[str]:
    """Let a bidder try with cash that is not from his basic account."""
    with cast.by("buyer") as work:
        first = queries.lots(work, tender_id)[0]
    yield from refused(
        cast, "buyer", "一家用现金交保证金，且不出自基本账户",
        lambda work: _pay(cast, work, first, bidder, form="cash", basic=False),
    )  # fmt: skip


def paying(cast: Cast, tender_id: UUID, bidders: int) -> Iterator[str]:
    """Take the bonds of so many bidders, for each lot."""
    with cast.by("buyer") as work:
        lots = queries.lots(work, tender_id)
        for bidder in range(bidders):
            for lot in lots:
                _pay(cast, work, lot, bidder)
    each = "、".join(f"{lot.no} 标段 {lot.bid_bond:,.0f} 元" for lot in lots)
    yield f"  → 从基本账户转账，{bidders} 家交齐保证金：{each}"


def _pay(
    cast: Cast, work: Work, lot: Lot, bidder: int, *, form: str = "transfer", basic: bool = True
) -> None:
    supplier_id = cast.suppliers[bidder]
    receive_bid_bond(
        work, lot.tender_id, lot_id=lot.id, supplier_id=supplier_id,
        payer=work.get(Supplier, supplier_id).name, account=f"样例账户-{bidder + 1}",
        basic_account=basic, form=form, amount=lot.bid_bond, received_on=work.today,
    )  # fmt: skip


def returning(cast: Cast) -> Iterator[str]:
    """Give back all bonds that are held, with the bank's interest."""
    with cast.by("buyer") as work:
        held = work.all(BidBond, returned_on=None)
        for bond in held:
            return_bid_bond(work, bond.id, interest=INTEREST)
    yield f"  退还 {len(held)} 份投标保证金及银行同期存款利息"
