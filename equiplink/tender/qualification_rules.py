"""What must hold of a prequalification: days, reviewers, three who pass, only they may bid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from equiplink.law import BIDDING_ORDINANCE, Broken, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.clock_rules import (
    documents_are_on_sale_long_enough,
    sale_is_long_enough_in_either_count,
)
from equiplink.tender.rules import both, compulsory
from equiplink.tender.states import Qualified

LEAST_QUALIFIED = 3
APPLICATION_DAYS = 5
CHANGE_DAYS = 3
OBJECTION_DAYS = 2
LEAST_REVIEWERS = 5


@dataclass(frozen=True, slots=True)
class Call:
    """The call for applications. Days are days of the mine's zone."""

    today: date
    statutory: bool
    sale_until: date
    closes_on: date


@both(
    "T25",
    BIDDING_ORDINANCE("第十七条", "自资格预审文件停止发售之日起不得少于5日"),
    zh="停止发售至提交申请截止 {days} 日，少于 5 日；截止日最早为 {earliest}",
    en="{days} days from the end of the sale to the end of applications, fewer than 5; close on "
    "{earliest} or later",
    binds=compulsory,
)
def applicants_have_time(c: Call) -> Broken | None:
    """Applicants have five days after the sale of the documents stops."""
    days = (c.closes_on - c.sale_until).days
    earliest = c.sale_until + timedelta(days=APPLICATION_DAYS)
    return broken(days=days, earliest=earliest) if days < APPLICATION_DAYS else None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the prequalification documents, and the end of applications after it."""

    today: date
    closes_on: date
    earlier: bool


@rule(
    "T23P",
    BIDDING_ORDINANCE("第二十一条", "在提交资格预审申请文件截止时间至少3日前"),
    zh="澄清或修改距提交申请截止 {left} 日，少于 3 日；请顺延至 {earliest} 或以后",
    en="{left} days are left for applications after the change, fewer than 3; extend to "
    "{earliest} or later",
)
def applicants_have_time_for_the_change(c: Change) -> Broken | None:
    """After a change three days are left, or the end moves."""
    left = (c.closes_on - c.today).days
    earliest = c.today + timedelta(days=CHANGE_DAYS)
    return broken(left=left, earliest=earliest) if left < CHANGE_DAYS else None


@rule(
    "T23Q",
    BIDDING_ORDINANCE("第二十一条", "应当顺延提交资格预审申请文件或者投标文件的截止时间"),
    zh="新的截止时间早于原截止时间；截止时间只能顺延",
    en="the new end is earlier than the old; it is only extended",
)
def end_is_only_extended(c: Change) -> Broken | None:
    """The end of applications is never brought forward."""
    return broken() if c.earlier else None


@dataclass(frozen=True, slots=True)
class Review:
    """The review when it is concluded. ``missing`` are marks that nobody gave yet."""

    today: date
    controlled: bool
    """Compulsory, and state money controls: reviewers are a committee by law."""
    over: bool
    members: int
    experts: int
    missing: int


@rule(
    "T25E",
    BIDDING_ORDINANCE("第十九条", "资格预审结束后"),
    zh="提交申请截止时间未到，不能结束资格预审",
    en="applications are still open; conclude after their end",
)
def applications_are_over(c: Review) -> Broken | None:
    """Nobody is judged while others may still apply."""
    return None if c.over else broken()


@rule(
    "T25M",
    BIDDING_ORDINANCE("第十八条", "应当按照资格预审文件载明的标准和方法进行"),
    zh="还缺 {missing} 项审查意见，或没有审查人员；每名审查人员对每家逐项给出意见",
    en="{missing} marks are missing, or nobody reviews; each reviewer judges each applicant by "
    "each criterion",
)
def every_criterion_is_judged(c: Review) -> Broken | None:
    """Each reviewer judges each applicant by each listed criterion."""
    return broken(missing=c.missing) if c.missing or not c.members else None


@rule(
    "T25C",
    BIDDING_ORDINANCE("第十八条", "应当组建资格审查委员会审查资格预审申请文件"),
    zh="资格审查委员会 {members} 人、专家 {experts} 人；应为五人以上单数，专家不少于三分之二",
    en="{members} reviewers, {experts} of them experts; there are five or more, an odd number, two "
    "thirds of them experts",
)
def reviewers_are_a_committee(c: Review) -> Broken | None:
    """For a compulsory project of the state the reviewers are a committee by law."""
    lawful = c.members >= LEAST_REVIEWERS and c.members % 2 and 3 * c.experts >= 2 * c.members
    return broken(members=c.members, experts=c.experts) if c.controlled and not lawful else None


@dataclass(frozen=True, slots=True)
class Passed:
    """How a prequalification ended, when its tender is to be published."""

    today: date
    concluded: bool
    qualified: int


@rule(
    "T25P",
    BIDDING_ORDINANCE("第十九条", "招标人应当及时向资格预审申请人发出资格预审结果通知书"),
    zh="资格预审尚未结束；请先结束并通知结果，再发布招标",
    en="the prequalification is not concluded; conclude it and tell the results first",
)
def prequalification_is_concluded(c: Passed) -> Broken | None:
    """A tender goes on after its prequalification was concluded."""
    return None if c.concluded else broken()


@rule(
    "T25Q",
    BIDDING_ORDINANCE("第十九条", "通过资格预审的申请人少于3个的，应当重新招标"),
    zh="通过资格预审的只有 {qualified} 家，少于 3 家；请重新进行资格预审",
    en="only {qualified} applicants passed, fewer than 3; hold another prequalification",
)
def three_have_passed(c: Passed) -> Broken | None:
    """A tender goes on when three applicants passed."""
    few = c.concluded and c.qualified < LEAST_QUALIFIED
    return broken(qualified=c.qualified) if few else None


@dataclass(frozen=True, slots=True)
class Bidding:
    """Somebody takes documents or bids after a prequalification."""

    today: date
    result: Qualified | None
    """What became of his application; None when he made none."""


@rule(
    "T29P",
    BIDDING_ORDINANCE("第三十六条", "未通过资格预审的申请人提交的投标文件"),
    zh="该供应商未通过资格预审，不能领取招标文件，其投标应当拒收",
    en="this supplier did not pass the prequalification: no documents for him, his bid is refused",
)
def bidder_has_passed(c: Bidding) -> Broken | None:
    """After a prequalification only who passed may bid."""
    return None if c.result is Qualified.PASSED else broken()


CALL_SALE = RuleSet(
    "sale of the prequalification documents",
    (documents_are_on_sale_long_enough, sale_is_long_enough_in_either_count),
    zh="不能发布资格预审公告",
)
CALL = RuleSet("call for applications", applicants_have_time, zh="不能发布资格预审公告")
CHANGE = RuleSet(
    "change of the prequalification",
    (applicants_have_time_for_the_change, end_is_only_extended),
    zh="不能澄清或修改",
)
REVIEW = RuleSet(
    "prequalification",
    (applications_are_over, every_criterion_is_judged, reviewers_are_a_committee),
    zh="不能结束资格预审",
)
PASSED = RuleSet(
    "prequalification", (prequalification_is_concluded, three_have_passed), zh="不能发布招标"
)
BIDDING = RuleSet("prequalified bidder", (bidder_has_passed,), zh="不能投标")
