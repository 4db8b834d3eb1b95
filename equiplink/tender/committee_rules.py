"""What must hold of rejections and of the evaluation as it is closed: committee, bids, scores.

The committee of a compulsory tender is the law's (招标投标法 第三十七条); that of
any other tender is the mine's policy, and the group of an inquiry or
negotiation follows 政府采购法 第三十八条 as a model. Who may sit is in ``seat_rules``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    PROCUREMENT,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.scoring import MOST_CANDIDATES
from equiplink.tender.states import Method, Rejection

LEAST_MEMBERS = 5
LEAST_IN_GROUP = 3


@dataclass(frozen=True, slots=True)
class Denial:
    """A bid that the committee rejects."""

    today: date
    method: Method
    seated: bool
    reason: Rejection
    price: Decimal | None
    max_price: Decimal | None
    failed: bool = True
    """The item of the checklist that the reason stands on was answered with no."""
    asked: bool = True
    """The bidder was asked to explain his price."""


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


@rule(
    "T33F",
    HOUSE("第七十条", "否决投标应当以不合格的评审项为依据", reading=Reading.BELIEVED),
    zh="初步评审中没有与“{reason}”对应的不合格项；请先记录该项不符合及依据，再否决",
    en="no failed item of the checklist stands behind '{reason}'; record the item and its "
    "evidence first, then reject",
)
def rejection_stands_on_a_failed_item(c: Denial) -> Broken | None:
    """A bid is rejected for an item of its checklist that failed."""
    return broken(reason=c.reason) if tendered(c) and not c.failed else None


@rule(
    "T77",
    HOUSE("第六十九条", "未要求投标人说明的，不得以低于成本为由否决", reading=Reading.BELIEVED),
    zh="尚未要求投标人书面说明其报价，不能以低于成本否决；请先要求说明",
    en="the bidder was not asked to explain his price; ask him in writing before you reject it "
    "as below cost",
)
def bidder_was_asked_first(c: Denial) -> Broken | None:
    """A price is rejected as below cost after its bidder was asked to explain it."""
    return broken() if c.reason is Rejection.BELOW_COST and not c.asked else None


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
    recorded: bool = True
    """The opening record is signed by who read out and who wrote."""
    silent: int = 0
    """Members who have not stated their interests."""
    interested: int = 0
    """Members who stated an interest and still sit."""
    unchecked: tuple[str, ...] = ()
    """Bidders whose checklist lacks an answer."""
    failed: tuple[str, ...] = ()
    """Bidders with a failed item who were not rejected."""
    unsigned: int = 0
    """Sheets that are not signed."""
    low: tuple[str, ...] = ()
    """Bidders whose low price was not explained and accepted."""


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


@rule(
    "T70R",
    BIDDING("第三十六条", "开标过程应当记录，并存档备查"),
    zh="开标记录未完成或未签字；请先记录开标，并由唱标人和记录人签字",
    en="the opening record is missing or not signed; write it, and let reader and recorder sign",
)
def opening_is_on_record(c: Assessment) -> Broken | None:
    """The opening is on record, signed by who read out and who wrote."""
    return broken() if tendered(c) and not c.recorded else None


@rule(
    "T31T",
    HOUSE("第六十八条", "委员在评分前应当书面声明", reading=Reading.BELIEVED),
    zh="还有 {silent} 名委员未声明与各投标人有无利害关系；请委员本人声明",
    en="{silent} members have not stated their interests; let each state his own",
)
def everybody_has_stated_his_interests(c: Assessment) -> Broken | None:
    """Every member has stated whether he has an interest in a bidder."""
    return broken(silent=c.silent) if tendered(c) and c.silent else None


@both(
    "T31W",
    BIDDING("第三十七条", "已经进入的应当更换"),
    zh="{interested} 名委员与投标人有利害关系；请更换后重新评审",
    en="{interested} members have an interest in a bidder; replace them and evaluate again",
    binds=tendered,
)
def interested_members_are_replaced(c: Assessment) -> Broken | None:
    """Nobody with an interest in a bidder sits on the committee when it concludes."""
    return broken(interested=c.interested) if c.interested else None


@both(
    "T33D",
    BIDDING_ORDINANCE("第五十一条", "评标委员会应当否决其投标"),
    zh="{bidders} 的初步评审有不合格项而未否决；请否决，或更正评审意见并说明理由",
    en="{bidders} have a failed item and stand; reject them, or correct the finding and say why",
    binds=tendered,
)
def failed_bids_are_rejected(c: Assessment) -> Broken | None:
    """A bid with a failed item is rejected."""
    return broken(bidders="、".join(c.failed)) if c.failed else None


@rule(
    "T33E",
    HOUSE("第七十条", "初步评审应当逐份投标、逐项进行", reading=Reading.BELIEVED),
    zh="{bidders} 的初步评审未完成；请逐项评审并写明依据",
    en="the checklist of {bidders} is not complete; answer every item with its evidence",
)
def every_item_is_answered(c: Assessment) -> Broken | None:
    """Every item of every bid's checklist is answered."""
    return broken(bidders="、".join(c.unchecked)) if tendered(c) and c.unchecked else None


@rule(
    "T32U",
    HOUSE("第七十一条", "评分表由委员本人签字", reading=Reading.BELIEVED),
    zh="还有 {unsigned} 份评分表未签字；请委员本人签字",
    en="{unsigned} score sheets are not signed; let each member sign his own",
)
def sheets_are_signed(c: Assessment) -> Broken | None:
    """Every score sheet is signed by its member."""
    return broken(unsigned=c.unsigned) if c.unsigned else None


@both(
    "T76",
    BIDDING("第三十三条", "投标人不得以低于成本的报价竞标"),
    zh="{bidders} 的报价明显偏低，尚未说明或未作结论；请要求书面说明并提供证明，再决定接受或否决",
    en="the price of {bidders} looks too low and is not explained or not decided on; ask for a "
    "written explanation with evidence, then accept it or reject the bid",
    binds=tendered,
    otherwise=Severity.WARN,
)
def low_prices_are_explained(c: Assessment) -> Broken | None:
    """An abnormally low price was explained and accepted before the evaluation closes."""
    return broken(bidders="、".join(c.low)) if c.low else None


REJECTION = RuleSet(
    "rejection",
    (
        *committee_rejects,
        *rejected_price_is_too_high,
        rejection_stands_on_a_failed_item,
        bidder_was_asked_first,
    ),
    zh="不能否决",
)
_ASSESSED = (
    opening_is_on_record,
    everybody_has_stated_his_interests,
    *interested_members_are_replaced,
    every_item_is_answered,
    *failed_bids_are_rejected,
    *low_prices_are_explained,
    *dear_bids_are_rejected,
    *bidders_are_independent,
    *bid_is_left,
    *everybody_has_scored,
    sheets_are_signed,
    *candidates_are_three_at_most,
)
_COMMITTEE = RuleSet("evaluation", (*committee_is_odd_and_expert, *_ASSESSED), zh="不能结束评标")
_GROUP = RuleSet("comparison", (group_is_odd_and_expert, *_ASSESSED), zh="不能结束比价")
ASSESSMENT = {
    Method.OPEN_TENDER: _COMMITTEE,
    Method.INVITED_TENDER: _COMMITTEE,
    Method.NEGOTIATION: _GROUP,
    Method.INQUIRY: _GROUP,
    Method.REVERSE_AUCTION: RuleSet("result of an auction", _ASSESSED, zh="不能确定成交"),
    Method.DIRECT: RuleSet("direct purchase", _ASSESSED, zh="不能确定成交"),
}
