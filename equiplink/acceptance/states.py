"""验收的状态."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class AcceptanceState(Word):
    """The verdict on one thing that arrived: a unit, or a batch of a lot."""

    PENDING = "pending", "待验"
    ACCEPTED = "accepted", "合格"
    REJECTED = "rejected", "拒收"
    SENT_BACK = "sent_back", "已退回"


class Check(Word):
    """What is looked at on the floor, beside the papers."""

    APPEARANCE = "appearance", "外观"
    SAMPLE = "sample", "抽检"
    SEAL = "seal", "封印"


ACCEPTANCE = Machine(
    "acceptance",
    AcceptanceState,
    {
        (START, "present"): AcceptanceState.PENDING,
        (START, "part_off"): AcceptanceState.PENDING,
        (AcceptanceState.PENDING, "split"): AcceptanceState.PENDING,
        (AcceptanceState.PENDING, "accept"): AcceptanceState.ACCEPTED,
        (AcceptanceState.PENDING, "reject"): AcceptanceState.REJECTED,
        (AcceptanceState.REJECTED, "concede"): AcceptanceState.ACCEPTED,
        (AcceptanceState.REJECTED, "send_back"): AcceptanceState.SENT_BACK,
    },
    zh="验收",
    says={
        "present": "提交验收",
        "part_off": "拆出",
        "split": "拆分",
        "accept": "验收合格",
        "reject": "拒收",
        "concede": "让步接收",
        "send_back": "退货",
    },
    roles={
        "present": {Role.KEEPER, Role.ACCEPTOR},
        "part_off": {Role.ACCEPTOR},
        "split": {Role.ACCEPTOR},
        "accept": {Role.ACCEPTOR},
        "reject": {Role.ACCEPTOR},
        "concede": {Role.APPROVER},
        "send_back": {Role.KEEPER},
    },
)
