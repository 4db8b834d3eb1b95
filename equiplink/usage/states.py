"""使用: the words of where a thing is and how long it ran."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Gauge(Word):
    """What a meter counts."""

    HOURS = "hours", "运行时间（小时）"
    TONNES = "tonnes", "过煤量（吨）"


class HandoverState(Word):
    """How far a handover is. Until it is accepted the giver answers for the thing."""

    OFFERED = "offered", "待接收"
    ACCEPTED = "accepted", "已接收"
    DECLINED = "declined", "拒收"
    WITHDRAWN = "withdrawn", "已撤回"


HANDOVER = Machine(
    "handover",
    HandoverState,
    {
        (START, "offer"): HandoverState.OFFERED,
        (HandoverState.OFFERED, "accept"): HandoverState.ACCEPTED,
        (HandoverState.OFFERED, "decline"): HandoverState.DECLINED,
        (HandoverState.OFFERED, "withdraw"): HandoverState.WITHDRAWN,
    },
    zh="移交",
    says={"offer": "移交", "accept": "接收", "decline": "拒收", "withdraw": "撤回"},
    roles={
        "offer": {Role.MECHANIC, Role.KEEPER},
        "withdraw": {Role.MECHANIC, Role.KEEPER},
    },
)
"""Who accepts or declines is not asked for a role: it is the receiver himself (U20)."""


class StocktakeState(Word):
    """How far a stocktake is."""

    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


class Tally(Word):
    """What was counted against what stands there by the register."""

    MATCH = "match", "相符"
    MISSING = "missing", "盘亏"
    UNEXPECTED = "unexpected", "盘盈"


STOCKTAKE = Machine(
    "stocktake",
    StocktakeState,
    {
        (START, "open"): StocktakeState.OPEN,
        (StocktakeState.OPEN, "count"): StocktakeState.OPEN,
        (StocktakeState.OPEN, "close"): StocktakeState.CLOSED,
    },
    zh="盘点",
    says={"open": "开始盘点", "count": "登记盘点", "close": "结束盘点"},
    roles={each: {Role.KEEPER, Role.SAFETY_OFFICER} for each in ("open", "count", "close")},
)
