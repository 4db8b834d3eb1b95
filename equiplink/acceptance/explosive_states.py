"""民用爆炸物品: what it is, in which coal it is used, and how far batch and issue are."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Explosive(Word):
    """The kinds, which never lie in one store."""

    CHARGE = "charge", "炸药"
    DETONATOR = "detonator", "雷管"


class Medium(Word):
    """What is blasted."""

    COAL = "coal", "煤层"
    ROCK = "rock", "岩层"


class Shift(Word):
    """The shift for which it is handed out."""

    NIGHT = "night", "零点班"
    DAY = "day", "八点班"
    EVENING = "evening", "四点班"


class BatchState(Word):
    """Where a batch is."""

    STORED = "stored", "在库"
    DESTROYED = "destroyed", "已销毁"


class IssueState(Word):
    """How far what was handed out for a shift is accounted for."""

    ISSUED = "issued", "已发放"
    REPORTED = "reported", "已申报"
    SETTLED = "settled", "已清退"


EXPLOSIVE_BATCH = Machine(
    "explosive_batch",
    BatchState,
    {
        (START, "receive"): BatchState.STORED,
        (BatchState.STORED, "file_purchase"): BatchState.STORED,
        (BatchState.STORED, "destroy"): BatchState.DESTROYED,
    },
    zh="民爆物品批次",
    says={"receive": "验收入库", "file_purchase": "购买备案", "destroy": "监督销毁"},
    roles={
        "receive": {Role.KEEPER},
        "file_purchase": {Role.BUYER, Role.KEEPER},
        "destroy": {Role.KEEPER},
    },
)

EXPLOSIVE_ISSUE = Machine(
    "explosive_issue",
    IssueState,
    {
        (START, "issue"): IssueState.ISSUED,
        (IssueState.ISSUED, "report"): IssueState.REPORTED,
        (IssueState.REPORTED, "report"): IssueState.REPORTED,
        (IssueState.REPORTED, "settle"): IssueState.SETTLED,
    },
    zh="民爆物品领用",
    says={"issue": "发放", "report": "领用人申报", "settle": "清退核销"},
    roles={"issue": {Role.KEEPER}, "settle": {Role.KEEPER}},
)
