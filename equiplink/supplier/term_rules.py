"""How long a debarment lasts, who may enter it, and when it may end early."""

from __future__ import annotations

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
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
from equiplink.supplier.facts import Lifting, Term, years_after
from equiplink.supplier.states import Cause

_OUTSIDE_ZH = (
    "限制期 {starts} 至 {ends} 不在法定幅度内，"
    "止日应在 {earliest} 与 {latest} 之间，请按处罚决定书更正"
)
_OUTSIDE_EN = (
    "the period {starts} to {ends} is out of bounds; it ends between {earliest} and {latest}: "
    "copy it from the decision"
)


@rule(
    "S20",
    BIDDING_ORDINANCE("第六十七条", "取消其1年至2年内参加依法必须进行招标的项目的投标资格"),
    zh="串通投标：" + _OUTSIDE_ZH,
    en="collusion: " + _OUTSIDE_EN,
)
def collusion_bars_one_to_two_years(c: Term) -> Broken | None:
    """A debarment for collusion or bribery lasts one to two years."""
    return c.outside(Cause.COLLUSION, 1, 2)


@rule(
    "S21",
    BIDDING_ORDINANCE("第六十八条", "取消其1年至3年内参加依法必须进行招标的项目的投标资格"),
    zh="弄虚作假：" + _OUTSIDE_ZH,
    en="fraud: " + _OUTSIDE_EN,
)
def fraud_bars_one_to_three_years(c: Term) -> Broken | None:
    """A debarment for fraud lasts one to three years."""
    return c.outside(Cause.FRAUD, 1, 3)


@rule(
    "S22",
    BIDDING("第六十条", "取消其二年至五年内参加依法必须进行招标的项目的投标资格"),
    zh="不履行合同：" + _OUTSIDE_ZH,
    en="non-performance: " + _OUTSIDE_EN,
)
def non_performance_bars_two_to_five_years(c: Term) -> Broken | None:
    """A debarment for failing to perform lasts two to five years."""
    return c.outside(Cause.NON_PERFORMANCE, 2, 5)


@rule(
    "S23",
    DISHONESTY_LIST(UNNUMBERED, "严重失信主体名单管理期限为3年"),
    zh="安全生产严重失信：" + _OUTSIDE_ZH,
    en="work-safety dishonesty: " + _OUTSIDE_EN,
    severity=Severity.WARN,
)
def safety_list_keeps_three_years(c: Term) -> Broken | None:
    """A name stays three years on the work-safety dishonesty list."""
    return c.outside(Cause.SAFETY_DISHONESTY, 3, 3)


@rule(
    "S24",
    MARKET_DISHONESTY(UNNUMBERED, "3年"),
    zh="市场监管严重违法失信：" + _OUTSIDE_ZH,
    en="market regulator's list: " + _OUTSIDE_EN,
    severity=Severity.WARN,
)
def market_list_keeps_three_years(c: Term) -> Broken | None:
    """A name stays three years on the market regulator's list."""
    return c.outside(Cause.MARKET_DISHONESTY, 3, 3)


@rule(
    "S26",
    HOUSE("第五十四条", "未经告知、听取陈述和决定，不得列入本矿限制名单", reading=Reading.BELIEVED),
    zh="本矿自行限制供应商须先立案、告知、听取陈述并作出决定；请从“立案”办起",
    en="the mine's own list takes a case: accuse, tell, hear and decide first",
)
def own_list_takes_a_case(c: Term) -> Broken | None:
    """Nobody is entered by hand on the mine's own list: a case that is decided does it."""
    return broken() if c.cause in {Cause.MINE_DECISION, Cause.INTERIM} else None


TERM = RuleSet(
    "debarment",
    (
        collusion_bars_one_to_two_years,
        fraud_bars_one_to_three_years,
        non_performance_bars_two_to_five_years,
        safety_list_keeps_three_years,
        market_list_keeps_three_years,
        own_list_takes_a_case,
    ),
    zh="限制期限",
)


@rule(
    "S25",
    DISHONESTY_LIST(UNNUMBERED, "列入严重失信主体名单满12个月"),
    zh="列入名单未满 12 个月（{since} 起），{earliest} 后方可申请提前移出，请附主管部门的决定",
    en="on the list since {since}: early removal can be asked from {earliest}; attach the decision",
    severity=Severity.WARN,
)
def listed_for_a_year(c: Lifting) -> Broken | None:
    """A name is not taken off the work-safety list within twelve months."""
    earliest = years_after(c.starts_on, 1)
    if c.cause != Cause.SAFETY_DISHONESTY or c.today >= earliest:
        return None
    return broken(since=c.starts_on, earliest=earliest)


LIFTING = RuleSet("lifting", (listed_for_a_year,), zh="提前解除限制")
