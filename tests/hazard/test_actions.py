"""A hazard from its finding to its closing, and the holds it places."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.db import new_id
from equiplink.errors import (
    EquiplinkError,
    Forbidden,
    IllegalStep,
    NotFound,
    Refused,
    Unreadable,
)
from equiplink.hazard import actions as hazard
from equiplink.hazard import holding, recalls
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState
from equiplink.ledger import Entry
from equiplink.register import holds
from tests.hazard.steps import assigned, closed, found, rectified
from tests.register.steps import tagged
from tests.supplier.steps import supplier
from tests.world import World


def test_hazard_is_closed_by_another_person(world: World) -> None:
    """Found → assigned → rectified → closed, and the ledger tells each step."""
    hazard_id = closed(world)

    with world.read() as work:
        steps = [entry.action for entry in work.all(Entry, subject_id=hazard_id)]
        closed_at = work.get(Hazard, hazard_id).closed_at
    assert steps == ["find", "assign", "rectify", "verify"]
    assert closed_at == world.clock.now


def test_same_cause_is_one_hazard(world: World) -> None:
    """What is seen twice is one hazard, until it is closed."""
    first, second = found(world, cause="x"), found(world, cause="x")

    assert first == second
    assert found(world, cause="y") != first


def test_closed_cause_opens_anew(world: World) -> None:
    """The same cause after closing is a new hazard."""
    first = closed(world, cause="x")

    assert found(world, cause="x") != first


def test_empty_title_is_unreadable(world: World) -> None:
    """A hazard says what is wrong; nothing is written otherwise."""
    with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
        hazard.find(work, title=" ", level="general", basis="X07")

    with world.read() as work:
        assert work.all(Hazard) == []
    assert caught.value.field == "title"


def test_unknown_level_names_the_possible_ones(world: World) -> None:
    """The message lists what a level can be."""
    with pytest.raises(Unreadable, match="general"), world.work("safety_officer") as work:
        hazard.find(work, title="失爆", level="huge", basis="X07")


def test_rectifier_may_not_verify(world: World) -> None:
    """Whoever put it right cannot close it; the state stays."""
    hazard_id = rectified(world, by="safety_officer")

    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        hazard.verify(work, hazard_id)

    assert [finding.code for finding in caught.value.findings] == ["H02"]
    with world.read() as work:
        assert work.get(Hazard, hazard_id).state is HazardState.RECTIFIED


def test_only_the_department_closes_what_it_found(world: World) -> None:
    """The mine's officer is refused, the inspector is not."""
    hazard_id = rectified(world, origin="department")

    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        hazard.verify(work, hazard_id)
    with world.work("inspector") as work:
        hazard.verify(work, hazard_id)

    assert [finding.code for finding in caught.value.findings] == ["H10"]


def test_sent_back_hazard_is_rectified_again(world: World) -> None:
    """A hazard that was not put right goes back to the person responsible."""
    hazard_id = rectified(world)
    with world.work("safety_officer") as work:
        hazard.send_back(work, hazard_id, reason="紧固件仍缺")
    with world.work("mechanic") as work:
        again = hazard.rectify(work, hazard_id, evidence="补装照片")

    assert again.state is HazardState.RECTIFIED


def test_unassigned_hazard_cannot_be_rectified(world: World) -> None:
    """The table names what is possible instead."""
    hazard_id = found(world)

    with pytest.raises(IllegalStep) as caught, world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="x")

    assert caught.value.allowed == ("assign", "report_gone")


def test_major_hazard_needs_all_five(world: World) -> None:
    """A major hazard without funds and plan is not assigned."""
    hazard_id = found(world, level="major")

    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="更换",
            due_on=date(2026, 11, 5),
        )  # fmt: skip

    assert [finding.code for finding in caught.value.findings] == ["H11"]


def test_mechanic_may_not_assign(world: World) -> None:
    """Only a safety officer assigns."""
    hazard_id = found(world)

    with pytest.raises(Forbidden), world.work("mechanic") as work:
        hazard.assign(work, hazard_id, responsible_id=world.people["mechanic"].id)


def test_hold_of_a_hazard_ends_with_it(world: World) -> None:
    """The hold stands until its hazard is verified, and cannot be released before."""
    hazard_id, item = assigned(world), str(tagged(world)[0])
    with world.work("safety_officer") as work:
        hold = holding.hold(
            work, kind="hazard", subject="item", key=item, reason="失爆", hazard_id=hazard_id
        )
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        holding.release(work, hold.id, reason="急用")
    with world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="照片")
    with world.work("safety_officer") as work:
        hazard.verify(work, hazard_id)

    with world.read() as work:
        assert holds.held(work, [item]) == []
    assert [finding.code for finding in caught.value.findings] == ["H07"]


def test_seal_is_the_departments(world: World) -> None:
    """Only an inspector seals and unseals."""
    seller = str(supplier(world))
    asked: Any = {"kind": "sealed", "subject": "supplier", "key": seller, "reason": "查封"}
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        holding.hold(work, **asked)
    with world.work("inspector") as work:
        hold = holding.hold(work, **asked)
    with pytest.raises(Refused), world.work("safety_officer") as work:
        holding.release(work, hold.id, reason="x")
    with world.work("inspector") as work:
        holding.release(work, hold.id, reason="整改合格")

    with world.read() as work:
        assert holds.held(work, [seller]) == []


@pytest.mark.parametrize(
    ("subject", "key", "error", "field"),
    [
        ("item", "SB-00001", Unreadable, "key"),
        ("item", str(UUID(int=7)), NotFound, "item_id"),
        ("product", str(UUID(int=7)), NotFound, "product_id"),
        ("supplier", "", Unreadable, "key"),
        ("mark", "MAH16013", Unreadable, "key"),
    ],
)
def test_hold_names_something(
    world: World, subject: str, key: str, error: type[EquiplinkError], field: str
) -> None:
    """A hold whose key is mistyped would stop nothing, so it is refused."""
    with pytest.raises(error) as caught, world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject=subject, key=key, reason="待查")

    assert caught.value.field == field


def test_mark_is_held_however_it_is_typed(world: World) -> None:
    """A number in small or full-width letters holds the same mark."""
    with world.work("safety_officer") as work:
        made = holding.hold(
            work, kind="quarantine", subject="mark", key="ｍah 160130", reason="待查"
        )

    assert made.key == "MAH160130"


def test_unknown_notice_is_not_found(world: World) -> None:
    """A notice that nobody entered is an error that names the field."""
    with pytest.raises(NotFound) as caught, world.work("safety_officer") as work:
        recalls.stop_use(work, new_id())

    assert caught.value.field == "notice_id"


def test_warning_is_recorded_with_the_step(world: World) -> None:
    """A general hazard that lacks fulfilments goes on, and the ledger says what was lacking."""
    hazard_id = found(world)
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, funds=Decimal(100)
        )

    with world.read() as work:
        entry = work.all(Entry, subject_id=hazard_id)[-1]
    assert [each["code"] for each in entry.data["warnings"]] == ["H11G"]
