"""Who has to sign: the mine's table of steps, and the set that a submission froze.

A frozen step names its subject by table and id, so that other records than
plans can be signed by the same grammar.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Money, Record, choice, ref
from equiplink.mine.states import Role
from equiplink.plan.states import Matter, Quorum


class Route(Record):
    """One version of the mine's table of steps; it is never changed, the next replaces it."""

    __tablename__ = "approval_route"
    __table_args__ = (UniqueConstraint("mine_id", "matter", "number"),)
    zh: ClassVar[str] = "审批流程"

    matter: Mapped[Matter] = choice(Matter)
    number: Mapped[int]
    reason: Mapped[str]
    set_by_id: Mapped[UUID]
    set_at: Mapped[datetime]


class RouteStep(Record):
    """A row of the table: when the step applies, and who signs it.

    Steps with the same ``no`` are open together. ``from_amount`` in CNY, the
    number included; empty lists mean any class and any period.
    """

    __tablename__ = "approval_route_step"
    __table_args__ = (UniqueConstraint("mine_id", "route_id", "no", "name"),)
    zh: ClassVar[str] = "审批环节"

    route_id: Mapped[UUID] = ref("approval_route")
    no: Mapped[int]
    name: Mapped[str]
    from_amount: Mapped[Decimal | None] = mapped_column(Money)
    classes: Mapped[list[str]] = mapped_column(Json, default=list)
    """Codes of device classes or of their categories; their amounts are added up."""
    periods: Mapped[list[str]] = mapped_column(Json, default=list)
    roles: Mapped[list[str]] = mapped_column(Json, default=list)
    people: Mapped[list[str]] = mapped_column(Json, default=list)
    """Ids of the people who are named."""
    quorum: Mapped[Quorum] = choice(Quorum)
    days: Mapped[int]
    """Within how many days the mine wishes the step to be signed."""
    tell: Mapped[Role] = choice(Role)
    """Who is told when it is late."""


class SigningStep(Record):
    """A step as the submission froze it, and when it was opened and closed."""

    __tablename__ = "approval_step"
    __table_args__ = (
        Index(
            "uq_approval_step_one_live",
            "mine_id",
            "subject",
            "subject_id",
            "no",
            "name",
            unique=True,
            sqlite_where=text("voided_at is null"),
            postgresql_where=text("voided_at is null"),
        ),
        Index("ix_approval_step_subject", "mine_id", "subject_id"),
    )
    zh: ClassVar[str] = "会签环节"

    subject: Mapped[str]
    """The table of the record that is signed."""
    subject_id: Mapped[UUID]
    revision: Mapped[int]
    route: Mapped[int]
    """The version of the table of steps; 0 where the mine has none for the matter."""
    no: Mapped[int]
    name: Mapped[str]
    quorum: Mapped[Quorum] = choice(Quorum)
    days: Mapped[int]
    tell: Mapped[Role] = choice(Role)
    because: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The row and the amounts that made it apply."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When it was signed as its quorum asks, or the record was returned from it."""
    voided_at: Mapped[datetime | None]
    """When the set lost its force: the content changed, or it was returned or withdrawn."""


class Seat(Record):
    """A person's place in one frozen step, and his signature, or that of his delegate."""

    __tablename__ = "approval_seat"
    __table_args__ = (UniqueConstraint("mine_id", "step_id", "person_id"),)
    zh: ClassVar[str] = "签署席位"

    step_id: Mapped[UUID] = ref("approval_step")
    person_id: Mapped[UUID] = ref("person")
    name: Mapped[str]
    """His name on the day on which the seat became his."""
    roles: Mapped[list[str]] = mapped_column(Json, default=list)
    """He must still hold one of these when he signs; none for who was named himself."""
    instead_of_id: Mapped[UUID | None] = ref("person")
    """Who held it when it was frozen, where he left before he signed."""
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[UUID | None]


class Delegation(Record):
    """Who signs for somebody who is out of office. Both days count."""

    __tablename__ = "approval_delegation"
    zh: ClassVar[str] = "代签授权"

    person_id: Mapped[UUID] = ref("person")
    delegate_id: Mapped[UUID] = ref("person")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str]
    ended_at: Mapped[datetime | None]
    """When he took it back."""


class SplitWaiver(Record):
    """A named officer's signature that a plan cannot be combined with what was bought lately."""

    __tablename__ = "split_waiver"
    __table_args__ = (UniqueConstraint("mine_id", "plan_id", "revision", "person_id"),)
    zh: ClassVar[str] = "化整为零放行意见"

    plan_id: Mapped[UUID] = ref("plan")
    revision: Mapped[int]
    """It holds for this revision only."""
    person_id: Mapped[UUID] = ref("person")
    reason: Mapped[str]
    at: Mapped[datetime]
