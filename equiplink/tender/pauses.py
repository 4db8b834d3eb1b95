"""What a tender waits for: the answer to an objection, the order of an authority."""

from __future__ import annotations

from equiplink.law import Finding
from equiplink.tender import queries
from equiplink.tender.models import Tender
from equiplink.tender.notice_models import Complaint
from equiplink.tender.notice_rules import ORDERED, PAUSED, Pause
from equiplink.work import Work


def paused(work: Work, tender: Tender) -> tuple[Finding, ...]:
    """Return what stops the tender: objections and orders."""
    unanswered = queries.unanswered(work, tender.id)
    return PAUSED.judge(_facts(work, tender, unanswered), work.policy)


def ordered(work: Work, tender: Tender) -> tuple[Finding, ...]:
    """Return the orders that stop the tender, where another rule asks for the objections."""
    return ORDERED.judge(_facts(work, tender, 0), work.policy)


def _facts(work: Work, tender: Tender, unanswered: int) -> Pause:
    complaints = work.all(Complaint, tender_id=tender.id, resumed_on=None)
    orders = tuple(each.authority for each in complaints if each.paused_on is not None)
    return Pause(work.today, tender.method, unanswered, orders)
