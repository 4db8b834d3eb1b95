"""First safe entry releases its part of the price, on both databases."""

from uuid import UUID

import pytest

from equiplink.contract import payments, standing
from equiplink.contract.models import Contract, Milestone
from equiplink.contract.states import Event
from equiplink.errors import Conflict
from equiplink.gate.payments import confirm_entry
from tests.acceptance import steps as acceptances
from tests.contract.steps import Delivered
from tests.gate import steps
from tests.register import steps as register
from tests.world import World


def two(world: World) -> tuple[Delivered, list[tuple[UUID, str]]]:
    """Let two switches arrive for a contract that is paid at their first entry; take them in."""
    made = acceptances.delivered(world)
    with world.work() as work:
        for share in work.all(Milestone, contract_id=made.contract.contract_id):
            share.event = Event.FIRST_ENTRY
    sample = acceptances.goods(world)["switch"]
    verdicts = [
        acceptances.accepted(world, made.lines["switch"], sample, serial=f"SN{n}") for n in (1, 2)
    ]
    steps.opened(world)
    return made, [register.taken_in(world, each) for each in verdicts]


def enter(world: World, item: tuple[UUID, str]) -> None:
    """Inspect a thing and let it in."""
    item_id, tag = item
    steps.inspected(world, item_id)
    assert steps.scanned(world, tag).admitted


def test_last_first_entry_releases_the_milestone(world: World) -> None:
    """One of two is named as missing; when both have been inside, the day of the later counts."""
    made, items = two(world)
    contract_id = made.contract.contract_id
    enter(world, items[0])
    with pytest.raises(Conflict) as caught, world.work("buyer") as work:
        confirm_entry(work, contract_id)
    world.clock.forward(days=1)
    enter(world, items[1])
    with world.read() as work:
        entered_on = work.today
        (share,) = work.all(Milestone, contract_id=contract_id)
    world.clock.forward(days=1)
    with world.work("buyer") as work:
        confirm_entry(work, contract_id)
        payments.release(work, share.id)
    with world.read() as work:
        contract = work.get(Contract, contract_id)
        account = standing.account(work, contract)

    assert caught.value.field == "contract_id"
    assert contract.entered_on == entered_on
    assert account.released == contract.amount


def test_what_is_not_accepted_has_not_entered(world: World) -> None:
    """As long as something is to be accepted, nothing is confirmed."""
    made = acceptances.delivered(world)
    with pytest.raises(Conflict) as caught, world.work("buyer") as work:
        confirm_entry(work, made.contract.contract_id)

    assert "验收" in caught.value.text_zh


def test_refused_scan_is_no_entry(world: World) -> None:
    """A thing without an inspection is refused at the gate, and its milestone waits."""
    made, items = two(world)
    enter(world, items[0])
    assert not steps.scanned(world, items[1][1]).admitted
    with pytest.raises(Conflict) as caught, world.work("buyer") as work:
        confirm_entry(work, made.contract.contract_id)

    assert "SB-" in caught.value.text_zh
