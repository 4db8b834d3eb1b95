"""Grading by the criteria, more time, and opening again, on both databases."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from equiplink.agenda import queries
from equiplink.errors import IllegalStep, Refused, Unreadable
from equiplink.hazard import actions as hazard
from equiplink.hazard import extending
from equiplink.hazard.criteria import CRITERIA, criterion
from equiplink.hazard.models import Extension, Hazard
from equiplink.hazard.states import Channel, Level
from equiplink.ledger import Entry
from tests.hazard import steps
from tests.world import World


def told(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings if finding.denies}


def asked(world: World, hazard_id: UUID, *, by: str = "mechanic", days: int = 10) -> UUID:
    """Ask for more time."""
    with world.work(by) as work:
        until = work.today + timedelta(days=days)
        return extending.ask_extension(work, hazard_id, until=until, reason="备件未到").id


def granted(world: World, extension_id: UUID, *, by: str = "approver") -> None:
    """Grant it."""
    with world.work(by) as work:
        extending.grant_extension(work, extension_id)


def test_criterion_makes_a_hazard_major(world: World) -> None:
    """It names the item, whose article is its basis; a general one that meets it is refused."""
    with world.work("safety_officer") as work:
        made = hazard.find(
            work, title="采区内开关失爆", level="major", criterion="13(三)", own_level="A"
        )
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        hazard.find(work, title="采区内开关失爆", level="general", criterion="13(三)")

    assert made.basis == "煤矿重大事故隐患判定标准 第十三条（三）"
    assert (made.level, made.own_level, made.channel) == (Level.MAJOR, "A", Channel.CHECK)
    assert told(caught) == {"H55"}


def test_major_without_criterion_is_warned_of(world: World) -> None:
    """It stands in the ledger with the warning."""
    hazard_id = steps.found(world, level="major")
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=hazard_id)

    assert [each["code"] for each in entry.data["warnings"]] == ["H55W"]


def test_unknown_criterion_and_no_basis_are_named(world: World) -> None:
    """The field is named, and nothing is stored."""
    with pytest.raises(Unreadable) as unknown, world.work("safety_officer") as work:
        hazard.find(work, title="某处", level="major", criterion="99(九)")
    with pytest.raises(Unreadable) as without, world.work("safety_officer") as work:
        hazard.find(work, title="某处", level="general")
    with world.read() as work:
        stored = work.all(Hazard)

    assert (unknown.value.field, without.value.field) == ("criterion", "basis")
    assert stored == []


def test_criteria_cite_their_articles() -> None:
    """Seventeen items of the ordinance and eleven of the order, each with its own article."""
    codes = list(CRITERIA)

    assert sum(code.startswith("条例36") for code in codes) == 17
    assert criterion("条例36(十七)").article == "第三十六条（十七）"
    assert criterion("18(八)").article == "第十八条（八）"
    assert all(
        re.fullmatch(r"条例36\([一二三四五六七八九十]+\)|1\d\([一二三四五六七八]\)", c)
        for c in codes
    )
    assert max(len(each.text) for each in CRITERIA.values()) < 40
    assert {each.told()["reading"] for each in CRITERIA.values()} == {"read", "seen"}


def test_more_time_is_granted_by_somebody_else(world: World) -> None:
    """The deadline moves once the approver says so, and the agenda asks him until then."""
    hazard_id = steps.assigned(world)
    extension_id = asked(world, hazard_id)
    with world.read() as work:
        waiting = [each.code for each in queries.due(work, role="approver")]
    granted(world, extension_id)
    with world.read() as work:
        made, moved = work.get(Extension, extension_id), work.get(Hazard, hazard_id)
        after = [each.code for each in queries.due(work, role="approver")]

    assert "H51" in waiting
    assert "H51" not in after
    assert (moved.due_on, made.decided_by) == (made.until, world.people["approver"].id)


def test_more_time_refused_leaves_the_deadline(world: World) -> None:
    """And another request may follow."""
    hazard_id = steps.assigned(world)
    extension_id = asked(world, hazard_id)
    with world.work("approver") as work:
        extending.refuse_extension(work, extension_id, reason="备件在库")
    with world.read() as work:
        kept = work.get(Hazard, hazard_id).due_on == work.get(Extension, extension_id).was
    asked(world, hazard_id)

    assert kept


@pytest.mark.parametrize(("forward", "days"), [(0, 2), (5, 10)])
def test_more_time_is_asked_in_time(world: World, forward: int, days: int) -> None:
    """Not for an earlier day, and not after the deadline."""
    hazard_id = steps.assigned(world)
    world.clock.forward(days=forward)
    with pytest.raises(Refused) as caught:
        asked(world, hazard_id, days=days)

    assert told(caught) == {"H50"}


def test_nobody_grants_himself_more_time(world: World) -> None:
    """Who asked does not decide."""
    extension_id = asked(world, steps.assigned(world), by="approver")
    with pytest.raises(Refused) as caught:
        granted(world, extension_id)

    assert told(caught) == {"H51"}


def test_department_grants_more_time_for_its_own(world: World) -> None:
    """The mine's approver does not; the inspector does."""
    extension_id = asked(world, steps.assigned(world, origin="department"))
    with pytest.raises(Refused) as caught:
        granted(world, extension_id)
    granted(world, extension_id, by="inspector")

    assert told(caught) == {"H52"}


def test_opened_again_keeps_its_past(world: World) -> None:
    """The ledger has who put it right and verified it; it goes through its life again."""
    hazard_id = steps.closed(world)
    with world.work("safety_officer") as work:
        before = work.get(Hazard, hazard_id).verified_by
        again = extending.reopen(work, hazard_id, reason="同一部位再次失爆")
        state = (again.state.value, again.closed_at, again.evidence)
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=hazard_id, action="reopen")
    steps.close(world, hazard_id)

    assert state == ("found", None, "")
    assert entry.data["past"]["verified_by"] == str(before)


def test_open_hazard_is_not_opened_again(world: World) -> None:
    """Only a closed one is."""
    hazard_id = steps.found(world)
    with pytest.raises(IllegalStep), world.work("safety_officer") as work:
        extending.reopen(work, hazard_id, reason="再次发现")


def test_one_cause_has_one_open_hazard(world: World) -> None:
    """What was found anew under the same cause goes on there."""
    hazard_id = steps.closed(world, cause="gate:X09:1")
    steps.found(world, cause="gate:X09:1")
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        extending.reopen(work, hazard_id, reason="再次发现")

    assert told(caught) == {"H53"}


def test_department_opens_its_own_again(world: World) -> None:
    """The mine does not open again what the county closed."""
    hazard_id = steps.rectified(world, origin="department")
    with world.work("inspector") as work:
        hazard.verify(work, hazard_id)
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        extending.reopen(work, hazard_id, reason="再次发现")
    with world.work("inspector") as work:
        extending.reopen(work, hazard_id, reason="复查不合格")

    assert told(caught) == {"H54"}
