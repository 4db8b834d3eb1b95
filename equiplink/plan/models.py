"""Plans, their lines and their approvals."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Money, Quantity, Record, Stateful, choice, ref
from equiplink.plan.states import Period, PlanState, RequisitionState, Supply, Urgency


class Plan(Stateful):
    """采购计划书. ``budget`` in CNY bounds the sum of the lines."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "采购计划"

    state: Mapped[PlanState] = choice(PlanState)
    number: Mapped[str]
    title: Mapped[str]
    period: Mapped[Period] = choice(Period)
    budget: Mapped[Decimal] = mapped_column(Money)
    project: Mapped[str]
    """The works project the goods belong to; empty for normal production."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it cannot wait, such as the breakdown; asked of an urgent plan."""
    copied_from_id: Mapped[UUID | None] = ref("plan")
    """The plan of an earlier period whose lines it took over."""
    regularised_on: Mapped[date | None]
    """When the papers of an urgent purchase were made up for."""
    requester_id: Mapped[UUID]
    revision: Mapped[int] = mapped_column(default=1)
    submitted_at: Mapped[datetime | None]
    """When it was last submitted: from then on it counts in what is added up."""


class PlanLine(Record):
    """One line: what, how many, for how much, by when, where, and with which papers."""

    __tablename__ = "plan_line"
    __table_args__ = (
        UniqueConstraint("mine_id", "plan_id", "no"),
        CheckConstraint("quantity > 0", "quantity"),
        CheckConstraint("estimate >= 0", "estimate"),
    )
    zh: ClassVar[str] = "计划行"

    plan_id: Mapped[UUID] = ref("plan")
    no: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str]
    estimate: Mapped[Decimal] = mapped_column(Money)
    """Estimated price of one unit, CNY."""
    need_by: Mapped[date]
    place_id: Mapped[UUID] = ref("place")
    purpose: Mapped[str]
    papers: Mapped[list[str]] = mapped_column(Json, default=list)
    code: Mapped[str] = mapped_column(default="")
    """物资编码, the mine's own code of the goods."""
    supply: Mapped[Supply] = choice(Supply)
    suppliers: Mapped[list[str]] = mapped_column(Json, default=list)
    """Ids of the suppliers that the planner recommends."""
    spare: Mapped[bool] = mapped_column(default=False)
    """备品备件: kept for a machine that runs."""
    remark: Mapped[str] = mapped_column(default="")
    revision: Mapped[int]
    """The revision of the plan in which this line last changed."""
    removed: Mapped[bool] = mapped_column(default=False)
    """A line is never deleted: what was tendered from it keeps its origin."""


class Approval(Record):
    """A signature on one revision; a change of content voids it."""

    __tablename__ = "plan_approval"
    zh: ClassVar[str] = "审批意见"

    plan_id: Mapped[UUID] = ref("plan")
    revision: Mapped[int]
    person_id: Mapped[UUID]
    for_id: Mapped[UUID | None]
    """Whose seat it was, when a delegate signed."""
    step: Mapped[str]
    """The names of the steps that it was for."""
    approved: Mapped[bool]
    note: Mapped[str]
    at: Mapped[datetime]
    voided_at: Mapped[datetime | None]


class Requisition(Stateful):
    """需求单: what a team needs. Once gathered it names the plan line that carries it.

    ``description`` tells of goods that the catalogue does not have yet;
    ``equipment`` names the machine that it is for.
    """

    __tablename__ = "requisition"
    __table_args__ = (
        UniqueConstraint("mine_id", "number"),
        CheckConstraint("quantity > 0", "quantity"),
    )
    zh: ClassVar[str] = "需求单"

    state: Mapped[RequisitionState] = choice(RequisitionState)
    number: Mapped[str]
    team_id: Mapped[UUID] = ref("team")
    requester_id: Mapped[UUID]
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"))
    description: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str]
    estimate: Mapped[Decimal | None] = mapped_column(Money)
    """What the team thinks that one unit costs, CNY."""
    purpose: Mapped[str]
    place_id: Mapped[UUID] = ref("place")
    need_by: Mapped[date]
    urgency: Mapped[Urgency] = choice(Urgency)
    equipment: Mapped[str]
    plan_line_id: Mapped[UUID | None] = ref("plan_line")


class YearBudget(Record):
    """年度预算: how much may be planned of one category of goods in one year."""

    __tablename__ = "year_budget"
    __table_args__ = (
        UniqueConstraint("mine_id", "year", "category"),
        CheckConstraint("amount >= 0", "amount"),
    )
    zh: ClassVar[str] = "年度预算"

    year: Mapped[int]
    category: Mapped[str]
    """SBLB code, as the classes of goods have it."""
    amount: Mapped[Decimal] = mapped_column(Money)
