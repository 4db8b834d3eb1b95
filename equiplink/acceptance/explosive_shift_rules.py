"""一班一领、两账相符: what one shift may take, and when it counts as accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance.explosive_rules import SPOILED, TWO_BOOKS
from equiplink.acceptance.explosive_states import Explosive, Medium, Shift
from equiplink.law import COAL_MINE_CODE, EXPLOSIVES, Broken, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.words import joined

ONE_SHIFT = EXPLOSIVES("第三十七条", "领取民用爆炸物品的数量不得超过当班用量")
BY_GAS = COAL_MINE_CODE("第三百五十条", "三级含水炸药")
BY_DELAY = COAL_MINE_CODE("第三百五十条", "130 ms")
LONGEST_DELAY = 130
"""Milliseconds of the last delay."""
SAFE_GRADES = {"突出": (3, 3), "高瓦斯": (3, 3), "低瓦斯": (2, 1)}
"""The lowest grade of permitted explosive by gas class: in coal, in rock."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody takes for a shift. ``need`` is what the shift uses by its blasting plan."""

    today: date
    kind: Explosive
    quantity: Decimal
    need: Decimal
    balance: Decimal
    expires_on: date
    shift_on: date
    issuer: UUID
    receiver: UUID
    certified: bool
    unsettled: tuple[str, ...]
    gas_class: str
    medium: Medium
    grade: int | None = None
    delay_ms: int | None = None
    serials: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accounting:
    """Both sides of one issue: what was taken, what the receiver says, what came back."""

    today: date
    taken: Decimal
    used: Decimal
    returned: Decimal
    shift_on: date
    shift: Shift
    foreign: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@rule(
    "P04",
    ONE_SHIFT,
    zh="领取 {quantity} 超过当班用量 {need}；请按当班用量领取",
    en="{quantity} is more than the shift's {need}; take what the shift uses",
)
def one_shift_is_taken(c: Taking) -> Broken | None:
    """No more is taken than the shift uses."""
    return broken(quantity=c.quantity, need=c.need) if c.quantity > c.need else None


@rule(
    "P04B",
    TWO_BOOKS,
    zh="领取 {quantity}，账上只有 {balance}；请核对账物",
    en="{quantity} is taken, the book has {balance}; compare book and store",
)
def taken_from_what_is_there(c: Taking) -> Broken | None:
    """Some is taken, and no more than the book has."""
    if 0 < c.quantity <= c.balance:
        return None
    return broken(quantity=c.quantity, balance=c.balance)


@rule(
    "P04S",
    EXPLOSIVES("第三十七条", "如实记载领取、发放民用爆炸物品的品种、数量、编号"),
    zh="发放 {quantity}，登记编号 {coded} 个，库内没有的编号：{unknown}；请逐发核对编号",
    en="{quantity} handed out with {coded} codes, not in the store: {unknown}; check each code",
)
def codes_are_recorded(c: Taking) -> Broken | None:
    """What is coded is handed out by its codes."""
    coded = len(set(c.serials))
    if c.unknown or (c.kind is Explosive.DETONATOR and coded != c.quantity):
        return broken(quantity=c.quantity, coded=coded, unknown=joined(c.unknown) or None)
    return None


@rule(
    "P04C",
    EXPLOSIVES("第三十三条", "取得《爆破作业人员许可证》后，方可从事爆破作业"),
    zh="领取人没有当日有效的爆破作业人员许可证；请由持证爆破员领取",
    en="the receiver holds no blaster's certificate that is valid today; a blaster must take it",
)
def receiver_is_a_blaster(c: Taking) -> Broken | None:
    """Who takes explosives holds a valid blaster's certificate."""
    return None if c.certified else broken()


@rule(
    "P04T",
    TWO_BOOKS,
    zh="发放人和领取人是同一人；请由另一人领取，双方签字",
    en="the same person hands out and takes; somebody else must take it",
)
def two_people_hand_over(c: Taking) -> Broken | None:
    """Who hands out does not take."""
    return broken() if c.issuer == c.receiver else None


@rule(
    "P04R",
    EXPLOSIVES("第三十七条", "作业后剩余的民用爆炸物品必须当班清退回库"),
    zh="领取人以前领取的尚未清退：{unsettled}；请先清退再领取",
    en="what the receiver took before is not accounted for: {unsettled}; settle that first",
)
def earlier_shifts_are_settled(c: Taking) -> Broken | None:
    """Whoever has not accounted for an earlier shift takes nothing."""
    return broken(unsettled=joined(c.unsettled)) if c.unsettled else None


@rule(
    "P04D",
    ONE_SHIFT,
    zh="班次日期 {shift_on} 不是今天；请在当班领取",
    en="the shift of {shift_on} is not today's; take it in the shift",
)
def taken_in_its_shift(c: Taking) -> Broken | None:
    """It is taken on the day of the shift."""
    return None if c.shift_on == c.today else broken(shift_on=c.shift_on)


@rule(
    "P07I",
    SPOILED,
    zh="{expires_on} 已过期失效，不得发放；请清理出库，登记造册，报公安机关监督销毁",
    en="it expired on {expires_on} and is not handed out; clear it out and have it destroyed "
    "under supervision",
)
def handed_out_before_it_expires(c: Taking) -> Broken | None:
    """What is handed out has not expired; the last day counts."""
    return broken(expires_on=c.expires_on) if c.expires_on < c.today else None


@rule(
    "P08",
    BY_GAS,
    zh="{gas}矿井{medium}使用 {grade} 级煤矿许用炸药，应当不低于 {least} 级；请换用相应等级",
    en="a permitted explosive of grade {grade} in {medium} of a mine of class {gas}; "
    "grade {least} is the lowest, take another",
)
def grade_suits_the_gas(c: Taking) -> Broken | None:
    """The explosive has the grade that the mine's gas class asks for."""
    if c.kind is not Explosive.CHARGE:
        return None
    least = SAFE_GRADES[c.gas_class][c.medium is Medium.ROCK]
    if c.grade is not None and c.grade >= least:
        return None
    return broken(gas=c.gas_class, medium=c.medium, grade=c.grade, least=least)


@rule(
    "P08D",
    BY_DELAY,
    zh="雷管最后一段延期 {delay} ms，不得超过 {longest} ms；请换用煤矿许用毫秒延期雷管",
    en="the last delay is {delay} ms, at most {longest} are allowed; take another detonator",
)
def delay_is_short(c: Taking) -> Broken | None:
    """The last delay of a detonator is at most 130 ms."""
    if c.kind is not Explosive.DETONATOR:
        return None
    if c.delay_ms is not None and c.delay_ms <= LONGEST_DELAY:
        return None
    return broken(delay=c.delay_ms, longest=LONGEST_DELAY)


@rule(
    "P06B",
    TWO_BOOKS,
    zh="领取 {taken}，申报使用 {used}，退回 {returned}，两账不符"
    "（多出编号：{foreign}；缺少编号：{missing}）；请当场核对，查不清的立即报告公安机关",
    en="{taken} were taken, {used} reported used, {returned} came back: the books differ "
    "(codes too many: {foreign}; missing: {missing}); count again, report to the police what stays",
)
def both_books_agree(c: Accounting) -> Broken | None:
    """What was taken is what was used and what came back, code by code."""
    if c.taken == c.used + c.returned and not c.foreign and not c.missing:
        return None
    return broken(
        taken=c.taken, used=c.used, returned=c.returned, foreign=joined(c.foreign) or None,
        missing=joined(c.missing) or None,
    )  # fmt: skip


@rule(
    "P04L",
    EXPLOSIVES("第三十七条", "作业后剩余的民用爆炸物品必须当班清退回库"),
    zh="{shift_on} {shift}领取的今天才清退；请说明原因，追查责任",
    en="what was taken on {shift_on} ({shift}) comes back only today; say why",
    severity=Severity.WARN,
)
def settled_in_its_shift(c: Accounting) -> Broken | None:
    """The rest comes back on the day of the shift."""
    return broken(shift_on=c.shift_on, shift=c.shift) if c.today > c.shift_on else None


TAKING = RuleSet(
    "issue of explosives",
    (
        one_shift_is_taken,
        taken_from_what_is_there,
        codes_are_recorded,
        receiver_is_a_blaster,
        two_people_hand_over,
        earlier_shifts_are_settled,
        taken_in_its_shift,
        handed_out_before_it_expires,
        grade_suits_the_gas,
        delay_is_short,
    ),
    zh="民爆物品不能发放",
)
ACCOUNTING = RuleSet(
    "return of explosives", (both_books_agree, settled_in_its_shift), zh="民爆物品不能核销"
)
