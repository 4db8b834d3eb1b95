"""Due process of the mine's own list: told, heard, then decided by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, Source, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.supplier.states import Verdict

ANSWER_DAYS = Setting(
    "supplier.answer_days", 5, "天", Stricter.HIGHER,
    zh="供应商陈述申辩的期限", en="days that an accused supplier has for a statement",
)  # fmt: skip
DECISION_DAYS = Setting(
    "supplier.decision_days", 10, "天", Stricter.LOWER,
    zh="陈述期满或申请复核后作出决定的天数", en="days for the decision after hearing or complaint",
)  # fmt: skip
COMPLAINT_DAYS = Setting(
    "supplier.complaint_days", 10, "天", Stricter.HIGHER,
    zh="对决定申请复核的期限", en="days to complain about a decision",
)  # fmt: skip
INTERIM_DAYS = Setting(
    "supplier.interim_days", 30, "天", Stricter.LOWER,
    zh="立案期间暂停的最长天数", en="days that an interim suspension lasts at most",
)  # fmt: skip
OWN_DAYS = Setting(
    "supplier.own_list_days", 1095, "天", Stricter.LOWER,
    zh="本矿限制的最长天数", en="days that the mine's own debarment lasts at most",
)  # fmt: skip


def _article(quote: str) -> Source:
    return HOUSE("第五十四条", quote, reading=Reading.BELIEVED)


@dataclass(frozen=True, slots=True)
class Interim:
    """A suspension while a case is heard. Both days count."""

    today: date
    open: bool
    earlier: bool
    """Whether the case had one already."""
    ends_on: date
    longest: int


@rule(
    "S28",
    _article("暂停不得超过规定的天数，每案一次"),
    zh="立案期间暂停每案一次、案件未决时方可、不超过 {longest} 天；止日应在 {latest} 及以前",
    en="a suspension takes an open case, once, for at most {longest} days: end it by {latest}",
)
def interim_is_short(c: Interim) -> Broken | None:
    """An interim suspension stands on an open case, happens once and is short."""
    latest = c.today + timedelta(days=c.longest - 1)
    if c.open and not c.earlier and c.today <= c.ends_on <= latest:
        return None
    return broken(longest=c.longest, latest=latest)


INTERIM = RuleSet("interim suspension", (interim_is_short,), zh="立案期间暂停")


@dataclass(frozen=True, slots=True)
class Hearing:
    """The supplier's statement, or that there is none."""

    today: date
    answer_by: date
    statement: str


@rule(
    "S29",
    _article("期满未陈述的，视为放弃"),
    zh="供应商的陈述期至 {until} 止；期满以前没有陈述不能登记为放弃，请等待或填写其陈述",
    en="the supplier may answer until {until}; before that nothing is no answer: wait, or enter "
    "his statement",
)
def silence_needs_the_period(c: Hearing) -> Broken | None:
    """Only after the period is silence taken as an answer; its last day is the supplier's."""
    if c.statement or c.today > c.answer_by:
        return None
    return broken(until=c.answer_by)


HEARING = RuleSet("hearing of a supplier", (silence_needs_the_period,), zh="听取陈述")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision before it is taken. A period stands with a satisfied accusation only."""

    today: date
    accuser: UUID
    decider: UUID
    answer_by: date
    verdict: Verdict
    starts_on: date | None = None
    ends_on: date | None = None
    longest: int = 1095


@rule(
    "S30",
    _article("立案人不得作决定"),
    zh="立案人不得决定本人所立的案件；请由其他审批人决定",
    en="whoever accused does not decide; let another approver do it",
)
def decider_did_not_accuse(c: Judgement) -> Broken | None:
    """The case is decided by somebody other than the accuser."""
    return broken() if c.accuser == c.decider else None


@rule(
    "S31",
    _article("陈述期满后方可决定"),
    zh="供应商的陈述期至 {until} 止，期满以后方可决定",
    en="the supplier may speak until {until}; decide after that day",
)
def hearing_is_over(c: Judgement) -> Broken | None:
    """The case is decided after the last day for the supplier's statement."""
    return None if c.today > c.answer_by else broken(until=c.answer_by)


@rule(
    "S32",
    _article("违规成立的，写明限制的起止日"),
    zh="违规成立的应写明限制起止日，自今天 {today} 或以后起，不超过 {longest} 天；不成立的不得限制",
    en="a satisfied accusation has a period from today ({today}) or later of at most {longest} "
    "days; any other has none",
)
def period_follows_the_verdict(c: Judgement) -> Broken | None:
    """A satisfied accusation comes with a bounded period, another with none."""
    first, last = c.starts_on, c.ends_on
    if c.verdict is not Verdict.SATISFIED:
        fits = first is None and last is None
    else:
        fits = (
            first is not None
            and last is not None
            and c.today <= first <= last
            and (last - first).days < c.longest
        )
    return None if fits else broken(today=c.today, longest=c.longest)


JUDGEMENT = RuleSet(
    "decision upon a supplier",
    (decider_did_not_accuse, hearing_is_over, period_follows_the_verdict),
    zh="决定",
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint about a decision."""

    today: date
    decided_on: date
    days: int


@rule(
    "S33",
    _article("可以在规定的天数内申请复核一次"),
    zh="对 {decided} 的决定申请复核的期限至 {until}，已过期；有新证据的另行立案",
    en="the decision of {decided} could be complained about until {until}; with new evidence "
    "begin another case",
)
def complaint_is_in_time(c: Complaint) -> Broken | None:
    """A complaint comes within its days; the first is not counted and the last is."""
    until = c.decided_on + timedelta(days=c.days)
    return None if c.today <= until else broken(decided=c.decided_on, until=until)


COMPLAINT = RuleSet("complaint of a supplier", (complaint_is_in_time,), zh="申请复核")


@dataclass(frozen=True, slots=True)
class Review:
    """Who looks at a decision again."""

    today: date
    reviewer: UUID
    earlier: frozenset[UUID]


@rule(
    "S34",
    _article("复核由立案人和原决定人以外的人员办理"),
    zh="立案人和原决定人不得复核；请由其他审批人或监察人员复核",
    en="neither accuser nor decider reviews; let another approver or an inspector do it",
)
def reviewer_is_a_third(c: Review) -> Broken | None:
    """The decision is reviewed by somebody who neither accused nor decided."""
    return broken() if c.reviewer in c.earlier else None


REVIEW = RuleSet("review of a decision", (reviewer_is_a_third,), zh="复核")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirms a rating."""

    today: date
    rated_by: UUID
    confirmed_by: UUID


@rule(
    "S37",
    HOUSE("第五十六条", "由评价人以外的人员确认后计入信誉", reading=Reading.BELIEVED),
    zh="评价人不得确认本人的评价；请由其他人员确认",
    en="whoever rated does not confirm it; let another person do it",
)
def confirmed_by_another(c: Confirmation) -> Broken | None:
    """A rating counts when somebody else confirms it."""
    return broken() if c.rated_by == c.confirmed_by else None


CONFIRMATION = RuleSet("confirmation of a rating", (confirmed_by_another,), zh="确认评价")
