"""What goes wrong elsewhere: each test is named by a failure that was seen in another system."""

from __future__ import annotations

from decimal import Decimal

import pytest

from equiplink.errors import Refused
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from tests.plan.routing import frozen, route, sign, step
from tests.plan.steps import drafted, submitted
from tests.world import World


def test_splitting_evades_threshold(world: World) -> None:
    """Four plans of 30,000 each are below a limit of 100,000; the fourth meets the director."""
    route(
        world,
        step(1, "科长", world, "keeper"),
        step(2, "矿长", world, "mechanic", from_amount=Decimal(100_000)),
    )
    names = [
        [name for _, name, _ in frozen(world, submitted(world, {"switch": 3}).plan_id)]
        for _ in range(4)
    ]
    world.clock.forward(days=91)
    later = frozen(world, submitted(world, {"switch": 3}).plan_id)

    assert names == [["科长"], ["科长"], ["科长"], ["科长", "矿长"]]
    assert [name for _, name, _ in later] == ["科长"]


def test_splitting_by_period_evades_threshold(world: World) -> None:
    """Drafts count for nothing, plans that wait do, whatever the project is called."""
    route(
        world,
        step(1, "科长", world, "keeper"),
        step(2, "矿长", world, "mechanic", from_amount=Decimal(50_000)),
    )
    drafted(world, {"switch": 4})
    alone = frozen(world, submitted(world, {"switch": 4}, project="三采区").plan_id)
    with_it = frozen(world, submitted(world, {"lamp": 1}, project="三采区").plan_id)

    assert [len(alone), len(with_it)] == [1, 2]


@pytest.mark.parametrize("change", ["table", "roles", "leaver"])
def test_reviewers_change_in_flight(world: World, change: str) -> None:
    """A new table, a new role or a leaver leave the set of a submitted plan as it was frozen."""
    route(world, step(1, "科长", world, "keeper", "mechanic"), step(2, "矿长", world, "mechanic2"))
    made = submitted(world)
    before = frozen(world, made.plan_id)
    if change == "table":
        route(world, step(1, "任何人", world, "buyer"))
    with world.work() as work:
        if change == "roles":
            mine.change_roles(work, world.people["mechanic2"].id, [])
        if change == "leaver":
            mine.leave(work, world.people["mechanic"].id, left_on=work.today)
    assert frozen(world, made.plan_id) == before
    sign(world, made.plan_id, "keeper", "mechanic2")

    assert frozen(world, made.plan_id) == before


def test_approval_survives_a_change_of_content(world: World) -> None:
    """A changed line voids set and signatures; the new revision is signed from the start."""
    route(world, step(1, "科长", world, "keeper"), step(2, "矿长", world, "mechanic"))
    made = submitted(world)
    sign(world, made.plan_id, "keeper")
    with world.work("planner") as work:
        plan.change_line(work, made.lines["switch"], quantity=Decimal(3))
    assert frozen(world, made.plan_id) == []
    with world.work("planner") as work:
        plan.submit(work, made.plan_id)
    sign(world, made.plan_id, "keeper")

    assert [name for _, name, _ in frozen(world, made.plan_id)] == ["科长", "矿长"]


def test_requester_approves_through_a_delegate_of_his(world: World) -> None:
    """Who submitted cannot sign, and cannot be lent the seat of somebody who can."""
    route(world, step(1, "会签", world, "keeper", "planner", quorum="any"))
    made = submitted(world)

    assert frozen(world, made.plan_id) == [(1, "会签", ["keeper"])]
    with pytest.raises(Refused):
        sign(world, made.plan_id, "planner")
