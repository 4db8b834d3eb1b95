"""What must hold from the report to the award: publicity, objections, the first, the price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.days import EVERY_DAY_COUNTS, Calendar
from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    PROCUREMENT,
    Broken,
    Reading,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.states import Method

LATEST_START = 3
"""Days from the report to the first day of the publicity."""

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
class Publicity:
    """When the candidates are shown; ``report_on`` is the day the report came."""

    today: date
    statutory: bool
    report_on: date | None
    starts_on: date
    ends_on: date
    days: int = PUBLICITY_DAYS.default
    calendar: Calendar = EVERY_DAY_COUNTS
    unsigned: int = 0
    """Members who have not signed the evaluation report."""


@both(
    "T35",
    BIDDING_ORDINANCE("第五十四条", "自收到评标报告之日起3日内公示中标候选人"),
    zh="评标报告 {report} 收到，公示 {starts} 开始；最迟 {latest} 开始",
    en="the report came on {report}, the publicity starts on {starts}; it starts by {latest}",
    binds=compulsory,
)
def publicity_starts_in_time(c: Publicity) -> Broken | None:
    """The candidates are publicised within three days of the report."""
    latest = c.report_on and c.calendar.last_day(c.report_on, LATEST_START)
    if c.report_on is None or latest is None or not c.report_on <= c.starts_on <= latest:
        return broken(report=c.report_on, starts=c.starts_on, latest=latest)
    return None


@both(
    "T35D",
    BIDDING_ORDINANCE("第五十四条", "公示期不得少于3日"),
    zh="公示期 {length} 日，应满 {days} 日，末日遇休息日顺延；最早 {earliest} 结束",
    en="the publicity lasts {length} days, where {days} are due, more when the last is a rest "
    "day; end it on {earliest} or later",
    binds=compulsory,
)
def publicity_lasts_long_enough(c: Publicity) -> Broken | None:
    """The publicity lasts at least three days, none of which is past when it is entered."""
    begins = max(c.starts_on, c.today)
    earliest = c.calendar.last_day(begins, c.days)
    if c.ends_on < earliest:
        return broken(length=(c.ends_on - begins).days, days=c.days, earliest=earliest)
    return None


@rule(
    "T34S",
    BIDDING_ORDINANCE("第五十三条", "评标报告应当由评标委员会全体成员签字"),
    zh="还有 {unsigned} 名委员未签署评标报告；请本人签字或书面说明不同意见，拒绝的予以记录",
    en="{unsigned} members have not signed the report; let each sign or dissent in writing, and "
    "note who refuses",
)
def report_is_signed(c: Publicity) -> Broken | None:
    """The candidates are publicised after every member has signed the report, or refused to."""
    return broken(unsigned=c.unsigned) if c.unsigned else None


@dataclass(frozen=True, slots=True)
class Decision:
    """The award: who is to win, and what stands in his way."""

    today: date
    method: Method
    statutory: bool
    publicity_until: date | None
    rank: int | None
    tied: bool
    """Another candidate has the same rank."""
    reason: str
    unanswered: int
    price: Decimal | None
    sealed_price: Decimal | None
    """What the sealed content says, read again from the envelope."""
    changed_lines: tuple[int, ...] = ()
    """Plan lines that changed after they were tendered."""
    unknown: tuple[str, ...] = ()
    """Offered products that the catalogue does not have, so that no list can be asked."""
    ahead: int = 0
    """Candidates of a better rank who may win; not those whose award was set aside."""
    full: bool = False
    """He has won as many lots as the notice lets one bidder win."""
    most_lots: int = 0
    earlier: tuple[str, ...] = ()
    """Lots that are to be decided before this one."""

    @property
    def is_first(self) -> bool:
        """He alone is the first of those who may win."""
        return self.rank is not None and not self.ahead and not self.tied


@both(
    "T35A",
    BIDDING_ORDINANCE("第五十四条", "公示期不得少于3日"),
    zh="中标候选人公示尚未结束（截至 {until}）；公示结束后次日起可以定标",
    en="the publicity is not over (it lasts until {until}); award on a later day",
    binds=compulsory,
)
def publicity_is_over(c: Decision) -> Broken | None:
    """The award comes after the publicity."""
    if c.publicity_until is None or c.today <= c.publicity_until:
        return broken(until=c.publicity_until)
    return None


@both(
    "T35O",
    BIDDING_ORDINANCE("第五十四条", "作出答复前，应当暂停招标投标活动"),
    zh="还有 {unanswered} 项异议未答复；请先答复再定标",
    en="{unanswered} objections wait for an answer; answer them before the award",
    binds=compulsory,
)
def objections_are_answered_before_award(c: Decision) -> Broken | None:
    """No award is made while an objection waits for its answer."""
    return broken(unanswered=c.unanswered) if c.unanswered else None


@both(
    "T36",
    BIDDING_ORDINANCE("第五十五条", "招标人应当确定排名第一的中标候选人为中标人"),
    zh="该候选人排名第 {rank}，不是唯一的第一名；请选第一名，或注明不选的法定原因",
    en="this candidate ranks {rank} and is not alone the first; choose the first or give a reason",
    binds=compulsory,
)
def first_ranked_wins(c: Decision) -> Broken | None:
    """The first-ranked candidate wins, unless a reason is given."""
    return None if c.is_first or c.reason else broken(rank=c.rank)


@rule(
    "T09P",
    PROCUREMENT("第四十条", "质量和服务相等且报价最低的原则确定成交供应商"),
    zh="该报价排名第 {rank}，不是唯一的最低价；请选最低的合格报价，或注明原因",
    en="this offer ranks {rank} and is not alone the lowest; choose the lowest that qualifies or "
    "give a reason",
)
def lowest_offer_wins(c: Decision) -> Broken | None:
    """Of offers that qualify the lowest wins, unless a reason is given."""
    return None if c.is_first or c.reason else broken(rank=c.rank)


@both(
    "T37",
    BIDDING("第四十三条", "不得与投标人就投标价格、投标方案等实质性内容进行谈判"),
    zh="报价 {price} 元与密封内容 {sealed} 元不一致；请停止定标并通知审计人员",
    en="the price of CNY {price} is not the sealed one, {sealed}; stop and call the auditor",
    binds=tendered,
)
def price_is_the_sealed_one(c: Decision) -> Broken | None:
    """The price of the winner is the one in his envelope."""
    if c.price is None or c.price != c.sealed_price:
        return broken(price=c.price, sealed=c.sealed_price)
    return None


@rule(
    "N09",
    HOUSE("第六条", "应当终止原采购，按新计划重新进行"),
    zh="计划第 {lines} 行在招标后已修改或删除；请终止本次采购，按新计划重新进行",
    en="plan line {lines} changed after it was tendered; buy again from the new plan",
)
def plan_is_as_tendered(c: Decision) -> Broken | None:
    """What is awarded is what was planned and tendered."""
    return broken(lines="、".join(map(str, c.changed_lines))) if c.changed_lines else None


@rule(
    "N10",
    MINE_SAFETY_ORDINANCE("第二十五条", "具体目录由国家矿山安全监察机构制定并公布"),
    zh="型号目录中没有所投产品：{products}，无法核对禁用目录和安标；请先登记该产品",
    en="the catalogue does not have the offered goods: {products}; add them, so that lists and "
    "marks can be asked",
)
def offered_goods_are_known(c: Decision) -> Broken | None:
    """What is offered is in the catalogue, so that banned lists and marks can be asked."""
    return broken(products="、".join(c.unknown)) if c.unknown else None


@rule(
    "T50",
    HOUSE("第五十七条", "达到限数的投标人不再参与其后标段的排序", reading=Reading.BELIEVED),
    zh="该投标人已中 {most} 个标段，达到招标文件规定的限数；请从其后的候选人中确定中标人",
    en="this bidder has won {most} lots, as many as the notice allows; choose among the others",
)
def bidder_is_within_the_limit(c: Decision) -> Broken | None:
    """Nobody wins more lots than the notice allows."""
    return broken(most=c.most_lots) if c.full else None


@rule(
    "T51",
    HOUSE("第五十七条", "按公告所列标段顺序依次定标", reading=Reading.BELIEVED),
    zh="限制了中标标段数，须按公告顺序定标；请先决定标段 {lots}",
    en="the number of lots is limited, so they are decided in their order; decide {lots} first",
)
def lots_are_decided_in_their_order(c: Decision) -> Broken | None:
    """Where lots are limited they are decided in the order of the notice, so nobody chooses."""
    return broken(lots="、".join(c.earlier)) if c.earlier else None


PUBLICITY = RuleSet(
    "publicity",
    (*publicity_starts_in_time, *publicity_lasts_long_enough, report_is_signed),
    zh="不能公示",
)
_SOUND = (
    *price_is_the_sealed_one,
    plan_is_as_tendered,
    offered_goods_are_known,
    bidder_is_within_the_limit,
    lots_are_decided_in_their_order,
)
_TENDER = RuleSet(
    "award",
    (*publicity_is_over, *objections_are_answered_before_award, *first_ranked_wins, *_SOUND),
    zh="不能定标",
)
_PURCHASE = RuleSet("award of a purchase", (lowest_offer_wins, *_SOUND), zh="不能成交")
AWARD = {
    Method.OPEN_TENDER: _TENDER,
    Method.INVITED_TENDER: _TENDER,
    Method.NEGOTIATION: _PURCHASE,
    Method.INQUIRY: _PURCHASE,
    Method.REVERSE_AUCTION: _PURCHASE,
    Method.DIRECT: _PURCHASE,
}
