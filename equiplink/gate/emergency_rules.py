"""应急入井: who may ask, who may allow, for how long, and what it can never set aside."""

from __future__ import annotations

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.upkeep.urgent_rules import Approval, Request, Urgency

HOURS = Setting(
    "gate.emergency_hours", 24, "小时", Stricter.LOWER,
    zh="应急入井最长的补办时间", en="hours within which an emergency entry is made regular",
)  # fmt: skip

WAIVED = frozenset({"G02", "G02D", "G03A", "G06", "G15", "G36", "G43", "G50", "G53", "R32"})
"""What an emergency sets aside: inspections, checks and papers that come late, an area, the hour.

Safety marks, bans, explosion protection, holds and what the register says are never
set aside.
"""


@rule(
    "G60",
    HOUSE("第一百三十三条", "写明理由和截止时间", reading=Reading.BELIEVED),
    zh="截止时间距现在 {hours} 小时，应在今后 {longest} 小时之内",
    en="it would end in {hours} hours; it has to end within the next {longest}",
)
def ends_soon(r: Request) -> Broken | None:
    """An emergency ends within some hours, and not in the past."""
    return None if 0 <= r.hours <= r.longest else broken(hours=r.hours, longest=r.longest)


@rule(
    "G61",
    HOUSE("第一百三十三条", "由一人申请、另一人批准", reading=Reading.SEEN),
    zh="申请人不得批准本人的应急入井申请；请由另一人批准",
    en="whoever asked may not allow it himself; ask somebody else",
)
def another_person_allows_it(a: Approval) -> Broken | None:
    """Who allows an emergency entry did not ask for it."""
    return broken() if a.approver == a.requested_by else None


@rule(
    "G62",
    HOUSE("第一百三十三条", "登记隐患，限期补办", reading=Reading.BELIEVED),
    zh="应急入井：{reason}；请在 {until} 前补办检查和手续，逾期升级报告",
    en="emergency entry: {reason}; make it regular by {until}, or it goes to the next level",
    severity=Severity.WARN,
)
def goes_down_in_the_regular_way(u: Urgency) -> Broken | None:
    """It goes down without an emergency."""
    return broken(reason=u.reason, until=u.until) if u.reason else None


REQUEST = RuleSet("asking for an emergency entry", (ends_soon,), zh="申请应急入井")
APPROVAL = RuleSet("allowing an emergency entry", (another_person_allows_it,), zh="批准应急入井")
URGENT = RuleSet("emergency entry", (goes_down_in_the_regular_way,), zh="应急入井")
