"""The register: one row per unit or lot, what it is called, what was handed out, its tags."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.catalogue.states import Tracking
from equiplink.db import Json, Quantity, Record, Stateful, choice, ref
from equiplink.register.states import AliasKind, Importance, ItemState
from equiplink.register.tag_states import BlankState, Fate


class Item(Stateful):
    """One unit (quantity 1, with a serial number) or one lot (a quantity of one batch).

    ``stock`` + ``issued`` + ``underground`` + ``consumed`` + ``scrapped`` +
    ``parted`` = ``quantity``, each at least 0; the database checks it.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        Index(
            "uq_item_acceptance",
            "mine_id",
            "acceptance_id",
            unique=True,
            sqlite_where=text("parted_from_id is null"),
            postgresql_where=text("parted_from_id is null"),
        ),
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
        Index(None, "mine_id", "parent_id"),
        Index(None, "mine_id", "serial"),
        Index(None, "mine_id", "product_id", "expires_on"),
        CheckConstraint(
            "stock >= 0 and issued >= 0 and underground >= 0 and consumed >= 0 "
            "and scrapped >= 0 and parted >= 0",
            "parts",
        ),
        CheckConstraint(
            "stock + issued + underground + consumed + scrapped + parted = quantity", "balance"
        ),
    )
    zh: ClassVar[str] = "台账物品"

    state: Mapped[ItemState] = choice(ItemState)
    kind: Mapped[Tracking] = choice(Tracking)
    number: Mapped[str]
    """设备编号 or 批号 that people say."""
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    acceptance_id: Mapped[UUID | None] = ref("acceptance")
    """None for what was here before the register."""
    supplier_id: Mapped[UUID | None] = ref("supplier")
    parted_from_id: Mapped[UUID | None] = ref("item")
    """The lot that it was split or cut from."""
    lineage: Mapped[list[str]] = mapped_column(Json, default=list)
    """The ids of all lots that it came from: what holds one of them holds it."""
    parent_id: Mapped[UUID | None] = ref("item")
    """The unit that it is installed in."""
    place_id: Mapped[UUID | None] = ref("place")
    """The store where its stock lies."""
    shelf: Mapped[str] = mapped_column(default="")
    """货位."""
    importance: Mapped[Importance | None] = choice(Importance)
    plates: Mapped[dict[str, bool]] = mapped_column(Json, default=dict)
    """Words of ``Plate`` and whether each was there when somebody last looked."""
    serial: Mapped[str]
    batch: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    """What was taken in or parted off; it never changes."""
    stock: Mapped[Decimal] = mapped_column(Quantity)
    issued: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    """Handed out to a team, and not underground yet."""
    underground: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    consumed: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    scrapped: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    parted: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    """Split or cut off as lots of their own."""
    mark_number: Mapped[str]
    ex_mark: Mapped[str]
    ratings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    papers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The papers it was accepted with."""
    arrived_on: Mapped[date | None]
    made_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    unfit_since: Mapped[datetime | None]
    """A repair, modification or failed test at this moment voids every earlier inspection."""
    regular_by: Mapped[date | None]
    """The last day of a provisional standing; None when it is regular."""
    next_due_on: Mapped[date | None]
    """The first day on which a test or maintenance is due."""


class Alias(Record):
    """What somebody else calls a unit or lot; unique for kind and issuer while it holds."""

    __tablename__ = "alias"
    __table_args__ = (
        Index(
            "uq_alias_live",
            "mine_id",
            "kind",
            "issuer",
            "value",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        Index(None, "mine_id", "value"),
    )
    zh: ClassVar[str] = "别名"

    item_id: Mapped[UUID] = ref("item")
    kind: Mapped[AliasKind] = choice(AliasKind)
    issuer: Mapped[str]
    """Who gave it, such as the maker or the former system; empty when nobody knows."""
    value: Mapped[str]
    """As it is compared: half-width, in capitals, without spaces; GS1 in brackets."""
    given: Mapped[str]
    """As somebody wrote it."""
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Issue(Record):
    """领料单: what was handed to a team, and how much of it came back unused."""

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("quantity > 0 and returned >= 0 and returned <= quantity", "returned"),
    )
    zh: ClassVar[str] = "领料单"

    item_id: Mapped[UUID] = ref("item")
    team_id: Mapped[UUID] = ref("team")
    receiver_id: Mapped[UUID] = ref("person")
    place_id: Mapped[UUID | None] = ref("place")
    """Where it is to be used."""
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    returned: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    purpose: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID]


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
    fate: Mapped[Fate | None] = choice(Fate)
    """Why it is void."""
    damaged_at: Mapped[datetime | None]
    """When somebody first said that it is hard to read."""
    reason: Mapped[str]


class Print(Record):
    """One print of a tag: on what, where to, and the SHA-256 of the file or stream it went in."""

    __tablename__ = "tag_print"
    __table_args__ = (Index(None, "mine_id", "code"), Index(None, "mine_id", "tag_id"))
    zh: ClassVar[str] = "打印记录"

    tag_id: Mapped[UUID] = ref("tag")
    code: Mapped[str]
    generation: Mapped[int]
    size: Mapped[str]
    form: Mapped[str]
    target: Mapped[str]
    """The file, or the printer's address."""
    sha256: Mapped[str]
    printed_at: Mapped[datetime]
    printed_by: Mapped[UUID]


class Blank(Stateful):
    """A plate that was printed before anybody knew what it would be put on."""

    __tablename__ = "blank_tag"
    __table_args__ = (UniqueConstraint("mine_id", "code"), Index(None, "mine_id", "batch"))
    zh: ClassVar[str] = "预制标牌"

    state: Mapped[BlankState] = choice(BlankState)
    batch: Mapped[str]
    code: Mapped[str]
    printed_at: Mapped[datetime]
    tag_id: Mapped[UUID | None] = ref("tag")
    witness_id: Mapped[UUID | None] = ref("person")
    note: Mapped[str]
