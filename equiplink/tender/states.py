"""招标的状态. Deadlines are facts: time alone never moves a tender."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine


class TenderState(StrEnum):
    """How far a tender is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPENED = "opened"
    EVALUATED = "evaluated"
    PUBLICISED = "publicised"
    AWARDED = "awarded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Method(StrEnum):
    """How it is bought."""

    OPEN_TENDER = "open_tender"
    INVITED_TENDER = "invited_tender"
    NEGOTIATION = "negotiation"
    INQUIRY = "inquiry"
    DIRECT = "direct"


class Evaluation(StrEnum):
    """经评审的最低投标价法 and 综合评估法 (招标投标法 第四十一条)."""

    LOWEST_EVALUATED_PRICE = "lowest_evaluated_price"
    COMPREHENSIVE = "comprehensive"


class BidState(StrEnum):
    """What became of a bid."""

    SEALED = "sealed"
    WITHDRAWN = "withdrawn"
    LATE = "late"
    OPENED = "opened"
    REJECTED = "rejected"
    CANDIDATE = "candidate"
    WON = "won"


TENDER = Machine(
    "tender",
    TenderState,
    {
        (START, "draft"): TenderState.DRAFT,
        (TenderState.DRAFT, "publish"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "clarify"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "open"): TenderState.OPENED,
        (TenderState.PUBLISHED, "fail"): TenderState.FAILED,
        (TenderState.OPENED, "evaluate"): TenderState.EVALUATED,
        (TenderState.OPENED, "fail"): TenderState.FAILED,
        (TenderState.EVALUATED, "publicise"): TenderState.PUBLICISED,
        (TenderState.EVALUATED, "award"): TenderState.AWARDED,
        (TenderState.PUBLICISED, "award"): TenderState.AWARDED,
        (TenderState.DRAFT, "cancel"): TenderState.CANCELLED,
        (TenderState.PUBLISHED, "cancel"): TenderState.CANCELLED,
    },
    zh="招标",
    roles={
        "draft": {Role.BUYER},
        "publish": {Role.BUYER},
        "clarify": {Role.BUYER},
        "open": {Role.BUYER},
        "fail": {Role.BUYER},
        "evaluate": {Role.BUYER, Role.EVALUATOR},
        "publicise": {Role.BUYER},
        "award": {Role.APPROVER},
        "cancel": {Role.BUYER},
    },
)

BID = Machine(
    "bid",
    BidState,
    {
        (START, "submit"): BidState.SEALED,
        (START, "refuse_late"): BidState.LATE,
        (BidState.SEALED, "withdraw"): BidState.WITHDRAWN,
        (BidState.SEALED, "unseal"): BidState.OPENED,
        (BidState.OPENED, "reject"): BidState.REJECTED,
        (BidState.OPENED, "nominate"): BidState.CANDIDATE,
        (BidState.CANDIDATE, "win"): BidState.WON,
    },
    zh="投标",
)
