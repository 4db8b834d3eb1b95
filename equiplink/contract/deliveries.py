"""Receive what arrives, in parts and in any unit; close it, or send it back.

Every verb that changes what an order line has received holds the contract's
row, so two arrivals never count into one line at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from sqlalchemy import select, update

from equiplink.catalogue.amounts import pieces
from equiplink.contract import queries
from equiplink.contract.delivery_rules import (
    ARRIVAL,
    CLOSING,
    RETURN,
    Arrival,
    Packed,
    Progress,
    Serials,
)
from equiplink.contract.given import between
from equiplink.contract.inspection import inspect_by
from equiplink.contract.models import (
    ArrivedSerial,
    Contract,
    ContractLine,
    Delivery,
    DeliveryLine,
    PackingLine,
)
from equiplink.contract.queries import Ordered
from equiplink.contract.serials import spread
from equiplink.contract.states import DELIVERY, DeliveryState, LineKind
from equiplink.contract.units import converted
from equiplink.db import new_id
from equiplink.errors import Unreadable, said
from equiplink.mine.calendar import calendar
from equiplink.supplier import actions as suppliers
from equiplink.supplier.states import MarkKind
from equiplink.work import Work


class Load(TypedDict):
    """How much of one order line arrives.

    In the line's unit, or in *unit* when its conversion was stated. ``serials``
    are the makers' numbers, listed or as a range (``SN001~SN050``).
    """

    contract_line_id: UUID
    quantity: Decimal
    unit: NotRequired[str]
    serials: NotRequired[str]


class PackingText(TypedDict):
    """One line of the packing list; ``found`` is what was counted. In the order line's unit."""

    text: str
    stated: Decimal
    found: Decimal
    contract_line_id: NotRequired[UUID]


@dataclass(slots=True)
class _Part:
    """What arrives for one order line."""

    order: Ordered
    quantity: Decimal
    serials: tuple[str, ...]
    listed: bool


def deliver(
    work: Work,
    contract_id: UUID,
    *,
    number: str,
    lines: Sequence[Load],
    packing: Sequence[PackingText] = (),
    damage: str = "",
) -> Delivery:
    """Receive an arrival under its number, in as many parts as the supplier needs.

    Refuses what exceeds the order and its tolerance, and serial numbers that are
    not as many as the pieces. *packing* is the packing list beside what was
    found, *damage* what the freight did; both are recorded, and warned of where
    something is wrong. The supplier is marked on time or late.
    """
    number = said(number, "到货单号", field="number")
    contract = work.get(Contract, contract_id)
    parts = _parts(work, queries.ordered(work, contract_id), lines)
    facts = Arrival(
        work.today,
        queries.in_force(contract),
        tuple(each.order.counted(work, more=each.quantity) for each in parts.values()),
        serials=tuple(_serials(work, parts.values())),
        packing=tuple(_packed(each) for each in packing),
        damage=damage.strip(),
        inspect_by=inspect_by(contract, work.today, calendar(work)),
    )
    warnings = ARRIVAL.require(facts, work.policy)
    delivery = Delivery(
        id=new_id(), number=number, contract_id=contract_id, arrived_at=work.now,
        damage=facts.damage,
    )  # fmt: skip
    arrived = {line_id: _line(work, delivery.id, each) for line_id, each in parts.items()}
    bought = any(each.order.line.kind is LineKind.ORDERED for each in parts.values())
    late = bought and work.today > contract.deliver_by
    work.step(
        DELIVERY, delivery, "deliver", warnings=warnings, number=number, contract_id=contract_id,
        late=late, damage=facts.damage, packing=list(packing),
        lines=[
            {"id": arrived[line_id].id, "contract_line_id": line_id, "quantity": each.quantity,
             "serials": list(each.serials)}
            for line_id, each in parts.items()
        ],
    )  # fmt: skip
    work.session.add_all(arrived.values())
    work.session.flush()
    work.session.add_all(_found(work, delivery.id, parts, arrived, packing))
    if bought:
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
        _uncount(work, part, part.quantity - part.returned)
    work.step(DELIVERY, delivery, "return_all", warnings=warnings, reason=reason)
    _mark(work, contract, delivery, MarkKind.RETURNED, reason)
    return delivery


def give_back(work: Work, part: DeliveryLine, quantity: Decimal, *, serial: str = "") -> None:
    """Count *quantity* of what arrived as not received: its replacement is no over-delivery.

    For acceptance, whose ledger entry tells of it. *serial* is the piece's own number.
    """
    delivery = work.get(Delivery, part.delivery_id)
    work.get(Contract, delivery.contract_id)
    _uncount(work, part, quantity)
    if serial:
        work.session.execute(
            update(ArrivedSerial)
            .where(ArrivedSerial.mine_id == work.mine_id, ArrivedSerial.serial == serial)
            .where(ArrivedSerial.delivery_line_id == part.id)
            .values(returned_on=work.today)
        )


def count_accepted(work: Work, part: DeliveryLine, quantity: Decimal) -> None:
    """Count *quantity* of what arrived as accepted today; for acceptance, as ``give_back``."""
    part.accepted += quantity
    part.accepted_on = work.today


def _parts(work: Work, orders: Mapping[UUID, Ordered], lines: Sequence[Load]) -> dict[UUID, _Part]:
    """Return what arrives by order line; raise for an unknown line or part of a piece."""
    parts: dict[UUID, _Part] = {}
    for load in lines:
        line_id = load["contract_line_id"]
        order = orders.get(line_id)
        if order is None:
            raise queries.no_such_line(line_id)
        unit = load.get("unit") or order.line.unit
        quantity = converted(work, order.line, load["quantity"], unit)
        pieces(quantity, tracking=order.kind.tracking, unit=order.line.unit)
        text = load.get("serials")
        part = parts.setdefault(line_id, _Part(order, Decimal(0), (), listed=False))
        part.quantity += quantity
        part.serials += spread(text or "")
        part.listed = part.listed or text is not None
    if not parts:
        raise Unreadable(
            "lines is empty; say what arrived", zh="到货明细为空，请填写到货内容", field="lines"
        )
    return parts


def _serials(work: Work, parts: Iterable[_Part]) -> Iterator[Serials]:
    """Yield the serial numbers that were read, with those of them that are here already."""
    for each in parts:
        if each.listed:
            line = each.order.line
            here = frozenset(_here(work, line.product_id, each.serials))
            yield Serials(line.model, each.quantity, each.serials, here)


def _here(work: Work, product_id: UUID, serials: Sequence[str]) -> Sequence[str]:
    query = (
        select(ArrivedSerial.serial)
        .join(
            DeliveryLine,
            (DeliveryLine.mine_id == ArrivedSerial.mine_id)
            & (DeliveryLine.id == ArrivedSerial.delivery_line_id),
        )
        .join(
            ContractLine,
            (ContractLine.mine_id == DeliveryLine.mine_id)
            & (ContractLine.id == DeliveryLine.contract_line_id),
        )
        .join(
            Delivery,
            (Delivery.mine_id == DeliveryLine.mine_id) & (Delivery.id == DeliveryLine.delivery_id),
        )
        .where(ArrivedSerial.mine_id == work.mine_id, ArrivedSerial.serial.in_(serials))
        .where(ArrivedSerial.returned_on.is_(None), Delivery.state != DeliveryState.RETURNED)
        .where(ContractLine.product_id == product_id)
    )
    return work.session.scalars(query).all()


def _packed(text: PackingText) -> Packed:
    name = said(text["text"], "装箱单所载名称", field="text")
    stated = between("stated", text["stated"], Decimal(0))
    return Packed(name, stated, between("found", text["found"], Decimal(0)))


def _line(work: Work, delivery_id: UUID, part: _Part) -> DeliveryLine:
    line = part.order.line
    line.received += part.quantity
    return DeliveryLine(
        id=new_id(), mine_id=work.mine_id, delivery_id=delivery_id, contract_line_id=line.id,
        quantity=part.quantity,
    )  # fmt: skip


def _found(
    work: Work,
    delivery_id: UUID,
    parts: Mapping[UUID, _Part],
    arrived: Mapping[UUID, DeliveryLine],
    packing: Sequence[PackingText],
) -> Iterator[ArrivedSerial | PackingLine]:
    """Yield the rows of the packing list and of the serial numbers."""
    for text in packing:
        line_id = text.get("contract_line_id")
        yield PackingLine(
            id=new_id(), mine_id=work.mine_id, delivery_id=delivery_id, contract_line_id=line_id,
            text=text["text"].strip(), stated=text["stated"], found=text["found"],
        )  # fmt: skip
    for line_id, part in parts.items():
        for serial in part.serials:
            yield ArrivedSerial(
                id=new_id(), mine_id=work.mine_id, delivery_line_id=arrived[line_id].id,
                serial=serial,
            )  # fmt: skip


def _uncount(work: Work, part: DeliveryLine, quantity: Decimal) -> None:
    work.get(ContractLine, part.contract_line_id).received -= quantity
    part.returned += quantity


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
