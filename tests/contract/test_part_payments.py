"""A milestone is released as the goods come, delivery by delivery, on both databases."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract import payments, queries, standing
from equiplink.contract.models import Contract
from equiplink.errors import Conflict, Refused
from tests.contract import steps
from tests.contract.steps import Contracted
from tests.contract.test_payments import agreed, pay, release, shares, usual
from tests.world import World


def part(world: World, milestone_id: UUID) -> Decimal:
    """Release what has come so far, as the buyer; returns how much."""
    with world.work("buyer") as work:
        return payments.release_part(work, milestone_id).amount


def taken(world: World, made: Contracted, much: int) -> None:
    """Let so many switches arrive and count them as accepted today."""
    arrival = steps.delivered(world, made=made, brings={"switch": much})
    with world.work() as work:
        for each in queries.delivery_lines(work, arrival.delivery_id):
            each.presented = each.accepted = each.quantity
            each.accepted_on = work.today


def test_milestone_is_released_as_the_goods_come(world: World) -> None:
    """One of two switches accepted is half of the sixty per cent; the sums hold to the end."""
    made = usual(world)
    _, second, _ = shares(world, made)
    with pytest.raises(Refused) as early:
        part(world, second)
    taken(world, made, 1)
    first = part(world, second)
    with pytest.raises(Refused) as again:
        part(world, second)
    pay(world, made, "5700.00")
    with pytest.raises(Refused) as over:
        pay(world, made, "0.01", "FK-2")
    taken(world, made, 1)
    rest = part(world, second)
    release(world, second)
    with pytest.raises(Conflict):
        part(world, second)
    with world.read() as work:
        account = standing.account(work, work.get(Contract, made.contract_id))

    assert (first, rest) == (Decimal("5700.00"), Decimal("5700.00"))
    assert (account.released, account.paid) == (11_400, 5_700)
    assert [each.code for each in early.value.findings] == ["C41"]
    assert [each.code for each in again.value.findings] == ["C41"]
    assert [each.code for each in over.value.findings] == ["C21"]


def test_part_at_delivery_counts_what_arrived(world: World) -> None:
    """Nothing needs to be accepted for it; what the signature releases has no parts."""
    made = agreed(
        world,
        milestones=[
            {"percent": Decimal(50), "event": "signing"},
            {"percent": Decimal(50), "event": "delivery"},
        ],
    )
    signing, delivery = shares(world, made)
    steps.delivered(world, made=made, brings={"switch": 1})
    with pytest.raises(Refused) as caught:
        part(world, signing)

    assert part(world, delivery) == Decimal("4750.00")
    assert [each.code for each in caught.value.findings] == ["C40"]


def test_who_released_a_part_does_not_pay(world: World) -> None:
    """A part is a release like the whole."""
    made = usual(world)
    taken(world, made, 1)
    both = replace(world.people["buyer"], roles=frozenset({"buyer", "approver"}))
    with world.chain.work(both) as work:
        payments.release_part(work, shares(world, made)[1])
    with pytest.raises(Refused) as caught, world.chain.work(both) as work:
        payments.pay(work, made.contract_id, number="FK-1", amount=Decimal(1))

    assert [each.code for each in caught.value.findings] == ["C22"]
