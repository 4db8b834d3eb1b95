"""What a plan, a round, an audit and the end of a campaign need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from equiplink.law import CAMPAIGN, MINE_SAFETY_ORDINANCE, WORK_SAFETY, Broken, Severity, broken
from equiplink.rules import RuleSet, rule

SOME = 5
"""Names that a finding gives of many."""
FOUR_TIERS = CAMPAIGN("三（二）3", "集团公司季查、企业月查、科队周查、班组日查")


@dataclass(frozen=True, slots=True)
class Span:
    """One phase. Both days count."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Planned:
    """A campaign and its phases, in their order. Both days count."""

    today: date
    starts_on: date
    ends_on: date
    phases: tuple[Span, ...]


@rule(
    "C01",
    CAMPAIGN("四（二）", "企业自查自改"),
    zh="阶段“{phase}”应从 {expected} 开始并在其后结束；各阶段须首尾相接，请改正日期",
    en="phase '{phase}' should begin on {expected} and end later; phases follow without gaps",
)
def phases_follow_each_other(p: Planned) -> Broken | None:
    """The first phase begins with the campaign, and each begins the day after the last ended."""
    expected = p.starts_on
    for phase in p.phases:
        if phase.starts_on != expected or phase.ends_on < phase.starts_on:
            return broken(phase=phase.name, expected=expected)
        expected = phase.ends_on + timedelta(days=1)
    return None


@rule(
    "C02",
    CAMPAIGN("四（二）", "企业自查自改"),
    zh="末阶段结束于 {last}，整治结束于 {ends_on}；两者须为同一天，请补充或改正阶段",
    en="the last phase ends on {last}, the campaign on {ends_on}; both must be one day",
)
def phases_reach_the_end(p: Planned) -> Broken | None:
    """The last phase ends with the campaign; there is at least one."""
    last = p.phases[-1].ends_on if p.phases else None
    return None if last == p.ends_on else broken(last=last, ends_on=p.ends_on)


PLAN = RuleSet("campaign plan", (phases_follow_each_other, phases_reach_the_end), zh="方案")


@dataclass(frozen=True, slots=True)
class Check:
    """The period of one round. Both days count."""

    today: date
    first: date
    last: date


@rule(
    "H01H",
    FOUR_TIERS,
    zh="排查应在 {first} 至 {last} 之内开展，今天是 {today}；漏查不能补记，请说明原因",
    en="the round belongs between {first} and {last}, today is {today}; "
    "a missed round is explained, never entered later",
)
def round_is_held_in_its_period(c: Check) -> Broken | None:
    """A round is entered within its own period."""
    if c.first <= c.today <= c.last:
        return None
    return broken(first=c.first, last=c.last, today=c.today)


@rule(
    "H01E",
    FOUR_TIERS,
    zh="该排查的期限 {last} 尚未过（今天 {today}）；请按期开展排查",
    en="the round may still be held until {last}, today is {today}; hold it",
)
def round_was_missed(c: Check) -> Broken | None:
    """Only a round whose period is over is explained."""
    return None if c.last < c.today else broken(last=c.last, today=c.today)


ROUND = RuleSet("check round", (round_is_held_in_its_period,), zh="排查")
EXPLANATION = RuleSet("explaining a round", (round_was_missed,), zh="漏查说明")


@dataclass(frozen=True, slots=True)
class End:
    """What is left when a campaign is to be closed."""

    today: date
    ends_on: date
    missed: int
    """Rounds that were neither held nor explained."""
    unassigned: int
    """Open hazards that nobody answers for yet."""
    major: int
    """Open major hazards."""
    uncovered: tuple[str, ...] = ()
    """Points that no round has looked at."""


@rule(
    "C03",
    CAMPAIGN("四", "总结提升"),
    zh="整治至 {ends_on} 结束，今天 {today} 还不能关闭；请完成总结提升阶段",
    en="the campaign runs until {ends_on}, today is {today}; finish its last phase first",
)
def campaign_ran_to_its_end(e: End) -> Broken | None:
    """A campaign is closed on its last day or later."""
    return broken(ends_on=e.ends_on, today=e.today) if e.today < e.ends_on else None


@rule(
    "H01",
    FOUR_TIERS,
    zh="有 {missed} 次排查漏查且未说明原因；请逐次说明",
    en="{missed} rounds were missed without an explanation; explain each",
)
def rounds_are_held_or_explained(e: End) -> Broken | None:
    """Every round of the four tiers was held, or is explained."""
    return broken(missed=e.missed) if e.missed else None


@rule(
    "H02C",
    WORK_SAFETY("第四十一条", "采取技术、管理措施，及时发现并消除事故隐患"),
    zh="有 {unassigned} 条隐患未落实整改责任；请先下达整改",
    en="{unassigned} hazards have nobody who answers for them; assign them first",
)
def hazards_are_assigned(e: End) -> Broken | None:
    """Somebody answers for every hazard that is still open."""
    return broken(unassigned=e.unassigned) if e.unassigned else None


@rule(
    "H02M",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设，并及时消除事故隐患"),
    zh="有 {major} 条重大隐患未销号；请整改验收后再关闭",
    en="{major} major hazards are open; have them rectified and verified first",
)
def no_major_hazard_is_open(e: End) -> Broken | None:
    """No major hazard is open."""
    return broken(major=e.major) if e.major else None


@rule(
    "H03",
    CAMPAIGN("四（二）", "部位"),
    zh="有 {count} 个排查点整治期间未查：{some}；请补查，或者在排查中登记",
    en="{count} points were never checked: {some}; check them, and say so with the round",
)
def points_are_covered(e: End) -> Broken | None:
    """Every unit, link, post and part that was written down was looked at by some round."""
    if not e.uncovered:
        return None
    return broken(count=len(e.uncovered), some="、".join(e.uncovered[:SOME]))


CLOSING = RuleSet(
    "closing a campaign",
    (
        campaign_ran_to_its_end,
        rounds_are_held_or_explained,
        points_are_covered,
        hazards_are_assigned,
        no_major_hazard_is_open,
    ),
    zh="不能关闭",
)


@dataclass(frozen=True, slots=True)
class Reporting:
    """A report that is sent today, and its last day."""

    today: date
    due_on: date


@rule(
    "C50",
    CAMPAIGN("四（二）", "企业自查自改"),
    severity=Severity.WARN,
    zh="应于 {due_on} 前报送，今天 {today} 已逾期",
    en="it was to be sent by {due_on}, today is {today}",
)
def report_is_sent_in_time(r: Reporting) -> Broken | None:
    """A report is sent by the day that the document sets."""
    return broken(due_on=r.due_on, today=r.today) if r.today > r.due_on else None


REPORTING = RuleSet("sending a report", (report_is_sent_in_time,), zh="报送整治材料")
