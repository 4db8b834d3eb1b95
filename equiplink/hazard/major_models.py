"""Orders, restarts, penalties and signed quarterly reports about major hazards."""

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Money, Record, Stateful, choice, ref
from equiplink.hazard.major_states import OrderState, RestartState


class SupervisionOrder(Stateful):
    """督办单: what a department ordered about one major hazard, and whether production stops."""

    __tablename__ = "supervision_order"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "督办单"

    state: Mapped[OrderState] = choice(OrderState)
    hazard_id: Mapped[UUID] = ref("hazard")
    number: Mapped[str]
    authority: Mapped[str]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    suspends: Mapped[bool]
    """责令停产整顿."""
    requirements: Mapped[str]


class Restart(Stateful):
    """An application to produce again, with the three signatures of 条例 第四十八条."""

    __tablename__ = "restart"
    __table_args__ = (
        Index(
            "uq_restart_open",
            "mine_id",
            "order_id",
            unique=True,
            sqlite_where=text("state not in ('refused', 'announced')"),
            postgresql_where=text("state not in ('refused', 'announced')"),
        ),
    )
    zh: ClassVar[str] = "恢复生产"

    state: Mapped[RestartState] = choice(RestartState)
    order_id: Mapped[UUID] = ref("supervision_order")
    plan: Mapped[str]
    """整改方案."""
    applied_on: Mapped[date]
    accepted_by: Mapped[str] = mapped_column(default="")
    """Who heads the department."""
    accepted_on: Mapped[date | None]
    reviewed_by: Mapped[str] = mapped_column(default="")
    """Who reviewed it at the mine safety supervision institution."""
    reviewed_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(default="")
    """Who heads the government."""
    approved_on: Mapped[date | None]
    announced_on: Mapped[date | None]


class Sanction(Record):
    """An administrative penalty that the mine was given, as its decision says."""

    __tablename__ = "sanction"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "行政处罚"

    hazard_id: Mapped[UUID | None] = ref("hazard")
    number: Mapped[str]
    authority: Mapped[str]
    decided_on: Mapped[date]
    kind: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    """CNY; None when it is no fine."""


class QuarterReport(Record):
    """重大隐患季报 as it was signed and sent: one for each quarter."""

    __tablename__ = "quarter_report"
    __table_args__ = (UniqueConstraint("mine_id", "year", "quarter"),)
    zh: ClassVar[str] = "重大隐患季报"

    year: Mapped[int]
    quarter: Mapped[int]
    signed_by: Mapped[UUID]
    sent_on: Mapped[date]
    sent_to: Mapped[str]
    sha256: Mapped[str]
    """Of the file that was signed, as ``export`` told it."""
