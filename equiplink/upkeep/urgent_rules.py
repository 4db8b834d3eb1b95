"""应急作业: who may ask for work at a forbidden hour, who may allow it, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

HOURS = Setting(
    "upkeep.urgent_hours", 8, "小时", Stricter.LOWER,
    zh="应急作业最长的时间", en="hours within which urgent work at a forbidden hour has to end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """Something urgent that is asked for, work or an entry; hours from now to its end."""

    today: date
    hours: int
    longest: int


@dataclass(frozen=True, slots=True)
class Approval:
    """Who asked for something urgent, and who would allow it."""

    today: date
    requested_by: UUID
    approver: UUID


@dataclass(frozen=True, slots=True)
class Urgency:
    """The urgency under which something is done or goes down; no reason where there is none."""

    today: date
    reason: str = ""
    until: str = ""


@rule(
    "G83",
    HOUSE("第一百五十六条", "写明理由和截止时间", reading=Reading.BELIEVED),
    zh="截止时间距现在 {hours} 小时，应在今后 {longest} 小时之内",
    en="it would end in {hours} hours; it has to end within the next {longest}",
)
def ends_soon(r: Request) -> Broken | None:
    """Urgent work ends within some hours, and not in the past."""
    return None if 0 <= r.hours <= r.longest else broken(hours=r.hours, longest=r.longest)


@rule(
    "G84",
    HOUSE("第一百五十六条", "由一人申请、另一人批准", reading=Reading.BELIEVED),
    zh="申请人不得批准本人的应急作业申请；请由另一人批准",
    en="whoever asked may not allow it himself; ask somebody else",
)
def another_person_allows_it(a: Approval) -> Broken | None:
    """Who allows urgent work did not ask for it."""
    return broken() if a.approver == a.requested_by else None


@rule(
    "G85",
    HOUSE("第一百五十六条", "作业记录注明为应急作业", reading=Reading.BELIEVED),
    zh="应急作业：{reason}，准许至 {until}",
    en="urgent work: {reason}, allowed until {until}",
    severity=Severity.WARN,
)
def is_done_in_a_regular_shift(u: Urgency) -> Broken | None:
    """It is done at an hour at which such work may be done."""
    return broken(reason=u.reason, until=u.until) if u.reason else None


REQUEST = RuleSet("asking for urgent work", (ends_soon,), zh="申请应急作业")
APPROVAL = RuleSet("allowing urgent work", (another_person_allows_it,), zh="批准应急作业")
URGENT = RuleSet("urgent work", (is_done_in_a_regular_shift,), zh="应急作业")
