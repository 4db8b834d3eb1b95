"""供应商状态. Debarment is a fact with dates, not a state."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Standing(Word):
    """Whether the mine keeps the supplier on its register."""

    ACTIVE = "active", "正常"
    SUSPENDED = "suspended", "暂停"
    STRUCK_OFF = "struck_off", "除名"


class Cause(Word):
    """Why somebody may not sell (rules S05 to S07)."""

    COLLUSION = "collusion", "串通投标"
    FRAUD = "fraud", "弄虚作假"
    NON_PERFORMANCE = "non_performance", "不履行合同"
    SAFETY_DISHONESTY = "safety_dishonesty", "安全生产失信"
    MARKET_DISHONESTY = "market_dishonesty", "市场监管失信"
    COURT_DEFAULT = "court_default", "失信被执行人"
    MINE_DECISION = "mine_decision", "本矿决定"


class MarkKind(Word):
    """What a later stage saw of the supplier."""

    DELIVERED_ON_TIME = "delivered_on_time", "按期到货"
    DELIVERED_LATE = "delivered_late", "逾期到货"
    ACCEPTED = "accepted", "验收合格"
    REJECTED = "rejected", "验收拒收"
    GATE_REFUSED = "gate_refused", "井口拒入"
    FAILED_UNDERGROUND = "failed_underground", "井下失效"


class Grade(Word):
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
    says={
        "register": "登记",
        "suspend": "暂停",
        "reinstate": "恢复",
        "strike_off": "除名",
    },
    roles={
        "register": {Role.BUYER},
        "suspend": {Role.APPROVER},
        "reinstate": {Role.APPROVER},
        "strike_off": {Role.APPROVER},
    },
)
