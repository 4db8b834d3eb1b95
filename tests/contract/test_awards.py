"""A contract and the award that it follows: one for each lot, and none after it is set aside."""

from datetime import timedelta

import pytest

from equiplink.contract import actions as contract
from equiplink.errors import Conflict, IllegalStep, Unreadable
from equiplink.tender import rounds
from tests.tender import lots, steps
from tests.world import World


def test_signed_contract_is_not_set_aside(world: World) -> None:
    """From the signature on the award binds; before it a drafted contract falls with the award."""
    made = steps.awarded(world)
    with world.work("buyer") as work:
        drawn = contract.draft(
            work, made.tender_id, number="HT-1", deliver_by=work.today + timedelta(days=30)
        )
    with world.work("approver") as work:
        contract.sign(work, drawn.id)
    with pytest.raises(Conflict, match="合同已签订"), world.work("approver") as work:
        rounds.set_aside(work, made.lots["1"], reason="gave_up", evidence="函")


def test_contract_of_an_award_set_aside_is_not_signed(world: World) -> None:
    """The draft may stand; the signature finds no winner."""
    made = steps.awarded(world)
    with world.work("buyer") as work:
        drawn = contract.draft(
            work, made.tender_id, number="HT-1", deliver_by=work.today + timedelta(days=30)
        )
    with world.work("approver") as work:
        rounds.set_aside(work, made.lots["1"], reason="gave_up", evidence="放弃中标函")
    with pytest.raises(IllegalStep), world.work("approver") as work:
        contract.sign(work, drawn.id)


def test_every_lot_has_its_contract(world: World) -> None:
    """Where several lots are awarded the contract names the winning bid."""
    made = lots.shown(world)
    for lot in (1, 2, 3):
        steps.decide(world, made.tender_id, lots.bids_of(made, lot)[0])
    with world.work("buyer") as work:
        by = work.today + timedelta(days=30)
        with pytest.raises(Unreadable) as caught:
            contract.draft(work, made.tender_id, number="HT-0", deliver_by=by)
        drawn = [
            contract.draft(
                work, made.tender_id, number=f"HT-{lot}", deliver_by=by,
                bid_id=lots.bids_of(made, lot)[0],
            )
            for lot in (1, 2, 3)
        ]  # fmt: skip

    assert caught.value.field == "bid_id"
    assert [each.amount for each in drawn] == [1_800, 9_000, 90_000]
