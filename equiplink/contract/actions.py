"""Draft and sign what was awarded, receive it in parts, and end the contract.

Every verb that changes what an order line has received holds the contract's
row, so two arrivals never count into one line at the same time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, TypeVar
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.contract import queries
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.queries import Offer, Ordered
from equiplink.contract.rules import (
    ARRIVAL,
    BOND_PERCENT,
    CLOSING,
    DRAFTING,
    FULFILMENT,
    INSPECTION_DAYS,
    RETURN,
    SIGN_WARNING,
    SIGN_WITHIN,
    SIGNING,
    Arrival,
    Progress,
    Signing,
    Term,
    Wording,
)
from equiplink.contract.states import CONTRACT, DELIVERY, ContractState
from equiplink.db import PENNIES, exact, new_id
from equiplink.errors import NotFound, Unreadable, said
from equiplink.supplier import actions as suppliers
from equiplink.supplier.states import MarkKind
from equiplink.tender.models import Tender
from equiplink.work import Work

N = TypeVar("N", int, Decimal, date)
LONGEST_INSPECTION = 3650
"""Days; a slip of the finger is no term."""


class Wanted(TypedDict):
    """One line as the contract's text states it. ``unit_price`` in CNY."""

    tender_line_id: UUID
    model: str
    maker: str
    mark_number: str
    quantity: Decimal
    unit_price: Decimal


class Load(TypedDict):
    """How much of one order line arrives, in the line's unit."""

    contract_line_id: UUID
    quantity: Decimal


def draft(
    work: Work,
    tender_id: UUID,
    *,
    number: str,
    deliver_by: date,
    performance_bond: Decimal = Decimal(0),
    inspection_days: int | None = None,
    amount: Decimal | None = None,
    lines: Sequence[Wanted] | None = None,
) -> Contract:
    """Draft the contract with the winner of the tender; it says what the bid said.

    *amount* and *lines* are the contract's own text when it was written
    elsewhere: every difference from the bid is refused. Money in CNY;
    *inspection_days* defaults to the mine's setting. Raises ``Conflict`` when
    nobody has won yet.
    """
    days = work.setting(INSPECTION_DAYS) if inspection_days is None else inspection_days
    exact(performance_bond, PENNIES, field="performance_bond")
    _between("performance_bond", performance_bond, Decimal(0))
    _between("inspection_days", days, 1, LONGEST_INSPECTION)
    _between("deliver_by", deliver_by, work.today)
    number = said(number, "合同编号", field="number")
    work.get(Tender, tender_id)
    bid = queries.winner(work, tender_id)
    offers = queries.offers(work, bid)
    facts = Wording(
        today=work.today,
        pairs=_pairs(offers, lines),
        price=bid.price,
        amount=(bid.price or Decimal(0)) if amount is None else amount,
        bond=performance_bond,
        bond_percent=work.setting(BOND_PERCENT),
        deliver_by=deliver_by,
        need_by=min((offer.need.need_by for offer in offers), default=None),
    )
    warnings = DRAFTING.require(facts, work.policy)
    contract = Contract(
        id=new_id(),
        number=number,
        tender_id=tender_id,
        bid_id=bid.id,
        supplier_id=bid.supplier_id,
        amount=facts.amount,
        performance_bond=performance_bond,
        deliver_by=deliver_by,
        inspection_days=days,
    )
    order = [_order_line(work, contract.id, offer) for offer in offers]
    work.step(
        CONTRACT, contract, "draft", warnings=warnings, number=number, tender_id=tender_id,
        supplier_id=bid.supplier_id, amount=contract.amount, performance_bond=performance_bond,
        deliver_by=deliver_by, inspection_days=days,
        lines=[
            {"id": each.id, "plan_line_id": each.plan_line_id, "model": each.model,
             "maker": each.maker, "mark_number": each.mark_number, "quantity": each.quantity,
             "unit": each.unit, "unit_price": each.unit_price}
            for each in order
        ],
    )  # fmt: skip
    work.session.add_all(order)
    return contract


def sign(work: Work, contract_id: UUID, *, late_reason: str = "") -> Contract:
    """Sign within thirty days of the award; *late_reason* explains a later signature."""
    contract = work.get(Contract, contract_id)
    facts = Signing(
        work.today,
        work.get(Tender, contract.tender_id).awarded_on,
        work.setting(SIGN_WITHIN),
        work.setting(SIGN_WARNING),
        late_reason,
    )
    warnings = SIGNING.require(facts, work.policy)
    contract.signed_on = work.today
    work.step(
        CONTRACT, contract, "sign", warnings=warnings, days=facts.days, late_reason=late_reason
    )
    return contract


def deliver(work: Work, contract_id: UUID, *, number: str, lines: Sequence[Load]) -> Delivery:
    """Receive an arrival under its number, in as many parts as the supplier needs.

    Refuses what exceeds the order and, for a lot, its tolerance. The supplier
    is marked on time or late.
    """
    number = said(number, "到货单号", field="number")
    contract = work.get(Contract, contract_id)
    orders = queries.ordered(work, contract_id)
    loads = _loads(orders, lines)
    facts = Arrival(
        work.today,
        in_force(contract),
        tuple(orders[line_id].counted(work, more=more) for line_id, more in loads.items()),
    )
    warnings = ARRIVAL.require(facts, work.policy)
    delivery = Delivery(id=new_id(), number=number, contract_id=contract_id, arrived_at=work.now)
    parts = [
        DeliveryLine(
            id=new_id(), mine_id=work.mine_id, delivery_id=delivery.id,
            contract_line_id=line_id, quantity=more,
        )
        for line_id, more in loads.items()
    ]  # fmt: skip
    for part in parts:
        orders[part.contract_line_id].line.received += part.quantity
    late = work.today > contract.deliver_by
    work.step(
        DELIVERY, delivery, "deliver", warnings=warnings, number=number, contract_id=contract_id,
        late=late,
        lines=[
            {"id": part.id, "contract_line_id": part.contract_line_id, "quantity": part.quantity}
            for part in parts
        ],
    )  # fmt: skip
    work.session.add_all(parts)
    kind = MarkKind.DELIVERED_LATE if late else MarkKind.DELIVERED_ON_TIME
    days = max(0, (work.today - contract.deliver_by).days)
    _mark(work, contract, delivery, kind, f"{contract.deliver_by} → {work.today}", days)
    return delivery


def close_delivery(work: Work, delivery_id: UUID) -> Delivery:
    """Close an arrival (the table's ``close``) of which everything has its verdict."""
    delivery = work.get(Delivery, delivery_id)
    facts = Progress(work.today, queries.arrived(work, delivery))
    warnings = CLOSING.require(facts, work.policy)
    work.step(DELIVERY, delivery, "close", warnings=warnings)
    return delivery


def return_all(work: Work, delivery_id: UUID, *, reason: str) -> Delivery:
    """Send an arrival back whole, before any of it was presented for acceptance."""
    reason = said(reason, "退回原因", field="reason")
    delivery = work.get(Delivery, delivery_id)
    contract = work.get(Contract, delivery.contract_id)
    facts = Progress(work.today, queries.arrived(work, delivery))
    warnings = RETURN.require(facts, work.policy)
    for part in queries.delivery_lines(work, delivery_id):
        _uncount(work, part, part.quantity)
    work.step(DELIVERY, delivery, "return_all", warnings=warnings, reason=reason)
    _mark(work, contract, delivery, MarkKind.RETURNED, reason)
    return delivery


def give_back(work: Work, part: DeliveryLine, quantity: Decimal) -> None:
    """Count *quantity* of what arrived as not received: its replacement is no over-delivery.

    For acceptance, whose ledger entry tells of it.
    """
    delivery = work.get(Delivery, part.delivery_id)
    work.get(Contract, delivery.contract_id)
    _uncount(work, part, quantity)


def fulfil(work: Work, contract_id: UUID) -> Contract:
    """End a contract of which everything was received and accepted."""
    contract = work.get(Contract, contract_id)
    progress = queries.arrived_for(work, contract)
    accepted: dict[UUID, Decimal] = {}
    for line in progress:
        accepted[line.order_id] = accepted.get(line.order_id, Decimal(0)) + line.accepted
    orders = queries.ordered(work, contract_id).values()
    facts = Progress(
        work.today,
        progress,
        tuple(
            each.counted(work, accepted=accepted.get(each.line.id, Decimal(0))) for each in orders
        ),
    )
    warnings = FULFILMENT.require(facts, work.policy)
    work.step(CONTRACT, contract, "fulfil", warnings=warnings)
    return contract


def terminate(work: Work, contract_id: UUID, *, reason: str) -> Contract:
    """End a contract before it is fulfilled, and say why."""
    reason = said(reason, "终止原因", field="reason")
    contract = work.get(Contract, contract_id)
    work.step(CONTRACT, contract, "terminate", reason=reason)
    return contract


def in_force(contract: Contract) -> bool:
    """Say whether goods may be received for the contract."""
    return contract.state is ContractState.SIGNED


def _pairs(
    offers: Sequence[Offer], lines: Sequence[Wanted] | None
) -> tuple[tuple[Term | None, Term | None], ...]:
    """Set each line of the bid beside the contract's own; without any the text is the bid's."""
    bid = {offer.line.id: offer.term for offer in offers}
    text = bid if lines is None else {line["tender_line_id"]: _term(line) for line in lines}
    return tuple((bid.get(key), text.get(key)) for key in dict.fromkeys((*bid, *text)))


def _term(line: Wanted) -> Term:
    return Term(
        line["model"], line["maker"], line["mark_number"], line["quantity"], line["unit_price"]
    )


def _order_line(work: Work, contract_id: UUID, offer: Offer) -> ContractLine:
    bid = offer.bid
    return ContractLine(
        id=new_id(),
        mine_id=work.mine_id,
        contract_id=contract_id,
        tender_line_id=offer.line.id,
        plan_line_id=offer.need.id,
        product_id=offer.product.id,
        model=bid.model,
        maker=bid.maker,
        mark_number=bid.mark_number,
        quantity=offer.line.quantity,
        unit=offer.need.unit,
        unit_price=bid.unit_price,
    )


def _loads(orders: Mapping[UUID, Ordered], lines: Sequence[Load]) -> dict[UUID, Decimal]:
    """Return what arrives by order line; raise for an unknown line or part of a piece."""
    loads: dict[UUID, Decimal] = {}
    for load in lines:
        line_id, quantity = load["contract_line_id"], load["quantity"]
        order = orders.get(line_id)
        if order is None:
            raise NotFound(
                f"the contract has no line {line_id}; check the number",
                zh=f"合同没有编号为 {line_id} 的行，请核对",
                field="contract_line_id",
            )
        pieces(quantity, tracking=order.kind.tracking, unit=order.line.unit)
        loads[line_id] = loads.get(line_id, Decimal(0)) + quantity
    if not loads:
        raise Unreadable(
            "lines is empty; say what arrived", zh="到货明细为空，请填写到货内容", field="lines"
        )
    return loads


def _between(field: str, value: N, least: N, most: N | None = None) -> None:
    if value < least or (most is not None and value > most):
        bound = f"{least}…{'' if most is None else most}"
        raise Unreadable(
            f"{field} {value} is outside of {bound}; correct it",
            zh=f"{field} {value} 不在 {bound} 之内，请改正",
            field=field,
        )


def _uncount(work: Work, part: DeliveryLine, quantity: Decimal) -> None:
    work.get(ContractLine, part.contract_line_id).received -= quantity


def _mark(
    work: Work,
    contract: Contract,
    delivery: Delivery,
    kind: MarkKind,
    note: str,
    days: int | None = None,
) -> None:
    suppliers.mark(
        work, contract.supplier_id, kind=kind, subject="delivery", subject_id=delivery.id,
        note=note, amount=days,
    )  # fmt: skip
