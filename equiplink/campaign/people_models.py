"""Trainings with who attended, letters of responsibility, and hazards that were checked again."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.campaign.people_states import LetterState, TrainingKind
from equiplink.db import Quantity, Record, Stateful, choice, ref


class Training(Record):
    """培训: what was taught on a day, for how many hours, by whom."""

    __tablename__ = "training"
    __table_args__ = ()
    zh: ClassVar[str] = "培训"

    kind: Mapped[TrainingKind] = choice(TrainingKind)
    topic: Mapped[str]
    held_on: Mapped[date]
    hours: Mapped[Decimal] = mapped_column(Quantity)
    teacher: Mapped[str]


class Attendance(Record):
    """One person's attendance of a training, and whether he passed."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("mine_id", "training_id", "person_id"),
        Index(None, "mine_id", "person_id"),
    )
    zh: ClassVar[str] = "参训人员"

    training_id: Mapped[UUID] = ref("training")
    person_id: Mapped[UUID] = ref("person")
    passed: Mapped[bool]


class ResponsibilityLetter(Stateful):
    """责任书 of a campaign, in force once its person has signed it."""

    __tablename__ = "responsibility_letter"
    __table_args__ = (
        Index(
            "uq_responsibility_letter_standing",
            "mine_id",
            "campaign_id",
            "person_id",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
    )
    zh: ClassVar[str] = "责任书"

    state: Mapped[LetterState] = choice(LetterState)
    campaign_id: Mapped[UUID] = ref("campaign")
    person_id: Mapped[UUID] = ref("person")
    text: Mapped[str]
    issued_on: Mapped[date]
    signed_at: Mapped[datetime | None]


class Recheck(Record):
    """逐个核查 of a major hazard that was closed before the campaign: whether that holds."""

    __tablename__ = "recheck"
    __table_args__ = (UniqueConstraint("mine_id", "campaign_id", "hazard_id"),)
    zh: ClassVar[str] = "逐个核查"

    campaign_id: Mapped[UUID] = ref("campaign")
    hazard_id: Mapped[UUID] = ref("hazard")
    holds: Mapped[bool]
    found: Mapped[str]
    checked_by: Mapped[UUID]
    checked_at: Mapped[datetime]
