"""The evaluation in tables: opening record, experts, checklists, sheets, holds, signatures.

What somebody signs is stored as he signed it, in one row of text: no row is
added to it afterwards, and its hash stands in the ledger.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Money, Record, Stateful, choice, ref
from equiplink.tender.panel_states import HoldState, Opinion, SheetState


class OpeningRecord(Record):
    """开标记录: who was there, what was read out, what was said against it."""

    __tablename__ = "opening_record"
    __table_args__ = (
        UniqueConstraint("mine_id", "tender_id"),
        CheckConstraint("reader_id <> recorder_id", "two_people"),
    )
    zh: ClassVar[str] = "开标记录"

    tender_id: Mapped[UUID] = ref("tender")
    venue: Mapped[str]
    present: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """``{"name", "capacity", "supplier_id"}`` of everybody in the room."""
    readings: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """``{"bid_id", "envelope", "price", "days", "quality", "bond"}`` as it was read out."""
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """``{"by", "text", "answer"}`` of every objection on the spot."""
    reader_id: Mapped[UUID] = ref("person")
    recorder_id: Mapped[UUID] = ref("person")
    reader_signed_at: Mapped[datetime | None]
    recorder_signed_at: Mapped[datetime | None]

    @property
    def signed(self) -> bool:
        """Both who read and who wrote have signed."""
        return None not in (self.reader_signed_at, self.recorder_signed_at)


class Expert(Record):
    """What makes a person an expert (招标投标法 第三十七条)."""

    __tablename__ = "expert"
    __table_args__ = (UniqueConstraint("mine_id", "person_id"),)
    zh: ClassVar[str] = "评标专家"

    person_id: Mapped[UUID] = ref("person")
    field: Mapped[str]
    in_field_since: Mapped[date]
    title: Mapped[str]
    """高级职称, or what shows the same level."""
    evidence: Mapped[str]


class ExpertDraw(Record):
    """A draw by lot: pool and hash of the seed first, the seed itself when it is over."""

    __tablename__ = "expert_draw"
    zh: ClassVar[str] = "专家抽取"

    tender_id: Mapped[UUID] = ref("tender")
    pool: Mapped[list[str]] = mapped_column(Json)
    """Ids of the people who may be drawn."""
    places: Mapped[int]
    commitment: Mapped[str]
    kept_seed: Mapped[str]
    """The seed under the chain's key; empty once it is published."""
    seed: Mapped[str] = mapped_column(default="")
    word: Mapped[str] = mapped_column(default="")
    """What the witness said at the draw, which nobody could know before."""
    witness_id: Mapped[UUID | None] = ref("person")
    prepared_by: Mapped[UUID] = ref("person")
    drawn_at: Mapped[datetime | None]
    drawn: Mapped[list[str]] = mapped_column(Json, default=list)
    """The whole pool in the order of the draw: substitutes follow the chosen."""
    excused: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    """``{"person_id", "reason"}`` of who was drawn and cannot come."""


class Check(Record):
    """One item of a bid's checklist as a member answered it."""

    __tablename__ = "bid_check"
    __table_args__ = (
        Index(
            "uq_bid_check_one_current",
            "mine_id",
            "bid_id",
            "item",
            unique=True,
            sqlite_where=text("replaced_at is null"),
            postgresql_where=text("replaced_at is null"),
        ),
    )
    zh: ClassVar[str] = "初步评审意见"

    bid_id: Mapped[UUID] = ref("bid")
    member_id: Mapped[UUID] = ref("committee_member")
    item: Mapped[str]
    """A word of ``CheckItem``, or a qualification that the notice lists."""
    passes: Mapped[bool]
    evidence: Mapped[str]
    answered_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class Sheet(Stateful):
    """What one member gave every bid of a lot; the price is scored by its formula."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        Index(
            "uq_score_sheet_one_live",
            "mine_id",
            "member_id",
            "lot_id",
            unique=True,
            sqlite_where=text("state <> 'void'"),
            postgresql_where=text("state <> 'void'"),
        ),
    )
    zh: ClassVar[str] = "评分表"

    state: Mapped[SheetState] = choice(SheetState)
    tender_id: Mapped[UUID] = ref("tender")
    lot_id: Mapped[UUID] = ref("lot")
    member_id: Mapped[UUID] = ref("committee_member")
    marks: Mapped[dict[str, dict[str, str]]] = mapped_column(Json)
    """Bid → criterion → points as text with at most three decimals."""
    fingerprint: Mapped[str] = mapped_column(default="")
    """SHA-256 of the marks as they were signed; it also stands in the ledger."""
    signed_at: Mapped[datetime | None]
    reason: Mapped[str]
    """Why it takes the place of a signed one; or why it was annulled."""


class Adjustment(Record):
    """What the committee adds to a price before it compares, by a factor of the notice."""

    __tablename__ = "price_adjustment"
    __table_args__ = (
        Index(
            "uq_price_adjustment_one_current",
            "mine_id",
            "bid_id",
            "factor",
            unique=True,
            sqlite_where=text("replaced_at is null"),
            postgresql_where=text("replaced_at is null"),
        ),
    )
    zh: ClassVar[str] = "评审价调整"

    bid_id: Mapped[UUID] = ref("bid")
    member_id: Mapped[UUID] = ref("committee_member")
    factor: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    """In CNY; less than nothing where the offer is worth more than it asks."""
    reason: Mapped[str]
    replaced_at: Mapped[datetime | None]


class PriceHold(Stateful):
    """A price so low that its bidder has to explain it."""

    __tablename__ = "price_hold"
    __table_args__ = (UniqueConstraint("mine_id", "bid_id"),)
    zh: ClassVar[str] = "低价说明"

    state: Mapped[HoldState] = choice(HoldState)
    bid_id: Mapped[UUID] = ref("bid")
    question: Mapped[str]
    explanation: Mapped[str]
    evidence: Mapped[str]
    decision: Mapped[str]


class Signature(Record):
    """A member's signature under the evaluation report, or his refusal."""

    __tablename__ = "report_signature"
    __table_args__ = (UniqueConstraint("mine_id", "member_id"),)
    zh: ClassVar[str] = "评标报告签字"

    tender_id: Mapped[UUID] = ref("tender")
    member_id: Mapped[UUID] = ref("committee_member")
    opinion: Mapped[Opinion] = choice(Opinion)
    text: Mapped[str]
    signed_at: Mapped[datetime]
