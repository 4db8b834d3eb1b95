"""Recalls: what a stop-use notice reached, and what took its place."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Record, ref


class Recall(Record):
    """A stop-use notice as this mine obeys it.

    ``found`` maps the id of each thing that was ever found to what it was then:
    quantities underground and in stock in its unit, why it was meant, and whether it
    is only the machine around one.
    """

    __tablename__ = "recall"
    __table_args__ = (UniqueConstraint("mine_id", "notice_id"),)
    zh: ClassVar[str] = "停用排查"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("stop_use_notice.id"))
    hazard_id: Mapped[UUID] = ref("hazard")
    started_at: Mapped[datetime]
    found: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Substitution(Record):
    """What took the place of a recalled thing."""

    __tablename__ = "substitution"
    __table_args__ = (
        UniqueConstraint("mine_id", "recall_id", "item_id"),
        Index(None, "mine_id", "item_id"),
    )
    zh: ClassVar[str] = "更换"

    recall_id: Mapped[UUID] = ref("recall")
    item_id: Mapped[UUID] = ref("item")
    replacement_id: Mapped[UUID] = ref("item")
    at: Mapped[datetime]
