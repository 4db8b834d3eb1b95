"""Bid bonds go back within five days of the contract, with interest."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract import bid_bonds
from equiplink.due import Due
from equiplink.errors import Conflict, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import bids
from tests.contract import steps as contracts
from tests.tender import lots
from tests.tender import steps as tenders
from tests.tender.test_bonds import received
from tests.world import World


def listed(world: World) -> list[Due]:
    """Return what is due."""
    with world.read() as work:
        return list(bid_bonds.due(work))


def give_back(world: World, bond_id: UUID, interest: str = "0.35") -> list[str]:
    """Give a bond back and return the codes of the warnings."""
    with world.work("buyer") as work:
        bid_bonds.return_bid_bond(work, bond_id, interest=Decimal(interest))
    with world.read() as work:
        entry = work.all(Entry, Entry.id, action="return_bid_bond")[-1]
    return [each["code"] for each in entry.data.get("warnings", [])]


def signed(world: World) -> tuple[UUID, UUID]:
    """Sign a contract of a tender with two bonds, and return them."""
    made = tenders.awarded(world)
    first, second = received(world, made), received(world, made, 1)
    assert listed(world) == []
    contracts.signed(world, tender=made)
    return first, second


def test_bonds_are_due_five_days_after_the_contract(world: World) -> None:
    """Winner and losers alike; what went back is off the list, once."""
    first, second = signed(world)
    with world.read() as work:
        last = work.today + timedelta(days=5)

    assert {(each.code, each.subject_id, each.on) for each in listed(world)} == {
        ("T39", first, last), ("T39", second, last),
    }  # fmt: skip
    world.clock.forward(days=5)
    assert give_back(world, first) == []
    assert [each.subject_id for each in listed(world)] == [second]
    with pytest.raises(Conflict):
        give_back(world, first)
    world.clock.forward(days=1)
    assert give_back(world, second, "0") == ["T39", "T39I"]


def test_last_second_of_the_fifth_day_is_in_time(world: World) -> None:
    """Days are those of the mine: 23:59:59 counts, 00:00 does not."""
    first, second = signed(world)
    world.clock.forward(days=5)
    world.clock.now = world.clock.now.replace(hour=15, minute=59, second=59)
    in_time = give_back(world, first)
    world.clock.now += timedelta(seconds=1)

    assert (in_time, give_back(world, second)) == ([], ["T39"])


def test_withdrawn_bid_gets_its_bond_back(world: World) -> None:
    """Five days after the withdrawal, unless another bid stays."""
    made = tenders.sealed(world)
    bond_id = received(world, made)
    with world.work("buyer") as work:
        bids.withdraw_bid(work, made.bids[0])
        last = work.today + timedelta(days=5)

    assert [(each.subject_id, each.on) for each in listed(world)] == [(bond_id, last)]
    with pytest.raises(Unreadable):
        give_back(world, bond_id, "-1")
    assert give_back(world, bond_id, "0") == []


def test_each_bond_follows_the_contract_of_its_own_lot(world: World) -> None:
    """Two lots are signed on two days; who has lost one of them waits for that one only."""
    made = tenders.awarded(
        world, {"switch": 2, "lamp": 10}, within={"switch": "1", "lamp": "2"},
        estimate=Decimal(1000), prices=lots.PRICES,
    )  # fmt: skip
    tenders.decide(world, made.tender_id, made.bids[3])
    bonds = {no: received(world, made, 1, lot_id=lot) for no, lot in made.lots.items()}
    with pytest.raises(Unreadable, match="lot_id"):
        received(world, made, 1)
    contracts.signed(world, tender=made, bid_id=made.bids[0])
    first = {each.subject_id: each.on for each in listed(world)}
    world.clock.forward(days=3)
    contracts.signed(world, tender=made, bid_id=made.bids[3])
    with world.read() as work:
        last = work.today + timedelta(days=5)

    assert first == {bonds["1"]: last - timedelta(days=3)}
    assert {each.subject_id: each.on for each in listed(world)} == first | {bonds["2"]: last}
