"""What an audit's answers and replies need before it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, MINE_SAFETY_ORDINANCE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Audited:
    """What became of an audit's findings and of the items of its checklist."""

    today: date
    unassigned: int
    """Findings whose hazard nobody answers for yet."""
    department: bool
    unreplied: int
    """Findings that the inspected side has not replied to."""
    unanswered: tuple[int, ...]
    """The numbers of the checklist's items that nobody looked at."""


@rule(
    "H06A",
    MINE_SAFETY_ORDINANCE("第三十七条", "煤矿企业应当立即进行整改，并按照要求报告整改结果"),
    zh="有 {unassigned} 条检查问题未落实整改责任；请先下达整改",
    en="{unassigned} findings have nobody who answers for them; assign their hazards first",
)
def findings_are_assigned(a: Audited) -> Broken | None:
    """Somebody answers for each finding before its audit is closed."""
    return broken(unassigned=a.unassigned) if a.unassigned else None


@rule(
    "C52",
    HOUSE("第一百六十四条", "检查表所列项目逐项答复", reading=Reading.BELIEVED),
    zh="检查表还有 {count} 项没有答复：第 {items} 项；请逐项答复",
    en="{count} items of the checklist are unanswered: {items}; answer each",
)
def items_are_answered(a: Audited) -> Broken | None:
    """Every item of the audit's checklist was answered."""
    if not a.unanswered:
        return None
    return broken(count=len(a.unanswered), items="、".join(map(str, a.unanswered)))


@rule(
    "C54",
    MINE_SAFETY_ORDINANCE("第三十七条", "按照要求报告整改结果"),
    zh="部门检查的问题还有 {unreplied} 条没有书面回复；请逐条回复",
    en="{unreplied} findings of the department have no reply yet; reply to each",
)
def department_is_replied_to(a: Audited) -> Broken | None:
    """The mine replied to each finding of a department."""
    return broken(unreplied=a.unreplied) if a.department and a.unreplied else None


AUDIT_CLOSING = RuleSet(
    "closing an audit",
    (findings_are_assigned, items_are_answered, department_is_replied_to),
    zh="检查不能关闭",
)


@dataclass(frozen=True, slots=True)
class Replying:
    """Who replies to a finding, beside who made it."""

    today: date
    inspects: bool
    """Whether he is of the department that audits, or found it himself."""


@rule(
    "C53",
    HOUSE("第一百六十五条", "检查问题由受检方回复，检查人不得代为回复", reading=Reading.BELIEVED),
    zh="检查问题由受检方回复，检查人不得代为回复；请由受检方登录后回复",
    en="the inspected side replies to a finding, not who made it; let the mine's people reply",
)
def inspected_side_replies(r: Replying) -> Broken | None:
    """Who inspects does not reply to himself."""
    return broken() if r.inspects else None


REPLY = RuleSet("replying to a finding", (inspected_side_replies,), zh="回复检查问题")
