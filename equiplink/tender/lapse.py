"""Tenders that nobody is left to decide about: the deadline has passed with too few bids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from equiplink.tender.clock_rules import LEAST_BIDDERS
from equiplink.tender.models import Bid, Objection, Tender
from equiplink.tender.notice_models import Complaint
from equiplink.tender.opening_rules import BIDDERS
from equiplink.tender.queries import OUT
from equiplink.tender.states import TenderState
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A tender that has failed by the law's own words: no lot has bids enough."""

    tender: Tender
    bids: int
    """For the lot that has most."""
    least: int

    @property
    def zh(self) -> str:
        return f"投标截止时有效投标 {self.bids} 家，不足 {self.least} 家，应当重新招标"

    @property
    def en(self) -> str:
        return f"{self.bids} bids at the deadline, fewer than {self.least}: hold another round"


def lapsed(work: Work) -> Iterator[Lapsed]:
    """Yield them, in one statement; a pending objection or an order stops this too."""
    of_tender = (Bid.mine_id == Tender.mine_id, Bid.tender_id == Tender.id)
    number = func.count()
    bids = (
        select(number)
        .select_from(Bid)
        .where(*of_tender, Bid.state.not_in(OUT))
        .group_by(Bid.lot_id)
        .order_by(number.desc())
        .limit(1)
    )
    open_objection = (
        select(Objection.id)
        .where(Objection.mine_id == Tender.mine_id, Objection.tender_id == Tender.id)
        .where(Objection.answered_at.is_(None), Objection.late.in_([False]))
    )
    stopped = (
        select(Complaint.id)
        .where(Complaint.mine_id == Tender.mine_id, Complaint.tender_id == Tender.id)
        .where(Complaint.paused_on.is_not(None), Complaint.resumed_on.is_(None))
    )
    query = (
        select(Tender, bids.scalar_subquery())
        .where(Tender.mine_id == work.mine_id, Tender.state == TenderState.PUBLISHED)
        .where(Tender.deadline <= work.now, ~open_objection.exists(), ~stopped.exists())
        .order_by(Tender.number, Tender.round)
    )
    for tender, count in work.session.execute(query).all():
        least = BIDDERS.get(tender.method, LEAST_BIDDERS)
        if (count or 0) < least:
            yield Lapsed(tender, count or 0, least)
