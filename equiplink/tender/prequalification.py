"""Prequalification (资格预审): call, apply, judge, tell; after it only who passed may bid.

It comes before the tender is published. With fewer than three who pass another
round of it follows (实施条例 第十九条). Reviewers are the members seated for the tender.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from equiplink.db import one_of
from equiplink.errors import Conflict, NotFound, Unreadable, said
from equiplink.law import Finding
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.supplier.models import Supplier
from equiplink.tender import queries
from equiplink.tender.clock_rules import SALE_DAYS, Publication
from equiplink.tender.models import Member, Tender
from equiplink.tender.qualification_models import (
    Application,
    Prequalification,
    QualificationMark,
)
from equiplink.tender.qualification_rules import (
    BIDDING,
    CALL,
    CALL_SALE,
    CHANGE,
    CHANGE_DAYS,
    OBJECTION_DAYS,
    PASSED,
    REVIEW,
    Bidding,
    Call,
    Change,
    Passed,
    Review,
)
from equiplink.tender.states import Extension, Qualified
from equiplink.work import Work


def open_prequalification(
    work: Work,
    tender_id: UUID,
    *,
    criteria: Sequence[str],
    sale_from: date,
    sale_until: date,
    closes_at: datetime,
) -> Prequalification:
    """Call for applications to a drafted tender, judged by *criteria*, until *closes_at*.

    Raises ``Conflict`` when the tender is published, or the last round goes on or
    gave three who passed.
    """
    work.allow(Role.BUYER)
    tender = work.get(Tender, tender_id)
    listed = [said(each, "资格条件", field="criteria") for each in criteria]
    if not listed or len(set(listed)) < len(listed):
        raise Unreadable(
            "criteria is empty or names one twice; list each once",
            zh="资格条件为空或有重复，请逐条列出",
            field="criteria",
        )
    rounds = work.all(Prequalification, Prequalification.round, tender_id=tender_id)
    if tender.issued_at is not None or (rounds and not _again(work, rounds[-1])):
        raise Conflict(
            "the tender is published or its prequalification goes on; there is nothing to call for",
            zh="招标已发布，或资格预审正在进行或已有足够申请人通过，不能再次发布资格预审公告",
            field="tender_id",
        )
    closes_on = work.day_of(_later(work, closes_at))
    sale = Publication(
        today=work.today, method=tender.method, statutory=tender.statutory, deadline=closes_on,
        sale_from=sale_from, sale_until=sale_until, invited=0, media=(),
        sale_days=work.setting(SALE_DAYS),
    )  # fmt: skip
    facts = Call(work.today, tender.statutory, sale_until, closes_on)
    warnings = CALL.require(facts, work.policy, also=CALL_SALE.judge(sale, work.policy))
    called = Prequalification(
        tender_id=tender_id,
        round=len(rounds) + 1,
        criteria=listed,
        sale_from=sale_from,
        sale_until=sale_until,
        closes_at=closes_at,
    )
    work.record(
        called, "open_prequalification", warnings=warnings, tender_id=tender_id,
        round=called.round, criteria=listed, sale_from=sale_from, sale_until=sale_until,
        closes_at=closes_at,
    )  # fmt: skip
    return called


def clarify_prequalification(
    work: Work,
    prequalification_id: UUID,
    *,
    text: str,
    closes_at: datetime | None = None,
    extend: str = Extension.NONE,
) -> Prequalification:
    """Change the documents; three days must be left, or the end moves to *closes_at*.

    *extend* ``as_needed`` moves it to the earliest lawful day, at the same hour.
    """
    work.allow(Role.BUYER)
    text = said(text, "澄清内容", field="text")
    called = _open(work, prequalification_id)
    before = called.closes_at
    after = before if closes_at is None else _later(work, closes_at)
    if one_of(Extension, extend, field="extend") is Extension.AS_NEEDED:
        after = extended(work, after, CHANGE_DAYS)
    warnings = CHANGE.require(Change(work.today, work.day_of(after), after < before), work.policy)
    called.closes_at = after
    work.record(
        called, "clarify_prequalification", warnings=warnings, text=text, was=before,
        closes_at=after,
    )  # fmt: skip
    return called


def apply(work: Work, prequalification_id: UUID, *, supplier_id: UUID, papers: str) -> Application:
    """Record an application of today; at or after the end it is recorded as late."""
    work.allow(Role.BUYER)
    called = work.get(Prequalification, prequalification_id)
    supplier = work.get(Supplier, supplier_id)
    late = called.closes_at <= work.now
    application = Application(
        prequalification_id=prequalification_id,
        supplier_id=supplier_id,
        received_at=work.now,
        papers=said(papers, "申请文件", field="papers"),
        result=Qualified.LATE if late else Qualified.PENDING,
        unmet=[],
    )
    work.record(
        application, "apply", prequalification_id=prequalification_id, supplier=supplier.name,
        papers=papers, result=application.result,
    )  # fmt: skip
    return application


def mark_applicant(
    work: Work, application_id: UUID, *, criterion: str, met: bool, note: str = ""
) -> QualificationMark:
    """Say as a seated member whether the applicant meets one criterion; *note* says why not."""
    application = work.get(Application, application_id)
    called = _open(work, application.prequalification_id)
    member = work.first(Member, tender_id=called.tender_id, person_id=work.actor.id)
    if member is None:
        raise NotFound("you are not seated here", zh="您不是本次资格审查人员", field="actor")
    if criterion not in called.criteria or application.result is not Qualified.PENDING:
        known = "、".join(called.criteria)
        raise Unreadable(
            f"'{criterion}' is no criterion of an application in time; possible: {known}",
            zh=f"“{criterion}”不是资格条件，或申请逾期；可选：{known}",
            field="criterion",
        )
    mark = QualificationMark(
        application_id=application_id,
        member_id=member.id,
        criterion=criterion,
        met=met,
        note=note if met else said(note, "不符合的理由", field="note"),
    )
    work.record(mark, "mark_applicant", criterion=criterion, met=met, note=note)
    return mark


def conclude(work: Work, prequalification_id: UUID) -> Prequalification:
    """End the review: who meets each criterion for most reviewers has passed; tell everybody."""
    work.allow(Role.BUYER)
    called = _open(work, prequalification_id)
    tender = work.get(Tender, called.tender_id)
    members = queries.committee(work, tender.id)
    judged = work.all(
        Application, prequalification_id=prequalification_id, result=Qualified.PENDING
    )
    marks = _marks(work, judged)
    facts = Review(
        today=work.today,
        controlled=tender.statutory and tender.state_funds,
        over=called.closes_at <= work.now,
        members=len(members),
        experts=sum(member.expert for member in members),
        missing=len(judged) * len(members) * len(called.criteria) - len(marks),
    )
    warnings = REVIEW.require(facts, work.policy)
    for each in judged:
        each.unmet = [c for c in called.criteria if not _met(marks, each, c, len(members))]
        each.result = Qualified.FAILED if each.unmet else Qualified.PASSED
        each.told_at = work.now
    called.concluded_on = work.today
    work.record(
        called, "conclude", warnings=warnings,
        results=[
            {"supplier_id": each.supplier_id, "result": each.result, "unmet": each.unmet}
            for each in judged
        ],
    )  # fmt: skip
    return called


def against_publishing(work: Work, tender_id: UUID) -> tuple[Finding, ...]:
    """Return what a prequalification, if there is one, says against the notice of the tender."""
    called = newest(work, tender_id)
    if called is None:
        return ()
    concluded = called.concluded_on is not None
    return PASSED.judge(Passed(work.today, concluded, _passed(work, called)), work.policy)


def against_bidding(work: Work, tender_id: UUID, supplier_id: UUID) -> tuple[Finding, ...]:
    """Return what a prequalification, if there is one, says against a bidder."""
    called = newest(work, tender_id)
    if called is None:
        return ()
    application = work.first(Application, prequalification_id=called.id, supplier_id=supplier_id)
    return BIDDING.judge(
        Bidding(work.today, application.result if application else None), work.policy
    )


def last_objection(work: Work, tender_id: UUID) -> date | None:
    """Return the last day for objections to the prequalification, if there is one."""
    called = newest(work, tender_id)
    if called is None:
        return None
    return work.day_of(called.closes_at) - timedelta(days=OBJECTION_DAYS)


def notice_of(work: Work, tender: Tender) -> Iterator[str]:
    """Yield what the notice of the newest round says; raise ``Conflict`` without one."""
    called = newest(work, tender.id)
    if called is None:
        raise Conflict("there is no prequalification", zh="没有资格预审", field="kind")
    lines = [f"资格条件 {no}：{each}" for no, each in enumerate(called.criteria, 1)]
    lines.append(f"资格预审文件获取：{called.sale_from} 至 {called.sale_until}")
    lines.append(f"提交申请截止：{queries.local(work, called.closes_at)}")
    return iter(lines)


def newest(work: Work, tender_id: UUID) -> Prequalification | None:
    """Return the last round, if there is any."""
    rounds = work.all(Prequalification, Prequalification.round, tender_id=tender_id)
    return rounds[-1] if rounds else None


def extended(work: Work, moment: datetime, days: int) -> datetime:
    """Return *moment*, or the same hour of the first day that leaves *days* from today."""
    short = (calendar(work).last_day(work.today, days) - work.day_of(moment)).days
    return moment + timedelta(days=max(short, 0))


def _marks(work: Work, judged: Sequence[Application]) -> Sequence[QualificationMark]:
    query = select(QualificationMark).filter_by(mine_id=work.mine_id)
    which = QualificationMark.application_id.in_([each.id for each in judged])
    return work.session.scalars(query.where(which)).all()


def _met(
    marks: Sequence[QualificationMark], application: Application, criterion: str, members: int
) -> bool:
    yes = sum(
        mark.met
        for mark in marks
        if mark.application_id == application.id and mark.criterion == criterion
    )
    return 2 * yes > members


def _passed(work: Work, called: Prequalification) -> int:
    passed = work.all(Application, prequalification_id=called.id, result=Qualified.PASSED)
    return len(passed)


def _again(work: Work, last: Prequalification) -> bool:
    """Say whether the last round ended with too few."""
    facts = Passed(work.today, last.concluded_on is not None, _passed(work, last))
    return facts.concluded and bool(PASSED.judge(facts))


def _open(work: Work, prequalification_id: UUID) -> Prequalification:
    called = work.get(Prequalification, prequalification_id)
    if called.concluded_on is not None:
        raise Conflict(
            f"this prequalification was concluded on {called.concluded_on}",
            zh=f"该资格预审已于 {called.concluded_on} 结束",
            field="prequalification_id",
        )
    return called


def _later(work: Work, moment: datetime) -> datetime:
    if moment.tzinfo is None or moment <= work.now:
        raise Unreadable(
            "closes_at names no zone or has passed; give a later moment such as with +08:00",
            zh="提交申请截止时间未注明时区或已过；请给出以后的时间并注明时区，例如 +08:00",
            field="closes_at",
        )
    return moment
