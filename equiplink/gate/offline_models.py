"""Devices at the shaft, the manifests they were given, what they sent, and what does not fit."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Record, choice, ref
from equiplink.gate.offline_states import ConflictKind


class Device(Record):
    """A scanner that decides without the network. It signs with a key that never leaves it."""

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("mine_id", "name"),)
    zh: ClassVar[str] = "扫码设备"

    name: Mapped[str]
    gate_id: Mapped[UUID] = ref("gate")
    invitation_hash: Mapped[str]
    """SHA-256 of the one-time code, in hex; empty once it was used."""
    invited_until: Mapped[datetime]
    public_key: Mapped[str]
    """Ed25519, in hex; empty until it enrolled."""
    enrolled_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str]


class GateManifest(Record):
    """A manifest as it was given out, whole: what a later delta changes."""

    __tablename__ = "gate_manifest"
    __table_args__ = (UniqueConstraint("mine_id", "gate_id", "seq"),)
    zh: ClassVar[str] = "离线清单"

    gate_id: Mapped[UUID] = ref("gate")
    seq: Mapped[int]
    issued_at: Mapped[datetime]
    not_after: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DeviceEvent(Record):
    """One event as a device signed it. The device numbers its events from 1 without a gap."""

    __tablename__ = "device_event"
    __table_args__ = (UniqueConstraint("mine_id", "device_id", "seq"),)
    zh: ClassVar[str] = "设备上传记录"

    device_id: Mapped[UUID] = ref("device")
    seq: Mapped[int]
    body: Mapped[str]
    """What was signed, byte for byte."""
    signature: Mapped[str]
    hash: Mapped[str]
    """SHA-256 of the body, in hex: what the next event names as its predecessor."""
    at: Mapped[datetime]
    """When it happened, by the server's clock."""
    received_at: Mapped[datetime]
    scan_id: Mapped[UUID | None] = ref("scan")
    applied: Mapped[bool]
    """Whether the register follows it; what could not be applied is tried again."""


class Conflict(Record):
    """迹象 that a person has to look at; it never changes the event it is about."""

    __tablename__ = "conflict"
    __table_args__ = (
        UniqueConstraint("mine_id", "kind", "device_id", "key"),
        Index(
            "ix_conflict_open",
            "mine_id",
            "device_id",
            sqlite_where=text("resolved_at is null"),
            postgresql_where=text("resolved_at is null"),
        ),
        Index(None, "mine_id", "item_id"),
    )
    zh: ClassVar[str] = "离线冲突"

    kind: Mapped[ConflictKind] = choice(ConflictKind)
    device_id: Mapped[UUID] = ref("device")
    key: Mapped[str]
    """The number of the event, and for what was quarantined the hash of what was sent."""
    event_id: Mapped[UUID | None] = ref("device_event")
    item_id: Mapped[UUID | None] = ref("item")
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    found_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
    resolution: Mapped[str]
