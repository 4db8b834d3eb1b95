"""采购计划的状态.

Who signs and who returns is no matter of roles here: the set that was frozen
at the submission says it.
"""

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


class Matter(Word):
    """What a table of steps is for: the approval of a plan, or a suspicion of splitting."""

    PLAN = "plan", "采购计划审批"
    SPLIT = "split", "化整为零放行"


class Quorum(Word):
    """Whose signatures a step takes: everybody's of the frozen set, or anybody's."""

    ALL = "all", "会签"
    ANY = "any", "或签"


class Together(Word):
    """What amounts are added up for: the plan itself, goods of one class, one works project."""

    PLAN = "plan", "本计划"
    KIND = "kind", "同类"
    PROJECT = "project", "同项目"


PLAN = Machine(
    "plan",
    PlanState,
    {
        (START, "draft"): PlanState.DRAFT,
        (PlanState.DRAFT, "change"): PlanState.DRAFT,
        (PlanState.DRAFT, "submit"): PlanState.SUBMITTED,
        (PlanState.SUBMITTED, "withdraw"): PlanState.DRAFT,
        (PlanState.SUBMITTED, "sign"): PlanState.SUBMITTED,
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
        "withdraw": "撤回",
        "sign": "会签",
        "approve": "批准",
        "return": "退回",
        "close": "关闭",
    },
    roles={
        "draft": {Role.PLANNER},
        "change": {Role.PLANNER},
        "submit": {Role.PLANNER},
        "withdraw": {Role.PLANNER},
        "close": {Role.PLANNER},
    },
)
