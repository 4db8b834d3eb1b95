"""入井许可证: the paper that is consumed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

PERMIT_DAYS = Setting(
    "gate.permit_days", 7, "天", Stricter.LOWER,
    zh="入井许可证最长有效天数", en="days that an entry permit holds at most",
)  # fmt: skip
PERMIT_ASKED = Setting(
    "gate.permit_asked", 0, "（1 为凭证入井）", Stricter.HIGHER,
    zh="入井是否一律凭入井许可证", en="1 when nothing goes down without an entry permit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Permitted:
    """A thing at the gate, and its permit if it has one."""

    today: date
    asked: bool
    """Whether the mine lets nothing down without a permit."""
    number: str | None
    until: date | None
    quantity: Decimal
    permitted: Decimal | None


@dataclass(frozen=True, slots=True)
class Issuing:
    """A permit that is to be issued."""

    today: date
    until: date
    longest: int
    inspected: bool


@rule(
    "G50",
    HOUSE("第一百三十四条", "没有入井许可证的，不得入井", reading=Reading.SEEN),
    zh="没有未使用的入井许可证；请机电管理部门签发三联许可证后再入井",
    en="there is no unused entry permit; ask the electrical department to issue one",
)
def has_its_permit(p: Permitted) -> Broken | None:
    """Where the mine asks for it, a thing has an entry permit that nobody used."""
    return broken() if p.asked and p.number is None else None


@rule(
    "G53",
    HOUSE("第一百三十四条", "许可证一次有效", reading=Reading.SEEN),
    zh="入井许可证 {number} 有效至 {until}，准许 {permitted}，现为 {quantity}；请重新签发",
    en="permit {number} holds until {until} for {permitted}, this is {quantity}; issue another",
)
def permit_covers_it(p: Permitted) -> Broken | None:
    """The permit is in date, and is for no less than what goes down."""
    if p.number is None or p.until is None or p.permitted is None:
        return None
    if p.until >= p.today and p.quantity <= p.permitted:
        return None
    return broken(number=p.number, until=p.until, permitted=p.permitted, quantity=p.quantity)


@rule(
    "G54",
    HOUSE("第一百三十四条", "在规定的天数内有效", reading=Reading.BELIEVED),
    zh="许可证有效至 {until}，应在今天起 {longest} 天之内",
    en="the permit would hold until {until}; it must end within {longest} days from today",
)
def permit_is_bounded(i: Issuing) -> Broken | None:
    """A permit holds for some days only, and not backwards."""
    days = (i.until - i.today).days
    return None if 0 <= days <= i.longest else broken(until=i.until, longest=i.longest)


@rule(
    "G59",
    HOUSE("第一百三十四条", "凭防爆检查合格证签发", reading=Reading.SEEN),
    zh="没有现行合格的入井检查，不能签发入井许可证；请先由防爆检查员检查",
    en="no passed inspection stands, so no permit is issued; have it inspected first",
)
def was_inspected_first(i: Issuing) -> Broken | None:
    """A permit is issued on a passed inspection."""
    return None if i.inspected else broken()


PERMIT = RuleSet("entry permit", (has_its_permit, permit_covers_it), zh="入井许可")
ISSUING = RuleSet("issuing a permit", (permit_is_bounded, was_inspected_first), zh="签发入井许可证")
