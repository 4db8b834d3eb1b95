"""A signer leaves or loses his role while a plan waits; the head of a plan is corrected."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.db import new_id
from equiplink.errors import Conflict, Forbidden, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.plan import vacancies
from equiplink.plan.approval_due import signatures
from equiplink.plan.approval_models import Seat, SigningStep
from equiplink.plan.models import Plan
from equiplink.plan.queries import Change, difference, revision
from equiplink.plan.states import PlanState
from tests.plan.routing import frozen, route, sign, state, step
from tests.plan.steps import submitted
from tests.plan.test_delegation import lend
from tests.world import World


def leave(world: World, name: str) -> None:
    """Let somebody leave today."""
    with world.work() as work:
        mine.leave(work, world.people[name].id, left_on=work.today)


def strip(world: World, name: str) -> None:
    """Take a person's roles away."""
    with world.work() as work:
        mine.change_roles(work, world.people[name].id, [])


def seat_of(world: World, plan_id: UUID, name: str) -> UUID:
    """Return the seat that somebody has in the set in force."""
    with world.read() as work:
        steps = [each.id for each in work.all(SigningStep, subject_id=plan_id, voided_at=None)]
        seats = work.all(Seat, person_id=world.people[name].id)
        return next(each.id for each in seats if each.step_id in steps)


def reassign(world: World, seat_id: UUID, to: str, by: str = "administrator") -> None:
    """Give a seat to another."""
    with world.work(by) as work:
        vacancies.reassign(work, seat_id, person_id=world.people[to].id, reason="原签署人调离")


def refused(world: World, seat_id: UUID, to: str) -> list[str]:
    """Return why a seat cannot go to *to*."""
    with pytest.raises(Refused) as caught:
        reassign(world, seat_id, to)
    return [each.code for each in caught.value.findings]


def test_seat_of_who_left_goes_to_another(world: World) -> None:
    """The steps stay as they were frozen, his place is taken, and the ledger says by whom."""
    route(world, step(1, "科长", world, "keeper"), step(2, "矿长", world, "mechanic2"))
    made = submitted(world)
    leave(world, "keeper")
    seat_id = seat_of(world, made.plan_id, "keeper")
    reassign(world, seat_id, "mechanic")
    after = frozen(world, made.plan_id)
    sign(world, made.plan_id, "mechanic", "mechanic2")

    with world.read() as work:
        seat = work.get(Seat, seat_id)
        (told,) = work.all(Entry, subject_id=seat_id, action="reassign")
    assert after == [(1, "科长", ["mechanic"]), (2, "矿长", ["mechanic2"])]
    assert (seat.instead_of_id, seat.name) == (world.people["keeper"].id, "mechanic")
    assert (told.data["was"], told.data["reason"]) == ("keeper", "原签署人调离")
    assert state(world, made.plan_id) == PlanState.APPROVED


def test_who_lost_his_role_signs_no_more(world: World) -> None:
    """The role seated him; without it neither he nor his delegate signs, and the way is told."""
    made = submitted(world)
    lend(world, "approver", "mechanic")
    strip(world, "approver")
    found = []
    for name in ("approver", "mechanic"):
        with pytest.raises(Forbidden) as caught:
            sign(world, made.plan_id, name)
        found.append("请改派" in caught.value.message())

    assert found == [True, True]
    assert refused(world, seat_of(world, made.plan_id, "approver"), "mechanic") == ["N41"]


def test_who_was_named_signs_whatever_his_role(world: World) -> None:
    """A route that names a person asks for him, not for a role."""
    route(world, step(1, "科长", world, "keeper", roles=["keeper"]))
    made = submitted(world)
    strip(world, "keeper")
    sign(world, made.plan_id, "keeper")

    assert state(world, made.plan_id) == PlanState.APPROVED


def test_seat_is_given_only_as_the_rules_allow(world: World) -> None:
    """Not while its holder is here, nor to the writer, to who sits there, to the officer."""
    route(world, step(1, "会签", world, "keeper", "mechanic", quorum="all"))
    made = submitted(world)
    seat_id = seat_of(world, made.plan_id, "keeper")
    found = [refused(world, seat_id, "mechanic2")]
    leave(world, "keeper")
    found += [refused(world, seat_id, name) for name in ("planner", "mechanic", "administrator")]
    with pytest.raises(Forbidden):
        reassign(world, seat_id, "mechanic2", by="buyer")
    with pytest.raises(NotFound):
        reassign(world, new_id(), "mechanic2")

    assert found == [["N40"], ["N42"], ["N42"], ["N43"]]


def test_seat_that_nobody_waits_for_stays(world: World) -> None:
    """What was signed, and what is void, is not given to anybody."""
    made = submitted(world)
    seat_id = seat_of(world, made.plan_id, "approver")
    sign(world, made.plan_id, "approver")
    leave(world, "approver")
    with pytest.raises(Conflict):
        reassign(world, seat_id, "mechanic")


def test_vacant_seat_is_on_the_agenda(world: World) -> None:
    """At once, for who gives it to another; an 或签 step waits while somebody is left to sign."""
    route(
        world,
        step(1, "会签", world, "keeper", "mechanic", quorum="all"),
        step(1, "或签", world, "keeper", "mechanic2"),
    )
    submitted(world)
    leave(world, "keeper")
    with world.read() as work:
        first = [(each.code, each.role, each.on) for each in signatures(work)]
        today = work.today
    leave(world, "mechanic2")
    with world.read() as work:
        later = [each.code for each in signatures(work)]

    assert ("N40", "administrator", today) in first
    assert sorted(code for code, *_ in first) == ["N28", "N28", "N40"]
    assert sorted(later) == ["N28", "N40", "N40"]


def test_delegate_who_left_is_replaced_at_once(world: World) -> None:
    """A delegation to somebody who is gone keeps nobody from naming another."""
    made = submitted(world)
    lend(world, "approver", "mechanic")
    leave(world, "mechanic")
    lend(world, "approver", "mechanic2")
    sign(world, made.plan_id, "mechanic2")

    assert state(world, made.plan_id) == PlanState.APPROVED


def test_urgent_plan_gets_its_reason_later(world: World) -> None:
    """A plan that was drafted without one is corrected, and both revisions are shown."""
    with world.work("planner") as work:
        made = plan.draft(work, title="抢修", period="urgent", budget=Decimal(1000))
    with world.work("planner") as work:
        plan.correct(work, made.id, reason="主排水泵故障", title="抢修", project=" 三采区 ")
    with world.read() as work:
        shown = [revision(work, made.id, number) for number in (1, 2)]
        stored = work.get(Plan, made.id)

    assert (stored.reason, stored.project, stored.revision) == ("主排水泵故障", "三采区", 2)
    assert difference(*shown) == [
        Change(None, "project", "", "三采区"),
        Change(None, "reason", "", "主排水泵故障"),
    ]
    assert shown[1].what == "correct"


def test_correction_voids_the_signatures(world: World) -> None:
    """Another title is another plan: it goes back to its draft; no change is no correction."""
    made = submitted(world)
    with world.work("planner") as work:
        plan.correct(work, made.plan_id, title="更正后的名称")
    with pytest.raises(Unreadable) as caught, world.work("planner") as work:
        plan.correct(work, made.plan_id, title="更正后的名称")

    assert caught.value.field == "reason"
    assert state(world, made.plan_id) == PlanState.DRAFT
    with world.read() as work:
        assert work.all(SigningStep, subject_id=made.plan_id, voided_at=None) == []
