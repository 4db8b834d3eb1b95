"""What rounds of checks cover: every unit, link, post and part before the campaign closes."""

from __future__ import annotations

from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.campaign import actions as campaign
from equiplink.campaign import points
from equiplink.campaign.check_models import CheckPoint
from equiplink.errors import Duplicate, NotFound, Refused, Unreadable
from tests.campaign import steps
from tests.world import World

POINTS = [
    points.PointIn(kind="unit", name="3101综采工作面"),
    points.PointIn(kind="post", name="把钩工"),
]


def written(world: World, campaign_id: UUID, *more: points.PointIn) -> list[UUID]:
    """Write down the points."""
    with world.work("safety_officer") as work:
        made = points.set_points(work, campaign_id, points=[*POINTS, *more])
        return [each.id for each in made]


def looked(world: World, campaign_id: UUID, *covered: UUID) -> None:
    """Hold today's round of the team, which looks at some points."""
    with world.work("mechanic") as work:
        campaign.hold_round(work, campaign_id, tier="team", period_from=work.today, covered=covered)


def test_round_covers_points(world: World) -> None:
    """Those never seen come first, and stay on the agenda until a round saw them."""
    campaign_id = steps.running(world)
    unit, post = written(world, campaign_id)
    looked(world, campaign_id, post, post)
    with world.read() as work:
        first = [(each.point_id, each.rounds) for each in points.seen(work, campaign_id)]
        waiting = [each.en for each in due(work) if each.code == "H03"]
    world.clock.forward(days=1)
    looked(world, campaign_id, unit, post)
    with world.read() as work:
        then = {each.point_id: each for each in points.seen(work, campaign_id)}
        left = [each for each in due(work) if each.code == "H03"]

    assert first == [(unit, 0), (post, 1)]
    assert (len(waiting), left) == (1, [])
    assert (then[post].rounds, then[post].last_on) == (2, world.clock.now.date())


def test_campaign_does_not_close_over_a_point_that_nobody_saw(world: World) -> None:
    """H03 names it."""
    campaign_id = steps.running(world)
    unit, _ = written(world, campaign_id)
    looked(world, campaign_id, unit)
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        campaign.close(work, campaign_id)
    (finding,) = [each for each in caught.value.findings if each.code == "H03"]

    assert finding.params == {"count": 1, "some": "岗位 把钩工"}


def test_wrong_points_are_named(world: World) -> None:
    """None, twice the same, an unknown kind, another campaign's: nothing is kept."""
    campaign_id = steps.running(world)
    with pytest.raises(Unreadable) as none, world.work("safety_officer") as work:
        points.set_points(work, campaign_id, points=[])
    with pytest.raises(Duplicate):
        written(world, campaign_id, POINTS[0])
    with pytest.raises(Unreadable) as kind:
        written(world, campaign_id, points.PointIn(kind="corner", name="东北角"))
    with world.read() as work:
        kept = work.all(CheckPoint)
    with pytest.raises(NotFound):
        looked(world, campaign_id, UUID(int=7))
    unit, _ = written(world, campaign_id)
    other = steps.planned(world, document="合成〔2026〕2号")
    with world.work("safety_officer") as work:
        campaign.start(work, other)
    with pytest.raises(Unreadable) as foreign:
        looked(world, other, unit)

    assert kept == []
    assert {none.value.field, kind.value.field} == {"points"}
    assert foreign.value.field == "covered"
