"""A thing on an industrial trial stands where its trial was approved for."""

from __future__ import annotations

import pytest

from equiplink.catalogue import lanes
from equiplink.errors import Refused
from equiplink.register.models import Item
from tests.gate.steps import entered
from tests.usage.steps import placed
from tests.world import World


def test_thing_on_trial_stands_at_its_place(world: World) -> None:
    """Without a mark it is put at the place of its trial, and at no other (G08P)."""
    item_id, _ = entered(world)
    with world.work() as work:
        item = work.get(Item, item_id)
        item.mark_number, product_id = "", item.product_id
    with world.work("mechanic") as work:
        trial = lanes.propose_trial(
            work, product_id=product_id, number="SY-1", issuer="合成发证机构",
            place_id=world.places["一采区进风巷"], valid_from=work.today,
            valid_until=work.today, measures="专人看护",
        )  # fmt: skip
    with pytest.raises(Refused) as early:
        placed(world, item_id)
    with world.work("approver") as work:
        lanes.approve_trial(work, trial.id)
    with pytest.raises(Refused) as elsewhere:
        placed(world, item_id, place="3101回风巷")

    assert [each.code for each in early.value.findings if each.denies] == ["G08P"]
    assert [each.code for each in elsewhere.value.findings if each.denies] == ["G08P"]
    assert placed(world, item_id) is not None
