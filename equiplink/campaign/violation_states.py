"""三违: 发现 → 三个倒查 → 处理; 问责: 提出 → 决定."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Misconduct(Word):
    """三违."""

    COMMAND = "command", "违章指挥"
    WORK = "work", "违章作业"
    DISCIPLINE = "discipline", "违反劳动纪律"


class BackCheck(Word):
    """三个倒查, as 阳应急发〔2024〕280号 asks of each violation."""

    DUTY = "duty", "责任倒查"
    TRAINING = "training", "培训和警示教育落实情况"
    MUTUAL = "mutual", "自保联保互保责任落实情况"


class ViolationState(Word):
    """How far a violation is."""

    FOUND = "found", "已登记"
    CLOSED = "closed", "已处理"


class AccountingState(Word):
    """How far an accountability is: the system proposes, people decide."""

    PROPOSED = "proposed", "待决定"
    UPHELD = "upheld", "予以问责"
    DROPPED = "dropped", "不予问责"


class TipState(Word):
    """How far an anonymous report is."""

    TOLD = "told", "待核实"
    TAKEN_UP = "taken_up", "已转隐患"
    DISMISSED = "dismissed", "查无实据"


_SAFETY = frozenset({Role.SAFETY_OFFICER, Role.INSPECTOR})

CONDUCT_VIOLATION = Machine(
    "conduct_violation",
    ViolationState,
    {
        (START, "report"): ViolationState.FOUND,
        (ViolationState.FOUND, "back_check"): ViolationState.FOUND,
        (ViolationState.FOUND, "close"): ViolationState.CLOSED,
    },
    zh="三违",
    says={"report": "登记", "back_check": "倒查", "close": "处理"},
    roles={"report": _SAFETY, "back_check": _SAFETY, "close": _SAFETY},
)

ACCOUNTING = Machine(
    "accounting",
    AccountingState,
    {
        (START, "propose"): AccountingState.PROPOSED,
        (AccountingState.PROPOSED, "uphold"): AccountingState.UPHELD,
        (AccountingState.PROPOSED, "drop"): AccountingState.DROPPED,
    },
    zh="问责",
    says={"propose": "提出", "uphold": "问责", "drop": "不予问责"},
    roles={
        "propose": _SAFETY | {Role.CLOCK},
        "uphold": frozenset({Role.APPROVER, Role.INSPECTOR}),
        "drop": frozenset({Role.APPROVER, Role.INSPECTOR}),
    },
)

TIP = Machine(
    "tip",
    TipState,
    {
        (START, "tell"): TipState.TOLD,
        (TipState.TOLD, "take_up"): TipState.TAKEN_UP,
        (TipState.TOLD, "dismiss"): TipState.DISMISSED,
    },
    zh="匿名举报",
    says={"tell": "举报", "take_up": "转为隐患", "dismiss": "办结"},
    roles={"take_up": _SAFETY, "dismiss": _SAFETY},
)
