"""Major hazards that were closed before a campaign are looked at again."""

from __future__ import annotations

from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.campaign import rechecks
from equiplink.errors import Duplicate, Forbidden, Refused
from equiplink.hazard.models import Hazard
from equiplink.work import Actor
from tests.campaign import steps as campaigns
from tests.hazard import steps as hazards
from tests.world import World


def other_officer(world: World) -> Actor:
    """Return a safety officer who had no hand in closing."""
    keeper = world.people["keeper"]
    return Actor(keeper.id, keeper.name, keeper.mine_id, frozenset({"safety_officer"}))


def ready(world: World, *, level: str = "major") -> tuple[UUID, UUID]:
    """Close a hazard, and begin a campaign on the next day: the campaign and the hazard."""
    hazard_id = hazards.closed(world, level=level)
    world.clock.forward(days=1)
    return campaigns.running(world), hazard_id


def look(world: World, campaign_id: UUID, hazard_id: UUID, *, holds: bool = True) -> None:
    """Check it again, by the other officer."""
    with world.chain.work(other_officer(world)) as work:
        rechecks.recheck(
            work, campaign_id, hazard_id=hazard_id, holds=holds, found="现场查看，部件已更换"
        )


def listed(world: World, campaign_id: UUID) -> tuple[list[UUID], int]:
    """Return what waits, by the list and on the agenda."""
    with world.read() as work:
        waiting = [each.id for each in rechecks.to_recheck(work, campaign_id)]
        return waiting, sum(each.code == "H02B" for each in due(work))


def test_each_is_checked_once(world: World) -> None:
    """What holds leaves the list and stays closed."""
    campaign_id, hazard_id = ready(world)
    before = listed(world, campaign_id)
    look(world, campaign_id, hazard_id)
    with pytest.raises(Duplicate):
        look(world, campaign_id, hazard_id)
    with world.read() as work:
        state = work.get(Hazard, hazard_id).state

    assert (before, listed(world, campaign_id)) == (([hazard_id], 1), ([], 0))
    assert state == "closed"


def test_what_does_not_hold_is_opened_again(world: World) -> None:
    """It waits to be assigned, under its own number."""
    campaign_id, hazard_id = ready(world)
    look(world, campaign_id, hazard_id, holds=False)
    with world.read() as work:
        hazard = work.get(Hazard, hazard_id)

    assert (hazard.state.value, hazard.closed_at) == ("found", None)
    assert listed(world, campaign_id) == ([], 0)


def test_general_and_later_ones_are_not_on_the_list(world: World) -> None:
    """H02B."""
    campaign_id, general = ready(world, level="general")
    later = hazards.closed(world, level="major", cause="later")
    caught = []
    for hazard_id in (general, later):
        with pytest.raises(Refused) as refused:
            look(world, campaign_id, hazard_id)
        caught += [each.code for each in refused.value.findings]

    assert caught == ["H02B", "H02B"]
    assert listed(world, campaign_id) == ([], 0)


def test_other_eyes_look_again(world: World) -> None:
    """H02R: not whoever verified it; and not whoever has no such role."""
    campaign_id, hazard_id = ready(world)
    words = {"hazard_id": hazard_id, "holds": True, "found": "已整改"}
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        rechecks.recheck(work, campaign_id, **words)  # type: ignore[arg-type]
    with pytest.raises(Forbidden), world.work("keeper") as work:
        rechecks.recheck(work, campaign_id, **words)  # type: ignore[arg-type]

    assert [each.code for each in caught.value.findings] == ["H02R"]
