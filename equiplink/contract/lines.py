"""Order lines after the signature: cancel what will not come, add what is free, claim."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.contract import queries, standing
from equiplink.contract.models import ContractLine
from equiplink.contract.money_rules import CLAIM, SHORT_CLOSE, Claim, Rest
from equiplink.contract.queries import Ordered
from equiplink.contract.states import CONTRACT, LineKind
from equiplink.contract.terms import reprice
from equiplink.db import new_id
from equiplink.errors import said
from equiplink.work import Work


def short_close(work: Work, contract_line_id: UUID, *, reason: str) -> ContractLine:
    """Cancel what has not arrived of a line, and say why; it is neither waited for nor paid."""
    reason = said(reason, "取消原因", field="reason")
    contract, line = queries.held_line(work, contract_line_id)
    rest = line.due - line.received
    warnings = SHORT_CLOSE.require(Rest(work.today, line.model, rest), work.policy)
    line.cancelled += rest
    before, contract.amount = contract.amount, reprice(queries.lines(work, contract.id))
    work.step(
        CONTRACT, contract, "short_close", warnings=warnings, contract_line_id=line.id,
        cancelled=rest, reason=reason, amount_before=before, amount=contract.amount,
    )  # fmt: skip
    return line


def add_free(work: Work, contract_line_id: UUID, *, quantity: Decimal, reason: str) -> ContractLine:
    """Add what comes free of charge with a line: samples, spare parts of the same model."""
    reason = said(reason, "免费原因", field="reason")
    contract, origin = queries.held_line(work, contract_line_id)
    line = _free(work, _of(work, origin), quantity, LineKind.FREE)
    work.step(
        CONTRACT, contract, "add_free", line_id=line.id, origin_id=origin.id, quantity=quantity,
        reason=reason,
    )  # fmt: skip
    work.session.add(line)
    return line


def claim(work: Work, contract_line_id: UUID, *, quantity: Decimal, reason: str) -> ContractLine:
    """Claim under warranty: the supplier replaces *quantity* of a line free of charge.

    Opens a line without a price that is received and accepted like any other;
    a contract that was fulfilled is open again until then. Refused when the
    warranty does not run, or more is claimed than was accepted.
    """
    reason = said(reason, "索赔原因", field="reason")
    contract, origin = queries.held_line(work, contract_line_id)
    line = _free(work, _of(work, origin), quantity, LineKind.REPLACEMENT)
    facts = Claim(
        today=work.today,
        warranty_until=standing.warranty_until(work, contract),
        quantity=quantity,
        accepted=_accepted(work, contract.id, origin.id),
    )
    warnings = CLAIM.require(facts, work.policy)
    work.step(
        CONTRACT, contract, "claim", warnings=warnings, line_id=line.id, origin_id=origin.id,
        quantity=quantity, warranty_until=facts.warranty_until, reason=reason,
    )  # fmt: skip
    work.session.add(line)
    return line


def _of(work: Work, line: ContractLine) -> Ordered:
    return queries.ordered(work, line.contract_id)[line.id]


def _accepted(work: Work, contract_id: UUID, line_id: UUID) -> Decimal:
    """Return how much of a line was accepted, over all its deliveries."""
    return sum(
        (part.accepted for part, order, _ in queries.parts(work, contract_id)
         if order.id == line_id),
        Decimal(0),
    )  # fmt: skip


def _free(work: Work, origin: Ordered, quantity: Decimal, kind: LineKind) -> ContractLine:
    """Return a line without a price for the goods of another, tied to what was bought."""
    line = origin.line
    pieces(quantity, tracking=origin.kind.tracking, unit=line.unit)
    return ContractLine(
        id=new_id(), mine_id=work.mine_id, contract_id=line.contract_id, kind=kind,
        origin_id=line.origin_id or line.id, tender_line_id=line.tender_line_id,
        plan_line_id=line.plan_line_id, product_id=line.product_id, model=line.model,
        maker=line.maker, mark_number=line.mark_number, quantity=quantity, unit=line.unit,
        unit_price=Decimal(0), tax_rate=line.tax_rate, gross=Decimal(0),
        net=None if line.tax_rate is None else Decimal(0), received=Decimal(0),
        cancelled=Decimal(0),
    )  # fmt: skip
