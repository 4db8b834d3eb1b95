"""What the documents fix beside the criteria: ties, the basis of prices, short bonds."""

from equiplink.words import Word


class TieRule(Word):
    """How equal bids are told apart. The documents name rules, and each is asked in its turn."""

    LOWER_PRICE = "lower_price", "报价低者优先"
    HIGHER_MARKS = "higher_marks", "委员评分高者优先"
    COMMITTEE_VOTE = "committee_vote", "评标委员会表决"
    DRAW = "draw", "抽签"


DEFAULT_TIES = (TieRule.LOWER_PRICE, TieRule.COMMITTEE_VOTE)
"""What holds when the documents say nothing else; bids that it leaves equal share a rank."""


class PriceBasis(Word):
    """Which prices are compared: with value added tax or without."""

    INCLUSIVE = "tax_inclusive", "含税价"
    EXCLUSIVE = "tax_exclusive", "不含税价"


class ShortBond(Word):
    """What becomes of a bid whose bond is short at the deadline, or did not come."""

    FLAG = "flag", "提示"
    REJECT = "reject", "否决"
