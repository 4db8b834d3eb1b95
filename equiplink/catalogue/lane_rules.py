"""The two lanes beside a mark in date: a renewal under way, and an industrial trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.catalogue.states import Seat
from equiplink.law import COAL_MINE_CODE, HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule

THREE = HOUSE("第一百零二条", "由总经理、分管安全副总和物资供应部长签字")
TRIED = COAL_MINE_CODE("第十条", "工业性试验安全标志", reading=Reading.SEEN)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs a renewal for which seat. ``signed`` are the seats that have, and by whom."""

    today: date
    until: date
    seat: Seat
    signer: UUID
    signed: tuple[tuple[Seat, UUID], ...] = ()


@rule(
    "M11P",
    HOUSE("第一百零二条", "应当有发证机构的证明，写明截止日期"),
    zh="延续证明只到 {until}，已经过期，请取得新的证明",
    en="the proof of renewal held until {until}, which is over; get a new one",
)
def proof_is_in_date(c: Signing) -> Broken | None:
    """The issuer's proof of the renewal is in date."""
    return broken(until=c.until) if c.until < c.today else None


@rule(
    "M11S",
    THREE,
    zh="{seat}已经签字，请由其余人员签字",
    en="{seat} has signed; let the others sign",
)
def seat_is_open(c: Signing) -> Broken | None:
    """Nobody has signed for the seat yet."""
    return broken(seat=c.seat) if c.seat in dict(c.signed) else None


@rule(
    "CT7",
    HOUSE("第一百零二条", "三人不得为同一人", reading=Reading.BELIEVED),
    zh="签字人已以{seat}身份签字，三个签字应当由三个人作出，请由他人签字",
    en="the signer has signed as {seat}; three signatures are those of three people",
)
def signer_signs_once(c: Signing) -> Broken | None:
    """Nobody signs for two seats."""
    own = [seat for seat, who in c.signed if who == c.signer]
    return broken(seat=own[0]) if own else None


RENEWAL = RuleSet(
    "renewal of a safety mark", (proof_is_in_date, seat_is_open, signer_signs_once), zh="安标延续"
)


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """A trial that somebody approves."""

    today: date
    number: str
    valid_from: date
    valid_until: date
    measures: str
    proposer: UUID
    approver: UUID


@rule(
    "M02",
    TRIED,
    zh="工业性试验缺少：{missing}；请补齐试验安全标志和安全措施",
    en="the trial lacks: {missing}; get the trial mark and write down the measures",
)
def trial_is_founded(c: TrialFacts) -> Broken | None:
    """A trial has a trial mark and safety measures."""
    given = {"工业性试验安全标志": c.number.strip(), "安全措施": c.measures.strip()}
    missing = [name for name, there in given.items() if not there]
    return broken(missing="、".join(missing)) if missing else None


@rule(
    "M02D",
    TRIED,
    zh="试验安全标志的有效期为 {since} 至 {until}，今天不在期内，请在期内批准或先延期",
    en="the trial mark is valid from {since} to {until}, which leaves out today; approve it in "
    "that time, or have it extended first",
)
def trial_is_in_date(c: TrialFacts) -> Broken | None:
    """The trial mark is in date."""
    if c.valid_from <= c.today <= c.valid_until:
        return None
    return broken(since=c.valid_from, until=c.valid_until)


@rule(
    "CT8",
    HOUSE("第一百零五条", "提出人不得批准", reading=Reading.BELIEVED),
    zh="提出试验的人不能自己批准，请由机电副总批准",
    en="whoever proposed the trial may not approve it; ask the deputy for equipment",
)
def approver_is_not_the_proposer(c: TrialFacts) -> Broken | None:
    """A trial is approved by somebody else than its proposer."""
    return broken() if c.approver == c.proposer else None


TRIAL = RuleSet(
    "industrial trial",
    (trial_is_founded, trial_is_in_date, approver_is_not_the_proposer),
    zh="工业性试验",
)


@dataclass(frozen=True, slots=True)
class TrialPlace:
    """Where a thing without a mark is put. ``approved`` are the places of its trials in date."""

    today: date
    on_trial: bool
    place: str
    approved: tuple[str, ...] = ()


@rule(
    "G08P",
    HOUSE("第一百零五条", "安全措施和试验地点"),
    zh="工业性试验批准的地点为 {approved}，不能用于 {place}；请放回试验地点，或另行批准",
    en="the trial was approved for {approved}, not for {place}; use it there or have it approved",
)
def trial_is_at_its_place(c: TrialPlace) -> Broken | None:
    """A thing on trial stands where its trial was approved for."""
    if not c.on_trial or c.place in c.approved:
        return None
    return broken(place=c.place, approved="、".join(c.approved) or None)


TRIAL_PLACE = RuleSet("place of a trial", (trial_is_at_its_place,), zh="试验地点")
"""Judged when a thing of a class that needs a mark, and has none, is put at a place."""
