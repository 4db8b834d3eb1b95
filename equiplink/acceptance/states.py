"""验收的状态."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine


class AcceptanceState(StrEnum):
    """The verdict on one thing that arrived: a unit, or a batch of a lot."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"


class Check(StrEnum):
    """What is looked at on the floor, beside the papers."""

    APPEARANCE = "appearance"
    SAMPLE = "sample"
    SEAL = "seal"


ACCEPTANCE = Machine(
    "acceptance",
    AcceptanceState,
    {
        (START, "present"): AcceptanceState.PENDING,
        (AcceptanceState.PENDING, "accept"): AcceptanceState.ACCEPTED,
        (AcceptanceState.PENDING, "reject"): AcceptanceState.REJECTED,
        (AcceptanceState.REJECTED, "send_back"): AcceptanceState.SENT_BACK,
    },
    zh="验收",
    roles={
        "present": {Role.KEEPER, Role.ACCEPTOR},
        "accept": {Role.ACCEPTOR},
        "reject": {Role.ACCEPTOR},
        "send_back": {Role.KEEPER},
    },
)
