"""The rounds of checks that are outstanding in running campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from equiplink.campaign.actions import missed_rounds
from equiplink.campaign.models import Campaign
from equiplink.campaign.states import CampaignState
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List each round whose period has begun and that is neither held nor explained (H01)."""
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
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
