"""What the test of a rope must show before it is hung, and while it is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import COAL_MINE_CODE, HOUSE, UNNUMBERED, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

BEFORE_HANGING = COAL_MINE_CODE(UNNUMBERED, "拉断、弯曲和扭转3种试验", reading=Reading.SEEN)
THINNER = HOUSE("第一百三十七条", "直径减小达到10%的更换")

NEW_PERCENT = Setting(
    "upkeep.rope_new_percent", 10, "%", Stricter.LOWER,
    zh="新绳不合格钢丝断面积比，达到的不得悬挂",
    en="bad wire area of a new rope at which it is not hung at all, in %",
    source=BEFORE_HANGING,
)  # fmt: skip
PEOPLE_PERCENT = Setting(
    "upkeep.rope_new_people_percent", 6, "%", Stricter.LOWER,
    zh="新绳不合格钢丝断面积比，达到的不得升降人员",
    en="bad wire area of a new rope at which it carries no people, in %",
    source=BEFORE_HANGING,
)  # fmt: skip
THINNER_PERCENT = Setting(
    "upkeep.rope_thinner_percent", 10, "%", Stricter.LOWER,
    zh="钢丝绳直径减小量，达到的更换",
    en="loss of diameter at which a rope is replaced, in %",
    source=THINNER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RopeTest:
    """What was measured of a rope, in percent; None for what was not."""

    today: date
    passed: bool
    new: bool
    """Whether it has not been underground yet."""
    worn: Decimal | None = None
    thinner: Decimal | None = None
    new_percent: int = NEW_PERCENT.default
    people_percent: int = PEOPLE_PERCENT.default
    thinner_percent: int = THINNER_PERCENT.default


@rule(
    "I15N",
    BEFORE_HANGING,
    zh="新绳不合格钢丝断面积 {worn}%，达到 {limit}%，不得悬挂，不能判合格；请退换",
    en="the bad wires of the new rope are {worn}% of its area, {limit}% or more; "
    "do not hang it, send it back",
)
def new_rope_may_be_hung(r: RopeTest) -> Broken | None:
    """A new rope with a tenth or more of its wire area bad does not pass."""
    if r.passed and r.new and r.worn is not None and r.worn >= r.new_percent:
        return broken(worn=r.worn, limit=r.new_percent)
    return None


@rule(
    "I15M",
    BEFORE_HANGING,
    zh="新绳不合格钢丝断面积 {worn}%，达到 {limit}%，不得用于升降人员；请只用于升降物料",
    en="the bad wires of the new rope are {worn}% of its area, {limit}% or more; "
    "it carries no people, use it for material only",
    severity=Severity.WARN,
)
def new_rope_may_carry_people(r: RopeTest) -> Broken | None:
    """A new rope that may carry people has less than 6 % of its wire area bad."""
    if r.passed and r.new and r.worn is not None and r.worn >= r.people_percent:
        return broken(worn=r.worn, limit=r.people_percent)
    return None


@rule(
    "I15D",
    THINNER,
    zh="钢丝绳直径减小 {thinner}%，达到 {limit}%，不能判合格；请更换钢丝绳",
    en="the rope lost {thinner}% of its diameter, {limit}% or more; replace it",
)
def rope_is_not_thinner(r: RopeTest) -> Broken | None:
    """A rope that lost a tenth or more of its diameter does not pass."""
    if r.passed and r.thinner is not None and r.thinner >= r.thinner_percent:
        return broken(thinner=r.thinner, limit=r.thinner_percent)
    return None


ROPE = RuleSet(
    "testing a rope",
    (new_rope_may_be_hung, new_rope_may_carry_people, rope_is_not_thinner),
    zh="钢丝绳检验",
)
