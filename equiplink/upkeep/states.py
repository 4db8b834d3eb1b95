"""检测、维护、保养、维修、改造、报废的状态."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class JobKind(Word):
    """Five of the nine words of 煤矿安全生产条例 第二十五条."""

    TEST = "test", "检测"
    MAINTENANCE = "maintenance", "维护"
    CARE = "care", "保养"
    REPAIR = "repair", "维修"
    MODIFICATION = "modification", "改造"


VOIDS_FITNESS = frozenset({JobKind.REPAIR, JobKind.MODIFICATION})
"""After these nothing goes down before a new pre-entry inspection."""


class Measure(Word):
    """What a test measures and a rule judges."""

    GAIN_G = "gain_g", "自救器增重（克）"
    """Weight that a self-rescuer gained since it was made, in g."""
    WORN_PERCENT = "worn_percent", "钢丝绳断丝面积（%）"
    """Bad wire area of a rope, in percent of the whole."""
    THINNER_PERCENT = "thinner_percent", "钢丝绳直径减小（%）"
    """Diameter that a rope lost, in percent of its nominal one."""


class JobState(Word):
    """How far a job is."""

    OPEN = "open", "进行中"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class OverhaulState(Word):
    """Where a planned overhaul stands."""

    PLANNED = "planned", "待大修"
    DONE = "done", "已完成"
    DROPPED = "dropped", "已取消"


class ScrapState(Word):
    """How far a scrapping is."""

    REQUESTED = "requested", "已申请"
    CONDEMNED = "condemned", "鉴定报废"
    RETURNED = "returned", "退回使用"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不予报废"
    DESTROYED = "destroyed", "已销毁"


class Ground(Word):
    """Why it is scrapped."""

    WORN_OUT = "worn_out", "磨损到限"
    BEYOND_REPAIR = "beyond_repair", "无修复价值"
    BANNED = "banned", "列入禁用目录"
    EXPIRED = "expired", "过期"
    DAMAGED = "damaged", "损坏"


class FaultState(Word):
    """Whether a fault is put right."""

    OPEN = "open", "未恢复"
    CLEARED = "cleared", "已恢复"


class OutsideState(Word):
    """Where a thing is that is repaired outside the mine."""

    SENT = "sent", "外委在修"
    RETURNED = "returned", "已返回"


class UrgentState(Word):
    """How far urgent work is. It ends by itself, at its time."""

    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不批准"
    WITHDRAWN = "withdrawn", "已撤回"


FAULT = Machine(
    "fault",
    FaultState,
    {
        (START, "report"): FaultState.OPEN,
        (FaultState.OPEN, "clear"): FaultState.CLEARED,
    },
    zh="故障",
    says={"report": "报告故障", "clear": "恢复"},
    roles={each: {Role.MECHANIC, Role.KEEPER} for each in ("report", "clear")},
)

OUTSIDE_REPAIR = Machine(
    "outside_repair",
    OutsideState,
    {
        (START, "send_out"): OutsideState.SENT,
        (OutsideState.SENT, "take_back"): OutsideState.RETURNED,
    },
    zh="外委维修",
    says={"send_out": "送出", "take_back": "返回"},
    roles={each: {Role.MECHANIC, Role.KEEPER} for each in ("send_out", "take_back")},
)

URGENT_WORK = Machine(
    "urgent_work",
    UrgentState,
    {
        (START, "request"): UrgentState.REQUESTED,
        (UrgentState.REQUESTED, "approve"): UrgentState.APPROVED,
        (UrgentState.REQUESTED, "refuse"): UrgentState.REFUSED,
        (UrgentState.REQUESTED, "withdraw"): UrgentState.WITHDRAWN,
        (UrgentState.APPROVED, "withdraw"): UrgentState.WITHDRAWN,
    },
    zh="应急作业",
    says={"request": "申请", "approve": "批准", "refuse": "不批准", "withdraw": "撤回"},
    roles={
        "request": {Role.MECHANIC, Role.KEEPER, Role.SAFETY_OFFICER},
        **{
            each: {Role.APPROVER, Role.SAFETY_OFFICER} for each in ("approve", "refuse", "withdraw")
        },
    },
)

JOB = Machine(
    "job",
    JobState,
    {
        (START, "start_test"): JobState.OPEN,
        (START, "start_maintenance"): JobState.OPEN,
        (START, "start_care"): JobState.OPEN,
        (START, "start_repair"): JobState.OPEN,
        (START, "start_modification"): JobState.OPEN,
        (JobState.OPEN, "pass"): JobState.PASSED,
        (JobState.OPEN, "fail"): JobState.FAILED,
    },
    zh="检修",
    says={
        "start_test": "开始检测",
        "start_maintenance": "开始维护",
        "start_care": "开始保养",
        "start_repair": "开始维修",
        "start_modification": "开始改造",
        "pass": "合格",
        "fail": "不合格",
    },
    roles={
        "start_test": {Role.MECHANIC},
        "start_maintenance": {Role.MECHANIC},
        "start_care": {Role.MECHANIC},
        "start_repair": {Role.MECHANIC},
        "start_modification": {Role.MECHANIC},
        "pass": {Role.MECHANIC},
        "fail": {Role.MECHANIC},
    },
)

OVERHAUL = Machine(
    "overhaul",
    OverhaulState,
    {
        (START, "plan"): OverhaulState.PLANNED,
        (OverhaulState.PLANNED, "finish"): OverhaulState.DONE,
        (OverhaulState.PLANNED, "drop"): OverhaulState.DROPPED,
    },
    zh="大修计划",
    says={"plan": "列入", "finish": "完成", "drop": "取消"},
    roles={
        "plan": {Role.MECHANIC, Role.APPROVER},
        "finish": {Role.MECHANIC},
        "drop": {Role.APPROVER},
    },
)

SCRAPPING = Machine(
    "scrapping",
    ScrapState,
    {
        (START, "request"): ScrapState.REQUESTED,
        (ScrapState.REQUESTED, "condemn"): ScrapState.CONDEMNED,
        (ScrapState.REQUESTED, "find_usable"): ScrapState.RETURNED,
        (ScrapState.CONDEMNED, "approve"): ScrapState.APPROVED,
        (ScrapState.CONDEMNED, "refuse"): ScrapState.REFUSED,
        (ScrapState.APPROVED, "destroy"): ScrapState.DESTROYED,
    },
    zh="报废",
    says={
        "request": "申请",
        "condemn": "鉴定报废",
        "find_usable": "鉴定可用",
        "approve": "批准",
        "refuse": "驳回",
        "destroy": "销毁",
    },
    roles={
        "request": {Role.MECHANIC, Role.KEEPER},
        "condemn": {Role.MECHANIC, Role.EX_INSPECTOR},
        "find_usable": {Role.MECHANIC, Role.EX_INSPECTOR},
        "approve": {Role.APPROVER},
        "refuse": {Role.APPROVER},
        "destroy": {Role.KEEPER},
    },
)
