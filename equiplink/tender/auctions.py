"""竞价: first offers are sealed and opened as in any purchase, then prices fall until the end.

    公告(起止、最小降幅、延时) → 首次报价开启 → 报价… → 结束 → 评审

The moment of an offer is the server's. What may not be taken is kept and says why.
Others see prices and ranks, never who offered what.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from sqlalchemy import select

from equiplink.db import PENNIES, exact, one_of
from equiplink.errors import Unreadable
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.supplier.models import Supplier
from equiplink.tender import bids, queries, scoring
from equiplink.tender.auction_models import Auction, AuctionOffer
from equiplink.tender.auction_rules import BIDDING, CLOSING, SETTLED, Bidding, Closing, Settled
from equiplink.tender.method_states import AUCTION, Measure
from equiplink.tender.models import Bid, BidLine, Lot, Tender
from equiplink.tender.states import BidState, LotState, Method, TenderState
from equiplink.tender.term_states import PriceBasis
from equiplink.work import Work


class AuctionTerms(TypedDict):
    """An auction as the notice fixes it: moments with their zone, ``step`` in CNY.

    *below* is a word of ``Measure``, the lowest offer when nothing is said. An offer
    in the last *quiet_minutes* leaves that many after it; none when nothing is said.
    """

    opens_at: datetime
    ends_at: datetime
    step: Decimal
    below: NotRequired[str]
    quiet_minutes: NotRequired[int]


class LinePrice(TypedDict):
    """The unit price of one line of the tender, in CNY with tax."""

    tender_line_id: UUID
    unit_price: Decimal


def announce(work: Work, tender: Tender, lots: Sequence[Lot], terms: AuctionTerms | None) -> None:
    """Store the auction of each lot as the notice fixes it; a reverse auction has terms."""
    if (terms is not None) is not (tender.method is Method.REVERSE_AUCTION):
        raise Unreadable(
            "a reverse auction, and nothing else, is published with auction: opens_at, ends_at, "
            "step",
            zh="竞价采购（且仅竞价采购）发布时须写明 auction：起止时间和最小降幅",
            field="auction",
        )
    if terms is None:
        return
    _check(tender, terms)
    for lot in lots:
        auction = Auction(
            tender_id=tender.id,
            lot_id=lot.id,
            opens_at=terms["opens_at"],
            ends_at=terms["ends_at"],
            step=terms["step"],
            below=one_of(Measure, terms.get("below", Measure.LOWEST), field="below"),
            quiet_minutes=terms.get("quiet_minutes", 0),
        )
        work.step(
            AUCTION, auction, "announce", tender_id=tender.id, lot=lot.no,
            opens_at=auction.opens_at, ends_at=auction.ends_at, step=auction.step,
            below=auction.below, quiet_minutes=auction.quiet_minutes,
        )  # fmt: skip


def _check(tender: Tender, terms: AuctionTerms) -> None:
    opens, ends = terms["opens_at"], terms["ends_at"]
    timed = opens.tzinfo is not None and ends.tzinfo is not None
    if not timed or tender.deadline is None or not tender.deadline <= opens < ends:
        raise Unreadable(
            "the auction opens at or after the deadline of the first offers and ends later, both "
            "with their zone; correct opens_at and ends_at",
            zh="竞价应在首次报价截止时或之后开始，结束晚于开始，均注明时区；请改正起止时间",
            field="auction",
        )
    if tender.price_basis is not PriceBasis.INCLUSIVE:
        raise Unreadable(
            "prices in an auction are compared with tax; leave price_basis inclusive",
            zh="竞价按含税价比较；请将 price_basis 设为含税",
            field="auction",
        )
    if exact(terms["step"], PENNIES, field="step") <= 0 or terms.get("quiet_minutes", 0) < 0:
        raise Unreadable(
            "step must be more than nothing and quiet_minutes not negative; correct them",
            zh="最小降幅应大于零，延时分钟数不能为负，请改正",
            field="auction",
        )


def postpone(work: Work, tender: Tender, by: timedelta) -> None:
    """Move the auctions of a tender as far as its deadline was moved."""
    for auction in work.all(Auction, tender_id=tender.id) if by else ():
        auction.opens_at, auction.ends_at = auction.opens_at + by, auction.ends_at + by
        work.step(
            AUCTION, auction, "postpone", tender_id=tender.id, opens_at=auction.opens_at,
            ends_at=auction.ends_at,
        )  # fmt: skip


def offer(
    work: Work, auction_id: UUID, *, supplier_id: UUID, prices: Sequence[LinePrice]
) -> AuctionOffer:
    """Offer lower prices now, one for each line of the lot; the offer is kept, taken or not.

    Taken is what a supplier whose first offer stands makes between beginning and end,
    by the step lower. ``findings`` of the answer say why one was not taken.
    """
    work.allow(Role.BUYER)
    auction = work.get(Auction, auction_id)
    supplier = work.get(Supplier, supplier_id)
    asked = queries.lines(work, auction.tender_id, lot_id=auction.lot_id)
    bids.check_lines(asked, prices)
    units = {each["tender_line_id"]: each["unit_price"] for each in prices}
    price = scoring.total((line.quantity, units[line.id]) for line in asked)
    found = BIDDING.judge(_facts(work, auction, supplier_id, price), work.policy)
    made = AuctionOffer(
        auction_id=auction_id,
        supplier_id=supplier_id,
        no=len(work.all(AuctionOffer, auction_id=auction_id)) + 1,
        at=work.now,
        price=price,
        prices={str(line): f"{unit:f}" for line, unit in units.items()},
        taken=auction.closed_at is None and not any(each.denies for each in found),
        findings=[{"code": each.code, "params": dict(each.params)} for each in found],
    )
    work.record(
        made, "offer" if made.taken else "refuse_offer", auction_id=auction_id, no=made.no,
        supplier=supplier.name, price=price, prices=made.prices, findings=made.findings,
    )  # fmt: skip
    ends = work.now + timedelta(minutes=auction.quiet_minutes)
    if made.taken and ends > auction.ends_at:
        auction.ends_at = ends
        work.step(AUCTION, auction, "extend", offer=made.no, ends_at=ends)
    return made


def _facts(work: Work, auction: Auction, supplier_id: UUID, price: Decimal) -> Bidding:
    held = standing(work, auction)
    own = held.get(supplier_id)
    free = price + auction.step
    lowest = min(held.values(), default=free)
    return Bidding(
        today=work.today,
        opens=queries.local(work, auction.opens_at),
        ends=queries.local(work, auction.ends_at),
        begun=auction.opens_at <= work.now,
        over=auction.ends_at <= work.now or auction.closed_at is not None,
        admitted=own is not None,
        price=price,
        bound=lowest if auction.below is Measure.LOWEST else own or free,
        step=auction.step,
        below=auction.below,
    )


def standing(work: Work, auction: Auction) -> dict[UUID, Decimal]:
    """Return the price of each supplier who takes part: his last offer taken, or his first."""
    held = {
        bid.supplier_id: bid.price
        for bid in work.all(Bid, lot_id=auction.lot_id, state=BidState.OPENED)
        if bid.price is not None
    }
    return held | {
        each.supplier_id: each.price
        for each in work.all(AuctionOffer, AuctionOffer.no, auction_id=auction.id, taken=True)
        if each.supplier_id in held
    }


def board(work: Work, auction_id: UUID) -> dict[str, Any]:
    """Return what everybody sees: times, the prices in their order, the lowest first; no name."""
    auction = work.get(Auction, auction_id)
    prices = sorted(standing(work, auction).values())
    return {
        "opens_at": auction.opens_at,
        "ends_at": auction.ends_at,
        "closed_at": auction.closed_at,
        "step": auction.step,
        "lowest": prices[0] if prices else None,
        "places": [{"rank": 1 + prices.index(each), "price": each} for each in prices],
    }


def close(work: Work, auction_id: UUID) -> Auction:
    """Close an auction that has ended: the last offers taken become the prices that are judged."""
    auction = work.get(Auction, auction_id)
    tender = work.get(Tender, auction.tender_id)
    live = queries.by_lot(work, tender).get(auction.lot_id, ())
    facts = Closing(
        today=work.today,
        ends=queries.local(work, auction.ends_at),
        over=auction.ends_at <= work.now,
        opened=tender.opened_at is not None and bool(live),
    )
    CLOSING.require(facts, work.policy)
    last = {
        each.supplier_id: each
        for each in work.all(AuctionOffer, AuctionOffer.no, auction_id=auction.id, taken=True)
    }
    results = [_settle(work, bid, last[bid.supplier_id]) for bid in live if bid.supplier_id in last]
    auction.closed_at = work.now
    work.step(AUCTION, auction, "close", tender_id=tender.id, results=results)
    return auction


def _settle(work: Work, bid: Bid, final: AuctionOffer) -> dict[str, Any]:
    bid.price = final.price
    for line in work.all(BidLine, bid_id=bid.id):
        line.unit_price = Decimal(final.prices[str(line.tender_line_id)])
    return {"bid_id": bid.id, "offer": final.no, "price": final.price, "prices": final.prices}


def final_prices(work: Work, bid: Bid) -> dict[str, str]:
    """Return the unit prices of the last offer as the ledger keeps them; none if there is none."""
    held = work.all(Auction, lot_id=bid.lot_id)
    for told in queries.told(work, held, "close").values() if held else ():
        for each in told["results"]:
            if each["bid_id"] == str(bid.id):
                return dict(each["prices"])
    return {}


def unsettled(work: Work, tender: Tender) -> tuple[Finding, ...]:
    """Return what stands against judging a tender while an auction of a lot is not closed."""
    if tender.method is not Method.REVERSE_AUCTION:
        return ()
    open_ = {each.lot_id for each in work.all(Auction, tender_id=tender.id, closed_at=None)}
    running = tuple(lot.no for lot in queries.pending(work, tender.id) if lot.id in open_)
    return SETTLED.judge(Settled(work.today, running), work.policy)


def unclosed(work: Work) -> Sequence[tuple[Auction, Tender]]:
    """Return the auctions whose first offers are open and that are not closed, the next first."""
    query = (
        select(Auction, Tender)
        .join(Tender, (Tender.mine_id == Auction.mine_id) & (Tender.id == Auction.tender_id))
        .join(Lot, (Lot.mine_id == Auction.mine_id) & (Lot.id == Auction.lot_id))
        .where(Auction.mine_id == work.mine_id, Auction.closed_at.is_(None))
        .where(Tender.state == TenderState.OPENED, Lot.state == LotState.PENDING)
        .order_by(Auction.ends_at, Auction.id)
    )
    return [(auction, tender) for auction, tender in work.session.execute(query)]
