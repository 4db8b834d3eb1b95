"""One hold for every reason: hazard, notice, seal, quarantine, request, stopped area."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from equiplink.db import Record, choice, ref
from equiplink.register.hold_states import HoldKind, HoldSubject


class Hold(Record):
    """Something may not be entered, handed out, used or scrapped until the hold is released."""

    __tablename__ = "hold"
    __table_args__ = (
        Index(
            "ix_hold_open",
            "mine_id",
            "key",
            sqlite_where=text("released_at is null"),
            postgresql_where=text("released_at is null"),
        ),
    )
    zh: ClassVar[str] = "停用"

    kind: Mapped[HoldKind] = choice(HoldKind)
    subject: Mapped[HoldSubject] = choice(HoldSubject)
    key: Mapped[str]
    """The id of an item, product, supplier or place, or the number of a safety mark."""
    hazard_id: Mapped[UUID | None] = ref("hazard")
    reason: Mapped[str]
    placed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
