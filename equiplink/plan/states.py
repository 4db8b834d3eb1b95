"""采购计划和需求单的状态.

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


LAPSING = (Period.MONTH, Period.URGENT)
"""The plans that may not lie unused; one of a quarter or a year is bought from bit by bit."""


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


class RequisitionState(Word):
    """What became of a need that a team filed."""

    FILED = "filed", "已提出"
    GATHERED = "gathered", "已汇总"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class Urgency(Word):
    """How a team says that it needs something."""

    NORMAL = "normal", "一般"
    PRESSING = "pressing", "较急"
    URGENT = "urgent", "紧急"


REQUISITION = Machine(
    "requisition",
    RequisitionState,
    {
        (START, "file"): RequisitionState.FILED,
        (RequisitionState.FILED, "gather"): RequisitionState.GATHERED,
        (RequisitionState.FILED, "return"): RequisitionState.RETURNED,
        (RequisitionState.FILED, "withdraw"): RequisitionState.WITHDRAWN,
        (RequisitionState.RETURNED, "correct"): RequisitionState.FILED,
        (RequisitionState.RETURNED, "withdraw"): RequisitionState.WITHDRAWN,
        (RequisitionState.GATHERED, "release"): RequisitionState.FILED,
    },
    zh="需求单",
    says={
        "file": "提出",
        "gather": "汇总",
        "return": "退回",
        "withdraw": "撤回",
        "correct": "更正",
        "release": "退出汇总",
    },
    roles={"gather": {Role.PLANNER}, "return": {Role.PLANNER}, "release": {Role.PLANNER}},
)
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
        (PlanState.APPROVED, "regularise"): PlanState.APPROVED,
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
        "regularise": "补办手续",
        "close": "关闭",
    },
    roles={
        "draft": {Role.PLANNER},
        "change": {Role.PLANNER},
        "submit": {Role.PLANNER},
        "withdraw": {Role.PLANNER},
        "regularise": {Role.PLANNER},
        "close": {Role.PLANNER},
    },
)
