"""Accuse a supplier, tell him, hear him, and decide: the only way onto the mine's own list.

    立案 → 签发告知 → 听取陈述 → 决定 → 申请复核 → 复核

An accusation that is amended has to be signed and told again, and its period
begins anew: what is decided is what was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.db import one_of
from equiplink.errors import Unreadable, said
from equiplink.mine.states import Role
from equiplink.supplier import case_rules as rules
from equiplink.supplier import queries
from equiplink.supplier.models import Debarment, Supplier, Violation
from equiplink.supplier.states import VIOLATION, Cause, Offence, Verdict
from equiplink.work import Work


class Evidence(TypedDict):
    """A record that the ledger tells of, such as an acceptance, a scan or a mark."""

    subject: str
    subject_id: UUID
    note: NotRequired[str]


def accuse(
    work: Work,
    supplier_id: UUID,
    *,
    number: str,
    offence: str,
    charge: str,
    happened_on: date,
    evidence: Sequence[Evidence],
) -> Violation:
    """Draft a case: what the supplier did, when, and the records that show it.

    *offence* is a word of ``Offence``, *charge* the accusation in plain words.
    Raises ``Unreadable`` for evidence that the ledger does not know.
    """
    work.get(Supplier, supplier_id)
    case = Violation(
        supplier_id=supplier_id,
        number=said(number, "案号", field="number"),
        offence=one_of(Offence, offence, field="offence"),
        charge=said(charge, "违规事实", field="charge"),
        happened_on=_past(work, happened_on),
        evidence=_evidence(work, evidence),
        accused_by=work.actor.id,
        notice="",
        statement="",
        reason="",
        complaint="",
    )
    work.step(
        VIOLATION, case, "accuse", supplier_id=supplier_id, number=case.number, offence=offence,
        charge=case.charge, happened_on=happened_on, evidence=case.evidence,
    )  # fmt: skip
    return case


def amend(
    work: Work, violation_id: UUID, *, charge: str, evidence: Sequence[Evidence], reason: str
) -> Violation:
    """Change an accusation that is not decided; it has to be signed and told again."""
    reason = said(reason, "理由", field="reason")
    case = work.get(Violation, violation_id)
    was = {"charge": case.charge, "evidence": case.evidence}
    case.charge = said(charge, "违规事实", field="charge")
    case.evidence = _evidence(work, evidence)
    case.told_on = case.answer_by = None
    work.step(
        VIOLATION, case, "amend", reason=reason, charge=case.charge, evidence=case.evidence,
        was=was,
    )  # fmt: skip
    return case


def tell(work: Work, violation_id: UUID, *, notice: str) -> Violation:
    """Sign the accusation as it stands and tell the supplier; his days for an answer begin.

    *notice* says how he was told: the number of the letter and who received it.
    """
    case = work.get(Violation, violation_id)
    case.notice = said(notice, "告知方式", field="notice")
    case.told_on = work.today
    case.answer_by = work.today + timedelta(days=work.setting(rules.ANSWER_DAYS))
    work.step(
        VIOLATION, case, "tell", notice=case.notice, charge=case.charge, evidence=case.evidence,
        answer_by=case.answer_by,
    )  # fmt: skip
    return case


def hear(work: Work, violation_id: UUID, *, statement: str = "") -> Violation:
    """Record what the supplier says; without a word only after his days have passed (S29)."""
    case = work.get(Violation, violation_id)
    VIOLATION.next(case.state, "hear")
    word = statement.strip()
    facts = rules.Hearing(work.today, case.answer_by or work.today, word)
    rules.HEARING.require(facts, work.policy)
    case.statement = "\n".join(filter(None, (case.statement, word)))
    work.step(VIOLATION, case, "hear", statement=word)
    return case


def suspend_meanwhile(work: Work, violation_id: UUID, *, reason: str, ends_on: date) -> Debarment:
    """Keep the supplier from selling while the case is open: once, and for some days only (S28)."""
    work.allow(Role.APPROVER)
    reason = said(reason, "理由", field="reason")
    case = work.get(Violation, violation_id)
    facts = rules.Interim(
        today=work.today,
        open=case.decided_on is None,
        earlier=work.first(Debarment, violation_id=case.id, cause=Cause.INTERIM) is not None,
        ends_on=ends_on,
        longest=work.setting(rules.INTERIM_DAYS),
    )
    rules.INTERIM.require(facts, work.policy)
    return _debar(work, case, Cause.INTERIM, work.today, ends_on, reason)


def decide(
    work: Work,
    violation_id: UUID,
    *,
    verdict: str,
    reason: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Violation:
    """Decide after the hearing, as somebody else than the accuser; a ``Verdict`` with its reason.

    A satisfied accusation debars the supplier from *starts_on* to *ends_on*, both
    days counted. The interim suspension ends.
    """
    reason = said(reason, "决定理由", field="reason")
    case = work.get(Violation, violation_id)
    VIOLATION.next(case.state, "decide")
    word = one_of(Verdict, verdict, field="verdict")
    facts = rules.Judgement(
        today=work.today,
        accuser=case.accused_by,
        decider=work.actor.id,
        answer_by=case.answer_by or work.today,
        verdict=word,
        starts_on=starts_on,
        ends_on=ends_on,
        longest=work.setting(rules.OWN_DAYS),
    )
    warnings = rules.JUDGEMENT.require(facts, work.policy)
    case.decided_by, case.decided_on = work.actor.id, work.today
    case.verdict, case.reason = word, reason
    work.step(
        VIOLATION, case, "decide", warnings=warnings, verdict=word, reason=reason,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    _lift(work, case, Cause.INTERIM, reason)
    if starts_on and ends_on:
        _debar(work, case, Cause.MINE_DECISION, starts_on, ends_on, reason)
    return case


def complain(work: Work, violation_id: UUID, *, text: str) -> Violation:
    """Record the supplier's complaint about the decision, once and in time (S33)."""
    text = said(text, "复核理由", field="text")
    case = work.get(Violation, violation_id)
    VIOLATION.next(case.state, "complain")
    facts = rules.Complaint(
        work.today, case.decided_on or work.today, work.setting(rules.COMPLAINT_DAYS)
    )
    rules.COMPLAINT.require(facts, work.policy)
    case.complaint, case.complained_on = text, work.today
    work.step(VIOLATION, case, "complain", text=text)
    return case


def review(work: Work, violation_id: UUID, *, upheld: bool, reason: str) -> Violation:
    """Answer the complaint as a third person (S34); a decision that is not *upheld* is lifted."""
    reason = said(reason, "复核理由", field="reason")
    case = work.get(Violation, violation_id)
    before = frozenset({case.accused_by, case.decided_by or case.accused_by})
    rules.REVIEW.require(rules.Review(work.today, work.actor.id, before), work.policy)
    case.reviewed_by, case.upheld = work.actor.id, upheld
    work.step(VIOLATION, case, "review", upheld=upheld, reason=reason)
    if not upheld:
        _lift(work, case, Cause.MINE_DECISION, reason)
    return case


def _debar(
    work: Work, case: Violation, cause: Cause, starts_on: date, ends_on: date, reason: str
) -> Debarment:
    debarment = Debarment(
        supplier_id=case.supplier_id,
        violation_id=case.id,
        cause=cause,
        offence=case.offence,
        source=case.number,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    work.record(
        debarment, "debar", supplier_id=case.supplier_id, cause=cause, source=case.number,
        violation_id=case.id, starts_on=starts_on, ends_on=ends_on, reason=reason,
    )  # fmt: skip
    return debarment


def _lift(work: Work, case: Violation, cause: Cause, reason: str) -> None:
    for each in work.all(Debarment, violation_id=case.id, cause=cause, lifted_on=None):
        each.lifted_on = work.today
        work.record(each, "lift", supplier_id=case.supplier_id, reason=reason)


def _past(work: Work, day: date) -> date:
    if day > work.today:
        raise Unreadable(
            f"happened_on {day} lies after today; give the day on which it happened",
            zh=f"违规日期 {day} 晚于今天，请填写实际日期",
            field="happened_on",
        )
    return day


def _evidence(work: Work, given: Sequence[Evidence]) -> list[dict[str, Any]]:
    missing = queries.unknown(work, [(each["subject"], each["subject_id"]) for each in given])
    if missing or not given:
        named = "、".join(missing) or "—"
        raise Unreadable(
            f"evidence must name records of the ledger; unknown: {named}",
            zh=f"证据应当指明台账中的记录，查无：{named}；请核对类别和编号",
            field="evidence",
        )
    return [{**each, "subject_id": str(each["subject_id"])} for each in given]
