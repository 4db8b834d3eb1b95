"""补录单: how a thing that was here before the register came onto it, and what it lacks."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Stateful, choice, ref
from equiplink.register.enrol_states import Risk, Standing


class Enrolment(Stateful):
    """The provisional standing of one item. ``Item.regular_by`` repeats its date for the gate."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("mine_id", "item_id"),
        Index(None, "mine_id", "state", "regular_by"),
    )
    zh: ClassVar[str] = "补录单"

    state: Mapped[Standing] = choice(Standing)
    item_id: Mapped[UUID] = ref("item")
    place_id: Mapped[UUID | None] = ref("place")
    """Where it was found, below or above."""
    missing: Mapped[list[str]] = mapped_column(Json, default=list)
    """Words of ``Evidence``, the weightiest first."""
    risk: Mapped[Risk] = choice(Risk)
    points: Mapped[int]
    reasons: Mapped[list[list[str | int]]] = mapped_column(Json, default=list)
    """What the points are made of: a word of ``Evidence``, a rule, a circumstance; and how many."""
    entered_on: Mapped[date]
    entered_by: Mapped[UUID]
    regular_by: Mapped[date]
    """The last day on which it may be provisional."""
    purchase: Mapped[str]
    """购置凭证: the contract, order or invoice that proves where it comes from."""
    source: Mapped[str]
    verified_by: Mapped[UUID | None]
    note: Mapped[str]
