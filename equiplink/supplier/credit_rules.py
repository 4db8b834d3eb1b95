"""Whether a credit code can be what it says."""

from __future__ import annotations

from equiplink.law import (
    CREDIT_CODE,
    HOUSE,
    ORGANISATION_CODE,
    UNNUMBERED,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.supplier.facts import CreditCode, Named
from equiplink.supplier.uscc import LENGTH, well_formed


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
    "S16",
    HOUSE("第五十二条", "同一供应商不得重复登记", reading=Reading.BELIEVED),
    zh="“{name}”已以信用代码 {other} 在册；请核对是否同一单位，同一单位的用“变更”办理",
    en="'{name}' is on the register already, with the credit code {other}; if it is the same "
    "firm, change that record",
    severity=Severity.WARN,
)
def name_is_new(c: Named) -> Broken | None:
    """No other firm of the same name is on the register."""
    return broken(name=c.name, other=c.other) if c.other else None


NAMING = RuleSet("supplier's name", (name_is_new,), zh="供应商名称")
