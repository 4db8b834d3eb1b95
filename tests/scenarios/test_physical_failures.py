"""What went wrong elsewhere between the truck and the scrap yard, as claims about this house.

``ELSEWHERE`` names those that the stages' own tests hold; the others stand here.
"""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from equiplink import codes
from equiplink.acceptance import actions as acceptance
from equiplink.acceptance.check_models import CheckAnswer
from equiplink.gate import actions as gate
from equiplink.gate.models import Scan
from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from equiplink_api.table import RESOURCES
from tests.acceptance import steps as acceptances
from tests.acceptance.test_floor import SMALL
from tests.gate import steps as gates
from tests.register import steps as registers
from tests.scenarios import steps
from tests.upkeep import steps as upkeeps
from tests.usage import steps as usages
from tests.world import World

ELSEWHERE = {
    "Tryton: who knows the record's number knows which pieces are looked at": (
        "tests.acceptance.test_sampling.test_seed_is_secret_before_the_draw"
    ),
    "Tryton: a sample cannot be drawn again": (
        "tests.acceptance.test_sampling.test_anybody_draws_again"
    ),
    "ERPNext #43486: goods count as accepted although their inspection failed": (
        "tests.register.test_actions.test_goods_without_a_verdict_are_not_taken_in"
    ),
    "Snipe-IT #2636: one serial number is entered twice": (
        "tests.acceptance.test_actions.test_serial_number_is_accepted_once"
    ),
    "GLPI: a certificate has a date and no goods that it covers": (
        "tests.acceptance.test_actions.test_plate_that_differs_is_refused_with_every_mismatch"
    ),
    "All: a gauge that was wrong leaves what it passed in peace": (
        "tests.acceptance.test_floor.test_faulty_instrument_puts_its_acceptances_in_doubt"
    ),
    "Snipe-IT #8160: a label that was lost is used again": (
        "tests.gate.test_tags.test_lost_tag_that_comes_back_is_an_alarm"
    ),
    "All: what was scrapped comes back under its old label": (
        "tests.gate.test_tags.test_tag_of_a_destroyed_thing_is_an_alarm"
    ),
    "Shelf: one pre-printed plate is put on two things": (
        "tests.register.test_tags.test_one_plate_is_claimed_once_by_two_at_once"
    ),
    "pretix: the first reason is told and the others are not": (
        "tests.gate.test_rules.test_everything_wrong_is_reported_at_once"
    ),
    "pretix: one person overrides the door": (
        "tests.gate.test_emergency.test_nobody_allows_himself"
    ),
    "All: a rule that fails to run lets pass": (
        "tests.gate.test_asking.test_rule_that_raises_denies_and_says_so"
    ),
    "Snipe-IT and InvenTree: without a network nothing is decided": (
        "tests.gate.test_offline.test_shift_without_network_ends_as_it_would_have_with_one"
    ),
    "hotwax #1014: what was scanned offline is stuck or comes twice": (
        "tests.gate.test_offline.test_same_upload_twice_changes_nothing"
    ),
    "OCA stock workflow #593: a wrong booking cannot be taken back": (
        "tests.usage.test_correcting.test_wrong_entry_is_taken_back"
    ),
    "Odoo #13299: quantities are wrong after something came back": (
        "tests.register.test_properties.test_quantity_is_conserved"
    ),
    "openboxes #2541: a recall stops at the shelf": (
        "tests.hazard.test_recalls.test_machine_around_it_is_held_until_it_is_taken_out"
    ),
    "OCA management system: a hazard is linked to a thing and locks nothing": (
        "tests.hazard.test_actions.test_hold_of_a_hazard_ends_with_it"
    ),
    "Atlas #56: a failed check is filed and nobody acts on it": (
        "tests.usage.test_sweep.test_failed_test_is_found_the_same_day"
    ),
    "Atlas: it is not said from which day the next check counts": (
        "tests.usage.test_pace.test_next_check_counts_from_the_day_it_was_made"
    ),
    "Snipe-IT #15386: a thing that is counted twice counts twice": (
        "tests.usage.test_stocktakes.test_offline_list_comes_late_twice_and_in_any_order"
    ),
}


@pytest.mark.parametrize("failure", ELSEWHERE)
def test_failure_is_held_by_a_test_of_its_stage(failure: str) -> None:
    """The test that is named here is there."""
    module, _, name = ELSEWHERE[failure].rpartition(".")

    assert callable(getattr(import_module(module), name))


def test_new_checklist_has_no_pass(world: World) -> None:
    """ERPNext: every reading of a quality inspection begins as accepted."""
    acceptances.templated(world, "switch", SMALL)
    line_id = acceptances.delivered(world, {"switch": 1}).lines["switch"]
    made = acceptances.presented(world, line_id, acceptances.SAMPLES["switch"])
    with world.read() as work:
        answers = work.all(CheckAnswer)

    assert answers == []
    assert "A46" in steps.refused(world, "acceptor", lambda work: acceptance.accept(work, made))


def verdicts() -> dict[str, inspect.Parameter]:
    """Return the parameter with which each verb of the service is told that something passed."""
    verbs = [verb for each in RESOURCES for verb in (*each.create.values(), *each.act.values())]
    given = {verb.__name__: inspect.signature(verb).parameters for verb in verbs}
    return {name: each["passed"] for name, each in given.items() if "passed" in each}


def test_no_verb_passes_what_nobody_answered() -> None:
    """OCA quality control: one button fills in the answers that pass."""
    asked = verdicts()

    assert {"check", "inspect"} <= set(asked)
    assert [name for name, each in asked.items() if each.default is not each.empty] == []


def denied(answer: Scan) -> set[str]:
    """Return the codes that deny."""
    return {each["code"] for each in answer.findings if each["severity"] == "deny"}


def urgent(world: World, item_id: UUID) -> None:
    """Let two people allow an emergency entry."""
    with world.work("mechanic") as work:
        asked = gate.request_emergency(
            work, item_id, reason="抢险", until=work.now + timedelta(hours=8)
        )
    with world.work("safety_officer") as work:
        gate.approve_emergency(work, asked.id)


def test_what_is_past_its_date_is_refused_and_nothing_is_clicked_away(world: World) -> None:
    """Odoo product_expiry: past its date is a window that is closed with a click."""
    item_id, tag = gates.candidate(world, "resin", 400)
    with world.work() as work:
        work.get(Item, item_id).expires_on = work.today - timedelta(days=1)
    first = gates.scanned(world, tag, quantity=400)
    urgent(world, item_id)
    second = gates.scanned(world, tag, quantity=400)

    assert (denied(first), denied(second)) == ({"G16"}, {"G16"})
    assert {"force", "ignore", "skip"}.isdisjoint(inspect.signature(gate.scan).parameters)


FULL = {
    "sqlite": ("create trigger full before insert on scan begin select raise(abort, 'full'); end",),
    "postgresql": ("alter table scan add constraint full_disk check (false) not valid",),
}


def test_answer_that_cannot_be_stored_admits_nothing(world: World) -> None:
    """InvenTree: a scan whose log could not be written was answered as if it had been."""
    item_id, tag = gates.candidate(world)
    with world.read() as work:
        before = len(work.all(Entry))
    with world.chain.engine.begin() as connection:
        for statement in FULL[connection.dialect.name]:
            connection.execute(text(statement))
    with pytest.raises(DatabaseError):
        gates.scanned(world, tag)
    with world.read() as work:
        item, told = work.get(Item, item_id), work.all(Entry)

    assert (item.state, item.underground) == ("in_stock", 0)
    assert len(told) == before


@pytest.mark.parametrize("table", ["item", "acceptance", "gate", "scan", "place", "person"])
def test_what_has_a_history_below_is_not_deleted(world: World, table: str) -> None:
    """InvenTree, dispatch and Shelf: deleting a thing took what happened to it along."""
    usages.in_use(world)
    with pytest.raises(IntegrityError), world.chain.engine.begin() as connection:
        connection.execute(text(f"delete from {table}"))


@pytest.mark.parametrize("statement", ["update {} set details = '{{}}'", "delete from {}"])
@pytest.mark.parametrize("action", ["enter", "place", "inspect"])
def test_log_of_an_entry_is_neither_changed_nor_purged(
    world: World, statement: str, action: str
) -> None:
    """Snipe-IT: rows of the action log were soft-deleted, and a command purged them."""
    usages.in_use(world)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        world.chain.engine.begin() as connection,
    ):
        connection.execute(text(statement.format("ledger_entry") + f" where action = '{action}'"))


def test_guessed_label_opens_nothing(world: World) -> None:
    """InvenTree and Snipe-IT: a label is the number of its row, and the next one is guessed."""
    gates.opened(world)
    tags = [registers.tagged(world)[1] for _ in range(2)]
    guessed = gates.scanned(world, codes.new())

    assert (guessed.admitted, denied(guessed), guessed.item_id) == (False, {"G30"}, None)
    assert sum(a != b for a, b in zip(*tags, strict=True)) > 3


@pytest.mark.parametrize(("late", "reasons"), [(0, set()), (1, {"G36"})])
def test_overdue_test_keeps_it_out(world: World, late: int, reasons: set[str]) -> None:
    """Snipe-IT, Odoo and ERPNext: an overdue calibration is a list that nobody has to read."""
    item_id, tag = registers.tagged(world)
    gates.opened(world)
    upkeeps.adopted(world)
    with world.work("mechanic") as work:
        upkeep.schedule(work, item_id)
    world.clock.forward(days=30 + late)
    gates.inspected(world, item_id)

    assert denied(gates.scanned(world, tag)) == reasons


MIDNIGHT = datetime(2026, 12, 6, 16, 0, tzinfo=UTC)
"""00:00 of the 7th of December in China; a server in UTC still has the 6th."""


@pytest.mark.parametrize(
    ("moment", "reasons"), [(MIDNIGHT - timedelta(minutes=1), set()), (MIDNIGHT, {"G02D"})]
)
def test_inspection_ends_at_midnight_in_china(
    world: World, moment: datetime, reasons: set[str]
) -> None:
    """Openboxes #6163: the zone of the server decided on which day something ended."""
    _, tag = gates.candidate(world, valid_until=date(2026, 12, 6))
    world.clock.now = moment

    assert denied(gates.scanned(world, tag)) == reasons
