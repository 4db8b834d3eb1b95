"""拒收之后和不相容岗位: what becomes of rejected goods, and which duties exclude each other."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Disposal(Word):
    """What rejected goods are sent back for; a concession is the third way."""

    RETURN = "return", "退货"
    REPLACE = "replace", "换货"


class ConcessionState(Word):
    """How far a concession is."""

    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"


class Duty(Word):
    """What a person does for goods in their life, as far as it must be kept apart."""

    PLAN = "plan", "计划"
    BUY = "buy", "采购"
    RECEIVE = "receive", "到货登记"
    ACCEPT = "accept", "验收"
    KEEP = "keep", "保管"


CONCESSION = Machine(
    "concession",
    ConcessionState,
    {
        (START, "request"): ConcessionState.REQUESTED,
        (ConcessionState.REQUESTED, "approve"): ConcessionState.APPROVED,
        (ConcessionState.REQUESTED, "refuse"): ConcessionState.REFUSED,
    },
    zh="让步接收",
    says={"request": "申请", "approve": "批准", "refuse": "不予批准"},
    roles={
        "request": {Role.PLANNER, Role.MECHANIC, Role.ACCEPTOR},
        "approve": {Role.APPROVER},
        "refuse": {Role.APPROVER},
    },
)
