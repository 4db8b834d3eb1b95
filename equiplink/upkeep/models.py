"""Intervals, what is due, jobs and scrappings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Quantity, Record, Stateful, choice, ref
from equiplink.upkeep.states import Ground, JobKind, JobState, OverhaulState, ScrapState


class Interval(Record):
    """How often a check of one class is due, in this mine. Never looser than the clause."""

    __tablename__ = "check_interval"
    __table_args__ = (UniqueConstraint("mine_id", "class_id", "name"),)
    zh: ClassVar[str] = "检查周期"

    class_id: Mapped[UUID] = mapped_column(ForeignKey("device_class.id"))
    name: Mapped[str]
    kind: Mapped[JobKind] = choice(JobKind)
    days: Mapped[int]
    """Days from one check to the next; a month counts 30, a year 365."""
    hours: Mapped[int | None]
    """Running hours after which it is due if they come first; None for the calendar alone."""
    basis: Mapped[str]
    edition: Mapped[str]
    """The edition of the text that the basis names."""
    reading: Mapped[str]


class PlaceInterval(Record):
    """A check that is due more often at one place, such as a wet return."""

    __tablename__ = "place_interval"
    __table_args__ = (UniqueConstraint("mine_id", "interval_id", "place_id"),)
    zh: ClassVar[str] = "地点检查周期"

    interval_id: Mapped[UUID] = ref("check_interval")
    place_id: Mapped[UUID] = ref("place")
    days: Mapped[int]


class Due(Record):
    """The next day on which one check of one item is due; its job moves it on."""

    __tablename__ = "due"
    __table_args__ = (
        UniqueConstraint("mine_id", "item_id", "interval_id"),
        Index(None, "mine_id", "due_on"),
    )
    zh: ClassVar[str] = "到期检查"

    item_id: Mapped[UUID] = ref("item")
    interval_id: Mapped[UUID] = ref("check_interval")
    since: Mapped[date]
    """The day from which it counts: put to use, or checked last."""
    days: Mapped[int]
    """The interval's, or fewer where the thing stands."""
    ran: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    """Running hours since then."""
    reached_on: Mapped[date | None]
    """When the running hours reached the interval's."""
    postponed_to: Mapped[date | None]
    due_on: Mapped[date]


class Job(Stateful):
    """A test, maintenance, care, repair or modification of one item."""

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "uq_job_repairing",
            "mine_id",
            "item_id",
            unique=True,
            sqlite_where=text("state = 'open' and kind in ('repair', 'modification')"),
            postgresql_where=text("state = 'open' and kind in ('repair', 'modification')"),
        ),
    )
    zh: ClassVar[str] = "检修记录"

    state: Mapped[JobState] = choice(JobState)
    item_id: Mapped[UUID] = ref("item")
    kind: Mapped[JobKind] = choice(JobKind)
    interval_id: Mapped[UUID | None] = ref("check_interval")
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = ref("person")
    signed_by: Mapped[UUID | None] = ref("person")
    report: Mapped[str]
    report_sha256: Mapped[str] = mapped_column(default="")
    """The hash of the report's file, as it was when the job was closed; empty without one."""
    instrument_id: Mapped[UUID | None] = ref("instrument")
    """What it was measured with; None for what is looked at, or tested by an outside body."""
    note: Mapped[str]
    measured: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What was measured, as decimal text: the words of ``Measure``."""
    looked: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What a look at flameproof equipment found, and the rules that it breaks (``lost``)."""
    was_due_on: Mapped[date | None]
    """The day on which its check was due; earlier or later than the day it was closed."""
    next_due_on: Mapped[date | None]


class Overhaul(Stateful):
    """大修计划: a thing whose overhaul is planned by a day, and the repair that was it."""

    __tablename__ = "overhaul"
    __table_args__ = (Index(None, "mine_id", "due_on"),)
    zh: ClassVar[str] = "大修计划"

    state: Mapped[OverhaulState] = choice(OverhaulState)
    item_id: Mapped[UUID] = ref("item")
    due_on: Mapped[date]
    scope: Mapped[str]
    """What is to be done."""
    job_id: Mapped[UUID | None] = ref("job")
    done_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was dropped."""


class Scrapping(Stateful):
    """A request to scrap, its technical appraisal, its approval and the proof of destruction."""

    __tablename__ = "scrapping"
    __table_args__ = (CheckConstraint("quantity > 0", "quantity"),)
    zh: ClassVar[str] = "报废单"

    state: Mapped[ScrapState] = choice(ScrapState)
    item_id: Mapped[UUID] = ref("item")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    ground: Mapped[Ground] = choice(Ground)
    appraisal: Mapped[str]
    """初步鉴定: what is wrong with it and who looked."""
    requested_by: Mapped[UUID]
    appraised_by: Mapped[UUID | None]
    finding: Mapped[str]
    """技术鉴定: why it must go, or why it is still good."""
    approved_by: Mapped[UUID | None]
    proof: Mapped[str]
