"""Register and change suppliers, debar them, and give them marks."""

from __future__ import annotations

from datetime import date
from typing import TypedDict
from uuid import UUID

from equiplink.db import new_id, one_of
from equiplink.errors import Duplicate, Unreadable, said
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.supplier.credit_rules import CREDIT, NAMING
from equiplink.supplier.facts import CreditCode, Lifting, Named, Term
from equiplink.supplier.models import Debarment, Mark, Supplier
from equiplink.supplier.states import SUPPLIER, Cause, MarkKind
from equiplink.supplier.term_rules import LIFTING, TERM
from equiplink.supplier.uscc import normalise, well_formed
from equiplink.work import Work

STANDS = (Role.BUYER, Role.APPROVER, Role.SAFETY_OFFICER)


class Particulars(TypedDict, total=False):
    """What may change of a supplier; what is left out stays. The credit code never changes."""

    name: str
    legal_representative: str
    controller: str
    parent_uscc: str
    licence_number: str
    licence_scope: str
    licence_until: date | None
    contact: str


def register(
    work: Work,
    *,
    uscc: str,
    name: str,
    legal_representative: str = "",
    controller: str = "",
    parent_uscc: str = "",
    licence_number: str = "",
    licence_scope: str = "",
    licence_until: date | None = None,
    contact: str = "",
    proof: str = "",
    synthetic: bool,
) -> Supplier:
    """Put a supplier on the register; who leads and controls it tells related bidders apart.

    ``licence_until`` is the last day of the business licence, None for one
    without end. ``proof`` says why a credit code is genuine although its check
    fails. Raises ``Refused`` for a malformed code (S01), ``Duplicate`` for a
    known one; a known name under another code warns (S16).
    """
    code = normalise(uscc)
    known = work.first(Supplier, uscc=code)
    if known is not None:
        known = work.session.get_one(Supplier, (work.mine_id, known.firm_id))
        raise Duplicate(
            f"{code} is on the register as {known.name} {known.uscc}; change that record",
            zh=f"{code} 已登记为“{known.name}”（{known.uscc}），请在原记录上办理变更",
            field="uscc",
        )
    facts = CreditCode(work.today, code, proof.strip())
    name = said(name, "名称", field="name")
    warnings = CREDIT.require(facts, work.policy, also=_namesakes(work, name, code))
    record_id = new_id()
    supplier = Supplier(
        id=record_id,
        firm_id=record_id,
        uscc=code,
        name=name,
        legal_representative=legal_representative,
        controller=controller,
        parent_uscc=_parent(parent_uscc),
        licence_number=licence_number,
        licence_scope=licence_scope,
        licence_until=licence_until,
        contact=contact,
        proof=proof.strip(),
        synthetic=synthetic,
    )
    work.step(
        SUPPLIER, supplier, "register", warnings=warnings, uscc=code, name=name,
        legal_representative=legal_representative, controller=controller,
        parent_uscc=supplier.parent_uscc, licence_number=licence_number,
        licence_scope=licence_scope, licence_until=licence_until, contact=contact,
        proof=supplier.proof, synthetic=synthetic,
    )  # fmt: skip
    return supplier


def change(work: Work, supplier_id: UUID, *, facts: Particulars, reason: str) -> Supplier:
    """Enter new facts of a supplier with the reason; the old ones stay in the ledger."""
    reason = said(reason, "理由", field="reason")
    supplier = work.get(Supplier, supplier_id)
    new = dict(facts)
    if "name" in facts:
        new["name"] = said(facts["name"], "名称", field="name")
    if "parent_uscc" in facts:
        new["parent_uscc"] = _parent(facts["parent_uscc"])
    was = {field: getattr(supplier, field) for field in new}
    changed = {field: value for field, value in new.items() if value != was[field]}
    if not changed:
        raise Unreadable(
            "facts change nothing; give what is new",
            zh="没有任何变更，请填写变更后的内容",
            field="facts",
        )
    warnings = _namesakes(work, str(changed["name"]), supplier.uscc) if "name" in changed else ()
    for field, value in changed.items():
        setattr(supplier, field, value)
    work.step(
        SUPPLIER, supplier, "change", warnings=warnings, reason=reason, now=changed,
        was={field: was[field] for field in changed},
    )  # fmt: skip
    return supplier


def _namesakes(work: Work, name: str, code: str) -> tuple[Finding, ...]:
    others = [each.uscc for each in work.all(Supplier, name=name) if each.uscc != code]
    return NAMING.judge(Named(work.today, name, "、".join(others)), work.policy)


def _parent(given: str) -> str:
    parent = normalise(given)
    if parent and not well_formed(parent):
        raise Unreadable(
            f"parent_uscc '{given}' is no credit code of 18 characters; copy it from the licence",
            zh=f"上级单位信用代码“{given}”不是 18 位信用代码，请对照营业执照输入",
            field="parent_uscc",
        )
    return parent


def re_evaluate(work: Work, supplier_id: UUID, *, conclusion: str) -> Supplier:
    """Close a re-evaluation with its conclusion; bad marks are counted anew from today (S35)."""
    conclusion = said(conclusion, "复评结论", field="conclusion")
    supplier = work.get(Supplier, supplier_id)
    supplier.re_evaluated_on = work.today
    work.step(SUPPLIER, supplier, "re_evaluate", conclusion=conclusion)
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
    """Enter a period in which others decided that the supplier may not sell; both days count.

    ``source`` names the decision or list. Raises ``Refused`` when the period is
    not what the statute allows for the cause (S20–S22), and for the mine's own
    list, which takes a case (S26, see ``cases``).
    """
    work.allow(*STANDS)
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
        debarment, "lift", warnings=warnings, supplier_id=debarment.supplier_id, reason=reason
    )
    return debarment


def mark(
    work: Work,
    supplier_id: UUID,
    *,
    kind: str,
    subject: str,
    subject_id: UUID,
    note: str = "",
    amount: int | None = None,
) -> Mark:
    """Note what a later stage saw of the supplier; that stage has asked who may.

    ``kind`` is a word of ``MarkKind``; *subject* names the table and the record behind
    it; *amount* is what the kind counts: days late, hours underground, stars.
    """
    work.get(Supplier, supplier_id)
    seen = Mark(
        supplier_id=supplier_id,
        kind=one_of(MarkKind, kind, field="kind"),
        at=work.now,
        happened_on=work.today,
        subject=subject,
        subject_id=subject_id,
        note=note,
        amount=amount,
    )
    work.record(
        seen, "mark", supplier_id=supplier_id, kind=kind, on=work.today, subject=subject,
        subject_id=subject_id, note=note, amount=amount,
    )  # fmt: skip
    return seen


def annul(work: Work, mark_id: UUID, *, reason: str) -> Mark:
    """Take a mark out of the reputation because it was wrong; it stays in the record."""
    work.allow(Role.APPROVER)
    reason = said(reason, "理由", field="reason")
    seen = work.get(Mark, mark_id)
    if seen.annulled_on is not None:
        raise Unreadable(
            f"this mark was annulled on {seen.annulled_on}; choose another",
            zh=f"该记录已于 {seen.annulled_on} 撤销，请核对编号",
            field="mark_id",
        )
    seen.annulled_on = work.today
    work.record(seen, "annul", supplier_id=seen.supplier_id, reason=reason)
    return seen
