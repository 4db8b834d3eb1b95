"""重大隐患: 督办（责令停产整顿）→ 整改 → 恢复生产验收 → 批准 → 公告; 处罚; 季报."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class OrderState(Word):
    """How far a department's order is."""

    ISSUED = "issued", "督办中"
    LIFTED = "lifted", "已解除"


class RestartState(Word):
    """How far an application to produce again is."""

    APPLIED = "applied", "已申请"
    ACCEPTED = "accepted", "验收合格"
    REVIEWED = "reviewed", "已审核"
    APPROVED = "approved", "已批准"
    ANNOUNCED = "announced", "已公告"
    REFUSED = "refused", "不予恢复"


_OF_DEPARTMENT = {Role.INSPECTOR}

SUPERVISION_ORDER = Machine(
    "supervision_order",
    OrderState,
    {
        (START, "issue"): OrderState.ISSUED,
        (OrderState.ISSUED, "lift"): OrderState.LIFTED,
    },
    zh="督办单",
    says={"issue": "下达", "lift": "解除"},
    roles={"issue": _OF_DEPARTMENT | {Role.SAFETY_OFFICER}, "lift": _OF_DEPARTMENT},
)

RESTART = Machine(
    "restart",
    RestartState,
    {
        (START, "apply"): RestartState.APPLIED,
        (RestartState.APPLIED, "accept"): RestartState.ACCEPTED,
        (RestartState.ACCEPTED, "review"): RestartState.REVIEWED,
        (RestartState.REVIEWED, "approve"): RestartState.APPROVED,
        (RestartState.APPROVED, "announce"): RestartState.ANNOUNCED,
        (RestartState.APPLIED, "refuse"): RestartState.REFUSED,
        (RestartState.ACCEPTED, "refuse"): RestartState.REFUSED,
        (RestartState.REVIEWED, "refuse"): RestartState.REFUSED,
    },
    zh="恢复生产",
    says={
        "apply": "申请",
        "accept": "验收",
        "review": "审核",
        "approve": "批准",
        "announce": "公告",
        "refuse": "不予恢复",
    },
    roles={
        "apply": {Role.APPROVER},
        "accept": _OF_DEPARTMENT,
        "review": _OF_DEPARTMENT,
        "approve": _OF_DEPARTMENT,
        "announce": _OF_DEPARTMENT,
        "refuse": _OF_DEPARTMENT,
    },
)
