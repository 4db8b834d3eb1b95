"""Suppliers and what stands for or against them: proofs, list checks, cases, debarments, marks."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Record, Stateful, choice, ref
from equiplink.supplier.states import (
    Capacity,
    CaseState,
    Category,
    Cause,
    ListName,
    MarkKind,
    Offence,
    RatingState,
    Standing,
    Verdict,
)


class Supplier(Stateful):
    """Somebody who may sell to the mine. ``uscc`` is the 统一社会信用代码, upper case."""

    __tablename__ = "supplier"
    __table_args__ = (UniqueConstraint("mine_id", "uscc"),)
    zh: ClassVar[str] = "供应商"

    state: Mapped[Standing] = choice(Standing)
    uscc: Mapped[str]
    name: Mapped[str]
    legal_representative: Mapped[str]
    controller: Mapped[str]
    parent_uscc: Mapped[str]
    licence_number: Mapped[str]
    licence_scope: Mapped[str]
    """经营范围 as the business licence says."""
    licence_until: Mapped[date | None]
    contact: Mapped[str]
    re_evaluated_on: Mapped[date | None]
    proof: Mapped[str]
    """Manual proof of a credit code whose check fails although it is genuine (S04)."""
    firm_id: Mapped[UUID] = ref("supplier")
    """The record under which the firm stands: its own, but for one that was merged."""
    synthetic: Mapped[bool]


class Authorisation(Record):
    """What a supplier may sell of a maker, and by which paper. The last day counts.

    ``models`` are model names, a trailing ``*`` stands for any ending; none means
    every model of the maker.
    """

    __tablename__ = "authorisation"
    zh: ClassVar[str] = "厂家授权"

    supplier_id: Mapped[UUID] = ref("supplier")
    capacity: Mapped[Capacity] = choice(Capacity)
    maker: Mapped[str]
    models: Mapped[list[str]] = mapped_column(Json, default=list)
    number: Mapped[str]
    """Number of the authorisation, or of the maker's own licence."""
    certificate: Mapped[str]
    """Number of the safety mark or ex certificate in the maker's name."""
    valid_until: Mapped[date | None]
    withdrawn_on: Mapped[date | None]


class ListCheck(Record):
    """One look at a public list: on which day, what it said, and where that is kept."""

    __tablename__ = "list_check"
    zh: ClassVar[str] = "名单查询"

    supplier_id: Mapped[UUID] = ref("supplier")
    list: Mapped[ListName] = choice(ListName)
    checked_on: Mapped[date]
    listed: Mapped[bool]
    evidence: Mapped[str]
    """Address or number of the query; the screenshot is a file of this record."""


class Violation(Stateful):
    """A case of the mine against a supplier, from the accusation to the review."""

    __tablename__ = "violation"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "违规案件"

    state: Mapped[CaseState] = choice(CaseState)
    supplier_id: Mapped[UUID] = ref("supplier")
    number: Mapped[str]
    offence: Mapped[Offence] = choice(Offence)
    charge: Mapped[str]
    happened_on: Mapped[date]
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Records that the ledger tells of: ``{"subject", "subject_id", "note"}``."""
    accused_by: Mapped[UUID]
    notice: Mapped[str]
    """How the supplier was told: number of the letter, who received it."""
    told_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    """The last day for the supplier's statement; it counts."""
    statement: Mapped[str]
    decided_by: Mapped[UUID | None]
    decided_on: Mapped[date | None]
    verdict: Mapped[Verdict | None] = choice(Verdict)
    reason: Mapped[str]
    complaint: Mapped[str]
    complained_on: Mapped[date | None]
    reviewed_by: Mapped[UUID | None]
    upheld: Mapped[bool | None]


class Debarment(Record):
    """A period in which the supplier may not sell. Both days count; ``lifted_on`` ends it early."""

    __tablename__ = "debarment"
    zh: ClassVar[str] = "限制记录"

    supplier_id: Mapped[UUID] = ref("supplier")
    violation_id: Mapped[UUID | None] = ref("violation")
    """The mine's own case; none for what others decided."""
    cause: Mapped[Cause] = choice(Cause)
    offence: Mapped[Offence | None] = choice(Offence)
    source: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    lifted_on: Mapped[date | None]


class Rating(Stateful):
    """What somebody who worked with the supplier says: 1 (worst) to 5; it counts when confirmed."""

    __tablename__ = "supplier_rating"
    zh: ClassVar[str] = "供应商评价"

    state: Mapped[RatingState] = choice(RatingState)
    supplier_id: Mapped[UUID] = ref("supplier")
    category: Mapped[Category] = choice(Category)
    stars: Mapped[int]
    remark: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[UUID]
    rated_by: Mapped[UUID]


class Mark(Record):
    """One thing that happened later, with its record; reputation is computed from these."""

    __tablename__ = "supplier_mark"
    zh: ClassVar[str] = "信誉记录"

    supplier_id: Mapped[UUID] = ref("supplier")
    kind: Mapped[MarkKind] = choice(MarkKind)
    at: Mapped[datetime]
    subject: Mapped[str]
    subject_id: Mapped[UUID]
    note: Mapped[str]
    happened_on: Mapped[date]
    amount: Mapped[int | None]
    """What the kind counts: days late, hours underground before the failure, stars."""
    annulled_on: Mapped[date | None]
