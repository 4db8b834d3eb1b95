"""逐个核查: each major hazard that was closed earlier in the year is looked at once more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from equiplink.campaign.models import Campaign
from equiplink.campaign.people_models import Recheck
from equiplink.campaign.people_rules import RECHECK, Looked
from equiplink.campaign.states import CampaignState
from equiplink.due import Due
from equiplink.errors import said
from equiplink.hazard.extending import reopen
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Level
from equiplink.mine.states import Role
from equiplink.work import Work


def recheck(work: Work, campaign_id: UUID, *, hazard_id: UUID, holds: bool, found: str) -> Recheck:
    """Write down whether a closed hazard is really put right; when not, it is opened again.

    Raises ``Refused`` for a hazard that is not on the list (H02B), and for whoever had a
    hand in closing it (H02R). One of a department's is opened again by a department only.
    """
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    found = said(found, "核查情况", field="found")
    campaign, hazard = work.get(Campaign, campaign_id), work.get(Hazard, hazard_id)
    RECHECK.require(
        Looked(
            today=work.today,
            level=hazard.level,
            closed_on=hazard.closed_at and work.day_of(hazard.closed_at),
            since=campaign.starts_on.replace(month=1, day=1),
            starts_on=campaign.starts_on,
            checker=work.actor.id,
            hands=frozenset({hazard.rectified_by, hazard.responsible_id, hazard.verified_by}),
        ),
        work.policy,
    )
    made = Recheck(
        campaign_id=campaign_id, hazard_id=hazard_id, holds=holds, found=found,
        checked_by=work.actor.id, checked_at=work.now,
    )  # fmt: skip
    work.record(
        made, "recheck", campaign_id=campaign_id, hazard_id=hazard_id, holds=holds, found=found
    )
    if not holds:
        reopen(work, hazard_id, reason=found)
    return made


def to_recheck(work: Work, campaign_id: UUID) -> list[Hazard]:
    """Return the major hazards closed in the year before the campaign that nobody checked again."""
    campaign = work.get(Campaign, campaign_id)
    zone = ZoneInfo(work.mine.time_zone)
    since = datetime.combine(campaign.starts_on.replace(month=1, day=1), time(), zone)
    until = datetime.combine(campaign.starts_on, time(), zone)
    done = select(Recheck.hazard_id).where(
        Recheck.mine_id == work.mine_id, Recheck.campaign_id == campaign_id
    )
    query = select(Hazard).where(
        Hazard.mine_id == work.mine_id, Hazard.level == Level.MAJOR,
        Hazard.closed_at >= since, Hazard.closed_at < until, Hazard.id.not_in(done),
    )  # fmt: skip
    return list(work.session.scalars(query.order_by(Hazard.closed_at, Hazard.id)))


def due(work: Work) -> Iterator[Due]:
    """List what running campaigns still have to check again (H02B)."""
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
        for hazard in to_recheck(work, campaign.id):
            yield Due(
                code="H02B", on=campaign.ends_on, subject="hazard", subject_id=hazard.id,
                number=hazard.title, role=Role.SAFETY_OFFICER, key=str(campaign.id),
                zh=f"逐个核查已销号的重大隐患：{hazard.title}",
                en=f"check a closed major hazard again: {hazard.title}",
            )  # fmt: skip
