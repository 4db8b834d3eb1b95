"""A scan that was wrong is taken back by a record of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from equiplink import codes
from equiplink.audit.replay import replay
from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.gate.models import EmergencyEntry, EntryPermit, Passage, Scan, ScanCorrection
from equiplink.gate.states import EmergencyState
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.usage import actions as usage
from equiplink.usage.correction_rules import CORRECTION, Mistake
from tests.gate.offline import open_conflicts, shaft, stands
from tests.gate.steps import candidate, entered, opened, scanned
from tests.gate.test_emergency import allowed
from tests.gate.test_permits import permit
from tests.register.steps import tagged
from tests.upkeep import steps as upkeeps
from tests.usage.steps import placed
from tests.world import World

MISTAKE = Mistake(
    today=date(2026, 11, 2), admitted=True, corrected=False, followed=False, minutes=60,
    window=60, officer=False, quantity=Decimal(1), there=Decimal(1),
)  # fmt: skip


def corrected(world: World, scan: Scan, by: str = "keeper", reason: str = "扫错") -> None:
    """Take the scan back."""
    with world.work(by) as work:
        usage.correct_scan(work, scan.id, reason=reason)


def refused(world: World, scan: Scan, by: str = "keeper") -> list[str]:
    """Return why it is not taken back."""
    with pytest.raises(Refused) as caught:
        corrected(world, scan, by)
    return [each.code for each in caught.value.findings]


@pytest.mark.parametrize(
    ("change", "codes_found"),
    [
        ({}, []),
        ({"admitted": False}, ["G55"]),
        ({"corrected": True}, ["G55"]),
        ({"followed": True}, ["G56"]),
        ({"minutes": 61}, ["G57"]),
        ({"minutes": 61, "officer": True}, []),
        ({"there": Decimal("0.999")}, ["G58"]),
        ({"placed": ("一采区进风巷（张三）",)}, ["G80"]),
        ({"given": ("许可证 RJ-2",)}, ["G81"]),
    ],
)
def test_each_condition_of_a_correction(change: dict[str, Any], codes_found: list[str]) -> None:
    """Each refuses by itself; the last minute of the window passes."""
    found = CORRECTION.judge(replace(MISTAKE, **change))

    assert [each.code for each in found] == codes_found


def test_wrong_entry_is_taken_back(world: World) -> None:
    """The unit is in stock again and may enter at once; scan and ledger stay."""
    item_id, code = candidate(world)
    answer = scanned(world, code)
    world.clock.forward(minutes=5)
    corrected(world, answer)
    world.clock.forward(minutes=5)

    with world.read() as work:
        item, stored = work.get(Item, item_id), work.get(Scan, answer.id)
        passage = work.first(Passage, item_id=item_id)
        last = work.all(Entry, subject_id=item_id)[-1]
        made = work.first(ScanCorrection, scan_id=answer.id)
        assert replay(work) == []
    assert (item.state, item.stock, item.underground) == (ItemState.IN_STOCK, 1, 0)
    assert (stored.admitted, last.action) == (True, "undo_enter")
    assert passage is not None
    assert passage.corrected_at is not None
    assert made is not None
    assert made.reason == "扫错"
    assert scanned(world, code).admitted


def test_wrong_exit_is_taken_back(world: World) -> None:
    """It never came up: it is underground as before, and its inspection still holds."""
    item_id, code = entered(world)
    world.clock.forward(hours=1)
    with world.read() as work:
        before = work.get(Item, item_id).unfit_since
    answer = scanned(world, code, direction="out")
    corrected(world, answer)

    with world.read() as work:
        item, passage = work.get(Item, item_id), work.first(Passage, item_id=item_id)
        assert replay(work) == []
    assert (item.state, item.underground, item.unfit_since) == (ItemState.UNDERGROUND, 1, before)
    assert passage is not None
    assert (passage.left_at, passage.left_scan_id) == (None, None)
    world.clock.forward(minutes=5)
    assert scanned(world, code, direction="out").admitted


def test_what_failed_since_the_exit_stays_unfit(world: World) -> None:
    """A test failed above: taking the exit back does not take that back."""
    item_id, code = entered(world)
    world.clock.forward(hours=1)
    answer = scanned(world, code, direction="out")
    world.clock.forward(minutes=10)
    upkeeps.done(world, upkeeps.started(world, item_id), passed=False)
    failed_at = world.clock.now
    world.clock.forward(minutes=10)
    corrected(world, answer)

    with world.read() as work:
        item = work.get(Item, item_id)
    assert (item.state, item.unfit_since) == (ItemState.UNDERGROUND, failed_at)


def test_wrong_quantity_goes_back(world: World) -> None:
    """Of a lot the quantity goes back, whether it went in or out."""
    item_id, code = candidate(world, "cable", 100)
    first = scanned(world, code, quantity=30)
    out = scanned(world, code, quantity=10, direction="out")
    corrected(world, out)
    corrected(world, first)

    with world.read() as work:
        item = work.get(Item, item_id)
    assert (item.stock, item.underground) == (100, 0)


def test_used_up_goods_do_not_go_back(world: World) -> None:
    """What was brought up again is not where the scan brought it."""
    _, code = candidate(world, "cable", 100)
    first = scanned(world, code, quantity=30)
    scanned(world, code, quantity=10, direction="out")

    assert refused(world, first) == ["G58"]


def test_only_the_last_scan_and_only_once(world: World) -> None:
    """A later passage is corrected first; a corrected scan is corrected already."""
    _, code = candidate(world)
    first = scanned(world, code)
    world.clock.forward(minutes=5)
    second = scanned(world, code, direction="out")

    assert refused(world, first) == ["G56", "G58"]
    corrected(world, second)
    assert refused(world, second) == ["G55", "G58"] or refused(world, second) == ["G55"]
    corrected(world, first)


def test_after_the_window_the_safety_officer_corrects(world: World) -> None:
    """An hour later it is no slip of the finger any more."""
    _, code = candidate(world)
    answer = scanned(world, code)
    world.clock.forward(minutes=61)

    assert refused(world, answer) == ["G57"]
    corrected(world, answer, by="safety_officer")


def test_refusal_needs_no_correction(world: World) -> None:
    """It moved nothing, also that of a tag that nobody knows."""
    opened(world)

    assert "G55" in refused(world, scanned(world, codes.new()))


def test_correction_has_a_reason_and_a_role(world: World) -> None:
    """A buyer corrects nothing, and a keeper says why."""
    _, code = candidate(world)
    answer = scanned(world, code)
    with pytest.raises(Unreadable):
        corrected(world, answer, reason=" ")
    with pytest.raises(Forbidden):
        corrected(world, answer, by="buyer")


def test_what_somebody_answers_for_is_given_back_first(world: World) -> None:
    """It stands at its place in the mechanic's charge: the refusal names both."""
    item_id, code = candidate(world)
    answer = scanned(world, code)
    placement_id = placed(world, item_id)
    with pytest.raises(Refused) as caught:
        corrected(world, answer)
    with world.work("mechanic") as work:
        usage.give_back(work, placement_id)
    corrected(world, answer)

    (finding,) = caught.value.findings
    assert (finding.code, "一采区进风巷" in str(finding.params["placed"])) == ("G80", True)
    assert stands(world, item_id) == ("in_stock", "1.000", "0.000")


def test_part_of_a_lot_that_stands_nowhere_goes_back(world: World) -> None:
    """Of two entries one stands at a place: the other is taken back, and then no more is."""
    item_id, code = candidate(world, "cable", 100)
    first = scanned(world, code, quantity=30)
    second = scanned(world, code, quantity=20)
    placed(world, item_id, quantity=Decimal(30))
    corrected(world, second)

    assert refused(world, first) == ["G80"]
    assert stands(world, item_id) == ("in_stock", "70.000", "30.000")


def test_permit_is_good_again(world: World) -> None:
    """The entry never was, so its permit is unused; it lets the next one in."""
    item_id, code = candidate(world)
    permit_id = permit(world, item_id)
    corrected(world, scanned(world, code))
    with world.read() as work:
        given_back = work.get(EntryPermit, permit_id)
        told = [each.action for each in work.all(Entry, subject_id=permit_id)]
    world.clock.forward(minutes=5)
    again = scanned(world, code)
    with world.read() as work:
        used = work.get(EntryPermit, permit_id)

    assert (given_back.consumed_at, given_back.scan_id) == (None, None)
    assert told == ["issue_permit", "restore_permit"]
    assert used.scan_id == again.id


def test_permit_that_was_issued_since_is_withdrawn_first(world: World) -> None:
    """Two unused permits for one thing would let in twice."""
    item_id, code = candidate(world, "cable", 100)
    permit(world, item_id, quantity=Decimal(30))
    answer = scanned(world, code, quantity=30)
    permit(world, item_id, "RJ-2", quantity=Decimal(30))

    assert refused(world, answer) == ["G81"]


def test_emergency_is_good_again_and_its_hazard_gone(world: World) -> None:
    """Nothing went down; when it does, the hazard is found again."""
    item_id, code = tagged(world)
    opened(world)
    emergency_id = allowed(world, item_id)
    corrected(world, scanned(world, code))
    with world.read() as work:
        before = work.get(EmergencyEntry, emergency_id)
        (gone,) = work.all(Hazard)
    world.clock.forward(minutes=5)
    again = scanned(world, code)
    with world.read() as work:
        after = work.get(EmergencyEntry, emergency_id)
        (found,) = work.all(Hazard)
        assert replay(work) == []

    assert (before.state, before.scan_id) == (EmergencyState.APPROVED, None)
    assert (gone.state, found.state) == ("rectified", "found")
    assert (after.state, after.scan_id, after.hazard_id) == ("used", again.id, found.id)


def test_emergency_that_was_allowed_since_is_withdrawn_first(world: World) -> None:
    """One approval at a time stands for one thing."""
    item_id, code = tagged(world)
    opened(world)
    allowed(world, item_id)
    answer = scanned(world, code)
    allowed(world, item_id)

    assert refused(world, answer) == ["G81"]


def test_offline_entry_takes_what_was_handed_out_and_gives_it_back(
    world: World, tmp_path: Path
) -> None:
    """Thirty metres were handed out and forty went down without the network."""
    item_id, code = candidate(world, "cable", 100)
    with world.work("keeper") as work:
        register.issue(
            work, item_id, quantity=Decimal(30), purpose="敷设", team_id=world.team_id,
            receiver_id=world.people["mechanic"].id,
        )  # fmt: skip
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(code, quantity="40")
    device.send()
    with world.read() as work:
        below = work.get(Item, item_id)
        (scan,) = work.all(Scan)
    corrected(world, scan)
    with world.read() as work:
        above = work.get(Item, item_id)

    assert (below.stock, below.issued, below.underground) == (60, 0, 40)
    assert (above.stock, above.issued, above.underground) == (70, 30, 0)


def test_unit_that_was_handed_out_enters_offline(world: World, tmp_path: Path) -> None:
    """The gate would let it in, so the device does."""
    item_id, code = candidate(world)
    with world.work("keeper") as work:
        register.issue(
            work, item_id, quantity=Decimal(1), purpose="安装", team_id=world.team_id,
            receiver_id=world.people["mechanic"].id,
        )  # fmt: skip
    device = shaft(world, tmp_path)
    device.fetch()
    answer = device.scan(code)
    device.send()

    assert answer.admitted
    assert stands(world, item_id) == ("underground", "0.000", "1.000")
    assert open_conflicts(world) == []


@pytest.mark.parametrize("late", [False, True])
def test_one_of_two_entries_is_taken_back_and_it_stays_below(
    world: World, tmp_path: Path, late: object
) -> None:
    """Two devices let it in; whichever upload came first, one entry stands afterwards."""
    item_id, code = candidate(world)
    permit_id = permit(world, item_id)
    first, second = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    for each in (first, second):
        each.fetch()
        each.scan(code)
    for each in (second, first) if late else (first, second):
        each.send()
    with world.read() as work:
        scans = work.all(Scan, Scan.at)
    corrected(world, scans[1])

    with world.read() as work:
        (passage,) = work.all(Passage)
        used = work.get(EntryPermit, permit_id)
        assert replay(work) == []
    assert stands(world, item_id)[0] == "underground"
    assert (passage.entered_scan_id, used.scan_id) == (scans[0].id, scans[0].id)
    corrected(world, scans[0])
    assert stands(world, item_id)[0] == "in_stock"


def test_one_of_two_exits_is_taken_back_and_it_stays_above(world: World, tmp_path: Path) -> None:
    """The passage ended with the exit that stands."""
    item_id, code = entered(world)
    first, second = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    for each in (first, second):
        each.fetch()
        each.scan(code, "out")
    second.send()
    first.send()
    with world.read() as work:
        scans = work.all(Scan, Scan.at)
    corrected(world, scans[-1])

    with world.read() as work:
        (passage,) = work.all(Passage)
    assert stands(world, item_id)[0] == "in_stock"
    assert (passage.left_scan_id, passage.left_at) == (scans[1].id, scans[1].at)


def test_entry_that_the_register_did_not_follow_moves_nothing_back(
    world: World, tmp_path: Path
) -> None:
    """More went down offline than there was: taken back, it is as if nobody had scanned."""
    item_id, code = candidate(world, "cable", 100)
    device = shaft(world, tmp_path)
    device.fetch()
    scanned(world, code, quantity=60)
    device.scan(code, quantity="60")
    device.send()
    with world.read() as work:
        wrong = work.all(Scan, Scan.at)[-1]
    corrected(world, wrong)

    assert [kind for kind, _ in open_conflicts(world)] == ["not_so_much"]
    assert stands(world, item_id) == ("in_stock", "40.000", "60.000")
