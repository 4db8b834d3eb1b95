"""补充协议: change a signed contract for a listed reason, with evidence and a second signature.

A change is a record of its own: proposed under its number, then signed, which
makes a new revision of the contract and keeps what stood before, or void.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.contract import queries, standing
from equiplink.contract.add_ons import added
from equiplink.contract.given import between, money
from equiplink.contract.models import Amendment, Contract, ContractLine
from equiplink.contract.queries import Ordered
from equiplink.contract.states import AMENDMENT, CONTRACT, LineKind, Reason
from equiplink.contract.sums import Priced, amounts
from equiplink.contract.term_rules import ADD_ON_PERCENT, CHANGE, Change, LineChange, Part
from equiplink.contract.terms import reprice
from equiplink.db import new_id, one_of
from equiplink.errors import Unreadable, said
from equiplink.tender import queries as tenders
from equiplink.tender.models import Tender, TenderLine
from equiplink.tender.states import TENDERS
from equiplink.work import Work


class NewTerm(TypedDict):
    """What a line is to be; ``unit_price`` in CNY with tax. What is not given stays."""

    contract_line_id: UUID
    quantity: NotRequired[Decimal]
    unit_price: NotRequired[Decimal]


def propose_amendment(
    work: Work,
    contract_id: UUID,
    *,
    number: str,
    reason: str,
    evidence: str,
    deliver_by: date | None = None,
    lines: Sequence[NewTerm] = (),
) -> Amendment:
    """Propose a change of a signed contract under its *number* (the table's ``propose``).

    *reason* is a word of ``Reason``, *evidence* what shows it. A contract that
    was tendered keeps price, quantity and term but for the grounds that are
    listed (C30). Nothing changes before somebody else signs.
    """
    number = said(number, "补充协议编号", field="number")
    evidence = said(evidence, "变更证明", field="evidence")
    why = one_of(Reason, reason, field="reason")
    contract = work.get(Contract, contract_id)
    CONTRACT.next(contract.state, "change")
    changes = _asked(work, contract, deliver_by, lines)
    amendment = Amendment(
        id=new_id(), contract_id=contract_id, number=number, reason=why, evidence=evidence,
        proposed_by=work.actor.id, changes=changes, before={}, added=Decimal(0),
    )  # fmt: skip
    warnings = CHANGE.require(_facts(work, contract, amendment, None), work.policy)
    work.step(
        AMENDMENT, amendment, "propose", warnings=warnings, contract_id=contract_id,
        number=number, reason=why, evidence=evidence, changes=changes,
    )  # fmt: skip
    return amendment


def sign_amendment(work: Work, amendment_id: UUID) -> Amendment:
    """Sign a proposed change (the table's ``sign``): it makes the contract's next revision."""
    work.allow(*AMENDMENT.roles_of("sign"))
    amendment = work.get(Amendment, amendment_id)
    contract = work.get(Contract, amendment.contract_id)
    CONTRACT.next(contract.state, "change")
    facts = _facts(work, contract, amendment, work.actor.id)
    warnings = CHANGE.require(facts, work.policy)
    lines = queries.lines(work, contract.id)
    amendment.before = _apply(contract, lines, amendment.changes)
    amendment.added = max(facts.amount - contract.amount, Decimal(0))
    contract.amount = reprice(lines)
    contract.revision += 1
    amendment.revision, amendment.signed_on = contract.revision, work.today
    work.step(AMENDMENT, amendment, "sign", warnings=warnings, revision=contract.revision)
    work.step(
        CONTRACT, contract, "change", amendment_id=amendment_id, number=amendment.number,
        reason=amendment.reason, revision=contract.revision, before=amendment.before,
        changes=amendment.changes, amount=contract.amount,
    )  # fmt: skip
    return amendment


def void_amendment(work: Work, amendment_id: UUID, *, reason: str) -> Amendment:
    """Give up a change that was only proposed (the table's ``void``); its number stays taken."""
    reason = said(reason, "作废原因", field="reason")
    amendment = work.get(Amendment, amendment_id)
    work.step(AMENDMENT, amendment, "void", reason=reason)
    return amendment


def _asked(
    work: Work, contract: Contract, deliver_by: date | None, lines: Sequence[NewTerm]
) -> dict[str, Any]:
    """Return what is to change, as plain text for the record; raise when nothing is."""
    orders = queries.ordered(work, contract.id)
    changes: dict[str, Any] = {}
    if deliver_by is not None and deliver_by != contract.deliver_by:
        changes["deliver_by"] = between("deliver_by", deliver_by, work.today).isoformat()
    asked = {str(term["contract_line_id"]): _line_asked(orders, term) for term in lines}
    if any(asked.values()):
        changes["lines"] = {line_id: new for line_id, new in asked.items() if new}
    if not changes:
        raise Unreadable(
            "the amendment changes nothing; say what is to be different",
            zh="补充协议没有任何变更，请填写变更内容",
            field="lines",
        )
    return changes


def _line_asked(orders: Mapping[UUID, Ordered], term: NewTerm) -> dict[str, str]:
    order = orders.get(term["contract_line_id"])
    if order is None or order.line.kind is not LineKind.ORDERED:
        raise queries.no_such_line(term["contract_line_id"])
    line, new = order.line, {}
    quantity, price = term.get("quantity", line.quantity), term.get("unit_price", line.unit_price)
    pieces(quantity, tracking=order.kind.tracking, unit=line.unit)
    money("unit_price", price)
    if quantity != line.quantity:
        new["quantity"] = str(quantity)
    if price != line.unit_price:
        new["unit_price"] = str(price)
    return new


def _facts(work: Work, contract: Contract, amendment: Amendment, signed_by: UUID | None) -> Change:
    tender = work.get(Tender, contract.tender_id)
    lines = queries.lines(work, contract.id)
    now = [Priced(line.due, line.unit_price, line.tax_rate) for line in lines]
    then = [_then(line, was, amendment.changes) for line, was in zip(lines, now, strict=True)]
    amount = sum((each.gross for each in amounts(then)), Decimal(0))
    left = _planned(work, contract)
    changed = amendment.changes.get("lines", {})
    return Change(
        today=work.today,
        tendered=tender.method in TENDERS,
        reason=amendment.reason,
        parts=frozenset(_parts(contract, now, then, amendment.changes)),
        lines=tuple(
            LineChange(line.model, line.received, new.quantity, left[line.plan_line_id])
            for line, new in zip(lines, then, strict=True)
            if str(line.id) in changed
        ),
        first_amount=contract.first_amount,
        added=max(amount - contract.amount, Decimal(0)) + added(work, contract.id),
        add_on_percent=work.setting(ADD_ON_PERCENT),
        amount=amount,
        paid=standing.paid(work, contract.id),
        proposed_by=amendment.proposed_by,
        signed_by=signed_by,
    )


def _planned(work: Work, contract: Contract) -> dict[UUID, Decimal]:
    """Return how much of each plan line the plan has, less what other tenders take."""
    behind = tenders.sources(work, work.all(TenderLine, tender_id=contract.tender_id))
    portions = tenders.portions(work, contract.tender_id, behind)
    return {source.need.id: portion.left for source, portion in zip(behind, portions, strict=True)}


def _then(line: ContractLine, now: Priced, changes: Mapping[str, Any]) -> Priced:
    """Return a line as it is to be."""
    new = changes.get("lines", {}).get(str(line.id), {})
    return replace(
        now,
        quantity=Decimal(new.get("quantity", line.quantity)) - line.cancelled,
        unit_price=Decimal(new.get("unit_price", now.unit_price)),
    )


def _parts(
    contract: Contract, now: Sequence[Priced], then: Sequence[Priced], changes: Mapping[str, Any]
) -> Iterator[Part]:
    """Yield what the change changes."""
    for was, new in zip(now, then, strict=True):
        if new.quantity != was.quantity:
            yield Part.MORE if new.quantity > was.quantity else Part.LESS
        if new.unit_price != was.unit_price:
            yield Part.PRICE
    if "deliver_by" in changes:
        later = date.fromisoformat(changes["deliver_by"]) > contract.deliver_by
        yield Part.LATER if later else Part.SOONER


def _apply(
    contract: Contract, lines: Sequence[ContractLine], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Write the change into the contract and return what stood before, in the same form."""
    before: dict[str, Any] = {}
    if "deliver_by" in changes:
        before["deliver_by"] = contract.deliver_by.isoformat()
        contract.deliver_by = date.fromisoformat(changes["deliver_by"])
    by_id = {str(line.id): line for line in lines}
    for line_id, new in changes.get("lines", {}).items():
        line = by_id[line_id]
        before.setdefault("lines", {})[line_id] = {name: str(getattr(line, name)) for name in new}
        for name, value in new.items():
            setattr(line, name, Decimal(value))
    return before
