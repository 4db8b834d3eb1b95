"""Explosives: the police's permit, the stores, the batches, and both sides of the book."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.acceptance.explosive_states import (
    BatchState,
    Explosive,
    IssueState,
    Medium,
    Shift,
)
from equiplink.db import Json, Quantity, Record, Stateful, choice, ref


class PurchasePermit(Record):
    """《民用爆炸物品购买许可证》."""

    __tablename__ = "purchase_permit"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "购买许可证"

    number: Mapped[str]
    issuer: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]


class PermitLine(Record):
    """One kind that the permit names, its quantity, and how much of it was bought."""

    __tablename__ = "permit_line"
    __table_args__ = (CheckConstraint("bought <= quantity", "bought"),)
    zh: ClassVar[str] = "许可品种"

    permit_id: Mapped[UUID] = ref("purchase_permit")
    kind: Mapped[Explosive] = choice(Explosive)
    product: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    bought: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))


class ExplosiveStore(Record):
    """A dedicated store (专用仓库) for one kind, with the capacity that it was designed for."""

    __tablename__ = "explosive_store"
    __table_args__ = (UniqueConstraint("mine_id", "place_id"),)
    zh: ClassVar[str] = "爆炸物品库"

    place_id: Mapped[UUID] = ref("place")
    kind: Mapped[Explosive] = choice(Explosive)
    unit: Mapped[str]
    capacity: Mapped[Decimal] = mapped_column(Quantity)


class ExplosiveBatch(Stateful):
    """One batch in its store. ``balance`` is what the book says lies there."""

    __tablename__ = "explosive_batch"
    __table_args__ = (CheckConstraint("balance >= 0", "balance"),)
    zh: ClassVar[str] = "民爆物品批次"

    state: Mapped[BatchState] = choice(BatchState)
    permit_line_id: Mapped[UUID] = ref("permit_line")
    store_id: Mapped[UUID] = ref("explosive_store")
    acceptance_id: Mapped[UUID | None] = ref("acceptance")
    """By which its plan and contract are found."""
    kind: Mapped[Explosive] = choice(Explosive)
    maker: Mapped[str]
    batch: Mapped[str]
    grade: Mapped[int | None]
    """煤矿许用炸药 级别; None for detonators."""
    delay_ms: Mapped[int | None]
    """The last delay of a detonator's series, in milliseconds."""
    received: Mapped[Decimal] = mapped_column(Quantity)
    balance: Mapped[Decimal] = mapped_column(Quantity)
    serials: Mapped[list[str]] = mapped_column(Json, default=list)
    """What is coded and lies in the store now."""
    made_on: Mapped[date]
    expires_on: Mapped[date]
    dealt_on: Mapped[date]
    """The day of the deal, from which the three days of the filing run."""
    filed_on: Mapped[date | None]
    filing: Mapped[str]


class ExplosiveIssue(Stateful):
    """What one person took for one shift; what he says of it, and what the store counted."""

    __tablename__ = "explosive_issue"
    zh: ClassVar[str] = "民爆物品领用"

    state: Mapped[IssueState] = choice(IssueState)
    batch_id: Mapped[UUID] = ref("explosive_batch")
    shift_on: Mapped[date]
    shift: Mapped[Shift] = choice(Shift)
    medium: Mapped[Medium] = choice(Medium)
    place_id: Mapped[UUID] = ref("place")
    receiver_id: Mapped[UUID] = ref("person")
    issued_by: Mapped[UUID] = ref("person")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    serials: Mapped[list[str]] = mapped_column(Json, default=list)
    used: Mapped[Decimal | None] = mapped_column(Quantity)
    """What the receiver says that he used."""
    left: Mapped[list[str]] = mapped_column(Json, default=list)
    """The coded pieces that he says he brings back."""
    returned: Mapped[Decimal | None] = mapped_column(Quantity)
    """What the store counted back."""
    settled_at: Mapped[datetime | None]
    keep_until: Mapped[date]
    """The record is kept two years (第三十七条); nothing of it is ever deleted."""


class ExplosiveCount(Record):
    """One count of a store beside its book."""

    __tablename__ = "explosive_count"
    zh: ClassVar[str] = "爆炸物品库盘点"

    store_id: Mapped[UUID] = ref("explosive_store")
    booked: Mapped[Decimal] = mapped_column(Quantity)
    counted: Mapped[Decimal] = mapped_column(Quantity)
    person_id: Mapped[UUID] = ref("person")
    witness_id: Mapped[UUID] = ref("person")
    at: Mapped[datetime]
    note: Mapped[str]
