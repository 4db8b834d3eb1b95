"""The register: one row per unit or lot, one live tag each."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.catalogue.states import Tracking
from equiplink.db import Json, Quantity, Record, Stateful, choice, ref
from equiplink.register.states import ItemState


class Item(Stateful):
    """One unit (quantity 1, with a serial number) or one lot (a quantity of one batch).

    ``stock`` + ``underground`` + ``consumed`` + ``scrapped`` = ``quantity``,
    each at least 0; the database checks it.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        UniqueConstraint("mine_id", "acceptance_id"),
        Index(
            "uq_item_serial",
            "mine_id",
            "product_id",
            "serial",
            unique=True,
            sqlite_where=text("kind = 'unit'"),
            postgresql_where=text("kind = 'unit'"),
        ),
        Index(None, "mine_id", "mark_number"),
        CheckConstraint(
            "stock >= 0 and underground >= 0 and consumed >= 0 and scrapped >= 0", "parts"
        ),
        CheckConstraint("stock + underground + consumed + scrapped = quantity", "balance"),
    )
    zh: ClassVar[str] = "台账物品"

    state: Mapped[ItemState] = choice(ItemState)
    kind: Mapped[Tracking] = choice(Tracking)
    number: Mapped[str]
    """设备编号 or 批号 that people say."""
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    acceptance_id: Mapped[UUID] = ref("acceptance")
    supplier_id: Mapped[UUID] = ref("supplier")
    serial: Mapped[str]
    batch: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    stock: Mapped[Decimal] = mapped_column(Quantity)
    underground: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    consumed: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    scrapped: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    mark_number: Mapped[str]
    ex_mark: Mapped[str]
    ratings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    papers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The papers it was accepted with."""
    made_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    unfit_since: Mapped[datetime | None]
    """A repair, modification or failed test at this moment voids every earlier inspection."""
    next_due_on: Mapped[date | None]
    """The first day on which a test or maintenance is due."""


class Tag(Record):
    """A printed label. Reprinting makes a new generation and voids the old one."""

    __tablename__ = "tag"
    __table_args__ = (
        UniqueConstraint("mine_id", "code"),
        Index(
            "uq_tag_live",
            "mine_id",
            "item_id",
            unique=True,
            sqlite_where=text("voided_at is null"),
            postgresql_where=text("voided_at is null"),
        ),
    )
    zh: ClassVar[str] = "标签"

    code: Mapped[str]
    item_id: Mapped[UUID] = ref("item")
    generation: Mapped[int]
    issued_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    reason: Mapped[str]
