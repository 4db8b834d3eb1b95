"""Faults in use, repairs outside the mine, and urgent work at a forbidden hour."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Stateful, choice, ref
from equiplink.mine.states import Danger
from equiplink.upkeep.states import FaultState, OutsideState, UrgentState


class Fault(Stateful):
    """Something went wrong with a thing in use; it stands still until it is cleared, or runs on."""

    __tablename__ = "fault"
    zh: ClassVar[str] = "故障记录"

    state: Mapped[FaultState] = choice(FaultState)
    item_id: Mapped[UUID] = ref("item")
    what: Mapped[str]
    since: Mapped[datetime]
    stops: Mapped[bool] = mapped_column(default=True)
    """Whether the thing stands still because of it."""
    cleared_at: Mapped[datetime | None]
    job_id: Mapped[UUID | None] = ref("job")
    """The passed work that put it right."""


class Outside(Stateful):
    """A repair that a firm makes outside the mine: when it left and when it is due back."""

    __tablename__ = "outside_repair"
    __table_args__ = (
        Index(
            "uq_outside_repair_sent",
            "mine_id",
            "job_id",
            unique=True,
            sqlite_where=text("state = 'sent'"),
            postgresql_where=text("state = 'sent'"),
        ),
    )
    zh: ClassVar[str] = "外委维修单"

    state: Mapped[OutsideState] = choice(OutsideState)
    job_id: Mapped[UUID] = ref("job")
    firm: Mapped[str]
    qualification: Mapped[str]
    """The number of the paper by which the firm may do this work."""
    due_back_on: Mapped[date]
    sent_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    condition: Mapped[str] = mapped_column(default="")
    """How it came back, and with which papers."""


class UrgentWork(Stateful):
    """应急作业: dangerous work at one thing that two people let be done in a forbidden shift."""

    __tablename__ = "urgent_work"
    __table_args__ = (Index(None, "mine_id", "item_id"),)
    zh: ClassVar[str] = "应急作业"

    state: Mapped[UrgentState] = choice(UrgentState)
    item_id: Mapped[UUID] = ref("item")
    danger: Mapped[Danger] = choice(Danger)
    reason: Mapped[str]
    until: Mapped[datetime]
    requested_by: Mapped[UUID] = ref("person")
    requested_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = ref("person")
    decided_at: Mapped[datetime | None]
