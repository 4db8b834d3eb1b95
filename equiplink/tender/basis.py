"""The prices that are compared: with tax as they were bid, or without, exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select

from equiplink.tender.models import Bid, BidLine, Tender, TenderLine
from equiplink.tender.scoring import Price, untaxed
from equiplink.tender.term_states import PriceBasis
from equiplink.work import Work


def prices(work: Work, tender: Tender, bids: Sequence[Bid]) -> dict[UUID, Price]:
    """Return the price of each opened bid on the basis of the notice, in CNY."""
    without = {} if tender.price_basis is PriceBasis.INCLUSIVE else net(work, bids)
    return on_basis(tender, bids, without)


def on_basis(
    tender: Tender, bids: Sequence[Bid], without: Mapping[UUID, Fraction]
) -> dict[UUID, Price]:
    """Choose between the prices as they were bid and those *without* tax."""
    if tender.price_basis is PriceBasis.INCLUSIVE:
        return {bid.id: bid.price for bid in bids if bid.price is not None}
    return {bid.id: without[bid.id] for bid in bids if bid.id in without}


def net(work: Work, bids: Sequence[Bid]) -> dict[UUID, Fraction]:
    """Return the exact sums without tax; of bids alone that state every rate."""
    query = (
        select(BidLine.bid_id, TenderLine.quantity, BidLine.unit_price, BidLine.tax_rate)
        .join(
            TenderLine,
            (TenderLine.mine_id == BidLine.mine_id) & (TenderLine.id == BidLine.tender_line_id),
        )
        .where(BidLine.mine_id == work.mine_id, BidLine.bid_id.in_([bid.id for bid in bids]))
    )
    return sums((row[0], row[1], row[2], row[3]) for row in work.session.execute(query))


def sums(lines: Iterable[tuple[UUID, Decimal, Decimal, Decimal | None]]) -> dict[UUID, Fraction]:
    """Add up lines of (bid, quantity, unit price, rate in per cent) without their tax."""
    found: dict[UUID, Fraction] = defaultdict(Fraction)
    bare = set()
    for bid_id, quantity, price, rate in lines:
        if rate is None:
            bare.add(bid_id)
        else:
            found[bid_id] += untaxed(quantity, price, rate)
    return {bid_id: total for bid_id, total in found.items() if bid_id not in bare}
