"""采购计划的状态."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class PlanState(Word):
    """How far a plan is."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    APPROVED = "approved", "已批准"
    CLOSED = "closed", "已关闭"


class Period(Word):
    """年度、季度、月度、急需."""

    YEAR = "year", "年度"
    QUARTER = "quarter", "季度"
    MONTH = "month", "月度"
    URGENT = "urgent", "紧急"


class Supply(Word):
    """Who buys: the group for all its mines together, the mine itself, or nobody outside."""

    JOINT = "joint", "统购"
    OWN = "own", "自购"
    INTERNAL = "internal", "内供"


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
    says={
        "draft": "编制",
        "change": "修改",
        "submit": "提交",
        "approve": "批准",
        "return": "退回",
        "close": "关闭",
    },
    roles={
        "draft": {Role.PLANNER},
        "change": {Role.PLANNER},
        "submit": {Role.PLANNER},
        "approve": {Role.APPROVER},
        "return": {Role.APPROVER},
        "close": {Role.PLANNER},
    },
)
