"""供应商状态. Debarment is a fact with dates, not a state."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Standing(Word):
    """Whether the mine keeps the supplier on its register."""

    ACTIVE = "active", "正常"
    SUSPENDED = "suspended", "暂停"
    STRUCK_OFF = "struck_off", "除名"


class Cause(StrEnum):
    """Why somebody may not sell (rules S05 to S07)."""

    COLLUSION = "collusion"
    FRAUD = "fraud"
    NON_PERFORMANCE = "non_performance"
    SAFETY_DISHONESTY = "safety_dishonesty"
    MARKET_DISHONESTY = "market_dishonesty"
    COURT_DEFAULT = "court_default"
    MINE_DECISION = "mine_decision"


class MarkKind(StrEnum):
    """What a later stage saw of the supplier."""

    DELIVERED_ON_TIME = "delivered_on_time"
    DELIVERED_LATE = "delivered_late"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    GATE_REFUSED = "gate_refused"
    FAILED_UNDERGROUND = "failed_underground"


class Grade(StrEnum):
    """What the marks add up to."""

    A = "A"
    B = "B"
    C = "C"


SUPPLIER = Machine(
    "supplier",
    Standing,
    {
        (START, "register"): Standing.ACTIVE,
        (Standing.ACTIVE, "suspend"): Standing.SUSPENDED,
        (Standing.SUSPENDED, "reinstate"): Standing.ACTIVE,
        (Standing.ACTIVE, "strike_off"): Standing.STRUCK_OFF,
        (Standing.SUSPENDED, "strike_off"): Standing.STRUCK_OFF,
    },
    zh="供应商",
    roles={
        "register": {Role.BUYER},
        "suspend": {Role.APPROVER},
        "reinstate": {Role.APPROVER},
        "strike_off": {Role.APPROVER},
    },
)
