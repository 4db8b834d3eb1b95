"""The daily trip test of leakage protection: of what, and how long since the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import COAL_MINE_CODE, HOUSE, UNNUMBERED, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule

PROTECTIVE = ("检漏", "漏电", "馈电")
"""What trips on a leak, by a word of the class's name."""


@dataclass(frozen=True, slots=True)
class Tripping:
    """One protective device whose trip test is written down."""

    today: date
    number: str
    kind: str
    below: bool
    last: date | None
    """The day of the test before; without one, the day on which it was put up. None: neither."""


@rule(
    "I09P",
    HOUSE("第一百八十一条", "在用的漏电保护装置", reading=Reading.BELIEVED),
    zh="{number}（{kind}）不是在井下使用的漏电保护装置；请核对编号",
    en="{number} ({kind}) is no leakage protection in use underground; check the number",
)
def protects_underground(t: Tripping) -> Broken | None:
    """What is tested protects against leaks, and is underground."""
    if t.below and any(word in t.kind for word in PROTECTIVE):
        return None
    return broken(number=t.number, kind=t.kind)


@rule(
    "I09",
    COAL_MINE_CODE(UNNUMBERED, "每天必须对低压漏电保护进行1次跳闸试验", reading=Reading.BELIEVED),
    severity=Severity.WARN,
    zh="{number} 上次跳闸试验是 {last}，漏做 {days} 天；请每天试验一次",
    en="{number} was tested last on {last}, {days} days are missing; test it every day",
)
def is_tested_every_day(t: Tripping) -> Broken | None:
    """No day passes between one test and the next."""
    missing = 0 if t.last is None else (t.today - t.last).days - 1
    return broken(number=t.number, last=t.last, days=missing) if missing > 0 else None


LEAKAGE = RuleSet("trip test", (protects_underground, is_tested_every_day), zh="漏电跳闸试验")
