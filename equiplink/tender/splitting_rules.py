"""What is added up in a works project, and who may sign that it cannot be combined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.law import HOUSE, MANDATORY_TENDER, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.rules import Drafting, evades, split


@rule(
    "T02",
    MANDATORY_TENDER("第五条", "合并进行…合计"),
    zh="同一项目可以合并进行的采购合计 {total} 元，达到 {limit} 元，本次 {estimate} 元也应当招标；"
    "请招标，确属不能合并的，由指定人员签字放行",
    en="what can be combined in this project sums to CNY {total} and reaches {limit}, so these "
    "{estimate} must be tendered as well; hold a tender, or let the named officers sign that it "
    "cannot be combined",
)
def purchases_of_a_project_are_added_up(c: Drafting) -> Broken | None:
    """What can be combined in one works project is compared with the threshold together."""
    total = c.estimate + c.combined
    if c.within_law and c.estimate < c.threshold <= total and evades(c) and not split(c):
        return broken(total=total, estimate=c.estimate, limit=c.threshold)
    return None


@rule(
    "T03W",
    HOUSE("第五十一条", "由指定的分管领导和纪检人员分别签字", reading=Reading.BELIEVED),
    zh="化整为零疑点经 {names} 签字放行，理由随计划存档",
    en="the suspicion of splitting was signed off by {names}, whose reasons are with the plan",
    severity=Severity.WARN,
)
def nothing_was_waived(c: Drafting) -> Broken | None:
    """No suspicion of splitting was signed off; where one was, the tender says by whom."""
    return broken(names="、".join(c.waived)) if c.waived else None


SPLITTING = RuleSet(
    "splitting",
    (purchases_of_a_project_are_added_up, nothing_was_waived),
    zh="疑似化整为零",
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """An officer who signs for a plan, and everybody through whose hands it went."""

    today: date
    officer: UUID
    writers: frozenset[UUID]


@rule(
    "N27",
    HOUSE("第五十一条", "经手计划的人员不得签字放行", reading=Reading.BELIEVED),
    zh="签字人编制、修改或提交过本计划；请由未经手的指定人员签字",
    en="the officer wrote, changed or submitted this plan; another named officer must sign",
)
def officer_did_not_ask(c: Waiver) -> Broken | None:
    """Who signs off a suspicion of splitting had no hand in the plan."""
    return broken() if c.officer in c.writers else None


WAIVER = RuleSet("waiver of splitting", (officer_did_not_ask,), zh="不能放行")
