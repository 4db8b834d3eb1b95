"""Where it is, who answers for it, how long it ran."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Quantity, Record, Stateful, choice, ref
from equiplink.usage.states import Gauge, HandoverState, StocktakeState


class Placement(Record):
    """An item, or part of a lot, at one place in somebody's charge (包机人)."""

    __tablename__ = "placement"
    __table_args__ = (
        Index(
            "ix_placement_open",
            "mine_id",
            "item_id",
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )
    zh: ClassVar[str] = "使用地点"

    item_id: Mapped[UUID] = ref("item")
    place_id: Mapped[UUID] = ref("place")
    team_id: Mapped[UUID] = ref("team")
    keeper_id: Mapped[UUID] = ref("person")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    commissioning_id: Mapped[UUID | None] = ref("commissioning")
    """The test before it was put into operation here; kept when only its keeper changes."""


class Commissioning(Record):
    """投运前检测: insulation and earth resistance of an electrical thing, newly installed."""

    __tablename__ = "commissioning"
    __table_args__ = ()
    zh: ClassVar[str] = "投运前检测"

    item_id: Mapped[UUID] = ref("item")
    place_id: Mapped[UUID] = ref("place")
    insulation_mohm: Mapped[Decimal] = mapped_column(Quantity)
    earth_ohm: Mapped[Decimal] = mapped_column(Quantity)
    instrument_ids: Mapped[list[Any]] = mapped_column(Json, default=list)
    at: Mapped[datetime]
    tested_by: Mapped[UUID]


class LeakageTest(Record):
    """漏电跳闸试验 of one protective device: whether it tripped."""

    __tablename__ = "leakage_test"
    __table_args__ = (Index(None, "mine_id", "item_id", "at"),)
    zh: ClassVar[str] = "漏电跳闸试验"

    item_id: Mapped[UUID] = ref("item")
    tripped: Mapped[bool]
    at: Mapped[datetime]
    tested_by: Mapped[UUID]


class CameraCheck(Record):
    """视频监控自查 of one camera: whether picture, network and coverage are good."""

    __tablename__ = "camera_check"
    __table_args__ = (Index(None, "mine_id", "item_id", "at"),)
    zh: ClassVar[str] = "摄像仪自查"

    item_id: Mapped[UUID] = ref("item")
    picture: Mapped[bool]
    network: Mapped[bool]
    coverage: Mapped[bool]
    note: Mapped[str]
    at: Mapped[datetime]
    checked_by: Mapped[UUID]


class Handover(Stateful):
    """A thing offered to another keeper; his acceptance begins the new placement."""

    __tablename__ = "handover"
    __table_args__ = (
        Index(
            "uq_handover_open",
            "mine_id",
            "placement_id",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )
    zh: ClassVar[str] = "移交单"

    state: Mapped[HandoverState] = choice(HandoverState)
    placement_id: Mapped[UUID] = ref("placement")
    receiver_id: Mapped[UUID] = ref("person")
    team_id: Mapped[UUID] = ref("team")
    offered_at: Mapped[datetime]
    offered_by: Mapped[UUID]


class Reading(Record):
    """What a meter showed, in hours or tonnes, and what all meters of the thing counted by then."""

    __tablename__ = "reading"
    __table_args__ = (Index(None, "mine_id", "item_id", "gauge", "at"),)
    zh: ClassVar[str] = "表计读数"

    item_id: Mapped[UUID] = ref("item")
    gauge: Mapped[Gauge] = choice(Gauge)
    value: Mapped[Decimal] = mapped_column(Quantity)
    total: Mapped[Decimal] = mapped_column(Quantity)
    """What the thing ran or carried since its first reading, over every change of the meter."""
    replaced: Mapped[bool] = mapped_column(default=False)
    """Whether a new meter begins with this reading."""
    at: Mapped[datetime]
    read_by: Mapped[UUID]


class Stocktake(Stateful):
    """盘点 of one place: what is found there against what should stand there."""

    __tablename__ = "stocktake"
    zh: ClassVar[str] = "盘点单"

    state: Mapped[StocktakeState] = choice(StocktakeState)
    place_id: Mapped[UUID] = ref("place")
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID]
    counted_at: Mapped[datetime | None]
    """When a list was last added, also one that says that nothing was found."""
    closed_at: Mapped[datetime | None]


class Counted(Record):
    """A tag that was seen during a stocktake, and how much of the thing lay there."""

    __tablename__ = "counted"
    __table_args__ = (UniqueConstraint("mine_id", "stocktake_id", "code"),)
    zh: ClassVar[str] = "盘点明细"

    stocktake_id: Mapped[UUID] = ref("stocktake")
    code: Mapped[str]
    item_id: Mapped[UUID | None] = ref("item")
    """None for a tag that the register does not know."""
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    at: Mapped[datetime]
