"""Templates of checks, the answers to them, and the instruments that were read."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.acceptance.check_states import InstrumentState
from equiplink.db import Json, Quantity, Record, Stateful, choice, ref


class CheckTemplate(Record):
    """What is looked at when goods of a class arrive, in one edition."""

    __tablename__ = "check_template"
    __table_args__ = (UniqueConstraint("mine_id", "class_id", "edition"),)
    zh: ClassVar[str] = "验收项目表"

    class_id: Mapped[UUID] = mapped_column(ForeignKey("device_class.id"))
    edition: Mapped[str]
    since: Mapped[date]
    """The first day on which goods are presented by it; what was presented before keeps its own."""
    points: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """As ``template_table.Point`` writes them."""


class Instrument(Stateful):
    """A measuring instrument of the mine."""

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "计量器具"

    state: Mapped[InstrumentState] = choice(InstrumentState)
    number: Mapped[str]
    name: Mapped[str]
    model: Mapped[str]
    calibrated_on: Mapped[date | None]
    """Its last good calibration."""
    calibrated_until: Mapped[date | None]


class Calibration(Record):
    """One certificate that an instrument reads right."""

    __tablename__ = "calibration"
    zh: ClassVar[str] = "检定证书"

    instrument_id: Mapped[UUID] = ref("instrument")
    certificate: Mapped[str]
    issuer: Mapped[str]
    made_on: Mapped[date]
    valid_until: Mapped[date]


class CheckAnswer(Record):
    """What one person found at one point. A later answer replaces it and both are kept."""

    __tablename__ = "check_answer"
    __table_args__ = (Index(None, "mine_id", "point"),)
    zh: ClassVar[str] = "验收项目结论"

    acceptance_id: Mapped[UUID] = ref("acceptance")
    point: Mapped[str]
    passed: Mapped[bool]
    reading: Mapped[Decimal | None] = mapped_column(Quantity)
    unit: Mapped[str]
    instrument_id: Mapped[UUID | None] = ref("instrument")
    photos: Mapped[list[str]] = mapped_column(Json, default=list)
    """The sha256 of each, as it was when the answer was given."""
    note: Mapped[str]
    person_id: Mapped[UUID] = ref("person")
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class Suspicion(Record):
    """An acceptance that stands on readings of an instrument which was found faulty."""

    __tablename__ = "suspicion"
    zh: ClassVar[str] = "验收存疑"

    acceptance_id: Mapped[UUID] = ref("acceptance")
    instrument_id: Mapped[UUID] = ref("instrument")
    points: Mapped[list[str]] = mapped_column(Json, default=list)
    since: Mapped[date | None]
    """The last good calibration, from which on nothing it read is believed; None: ever."""
    found_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[UUID | None] = ref("person")
    reason: Mapped[str]
