"""Which method: the mine's own limits, the evidence for a ground, a change after failed rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.db import PENNIES, exact, one_of
from equiplink.errors import Unreadable, said
from equiplink.files import actions as files
from equiplink.files.states import FileKind
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.tender.method_models import MethodChange, MethodLimit
from equiplink.tender.method_rules import PROOF, Proof
from equiplink.tender.method_states import OPENNESS
from equiplink.tender.models import Lot, Tender
from equiplink.tender.states import TENDER, Kind, Method
from equiplink.work import Work


def set_limit(
    work: Work, *, kind: str, method: str, most: Decimal, since: date, reason: str
) -> MethodLimit:
    """Let a kind of thing (a word of ``Kind``) be bought by *method* up to *most* CNY.

    It holds from *since* on and takes the place of an earlier one for the same
    kind and method; *reason* names the document behind it. A draft above it is
    warned of, or refused where the mine sets ``rule.T53`` to ``deny``.
    """
    work.allow(Role.ADMINISTRATOR)
    if exact(most, PENNIES, field="most") < 0:
        raise Unreadable(f"most {most} is negative", zh=f"限额 {most} 不能为负", field="most")
    limit = MethodLimit(
        kind=one_of(Kind, kind, field="kind"),
        method=one_of(Method, method, field="method"),
        most=most,
        since=since,
        reason=said(reason, "依据", field="reason"),
    )
    work.record(
        limit, "set_limit", kind=kind, method=method, most=most, since=since, reason=reason
    )  # fmt: skip
    return limit


def end_limit(work: Work, limit_id: UUID, *, until: date, reason: str) -> MethodLimit:
    """Let a limit hold until that day, the last."""
    work.allow(Role.ADMINISTRATOR)
    reason = said(reason, "依据", field="reason")
    limit = work.get(MethodLimit, limit_id)
    if until < limit.since:
        raise Unreadable(
            f"until {until} lies before {limit.since}, on which it begins; correct it",
            zh=f"终止日期 {until} 早于开始日期 {limit.since}，请改正",
            field="until",
        )
    limit.until = until
    work.record(limit, "end_limit", until=until, reason=reason)
    return limit


def limits(work: Work, kind: Kind, on: date) -> dict[Method, Decimal]:
    """Return what the mine's table allows on that day, by method; others have no limit."""
    rows = work.all(MethodLimit, MethodLimit.since, MethodLimit.id, kind=kind)
    return {
        row.method: row.most
        for row in rows
        if row.since <= on and (row.until is None or on <= row.until)
    }


def instead(table: Mapping[Method, Decimal], amount: Decimal) -> str:
    """Name the methods that the table allows for *amount*, the least open first."""
    free = [each for each in Method if each not in table or amount <= table[each]]
    return "、".join(each.zh for each in sorted(free, key=OPENNESS.__getitem__))


def approve_change(
    work: Work, tender_id: UUID, *, method: str, reason: str, document: str
) -> MethodChange:
    """Approve that the next round of a failed tender is bought by *method*.

    *document* names the paper that approves it: of the mine, or, where the project
    needed an approval by an authority, of that authority. ``next_round`` asks for it.
    """
    work.allow(Role.APPROVER)
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "next_round")
    change = MethodChange(
        tender_id=tender_id,
        method=one_of(Method, method, field="method"),
        reason=said(reason, "变更原因", field="reason"),
        document=said(document, "批准文件", field="document"),
        person_id=work.actor.id,
        approved_at=work.now,
    )
    work.record(
        change, "approve_change", tender_id=tender_id, number=tender.number, round=tender.round,
        was=tender.method, method=method, reason=reason, document=document,
    )  # fmt: skip
    return change


def history(work: Work, tender: Tender, lots: Sequence[Lot]) -> dict[str, Any]:
    """Return what came before this round: its method, how often it failed, the approval."""
    if tender.previous_id is None:
        return {}
    before = work.get(Tender, tender.previous_id)
    changes = work.all(MethodChange, tender_id=before.id, method=tender.method)
    return {
        "previous": before.method,
        "failed": min(lot.attempt for lot in lots) - 1,
        "approved": bool(changes),
    }


def proof(work: Work, tender: Tender, *, statutory: bool) -> tuple[Finding, ...]:
    """Return what is missing of the evidence for the ground, when the notice goes out."""
    evidence = files.of(work, tender.id, kind=FileKind.EVIDENCE)
    return PROOF.judge(Proof(work.today, tender.method, statutory, len(evidence)), work.policy)
