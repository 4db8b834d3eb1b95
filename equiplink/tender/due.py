"""What the clock of a tender asks for: opening, answers, publicity.

A period that ends on a rest day of the mine's calendar ends after the rest
(民法典 第二百零三条).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from equiplink.days import Calendar
from equiplink.due import Due
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.tender import queries
from equiplink.tender.award_rules import LATEST_START
from equiplink.tender.models import Objection, Tender
from equiplink.tender.opening_rules import ANSWER_DAYS
from equiplink.tender.states import TenderState
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List what is outstanding in every live tender."""
    days = calendar(work)
    yield from _openings(work)
    yield from _answers(work, days)
    yield from _publicities(work, days)


def _openings(work: Work) -> Iterator[Due]:
    for tender in work.all(Tender, state=TenderState.PUBLISHED):
        if tender.deadline is not None:
            closing = queries.deadline(work, tender)
            yield Due(
                code="T30T",
                on=work.day_of(tender.deadline),
                subject="tender",
                subject_id=tender.id,
                number=tender.number,
                role=Role.BUYER,
                zh=f"{tender.number} {tender.title}：{closing} 投标截止，同时开标",
                en=f"{tender.number}: bids close at {closing} and are opened then",
            )


def _answers(work: Work, days: Calendar) -> Iterator[Due]:
    query = (
        select(Objection, Tender)
        .join(Tender, (Tender.mine_id == Objection.mine_id) & (Tender.id == Objection.tender_id))
        .where(Objection.mine_id == work.mine_id, Objection.answered_at.is_(None))
        .where(Tender.state.not_in(queries.DEAD))
        .order_by(Objection.id)
    )
    for objection, tender in work.session.execute(query):
        received = work.day_of(objection.received_at)
        yield Due(
            code="T24A",
            on=days.last_day(received, ANSWER_DAYS),
            subject="tender_objection",
            subject_id=objection.id,
            number=tender.number,
            role=Role.BUYER,
            zh=f"{tender.number}：{received} 收到的异议须答复，答复前暂停招标投标活动",
            en=f"{tender.number}: answer the objection of {received}; everything waits for it",
        )


def _publicities(work: Work, days: Calendar) -> Iterator[Due]:
    for tender in work.all(Tender, state=TenderState.EVALUATED):
        if tender.report_on is not None:
            yield Due(
                code="T35" if tender.statutory else "T35H",
                on=days.last_day(tender.report_on, LATEST_START),
                subject="tender",
                subject_id=tender.id,
                number=tender.number,
                role=Role.BUYER,
                zh=f"{tender.number}：{tender.report_on} 收到评标报告，须公示中标候选人",
                en=f"{tender.number}: the report came on {tender.report_on}; publicise the "
                "candidates",
            )
