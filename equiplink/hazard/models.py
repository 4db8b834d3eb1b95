"""Hazards and the holds they place."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Money, Stateful, choice, ref
from equiplink.hazard.states import (
    Channel,
    ExtensionState,
    HazardState,
    Level,
    Origin,
)


class Hazard(Stateful):
    """One hazard from its finding to its closing. The five fulfilments are five columns."""

    __tablename__ = "hazard"
    __table_args__ = (
        Index(
            "uq_hazard_open_cause",
            "mine_id",
            "cause",
            unique=True,
            sqlite_where=text("state <> 'closed' and cause <> ''"),
            postgresql_where=text("state <> 'closed' and cause <> ''"),
        ),
    )
    zh: ClassVar[str] = "隐患"

    state: Mapped[HazardState] = choice(HazardState)
    title: Mapped[str]
    level: Mapped[Level] = choice(Level)
    criterion: Mapped[str] = mapped_column(default="")
    """The item of the criteria that makes it major; empty for a general one."""
    own_level: Mapped[str] = mapped_column(default="")
    """本矿等级: the mine's own word, such as A or 重点; the law has two levels only (H15)."""
    origin: Mapped[Origin] = choice(Origin)
    channel: Mapped[Channel] = choice(Channel)
    basis: Mapped[str]
    """The rule code or clause that makes it a hazard."""
    cause: Mapped[str]
    """What opened it, such as ``gate:G02:<item>``; one open hazard per cause."""
    item_id: Mapped[UUID | None] = ref("item")
    place_id: Mapped[UUID | None] = ref("place")
    found_by: Mapped[UUID]
    found_at: Mapped[datetime]
    responsible_id: Mapped[UUID | None] = ref("person")
    """责任."""
    measures: Mapped[str]
    """措施."""
    funds: Mapped[Decimal | None] = mapped_column(Money)
    """资金, CNY; 0 when none is needed, None when nobody said."""
    due_on: Mapped[date | None]
    """时限."""
    emergency_plan: Mapped[str]
    """预案."""
    rectified_by: Mapped[UUID | None]
    rectified_at: Mapped[datetime | None]
    evidence: Mapped[str]
    gone_at: Mapped[datetime | None]
    """When a sweep found that its reason is gone; somebody has to verify that."""
    verified_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]


class Extension(Stateful):
    """A request for a later deadline, and what somebody else decided."""

    __tablename__ = "hazard_extension"
    __table_args__ = (
        Index(
            "uq_hazard_extension_asked",
            "mine_id",
            "hazard_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )
    zh: ClassVar[str] = "隐患延期"

    state: Mapped[ExtensionState] = choice(ExtensionState)
    hazard_id: Mapped[UUID] = ref("hazard")
    was: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    asked_by: Mapped[UUID]
    decided_by: Mapped[UUID | None]
