"""What must hold before a pre-entry inspection is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.gate.rules import SIGNED_IN
from equiplink.law import COAL_MINE_CODE, HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a pre-entry inspection, and for what."""

    today: date
    certificate_until: date | None
    """None when he holds no certificate that is valid on this day."""
    checks: tuple[tuple[str, bool], ...]
    passed: bool
    valid_until: date
    longest: int
    """Days that an inspection may hold at most."""
    repairing: bool = False
    """Whether a repair or modification of it is open."""


@rule(
    "G03",
    COAL_MINE_CODE("第四百四十八条", "防爆检查员", reading=Reading.SEEN),
    zh="检查员没有在有效期内的资格证；请由持证检查员签发",
    en="the inspector holds no certificate that is valid today; let one who does sign",
)
def inspector_is_certified(s: Signature) -> Broken | None:
    """The inspector holds a certificate that is valid on the day."""
    return broken() if s.certificate_until is None else None


@rule(
    "G05",
    SIGNED_IN,
    zh="检查项目不全或与结论不符：{failed}；请逐项填写，全部合格才能判定合格",
    en="checks are missing or contradict the verdict: {failed}; fill in each, all must pass",
)
def verdict_follows_checks(s: Signature) -> Broken | None:
    """A passed inspection names its checks, and each of them passed."""
    failed = [name for name, passed in s.checks if not passed]
    if s.passed and (failed or not s.checks):
        return broken(failed="、".join(failed) or None)
    return None


@rule(
    "G04",
    HOUSE("第二十四条", "有效期不得超过本单位规定的天数"),
    zh="检查合格证的有效期至 {until}，应在今天起 {longest} 天之内",
    en="the inspection would hold until {until}; it must end within {longest} days from today",
)
def validity_is_bounded(s: Signature) -> Broken | None:
    """An inspection holds for some days only, and not backwards."""
    days = (s.valid_until - s.today).days
    return None if 0 <= days <= s.longest else broken(until=s.valid_until, longest=s.longest)


@rule(
    "G06O",
    HOUSE("第二十九条", "防爆设备维修、改造后应当逐项验收"),
    zh="维修或改造尚未办结，不能判定合格；请先办结再检查",
    en="its repair or modification is still open; close that before an inspection passes",
)
def repair_is_closed(s: Signature) -> Broken | None:
    """Nothing passes its inspection while a repair of it is open."""
    return broken() if s.passed and s.repairing else None


INSPECTION = RuleSet(
    "pre-entry inspection",
    (inspector_is_certified, verdict_follows_checks, repair_is_closed, validity_is_bounded),
    zh="入井前检查",
)
