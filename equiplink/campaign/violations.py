"""三违: report, check back three times, close; and circulate what others should learn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from equiplink.campaign.models import Campaign
from equiplink.campaign.states import CampaignState
from equiplink.campaign.violation_models import BackChecked, CirculatedCase, ConductViolation
from equiplink.campaign.violation_rules import (
    CHECKING,
    CIRCULATION,
    CLOSING,
    Circulation,
    Conduct,
)
from equiplink.campaign.violation_states import (
    CONDUCT_VIOLATION,
    BackCheck,
    Misconduct,
    ViolationState,
)
from equiplink.db import one_of, utc
from equiplink.due import Due
from equiplink.errors import NotFound, Unreadable, said
from equiplink.hazard.models import Hazard
from equiplink.mine.models import Person, Place
from equiplink.mine.states import Role
from equiplink.work import Work

MONTH = 7
"""Characters of a day that name its month."""


def report_violation(
    work: Work,
    *,
    kind: str,
    what: str,
    person_id: UUID,
    place_id: UUID | None = None,
    hazard_id: UUID | None = None,
    found_at: datetime | None = None,
) -> ConductViolation:
    """Enter what somebody did: *kind* is a word of ``Misconduct``; his team is that of now.

    Raises ``NotFound`` for a person without a team: somebody has to answer for him.
    """
    what = said(what, "三违事实", field="what")
    person = work.get(Person, person_id)
    if person.team_id is None:
        raise NotFound(
            f"{person.name} belongs to no team; enter the team first",
            zh=f"{person.name}没有所属队组，请先登记",
            field="person_id",
        )
    if place_id is not None:
        work.get(Place, place_id)
    if hazard_id is not None:
        work.get(Hazard, hazard_id)
    when = work.now if found_at is None else utc(found_at)
    if when > work.now:
        raise Unreadable(
            f"found_at {when.isoformat()} lies ahead", field="found_at",
            zh=f"发现时间 {when.isoformat()} 晚于现在，请改正",
        )  # fmt: skip
    made = ConductViolation(
        kind=one_of(Misconduct, kind, field="kind"), what=what, person_id=person_id,
        team_id=person.team_id, place_id=place_id, hazard_id=hazard_id, found_at=when,
        found_by=work.actor.id,
    )  # fmt: skip
    work.step(
        CONDUCT_VIOLATION, made, "report", kind=kind, what=what, person_id=person_id,
        team_id=person.team_id, place_id=place_id, hazard_id=hazard_id, found_at=when,
    )  # fmt: skip
    return made


def back_check(work: Work, violation_id: UUID, *, kind: str, found: str) -> BackChecked:
    """Enter what one of the three back-checks found; once each, by somebody else (C66)."""
    found = said(found, "倒查结果", field="found")
    violation = work.get(ConductViolation, violation_id)
    wanted = one_of(BackCheck, kind, field="kind")
    CHECKING.require(_conduct(work, violation), work.policy)
    made = BackChecked(
        violation_id=violation_id, kind=wanted, found=found, checked_by=work.actor.id,
        checked_at=work.now,
    )  # fmt: skip
    work.record(made, "back_check", violation_id=violation_id, kind=kind, found=found)
    work.step(CONDUCT_VIOLATION, violation, "back_check", kind=kind, check_id=made.id)
    return made


def close_violation(work: Work, violation_id: UUID, *, decision: str) -> ConductViolation:
    """Close it with what was decided, once all three back-checks are made (C65)."""
    decision = said(decision, "处理决定", field="decision")
    violation = work.get(ConductViolation, violation_id)
    CLOSING.require(_conduct(work, violation), work.policy)
    violation.decision, violation.closed_at = decision, work.now
    work.step(CONDUCT_VIOLATION, violation, "close", decision=decision)
    return violation


def _conduct(work: Work, violation: ConductViolation) -> Conduct:
    checked = {each.kind for each in work.all(BackChecked, violation_id=violation.id)}
    return Conduct(work.today, violation.person_id, work.actor.id, frozenset(checked))


def circulate(
    work: Work,
    campaign_id: UUID,
    *,
    title: str,
    text: str,
    violation_id: UUID | None = None,
    hazard_id: UUID | None = None,
) -> CirculatedCase:
    """Enter a typical case that was circulated today; says how many the month still lacks (C68)."""
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    campaign = work.get(Campaign, campaign_id)
    if violation_id is not None:
        work.get(ConductViolation, violation_id)
    if hazard_id is not None:
        work.get(Hazard, hazard_id)
    made = CirculatedCase(
        campaign_id=campaign_id, title=said(title, "案例标题", field="title"),
        text=said(text, "案例内容", field="text"), violation_id=violation_id,
        hazard_id=hazard_id, circulated_on=work.today,
    )  # fmt: skip
    facts = _circulation(work, campaign, work.today, more=1)
    work.record(
        made, "circulate", warnings=CIRCULATION.require(facts, work.policy),
        campaign_id=campaign_id, title=title, text=text, violation_id=violation_id,
        hazard_id=hazard_id,
    )  # fmt: skip
    return made


def _circulation(work: Work, campaign: Campaign, day: date, *, more: int = 0) -> Circulation:
    month = day.isoformat()[:MONTH]
    cases = sum(
        each.circulated_on.isoformat()[:MONTH] == month
        for each in work.all(CirculatedCase, campaign_id=campaign.id)
    )
    return Circulation(day, month, cases + more, int(campaign.terms.get("cases_a_month", 0)))


def due(work: Work) -> Iterator[Due]:
    """List violations that wait for back-checks (C65), and the cases of this month (C68)."""
    for violation in work.all(ConductViolation, state=ViolationState.FOUND):
        yield Due(
            code="C65", on=work.day_of(violation.found_at), subject="conduct_violation",
            subject_id=violation.id, number=violation.what, role=Role.SAFETY_OFFICER,
            zh=f"{violation.kind.zh}：三个倒查和处理", en=f"check back and close: {violation.what}",
        )  # fmt: skip
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
        facts = _circulation(work, campaign, work.today)
        if facts.cases < facts.asked:
            after = (work.today.replace(day=1) + timedelta(days=31)).replace(day=1)
            last = min(after - timedelta(days=1), max(campaign.ends_on, work.today))
            yield Due(
                code="C68", on=last, subject="campaign", subject_id=campaign.id,
                number=campaign.document, role=Role.SAFETY_OFFICER,
                zh=f"{facts.month} 典型案例通报 {facts.cases}/{facts.asked} 起",
                en=f"typical cases of {facts.month}: {facts.cases} of {facts.asked}",
                key=facts.month,
            )  # fmt: skip
