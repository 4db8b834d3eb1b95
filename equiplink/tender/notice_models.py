"""What is told about a tender and to whom: notices, their copies, takers, complaints."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Money, Record, choice, ref
from equiplink.tender.states import NoticeKind, Outcome


class Notice(Record):
    """One text that is published, with its hash. A later one of a kind has the next number."""

    __tablename__ = "tender_notice"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id", "kind", "no"),)
    zh: ClassVar[str] = "公告"

    tender_id: Mapped[UUID] = ref("tender")
    kind: Mapped[NoticeKind] = choice(NoticeKind)
    no: Mapped[int]
    text: Mapped[str]
    fingerprint: Mapped[str]
    """SHA-256 of the text without blanks, in hex: layout is no difference."""
    written_at: Mapped[datetime]


class NoticeCopy(Record):
    """A notice as it was found at one medium."""

    __tablename__ = "notice_copy"
    __table_args__ = (UniqueConstraint("mine_id", "notice_id", "url"),)
    zh: ClassVar[str] = "公告发布"

    notice_id: Mapped[UUID] = ref("tender_notice")
    medium: Mapped[str]
    url: Mapped[str]
    published_on: Mapped[date]
    fingerprint: Mapped[str]
    fee: Mapped[Decimal] = mapped_column(Money)
    """What the medium charged, in CNY."""


class Taker(Record):
    """Who took the documents of a tender; he is told of every change (招标投标法 第二十三条)."""

    __tablename__ = "document_taker"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id", "supplier_id"),)
    zh: ClassVar[str] = "招标文件收受人"

    tender_id: Mapped[UUID] = ref("tender")
    supplier_id: Mapped[UUID] = ref("supplier")
    taken_on: Mapped[date]
    fee: Mapped[Decimal] = mapped_column(Money)
    fee_returned_on: Mapped[date | None]
    contact: Mapped[str]


class NoticeRecipient(Record):
    """Somebody to whom a notice was sent in writing."""

    __tablename__ = "notice_recipient"
    __table_args__ = (UniqueConstraint("mine_id", "notice_id", "supplier_id"),)
    zh: ClassVar[str] = "通知对象"

    notice_id: Mapped[UUID] = ref("tender_notice")
    supplier_id: Mapped[UUID] = ref("supplier")
    told_at: Mapped[datetime]


class Complaint(Record):
    """A complaint to the authority (投诉), as far as the mine knows of it."""

    __tablename__ = "tender_complaint"
    zh: ClassVar[str] = "投诉"

    tender_id: Mapped[UUID] = ref("tender")
    complainant: Mapped[str]
    authority: Mapped[str]
    text: Mapped[str]
    known_on: Mapped[date]
    """The day on which the complainant knew, or should have known."""
    filed_on: Mapped[date]
    outcome: Mapped[Outcome | None] = choice(Outcome)
    """Whether the authority took it up."""
    answered_on: Mapped[date | None]
    paused_on: Mapped[date | None]
    """The day on which the authority ordered a stop; everything waits until ``resumed_on``."""
    resumed_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decision: Mapped[str]
