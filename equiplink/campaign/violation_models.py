"""Violations of conduct, their back-checks, accountability, and cases that are circulated."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.campaign.violation_states import (
    AccountingState,
    BackCheck,
    Misconduct,
    TipState,
    ViolationState,
)
from equiplink.db import Json, Record, Stateful, choice, ref


class ConductViolation(Stateful):
    """三违: what somebody of a team did against the rules, and what was decided."""

    __tablename__ = "conduct_violation"
    __table_args__ = ()
    zh: ClassVar[str] = "三违"

    state: Mapped[ViolationState] = choice(ViolationState)
    kind: Mapped[Misconduct] = choice(Misconduct)
    what: Mapped[str]
    person_id: Mapped[UUID] = ref("person")
    team_id: Mapped[UUID] = ref("team")
    place_id: Mapped[UUID | None] = ref("place")
    hazard_id: Mapped[UUID | None] = ref("hazard")
    found_at: Mapped[datetime]
    found_by: Mapped[UUID]
    decision: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]


class BackChecked(Record):
    """What one of the three back-checks of a violation found."""

    __tablename__ = "back_check"
    __table_args__ = (UniqueConstraint("mine_id", "violation_id", "kind"),)
    zh: ClassVar[str] = "倒查"

    violation_id: Mapped[UUID] = ref("conduct_violation")
    kind: Mapped[BackCheck] = choice(BackCheck)
    found: Mapped[str]
    checked_by: Mapped[UUID]
    checked_at: Mapped[datetime]


class Accounting(Stateful):
    """问责: what the campaign's document says follows from an event, and what was decided."""

    __tablename__ = "accounting"
    __table_args__ = (UniqueConstraint("mine_id", "campaign_id", "trigger", "subject_id"),)
    zh: ClassVar[str] = "问责"

    state: Mapped[AccountingState] = choice(AccountingState)
    campaign_id: Mapped[UUID] = ref("campaign")
    trigger: Mapped[str]
    """The code of the document's trigger."""
    subject: Mapped[str]
    """The table of what happened."""
    subject_id: Mapped[UUID]
    title: Mapped[str]
    effects: Mapped[list[Any]] = mapped_column(Json, default=list)
    """What the document says follows."""
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    person_ids: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Who answers for it."""
    decision: Mapped[str] = mapped_column(default="")


class CirculatedCase(Record):
    """典型案例: a violation or hazard that was circulated to warn others."""

    __tablename__ = "circulated_case"
    __table_args__ = ()
    zh: ClassVar[str] = "典型案例"

    campaign_id: Mapped[UUID] = ref("campaign")
    title: Mapped[str]
    text: Mapped[str]
    violation_id: Mapped[UUID | None] = ref("conduct_violation")
    hazard_id: Mapped[UUID | None] = ref("hazard")
    circulated_on: Mapped[date]


class Tip(Stateful):
    """匿名举报: what somebody saw, told from a tag's page. Nothing says who, nor from where."""

    __tablename__ = "tip"
    __table_args__ = (Index(None, "mine_id", "item_id", "told_on"),)
    zh: ClassVar[str] = "匿名举报"

    state: Mapped[TipState] = choice(TipState)
    item_id: Mapped[UUID] = ref("item")
    text: Mapped[str]
    told_on: Mapped[date]
    hazard_id: Mapped[UUID | None] = ref("hazard")
    reason: Mapped[str] = mapped_column(default="")
    """Why it was dismissed."""
