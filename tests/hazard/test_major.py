"""Major hazards: held at once, supervised, started again by three, counted and reported."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda import queries
from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.gate.models import Scan
from equiplink.hazard import actions as hazard
from equiplink.hazard import holding, major
from equiplink.hazard.major_models import Restart, Sanction, SupervisionOrder
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.register.hold_models import Hold
from tests.gate import steps as gates
from tests.hazard import steps
from tests.register.steps import tagged
from tests.world import World

PLACE = "一采区进风巷"


def told(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings if finding.denies}


def denied(answer: Scan) -> set[str]:
    """Return the rules that kept a thing out."""
    return {each["code"] for each in answer.findings if each["severity"] == "deny"}


def found_at(world: World, **where: Any) -> UUID:
    """Let the county find a major hazard."""
    with world.work("inspector") as work:
        return hazard.find(
            work, title="采区内失爆", level="major", criterion="13(三)", origin="department",
            channel="county", **where,
        ).id  # fmt: skip


def put_right(world: World, hazard_id: UUID) -> None:
    """Assign it with five fulfilments and put it right."""
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="更换",
            funds=Decimal(900), due_on=work.today, emergency_plan="停电撤人",
        )  # fmt: skip
    with world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="检测报告")


def verified(world: World, hazard_id: UUID) -> None:
    """Let the department close it."""
    with world.work("inspector") as work:
        hazard.verify(work, hazard_id)


def ordered(world: World, hazard_id: UUID, *, number: str = "督〔2026〕1号", **other: Any) -> UUID:
    """Write down an order that stops production."""
    with world.work("inspector") as work:
        words: dict[str, Any] = {
            "authority": "样例县应急管理局", "issued_on": work.today,
            "due_on": work.today + timedelta(days=10), "suspends": True,
        }  # fmt: skip
        return major.issue_order(work, hazard_id=hazard_id, number=number, **(words | other)).id


def applied(world: World, order_id: UUID) -> UUID:
    """Apply to produce again."""
    with world.work("approver") as work:
        return major.apply_restart(work, order_id=order_id, plan="整改方案 1 份").id


def signed(world: World, restart_id: UUID, *names: str) -> None:
    """Enter the signatures one after another."""
    steps_of = (major.accept_restart, major.review_restart, major.approve_restart)
    for step, name in zip(steps_of, names, strict=False):
        with world.work("inspector") as work:
            step(work, restart_id, by=name)


def held(world: World) -> list[tuple[str, str]]:
    """Return kind and key of the open holds."""
    with world.read() as work:
        return [(each.kind.value, each.key) for each in work.all(Hold, released_at=None)]


def test_thing_is_held_at_once_and_set_free_when_closed(world: World) -> None:
    """A major hazard on an item keeps it from the gate until the department closed it."""
    item_id, code = gates.candidate(world)
    hazard_id = found_at(world, item_id=item_id, place_id=world.places[PLACE])
    refused = denied(gates.scanned(world, code))
    put_right(world, hazard_id)
    verified(world, hazard_id)

    assert refused == {"G40"}
    assert held(world) == []
    assert gates.scanned(world, code).admitted


def test_area_is_stopped_at_once(world: World) -> None:
    """Without an item the place stops; a general hazard, and one at the gate, stop nothing."""
    steps.found(world)
    item_id, _ = tagged(world)
    with world.work("safety_officer") as work:
        hazard.find(
            work, title="无安标", level="major", criterion="13(二)", channel="gate",
            item_id=item_id,
        )  # fmt: skip
    hazard_id = found_at(world, place_id=world.places[PLACE])
    stopped = held(world)
    put_right(world, hazard_id)
    verified(world, hazard_id)

    assert stopped == [("stopped", str(world.places[PLACE]))]
    assert held(world) == []


def test_ordered_stop_ends_with_three_signatures(world: World) -> None:
    """The hazard's closing does not open the area, nor the inspector alone; the approval does."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    order_id = ordered(world, hazard_id)
    put_right(world, hazard_id)
    verified(world, hazard_id)
    still = held(world)
    with world.read() as work:
        (stop,) = work.all(Hold, released_at=None)
    with pytest.raises(Refused) as caught, world.work("inspector") as work:
        holding.release(work, stop.id, reason="已整改")
    restart_id = applied(world, order_id)
    signed(world, restart_id, "县局局长", "监察处处长")
    waiting = held(world)
    with world.work("inspector") as work:
        major.approve_restart(work, restart_id, by="县长")
    with world.work("inspector") as work:
        major.announce_restart(work, restart_id)
    with world.read() as work:
        made, order = work.get(Restart, restart_id), work.get(SupervisionOrder, order_id)

    assert len(still) == len(waiting) == 1
    assert told(caught) == {"H66"}
    assert held(world) == []
    assert (made.state.value, order.state.value) == ("announced", "lifted")
    assert (made.accepted_by, made.reviewed_by, made.approved_by) == (
        "县局局长", "监察处处长", "县长",
    )  # fmt: skip


def test_order_that_stopped_is_not_just_lifted(world: World) -> None:
    """Only one that stopped nothing is."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    stopping = ordered(world, hazard_id)
    plain = ordered(world, hazard_id, number="督〔2026〕2号", suspends=False)
    with pytest.raises(Refused) as caught, world.work("inspector") as work:
        major.lift_order(work, stopping)
    with world.work("inspector") as work:
        lifted = major.lift_order(work, plain)

    assert told(caught) == {"H67"}
    assert lifted.state.value == "lifted"


def test_one_person_does_not_sign_twice(world: World) -> None:
    """Department, institution and government are three."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    order_id = ordered(world, hazard_id)
    put_right(world, hazard_id)
    restart_id = applied(world, order_id)
    with pytest.raises(Refused) as caught:
        signed(world, restart_id, "县局局长", "县局局长")

    assert told(caught) == {"H63"}


def test_restart_needs_the_work_to_be_done(world: World) -> None:
    """Nobody applies before, nor where nothing was stopped; a refused one is applied for again."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    order_id = ordered(world, hazard_id)
    with pytest.raises(Refused) as early:
        applied(world, order_id)
    put_right(world, hazard_id)
    restart_id = applied(world, order_id)
    with world.work("inspector") as work:
        major.refuse_restart(work, restart_id, reason="现场未清理")
    applied(world, order_id)

    assert told(early) == {"H61"}


def test_late_acceptance_and_announcement_are_warned_of(world: World) -> None:
    """Twenty days and five working days, and the agenda lists both before."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    order_id = ordered(world, hazard_id)
    put_right(world, hazard_id)
    restart_id = applied(world, order_id)
    with world.read() as work:
        before = {each.code: each.on - work.today for each in queries.due(work, role="inspector")}
    world.clock.forward(days=21)
    signed(world, restart_id, "县局局长", "监察处处长", "县长")
    with world.read() as work:
        after = {each.code for each in queries.due(work, role="inspector")}
    world.clock.forward(days=8)
    with world.work("inspector") as work:
        major.announce_restart(work, restart_id)
    with world.read() as work:
        entries = work.all(Entry, subject_id=restart_id)
        warned = [each["code"] for entry in entries for each in entry.data.get("warnings", [])]

    assert before["H62"] == timedelta(days=20)
    assert "H64" in after
    assert warned == ["H62", "H64"]


def test_only_an_open_major_hazard_is_supervised(world: World) -> None:
    """Neither a general one, nor until a day before the order."""
    with pytest.raises(Refused) as general:
        ordered(world, steps.found(world))
    hazard_id = found_at(world, place_id=world.places[PLACE])
    with pytest.raises(Refused) as backwards:
        ordered(world, hazard_id, due_on=date(2020, 1, 1))
    ordered(world, hazard_id)
    with world.read() as work:
        codes = {each.code for each in queries.due(work, role="approver")}

    assert told(general) == told(backwards) == {"H60"}
    assert {"H60", "H65"} <= codes


def test_second_stop_within_three_months_is_warned_of(world: World) -> None:
    """Twice leads to closure; after three months it counts anew."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    made = [ordered(world, hazard_id)]
    world.clock.forward(days=30)
    made.append(ordered(world, hazard_id, number="督〔2026〕2号"))
    world.clock.forward(days=100)
    made.append(ordered(world, hazard_id, number="督〔2027〕1号"))
    with world.read() as work:
        warned = [
            [each["code"] for each in entry.data.get("warnings", [])]
            for order_id in made
            for entry in work.all(Entry, subject_id=order_id)
        ]

    assert warned == [[], ["L09"], []]


def test_third_penalty_in_half_a_year_is_warned_of(world: World) -> None:
    """And the fourth in a year."""
    for number, days in enumerate((0, 100, 70, 100), 1):
        world.clock.forward(days=days)
        with world.work("safety_officer") as work:
            major.record_sanction(
                work, number=f"罚〔{number}〕", authority="样例县应急管理局",
                decided_on=work.today, kind="罚款", amount=Decimal(50_000),
            )  # fmt: skip
    with world.read() as work:
        warned = [
            [each["code"] for each in entry.data.get("warnings", [])]
            for made in sorted(work.all(Sanction), key=lambda each: each.number)
            for entry in work.all(Entry, subject_id=made.id)
        ]

    assert warned == [[], [], ["L09P"], ["L09P"]]


def test_penalty_lies_not_ahead(world: World) -> None:
    """Its day is that of the decision, and its record is the safety department's."""
    words: dict[str, Any] = {"number": "罚〔1〕", "authority": "样例局", "kind": "警告"}
    with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
        major.record_sanction(work, decided_on=work.today + timedelta(days=1), **words)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        major.record_sanction(work, decided_on=work.today, **words)

    assert caught.value.field == "decided_on"


def test_quarterly_report_is_signed_by_the_head(world: World) -> None:
    """Due while the quarter has a major hazard, and done once it was signed and sent."""
    hazard_id = found_at(world, place_id=world.places[PLACE])
    with world.read() as work:
        (due,) = [each for each in queries.due(work, role="approver") if each.code == "H65"]
    with pytest.raises(Refused) as ahead, world.work("approver") as work:
        major.sign_quarter(work, year=2027, quarter=1, sent_to="县局", sent_on=work.today)
    with pytest.raises(Unreadable), world.work("approver") as work:
        major.sign_quarter(work, year=2026, quarter=5, sent_to="县局", sent_on=work.today)
    with world.work("approver") as work:
        made = major.sign_quarter(
            work, year=2026, quarter=4, sent_to="县局、监察机构", sent_on=work.today
        )
        left = [each for each in queries.due(work, role="approver") if each.code == "H65"]
        assert work.get(Hazard, hazard_id).closed_at is None

    assert due.on == date(2026, 12, 31)
    assert told(ahead) == {"H65"}
    assert (made.signed_by, left) == (world.people["approver"].id, [])
