"""What the clock of a tender asks for: opening, answers, publicity, notices, complaints.

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
from equiplink.tender import auctions, queries
from equiplink.tender.award_rules import LATEST_START
from equiplink.tender.models import Objection, Tender
from equiplink.tender.notice_models import Complaint, Notice, NoticeCopy, Taker
from equiplink.tender.notice_rules import ANSWER_DAYS, DECISION_DAYS, TAKE_UP_DAYS
from equiplink.tender.qualification_models import Prequalification
from equiplink.tender.states import Method, NoticeKind, Outcome, TenderState
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List what is outstanding in every live tender."""
    days = calendar(work)
    yield from _openings(work)
    yield from _answers(work, days)
    yield from _publicities(work, days)
    yield from _postings(work)
    yield from _reviews(work)
    yield from _complaints(work, days)
    yield from _ends(work)
    yield from _auctions(work)


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
        .where(
            Objection.mine_id == work.mine_id,
            Objection.answered_at.is_(None),
            Objection.late.in_([False]),
        )
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
        if tender.report_on is not None and tender.publicity_from is None:
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


def _postings(work: Work) -> Iterator[Due]:
    """List open tenders whose notice nobody has found at any medium yet."""
    found = (
        select(NoticeCopy.id)
        .join(Notice, (Notice.mine_id == NoticeCopy.mine_id) & (Notice.id == NoticeCopy.notice_id))
        .where(Notice.mine_id == Tender.mine_id, Notice.tender_id == Tender.id)
        .where(Notice.kind == NoticeKind.TENDER)
    )
    query = (
        select(Tender)
        .where(Tender.mine_id == work.mine_id, Tender.state == TenderState.PUBLISHED)
        .where(Tender.statutory.in_([True]), Tender.method == Method.OPEN_TENDER, ~found.exists())
        .order_by(Tender.id)
    )
    for tender in work.session.scalars(query):
        if tender.issued_at is not None:
            yield Due(
                code="T20",
                on=work.day_of(tender.issued_at),
                subject="tender",
                subject_id=tender.id,
                number=tender.number,
                role=Role.BUYER,
                zh=f"{tender.number}：核对各媒介上的招标公告并登记文本",
                en=f"{tender.number}: compare the notice at each medium and record it",
            )


def _reviews(work: Work) -> Iterator[Due]:
    query = (
        select(Prequalification, Tender)
        .join(
            Tender,
            (Tender.mine_id == Prequalification.mine_id)
            & (Tender.id == Prequalification.tender_id),
        )
        .where(Prequalification.mine_id == work.mine_id, Prequalification.concluded_on.is_(None))
        .where(Tender.state == TenderState.DRAFT)
        .order_by(Prequalification.id)
    )
    for called, tender in work.session.execute(query):
        closing = queries.local(work, called.closes_at)
        yield Due(
            code="T25P",
            on=work.day_of(called.closes_at),
            subject="prequalification",
            subject_id=called.id,
            number=tender.number,
            role=Role.BUYER,
            zh=f"{tender.number}：资格预审申请 {closing} 截止，其后审查并通知结果",
            en=f"{tender.number}: applications close at {closing}; then judge and tell the results",
        )


def _auctions(work: Work) -> Iterator[Due]:
    """List the auctions that are to be closed when they have ended."""
    for auction, tender in auctions.unclosed(work):
        ends = queries.local(work, auction.ends_at)
        yield Due(
            code="T08C",
            on=work.day_of(auction.ends_at),
            subject="auction",
            subject_id=auction.id,
            number=tender.number,
            role=Role.BUYER,
            zh=f"{tender.number}：竞价 {ends} 结束，其后办理结束并评审",
            en=f"{tender.number}: the auction ends at {ends}; close it then and judge",
        )


def _ends(work: Work) -> Iterator[Due]:
    """List what is owed at once when a tender ends: to tell, and to give back fees (第三十一条)."""
    told = (
        select(Notice.id)
        .where(Notice.mine_id == Tender.mine_id, Notice.tender_id == Tender.id)
        .where(Notice.kind == NoticeKind.TERMINATION)
    )
    owed = (
        select(Taker.id)
        .where(Taker.mine_id == Tender.mine_id, Taker.tender_id == Tender.id)
        .where(Taker.fee > 0, Taker.fee_returned_on.is_(None))
    )
    query = (
        select(Tender, ~told.exists(), owed.exists())
        .where(Tender.mine_id == work.mine_id, Tender.state == TenderState.CANCELLED)
        .where(Tender.issued_at.is_not(None), ~told.exists() | owed.exists())
        .order_by(Tender.id)
    )
    for tender, silent, owing in work.session.execute(query):
        duties = (
            (
                silent,
                "notice",
                "发布终止公告并通知参加者",
                "publish the end and tell who took part",
            ),
            (owing, "fee", "退还所收的文件费用", "give back the fees for the documents"),
        )
        for open_, key, zh, en in duties:
            if open_:
                yield Due(
                    code="T55",
                    on=tender.cancelled_on or work.today,
                    subject="tender",
                    subject_id=tender.id,
                    number=tender.number,
                    role=Role.BUYER,
                    zh=f"{tender.number} 已终止：{zh}",
                    en=f"{tender.number} was cancelled: {en}",
                    key=key,
                )


def _complaints(work: Work, days: Calendar) -> Iterator[Due]:
    """List what the authority owes; the mine follows it up."""
    query = (
        select(Complaint, Tender)
        .join(Tender, (Tender.mine_id == Complaint.mine_id) & (Tender.id == Complaint.tender_id))
        .where(Complaint.mine_id == work.mine_id, Complaint.decided_on.is_(None))
        .where(Complaint.outcome.is_distinct_from(Outcome.REFUSED))
        .order_by(Complaint.id)
    )
    for complaint, tender in work.session.execute(query):
        taken = complaint.answered_on
        since, wait = (
            (complaint.filed_on, TAKE_UP_DAYS) if taken is None else (taken, DECISION_DAYS)
        )
        what = ("决定是否受理", "say whether it takes up") if taken is None else ("处理", "decide")
        yield Due(
            code="T43A" if taken is None else "T43D",
            on=days.working_day(since, wait),
            subject="tender_complaint",
            subject_id=complaint.id,
            number=tender.number,
            role=Role.BUYER,
            zh=f"{tender.number}：{complaint.authority}{what[0]}投诉，请跟踪登记",
            en=f"{tender.number}: {complaint.authority} has to {what[1]} the complaint; record it",
        )
