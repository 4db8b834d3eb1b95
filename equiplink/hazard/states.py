"""隐患: 发现 → 责任到人 → 整改 → 验收销号."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class HazardState(Word):
    """How far a hazard is."""

    FOUND = "found", "发现"
    ASSIGNED = "assigned", "已交办"
    RECTIFIED = "rectified", "已整改"
    CLOSED = "closed", "已销号"


class Level(Word):
    """法定等级: 一般 or 重大."""

    GENERAL = "general", "一般"
    MAJOR = "major", "重大"


class Origin(Word):
    """Who found it; that decides who may close it (H10)."""

    MINE = "mine", "本矿自查"
    DEPARTMENT = "department", "部门检查"


class Channel(Word):
    """How it was found."""

    CHECK = "check", "检查"
    GATE = "gate", "入井"
    SWEEP = "sweep", "在井复查"
    RECALL = "recall", "停用通知"
    TIP = "tip", "标签举报"
    COUNTY = "county", "部门检查"
    DUTY = "duty", "逾期事项"
    COUNT = "count", "盘点"


class ExtensionState(Word):
    """How far a request for more time is."""

    ASKED = "asked", "已申请"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "已驳回"


class Scope(Word):
    """What makes another thing a sibling of the one with the hazard."""

    BATCH = "batch", "批次"
    MARK = "mark", "安标"
    PRODUCT = "product", "型号"
    SUPPLIER = "supplier", "供应商"


_SEEN = frozenset({Role.SAFETY_OFFICER, Role.INSPECTOR, Role.KEEPER, Role.MECHANIC, Role.CLOCK})
"""Who looks at things, and sees that a reason is gone or there again."""

HAZARD = Machine(
    "hazard",
    HazardState,
    {
        (START, "find"): HazardState.FOUND,
        (HazardState.FOUND, "assign"): HazardState.ASSIGNED,
        (HazardState.ASSIGNED, "assign"): HazardState.ASSIGNED,
        (HazardState.ASSIGNED, "rectify"): HazardState.RECTIFIED,
        (HazardState.RECTIFIED, "verify"): HazardState.CLOSED,
        (HazardState.RECTIFIED, "send_back"): HazardState.ASSIGNED,
        (HazardState.FOUND, "report_gone"): HazardState.RECTIFIED,
        (HazardState.ASSIGNED, "report_gone"): HazardState.RECTIFIED,
        (HazardState.RECTIFIED, "find_again"): HazardState.FOUND,
        (HazardState.CLOSED, "reopen"): HazardState.FOUND,
        (HazardState.ASSIGNED, "extend"): HazardState.ASSIGNED,
    },
    zh="隐患",
    says={
        "find": "发现",
        "assign": "下达整改",
        "rectify": "整改",
        "verify": "验收销号",
        "send_back": "退回整改",
        "report_gone": "原因消失",
        "find_again": "再次发现",
        "reopen": "重新打开",
        "extend": "延期",
    },
    roles={
        "assign": {Role.SAFETY_OFFICER},
        "verify": {Role.SAFETY_OFFICER, Role.INSPECTOR},
        "send_back": {Role.SAFETY_OFFICER, Role.INSPECTOR},
        "report_gone": _SEEN,
        "find_again": _SEEN,
        "reopen": {Role.SAFETY_OFFICER, Role.INSPECTOR},
        "extend": {Role.APPROVER, Role.INSPECTOR},
    },
)

HAZARD_EXTENSION = Machine(
    "hazard_extension",
    ExtensionState,
    {
        (START, "ask"): ExtensionState.ASKED,
        (ExtensionState.ASKED, "grant"): ExtensionState.GRANTED,
        (ExtensionState.ASKED, "refuse"): ExtensionState.REFUSED,
    },
    zh="隐患延期",
    says={"ask": "申请", "grant": "批准", "refuse": "驳回"},
    roles={
        "grant": {Role.APPROVER, Role.INSPECTOR},
        "refuse": {Role.APPROVER, Role.INSPECTOR},
    },
)
