"""Complaints to the authority (投诉): what the mine learns of them, and its orders to stop.

The authority acts, the mine records; only its order stops the tender (实施条例 第六十二条).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from equiplink.db import one_of
from equiplink.errors import Conflict, Unreadable, said
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.tender.models import Tender
from equiplink.tender.notice_models import Complaint
from equiplink.tender.notice_rules import (
    DECIDING,
    DECISION_DAYS,
    LODGING,
    TAKE_UP_DAYS,
    TAKING_UP,
    Handling,
    Lodging,
)
from equiplink.tender.states import Outcome
from equiplink.work import Work

KEEPERS = (Role.BUYER, Role.INSPECTOR)


def complain(
    work: Work,
    tender_id: UUID,
    *,
    complainant: str,
    authority: str,
    text: str,
    known_on: date,
    filed_on: date,
) -> Complaint:
    """Record a complaint; later than ten days after *known_on* it is recorded with a warning."""
    work.allow(*KEEPERS)
    work.get(Tender, tender_id)
    _past(work, filed_on, known_on, "filed_on")
    warnings = LODGING.require(Lodging(work.today, known_on, filed_on), work.policy)
    complaint = Complaint(
        tender_id=tender_id,
        complainant=said(complainant, "投诉人", field="complainant"),
        authority=said(authority, "监督部门", field="authority"),
        text=said(text, "投诉内容", field="text"),
        known_on=known_on,
        filed_on=filed_on,
        decision="",
    )
    work.record(
        complaint, "complain", warnings=warnings, tender_id=tender_id, complainant=complainant,
        authority=authority, text=text, known_on=known_on, filed_on=filed_on,
    )  # fmt: skip
    return complaint


def take_up(work: Work, complaint_id: UUID, *, outcome: str, on: date) -> Complaint:
    """Record whether the authority took it up, a word of ``Outcome``; within 3 working days."""
    work.allow(*KEEPERS)
    complaint = work.get(Complaint, complaint_id)
    _once(complaint.answered_on, "answered_on")
    _past(work, on, complaint.filed_on, "on")
    last = calendar(work).working_day(complaint.filed_on, TAKE_UP_DAYS)
    warnings = TAKING_UP.require(Handling(work.today, on, last), work.policy)
    complaint.outcome, complaint.answered_on = one_of(Outcome, outcome, field="outcome"), on
    work.record(complaint, "take_up", warnings=warnings, outcome=outcome, on=on)
    return complaint


def order_pause(work: Work, complaint_id: UUID, *, document: str, on: date) -> Complaint:
    """Record the authority's order to stop: nothing is opened, ranked, publicised or awarded."""
    work.allow(*KEEPERS)
    document = said(document, "责令暂停文书", field="document")
    complaint = work.get(Complaint, complaint_id)
    _once(complaint.paused_on, "paused_on")
    _past(work, on, complaint.filed_on, "on")
    complaint.paused_on = on
    work.record(complaint, "order_pause", document=document, on=on)
    return complaint


def resume(work: Work, complaint_id: UUID, *, document: str, on: date) -> Complaint:
    """Record that the authority lifted its order."""
    work.allow(*KEEPERS)
    document = said(document, "恢复文书", field="document")
    complaint = work.get(Complaint, complaint_id)
    if complaint.paused_on is None:
        raise Conflict("no stop was ordered", zh="没有责令暂停，无需恢复", field="complaint_id")
    _once(complaint.resumed_on, "resumed_on")
    _past(work, on, complaint.paused_on, "on")
    complaint.resumed_on = on
    work.record(complaint, "resume", document=document, on=on)
    return complaint


def decide(work: Work, complaint_id: UUID, *, decision: str, on: date) -> Complaint:
    """Record the authority's decision, within 30 working days; it ends its order to stop."""
    work.allow(*KEEPERS)
    decision = said(decision, "处理决定", field="decision")
    complaint = work.get(Complaint, complaint_id)
    if complaint.outcome is not Outcome.TAKEN_UP or complaint.answered_on is None:
        raise Conflict(
            "the complaint was not taken up; record that first",
            zh="投诉尚未受理，请先登记受理情况",
            field="complaint_id",
        )
    _once(complaint.decided_on, "decided_on")
    _past(work, on, complaint.answered_on, "on")
    last = calendar(work).working_day(complaint.answered_on, DECISION_DAYS)
    warnings = DECIDING.require(Handling(work.today, on, last), work.policy)
    complaint.decided_on, complaint.decision = on, decision
    if complaint.paused_on is not None and complaint.resumed_on is None:
        complaint.resumed_on = on
    work.record(complaint, "decide", warnings=warnings, decision=decision, on=on)
    return complaint


def _once(known: date | None, field: str) -> None:
    if known is not None:
        raise Conflict(
            f"this is recorded already, on {known}", zh=f"已登记（{known}），不能重复", field=field
        )


def _past(work: Work, day: date, earliest: date, field: str) -> None:
    if not earliest <= day <= work.today:
        raise Unreadable(
            f"{field} {day} is not between {earliest} and today; correct it",
            zh=f"日期 {day} 应在 {earliest} 至今天之间，请改正",
            field=field,
        )
