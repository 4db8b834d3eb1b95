"""Gates, pre-entry inspections, scans and who is inside."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Quantity, Record, choice, ref
from equiplink.gate.states import Direction


class Gate(Record):
    """A shaft mouth where somebody scans."""

    __tablename__ = "gate"
    __table_args__ = (UniqueConstraint("mine_id", "name"),)
    zh: ClassVar[str] = "井口"

    name: Mapped[str]
    place_id: Mapped[UUID] = ref("place")


class EntryInspection(Record):
    """入井前检查: who found what, under which certificate, for which place."""

    __tablename__ = "entry_inspection"
    __table_args__ = (
        Index(
            "uq_entry_inspection_live",
            "mine_id",
            "item_id",
            unique=True,
            sqlite_where=text("superseded_at is null"),
            postgresql_where=text("superseded_at is null"),
        ),
    )
    zh: ClassVar[str] = "入井检查"

    item_id: Mapped[UUID] = ref("item")
    place_id: Mapped[UUID] = ref("place")
    """Where it is to be used."""
    inspector_id: Mapped[UUID] = ref("person")
    certificate_id: Mapped[UUID] = ref("certificate")
    inspected_at: Mapped[datetime]
    valid_until: Mapped[date]
    passed: Mapped[bool]
    checks: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    superseded_at: Mapped[datetime | None]


class Scan(Record):
    """One scan, admitted or refused, whatever it read. The scanner chooses the id."""

    __tablename__ = "scan"
    __table_args__ = (Index(None, "mine_id", "item_id", "at"),)
    zh: ClassVar[str] = "扫码记录"

    raw: Mapped[str]
    code: Mapped[str]
    item_id: Mapped[UUID | None]
    gate_id: Mapped[UUID] = ref("gate")
    direction: Mapped[Direction] = choice(Direction)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    at: Mapped[datetime]
    device: Mapped[str]
    device_at: Mapped[datetime | None]
    """What the scanner's own clock said."""
    actor_id: Mapped[UUID]
    admitted: Mapped[bool]
    rule_set: Mapped[str]
    edition: Mapped[str] = mapped_column(default="")
    """The fingerprint of the rules that judged: see ``editions``."""
    trip_id: Mapped[UUID | None]
    """The trip on which it went with other things."""
    findings: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What was known when it was judged."""


class Passage(Record):
    """A unit's stay underground, open until it came out. Lots are balanced on the item itself."""

    __tablename__ = "passage"
    __table_args__ = (
        Index(
            "uq_passage_inside",
            "mine_id",
            "item_id",
            unique=True,
            sqlite_where=text("left_at is null"),
            postgresql_where=text("left_at is null"),
        ),
    )
    zh: ClassVar[str] = "入井记录"

    item_id: Mapped[UUID] = ref("item")
    entered_scan_id: Mapped[UUID] = ref("scan")
    entered_at: Mapped[datetime]
    left_scan_id: Mapped[UUID | None] = ref("scan")
    left_at: Mapped[datetime | None]
