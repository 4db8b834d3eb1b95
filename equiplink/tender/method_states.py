"""Grounds and openness of methods, the auction of a lot, and why a procedure is ended."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.tender.states import EXEMPTING, INVITING, Ground, Method
from equiplink.words import Word

GROUNDS: dict[Method, frozenset[Ground]] = {
    Method.INVITED_TENDER: INVITING,
    Method.NEGOTIATION: EXEMPTING
    | {Ground.FAILED_TENDER, Ground.COMPLEX, Ground.URGENT, Ground.NO_TOTAL},
    Method.INQUIRY: EXEMPTING | {Ground.STANDARD_GOODS},
    Method.REVERSE_AUCTION: EXEMPTING | {Ground.STANDARD_GOODS},
    Method.DIRECT: EXEMPTING
    | {Ground.FAILED_TENDER, Ground.SOLE_SUPPLIER, Ground.UNFORESEEN, Ground.CONSISTENCY},
}
"""An open tender needs none."""

OPENNESS: dict[Method, int] = {
    Method.OPEN_TENDER: 3,
    Method.INVITED_TENDER: 2,
    Method.NEGOTIATION: 1,
    Method.INQUIRY: 1,
    Method.REVERSE_AUCTION: 1,
    Method.DIRECT: 0,
}
"""The more, the more can compete."""


class Cancellation(Word):
    """Why a procedure is ended before its bids are opened."""

    NEED_GONE = "need_gone", "需求取消或变更"
    NO_FUNDS = "no_funds", "资金未落实"
    DOCUMENT_FAULT = "document_fault", "采购文件有重大缺陷"
    LAW_CHANGED = "law_changed", "政策法规调整"
    FORCE_MAJEURE = "force_majeure", "不可抗力"
    ORDERED = "ordered", "监督部门责令"
    OTHER = "other", "其他"


class AuctionState(Word):
    """How far an auction is; whether it runs is a matter of its times."""

    ANNOUNCED = "announced", "已公告"
    CLOSED = "closed", "已结束"


class Measure(Word):
    """What an offer must lie below, by the step at least."""

    LOWEST = "lowest", "当前最低报价"
    OWN = "own", "本家上次报价"


AUCTION = Machine(
    "auction",
    AuctionState,
    {
        (START, "announce"): AuctionState.ANNOUNCED,
        (AuctionState.ANNOUNCED, "postpone"): AuctionState.ANNOUNCED,
        (AuctionState.ANNOUNCED, "extend"): AuctionState.ANNOUNCED,
        (AuctionState.ANNOUNCED, "close"): AuctionState.CLOSED,
    },
    zh="竞价",
    says={"announce": "公告", "postpone": "顺延", "extend": "延时", "close": "结束"},
    roles={
        "announce": {Role.BUYER},
        "postpone": {Role.BUYER},
        "extend": {Role.BUYER},
        "close": {Role.BUYER, Role.CLOCK},
    },
)
