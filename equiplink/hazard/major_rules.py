"""What the law asks about major hazards: orders, the restart, the signed report, the counters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from equiplink.days import Calendar
from equiplink.hazard.states import HazardState, Level
from equiplink.law import (
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    WORK_SAFETY,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule

ACCEPTED_WITHIN = 20
ANNOUNCED_WITHIN = 5
CLOSED_AFTER = 2
"""Times in three months that a mine is found to produce with a major hazard."""
IN_HALF_A_YEAR, IN_A_YEAR = 3, 4
"""Penalties in 180 days and in a year."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """A department's order about a hazard."""

    today: date
    level: Level
    state: HazardState
    issued_on: date
    due_on: date


@rule(
    "H60",
    MINE_SAFETY_ORDINANCE("第四十五条", "建立健全重大事故隐患治理督办制度"),
    zh="督办只用于未销号的重大隐患，且期限不早于下达日期（{issued_on} 至 {due_on}），请核对",
    en="only an open major hazard is supervised, until a day not before the order ({issued_on} to "
    "{due_on}); check it",
)
def order_is_about_an_open_major_hazard(o: Ordering) -> Broken | None:
    """An order is about a major hazard that is open, and its deadline follows it."""
    open_major = o.level is Level.MAJOR and o.state is not HazardState.CLOSED
    if not open_major or o.due_on < o.issued_on or o.issued_on > o.today:
        return broken(issued_on=o.issued_on, due_on=o.due_on)
    return None


ORDERING = RuleSet("ordering", (order_is_about_an_open_major_hazard,), zh="下达督办单")


@dataclass(frozen=True, slots=True)
class Applying:
    """Who applies to produce again, and what became of the hazard."""

    today: date
    suspends: bool
    state: HazardState


@rule(
    "H61",
    MINE_SAFETY_ORDINANCE("第四十八条", "应当制定整改方案并进行整改"),
    zh="该督办单没有责令停产，或者隐患尚未整改，不能申请恢复生产；请先整改",
    en="the order stopped nothing, or the hazard is not put right: put it right before you apply",
)
def hazard_is_put_right(a: Applying) -> Broken | None:
    """Whoever was stopped applies once the hazard is put right."""
    right = a.state in {HazardState.RECTIFIED, HazardState.CLOSED}
    return None if a.suspends and right else broken()


APPLYING = RuleSet("applying to restart", (hazard_is_put_right,), zh="申请恢复生产")


@dataclass(frozen=True, slots=True)
class Signing:
    """One of the three signatures, with those before it."""

    today: date
    name: str
    before: tuple[str, ...]
    applied_on: date
    last: bool
    """Whether it is the acceptance, which has a deadline."""


@rule(
    "H62",
    MINE_SAFETY_ORDINANCE("第四十八条", "在收到恢复生产申请之日起20日内组织验收完毕"),
    severity=Severity.WARN,
    zh="申请于 {applied_on} 提出，验收已超过 {days} 日",
    en="applied for on {applied_on}: the acceptance took more than {days} days",
)
def acceptance_is_in_time(s: Signing) -> Broken | None:
    """The department accepts within twenty days."""
    if s.last and s.today > s.applied_on + timedelta(days=ACCEPTED_WITHIN):
        return broken(applied_on=s.applied_on, days=ACCEPTED_WITHIN)
    return None


@rule(
    "H63",
    MINE_SAFETY_ORDINANCE("第四十八条", "报本级人民政府主要负责人批准后，方可恢复生产"),
    zh="{name}已在前面签字；验收、审核、批准应由三个人签字",
    en="{name} has signed before; department, institution and government are three signers",
)
def three_people_sign(s: Signing) -> Broken | None:
    """Department, institution and government: three different people."""
    return broken(name=s.name) if s.name in s.before else None


SIGNING = RuleSet(
    "signing a restart", (acceptance_is_in_time, three_people_sign), zh="恢复生产签字"
)


@dataclass(frozen=True, slots=True)
class Announcing:
    """When a restart was approved, and the mine's calendar."""

    today: date
    approved_on: date
    calendar: Calendar


@rule(
    "H64",
    MINE_SAFETY_ORDINANCE("第四十九条", "自恢复生产之日起5个工作日内向社会公告"),
    severity=Severity.WARN,
    zh="恢复生产应于 {last} 前公告，已逾期",
    en="the restart was to be announced by {last}",
)
def restart_is_announced_in_time(a: Announcing) -> Broken | None:
    """The restart is announced within five working days."""
    last = a.calendar.working_day(a.approved_on, ANNOUNCED_WITHIN)
    return broken(last=last) if a.today > last else None


ANNOUNCING = RuleSet("announcing a restart", (restart_is_announced_in_time,), zh="恢复生产公告")


@dataclass(frozen=True, slots=True)
class Reporting:
    """A quarterly report that is signed: the quarter's first day, and when it was sent."""

    today: date
    first: date
    sent_on: date


@rule(
    "H65",
    MINE_SAFETY_ORDINANCE("第三十五条", "经煤矿企业负责人签字后，每季度报"),
    zh="季度 {first} 尚未开始或者报送日期 {sent_on} 不在其后至今天之间，请核对",
    en="the quarter from {first} has not begun, or {sent_on} is not between it and today; check it",
)
def quarter_has_begun(r: Reporting) -> Broken | None:
    """A report is of a quarter that has begun, sent in it or later, not ahead of today."""
    if not r.first <= r.sent_on <= r.today:
        return broken(first=r.first, sent_on=r.sent_on)
    return None


REPORTING = RuleSet("reporting a quarter", (quarter_has_begun,), zh="重大隐患季报")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often the mine was found to produce with a major hazard, and punished."""

    today: date
    suspended: int
    """Orders to stop for a major hazard within the last three months."""
    half_year: int
    year: int


@rule(
    "L09",
    MINE_SAFETY_ORDINANCE("第七十条", "3个月内2次或者2次以上发现有重大事故隐患"),
    severity=Severity.WARN,
    zh="三个月内因重大隐患被责令停产 {count} 次；2 次以上仍生产的，提请关闭",
    en="ordered to stop for a major hazard {count} times in three months; twice leads to closure",
)
def not_found_twice(c: Counted) -> Broken | None:
    """Not found a second time within three months."""
    return broken(count=c.suspended) if c.suspended >= CLOSED_AFTER else None


@rule(
    "L09P",
    WORK_SAFETY("第一百一十三条", "一百八十日内三次或者一年内四次"),
    severity=Severity.WARN,
    zh="180 日内受行政处罚 {half_year} 次、一年内 {year} 次；3 次、4 次的提请关闭",
    en="punished {half_year} times in 180 days and {year} in a year; 3 and 4 lead to closure",
)
def not_punished_again(c: Counted) -> Broken | None:
    """Fewer penalties than lead to closure."""
    if c.half_year >= IN_HALF_A_YEAR or c.year >= IN_A_YEAR:
        return broken(half_year=c.half_year, year=c.year)
    return None


COUNTERS = RuleSet("counting sanctions", (not_found_twice, not_punished_again), zh="处罚次数")


@dataclass(frozen=True, slots=True)
class Lifting:
    """A hold on an area, and whether a department's order stops it."""

    today: date
    ordered: str
    """The number of the open order that stops production, or nothing."""


@rule(
    "H66",
    MINE_SAFETY_ORDINANCE("第四十八条", "批准后，方可恢复生产"),
    zh="督办单 {ordered} 责令停产，批准恢复生产之前不得解除",
    en="order {ordered} stopped production; nothing is lifted before the restart is approved",
)
def order_is_lifted_first(x: Lifting) -> Broken | None:
    """What an order stopped starts by its approval."""
    return broken(ordered=x.ordered) if x.ordered else None


@rule(
    "H67",
    HOUSE("第一百六十三条", "责令停产的督办单随恢复生产的批准解除", reading=Reading.BELIEVED),
    zh="督办单 {ordered} 责令停产，随恢复生产的批准解除",
    en="order {ordered} stopped production and ends with the approval of the restart",
)
def suspension_ends_by_restart(x: Lifting) -> Broken | None:
    """An order that stopped production is not lifted by itself."""
    return broken(ordered=x.ordered) if x.ordered else None


LIFTING = RuleSet("lifting a stop", (order_is_lifted_first,), zh="解除停产区域")
ENDING = RuleSet("lifting an order", (suspension_ends_by_restart,), zh="解除督办单")
