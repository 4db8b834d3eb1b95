"""What an award still waits for: its contract, and where the contract differs from the bid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from equiplink.contract import queries
from equiplink.contract.models import AwardReport, Contract
from equiplink.contract.rules import REPORT_WITHIN, SIGN_WITHIN, Term
from equiplink.contract.states import ContractState, LineKind
from equiplink.db import plain
from equiplink.mine.calendar import calendar
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.tender.states import TENDERS, BidState, TenderState
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Unsigned:
    """An award without a signed contract; ``sign_by`` is the last day of the term."""

    tender_id: UUID
    bid_id: UUID
    contract_id: UUID | None
    number: str
    awarded_on: date
    sign_by: date

    def days(self, today: date) -> int:
        """Return how many days have passed since the award."""
        return (today - self.awarded_on).days


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the contract says otherwise than the bid. Texts as people read them."""

    line: int
    what: str
    bid: str
    contract: str


def unsigned(work: Work) -> Iterator[Unsigned]:
    """Yield every award that no contract was signed for, the oldest first (T38)."""
    query = (
        select(Tender, Bid.id, Contract, Lot.awarded_on)
        .join(Bid, (Bid.mine_id == Tender.mine_id) & (Bid.tender_id == Tender.id))
        .join(Lot, (Lot.mine_id == Bid.mine_id) & (Lot.id == Bid.lot_id))
        .outerjoin(Contract, (Contract.mine_id == Bid.mine_id) & (Contract.bid_id == Bid.id))
        .where(Tender.mine_id == work.mine_id, Bid.state == BidState.WON)
        .where(Contract.id.is_(None) | (Contract.state == ContractState.DRAFT))
        .order_by(Lot.awarded_on, Bid.id)
    )
    days, within = calendar(work), work.setting(SIGN_WITHIN)
    for tender, bid_id, contract, awarded_on in work.session.execute(query):
        if awarded_on is not None:
            yield Unsigned(
                tender.id, bid_id, contract.id if contract else None,
                contract.number if contract else tender.number,
                awarded_on, days.last_day(awarded_on, within),
            )  # fmt: skip


def unreported(work: Work) -> Iterator[tuple[Tender, date]]:
    """Yield every compulsory tender whose award was not reported, with the last day (T41)."""
    query = (
        select(Tender)
        .outerjoin(
            AwardReport,
            (AwardReport.mine_id == Tender.mine_id) & (AwardReport.tender_id == Tender.id),
        )
        .where(Tender.mine_id == work.mine_id, Tender.state == TenderState.AWARDED)
        .where(Tender.statutory, Tender.method.in_(TENDERS), AwardReport.id.is_(None))
        .order_by(Tender.awarded_on, Tender.id)
    )
    days = calendar(work)
    for tender in work.session.scalars(query):
        if tender.awarded_on is not None:
            yield tender, days.last_day(tender.awarded_on, REPORT_WITHIN)


def difference(work: Work, contract_id: UUID) -> list[Difference]:
    """Return where the contract, as it stands today, differs from the bid that won (T38).

    Line 0 is the contract as a whole. A contract that was never changed differs nowhere.
    """
    contract = work.get(Contract, contract_id)
    bid = work.get(Bid, contract.bid_id)
    text = {
        line.tender_line_id: Term(
            line.model, line.maker, line.mark_number, line.due, line.unit_price
        )
        for line in queries.lines(work, contract_id)
        if line.kind is LineKind.ORDERED
    }
    found: list[Difference] = []
    for no, offer in enumerate(queries.offers(work, bid), 1):
        found += _between(no, offer.term, text[offer.line.id])
    if bid.price != contract.amount:
        found.append(Difference(0, "amount", f"{bid.price}", f"{contract.amount}"))
    return found


def _between(no: int, bid: Term, text: Term) -> Iterator[Difference]:
    pairs = {
        "goods": (bid.goods, text.goods),
        "quantity": (plain(bid.quantity), plain(text.quantity)),
        "unit_price": (f"{bid.unit_price:.2f}", f"{text.unit_price:.2f}"),
    }
    for what, (was, now) in pairs.items():
        if was != now:
            yield Difference(no, what, was, now)
