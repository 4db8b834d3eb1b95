"""合同与到货的状态."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine


class ContractState(StrEnum):
    """How far a contract is."""

    DRAFT = "draft"
    SIGNED = "signed"
    FULFILLED = "fulfilled"
    TERMINATED = "terminated"


class DeliveryState(StrEnum):
    """What became of one arrival."""

    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    RETURNED = "returned"


CONTRACT = Machine(
    "contract",
    ContractState,
    {
        (START, "draft"): ContractState.DRAFT,
        (ContractState.DRAFT, "sign"): ContractState.SIGNED,
        (ContractState.SIGNED, "fulfil"): ContractState.FULFILLED,
        (ContractState.SIGNED, "terminate"): ContractState.TERMINATED,
        (ContractState.DRAFT, "terminate"): ContractState.TERMINATED,
    },
    zh="合同",
    roles={
        "draft": {Role.BUYER},
        "sign": {Role.APPROVER},
        "fulfil": {Role.BUYER},
        "terminate": {Role.APPROVER},
    },
)

DELIVERY = Machine(
    "delivery",
    DeliveryState,
    {
        (START, "deliver"): DeliveryState.ARRIVED,
        (DeliveryState.ARRIVED, "close"): DeliveryState.ACCEPTED,
        (DeliveryState.ARRIVED, "return_all"): DeliveryState.RETURNED,
    },
    zh="到货",
    roles={
        "deliver": {Role.KEEPER},
        "close": {Role.ACCEPTOR},
        "return_all": {Role.ACCEPTOR},
    },
)
