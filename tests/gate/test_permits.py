"""A permit is consumed once; in a campaign's hours rules are stricter and say which judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Conflict, Duplicate, Refused, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate.again import judge_again
from equiplink.gate.models import EntryPermit, Scan
from equiplink.gate.permit_rules import ISSUING, PERMIT, Issuing, Permitted
from equiplink.mine import actions as mine
from equiplink.mine import windows
from tests.gate.offline import item_of, open_conflicts, shaft
from tests.gate.steps import candidate, inspected, opened, ready, scanned
from tests.register.steps import tagged
from tests.statements import counted
from tests.world import World

TODAY = date(2026, 11, 2)
PERMITTED = Permitted(
    today=TODAY, asked=True, number="RJ-1", until=TODAY, quantity=Decimal(1),
    permitted=Decimal(1),
)  # fmt: skip


def permit(world: World, item_id: UUID, number: str = "RJ-1", **other: Any) -> UUID:
    """Issue a permit for three days."""
    with world.work("ex_inspector") as work:
        words: dict[str, Any] = {
            "place_id": world.places["一采区进风巷"],
            "team_id": world.team_id,
            "valid_until": work.today + timedelta(days=3),
        }
        return gate.issue_permit(work, item_id, number=number, **(words | other)).id


def night(world: World, **other: Any) -> None:
    """Forbid hoisting from midnight to eight for as long as the campaign lasts."""
    words: dict[str, Any] = {
        "name": "零点班管控",
        "document": "合成文件1号",
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2027, 1, 31),
        "begins": time(0),
        "ends": time(8),
        "works": ["hoisting"],
    }
    with world.work("safety_officer") as work:
        windows.set_window(work, **(words | other))


def denied(scan: Scan) -> list[str]:
    """Return the codes that deny."""
    return [each["code"] for each in scan.findings if each["severity"] == "deny"]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"number": None, "until": None, "permitted": None}, ["G50"]),
        ({"number": None, "until": None, "permitted": None, "asked": False}, []),
        ({"until": date(2026, 11, 1)}, ["G53"]),
        ({"quantity": Decimal("1.001")}, ["G53"]),
    ],
)
def test_each_condition_of_a_permit(change: dict[str, Any], codes: list[str]) -> None:
    """Each refuses by itself; the last day and the whole quantity pass."""
    assert [each.code for each in PERMIT.judge(replace(PERMITTED, **change))] == codes


@pytest.mark.parametrize(
    ("until", "passed", "codes"),
    [
        (TODAY, True, []),
        (date(2026, 11, 9), True, []),
        (date(2026, 11, 10), True, ["G54"]),
        (date(2026, 11, 1), True, ["G54"]),
        (TODAY, False, ["G59"]),
    ],
)
def test_permit_is_issued_on_an_inspection(until: date, passed: object, codes: list[str]) -> None:
    """For some days only, and for what was inspected."""
    facts = Issuing(TODAY, until, 7, inspected=bool(passed))

    assert [each.code for each in ISSUING.judge(facts)] == codes


def test_permit_is_consumed_once(world: World) -> None:
    """Where the mine asks for permits, each entry takes its own."""
    item_id, code = candidate(world)
    with world.work() as work:
        mine.set_policy(work, "gate.permit_asked", 1)
    without = scanned(world, code)
    permit_id = permit(world, item_id)
    first = scanned(world, code)
    world.clock.forward(hours=8)
    scanned(world, code, direction="out")
    world.clock.forward(minutes=5)
    inspected(world, item_id)
    second = scanned(world, code)

    with world.read() as work:
        used = work.get(EntryPermit, permit_id)
    assert denied(without) == ["G50"]
    assert first.admitted
    assert (used.scan_id, used.consumed_at is not None) == (first.id, True)
    assert denied(second) == ["G50"]


def test_two_scanners_consume_one_permit(world: World) -> None:
    """Of a lot two parts come at one moment: one permit lets in one of them."""
    item_id, code = candidate(world, "cable", 100)
    with world.work() as work:
        mine.set_policy(work, "gate.permit_asked", 1)
    permit(world, item_id, quantity=Decimal(30))
    barrier, answers = Barrier(2), []

    def scan() -> None:
        barrier.wait()
        answers.append(scanned(world, code, quantity=30))

    threads = [Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.admitted for each in answers) == [False, True]
    assert [denied(each) for each in answers if not each.admitted] == [["G50"]]


def test_permit_names_its_quantity_and_its_last_day(world: World) -> None:
    """More than permitted, or later, is refused, whether the mine asks for permits or not."""
    item_id, code = candidate(world, "cable", 100)
    permit(world, item_id, quantity=Decimal(30))

    assert denied(scanned(world, code, quantity=31)) == ["G53"]
    world.clock.forward(days=4)
    assert denied(scanned(world, code, quantity=30)) == ["G53"]


def test_one_permit_at_a_time(world: World) -> None:
    """A second needs the first withdrawn; a withdrawn one is not withdrawn again."""
    item_id, _ = candidate(world)
    first = permit(world, item_id)
    with pytest.raises(Duplicate):
        permit(world, item_id, "RJ-2")
    with world.work("ex_inspector") as work:
        gate.withdraw_permit(work, first, reason="改期")
    permit(world, item_id, "RJ-2")
    with pytest.raises(Conflict), world.work("ex_inspector") as work:
        gate.withdraw_permit(work, first, reason="改期")


def test_no_permit_without_inspection(world: World) -> None:
    """Uninspected things get none."""
    item_id, _ = tagged(world)
    with pytest.raises(Refused) as caught:
        permit(world, item_id)

    assert [each.code for each in caught.value.findings] == ["G59"]


def test_dangerous_work_waits_for_the_morning(world: World) -> None:
    """The same thing at 23:50, 00:10 and 08:00: the editions differ, and so do the answers."""
    item_id, code = candidate(world)
    permit(world, item_id, danger="hoisting")
    night(world, tightens=["M13W"])
    answers = []
    for hour, minute in ((15, 50), (16, 10), (0, 0)):  # in UTC, eight hours behind
        day = 26 if hour else 27
        world.clock.now = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
        with world.read("keeper") as work:
            answers.append(gate.judge(work, tag=code, gate="副井"))

    assert [denied(each) for each in answers] == [[], ["G15"], []]
    assert answers[0].edition == answers[2].edition != answers[1].edition


def test_refusal_of_the_night_is_judged_again_by_day(world: World) -> None:
    """The window of then counts, whatever the hour is now."""
    item_id, code = candidate(world)
    permit(world, item_id, danger="hoisting")
    night(world)
    world.clock.now = datetime(2026, 11, 26, 17, tzinfo=UTC)
    answer = scanned(world, code)
    world.clock.forward(hours=9)
    with world.read() as work:
        told = judge_again(work, answer.id)

    assert denied(answer) == ["G15"]
    assert told["same"] is True
    assert scanned(world, code).admitted


def test_window_may_run_over_midnight(world: World) -> None:
    """From ten at night to six in the morning."""
    item_id, code = candidate(world)
    permit(world, item_id, danger="hoisting")
    night(world, begins=time(22), ends=time(6))
    found = []
    for hour in (13, 14, 21, 22):
        world.clock.now = datetime(2026, 11, 26, hour, 30, tzinfo=UTC)
        with world.read("keeper") as work:
            found.append(denied(gate.judge(work, tag=code, gate="副井")))

    assert found == [[], ["G15"], ["G15"], []]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"works": ["sleeping"]}, "works"),
        ({"tightens": ["ZZ99"]}, "tightens"),
        ({"ends_on": date(2026, 10, 1)}, "ends_on"),
        ({"name": " "}, "name"),
    ],
)
def test_window_that_means_nothing_is_unreadable(
    world: World, wrong: dict[str, Any], field: str
) -> None:
    """Unknown work, unknown rules, days that run backwards."""
    with pytest.raises(Unreadable) as caught:
        night(world, **wrong)

    assert caught.value.field == field


def test_facts_with_permit_and_window_are_three_statements(world: World) -> None:
    """They are read with the rest."""
    item_id, code = candidate(world)
    opened(world)
    permit(world, item_id, danger="hoisting")
    night(world)
    with counted(world.chain) as sent, world.read("keeper") as work:
        gate.judge(work, tag=code, gate="副井")

    assert len([each for each in sent if not each.startswith(("BEGIN", "PRAGMA"))]) <= 3


def test_permit_is_consumed_offline_too(world: World, tmp_path: Path) -> None:
    """The manifest admits what is permitted of a lot; the upload takes the permit."""
    item_id, code = candidate(world, "cable", 100)
    permit_id = permit(world, item_id, quantity=Decimal(30))
    device = shaft(world, tmp_path)
    device.fetch()
    answer = device.scan(code, quantity="30")
    device.send()

    with world.read() as work:
        taken = work.get(EntryPermit, permit_id)
        (scan,) = work.all(Scan)
    assert answer.admitted
    assert taken.scan_id == scan.id
    assert open_conflicts(world) == []


def test_window_of_the_day_speaks_offline_all_day(world: World, tmp_path: Path) -> None:
    """A device knows days only: what the night forbids it forbids, what it leaves alone it does."""
    hoist, other = ready(world, 2)
    permit(world, item_of(world, hoist), danger="hoisting")
    permit(world, item_of(world, other), "RJ-2")
    night(world)
    device = shaft(world, tmp_path)
    device.fetch()

    assert device.scan(hoist).codes == ("G15",)
    assert device.scan(other).admitted
