"""A scan that was wrong is taken back by a record of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from equiplink import codes
from equiplink.audit.replay import replay
from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate.correction_rules import CORRECTION, Mistake
from equiplink.gate.models import Passage, Scan, ScanCorrection
from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from tests.gate.steps import candidate, entered, opened, scanned
from tests.upkeep import steps as upkeeps
from tests.world import World

MISTAKE = Mistake(
    today=date(2026, 11, 2), admitted=True, corrected=False, followed=False, minutes=60,
    window=60, officer=False, quantity=Decimal(1), there=Decimal(1),
)  # fmt: skip


def corrected(world: World, scan: Scan, by: str = "keeper", reason: str = "扫错") -> None:
    """Take the scan back."""
    with world.work(by) as work:
        gate.correct_scan(work, scan.id, reason=reason)


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
