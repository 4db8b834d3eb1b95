"""Register suppliers, debar them, and give them marks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from equiplink.db import one_of
from equiplink.errors import Unreadable, said
from equiplink.mine.states import Role
from equiplink.supplier.models import Debarment, Mark, Supplier
from equiplink.supplier.rules import CREDIT, LIFTING, TERM, CreditCode, Lifting, Term
from equiplink.supplier.states import SUPPLIER, Cause, MarkKind
from equiplink.supplier.uscc import normalise, well_formed
from equiplink.work import Work


def register(
    work: Work,
    *,
    uscc: str,
    name: str,
    legal_representative: str = "",
    controller: str = "",
    parent_uscc: str = "",
    licence_until: date | None = None,
    proof: str = "",
    synthetic: bool,
) -> Supplier:
    """Put a supplier on the register; who leads and controls it tells related bidders apart.

    ``licence_until`` is the last day of the business licence, None for one
    without end. ``proof`` says why a credit code is genuine although its check
    fails. Raises ``Refused`` for a malformed code (S01), ``Duplicate`` for a
    known one.
    """
    code, parent = normalise(uscc), normalise(parent_uscc)
    if parent and not well_formed(parent):
        raise Unreadable(
            f"parent_uscc '{parent_uscc}' is no credit code of 18 characters; "
            "copy it from the licence",
            zh=f"上级单位信用代码“{parent_uscc}”不是 18 位信用代码，请对照营业执照输入",
            field="parent_uscc",
        )
    warnings = CREDIT.require(CreditCode(work.today, code, proof.strip()), work.policy)
    supplier = Supplier(
        uscc=code,
        name=said(name, "名称", field="name"),
        legal_representative=legal_representative,
        controller=controller,
        parent_uscc=parent,
        licence_until=licence_until,
        proof=proof.strip(),
        synthetic=synthetic,
    )
    work.step(
        SUPPLIER, supplier, "register", warnings=warnings, uscc=code, name=supplier.name,
        proof=supplier.proof, synthetic=synthetic,
    )  # fmt: skip
    return supplier


def suspend(work: Work, supplier_id: UUID, *, reason: str) -> Supplier:
    """Keep a supplier from selling until it is reinstated."""
    return _stand(work, supplier_id, "suspend", reason)


def reinstate(work: Work, supplier_id: UUID, *, reason: str) -> Supplier:
    """Let a suspended supplier sell again."""
    return _stand(work, supplier_id, "reinstate", reason)


def strike_off(work: Work, supplier_id: UUID, *, reason: str) -> Supplier:
    """Take a supplier off the register for good."""
    return _stand(work, supplier_id, "strike_off", reason)


def _stand(work: Work, supplier_id: UUID, action: str, reason: str) -> Supplier:
    supplier = work.get(Supplier, supplier_id)
    work.step(SUPPLIER, supplier, action, reason=said(reason, "理由", field="reason"))
    return supplier


def debar(
    work: Work, supplier_id: UUID, *, cause: str, source: str, starts_on: date, ends_on: date
) -> Debarment:
    """Enter a period in which the supplier may not sell; both days count.

    ``source`` names the decision or list. Raises ``Refused`` when the period is
    not what the statute allows for the cause (S20–S22).
    """
    work.allow(Role.BUYER, Role.APPROVER, Role.SAFETY_OFFICER)
    if ends_on < starts_on:
        raise Unreadable(
            f"ends_on {ends_on} lies before starts_on {starts_on}; copy both from the decision",
            zh=f"止日 {ends_on} 早于起日 {starts_on}，请按决定书更正",
            field="ends_on",
        )
    work.get(Supplier, supplier_id)
    why = one_of(Cause, cause, field="cause")
    warnings = TERM.require(Term(work.today, why, starts_on, ends_on), work.policy)
    debarment = Debarment(
        supplier_id=supplier_id,
        cause=why,
        source=said(source, "依据", field="source"),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    work.record(
        debarment, "debar", warnings=warnings, supplier_id=supplier_id, cause=why,
        source=debarment.source, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    return debarment


def lift(work: Work, debarment_id: UUID, *, reason: str) -> Debarment:
    """End a debarment from today on."""
    work.allow(Role.APPROVER)
    debarment = work.get(Debarment, debarment_id)
    if debarment.lifted_on is not None:
        raise Unreadable(
            f"this debarment was lifted on {debarment.lifted_on}; choose another",
            zh=f"该限制已于 {debarment.lifted_on} 解除，请核对编号",
            field="debarment_id",
        )
    facts = Lifting(work.today, debarment.cause, debarment.starts_on)
    warnings = LIFTING.require(facts, work.policy)
    reason = said(reason, "理由", field="reason")
    debarment.lifted_on = work.today
    work.record(
        debarment, "lift", warnings=warnings, supplier_id=debarment.supplier_id, reason=said
    )
    return debarment


def mark(
    work: Work, supplier_id: UUID, *, kind: str, subject: str, subject_id: UUID, note: str = ""
) -> Mark:
    """Note what a later stage saw of the supplier; that stage has asked who may.

    ``kind`` is a word of ``MarkKind``; *subject* names the table and the record behind it.
    """
    work.get(Supplier, supplier_id)
    seen = Mark(
        supplier_id=supplier_id,
        kind=one_of(MarkKind, kind, field="kind"),
        at=work.now,
        subject=subject,
        subject_id=subject_id,
        note=note,
    )
    work.record(
        seen, "mark", supplier_id=supplier_id, kind=kind, subject=subject, subject_id=subject_id
    )
    return seen
