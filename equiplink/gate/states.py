"""The words of the gate. A scan has no states: it is a fact; an emergency is decided."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Together(Word):
    """How the things on one trip go: each by itself, or all or none."""

    EACH = "each", "逐件放行"
    ALL = "all", "整车放行"


class Verdict(Word):
    """What one rule says of one scan."""

    PASSED = "passed", "符合"
    WARNED = "warned", "提示"
    FAILED = "failed", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Direction(Word):
    """入井 or 升井."""

    IN = "in", "入井"
    OUT = "out", "升井"


class EmergencyState(Word):
    """How far an emergency entry is."""

    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不批准"
    USED = "used", "已入井"
    WITHDRAWN = "withdrawn", "已撤回"


EMERGENCY_ENTRY = Machine(
    "emergency_entry",
    EmergencyState,
    {
        (START, "request"): EmergencyState.REQUESTED,
        (EmergencyState.REQUESTED, "approve"): EmergencyState.APPROVED,
        (EmergencyState.REQUESTED, "refuse"): EmergencyState.REFUSED,
        (EmergencyState.REQUESTED, "withdraw"): EmergencyState.WITHDRAWN,
        (EmergencyState.APPROVED, "withdraw"): EmergencyState.WITHDRAWN,
        (EmergencyState.APPROVED, "use"): EmergencyState.USED,
        (EmergencyState.USED, "undo_use"): EmergencyState.APPROVED,
    },
    zh="应急入井",
    says={
        "request": "申请",
        "approve": "批准",
        "refuse": "不批准",
        "withdraw": "撤回",
        "use": "入井",
        "undo_use": "更正入井",
    },
    roles={
        "request": {Role.MECHANIC, Role.KEEPER, Role.SAFETY_OFFICER},
        "approve": {Role.APPROVER, Role.SAFETY_OFFICER},
        "refuse": {Role.APPROVER, Role.SAFETY_OFFICER},
        "withdraw": {Role.APPROVER, Role.SAFETY_OFFICER},
        "use": {Role.KEEPER},
        "undo_use": {Role.KEEPER, Role.SAFETY_OFFICER},
    },
)
