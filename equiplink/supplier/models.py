"""Suppliers, their debarments, and the marks that later stages give."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from equiplink.db import Record, Stateful, choice, ref
from equiplink.supplier.states import Cause, MarkKind, Standing


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
    licence_until: Mapped[date | None]
    proof: Mapped[str]
    """Manual proof of a credit code whose check fails although it is genuine (S04)."""
    synthetic: Mapped[bool]


class Debarment(Record):
    """A period in which the supplier may not sell. Both days count; ``lifted_on`` ends it early."""

    __tablename__ = "debarment"
    zh: ClassVar[str] = "限制记录"

    supplier_id: Mapped[UUID] = ref("supplier")
    cause: Mapped[Cause] = choice(Cause)
    source: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    lifted_on: Mapped[date | None]


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
