"""招标的状态. Deadlines are facts: time alone never moves a tender."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


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


TENDERS = frozenset({Method.OPEN_TENDER, Method.INVITED_TENDER})
"""The methods that the bidding law knows; the others are the mine's own."""


class Ground(StrEnum):
    """Why a compulsory project is not tendered openly.

    The first two allow an invitation (招标投标法实施条例 第八条), the others
    allow to buy without a tender (the same 第九条, 招标投标法 第六十六条).
    """

    FEW_BIDDERS = "few_bidders"
    COST_SHARE = "cost_share"
    SPECIAL = "special"
    PATENT = "patent"
    OWN_MAKE = "own_make"
    CONCESSION = "concession"
    ORIGINAL_WINNER = "original_winner"
    STATE_RULE = "state_rule"


INVITING = frozenset({Ground.FEW_BIDDERS, Ground.COST_SHARE})
EXEMPTING = frozenset(Ground) - INVITING


class Rejection(StrEnum):
    """Why a bid is rejected (招标投标法实施条例 第五十一条, and 第三十四条 for the last)."""

    UNSIGNED = "unsigned"
    NO_CONSORTIUM_AGREEMENT = "no_consortium_agreement"
    UNQUALIFIED = "unqualified"
    SEVERAL_PRICES = "several_prices"
    BELOW_COST = "below_cost"
    ABOVE_MAX_PRICE = "above_max_price"
    NOT_RESPONSIVE = "not_responsive"
    UNLAWFUL = "unlawful"
    RELATED_BIDDERS = "related_bidders"


class Skip(StrEnum):
    """Why the first-ranked does not win (招标投标法实施条例 第五十五条); ``TIED`` has no first."""

    GAVE_UP = "gave_up"
    FORCE_MAJEURE = "force_majeure"
    NO_PERFORMANCE_BOND = "no_performance_bond"
    UNLAWFUL = "unlawful"
    TIED = "tied"


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


class Seal(Word):
    """Who keeps the key to the bids until the opening."""

    FILE = "file", "密钥文件"
    """The chain's key file: whoever has it and the database can open early."""
    SPLIT = "split", "分持密钥"
    """Named officers, each a share of it: nobody can open alone."""


KEYHOLDERS = frozenset({Role.BUYER, Role.APPROVER, Role.SAFETY_OFFICER, Role.INSPECTOR})
"""Who may hold a share of a key: neither who runs the database nor who scores."""


class Formula(StrEnum):
    """How a price becomes points; named in the tender documents."""

    LOWEST_OVER_PRICE = "lowest_over_price"
    """weight × lowest price ÷ price: the lowest has all the points."""


TENDER = Machine(
    "tender",
    TenderState,
    {
        (START, "draft"): TenderState.DRAFT,
        (TenderState.DRAFT, "invite"): TenderState.DRAFT,
        (TenderState.DRAFT, "seat"): TenderState.DRAFT,
        (TenderState.DRAFT, "publish"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "object"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "answer"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "seat"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "clarify"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "hand_in_share"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "lose_share"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "open"): TenderState.OPENED,
        (TenderState.PUBLISHED, "fail"): TenderState.FAILED,
        (TenderState.OPENED, "seat"): TenderState.OPENED,
        (TenderState.OPENED, "evaluate"): TenderState.EVALUATED,
        (TenderState.OPENED, "fail"): TenderState.FAILED,
        (TenderState.EVALUATED, "publicise"): TenderState.PUBLICISED,
        (TenderState.EVALUATED, "award"): TenderState.AWARDED,
        (TenderState.PUBLICISED, "object"): TenderState.PUBLICISED,
        (TenderState.PUBLICISED, "answer"): TenderState.PUBLICISED,
        (TenderState.PUBLICISED, "award"): TenderState.AWARDED,
        (TenderState.FAILED, "next_round"): TenderState.FAILED,
        (TenderState.DRAFT, "cancel"): TenderState.CANCELLED,
        (TenderState.PUBLISHED, "cancel"): TenderState.CANCELLED,
    },
    zh="招标",
    roles={
        "draft": {Role.BUYER},
        "invite": {Role.BUYER},
        "seat": {Role.BUYER},
        "object": {Role.BUYER},
        "answer": {Role.BUYER},
        "next_round": {Role.BUYER},
        "publish": {Role.BUYER},
        "clarify": {Role.BUYER},
        "hand_in_share": KEYHOLDERS,
        "lose_share": KEYHOLDERS,
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
        (BidState.OPENED, "score"): BidState.OPENED,
        (BidState.OPENED, "reject"): BidState.REJECTED,
        (BidState.OPENED, "nominate"): BidState.CANDIDATE,
        (BidState.CANDIDATE, "win"): BidState.WON,
    },
    zh="投标",
    roles={
        "submit": {Role.BUYER},
        "refuse_late": {Role.BUYER},
        "withdraw": {Role.BUYER},
        "unseal": {Role.BUYER},
        "score": {Role.EVALUATOR},
        "reject": {Role.EVALUATOR},
        "nominate": {Role.BUYER, Role.EVALUATOR},
        "win": {Role.APPROVER},
    },
)
