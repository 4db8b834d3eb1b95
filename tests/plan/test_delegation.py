"""Who signs for somebody who is out of office: his days, his one voice, no chains."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.db import new_id
from equiplink.errors import Conflict, Forbidden, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.plan import routes
from equiplink.plan.approval_models import Delegation
from equiplink.plan.models import Approval
from equiplink.plan.states import PlanState
from tests.plan.routing import route, sign, state, step
from tests.plan.steps import submitted
from tests.world import World


def lend(world: World, giver: str, taker: str, *, days: int = 5, starts: int = 0) -> UUID:
    """Let *giver* name *taker* from *starts* days ahead on, for so many days after."""
    with world.work(giver) as work:
        first = work.today + timedelta(days=starts)
        made = routes.delegate(
            work, delegate_id=world.people[taker].id, starts_on=first,
            ends_on=first + timedelta(days=days), reason="出差",
        )  # fmt: skip
        return made.id


def test_delegate_signs_for_who_is_away(world: World) -> None:
    """The signature says for whom, in the opinion, in the seat and in the ledger."""
    route(world, step(1, "科长", world, "keeper"))
    made = submitted(world)
    with pytest.raises(Forbidden):
        sign(world, made.plan_id, "mechanic")
    lend(world, "keeper", "mechanic")
    sign(world, made.plan_id, "mechanic")

    with world.read() as work:
        (opinion,) = work.all(Approval, plan_id=made.plan_id)
        (told,) = work.all(Entry, subject_id=made.plan_id, action="approve")
    assert opinion.person_id == world.people["mechanic"].id
    assert opinion.for_id == world.people["keeper"].id
    assert told.data["signed_for"] == ["keeper"]


def test_delegate_who_wrote_the_plan_cannot_sign(world: World) -> None:
    """Standing in for an approver makes nobody an approver of his own plan."""
    lend(world, "approver", "planner")
    made = submitted(world)
    with pytest.raises(Refused) as caught:
        sign(world, made.plan_id, "planner")

    assert [each.code for each in caught.value.findings] == ["N02"]


def test_delegate_has_one_voice_in_a_step(world: World) -> None:
    """In a 会签 he signs for himself; the seat that he was lent waits for its own person."""
    route(world, step(1, "会签", world, "keeper", "mechanic", quorum="all"))
    made = submitted(world)
    lend(world, "keeper", "mechanic")
    sign(world, made.plan_id, "mechanic")
    with pytest.raises(Forbidden):
        sign(world, made.plan_id, "mechanic")
    sign(world, made.plan_id, "keeper")

    assert state(world, made.plan_id) == PlanState.APPROVED


@pytest.mark.parametrize(("days", "passes"), [(0, False), (1, True), (6, True), (7, False)])
def test_delegation_holds_on_its_days(world: World, days: int, *, passes: bool) -> None:
    """From the first day to the last, both included, in the mine's zone."""
    route(world, step(1, "科长", world, "keeper"))
    made = submitted(world)
    lend(world, "keeper", "mechanic", starts=1)
    world.clock.forward(days=days)
    if passes:
        sign(world, made.plan_id, "mechanic")
        return

    with pytest.raises(Forbidden):
        sign(world, made.plan_id, "mechanic")


def test_delegation_ends_at_once(world: World) -> None:
    """Who gave it takes it back; a stranger does not, and nobody twice."""
    route(world, step(1, "科长", world, "keeper"))
    made = submitted(world)
    lent = lend(world, "keeper", "mechanic")
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        routes.end_delegation(work, lent)
    with world.work("keeper") as work:
        routes.end_delegation(work, lent)
    with pytest.raises(Forbidden):
        sign(world, made.plan_id, "mechanic")
    with pytest.raises(Conflict), world.work("keeper") as work:
        routes.end_delegation(work, lent)

    with world.read() as work:
        assert work.get(Delegation, lent).ended_at == work.now


def test_delegations_make_no_chain_and_no_circle(world: World) -> None:
    """Neither the delegate delegates on, nor does he give back; one delegate at a time."""
    lend(world, "keeper", "mechanic")
    found = []
    for giver, taker in (("mechanic", "mechanic2"), ("mechanic", "keeper"), ("keeper", "mechanic2"),
                         ("mechanic2", "keeper"), ("buyer", "buyer")):  # fmt: skip
        with pytest.raises(Refused) as caught:
            lend(world, giver, taker)
        found.append([each.code for each in caught.value.findings])

    assert found == [["N25"], ["N25"], ["N26"], ["N25"], ["N24"]]
    lend(world, "mechanic", "mechanic2", starts=6)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": date(2026, 11, 1)}, "ends_on"),
        ({"reason": " "}, "reason"),
        ({"delegate_id": new_id()}, "person_id"),
    ],
)
def test_bad_delegation_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """A period that is over, no reason, nobody known."""
    good: dict[str, Any] = {
        "delegate_id": world.people["mechanic"].id, "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 9), "reason": "出差",
    }  # fmt: skip
    with pytest.raises((Unreadable, NotFound)) as caught, world.work("keeper") as work:
        routes.delegate(work, **(good | change))

    assert caught.value.field == field
