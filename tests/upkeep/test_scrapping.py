"""Asked for, appraised, approved, destroyed: each step by somebody who may take it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.audit.replay import replay
from equiplink.errors import Forbidden, IllegalStep, Refused, Unreadable
from equiplink.hazard import holding
from equiplink.register import actions as register
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep.models import Scrapping
from tests.register.steps import tagged
from tests.upkeep import steps
from tests.world import World


def item_of(world: World, item_id: UUID) -> Item:
    """Read an item."""
    with world.read() as work:
        return work.get(Item, item_id)


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def test_scrapped_unit_loses_its_tag(world: World) -> None:
    """Requested, approved by another, destroyed with proof: then it is scrapped and untagged."""
    item_id, _ = tagged(world)
    steps.scrapped(world, item_id)
    item = item_of(world, item_id)

    assert (item.state, item.stock, item.scrapped) == ("scrapped", 0, 1)
    with world.read() as work:
        assert register.live_tag(work, item_id) is None
        assert replay(work) == []
    with pytest.raises(Refused) as caught:
        steps.started(world, item_id)
    assert codes(caught) == {"J01"}


def test_lot_is_scrapped_in_parts(world: World) -> None:
    """The lot stays in stock until nothing of it is left."""
    item_id, code = tagged(world, "bolt", 500)
    steps.scrapped(world, item_id, quantity=100)
    part = item_of(world, item_id)
    with world.read() as work:
        tag = register.live_tag(work, item_id)
    steps.scrapped(world, item_id, quantity=400)

    assert (part.state, part.stock, part.scrapped) == ("in_stock", 400, 100)
    assert tag is not None
    assert tag.code == code
    assert item_of(world, item_id).state == "scrapped"


def test_more_than_the_stock_is_not_scrapped(world: World) -> None:
    """And a request that was not appraised says so too; nothing is left behind."""
    item_id, _ = tagged(world, "bolt", 500)

    with pytest.raises(Refused) as caught:
        steps.requested(world, item_id, quantity=501, appraisal=" ")
    assert codes(caught) == {"W01", "W02"}
    with world.read() as work:
        assert list(work.all(Scrapping)) == []


def test_sealed_thing_is_not_scrapped(world: World) -> None:
    """A department's seal stops the scrapping at any of its steps; the mine's own hold does not."""
    item_id, _ = tagged(world)
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="待查")
    scrapping_id = steps.condemned(world, steps.requested(world, item_id))
    with world.work("inspector") as work:
        supplier_id = str(work.get(Item, item_id).supplier_id)
        holding.hold(work, kind="sealed", subject="supplier", key=supplier_id, reason="查封")

    with pytest.raises(Refused) as caught, world.work("approver") as work:
        upkeep.approve(work, scrapping_id)
    assert codes(caught) == {"L10S"}
    with pytest.raises(Refused) as caught:
        steps.requested(world, item_id)
    assert codes(caught) == {"L10S"}


def test_two_requests_do_not_scrap_the_same_stock(world: World) -> None:
    """The stock is asked again when it is approved and when it is destroyed."""
    item_id, _ = tagged(world)
    second = steps.condemned(world, steps.requested(world, item_id))
    steps.scrapped(world, item_id)

    with pytest.raises(Refused) as caught, world.work("approver") as work:
        upkeep.approve(work, second)
    assert codes(caught) == {"W02"}


def test_scrapping_needs_every_step(world: World) -> None:
    """It is not destroyed before its approval, nor without proof, nor after a refusal."""
    item_id, _ = tagged(world, "bolt", 500)
    first, second = (steps.requested(world, item_id) for _ in range(2))

    with pytest.raises(IllegalStep), world.work("keeper") as work:
        upkeep.destroy(work, first, proof="照片")
    with pytest.raises(IllegalStep), world.work("approver") as work:
        upkeep.approve(work, first)
    for each in (first, second):
        steps.condemned(world, each)
    with world.work("approver") as work:
        upkeep.approve(work, first)
        upkeep.refuse(work, second, reason="可修复使用")
    with pytest.raises(Refused) as caught, world.work("keeper") as work:
        upkeep.destroy(work, first, proof="")
    assert codes(caught) == {"W05"}
    with pytest.raises(IllegalStep), world.work("approver") as work:
        upkeep.approve(work, second)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("ground", {"ground": "ugly"}),
        ("quantity", {"quantity": Decimal(0)}),
        ("quantity", {"quantity": Decimal("1.5")}),
    ],
)
def test_unreadable_request_names_its_field(
    world: World, field: str, change: dict[str, object]
) -> None:
    """Half a switch and an unknown ground are no requests."""
    item_id, _ = tagged(world)
    words = {"quantity": Decimal(1), "ground": "worn_out", "appraisal": "磨损"} | change

    with pytest.raises(Unreadable) as caught, world.work("mechanic") as work:
        upkeep.request(work, item_id, **words)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_refusal_needs_a_reason(world: World) -> None:
    """Whoever asked learns why not."""
    item_id, _ = tagged(world)
    scrapping_id = steps.requested(world, item_id)

    for who, verb in (
        ("approver", upkeep.refuse), ("ex_inspector", upkeep.condemn),
        ("ex_inspector", upkeep.find_usable),
    ):  # fmt: skip
        with pytest.raises(Unreadable) as caught, world.work(who) as work:
            verb(work, scrapping_id, reason=" ")
        assert caught.value.field == "reason"


def test_whoever_asked_does_not_appraise(world: World) -> None:
    """Another mechanic does, and nobody without the role."""
    item_id, _ = tagged(world)
    scrapping_id = steps.requested(world, item_id)

    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        upkeep.condemn(work, scrapping_id, reason="磨损超限")
    with pytest.raises(Forbidden), world.work("keeper") as work:
        upkeep.condemn(work, scrapping_id, reason="磨损超限")
    with world.work("mechanic2") as work:
        appraised = upkeep.condemn(work, scrapping_id, reason="磨损超限")

    assert codes(caught) == {"U62"}
    assert (appraised.state, appraised.finding) == ("condemned", "磨损超限")
    assert appraised.appraised_by == world.people["mechanic2"].id
    assert item_of(world, item_id).unfit_since == world.clock.now


def test_usable_thing_returns(world: World) -> None:
    """What the appraisal finds good stays in stock, as fit as it was, and is not approved."""
    item_id, _ = tagged(world)
    scrapping_id = steps.requested(world, item_id)
    with world.work("ex_inspector") as work:
        returned = upkeep.find_usable(work, scrapping_id, reason="更换密封圈后可用")

    item = item_of(world, item_id)
    assert (returned.state, item.state, item.stock) == ("returned", "in_stock", 1)
    assert item.unfit_since is None
    with pytest.raises(IllegalStep), world.work("approver") as work:
        upkeep.approve(work, scrapping_id)
    with world.read() as work:
        assert replay(work) == []


def test_appraisal_of_a_lot_leaves_the_rest_of_it_fit(world: World) -> None:
    """A part of a lot that must go says nothing of the other parts."""
    item_id, _ = tagged(world, "bolt", 500)
    steps.condemned(world, steps.requested(world, item_id, quantity=10))

    assert item_of(world, item_id).unfit_since is None
