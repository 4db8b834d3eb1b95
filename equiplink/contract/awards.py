"""招标投标情况书面报告: what a compulsory tender owes the authority after its award."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from equiplink.contract.given import between
from equiplink.contract.models import AwardReport
from equiplink.contract.rules import REPORTING, Reported
from equiplink.db import new_id
from equiplink.errors import Conflict, said
from equiplink.mine.states import Role
from equiplink.tender.models import Tender
from equiplink.work import Work


def report_award(
    work: Work, tender_id: UUID, *, authority: str, number: str, sent_on: date | None = None
) -> AwardReport:
    """Record the written report on a tender to the supervising *authority*, sent today or earlier.

    A compulsory tender owes it within fifteen days of the award (T41); a late
    one is recorded with a warning. Raises ``Conflict`` before the award.
    """
    work.allow(Role.BUYER)
    authority = said(authority, "行政监督部门", field="authority")
    number = said(number, "报告文号", field="number")
    tender = work.get(Tender, tender_id)
    if tender.awarded_on is None:
        raise Conflict(
            "the tender has no winner yet; report it after the award",
            zh="该招标尚未定标，请在定标后报告",
            field="tender_id",
        )
    sent = between("sent_on", sent_on or work.today, tender.awarded_on, work.today)
    facts = Reported(work.today, tender.statutory, tender.awarded_on, sent)
    warnings = REPORTING.require(facts, work.policy)
    report = AwardReport(
        id=new_id(), tender_id=tender_id, authority=authority, number=number, sent_on=sent
    )
    work.record(
        report, "report", warnings=warnings, tender_id=tender_id, authority=authority,
        number=number, sent_on=sent,
    )  # fmt: skip
    return report
