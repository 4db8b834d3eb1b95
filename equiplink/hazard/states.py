"""隐患: 发现 → 责任到人 → 整改 → 验收销号."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class HazardState(Word):
    """How far a hazard is."""

    FOUND = "found", "发现"
    ASSIGNED = "assigned", "已交办"
    RECTIFIED = "rectified", "已整改"
    CLOSED = "closed", "已销号"


class Level(StrEnum):
    """法定等级: 一般 or 重大."""

    GENERAL = "general"
    MAJOR = "major"


class Origin(StrEnum):
    """Who found it; that decides who may close it (H10)."""

    MINE = "mine"
    DEPARTMENT = "department"


class HoldSubject(StrEnum):
    """What a hold stops."""

    ITEM = "item"
    PRODUCT = "product"
    MARK = "mark"
    SUPPLIER = "supplier"


class HoldKind(StrEnum):
    """Why it is held."""

    HAZARD = "hazard"
    STOP_USE = "stop_use"
    SEALED = "sealed"
    QUARANTINE = "quarantine"


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
    },
    zh="隐患",
    roles={
        "assign": {Role.SAFETY_OFFICER},
        "verify": {Role.SAFETY_OFFICER, Role.INSPECTOR},
        "send_back": {Role.SAFETY_OFFICER, Role.INSPECTOR},
    },
)
