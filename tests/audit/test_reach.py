"""How far a supplier reaches: tenders, contracts, arrivals, stock and underground."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from equiplink.audit.reach import reach
from equiplink.contract.models import Contract
from equiplink.errors import Forbidden
from equiplink.hazard import holding
from equiplink.register.models import Item
from equiplink.tender.models import Bid
from tests.contract import steps as contracts
from tests.gate.steps import entered, scanned
from tests.register.steps import tagged
from tests.supplier.steps import decided, supplier
from tests.tender import steps as tenders
from tests.upkeep import steps as upkeep
from tests.world import World


def seen(world: World, who: Any, by: str = "buyer") -> dict[str, Any]:
    """Read the document."""
    with world.read(by) as work:
        return reach(work, who)


def test_newcomer_reaches_nothing(world: World) -> None:
    """Every list is empty, and the remedy is named."""
    who = supplier(world)
    told = seen(world, who)

    assert [told[each] for each in ("bids", "contracts", "deliveries", "items", "holds")] == [
        [], [], [], {}, [],
    ]  # fmt: skip
    assert told["remedy"]["body"]["key"] == who


def test_goods_are_told_by_state_and_place(world: World) -> None:
    """In stock and underground, with counts and ids, of this supplier only."""
    below, _ = entered(world)
    tagged(world)
    with world.read() as work:
        who = work.get(Item, below).supplier_id
        mine = [each.id for each in work.all(Item, supplier_id=who)]
    assert who is not None
    told = seen(world, who)["items"]

    assert told["underground"]["count"] == 1
    assert [each["id"] for each in told["underground"]["items"]] == [below]
    assert told["underground"]["underground"] == "1"
    assert sum(each["count"] for each in told.values()) == len(mine)


def test_sealed_bid_is_told_to_the_buyer_alone(world: World) -> None:
    """Until the opening nobody else learns who takes part (招标投标法 第二十二条)."""
    made = tenders.sealed(world)
    who = made.suppliers[0]
    with world.read() as work:
        (bid,) = work.all(Bid, tender_id=made.tender_id, supplier_id=who)

    assert [each["bid_id"] for each in seen(world, who)["bids"]] == [bid.id]
    assert seen(world, who, "safety_officer")["bids"] == []
    with pytest.raises(Forbidden):
        seen(world, who, "planner")


def test_invitation_of_an_open_inquiry_is_told(world: World) -> None:
    """Who is asked for an offer stands there until the offers are open."""
    made = tenders.published(world, method="inquiry", reason="零星采购", days=3)
    told = seen(world, made.suppliers[0])

    assert [each["tender_id"] for each in told["invitations"]] == [made.tender_id]


def test_open_contract_and_arrival_are_told(world: World) -> None:
    """What is signed and not fulfilled, and what waits for its verdict."""
    arrived = contracts.delivered(world)
    with world.read() as work:
        who = work.get(Contract, arrived.contract.contract_id).supplier_id
    told = seen(world, who)

    assert [each["id"] for each in told["contracts"]] == [arrived.contract.contract_id]
    assert [each["id"] for each in told["deliveries"]] == [arrived.delivery_id]
    assert told["bids"] == []


def test_remedy_is_carried_out_as_it_says(world: World) -> None:
    """The body that the document names is taken by the verb; then the hold is told."""
    below, _ = entered(world)
    with world.read() as work:
        who = work.get(Item, below).supplier_id
    assert who is not None
    decided(world, who)
    told = seen(world, who)
    with world.work("safety_officer") as work:
        body = told["remedy"]["body"]
        held = holding.hold(
            work, kind=body["kind"], subject=body["subject"], key=str(body["key"]),
            reason="供应商提供虚假证件，逐件复核",
        )  # fmt: skip

    assert [each["offence"] for each in told["debarments"]] == ["false_papers"]
    assert [each["id"] for each in seen(world, who)["holds"]] == [held.id]


def test_reach_takes_few_statements(world: World) -> None:
    """As many for one thing as for several."""
    below, _ = entered(world)
    with world.read() as work:
        who = work.get(Item, below).supplier_id
    assert who is not None
    sent: list[str] = []

    def keep(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    with world.read("buyer") as work:
        assert work.today
        event.listen(world.chain.engine, "before_cursor_execute", keep)
        reach(work, who)
        event.remove(world.chain.engine, "before_cursor_execute", keep)

    assert len(sent) == 10


def test_failures_are_told_for_a_thousand_hours(world: World) -> None:
    """One failure in a hundred hours is ten in a thousand; outside no hour counts."""
    first, code = entered(world)
    with world.read() as work:
        who = work.get(Item, first).supplier_id
    assert seen(world, who)["underground"] == {"failures": 0, "hours": 0, "per_1000_h": None}
    world.clock.forward(hours=100)
    upkeep.done(world, upkeep.started(world, first), passed=False)
    scanned(world, code, direction="out")
    world.clock.forward(hours=100)

    assert seen(world, who)["underground"] == {
        "failures": 1, "hours": 100, "per_1000_h": {"exact": "10", "about": "10.00"},
    }  # fmt: skip
