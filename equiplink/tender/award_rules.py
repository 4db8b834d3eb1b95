"""What must hold from the committee to the award: members, scores, publicity, the winner.

The committee of a compulsory tender is the law's (招标投标法 第三十七条); that of
any other tender is the mine's policy, and the group of an inquiry or
negotiation follows 政府采购法 第三十八条 as a model.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
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
from equiplink.settings import Setting, Stricter
from equiplink.tender.rules import both
from equiplink.tender.scoring import MOST_CANDIDATES
from equiplink.tender.states import Method, Rejection

LEAST_MEMBERS = 5
LEAST_IN_GROUP = 3

PUBLICITY_DAYS = Setting(
    "tender.publicity_days",
    3,
    "days",
    Stricter.HIGHER,
    "中标候选人公示期",
    "for how long the candidates are publicised",
    BIDDING_ORDINANCE("第五十四条", "公示期不得少于3日"),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is to sit on the committee."""

    today: date
    forming: bool
    """The bids are not evaluated yet."""
    certificate_until: date | None
    interest: str
    requester: bool
    """He had a hand in asking for the goods."""


@rule(
    "T31F",
    BIDDING("第三十七条", "评标由招标人依法组建的评标委员会负责"),
    zh="评标已结束或尚未编制完成，不能调整评标委员会",
    en="the evaluation is over; the committee is no longer changed",
)
def committee_is_still_formed(c: Seat) -> Broken | None:
    """The committee is formed before the evaluation."""
    return None if c.forming else broken()


@rule(
    "T31C",
    HOUSE("评标人员资格", "评标人员应当持有在有效期内的资格证", reading=Reading.BELIEVED),
    zh="该人员今天没有有效的评标资格证；请更换人员或先办理证件",
    en="this person has no evaluation certificate that is valid today; seat somebody else",
)
def member_is_certified(c: Seat) -> Broken | None:
    """A member's evaluation certificate is valid on the day he is seated."""
    until = c.certificate_until
    return broken() if until is None or until < c.today else None


@rule(
    "T31I",
    BIDDING("第三十七条", "与投标人有利害关系的人不得进入相关项目的评标委员会"),
    zh="该人员声明与投标人有利害关系（{interest}），应当回避；请更换",
    en="this person declared an interest ({interest}) and must stand aside; seat somebody else",
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
    seated: bool
    reason: Rejection
    price: Decimal | None
    max_price: Decimal | None


@rule(
    "T33S",
    BIDDING_ORDINANCE("第五十一条", "评标委员会应当否决其投标"),
    zh="只有本次评标委员会成员可以否决投标",
    en="only a member of this tender's committee rejects a bid",
)
def committee_rejects(c: Denial) -> Broken | None:
    """A bid is rejected by a member of the committee."""
    return None if c.seated else broken()


@rule(
    "T33P",
    BIDDING_ORDINANCE("第五十一条", "高于招标文件设定的最高投标限价"),
    zh="报价 {price} 元未超过最高限价 {max_price} 元，不能以此为由否决；请核对理由",
    en="the price of CNY {price} is not above the limit {max_price}; give the true reason",
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
    statutory: bool
    members: int
    experts: int
    live: int
    too_dear: tuple[str, ...] = ()
    """Bidders above the price limit who were not rejected."""
    related: tuple[str, ...] = ()
    """Bidders under one head or one owner who were not rejected."""
    unscored: int = 0
    candidates: int = 0


@both(
    "T31",
    BIDDING("第三十七条", "成员人数为五人以上单数，其中技术、经济等方面的专家不得少于"),
    zh="评标委员会 {members} 人（专家 {experts} 人）不合要求：须五人以上单数，专家不少于三分之二；"
    "请补充或更换",
    en="the committee has {members} members, {experts} of them experts; it takes an odd number of "
    "five or more, two thirds experts",
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


@rule(
    "T33",
    BIDDING_ORDINANCE("第五十一条", "高于招标文件设定的最高投标限价"),
    zh="{bidders} 的报价高于最高投标限价而未否决；请由评标委员会否决",
    en="{bidders} bid above the price limit and stand; the committee must reject them",
)
def dear_bids_are_rejected(c: Assessment) -> Broken | None:
    """No bid above the price limit is evaluated."""
    return broken(bidders="、".join(c.too_dear)) if c.too_dear else None


@rule(
    "T33R",
    BIDDING_ORDINANCE("第三十四条", "单位负责人为同一人或者存在控股、管理关系的不同单位"),
    zh="{bidders} 的单位负责人为同一人或存在控股、管理关系，相关投标均无效；请由评标委员会否决",
    en="{bidders} have one head or one owner: their bids are void; the committee must reject them",
)
def bidders_are_independent(c: Assessment) -> Broken | None:
    """No two bids come from one head or one owner."""
    return broken(bidders="、".join(c.related)) if c.related else None


@rule(
    "T30L",
    BIDDING("第四十二条", "认为所有投标都不符合招标文件要求的，可以否决所有投标"),
    zh="没有有效投标；请作失败处理并重新招标",
    en="no valid bid is left; declare the tender failed and hold another round",
)
def bid_is_left(c: Assessment) -> Broken | None:
    """At least one bid is left to evaluate."""
    return None if c.live else broken()


@rule(
    "T32S",
    BIDDING("第四十四条", "对所提出的评审意见承担个人责任"),
    zh="还缺 {unscored} 项评分；每位委员须对每份有效投标的每项因素评分",
    en="{unscored} marks are missing: every member marks every valid bid by every criterion",
)
def everybody_has_scored(c: Assessment) -> Broken | None:
    """Every member has marked every bid by every criterion."""
    return broken(unscored=c.unscored) if c.unscored else None


@rule(
    "T34",
    BIDDING_ORDINANCE("第五十三条", "中标候选人应当不超过3个，并标明排序"),
    zh="并列使中标候选人达到 {candidates} 个，超过 3 个；请评标委员会对并列者表决排序后提交",
    en="a tie makes {candidates} candidates, more than 3; let the committee vote on the order",
)
def candidates_are_three_at_most(c: Assessment) -> Broken | None:
    """There are at most three candidates, ranked."""
    return broken(candidates=c.candidates) if c.candidates > MOST_CANDIDATES else None


@dataclass(frozen=True, slots=True)
class Publicity:
    """When the candidates are shown; ``report_on`` is the day the report came."""

    today: date
    statutory: bool
    report_on: date | None
    starts_on: date
    ends_on: date
    days: int = PUBLICITY_DAYS.default


@both(
    "T35",
    BIDDING_ORDINANCE("第五十四条", "自收到评标报告之日起3日内公示中标候选人"),
    zh="评标报告 {report} 收到，公示 {starts} 开始，超过 3 日；最迟 {latest} 开始",
    en="the report came on {report}, the publicity starts on {starts}; it starts by {latest}",
)
def publicity_starts_in_time(c: Publicity) -> Broken | None:
    """The candidates are publicised within three days of the report."""
    if c.report_on is None or not 0 <= (c.starts_on - c.report_on).days <= 3:  # noqa: PLR2004  the law's number stands in the sentence
        latest = c.report_on and c.report_on + timedelta(days=3)
        return broken(report=c.report_on, starts=c.starts_on, latest=latest)
    return None


@both(
    "T35D",
    BIDDING_ORDINANCE("第五十四条", "公示期不得少于3日"),
    zh="公示期 {length} 日，少于 {days} 日；最早 {earliest} 结束",
    en="the publicity lasts {length} days, fewer than {days}; end it on {earliest} or later",
)
def publicity_lasts_long_enough(c: Publicity) -> Broken | None:
    """The publicity lasts at least three days."""
    length = (c.ends_on - c.starts_on).days
    if length < c.days:
        earliest = c.starts_on + timedelta(days=c.days)
        return broken(length=length, days=c.days, earliest=earliest)
    return None


@dataclass(frozen=True, slots=True)
class Decision:
    """The award: who is to win, and what stands in his way."""

    today: date
    statutory: bool
    publicity_until: date | None
    rank: int | None
    tied: bool
    """Another candidate has the same rank."""
    reason: str
    price: Decimal | None
    sealed_price: Decimal | None
    """What the sealed content says, read again from the envelope."""
    changed_lines: tuple[int, ...] = ()
    """Plan lines that changed after they were tendered."""


@both(
    "T35A",
    BIDDING_ORDINANCE("第五十四条", "公示期不得少于3日"),
    zh="中标候选人公示尚未结束（截至 {until}）；公示结束后次日起可以定标",
    en="the publicity is not over (it lasts until {until}); award on a later day",
)
def publicity_is_over(c: Decision) -> Broken | None:
    """The award comes after the publicity."""
    if c.publicity_until is None or c.today <= c.publicity_until:
        return broken(until=c.publicity_until)
    return None


@both(
    "T36",
    BIDDING_ORDINANCE("第五十五条", "招标人应当确定排名第一的中标候选人为中标人"),
    zh="该候选人排名第 {rank}，不是唯一的第一名；请选第一名，或注明不选的法定原因",
    en="this candidate ranks {rank} and is not alone the first; choose the first or give a reason",
)
def first_ranked_wins(c: Decision) -> Broken | None:
    """The first-ranked candidate wins, unless a reason is given."""
    return broken(rank=c.rank) if (c.rank != 1 or c.tied) and not c.reason else None


@rule(
    "T09P",
    PROCUREMENT("第四十条", "质量和服务相等且报价最低的原则确定成交供应商"),
    zh="该报价排名第 {rank}，不是唯一的最低价；请选最低的合格报价，或注明原因",
    en="this offer ranks {rank} and is not alone the lowest; choose the lowest that qualifies or "
    "give a reason",
)
def lowest_offer_wins(c: Decision) -> Broken | None:
    """Of offers that qualify the lowest wins, unless a reason is given."""
    return broken(rank=c.rank) if (c.rank != 1 or c.tied) and not c.reason else None


@rule(
    "T37",
    BIDDING("第四十三条", "不得与投标人就投标价格、投标方案等实质性内容进行谈判"),
    zh="报价 {price} 元与密封内容 {sealed} 元不一致；请停止定标并通知审计人员",
    en="the price of CNY {price} is not the sealed one, {sealed}; stop and call the auditor",
)
def price_is_the_sealed_one(c: Decision) -> Broken | None:
    """The price of the winner is the one in his envelope."""
    if c.price is None or c.price != c.sealed_price:
        return broken(price=c.price, sealed=c.sealed_price)
    return None


@rule(
    "N09",
    HOUSE("采购计划表", "序号、物资名称、规格型号、单位、数量"),
    zh="计划第 {lines} 行在招标后已修改或删除；请终止本次采购，按新计划重新进行",
    en="plan line {lines} changed after it was tendered; buy again from the new plan",
)
def plan_is_as_tendered(c: Decision) -> Broken | None:
    """What is awarded is what was planned and tendered."""
    return broken(lines="、".join(map(str, c.changed_lines))) if c.changed_lines else None


SEATING = RuleSet(
    "committee seat",
    (
        committee_is_still_formed,
        member_is_certified,
        member_has_no_interest,
        member_is_not_the_requester,
    ),
    zh="不能进入评标委员会",
)
REJECTION = RuleSet("rejection", (committee_rejects, rejected_price_is_too_high), zh="不能否决")
_ASSESSED = (
    dear_bids_are_rejected,
    bidders_are_independent,
    bid_is_left,
    everybody_has_scored,
    candidates_are_three_at_most,
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
PUBLICITY = RuleSet(
    "publicity", (*publicity_starts_in_time, *publicity_lasts_long_enough), zh="不能公示"
)
_SOUND = (price_is_the_sealed_one, plan_is_as_tendered)
_TENDER = RuleSet("award", (*publicity_is_over, *first_ranked_wins, *_SOUND), zh="不能定标")
_PURCHASE = RuleSet("award of a purchase", (lowest_offer_wins, *_SOUND), zh="不能成交")
AWARD = {
    Method.OPEN_TENDER: _TENDER,
    Method.INVITED_TENDER: _TENDER,
    Method.NEGOTIATION: _PURCHASE,
    Method.INQUIRY: _PURCHASE,
    Method.DIRECT: _PURCHASE,
}
