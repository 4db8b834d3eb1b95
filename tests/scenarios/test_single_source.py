"""单一来源: a spare for installed machines, from the firm that won them."""

from typing import Any
from uuid import UUID

import pytest

from equiplink.contract.models import Contract
from equiplink.db import new_id
from equiplink.errors import Unreadable
from equiplink.tender.models import Tender
from tests.contract import steps as contracts
from tests.plan.steps import Approved
from tests.scenarios import steps
from tests.scenarios.steps import PROJECT, refusal
from tests.tender import steps as tenders
from tests.tender.steps import Tendered
from tests.world import World

WHY = "与已安装的液压支架配套，电控协议不公开"


def three_supports_are_installed(world: World) -> Contract:
    """An open tender brought three supports of one firm; returns its contract."""
    plan = steps.planned(world, {"support": 3}, estimate=830_000, project=PROJECT)
    made = steps.drafted(world, plan, ["support"], works_related=True)
    steps.published(world, made, days=21)
    for supplier_id, price in zip(
        tenders.bidders(world), ("798000", "815000", "826500"), strict=True
    ):
        made.bids.append(steps.offers(world, made, supplier_id, {"support": price}))
    world.clock.forward(days=21)
    steps.opened(world, made, members=5, experts=4)
    steps.evaluated(world, made)
    tenders.show(world, made.tender_id)
    order = steps.bought(world, made, made.winner)
    steps.arrives(world, order)
    steps.fulfilled(world, order)
    with world.read() as work:
        return work.get(Contract, order.contract_id)


def offered(world: World, plan: Approved, supplier_id: UUID, price: str) -> tuple[Tendered, UUID]:
    """Ask the original winner alone, open and evaluate; returns the purchase and his offer."""
    made = steps.drafted(
        world, plan, ["sensor"], method="direct", reason=WHY, ground="original_winner"
    )
    steps.invited(world, made, [supplier_id])
    steps.published(world, made, days=1)
    bid_id = steps.offers(world, made, supplier_id, {"sensor": price})
    world.clock.forward(days=1)
    steps.opened(world, made, members=0, experts=0)
    steps.evaluated(world, made)
    return made, bid_id


def test_spare_comes_from_the_original_winner(world: World) -> None:
    """With its ground and reason it is bought directly, for less than a tenth of the contract."""
    original = three_supports_are_installed(world)
    plan = steps.planned(world, {"sensor": 4}, estimate=12_000)

    assert refusal(lambda: steps.drafted(world, plan, ["sensor"], method="direct")) >= {"T44"}
    made, bid_id = offered(world, plan, original.supplier_id, "11800")
    tenders.decide(world, made.tender_id, bid_id)
    assert refusal(lambda: contracts.drafted(world, tender=made)) == {"T09E"}
    order = contracts.signed(world, tender=made, adds_to=original.id)
    tags = steps.arrives(world, order)
    steps.fulfilled(world, order)
    with world.read() as work:
        kept = work.get(Tender, made.tender_id)
        spare = work.get(Contract, order.contract_id)

    assert (kept.ground, kept.reason) == ("original_winner", WHY)
    assert spare.supplier_id == original.supplier_id
    assert spare.amount * 10 <= original.amount
    steps.every_tag_is_live(world, tags)
    steps.all_is_told(world)
    steps.nothing_is_left_to_do(world)


def test_additions_are_added_up(world: World) -> None:
    """A second spare would pass a tenth together with the first; the way out is another buying.

    Nor does it help to name the first addition instead of the contract.
    """
    original = three_supports_are_installed(world)
    plan = steps.planned(world, {"sensor": 4}, estimate=50_000)
    first, bid_id = offered(world, plan, original.supplier_id, "50000")
    tenders.decide(world, first.tender_id, bid_id)
    added = contracts.signed(world, tender=first, adds_to=original.id)
    plan = steps.planned(world, {"sensor": 1}, estimate=50_000)
    second, bid_id = offered(world, plan, original.supplier_id, "39400.01")
    tenders.decide(world, second.tender_id, bid_id)

    def adding(adds_to: UUID) -> set[str]:
        return refusal(lambda: contracts.drafted(world, tender=second, adds_to=adds_to))

    assert original.amount == 2_394_000
    assert adding(original.id) == {"T09A"}
    assert "T09F" in adding(added.contract_id)


def test_only_a_direct_purchase_adds(world: World) -> None:
    """A contract that was tendered for names no earlier one."""
    made = tenders.awarded(world)
    with pytest.raises(Unreadable) as caught:
        contracts.drafted(world, tender=made, adds_to=new_id())

    assert caught.value.field == "adds_to"


def test_large_works_goods_are_not_bought_from_one_without_a_ground(world: World) -> None:
    """A compulsory purchase from one supplier is refused until a statutory ground is named."""
    plan = steps.planned(world, {"support": 3}, estimate=830_000, project=PROJECT)
    how: dict[str, Any] = {"method": "direct", "works_related": True, "reason": WHY}

    assert "T01" in refusal(lambda: steps.drafted(world, plan, ["support"], **how))
