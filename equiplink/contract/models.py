"""Contracts, their lines, what arrived for them, and the money that follows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.contract.states import (
    AmendmentState,
    BondForm,
    BondKind,
    BondState,
    ContractState,
    Defect,
    DeliveryState,
    Event,
    LineKind,
    Means,
    PenaltyState,
    Reason,
)
from equiplink.db import Json, Money, Quantity, Record, Stateful, choice, ref


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
    revision: Mapped[int] = mapped_column(default=1)
    """1 as it was signed; each amendment that is signed makes the next."""
    tender_id: Mapped[UUID] = ref("tender")
    bid_id: Mapped[UUID] = ref("bid")
    supplier_id: Mapped[UUID] = ref("supplier")
    drafted_by: Mapped[UUID]
    amount: Mapped[Decimal] = mapped_column(Money)
    """With tax, as it stands after changes and cancelled remainders."""
    first_amount: Mapped[Decimal] = mapped_column(Money)
    """As it was drafted; what is added later is held against it."""
    adds_to_id: Mapped[UUID | None] = ref("contract")
    """The earlier contract with the same supplier that it adds to (添购)."""
    performance_bond: Mapped[Decimal] = mapped_column(Money)
    deliver_by: Mapped[date]
    inspection_days: Mapped[int]
    """The period for inspection in days (民法典 第六百二十条)."""
    inspection_agreed: Mapped[bool]
    """False when the contract names no period and the days are the mine's own rule."""
    late_percent: Mapped[Decimal | None] = mapped_column(Quantity)
    """Per cent of the late goods' price for each day; None when none is agreed."""
    late_cap: Mapped[Decimal | None] = mapped_column(Quantity)
    """The most that is owed for being late, per cent of the contract's amount."""
    warranty_months: Mapped[int] = mapped_column(default=0)
    warranty_from: Mapped[Event | None] = choice(Event)
    entered_on: Mapped[date | None]
    """The day on which the last of the goods was first let underground."""
    signed_on: Mapped[date | None]


class ContractLine(Record):
    """An order line. ``received`` is what arrived and was not sent back."""

    __tablename__ = "contract_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", "quantity"),
        CheckConstraint("received >= 0", "received"),
        CheckConstraint("cancelled >= 0 and cancelled <= quantity", "cancelled"),
        CheckConstraint("unit_price >= 0 and gross >= 0 and net >= 0 and net <= gross", "amounts"),
        CheckConstraint("(kind = 'ordered') = (origin_id is null)", "origin"),
    )
    zh: ClassVar[str] = "合同行"

    contract_id: Mapped[UUID] = ref("contract")
    kind: Mapped[LineKind] = choice(LineKind, default=LineKind.ORDERED)
    origin_id: Mapped[UUID | None] = ref("contract_line")
    """The line that was bought, for one that is free."""
    tender_line_id: Mapped[UUID] = ref("tender_line")
    plan_line_id: Mapped[UUID] = ref("plan_line")
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    model: Mapped[str]
    maker: Mapped[str]
    mark_number: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str]
    unit_price: Mapped[Decimal] = mapped_column(Money)
    """With tax; nothing for what is free."""
    tax_rate: Mapped[Decimal | None] = mapped_column(Quantity)
    """Per cent; None until somebody states it, because none is made up."""
    gross: Mapped[Decimal] = mapped_column(Money)
    """With tax, of what is not cancelled."""
    net: Mapped[Decimal | None] = mapped_column(Money)
    """Without tax; unknown as long as the rate is."""
    over: Mapped[int | None]
    """Per mille that may arrive above the quantity, as agreed; None for the mine's own rule."""
    under: Mapped[int | None]
    """Per mille that may be missing."""
    received: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    cancelled: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    """What will not come any more; it is neither waited for nor paid."""

    @property
    def due(self) -> Decimal:
        """How much is to be delivered."""
        return self.quantity - self.cancelled


class Conversion(Record):
    """How much of one unit is how much of another: ``these`` of ``unit`` are ``those`` of ``into``.

    Never changed: a later one for the same product takes its place. One of a
    contract goes before that of the product.
    """

    __tablename__ = "conversion"
    __table_args__ = (CheckConstraint("these > 0 and those > 0", "both"),)
    zh: ClassVar[str] = "单位换算"

    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    contract_id: Mapped[UUID | None] = ref("contract")
    unit: Mapped[str]
    these: Mapped[Decimal] = mapped_column(Quantity)
    into: Mapped[str]
    those: Mapped[Decimal] = mapped_column(Quantity)
    source: Mapped[str]


class Delivery(Stateful):
    """One arrival for one contract."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "到货单"

    state: Mapped[DeliveryState] = choice(DeliveryState)
    number: Mapped[str]
    contract_id: Mapped[UUID] = ref("contract")
    arrived_at: Mapped[datetime]
    damage: Mapped[str] = mapped_column(default="")
    """What the freight did to the goods or their packing, as seen on arrival."""


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
        CheckConstraint("returned >= 0 and returned <= quantity - accepted", "returned"),
    )
    zh: ClassVar[str] = "到货行"

    delivery_id: Mapped[UUID] = ref("delivery")
    contract_line_id: Mapped[UUID] = ref("contract_line")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    presented: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    accepted: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    accepted_on: Mapped[date | None]
    """The day of the latest verdict that accepted some of it."""
    rejected: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    returned: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    """What went back; it counts as not received."""


class PackingLine(Record):
    """装箱单: what the paper says, beside what was found. In the unit of the order line."""

    __tablename__ = "packing_line"
    __table_args__ = (CheckConstraint("stated >= 0 and found >= 0", "quantities"),)
    zh: ClassVar[str] = "装箱单行"

    delivery_id: Mapped[UUID] = ref("delivery")
    contract_line_id: Mapped[UUID | None] = ref("contract_line")
    """None for what was packed and never ordered."""
    text: Mapped[str]
    stated: Mapped[Decimal] = mapped_column(Quantity)
    found: Mapped[Decimal] = mapped_column(Quantity)


class ArrivedSerial(Record):
    """A maker's serial number that came with a delivery."""

    __tablename__ = "arrived_serial"
    __table_args__ = (UniqueConstraint("mine_id", "delivery_line_id", "serial"),)
    zh: ClassVar[str] = "到货出厂编号"

    delivery_line_id: Mapped[UUID] = ref("delivery_line")
    serial: Mapped[str]
    returned_on: Mapped[date | None]
    """The day on which the piece went back; it may come again."""


class DefectNotice(Record):
    """The seller was told that something does not conform (民法典 第六百二十一条)."""

    __tablename__ = "defect_notice"
    zh: ClassVar[str] = "异议通知"

    delivery_id: Mapped[UUID] = ref("delivery")
    defect: Mapped[Defect] = choice(Defect)
    found_on: Mapped[date]
    notified_on: Mapped[date]
    in_time: Mapped[bool]
    text: Mapped[str]


class Milestone(Record):
    """A part of the price and the event that releases it. The parts make a hundred per cent."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("mine_id", "contract_id", "no"),
        CheckConstraint("percent > 0", "percent"),
    )
    zh: ClassVar[str] = "付款节点"

    contract_id: Mapped[UUID] = ref("contract")
    no: Mapped[int]
    percent: Mapped[Decimal] = mapped_column(Quantity)
    event: Mapped[Event] = choice(Event)
    released_on: Mapped[date | None]
    released_by: Mapped[UUID | None]


class PartRelease(Record):
    """A part of a milestone that was released by what has come so far."""

    __tablename__ = "milestone_part"
    __table_args__ = (CheckConstraint("amount > 0", "amount"),)
    zh: ClassVar[str] = "付款节点分次确认"

    milestone_id: Mapped[UUID] = ref("milestone")
    amount: Mapped[Decimal] = mapped_column(Money)
    worth: Mapped[Decimal] = mapped_column(Money)
    """What the goods that had come until then cost by the contract, CNY."""
    released_on: Mapped[date]
    released_by: Mapped[UUID]


class Payment(Record):
    """Money that went to the supplier."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        CheckConstraint("amount > 0", "amount"),
    )
    zh: ClassVar[str] = "付款"

    contract_id: Mapped[UUID] = ref("contract")
    number: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    means: Mapped[Means] = choice(Means)
    paid_on: Mapped[date]


class ContractBond(Stateful):
    """Money or a guarantee that the supplier gave for his performance or for quality."""

    __tablename__ = "contract_bond"
    __table_args__ = (
        CheckConstraint("amount > 0", "amount"),
        CheckConstraint("called >= 0 and called <= amount", "called"),
        CheckConstraint("interest >= 0", "interest"),
    )
    zh: ClassVar[str] = "合同保证金"

    state: Mapped[BondState] = choice(BondState)
    contract_id: Mapped[UUID] = ref("contract")
    kind: Mapped[BondKind] = choice(BondKind)
    form: Mapped[BondForm] = choice(BondForm)
    amount: Mapped[Decimal] = mapped_column(Money)
    received_on: Mapped[date]
    return_by: Mapped[date]
    called: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    interest: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    returned_on: Mapped[date | None]


class Amendment(Stateful):
    """补充协议: one change of a contract, with what it changed and why."""

    __tablename__ = "amendment"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        UniqueConstraint("mine_id", "contract_id", "revision"),
    )
    zh: ClassVar[str] = "补充协议"

    state: Mapped[AmendmentState] = choice(AmendmentState)
    contract_id: Mapped[UUID] = ref("contract")
    number: Mapped[str]
    reason: Mapped[Reason] = choice(Reason)
    evidence: Mapped[str]
    proposed_by: Mapped[UUID]
    changes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """``deliver_by`` and ``lines`` as they are to be."""
    before: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The same as they were until the signature; empty before it."""
    added: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    """By how much its signature raised the amount, CNY."""
    revision: Mapped[int | None]
    """The revision of the contract that it made; None until it is signed."""
    signed_on: Mapped[date | None]


class Penalty(Stateful):
    """What the supplier owes for being late, computed from the record."""

    __tablename__ = "penalty"
    __table_args__ = (CheckConstraint("amount > 0", "amount"),)
    zh: ClassVar[str] = "违约金"

    state: Mapped[PenaltyState] = choice(PenaltyState)
    contract_id: Mapped[UUID] = ref("contract")
    amount: Mapped[Decimal] = mapped_column(Money)
    until: Mapped[date]
    """What was late up to this day is in it."""


class AwardReport(Record):
    """招标投标情况书面报告, sent to the authority (招标投标法 第四十七条)."""

    __tablename__ = "award_report"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id"),)
    zh: ClassVar[str] = "招标投标情况报告"

    tender_id: Mapped[UUID] = ref("tender")
    authority: Mapped[str]
    number: Mapped[str]
    sent_on: Mapped[date]
