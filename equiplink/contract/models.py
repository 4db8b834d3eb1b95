"""Contracts, their lines, and what arrived for them."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.contract.states import ContractState, DeliveryState
from equiplink.db import Money, Quantity, Record, Stateful, choice, ref


class Contract(Stateful):
    """What the winner and the mine signed. One contract for one award."""

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        UniqueConstraint("mine_id", "bid_id"),
    )
    zh: ClassVar[str] = "合同"

    state: Mapped[ContractState] = choice(ContractState)
    number: Mapped[str]
    tender_id: Mapped[UUID] = ref("tender")
    bid_id: Mapped[UUID] = ref("bid")
    supplier_id: Mapped[UUID] = ref("supplier")
    amount: Mapped[Decimal] = mapped_column(Money)
    performance_bond: Mapped[Decimal] = mapped_column(Money)
    deliver_by: Mapped[date]
    inspection_days: Mapped[int]
    """The agreed period for inspection in days (民法典 第六百二十条)."""
    signed_on: Mapped[date | None]


class ContractLine(Record):
    """An order line. ``received`` is what arrived and was not sent back."""

    __tablename__ = "contract_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", "quantity"),
        CheckConstraint("received >= 0", "received"),
    )
    zh: ClassVar[str] = "合同行"

    contract_id: Mapped[UUID] = ref("contract")
    tender_line_id: Mapped[UUID] = ref("tender_line")
    plan_line_id: Mapped[UUID] = ref("plan_line")
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    model: Mapped[str]
    maker: Mapped[str]
    mark_number: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str]
    unit_price: Mapped[Decimal] = mapped_column(Money)
    received: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))


class Delivery(Stateful):
    """One arrival for one contract."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "到货单"

    state: Mapped[DeliveryState] = choice(DeliveryState)
    number: Mapped[str]
    contract_id: Mapped[UUID] = ref("contract")
    arrived_at: Mapped[datetime]


class DeliveryLine(Record):
    """How much of one order line arrived, and how far acceptance is with it.

    ``presented`` is what acceptance took up; of that, ``accepted`` and
    ``rejected`` have their verdict. The database keeps them in this order.
    """

    __tablename__ = "delivery_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", "quantity"),
        CheckConstraint("accepted >= 0 and rejected >= 0", "verdicts"),
        CheckConstraint("accepted + rejected <= presented and presented <= quantity", "order"),
    )
    zh: ClassVar[str] = "到货行"

    delivery_id: Mapped[UUID] = ref("delivery")
    contract_line_id: Mapped[UUID] = ref("contract_line")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    presented: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    accepted: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    rejected: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
