"""Running campaigns and open audits, as the tests of later stages need them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from equiplink.campaign import actions as campaign
from tests.templates import remembered
from tests.world import World


@remembered
def planned(world: World, *, days: int = 14, **other: Any) -> UUID:
    """Plan a synthetic campaign in two phases that begins today."""
    first = world.clock.now.date()
    last = first + timedelta(days=days - 1)
    words: dict[str, Any] = {
        "name": "合成专项整治",
        "document": "合成〔2026〕1号",
        "starts_on": first,
        "ends_on": last,
        "phases": [
            {"name": "自查", "starts_on": first, "ends_on": first},
            {"name": "整改", "starts_on": first + timedelta(days=1), "ends_on": last},
        ],
    } | other
    with world.work("safety_officer") as work:
        return campaign.plan(work, **words).id


@remembered
def running(world: World, *, days: int = 14) -> UUID:
    """Plan and start a campaign."""
    campaign_id = planned(world, days=days)
    with world.work("safety_officer") as work:
        campaign.start(work, campaign_id)
    return campaign_id


def held(
    world: World, campaign_id: UUID, tier: str, period_from: date, *, by: str = "safety_officer"
) -> None:
    """Hold one round."""
    with world.work(by) as work:
        campaign.hold_round(work, campaign_id, tier=tier, period_from=period_from, note="无问题")


def audited(
    world: World, *, department: bool = False, by: str = "safety_officer", **other: Any
) -> UUID:
    """Open an audit at the district's intake."""
    words: dict[str, Any] = {
        "kind": "四不两直",
        "auditor": "合成检查组",
        "held_on": world.clock.now.date(),
        "place_id": world.places["一采区进风巷"],
    } | other
    with world.work(by) as work:
        return campaign.open_audit(work, department=department, **words).id


def finding(world: World, audit_id: UUID, *, level: str = "general", **other: Any) -> UUID:
    """Enter a finding; return the hazard it became."""
    with world.work("safety_officer") as work:
        made = campaign.add_finding(work, audit_id, text="开关密封圈老化", level=level, **other)
        return made.hazard_id
