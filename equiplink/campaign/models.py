"""Campaigns, their phases, check rounds and audits."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.campaign.states import AuditState, CampaignState, Tier
from equiplink.db import Json, Record, Stateful, choice, ref


class Campaign(Stateful):
    """A safety campaign that a document asks for. Both days count."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("mine_id", "document"),)
    zh: ClassVar[str] = "专项整治"

    state: Mapped[CampaignState] = choice(CampaignState)
    name: Mapped[str]
    document: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    terms: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What else its file states: goals, reports, triggers, backchecks, cases_a_month."""


class Submission(Record):
    """A report that the document asks for, as it was sent."""

    __tablename__ = "campaign_submission"
    __table_args__ = (UniqueConstraint("mine_id", "campaign_id", "kind", "due_on"),)
    zh: ClassVar[str] = "整治报送"

    campaign_id: Mapped[UUID] = ref("campaign")
    kind: Mapped[str]
    due_on: Mapped[date]
    sent_on: Mapped[date]
    sent_to: Mapped[str]
    sha256: Mapped[str]


class Phase(Record):
    """One of the campaign's phases. Both days count."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("mine_id", "campaign_id", "no"),)
    zh: ClassVar[str] = "阶段"

    campaign_id: Mapped[UUID] = ref("campaign")
    no: Mapped[int]
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Round(Record):
    """A check round that was held, or why it was not. One per tier and period."""

    __tablename__ = "check_round"
    __table_args__ = (UniqueConstraint("mine_id", "campaign_id", "tier", "period_from"),)
    zh: ClassVar[str] = "排查"

    campaign_id: Mapped[UUID] = ref("campaign")
    tier: Mapped[Tier] = choice(Tier)
    period_from: Mapped[date]
    """The first day of the quarter, month, week or day it covers."""
    held_at: Mapped[datetime | None]
    """None when it was missed; then ``note`` explains why."""
    held_by: Mapped[UUID]
    """Who held it, or who explains."""
    note: Mapped[str]


class Audit(Stateful):
    """督导检查, by the mine or by a department."""

    __tablename__ = "audit"
    zh: ClassVar[str] = "检查记录"

    state: Mapped[AuditState] = choice(AuditState)
    campaign_id: Mapped[UUID | None] = ref("campaign")
    place_id: Mapped[UUID | None] = ref("place")
    kind: Mapped[str]
    """四不两直, 交叉检查, 专项检查 …"""
    held_on: Mapped[date]
    auditor: Mapped[str]
    department: Mapped[bool]
    """True when a department audits, not the mine itself."""
    checklist_id: Mapped[UUID | None] = ref("checklist")


class AuditFinding(Record):
    """What an audit found, and the hazard it became."""

    __tablename__ = "audit_finding"
    zh: ClassVar[str] = "检查问题"

    audit_id: Mapped[UUID] = ref("audit")
    text: Mapped[str]
    hazard_id: Mapped[UUID] = ref("hazard")
    reply_by: Mapped[date | None]
    """The day by which the inspected side has to reply."""
    reply: Mapped[str] = mapped_column(default="")
    replied_by: Mapped[UUID | None]
    replied_at: Mapped[datetime | None]
