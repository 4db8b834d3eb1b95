"""Two people let one thing in while its papers are late, and somebody has to make it regular."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda.actions import tick
from equiplink.agenda.queries import due
from equiplink.errors import Duplicate, Forbidden, IllegalStep, Refused, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate.emergency_rules import APPROVAL, REQUEST, URGENT
from equiplink.gate.models import EmergencyEntry, Scan
from equiplink.gate.states import EmergencyState
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.upkeep.urgent_rules import Approval, Request, Urgency
from equiplink.work import Actor
from tests.gate.steps import opened, scanned
from tests.register.steps import tagged
from tests.world import World

TODAY = date(2026, 11, 2)


def requested(world: World, item_id: UUID, hours: float = 8, by: str = "mechanic") -> UUID:
    """Ask for it."""
    with world.work(by) as work:
        return gate.request_emergency(
            work, item_id, reason="主排水泵损坏，抢险", until=work.now + timedelta(hours=hours)
        ).id


def allowed(world: World, item_id: UUID, **other: Any) -> UUID:
    """Ask for it, and let another allow it."""
    emergency_id = requested(world, item_id, **other)
    with world.work("safety_officer") as work:
        gate.approve_emergency(work, emergency_id)
    return emergency_id


def codes(scan: Scan, severity: str) -> list[str]:
    """Return the codes of a severity."""
    return [each["code"] for each in scan.findings if each["severity"] == severity]


@pytest.mark.parametrize(("hours", "found"), [(0, []), (24, []), (25, ["G60"]), (-1, ["G60"])])
def test_emergency_ends_soon(hours: int, found: list[str]) -> None:
    """Both ends of the time pass."""
    judged = REQUEST.judge(Request(TODAY, hours, 24))

    assert [each.code for each in judged] == found


def test_rules_of_two_people_and_of_the_entry() -> None:
    """Nobody allows himself; an entry under an emergency says so."""
    one, two = UUID(int=1), UUID(int=2)
    same = APPROVAL.judge(Approval(TODAY, one, one))
    said = URGENT.judge(Urgency(TODAY, "抢险", "2026-11-02 18:00"))

    assert [each.code for each in same] == ["G61"]
    assert APPROVAL.judge(Approval(TODAY, one, two)) == ()
    assert [(each.code, each.denies) for each in said] == [("G62", False)]
    assert URGENT.judge(Urgency(TODAY)) == ()


def test_late_papers_pass_once_and_open_a_hazard(world: World) -> None:
    """Without inspection it goes down, is a hazard with a day, and does not go down again."""
    item_id, code = tagged(world)
    opened(world)
    before = scanned(world, code)
    emergency_id = allowed(world, item_id)
    went = scanned(world, code)
    world.clock.forward(hours=1)
    scanned(world, code, direction="out")
    again = scanned(world, code)

    assert codes(before, "deny") == ["G02"]
    assert went.admitted
    assert {"G02", "G62"} <= set(codes(went, "warn"))
    assert not again.admitted
    with world.read() as work:
        used = work.get(EmergencyEntry, emergency_id)
        (hazard,) = work.all(Hazard)
    assert (used.state, used.scan_id) == (EmergencyState.USED, went.id)
    assert (hazard.cause, hazard.due_on is not None) == (f"emergency:{emergency_id}", True)
    assert "G02" in hazard.title


def test_marks_and_holds_are_never_set_aside(world: World) -> None:
    """An emergency is no safety mark."""
    item_id, code = tagged(world)
    opened(world)
    with world.work() as work:
        work.get(Item, item_id).mark_number = ""
    allowed(world, item_id)
    answer = scanned(world, code)

    assert not answer.admitted
    assert codes(answer, "deny") == ["L05"]


def test_emergency_that_ended_waives_nothing(world: World) -> None:
    """After its time the papers are asked for again."""
    item_id, code = tagged(world)
    opened(world)
    allowed(world, item_id, hours=2)
    world.clock.forward(hours=3)

    assert codes(scanned(world, code), "deny") == ["G02"]


def test_nobody_allows_himself(world: World) -> None:
    """The safety officer who asked is told to find somebody else; a buyer allows nothing."""
    item_id, _ = tagged(world)
    emergency_id = requested(world, item_id, by="safety_officer")
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        gate.approve_emergency(work, emergency_id)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        gate.approve_emergency(work, emergency_id)

    assert [each.code for each in caught.value.findings] == ["G61"]


def test_refused_request_stays_refused(world: World) -> None:
    """With its reason; what was refused is not allowed later."""
    item_id, _ = tagged(world)
    emergency_id = requested(world, item_id)
    with pytest.raises(Unreadable), world.work("approver") as work:
        gate.refuse_emergency(work, emergency_id, reason=" ")
    with world.work("approver") as work:
        gate.refuse_emergency(work, emergency_id, reason="可用备用泵")
    with pytest.raises(IllegalStep), world.work("safety_officer") as work:
        gate.approve_emergency(work, emergency_id)


def test_unused_emergency_is_withdrawn_and_another_takes_its_place(world: World) -> None:
    """One that ended unused stands in the way of the next until somebody withdraws it."""
    item_id, code = tagged(world)
    opened(world)
    first = allowed(world, item_id, hours=2)
    world.clock.forward(hours=3)
    with pytest.raises(Duplicate):
        allowed(world, item_id)
    with pytest.raises(Unreadable), world.work("approver") as work:
        gate.withdraw_emergency(work, first, reason=" ")
    with world.work("approver") as work:
        gate.withdraw_emergency(work, first, reason="已过期，未入井")
    allowed(world, item_id)

    assert scanned(world, code).admitted


def test_longer_than_a_day_is_no_emergency(world: World) -> None:
    """The mine's own number bounds it."""
    item_id, _ = tagged(world)
    with pytest.raises(Refused) as caught:
        requested(world, item_id, hours=25)

    assert [each.code for each in caught.value.findings] == ["G60"]


def test_neglected_emergency_escalates(world: World) -> None:
    """It is the safety officer's until its end, then the approver's, then another hazard."""
    item_id, code = tagged(world)
    opened(world)
    emergency_id = allowed(world, item_id)
    scanned(world, code)

    def duties() -> list[Role]:
        with world.read() as work:
            return [each.role for each in due(work) if each.code == "G62"]  # type: ignore[misc]

    in_time = duties()
    world.clock.forward(days=2)
    late = duties()
    with world.chain.work(Actor.clock(world.mine_id)) as work:
        raised = [each.code for each in tick(work)]
    with world.read() as work:
        hazard = work.first(Hazard, cause=f"emergency:{emergency_id}")
    assert hazard is not None
    with world.work("safety_officer") as work:
        hazards.assign(work, hazard.id, responsible_id=world.people["mechanic"].id, measures="补办")
    with world.work("mechanic") as work:
        hazards.rectify(work, hazard.id, evidence="检查合格证")
    with world.work("safety_officer") as work:
        hazards.verify(work, hazard.id)

    assert (in_time, late) == ([Role.SAFETY_OFFICER], [Role.APPROVER])
    assert "G62" in raised
    assert duties() == []
