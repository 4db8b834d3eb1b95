"""The rounds of checks and the reports that are outstanding in running campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from equiplink.campaign.actions import missed_rounds
from equiplink.campaign.models import Campaign, Submission
from equiplink.campaign.states import CampaignState
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.work import Work

KINDS = {"plan": "工作方案", "month": "月度进展", "summary": "工作总结"}


def due(work: Work) -> Iterator[Due]:
    """List rounds that began and are neither held nor explained (H01), reports to send (C50)."""
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
        yield from _reports(work, campaign)
        for period in missed_rounds(work, campaign.id, date.max):
            if period.first <= work.today:
                yield Due(
                    code="H01",
                    on=period.last,
                    subject="campaign",
                    subject_id=campaign.id,
                    number=campaign.document,
                    role=Role.SAFETY_OFFICER,
                    zh=f"{campaign.name}：{period.tier.zh}排查（{period.first} 至 {period.last}）",
                    en=f"{campaign.name}: the {period.tier} round of {period.first} to "
                    f"{period.last}",
                    key=f"{period.tier}:{period.first}",
                )


def _reports(work: Work, campaign: Campaign) -> Iterator[Due]:
    sent = {(each.kind, each.due_on) for each in work.all(Submission, campaign_id=campaign.id)}
    for asked in campaign.terms.get("reports", []):
        kind, day = asked["kind"], date.fromisoformat(asked["due_on"])
        if (kind, day) not in sent:
            yield Due(
                code="C50", on=day, subject="campaign", subject_id=campaign.id,
                number=campaign.document, role=Role.SAFETY_OFFICER,
                zh=f"{campaign.name}：报送{KINDS[kind]}",
                en=f"{campaign.name}: send the {kind} report",
                key=f"{kind}:{day}",
            )  # fmt: skip
