"""Who may sell: the credit code, what stands against a supplier, and for how long."""

from __future__ import annotations

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    CAMPAIGN,
    CREDIT_CODE,
    DISHONESTY_LIST,
    HOUSE,
    MARKET_DISHONESTY,
    ORGANISATION_CODE,
    UNNUMBERED,
    Broken,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.supplier.facts import CreditCode, Lifting, SupplierFacts, Term, years_after
from equiplink.supplier.states import Cause, Grade, Standing
from equiplink.supplier.uscc import LENGTH, well_formed

__all__ = [
    "CREDIT",
    "ELIGIBLE",
    "LIFTING",
    "TERM",
    "CreditCode",
    "Lifting",
    "SupplierFacts",
    "Term",
]

REPUTABLE = CAMPAIGN("三(三)2", "选择信誉良好的供应商")


@rule(
    "S01",
    CREDIT_CODE(UNNUMBERED, "0123456789ABCDEFGHJKLMNPQRTUWXY"),
    zh="统一社会信用代码“{code}”应为 18 位数字和大写字母"
    "（不含 I、O、S、V、Z），现为 {length} 位，请对照营业执照重新输入",
    en="credit code '{code}' has {length} characters or a letter out of the alphabet; "
    "it needs 18 digits and capitals without I, O, S, V, Z; copy it from the licence",
)
def code_is_well_formed(c: CreditCode) -> Broken | None:
    """The credit code has 18 characters of its alphabet."""
    return None if well_formed(c.code) else broken(code=c.code[: 2 * LENGTH], length=len(c.code))


@rule(
    "S02",
    CREDIT_CODE(UNNUMBERED, "3^i mod 31"),
    zh="信用代码“{code}”的校验码应为 {expected}，请对照营业执照核对",
    en="the check character of credit code '{code}' should be {expected}; "
    "hold it against the licence",
    severity=Severity.WARN,
)
def check_character_fits(c: CreditCode) -> Broken | None:
    """The last character of the credit code is the check of the others."""
    if c.proof or c.expected is None:
        return None
    return broken(code=c.code, expected=c.expected)


@rule(
    "S03",
    ORGANISATION_CODE(UNNUMBERED, "3,7,9,10,5,8,4,2"),
    zh="信用代码“{code}”内的组织机构代码校验码应为 {expected}，请对照营业执照核对",
    en="the organisation code inside '{code}' should end in {expected}; "
    "hold it against the licence",
    severity=Severity.WARN,
)
def organisation_code_fits(c: CreditCode) -> Broken | None:
    """The organisation code inside the credit code has its own right check."""
    if c.proof or c.expected_inside is None:
        return None
    return broken(code=c.code, expected=c.expected_inside)


@rule(
    "S04",
    CREDIT_CODE(UNNUMBERED, "mod 31"),
    zh="信用代码“{code}”校验不符；确有早期代码如此，请附营业执照或公示系统查询结果作为证明（proof）",
    en="credit code '{code}' fails its check; a few genuine codes do: attach the licence or "
    "the public register's answer as proof",
    severity=Severity.WARN,
)
def failed_check_is_proven(c: CreditCode) -> Broken | None:
    """A credit code that fails a check comes with manual proof."""
    if c.proof or (c.expected is None and c.expected_inside is None):
        return None
    return broken(code=c.code)


CREDIT = RuleSet(
    "credit code",
    (code_is_well_formed, check_character_fits, organisation_code_fits, failed_check_is_proven),
    zh="统一社会信用代码",
)


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
    zh="{name} 的信誉评级为 {grade}，请复评后再选用",
    en="{name} is graded {grade} by what it delivered; evaluate it again before choosing it",
    severity=Severity.WARN,
)
def has_good_marks(c: SupplierFacts) -> Broken | None:
    """What the supplier delivered earlier does not speak against it."""
    return broken(name=c.name, grade=c.grade) if c.grade is Grade.C else None


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


ELIGIBLE = RuleSet(
    "supplier",
    (
        not_listed_for_safety,
        not_listed_by_market_regulator,
        no_court_default,
        has_good_marks,
        not_barred_for_collusion,
        not_barred_for_fraud,
        not_barred_for_non_performance,
        not_barred_by_the_mine,
        stands_on_the_register,
        licence_is_in_date,
    ),
    zh="供应商资格",
)
"""Required of everybody who is invited, bids or wins."""


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


TERM = RuleSet(
    "debarment",
    (
        collusion_bars_one_to_two_years,
        fraud_bars_one_to_three_years,
        non_performance_bars_two_to_five_years,
        safety_list_keeps_three_years,
        market_list_keeps_three_years,
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
