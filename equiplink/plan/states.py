"""采购计划的状态."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class PlanState(Word):
    """How far a plan is."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    APPROVED = "approved", "已批准"
    CLOSED = "closed", "已关闭"


class Period(StrEnum):
    """年度、季度、月度、急需."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    URGENT = "urgent"


PLAN = Machine(
    "plan",
    PlanState,
    {
        (START, "draft"): PlanState.DRAFT,
        (PlanState.DRAFT, "change"): PlanState.DRAFT,
        (PlanState.DRAFT, "submit"): PlanState.SUBMITTED,
        (PlanState.SUBMITTED, "approve"): PlanState.APPROVED,
        (PlanState.SUBMITTED, "return"): PlanState.DRAFT,
        (PlanState.SUBMITTED, "change"): PlanState.DRAFT,
        (PlanState.APPROVED, "change"): PlanState.DRAFT,
        (PlanState.APPROVED, "close"): PlanState.CLOSED,
    },
    zh="采购计划",
    roles={
        "draft": {Role.PLANNER},
        "change": {Role.PLANNER},
        "submit": {Role.PLANNER},
        "approve": {Role.APPROVER},
        "return": {Role.APPROVER},
        "close": {Role.PLANNER},
    },
)
