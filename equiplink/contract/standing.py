"""How a contract stands by its record: which events happened, what is late, what may be paid.

Nothing of this is stored: a date that passes and a sum that changes are facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select

from equiplink.contract import queries
from equiplink.contract.delivery_rules import Order
from equiplink.contract.models import (
    Contract,
    Delivery,
    DeliveryLine,
    Milestone,
    PartRelease,
    Payment,
    Penalty,
)
from equiplink.contract.states import ContractState, DeliveryState, Event, LineKind, PenaltyState
from equiplink.contract.sums import Late, damages, months_after, rounded, shares
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Filled:
    """One order line with what its deliveries brought; days in the mine's zone."""

    kind: LineKind
    order: Order
    unit_price: Decimal
    arrived_on: date | None
    accepted_on: date | None

    @property
    def outstanding(self) -> Decimal:
        """What is still to come; nothing when the rest is within the tolerance."""
        order = self.order
        short = order.received < order.least
        return order.ordered - order.received if short else Decimal(0)


@dataclass(frozen=True, slots=True)
class Account:
    """The money of a contract in CNY."""

    released: Decimal
    penalties: Decimal
    paid: Decimal
    released_by: frozenset[UUID]


def filled(work: Work, contract_id: UUID) -> list[Filled]:
    """Return how far each order line is."""
    brought = _brought(work, contract_id)
    found = []
    for line_id, each in queries.ordered(work, contract_id).items():
        accepted, accepted_on, arrived_at = brought.get(line_id, (0, None, None))
        found.append(
            Filled(
                each.line.kind,
                each.counted(work, accepted=Decimal(accepted)),
                each.line.unit_price,
                arrived_at and work.day_of(arrived_at),
                accepted_on,
            )
        )
    return found


def _brought(
    work: Work, contract_id: UUID
) -> dict[UUID, tuple[Decimal, date | None, datetime | None]]:
    query = (
        select(
            DeliveryLine.contract_line_id,
            func.sum(DeliveryLine.accepted),
            func.max(DeliveryLine.accepted_on),
            func.max(Delivery.arrived_at),
        )
        .join(
            Delivery, (Delivery.mine_id == work.mine_id) & (Delivery.id == DeliveryLine.delivery_id)
        )
        .where(DeliveryLine.mine_id == work.mine_id, Delivery.contract_id == contract_id)
        .where(Delivery.state != DeliveryState.RETURNED)
        .group_by(DeliveryLine.contract_line_id)
    )
    return {
        line_id: (accepted, on, at) for line_id, accepted, on, at in work.session.execute(query)
    }


def happened(work: Work, contract: Contract, event: Event) -> date | None:
    """Return the day on which *event* happened by the record; None as long as it has not."""
    return _HAPPENED[event](work, contract)


def _delivered(work: Work, contract: Contract) -> date | None:
    bought = _bought(work, contract)
    full = bought and all(each.order.received >= each.order.least for each in bought)
    return _last(each.arrived_on for each in bought) if full else None


def _accepted(work: Work, contract: Contract) -> date | None:
    bought = _bought(work, contract)
    full = bought and all(each.order.accepted >= each.order.least for each in bought)
    return _last(each.accepted_on for each in bought) if full else None


def _bought(work: Work, contract: Contract) -> list[Filled]:
    """Return the lines that the contract itself is for, without what replaces a failed piece."""
    return [
        each for each in filled(work, contract.id)
        if each.kind is not LineKind.REPLACEMENT and each.order.ordered
    ]  # fmt: skip


def _last(days: Iterator[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def warranty_until(work: Work, contract: Contract) -> date | None:
    """Return the last day of the warranty; None without one, or as long as it has not begun."""
    if contract.warranty_from is None:
        return None
    start = happened(work, contract, contract.warranty_from)
    return start and months_after(start, contract.warranty_months)


def _warranty_ended(work: Work, contract: Contract) -> date | None:
    until = warranty_until(work, contract)
    waits = any(
        each.order.accepted < each.order.least
        for each in filled(work, contract.id)
        if each.kind is LineKind.REPLACEMENT
    )
    return None if until is None or waits or until >= work.today else until


_HAPPENED: dict[Event, Callable[[Work, Contract], date | None]] = {
    Event.SIGNING: lambda _, contract: contract.signed_on,
    Event.DELIVERY: _delivered,
    Event.ACCEPTANCE: _accepted,
    Event.FIRST_ENTRY: lambda _, contract: contract.entered_on,
    Event.WARRANTY_END: _warranty_ended,
}


def milestones(work: Work, contract: Contract) -> list[tuple[Milestone, Decimal]]:
    """Return the milestones in order, each with its amount; together they are the contract's."""
    found = work.all(Milestone, Milestone.no, contract_id=contract.id)
    return list(zip(found, shares(contract.amount, (each.percent for each in found)), strict=True))


def account(work: Work, contract: Contract) -> Account:
    """Return what was released, whole or in part, what is owed in penalties, and what was paid."""
    all_of_it = milestones(work, contract)
    in_part = released(work, contract.id)
    standing = select(func.sum(Penalty.amount)).where(
        Penalty.mine_id == work.mine_id,
        Penalty.contract_id == contract.id,
        Penalty.state == PenaltyState.ASSERTED,
    )
    return Account(
        released=sum(
            (
                share if each.released_on else min(in_part.get(each.id, Decimal(0)), share)
                for each, share in all_of_it
            ),
            Decimal(0),
        ),
        penalties=work.session.scalar(standing) or Decimal(0),
        paid=paid(work, contract.id),
        released_by=_releasers(work, contract.id),
    )


def released(work: Work, contract_id: UUID) -> dict[UUID, Decimal]:
    """Return what was released in parts of each milestone of a contract, CNY."""
    query = (
        select(PartRelease.milestone_id, func.sum(PartRelease.amount))
        .join(
            Milestone,
            (Milestone.mine_id == PartRelease.mine_id) & (Milestone.id == PartRelease.milestone_id),
        )
        .where(Milestone.mine_id == work.mine_id, Milestone.contract_id == contract_id)
        .group_by(PartRelease.milestone_id)
    )
    return {each: Decimal(amount) for each, amount in work.session.execute(query)}


def _releasers(work: Work, contract_id: UUID) -> frozenset[UUID]:
    """Return everybody who released a milestone of the contract, whole or in part."""
    query = (
        select(Milestone.released_by, PartRelease.released_by)
        .outerjoin(
            PartRelease,
            (PartRelease.mine_id == Milestone.mine_id) & (PartRelease.milestone_id == Milestone.id),
        )
        .where(Milestone.mine_id == work.mine_id, Milestone.contract_id == contract_id)
    )
    return frozenset(who for row in work.session.execute(query) for who in row if who)


def worth(work: Work, contract_id: UUID, event: Event) -> Decimal:
    """Return what the goods cost that were delivered, or accepted, until now, CNY with tax.

    Of no line more than was ordered: what came above it releases nothing else.
    """
    found = [each for each in filled(work, contract_id) if each.kind is not LineKind.REPLACEMENT]
    come = [
        each.order.received if event is Event.DELIVERY else each.order.accepted for each in found
    ]
    costs = (
        Fraction(min(much, each.order.ordered)) * Fraction(each.unit_price)
        for much, each in zip(come, found, strict=True)
    )
    return rounded(sum(costs, Fraction(0)))


def paid(work: Work, contract_id: UUID) -> Decimal:
    """Return what was paid for a contract, CNY."""
    query = select(func.sum(Payment.amount)).where(
        Payment.mine_id == work.mine_id, Payment.contract_id == contract_id
    )
    return work.session.scalar(query) or Decimal(0)


def accepted_value(work: Work, contract_id: UUID) -> Decimal:
    """Return what the accepted goods cost with tax, CNY."""
    return rounded(
        sum(
            (
                Fraction(each.order.accepted) * Fraction(each.unit_price)
                for each in filled(work, contract_id)
            ),
            Fraction(0),
        )
    )


def owed_for_lateness(work: Work, contract: Contract) -> Decimal:
    """Return what the supplier owes in CNY for what came, or still comes, too late, until today."""
    if contract.late_percent is None or contract.late_cap is None:
        return Decimal(0)
    late = [*_came_late(work, contract), *_still_late(work, contract)]
    return damages(
        late, per_day=contract.late_percent, cap=contract.late_cap, amount=contract.amount
    )


def _came_late(work: Work, contract: Contract) -> Iterator[Late]:
    for part, order, arrived_at in queries.parts(work, contract.id):
        days = (work.day_of(arrived_at) - contract.deliver_by).days
        if days > 0:
            yield Late(part.quantity - part.returned, order.unit_price, days)


def _still_late(work: Work, contract: Contract) -> Iterator[Late]:
    days = (work.today - contract.deliver_by).days
    if days > 0 and contract.state is ContractState.SIGNED:
        for each in filled(work, contract.id):
            yield Late(each.outstanding, each.unit_price, days)
