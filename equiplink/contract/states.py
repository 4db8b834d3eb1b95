"""合同与到货的状态."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class ContractState(Word):
    """How far a contract is."""

    DRAFT = "draft", "起草"
    SIGNED = "signed", "已签订"
    FULFILLED = "fulfilled", "已履行"
    TERMINATED = "terminated", "已解除"


class DeliveryState(Word):
    """What became of one arrival."""

    ARRIVED = "arrived", "已到货"
    ACCEPTED = "accepted", "已验收"
    RETURNED = "returned", "整批退回"


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
    says={
        "draft": "起草",
        "sign": "签订",
        "fulfil": "履约完成",
        "terminate": "终止",
    },
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
    says={
        "deliver": "到货",
        "close": "办结",
        "return_all": "整单退回",
    },
    roles={
        "deliver": {Role.KEEPER},
        "close": {Role.ACCEPTOR},
        "return_all": {Role.ACCEPTOR},
    },
)
