"""Concessions: goods that failed a point and may be used within limits."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from equiplink.acceptance.verdict_states import ConcessionState
from equiplink.db import Json, Stateful, choice, ref


class Concession(Stateful):
    """让步接收: what failed, why it is used all the same, where, and until when."""

    __tablename__ = "concession"
    zh: ClassVar[str] = "让步接收"

    state: Mapped[ConcessionState] = choice(ConcessionState)
    acceptance_id: Mapped[UUID] = ref("acceptance")
    points: Mapped[list[str]] = mapped_column(Json, default=list)
    """The codes of the points that failed."""
    reason: Mapped[str]
    restriction: Mapped[str]
    """Where and how the goods may be used (使用限制)."""
    until: Mapped[date]
    """The last day on which they may be."""
    requested_by: Mapped[UUID] = ref("person")
    decided_by: Mapped[UUID | None] = ref("person")
    decided_at: Mapped[datetime | None]
    opinion: Mapped[str]
