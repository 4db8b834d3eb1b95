"""What must hold of the committee and its evaluation: members, rejections, scores, candidates.

The committee of a compulsory tender is the law's (招标投标法 第三十七条); that of
any other tender is the mine's policy, and the group of an inquiry or
negotiation follows 政府采购法 第三十八条 as a model.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    INTERNAL_CONTROL,
    PROCUREMENT,
    Broken,
    Reading,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.scoring import MOST_CANDIDATES
from equiplink.tender.states import Method, Rejection

LEAST_MEMBERS = 5
LEAST_IN_GROUP = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is to sit on the committee."""

    today: date
    method: Method
    certificate_until: date | None
    interest: str
    requester: bool
    """He had a hand in asking for the goods."""


@rule(
    "T31C",
    HOUSE("第九条", "评标人员应当持有在有效期内的资格证", reading=Reading.BELIEVED),
    zh="该人员今天没有有效的评标资格证；请更换人员或先办理证件",
    en="this person has no evaluation certificate that is valid today; seat somebody else",
)
def member_is_certified(c: Seat) -> Broken | None:
    """A member's evaluation certificate is valid on the day he is seated."""
    until = c.certificate_until
    return broken() if until is None or until < c.today else None


@both(
    "T31I",
    BIDDING("第三十七条", "与投标人有利害关系的人不得进入相关项目的评标委员会"),
    zh="该人员声明与投标人有利害关系（{interest}），应当回避；请更换",
    en="this person declared an interest ({interest}) and must stand aside; seat somebody else",
    binds=tendered,
)
def member_has_no_interest(c: Seat) -> Broken | None:
    """A member has no interest in a bidder."""
    return broken(interest=c.interest) if c.interest.strip() else None


@rule(
    "T31R",
    INTERNAL_CONTROL(
        "第四条", "明确请购、审批、购买、验收、付款、采购后评估等环节的职责和审批权限"
    ),
    zh="该人员是采购计划的申请人，不得评标；请更换",
    en="this person asked for the goods and does not evaluate the bids; seat somebody else",
)
def member_is_not_the_requester(c: Seat) -> Broken | None:
    """Who asked for the goods does not evaluate the bids."""
    return broken() if c.requester else None


@dataclass(frozen=True, slots=True)
class Denial:
    """A bid that the committee rejects."""

    today: date
    method: Method
    seated: bool
    reason: Rejection
    price: Decimal | None
    max_price: Decimal | None


@both(
    "T33S",
    BIDDING_ORDINANCE("第五十一条", "评标委员会应当否决其投标"),
    zh="只有本次评标委员会成员可以否决投标",
    en="only a member of this tender's committee rejects a bid",
    binds=tendered,
)
def committee_rejects(c: Denial) -> Broken | None:
    """A bid is rejected by a member of the committee."""
    return None if c.seated else broken()


@both(
    "T33P",
    BIDDING_ORDINANCE("第五十一条", "高于招标文件设定的最高投标限价"),
    zh="报价 {price} 元未超过最高限价 {max_price} 元，不能以此为由否决；请核对理由",
    en="the price of CNY {price} is not above the limit {max_price}; give the true reason",
    binds=tendered,
)
def rejected_price_is_too_high(c: Denial) -> Broken | None:
    """A bid is rejected as too dear only when it is above the stated limit."""
    if c.reason is not Rejection.ABOVE_MAX_PRICE:
        return None
    above = c.price is not None and c.max_price is not None and c.price > c.max_price
    return None if above else broken(price=c.price, max_price=c.max_price)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The evaluation as it is closed: committee, bids that are left, scores, candidates."""

    today: date
    method: Method
    statutory: bool
    members: int
    experts: int
    live: int
    too_dear: tuple[str, ...] = ()
    """Bidders above the price limit who were not rejected."""
    related: tuple[str, ...] = ()
    """Pairs under one head, or of which one owns the other, that were not rejected."""
    unscored: int = 0
    candidates: int = 0


@both(
    "T31",
    BIDDING("第三十七条", "成员人数为五人以上单数，其中技术、经济等方面的专家不得少于"),
    zh="评标委员会 {members} 人（专家 {experts} 人）不合要求：须五人以上单数，专家不少于三分之二；"
    "请补充或更换",
    en="the committee has {members} members, {experts} of them experts; it takes an odd number of "
    "five or more, two thirds experts",
    binds=compulsory,
)
def committee_is_odd_and_expert(c: Assessment) -> Broken | None:
    """The committee has an odd number of five or more, two thirds of them experts."""
    return _composed(c, LEAST_MEMBERS)


@rule(
    "T09G",
    PROCUREMENT("第三十八条", "共三人以上的单数组成，其中专家的人数不得少于成员总数的三分之二"),
    zh="询价或谈判小组 {members} 人（专家 {experts} 人）不合要求：参照政府采购法，三人以上单数，"
    "专家不少于三分之二",
    en="the group has {members} members, {experts} of them experts; after the model of public "
    "procurement it takes an odd number of three or more, two thirds experts",
)
def group_is_odd_and_expert(c: Assessment) -> Broken | None:
    """The group of an inquiry or negotiation is odd, three or more, two thirds experts."""
    return _composed(c, LEAST_IN_GROUP)


def _composed(c: Assessment, least: int) -> Broken | None:
    good = c.members >= least and c.members % 2 == 1 and 3 * c.experts >= 2 * c.members
    return None if good else broken(members=c.members, experts=c.experts)


@both(
    "T33",
    BIDDING_ORDINANCE("第五十一条", "高于招标文件设定的最高投标限价"),
    zh="{bidders} 的报价高于最高投标限价而未否决；请由评标委员会否决",
    en="{bidders} bid above the price limit and stand; the committee must reject them",
    binds=tendered,
)
def dear_bids_are_rejected(c: Assessment) -> Broken | None:
    """No bid above the price limit is evaluated."""
    return broken(bidders="、".join(c.too_dear)) if c.too_dear else None


@both(
    "T33R",
    BIDDING_ORDINANCE("第三十四条", "单位负责人为同一人或者存在控股、管理关系的不同单位"),
    zh="{bidders} 的单位负责人为同一人或存在控股、管理关系，相关投标均无效；请由评标委员会否决",
    en="{bidders} have one head, or one owns the other: their bids are void; the committee must "
    "reject them",
    binds=tendered,
)
def bidders_are_independent(c: Assessment) -> Broken | None:
    """No two bids come from one head, or from a firm and its owner."""
    return broken(bidders="；".join(c.related)) if c.related else None


@both(
    "T42",
    BIDDING("第四十二条", "认为所有投标都不符合招标文件要求的，可以否决所有投标"),
    zh="没有有效投标；请作失败处理并重新招标",
    en="no valid bid is left; declare the tender failed and hold another round",
    binds=tendered,
)
def bid_is_left(c: Assessment) -> Broken | None:
    """At least one bid is left to evaluate."""
    return None if c.live else broken()


@both(
    "T32S",
    BIDDING("第四十四条", "对所提出的评审意见承担个人责任"),
    zh="还缺 {unscored} 项评分；每位委员须对每份有效投标的每项因素评分",
    en="{unscored} marks are missing: every member marks every valid bid by every criterion",
    binds=tendered,
)
def everybody_has_scored(c: Assessment) -> Broken | None:
    """Every member has marked every bid by every criterion."""
    return broken(unscored=c.unscored) if c.unscored else None


@both(
    "T34",
    BIDDING_ORDINANCE("第五十三条", "中标候选人应当不超过3个，并标明排序"),
    zh="并列使中标候选人达到 {candidates} 个，超过 3 个；请评标委员会对并列者表决排序后提交",
    en="a tie makes {candidates} candidates, more than 3; let the committee vote on the order",
    binds=tendered,
)
def candidates_are_three_at_most(c: Assessment) -> Broken | None:
    """There are at most three candidates, ranked."""
    return broken(candidates=c.candidates) if c.candidates > MOST_CANDIDATES else None


SEATING = RuleSet(
    "committee seat",
    (
        member_is_certified,
        *member_has_no_interest,
        member_is_not_the_requester,
    ),
    zh="不能进入评标委员会",
)
REJECTION = RuleSet("rejection", (*committee_rejects, *rejected_price_is_too_high), zh="不能否决")
_ASSESSED = (
    *dear_bids_are_rejected,
    *bidders_are_independent,
    *bid_is_left,
    *everybody_has_scored,
    *candidates_are_three_at_most,
)
_COMMITTEE = RuleSet("evaluation", (*committee_is_odd_and_expert, *_ASSESSED), zh="不能结束评标")
_GROUP = RuleSet("comparison", (group_is_odd_and_expert, *_ASSESSED), zh="不能结束比价")
ASSESSMENT = {
    Method.OPEN_TENDER: _COMMITTEE,
    Method.INVITED_TENDER: _COMMITTEE,
    Method.NEGOTIATION: _GROUP,
    Method.INQUIRY: _GROUP,
    Method.DIRECT: RuleSet("direct purchase", _ASSESSED, zh="不能确定成交"),
}
