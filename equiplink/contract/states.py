"""合同、到货、补充协议、保证金与违约金的状态和用词."""

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


class AmendmentState(Word):
    """Whether a change binds. What is void keeps its number."""

    PROPOSED = "proposed", "拟定"
    SIGNED = "signed", "已签订"
    VOID = "void", "作废"


class BondState(Word):
    """Where the money of a bond is."""

    HELD = "held", "已收"
    CALLED = "called", "已扣"
    RETURNED = "returned", "已退"


class PenaltyState(Word):
    """Whether a penalty stands."""

    ASSERTED = "asserted", "已主张"
    WAIVED = "waived", "已免除"


class LineKind(Word):
    """Why a line is in the contract. What is free has no price and is tied to what was bought."""

    ORDERED = "ordered", "采购"
    FREE = "free", "随货免费"
    REPLACEMENT = "replacement", "质保更换"


class Event(Word):
    """What releases a part of the price, in the order in which it comes."""

    SIGNING = "signing", "签订合同"
    DELIVERY = "delivery", "全部到货"
    ACCEPTANCE = "acceptance", "验收合格"
    FIRST_ENTRY = "first_entry", "首次安全入井"
    WARRANTY_END = "warranty_end", "质保期满"


class Means(Word):
    """How money is paid."""

    BANK = "bank", "银行转账"
    BILL = "bill", "承兑汇票"
    CASH = "cash", "现金"
    BARTER = "barter", "实物抵付"


class BondKind(Word):
    """What a bond secures."""

    PERFORMANCE = "performance", "履约保证金"
    QUALITY = "quality", "质量保证金"


class BondForm(Word):
    """How a bond was given."""

    CASH = "cash", "现款"
    GUARANTEE = "guarantee", "保函"


class Reason(Word):
    """Why a contract is changed."""

    FORCE_MAJEURE = "force_majeure", "不可抗力"
    LAW_CHANGE = "law_change", "法律政策变化"
    ADD_ON = "add_on", "追加相同标的"
    MINE_CANNOT_RECEIVE = "mine_cannot_receive", "本矿原因不能接收"
    NEED_CHANGED = "need_changed", "需求变化"
    EARLIER = "earlier", "提前交货"
    CONCESSION = "concession", "协商调整"


class Defect(Word):
    """What does not conform."""

    QUANTITY = "quantity", "数量不符"
    APPEARANCE = "appearance", "外观瑕疵"
    QUALITY = "quality", "质量不符"
    HIDDEN = "hidden", "隐蔽瑕疵"


CONTRACT = Machine(
    "contract",
    ContractState,
    {
        (START, "draft"): ContractState.DRAFT,
        (ContractState.DRAFT, "agree"): ContractState.DRAFT,
        (ContractState.DRAFT, "sign"): ContractState.SIGNED,
        (ContractState.SIGNED, "change"): ContractState.SIGNED,
        (ContractState.SIGNED, "short_close"): ContractState.SIGNED,
        (ContractState.SIGNED, "add_free"): ContractState.SIGNED,
        (ContractState.SIGNED, "claim"): ContractState.SIGNED,
        (ContractState.FULFILLED, "claim"): ContractState.SIGNED,
        (ContractState.SIGNED, "fulfil"): ContractState.FULFILLED,
        (ContractState.SIGNED, "terminate"): ContractState.TERMINATED,
        (ContractState.DRAFT, "terminate"): ContractState.TERMINATED,
    },
    zh="合同",
    says={
        "draft": "起草",
        "agree": "约定条款",
        "sign": "签订",
        "change": "变更",
        "short_close": "取消余量",
        "add_free": "增加免费行",
        "claim": "质保索赔",
        "fulfil": "履约完成",
        "terminate": "终止",
    },
    roles={
        "draft": {Role.BUYER},
        "agree": {Role.BUYER},
        "sign": {Role.APPROVER},
        "change": {Role.APPROVER},
        "short_close": {Role.APPROVER},
        "add_free": {Role.BUYER},
        "claim": {Role.BUYER, Role.ACCEPTOR},
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

AMENDMENT = Machine(
    "amendment",
    AmendmentState,
    {
        (START, "propose"): AmendmentState.PROPOSED,
        (AmendmentState.PROPOSED, "sign"): AmendmentState.SIGNED,
        (AmendmentState.PROPOSED, "void"): AmendmentState.VOID,
    },
    zh="补充协议",
    says={"propose": "拟定", "sign": "签订", "void": "作废"},
    roles={
        "propose": {Role.BUYER},
        "sign": {Role.APPROVER},
        "void": {Role.BUYER, Role.APPROVER},
    },
)

CONTRACT_BOND = Machine(
    "contract_bond",
    BondState,
    {
        (START, "receive"): BondState.HELD,
        (BondState.HELD, "call"): BondState.CALLED,
        (BondState.HELD, "return"): BondState.RETURNED,
        (BondState.CALLED, "return"): BondState.RETURNED,
    },
    zh="合同保证金",
    says={"receive": "收取", "call": "扣收", "return": "退还"},
    roles={
        "receive": {Role.BUYER},
        "call": {Role.APPROVER},
        "return": {Role.BUYER, Role.APPROVER},
    },
)

PENALTY = Machine(
    "penalty",
    PenaltyState,
    {
        (START, "assert"): PenaltyState.ASSERTED,
        (PenaltyState.ASSERTED, "waive"): PenaltyState.WAIVED,
    },
    zh="违约金",
    says={"assert": "主张", "waive": "免除"},
    roles={"assert": {Role.BUYER}, "waive": {Role.APPROVER}},
)
