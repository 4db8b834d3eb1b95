"""Prequalification (资格预审): its rounds, who applied, what the reviewers found."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Record, choice, ref
from equiplink.tender.states import Qualified


class Prequalification(Record):
    """One round of prequalification before a tender; only who passes may bid."""

    __tablename__ = "prequalification"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id", "round"),)
    zh: ClassVar[str] = "资格预审"

    tender_id: Mapped[UUID] = ref("tender")
    round: Mapped[int]
    criteria: Mapped[list[Any]] = mapped_column(Json, default=list)
    """What applicants are judged by, a sentence each; nothing changes them later."""
    sale_from: Mapped[date]
    sale_until: Mapped[date]
    closes_at: Mapped[datetime]
    concluded_on: Mapped[date | None]


class Application(Record):
    """A supplier applies; at or after the end it is recorded as late and not judged."""

    __tablename__ = "prequalification_application"
    __table_args__ = (UniqueConstraint("mine_id", "prequalification_id", "supplier_id"),)
    zh: ClassVar[str] = "资格预审申请"

    prequalification_id: Mapped[UUID] = ref("prequalification")
    supplier_id: Mapped[UUID] = ref("supplier")
    received_at: Mapped[datetime]
    papers: Mapped[str]
    """What was handed in, in words; the files are attached to this record."""
    result: Mapped[Qualified] = choice(Qualified)
    unmet: Mapped[list[Any]] = mapped_column(Json, default=list)
    """The criteria that he does not meet."""
    told_at: Mapped[datetime | None]


class QualificationMark(Record):
    """What one reviewer found for one criterion."""

    __tablename__ = "qualification_mark"
    __table_args__ = (UniqueConstraint("mine_id", "application_id", "member_id", "criterion"),)
    zh: ClassVar[str] = "资格审查意见"

    application_id: Mapped[UUID] = ref("prequalification_application")
    member_id: Mapped[UUID] = ref("committee_member")
    criterion: Mapped[str]
    met: Mapped[bool]
    note: Mapped[str]
