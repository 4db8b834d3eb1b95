"""What a check needs to be postponed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Postponing:
    """A check that is to be made later than it is due."""

    today: date
    due_on: date
    until: date
    last: date
    """The last day by the interval of the table, whatever stricter one the mine set."""
    asked_by: UUID
    approver: UUID


@rule(
    "U23",
    HOUSE("第一百四十二条", "推迟不得超过规定的最长周期", reading=Reading.BELIEVED),
    zh="推迟至 {until} 超过规定的最长周期（{last}）；请在 {last} 之前安排检查",
    en="{until} is past the longest interval ({last}); have it checked by {last}",
)
def stays_within_the_table(p: Postponing) -> Broken | None:
    """No check is postponed past the interval of the table."""
    return broken(until=p.until, last=p.last) if p.until > p.last else None


@rule(
    "U24",
    HOUSE("第一百四十二条", "由申请人以外的审批人批准", reading=Reading.BELIEVED),
    zh="推迟的申请人不能批准本人的申请；请由他人审批",
    en="whoever asked for the postponement may not approve it; let somebody else decide",
)
def approver_did_not_ask(p: Postponing) -> Broken | None:
    """Who approves a postponement did not ask for it."""
    return broken() if p.approver == p.asked_by else None


@rule(
    "U25",
    HOUSE("第一百四十二条", "已经逾期的不得推迟", reading=Reading.BELIEVED),
    zh="已于 {due_on} 到期，逾期的不得推迟；请立即检查",
    en="it was due on {due_on} and is overdue, which cannot be postponed; check it now",
)
def is_not_overdue(p: Postponing) -> Broken | None:
    """What is overdue is not postponed."""
    return broken(due_on=p.due_on) if p.due_on < p.today else None


POSTPONING = RuleSet(
    "postponing",
    (stays_within_the_table, approver_did_not_ask, is_not_overdue),
    zh="不能推迟",
)
