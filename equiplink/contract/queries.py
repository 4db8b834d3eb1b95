"""What the verbs of a contract read: the winning bid, the order lines, what arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Tracking
from equiplink.contract.delivery_rules import LOT_TOLERANCE, Line, Order
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.rules import Term
from equiplink.contract.states import ContractState, DeliveryState
from equiplink.errors import Conflict, NotFound, Unreadable
from equiplink.plan.models import PlanLine
from equiplink.tender.models import Bid, BidLine, Lot, TenderLine
from equiplink.tender.states import BidState
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the winning bid, with the plan line and the product it is for."""

    line: TenderLine
    need: PlanLine
    bid: BidLine
    product: Product

    @property
    def term(self) -> Term:
        return Term(
            self.bid.model,
            self.bid.maker,
            self.bid.mark_number,
            self.line.quantity,
            self.bid.unit_price,
        )


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order line and the class of its goods."""

    line: ContractLine
    kind: DeviceClass

    def counted(
        self, work: Work, *, more: Decimal = Decimal(0), accepted: Decimal = Decimal(0)
    ) -> Order:
        """Return the line as it stands when *more* arrives.

        Its tolerance is that of the contract; where none is agreed, only a lot has one.
        """
        line, lot = self.line, self.kind.tracking is Tracking.LOT
        usual = work.setting(LOT_TOLERANCE) if lot else 0
        return Order(
            line.model,
            line.due,
            line.received + more,
            accepted,
            usual if line.over is None else line.over,
            usual if line.under is None else line.under,
        )


def in_force(contract: Contract) -> bool:
    """Say whether goods may be received for the contract."""
    return contract.state is ContractState.SIGNED


def winner(work: Work, tender_id: UUID, bid_id: UUID | None = None) -> Bid:
    """Return the bid that won, *bid_id* of several lots; raise ``Conflict`` when none has."""
    won = work.all(Bid, tender_id=tender_id, state=BidState.WON)
    found = [bid for bid in won if bid_id in {None, bid.id}]
    if not found:
        raise Conflict(
            "the tender has no such winner; award it before the contract is drafted",
            zh="该招标尚未定标，请先确定中标人再起草合同",
            field="tender_id",
        )
    if len(found) > 1:
        raise Unreadable(
            f"{len(found)} lots are awarded; name the winning bid in bid_id",
            zh=f"已有 {len(found)} 个标段定标，请在 bid_id 写明中标的投标",
            field="bid_id",
        )
    return found[0]


def awarded_on(work: Work, contract: Contract) -> date | None:
    """Return the day on which the lot of the contract was awarded."""
    return work.get(Lot, work.get(Bid, contract.bid_id).lot_id).awarded_on


def offers(work: Work, bid: Bid) -> list[Offer]:
    """Return the lines of the bid in the tender's order; an award knows all their products."""
    query = (
        select(TenderLine, PlanLine, BidLine, Product)
        .select_from(TenderLine)
        .join(
            BidLine, (BidLine.mine_id == work.mine_id) & (BidLine.tender_line_id == TenderLine.id)
        )
        .join(
            PlanLine, (PlanLine.mine_id == work.mine_id) & (PlanLine.id == TenderLine.plan_line_id)
        )
        .join(Product, (Product.model == BidLine.model) & (Product.maker == BidLine.maker))
        .where(TenderLine.mine_id == work.mine_id, BidLine.bid_id == bid.id)
        .order_by(TenderLine.id)
    )
    return [Offer(*row) for row in work.session.execute(query)]


def held_line(work: Work, line_id: UUID) -> tuple[Contract, ContractLine]:
    """Return an order line and its contract, the contract's row held first."""
    line = work.first(ContractLine, id=line_id)
    if line is None:
        raise no_such_line(line_id)
    return work.get(Contract, line.contract_id), work.get(ContractLine, line_id)


def no_such_line(line_id: UUID) -> NotFound:
    """Return the error for a line that the contract has not."""
    return NotFound(
        f"the contract has no line {line_id}; check the number",
        zh=f"合同没有编号为 {line_id} 的行，请核对",
        field="contract_line_id",
    )


def lines(work: Work, contract_id: UUID) -> Sequence[ContractLine]:
    """Return the order lines of a contract, in the tender's order."""
    return work.all(
        ContractLine, ContractLine.tender_line_id, ContractLine.id, contract_id=contract_id
    )


def ordered(work: Work, contract_id: UUID) -> dict[UUID, Ordered]:
    """Return the order lines of a contract by id, with the class of their goods."""
    query = (
        select(ContractLine, DeviceClass)
        .select_from(ContractLine)
        .join(Product, Product.id == ContractLine.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(ContractLine.mine_id == work.mine_id, ContractLine.contract_id == contract_id)
        .order_by(ContractLine.tender_line_id, ContractLine.id)
    )
    return {line.id: Ordered(line, kind) for line, kind in work.session.execute(query)}


def delivery_lines(work: Work, delivery_id: UUID) -> Sequence[DeliveryLine]:
    """Return what arrived with one delivery."""
    return work.all(DeliveryLine, delivery_id=delivery_id)


def arrived(work: Work, delivery: Delivery) -> tuple[Line, ...]:
    """Return how far each line of one delivery is."""
    return _progress(work, DeliveryLine.delivery_id == delivery.id)


def arrived_for(work: Work, contract: Contract) -> tuple[Line, ...]:
    """Return how far each line of every delivery of the contract is, but for what went back."""
    return _progress(work, ContractLine.contract_id == contract.id)


def parts(work: Work, contract_id: UUID) -> Sequence[tuple[DeliveryLine, ContractLine, datetime]]:
    """Return what arrived for a contract and did not go back whole, with line and moment."""
    return _parts(work, ContractLine.contract_id == contract_id)


def _progress(work: Work, where: ColumnElement[bool]) -> tuple[Line, ...]:
    return tuple(
        Line(order.id, order.model, part.quantity, part.presented, part.accepted, part.rejected)
        for part, order, _ in _parts(work, where)
    )


def _parts(
    work: Work, where: ColumnElement[bool]
) -> list[tuple[DeliveryLine, ContractLine, datetime]]:
    query = (
        select(DeliveryLine, ContractLine, Delivery.arrived_at)
        .select_from(DeliveryLine)
        .join(
            ContractLine,
            (ContractLine.mine_id == work.mine_id)
            & (ContractLine.id == DeliveryLine.contract_line_id),
        )
        .join(
            Delivery,
            (Delivery.mine_id == work.mine_id) & (Delivery.id == DeliveryLine.delivery_id),
        )
        .where(DeliveryLine.mine_id == work.mine_id, where)
        .where(Delivery.state != DeliveryState.RETURNED)
        .order_by(DeliveryLine.id)
    )
    return [(part, order, at) for part, order, at in work.session.execute(query)]
