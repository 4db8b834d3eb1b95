"""The prices that are compared: with tax as they were bid, or without, exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select

from equiplink.tender.models import Bid, BidLine, Tender, TenderLine
from equiplink.tender.scoring import Price, untaxed
from equiplink.tender.term_states import PriceBasis
from equiplink.work import Work


def prices(work: Work, tender: Tender, bids: Sequence[Bid]) -> dict[UUID, Price]:
    """Return the price of each opened bid on the basis of the notice, in CNY."""
    if tender.price_basis is PriceBasis.INCLUSIVE:
        return {bid.id: bid.price for bid in bids if bid.price is not None}
    known = net(work, bids)
    return {bid.id: known[bid.id] for bid in bids if known.get(bid.id) is not None}


def net(work: Work, bids: Sequence[Bid]) -> dict[UUID, Fraction]:
    """Return the exact sums without tax; of bids alone that state every rate."""
    query = (
        select(BidLine.bid_id, BidLine.unit_price, BidLine.tax_rate, TenderLine.quantity)
        .join(
            TenderLine,
            (TenderLine.mine_id == BidLine.mine_id) & (TenderLine.id == BidLine.tender_line_id),
        )
        .where(BidLine.mine_id == work.mine_id, BidLine.bid_id.in_([bid.id for bid in bids]))
    )
    sums: dict[UUID, Fraction] = defaultdict(Fraction)
    bare = set()
    for bid_id, price, rate, quantity in work.session.execute(query):
        if rate is None:
            bare.add(bid_id)
        else:
            sums[bid_id] += untaxed(quantity, price, rate)
    return {bid_id: total for bid_id, total in sums.items() if bid_id not in bare}
