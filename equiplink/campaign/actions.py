"""Plan and run a campaign, and hold its rounds of checks. Audits are in ``audits``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import func, select

from equiplink.campaign import points
from equiplink.campaign.audits import add_finding, close_audit, open_audit, reply
from equiplink.campaign.document import CampaignFile, shipped
from equiplink.campaign.models import Campaign, Phase, Round, Submission
from equiplink.campaign.periods import Period, periods
from equiplink.campaign.rules import (
    CLOSING,
    EXPLANATION,
    PLAN,
    REPORTING,
    ROUND,
    Check,
    End,
    Planned,
    Reporting,
    Span,
)
from equiplink.campaign.states import CAMPAIGN, Tier
from equiplink.db import new_id, one_of
from equiplink.errors import Unreadable, said
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState, Level
from equiplink.mine.states import Role
from equiplink.mine.windows import set_window
from equiplink.work import Work

__all__ = [
    "add_finding", "close", "close_audit", "explain_round", "hold_round", "hundred_days",
    "load", "missed_rounds", "open_audit", "plan", "raise_missed", "reply", "start",
    "submit_report",
]  # fmt: skip


class PhaseDates(TypedDict):
    """A phase of a campaign. Both days count."""

    name: str
    starts_on: date
    ends_on: date


def plan(
    work: Work,
    *,
    name: str,
    document: str,
    starts_on: date,
    ends_on: date,
    phases: Sequence[PhaseDates],
    terms: Mapping[str, Any] | None = None,
) -> Campaign:
    """Plan the campaign that *document* asks for, with phases that follow without gaps (C01, C02).

    Both days count. One campaign per document. *terms* are what else a campaign's
    file states: goals, reports, triggers, back-checks.
    """
    spans = tuple(Span(each["name"], each["starts_on"], each["ends_on"]) for each in phases)
    PLAN.require(Planned(work.today, starts_on, ends_on, spans), work.policy)
    campaign = Campaign(
        mine_id=work.mine_id,
        id=new_id(),
        name=name,
        document=document,
        starts_on=starts_on,
        ends_on=ends_on,
        terms=dict(terms or {}),
    )
    work.step(
        CAMPAIGN, campaign, "plan", name=name, document=document, starts_on=starts_on,
        ends_on=ends_on, phases=[dict(each) for each in phases], terms=campaign.terms,
    )  # fmt: skip
    for no, span in enumerate(spans, 1):
        work.session.add(
            Phase(
                mine_id=work.mine_id,
                id=new_id(),
                campaign_id=campaign.id,
                no=no,
                name=span.name,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
            )
        )
    return campaign


def load(work: Work, *, campaign: CampaignFile) -> Campaign:
    """Plan the campaign that a file states, with its reports, triggers and hours."""
    made = plan(
        work, name=campaign.name, document=campaign.document, starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        phases=[
            {"name": each.name, "starts_on": each.starts_on, "ends_on": each.ends_on}
            for each in campaign.phases
        ],
        terms=campaign.model_dump(
            mode="json",
            exclude={"name", "document", "starts_on", "ends_on", "phases", "windows"},
        ),
    )  # fmt: skip
    for window in campaign.windows:
        set_window(
            work, name=window.name, document=campaign.document, starts_on=campaign.starts_on,
            ends_on=campaign.ends_on, begins=window.begins, ends=window.ends,
            works=window.works, tightens=window.tightens,
        )  # fmt: skip
    return made


def hundred_days(work: Work) -> Campaign:
    """Plan the hundred days of 阳应急发〔2024〕280号, from 2024-10-28 to 2025-01-28."""
    return load(work, campaign=shipped())


def submit_report(
    work: Work,
    campaign_id: UUID,
    *,
    kind: str,
    due_on: date,
    sent_to: str,
    sha256: str = "",
) -> Submission:
    """Enter that a report of the document was sent today (C50); once for each of them."""
    work.allow(Role.SAFETY_OFFICER, Role.APPROVER)
    campaign = work.get(Campaign, campaign_id)
    asked = [(each["kind"], each["due_on"]) for each in campaign.terms.get("reports", [])]
    if (kind, due_on.isoformat()) not in asked:
        known = "、".join(f"{name} {day}" for name, day in asked) or "—"
        raise Unreadable(
            f"the document asks for no report '{kind}' by {due_on}; it asks for: {known}",
            zh=f"文件没有要求在 {due_on} 前报送“{kind}”，要求报送的有：{known}",
            field="kind",
        )
    warnings = REPORTING.require(Reporting(work.today, due_on), work.policy)
    made = Submission(
        campaign_id=campaign_id, kind=kind, due_on=due_on, sent_on=work.today,
        sent_to=said(sent_to, "报送单位", field="sent_to"), sha256=sha256,
    )  # fmt: skip
    work.record(
        made, "submit_report", warnings=warnings, campaign_id=campaign_id, kind=kind,
        due_on=due_on, sent_to=sent_to, sha256=sha256,
    )  # fmt: skip
    return made


def start(work: Work, campaign_id: UUID) -> Campaign:
    """Start a planned campaign; its rounds are counted from its first day, not from now."""
    campaign = work.get(Campaign, campaign_id)
    work.step(CAMPAIGN, campaign, "start")
    return campaign


def hold_round(
    work: Work,
    campaign_id: UUID,
    *,
    tier: str,
    period_from: date,
    note: str = "",
    covered: Sequence[UUID] = (),
) -> Round:
    """Record a round of checks by the actor within its own period (H01).

    *tier* is a word of ``Tier``; *period_from* is the first day of the calendar
    quarter, month, week (Monday) or day that it covers; *covered* names the points
    of the campaign that were looked at.
    """
    campaign = work.get(Campaign, campaign_id)
    period = _period(campaign, tier, period_from)
    ROUND.require(Check(work.today, period.first, period.last), work.policy)
    made = _round(work, campaign, period, note)
    made.held_at = work.now
    points.cover(work, campaign_id, made, covered)
    work.step(
        CAMPAIGN, campaign, "hold_round", round_id=made.id, tier=period.tier,
        period_from=period.first, note=note, covered=list(covered),
    )  # fmt: skip
    return made


def explain_round(
    work: Work, campaign_id: UUID, *, tier: str, period_from: date, reason: str
) -> Round:
    """Explain why a round was missed; it stays a missed one."""
    reason = said(reason, "漏查原因", field="reason")
    campaign = work.get(Campaign, campaign_id)
    period = _period(campaign, tier, period_from)
    EXPLANATION.require(Check(work.today, period.first, period.last), work.policy)
    made = _round(work, campaign, period, reason)
    work.step(
        CAMPAIGN, campaign, "explain_round", round_id=made.id, tier=period.tier,
        period_from=period.first, reason=reason,
    )  # fmt: skip
    return made


def _period(campaign: Campaign, tier: str, period_from: date) -> Period:
    wanted = one_of(Tier, tier, field="tier")
    known = {each.first: each for each in periods(wanted, campaign.starts_on, campaign.ends_on)}
    if period_from not in known:
        some = "、".join(map(str, list(known)[:4]))
        raise Unreadable(
            f"period_from {period_from} begins no period of tier {wanted}; they begin: {some} …",
            zh=f"{period_from} 不是本次整治“{wanted}”排查周期的首日，应为 {some} 等",
            field="period_from",
        )
    return known[period_from]


def _round(work: Work, campaign: Campaign, period: Period, note: str) -> Round:
    made = Round(
        mine_id=work.mine_id,
        id=new_id(),
        campaign_id=campaign.id,
        tier=period.tier,
        period_from=period.first,
        held_by=work.actor.id,
        note=note,
    )
    work.session.add(made)
    return made


def missed_rounds(work: Work, campaign_id: UUID, on: date) -> list[Period]:
    """Return the periods that were over before the day *on* without a round or an explanation."""
    campaign = work.get(Campaign, campaign_id)
    known = {(each.tier, each.period_from) for each in work.all(Round, campaign_id=campaign_id)}
    return [
        period
        for tier in Tier
        for period in periods(tier, campaign.starts_on, campaign.ends_on)
        if period.last < on and (tier, period.first) not in known
    ]


def missed(campaign_id: UUID) -> str:
    """Return how the cause begins of each hazard that a missed round raised."""
    return f"campaign:H01:{campaign_id}:"


def raise_missed(work: Work, campaign_id: UUID) -> list[Hazard]:
    """Open a general hazard for every round that was missed until today; once for each (H01)."""
    work.allow(Role.SAFETY_OFFICER)
    causes = {
        f"{missed(campaign_id)}{each.tier}:{each.first}": each
        for each in missed_rounds(work, campaign_id, work.today)
    }
    known = hazards.raised(work, causes)
    return [
        known.get(cause)
        or hazards.find(
            work,
            title=f"{period.tier.zh}排查漏查：{period.first} 至 {period.last}",
            level=Level.GENERAL,
            basis="H01",
            cause=cause,
        )
        for cause, period in causes.items()
    ]


def close(work: Work, campaign_id: UUID) -> Campaign:
    """Close a campaign that ran to its end, every round held or explained (H01).

    Refused while a hazard is open for which nobody answers (H02C), and while a
    major one is open at all (H02M).
    """
    campaign = work.get(Campaign, campaign_id)
    unassigned, major = _open_hazards(work)
    warnings = CLOSING.require(
        End(
            today=work.today,
            ends_on=campaign.ends_on,
            missed=len(missed_rounds(work, campaign_id, work.today)),
            unassigned=unassigned,
            major=major,
            uncovered=tuple(
                f"{each.kind.zh} {each.name}"
                for each in points.seen(work, campaign_id)
                if not each.rounds
            ),
        ),
        work.policy,
    )
    work.step(CAMPAIGN, campaign, "close", warnings=warnings)
    return campaign


def _open_hazards(work: Work) -> tuple[int, int]:
    """Return how many open hazards nobody answers for, and how many are major."""
    query = (
        select(Hazard.state, Hazard.level, func.count())
        .where(Hazard.mine_id == work.mine_id, Hazard.state != HazardState.CLOSED)
        .group_by(Hazard.state, Hazard.level)
    )
    rows = work.session.execute(query).all()
    return (
        sum(count for state, _, count in rows if state is HazardState.FOUND),
        sum(count for _, level, count in rows if level is Level.MAJOR),
    )
