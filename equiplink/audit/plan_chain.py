"""Follow the lines of a plan to the shaft: what was tendered, ordered, delivered, tagged, let in.

Each link is read in one statement for the whole plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select, type_coerce

from equiplink.acceptance.models import Acceptance
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.states import DeliveryState, LineKind
from equiplink.db import Quantity
from equiplink.gate.models import Scan
from equiplink.gate.states import Direction
from equiplink.plan.models import PlanLine, Requisition
from equiplink.register.models import Item, Tag
from equiplink.supplier.models import Supplier
from equiplink.tender.models import Tender, TenderLine
from equiplink.tender.queries import DEAD
from equiplink.work import Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tendered:
    """A part of the line in a tender that did not fail."""

    number: str
    state: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Ordered:
    """A part of the line in a contract, without what was cancelled; CNY with tax."""

    number: str
    state: str
    supplier: str
    quantity: Decimal
    unit_price: Decimal
    deliver_by: date


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of an order in one delivery and was not sent back, and its verdict so far."""

    number: str
    on: date
    quantity: Decimal
    accepted: Decimal
    rejected: Decimal
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class Goods:
    """An item on the register with its live tag; ``entered`` is how much was let underground."""

    number: str
    tag: str | None
    quantity: Decimal
    entered: Decimal
    entered_on: date | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What stands behind each plan line, by the line's id."""

    asked: Mapping[UUID, Sequence[str]]
    tendered: Mapping[UUID, Sequence[Tendered]]
    ordered: Mapping[UUID, Sequence[Ordered]]
    arrived: Mapping[UUID, Sequence[Arrived]]
    goods: Mapping[UUID, Sequence[Goods]]


def followed(work: Work, plan_id: UUID) -> Followed:
    """Return what became of every line of the plan, in five statements."""

    def rows(query: Any) -> Iterable[Any]:
        mine = query.where(PlanLine.mine_id == work.mine_id, PlanLine.plan_id == plan_id)
        return work.session.execute(mine)

    return Followed(
        asked=_by_line((line, number) for line, number in rows(_asked())),
        tendered=_by_line((line, Tendered(*told)) for line, *told in rows(_tendered())),
        ordered=_by_line(
            (line, Ordered(number, state, supplier, order.due, order.unit_price, by))
            for line, number, state, supplier, order, by in rows(_ordered())
        ),
        arrived=_by_line(
            (line, Arrived(number, work.day_of(at), part.quantity - part.returned, part.accepted,
                           part.rejected, price))
            for line, number, at, part, price in rows(_arrived())
        ),
        goods=_by_line(
            (line, Goods(number, tag, quantity, min(quantity, passed or Decimal(0)),
                         at and work.day_of(at)))
            for line, number, tag, quantity, passed, at in rows(_goods())
        ),
    )  # fmt: skip


def _by_line(pairs: Iterable[tuple[UUID, T]]) -> Mapping[UUID, Sequence[T]]:
    found: defaultdict[UUID, list[T]] = defaultdict(list)
    for line_id, told in pairs:
        found[line_id].append(told)
    return found


def _of(child: Any, parent: Any, reference: Any) -> Any:
    """Join *child* to the *parent* that its *reference* names, inside one mine."""
    return (child.mine_id == parent.mine_id) & (reference == parent.id)


def _bought() -> Any:
    """Join the order lines that are paid for; what is free or replaces is no part of the plan."""
    paid = ContractLine.kind == LineKind.ORDERED
    return _of(ContractLine, PlanLine, ContractLine.plan_line_id) & paid


def _asked() -> Any:
    return (
        select(PlanLine.id, Requisition.number)
        .join(Requisition, _of(Requisition, PlanLine, Requisition.plan_line_id))
        .order_by(Requisition.number)
    )


def _tendered() -> Any:
    return (
        select(PlanLine.id, Tender.number, Tender.state, TenderLine.quantity)
        .join(TenderLine, _of(TenderLine, PlanLine, TenderLine.plan_line_id))
        .join(Tender, _of(TenderLine, Tender, TenderLine.tender_id))
        .where(Tender.state.not_in(DEAD))
        .order_by(Tender.id)
    )


def _ordered() -> Any:
    return (
        select(
            PlanLine.id, Contract.number, Contract.state, Supplier.name, ContractLine,
            Contract.deliver_by,
        )
        .join(ContractLine, _bought())
        .join(Contract, _of(ContractLine, Contract, ContractLine.contract_id))
        .join(Supplier, _of(Contract, Supplier, Contract.supplier_id))
        .order_by(Contract.id)
    )  # fmt: skip


def _arrived() -> Any:
    return (
        select(
            PlanLine.id, Delivery.number, Delivery.arrived_at, DeliveryLine,
            ContractLine.unit_price,
        )
        .join(ContractLine, _bought())
        .join(DeliveryLine, _of(DeliveryLine, ContractLine, DeliveryLine.contract_line_id))
        .join(Delivery, _of(DeliveryLine, Delivery, DeliveryLine.delivery_id))
        .where(Delivery.state != DeliveryState.RETURNED)
        .order_by(Delivery.arrived_at, Delivery.id)
    )  # fmt: skip


def _goods() -> Any:
    passed = (
        select(
            Scan.mine_id, Scan.item_id, func.sum(Scan.quantity).label("quantity"),
            func.min(Scan.at).label("at"),
        )
        .where(Scan.admitted.in_((True,)), Scan.direction == Direction.IN)
        .group_by(Scan.mine_id, Scan.item_id)
        .subquery()
    )  # fmt: skip
    return (
        select(
            PlanLine.id, Item.number, Tag.code,
            type_coerce(Item.quantity - Item.parted, Quantity()), passed.c.quantity, passed.c.at,
        )
        .join(ContractLine, _bought())
        .join(DeliveryLine, _of(DeliveryLine, ContractLine, DeliveryLine.contract_line_id))
        .join(Acceptance, _of(Acceptance, DeliveryLine, Acceptance.delivery_line_id))
        .join(Item, _of(Item, Acceptance, Item.acceptance_id))
        .outerjoin(Tag, _of(Tag, Item, Tag.item_id) & Tag.voided_at.is_(None))
        .outerjoin(passed, (passed.c.mine_id == Item.mine_id) & (passed.c.item_id == Item.id))
        .order_by(Item.number)
    )  # fmt: skip
