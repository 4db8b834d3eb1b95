"""What the end of a violation and a decision about accountability need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.campaign.violation_states import BackCheck
from equiplink.law import CAMPAIGN, HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Conduct:
    """Who acts about a violation, and which back-checks were made."""

    today: date
    person: UUID
    actor: UUID
    checked: frozenset[BackCheck]


@rule(
    "C65",
    CAMPAIGN("三（四）3", "倒查"),
    zh="还没有倒查：{missing}；三个倒查办完再处理",
    en="back-checks are missing: {missing}; make all three before closing it",
)
def three_back_checks_are_made(c: Conduct) -> Broken | None:
    """Duty, training and mutual protection were each checked back."""
    missing = [each.zh for each in BackCheck if each not in c.checked]
    return broken(missing="、".join(missing)) if missing else None


@rule(
    "C66",
    HOUSE("第一百七十五条", "当事人不得倒查、处理本人的三违", reading=Reading.BELIEVED),
    zh="当事人不得倒查、处理本人的三违，请由他人办理",
    en="whoever did it neither checks it back nor closes it; let somebody else do so",
)
def actor_is_not_the_person(c: Conduct) -> Broken | None:
    """Nobody deals with his own violation."""
    return broken() if c.actor == c.person else None


CHECKING = RuleSet("checking back", (actor_is_not_the_person,), zh="三违倒查")
CLOSING = RuleSet(
    "closing a violation", (three_back_checks_are_made, actor_is_not_the_person), zh="三违处理"
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides about an accountability, and whom it concerns or reaches."""

    today: date
    decider: UUID
    concerned: frozenset[UUID]


@rule(
    "C67",
    HOUSE("第一百七十六条", "当事人不得决定与本人有关的问责", reading=Reading.BELIEVED),
    zh="问责与您本人有关，请由他人决定",
    en="it concerns yourself; let somebody else decide",
)
def decider_is_not_concerned(d: Deciding) -> Broken | None:
    """Nobody decides about himself."""
    return broken() if d.decider in d.concerned else None


DECIDING = RuleSet("deciding accountability", (decider_is_not_concerned,), zh="问责决定")


@dataclass(frozen=True, slots=True)
class Circulation:
    """The cases that a month had, beside those that the document asks for."""

    today: date
    month: str
    cases: int
    asked: int


@rule(
    "C68",
    HOUSE("第一百七十七条", "每月通报典型案例不少于规定的起数", reading=Reading.BELIEVED),
    severity=Severity.WARN,
    zh="{month} 已通报典型案例 {cases} 起，文件要求每月不少于 {asked} 起",
    en="{cases} cases were circulated in {month}, the document asks for {asked} a month",
)
def enough_cases_are_circulated(c: Circulation) -> Broken | None:
    """At least as many typical cases a month as the document asks for."""
    if c.cases < c.asked:
        return broken(month=c.month, cases=c.cases, asked=c.asked)
    return None


CIRCULATION = RuleSet("circulating cases", (enough_cases_are_circulated,), zh="典型案例通报")


@dataclass(frozen=True, slots=True)
class Told:
    """How many reports one thing had today."""

    today: date
    tips: int


A_DAY = 5
"""Anonymous reports about one thing that a day takes."""


@rule(
    "C69",
    HOUSE("第一百七十八条", "同一物品每日限收的举报", reading=Reading.BELIEVED),
    zh="该物品今天已收到 {tips} 件举报，安监部门正在核实；紧急情况请直接向调度室报告",
    en="{tips} reports about this thing came in today and are looked into; call the control room "
    "when it is urgent",
)
def thing_is_not_flooded(t: Told) -> Broken | None:
    """A thing takes a few reports a day, so that nobody drowns the others."""
    return broken(tips=t.tips) if t.tips >= A_DAY else None


TELLING = RuleSet("telling", (thing_is_not_flooded,), zh="匿名举报")
