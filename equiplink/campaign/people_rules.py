"""What a training record, a signature under a letter and a second look at a hazard need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.hazard.states import Level
from equiplink.law import CAMPAIGN, HOUSE, UNNUMBERED, Broken, Reading, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Attended:
    """A training on a day, and the names of those listed who did not belong to the mine then."""

    today: date
    held_on: date
    strangers: tuple[str, ...]


@rule(
    "C80",
    HOUSE("第一百七十条", "参训人员应当在岗", reading=Reading.BELIEVED),
    zh="{held_on} 不在岗：{strangers}；请核对参训名单",
    en="not with the mine on {held_on}: {strangers}; check the list of who attended",
)
def attendants_were_there(a: Attended) -> Broken | None:
    """Whoever is listed belonged to the mine on that day."""
    return broken(held_on=a.held_on, strangers="、".join(a.strangers)) if a.strangers else None


TRAINING = RuleSet("recording a training", (attendants_were_there,), zh="登记培训")


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose letter it is, and who signs."""

    today: date
    person: UUID
    signer: UUID


@rule(
    "C81",
    HOUSE("第一百七十一条", "责任书由本人签字，不得代签", reading=Reading.BELIEVED),
    zh="责任书由本人签字，不得代签；请本人登录后签字",
    en="a letter of responsibility is signed by its person; let him sign in and do so",
)
def signs_himself(s: Signature) -> Broken | None:
    """Nobody signs for another."""
    return None if s.signer == s.person else broken()


SIGNATURE = RuleSet("signing a letter of responsibility", (signs_himself,), zh="签订责任书")


@dataclass(frozen=True, slots=True)
class Looked:
    """A hazard that is looked at again in a campaign, and who looks."""

    today: date
    level: Level
    closed_on: date | None
    since: date
    """The first day of the year in which the campaign begins."""
    starts_on: date
    checker: UUID
    hands: frozenset[UUID | None]
    """Who put it right, answers for it, or verified it."""


@rule(
    "H02B",
    CAMPAIGN(UNNUMBERED, "逐个核查"),
    zh="只核查 {since} 至整治开始（{starts_on}）前销号的重大隐患；本条不在其列",
    en="only major hazards closed from {since} until the campaign began on {starts_on} are "
    "checked again; this is none of them",
)
def was_closed_before(c: Looked) -> Broken | None:
    """It is major, and was closed that year before the campaign."""
    ended = c.closed_on is not None and c.since <= c.closed_on < c.starts_on
    listed = c.level is Level.MAJOR and ended
    return None if listed else broken(since=c.since, starts_on=c.starts_on)


@rule(
    "H02R",
    HOUSE("第一百七十二条", "核查人不得是整改人、整改责任人或者验收人", reading=Reading.BELIEVED),
    zh="您整改、负责或者验收过本条隐患，请由他人核查",
    en="you put it right, answer for it or verified it; let somebody else look again",
)
def other_eyes_look(c: Looked) -> Broken | None:
    """Whoever had a hand in closing it does not check it again."""
    return broken() if c.checker in c.hands else None


RECHECK = RuleSet("checking again", (was_closed_before, other_eyes_look), zh="逐个核查")
