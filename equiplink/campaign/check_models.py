"""What rounds cover, checklists by system, and how an audit answered their items."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.campaign.check_states import Conformity, PointKind
from equiplink.db import Json, Record, choice, ref


class CheckPoint(Record):
    """排查点: one unit, link, post or part that a campaign's rounds have to cover."""

    __tablename__ = "check_point"
    __table_args__ = (UniqueConstraint("mine_id", "campaign_id", "kind", "name"),)
    zh: ClassVar[str] = "排查点"

    campaign_id: Mapped[UUID] = ref("campaign")
    kind: Mapped[PointKind] = choice(PointKind)
    name: Mapped[str]


class Covered(Record):
    """A point that a round looked at."""

    __tablename__ = "covered_point"
    __table_args__ = (UniqueConstraint("mine_id", "point_id", "round_id"),)
    zh: ClassVar[str] = "已查排查点"

    point_id: Mapped[UUID] = ref("check_point")
    round_id: Mapped[UUID] = ref("check_round")
    on: Mapped[date]


class Checklist(Record):
    """检查表: the items of one system, and where they are taken from."""

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("mine_id", "name"),)
    zh: ClassVar[str] = "检查表"

    name: Mapped[str]
    system: Mapped[str]
    """机电, 运输, 通风 …"""
    source: Mapped[str]
    items: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Each with ``no``, ``text`` and ``basis``."""


class AuditAnswer(Record):
    """How an audit found one item of its checklist."""

    __tablename__ = "audit_answer"
    __table_args__ = (UniqueConstraint("mine_id", "audit_id", "no"),)
    zh: ClassVar[str] = "检查表答复"

    audit_id: Mapped[UUID] = ref("audit")
    no: Mapped[int]
    conformity: Mapped[Conformity] = choice(Conformity)
    note: Mapped[str]
    finding_id: Mapped[UUID | None] = ref("audit_finding")
