"""Gates, inspections, permits, scans and corrections, who is inside, emergencies."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Quantity, Record, Stateful, choice, ref
from equiplink.gate.states import Direction, EmergencyState
from equiplink.mine.states import Danger


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
    spare: Mapped[int | None]
    """Per cent of the tag's error correction that a camera's reading did not need."""
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
    corrected_at: Mapped[datetime | None]
    """When a correction said that it never went in."""


class ScanCorrection(Record):
    """更正: a scan that was wrong, and why. The scan itself stays as it was."""

    __tablename__ = "scan_correction"
    __table_args__ = (UniqueConstraint("mine_id", "scan_id"),)
    zh: ClassVar[str] = "扫码更正"

    scan_id: Mapped[UUID] = ref("scan")
    reason: Mapped[str]
    corrected_at: Mapped[datetime]
    corrected_by: Mapped[UUID]


class EmergencyEntry(Stateful):
    """应急入井: one thing that two people let in for a while although papers are missing."""

    __tablename__ = "emergency_entry"
    __table_args__ = (
        Index(
            "uq_emergency_entry_approved",
            "mine_id",
            "item_id",
            unique=True,
            sqlite_where=text("state = 'approved'"),
            postgresql_where=text("state = 'approved'"),
        ),
    )
    zh: ClassVar[str] = "应急入井"

    state: Mapped[EmergencyState] = choice(EmergencyState)
    item_id: Mapped[UUID] = ref("item")
    reason: Mapped[str]
    until: Mapped[datetime]
    requested_by: Mapped[UUID] = ref("person")
    requested_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = ref("person")
    decided_at: Mapped[datetime | None]
    scan_id: Mapped[UUID | None] = ref("scan")
    hazard_id: Mapped[UUID | None] = ref("hazard")


class EntryPermit(Record):
    """入井许可证, in three copies; the gate consumes its own, once."""

    __tablename__ = "entry_permit"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        Index(
            "uq_entry_permit_live",
            "mine_id",
            "item_id",
            unique=True,
            sqlite_where=text("consumed_at is null and withdrawn_at is null"),
            postgresql_where=text("consumed_at is null and withdrawn_at is null"),
        ),
    )
    zh: ClassVar[str] = "入井许可证"

    number: Mapped[str]
    item_id: Mapped[UUID] = ref("item")
    place_id: Mapped[UUID] = ref("place")
    team_id: Mapped[UUID] = ref("team")
    """使用区队, which keeps the third copy; the department has the first, the gate the second."""
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    danger: Mapped[Danger | None] = choice(Danger)
    valid_until: Mapped[date]
    issued_by: Mapped[UUID]
    issued_at: Mapped[datetime]
    consumed_at: Mapped[datetime | None]
    scan_id: Mapped[UUID | None] = ref("scan")
    withdrawn_at: Mapped[datetime | None]
