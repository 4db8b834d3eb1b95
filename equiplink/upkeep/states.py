"""检测、维护、保养、维修、改造、报废的状态."""

from enum import StrEnum

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


class Measure(StrEnum):
    """What a test measures and a rule judges."""

    GAIN_G = "gain_g"
    """Weight that a self-rescuer gained since it was made, in g."""
    WORN_PERCENT = "worn_percent"
    """Bad wire area of a rope in use, in percent of the whole."""


class JobState(Word):
    """How far a job is."""

    OPEN = "open", "进行中"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class ScrapState(Word):
    """How far a scrapping is."""

    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不予报废"
    DESTROYED = "destroyed", "已销毁"


class Ground(StrEnum):
    """Why it is scrapped."""

    WORN_OUT = "worn_out"
    BEYOND_REPAIR = "beyond_repair"
    BANNED = "banned"
    EXPIRED = "expired"
    DAMAGED = "damaged"


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

SCRAPPING = Machine(
    "scrapping",
    ScrapState,
    {
        (START, "request"): ScrapState.REQUESTED,
        (ScrapState.REQUESTED, "approve"): ScrapState.APPROVED,
        (ScrapState.REQUESTED, "refuse"): ScrapState.REFUSED,
        (ScrapState.APPROVED, "destroy"): ScrapState.DESTROYED,
    },
    zh="报废",
    roles={
        "request": {Role.MECHANIC, Role.KEEPER},
        "approve": {Role.APPROVER},
        "refuse": {Role.APPROVER},
        "destroy": {Role.KEEPER},
    },
)
