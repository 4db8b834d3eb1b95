"""Who may sell: what stands against a supplier on the day of an invitation, a bid or an award."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from equiplink.law import (
    BIDDING,
    CAMPAIGN,
    DISHONESTY_LIST,
    HOUSE,
    MARKET_DISHONESTY,
    UNNUMBERED,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.supplier.facts import SupplierFacts
from equiplink.supplier.states import Cause, Grade, ListName, Standing
from equiplink.words import joined

REPUTABLE = CAMPAIGN("三(三)2", "选择信誉良好的供应商")
BARS: Mapping[ListName, Cause] = {
    ListName.WORK_SAFETY: Cause.SAFETY_DISHONESTY,
    ListName.MARKET: Cause.MARKET_DISHONESTY,
    ListName.COURT: Cause.COURT_DEFAULT,
}
"""Which debarment a public list stands for."""


@rule(
    "S05",
    DISHONESTY_LIST(UNNUMBERED, "安全生产严重失信主体名单"),
    zh="{name} 在安全生产严重失信主体名单内，"
    "至 {until}（{source}），移出名单前不得邀请、投标或中标",
    en="{name} is on the list of seriously dishonest parties in work safety until {until} "
    "({source}); wait for its removal",
)
def not_listed_for_safety(c: SupplierFacts) -> Broken | None:
    """The supplier is not on the work-safety dishonesty list."""
    return c.barred(Cause.SAFETY_DISHONESTY)


@rule(
    "S06",
    MARKET_DISHONESTY(UNNUMBERED, "市场监管严重违法失信名单"),
    zh="{name} 在市场监管严重违法失信名单内，"
    "至 {until}（{source}），移出名单前不得邀请、投标或中标",
    en="{name} is on the market regulator's list of serious offenders until {until} ({source}); "
    "wait for its removal",
)
def not_listed_by_market_regulator(c: SupplierFacts) -> Broken | None:
    """The supplier is not on the market regulator's list."""
    return c.barred(Cause.MARKET_DISHONESTY)


@rule(
    "S07",
    HOUSE("第十条", "选用失信被执行人作为供应商的，应当书面说明理由"),
    zh="{name} 为失信被执行人，至 {until}（{source}），请书面说明仍选用的理由",
    en="{name} is a court defaulter until {until} ({source}); give the reason for choosing it",
    severity=Severity.WARN,
)
def no_court_default(c: SupplierFacts) -> Broken | None:
    """The supplier is no court defaulter; a mine may make this a refusal."""
    return c.barred(Cause.COURT_DEFAULT)


@rule(
    "S08",
    REPUTABLE,
    zh="{name} 的信誉为 {score} 分、{grade} 级，主要因为：{worst}；请复评后再选用",
    en="{name} stands at {score}, grade {grade}, mainly because of: {worst}; "
    "evaluate it again before choosing it",
    severity=Severity.WARN,
)
def has_good_marks(c: SupplierFacts) -> Broken | None:
    """What the supplier delivered earlier does not speak against it."""
    return c.rated() if c.grade is Grade.C else None


@rule(
    "S10",
    BIDDING("第五十三条", "取消其一年至二年内参加依法必须进行招标的项目的投标资格"),
    zh="{name} 因串通投标或行贿被取消投标资格，至 {until}（{source}），期满后方可参加",
    en="{name} may not bid until {until} because of collusion or bribery ({source}); "
    "wait for the end",
)
def not_barred_for_collusion(c: SupplierFacts) -> Broken | None:
    """The supplier is not debarred for collusion or bribery.

    The statute bars from compulsory tenders; the mine asks it of every purchase.
    """
    return c.barred(Cause.COLLUSION)


@rule(
    "S11",
    BIDDING("第五十四条", "取消其一年至三年内参加依法必须进行招标的项目的投标资格"),
    zh="{name} 因弄虚作假骗取中标被取消投标资格，至 {until}（{source}），期满后方可参加",
    en="{name} may not bid until {until} because of fraud ({source}); wait for the end",
)
def not_barred_for_fraud(c: SupplierFacts) -> Broken | None:
    """The supplier is not debarred for fraud."""
    return c.barred(Cause.FRAUD)


@rule(
    "S12",
    BIDDING("第六十条", "取消其二年至五年内参加依法必须进行招标的项目的投标资格"),
    zh="{name} 因不履行合同被取消投标资格，至 {until}（{source}），期满后方可参加",
    en="{name} may not bid until {until} because it did not perform ({source}); wait for the end",
)
def not_barred_for_non_performance(c: SupplierFacts) -> Broken | None:
    """The supplier is not debarred for failing to perform."""
    return c.barred(Cause.NON_PERFORMANCE)


@rule(
    "S13",
    REPUTABLE,
    zh="{name} 被本矿限制交易，至 {until}（{source}），期满或解除后方可参加",
    en="the mine itself debarred {name} until {until} ({source}); "
    "wait for the end or have it lifted",
)
def not_barred_by_the_mine(c: SupplierFacts) -> Broken | None:
    """The mine itself has not debarred the supplier."""
    return c.barred(Cause.MINE_DECISION)


@rule(
    "S14",
    REPUTABLE,
    zh="{name} 的在册状态为“{standing}”，恢复在册后方可参加",
    en="{name} is '{standing}' on the mine's register; have it reinstated first",
)
def stands_on_the_register(c: SupplierFacts) -> Broken | None:
    """The supplier is active on the mine's register."""
    if c.standing == Standing.ACTIVE:
        return None
    return broken(name=c.name, standing=c.standing)


@rule(
    "S15",
    BIDDING("第二十六条", "投标人应当具备承担招标项目的能力"),
    zh="{name} 的营业执照已于 {until} 到期，请更新执照后再参加",
    en="the business licence of {name} ended on {until}; renew it first",
)
def licence_is_in_date(c: SupplierFacts) -> Broken | None:
    """The supplier's business licence is in date; its last day counts."""
    if c.licence_until is None or c.licence_until >= c.today:
        return None
    return broken(name=c.name, until=c.licence_until)


@rule(
    "S17",
    HOUSE("第五十二条", "邀请和定标前应当查询", reading=Reading.BELIEVED),
    zh="{name} 在 {days} 天之内没有查询：{lists}；请查询并留存日期和截图",
    en="{name} was not looked up within {days} days in: {lists}; look and keep day and screenshot",
    severity=Severity.WARN,
)
def lists_were_looked_at(c: SupplierFacts) -> Broken | None:
    """The public lists were asked about the supplier lately; the last day counts."""
    oldest = c.today - timedelta(days=c.look_days)
    missed = [each for each in ListName if c.looks.get(each, (date.min, False))[0] < oldest]
    return broken(name=c.name, days=c.look_days, lists=joined(missed)) if missed else None


@rule(
    "S18",
    HOUSE("第五十二条", "查询结果为列入的，应当登记限制记录", reading=Reading.BELIEVED),
    zh="{name} 的最近一次查询显示列入：{lists}，但没有登记限制记录；请登记后再办，已移出的重新查询",
    en="by the newest look {name} is on: {lists}, and no debarment was entered; enter it, "
    "or look again when it was removed",
)
def what_was_found_is_entered(c: SupplierFacts) -> Broken | None:
    """A name that was found on a list has its debarment on the record."""
    found = [each for each, (_, listed) in c.looks.items() if listed and not c.barred(BARS[each])]
    return broken(name=c.name, lists=joined(found)) if found else None


@rule(
    "S27",
    HOUSE("第五十四条", "可以暂停其参加采购", reading=Reading.BELIEVED),
    zh="{name} 因案件 {source} 暂停参加采购，至 {until}；请待决定",
    en="{name} is suspended until {until} while case {source} is heard; wait for the decision",
)
def not_suspended_by_a_case(c: SupplierFacts) -> Broken | None:
    """No interim suspension of an open case keeps the supplier out."""
    return c.barred(Cause.INTERIM)


@rule(
    "S35",
    HOUSE("第五十三条", "不良记录达到规定次数的，应当复评", reading=Reading.BELIEVED),
    zh="{name} 自上次复评以来有 {bad} 次不良记录（规定 {limit} 次复评），主要有：{worst}；请复评",
    en="{name} has {bad} bad marks since it was evaluated last ({limit} ask for it again), "
    "mainly: {worst}; evaluate it again",
    severity=Severity.WARN,
)
def is_evaluated_again(c: SupplierFacts) -> Broken | None:
    """So many bad marks ask for another evaluation."""
    if c.bad_marks < c.bad_limit:
        return None
    return broken(name=c.name, bad=c.bad_marks, limit=c.bad_limit, worst=c.worst)


ELIGIBLE = RuleSet(
    "supplier",
    (
        not_listed_for_safety,
        not_listed_by_market_regulator,
        no_court_default,
        lists_were_looked_at,
        what_was_found_is_entered,
        has_good_marks,
        is_evaluated_again,
        not_barred_for_collusion,
        not_barred_for_fraud,
        not_barred_for_non_performance,
        not_barred_by_the_mine,
        not_suspended_by_a_case,
        stands_on_the_register,
        licence_is_in_date,
    ),
    zh="供应商资格",
)
"""Required of everybody who is invited, bids or wins."""


@rule(
    "S19",
    HOUSE("第五十三条", "低于本单位规定分值的，不得邀请", reading=Reading.BELIEVED),
    zh="{name} 的信誉为 {score} 分，低于 {least} 分，主要因为：{worst}；请另选供应商，"
    "对记录有异议的先申请更正",
    en="{name} stands at {score}, below {least}, mainly because of: {worst}; invite another, "
    "or have a wrong mark annulled",
)
def score_is_enough(c: SupplierFacts) -> Broken | None:
    """Nobody is invited whose score lies below what the mine asks for."""
    return c.rated() if c.score is not None and c.score < c.least_score else None


@rule(
    "S42",
    HOUSE("第九十一条", "此后以保留的记录邀请", reading=Reading.BELIEVED),
    zh="{name} 的记录已并入 {into}；请邀请保留的记录",
    en="the record of {name} was merged into {into}; invite the one that remains",
)
def record_remains(c: SupplierFacts) -> Broken | None:
    """Whoever is invited is invited under the record that remains of him."""
    return broken(name=c.name, into=c.merged_into) if c.merged_into else None


INVITABLE = RuleSet(
    "invitation of a supplier", (*ELIGIBLE.rules, score_is_enough, record_remains), zh="邀请供应商"
)
"""Required of everybody who is invited: the buyer chooses here, so the score may stop him."""
