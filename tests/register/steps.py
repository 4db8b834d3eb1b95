"""Tagged items, carried through every verb from the plan on, for the tests of later stages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from equiplink.register import actions as register
from tests.acceptance import steps as acceptances
from tests.templates import remembered
from tests.world import World

STOCK: Mapping[str, int] = {
    "support": 1,
    "switch": 1,
    "fan": 1,
    "sensor": 1,
    "lamp": 1,
    "rescuer": 1,
    "cable": 200,
    "belt": 100,
    "bolt": 500,
    "resin": 400,
}
"""One of each synthetic product; lots in their unit."""
_numbers = count(1)


@remembered
def stocked(
    world: World, wanted: Mapping[str, int | Decimal] | None = None, **other: Any
) -> dict[str, tuple[UUID, str]]:
    """Buy, accept, take in and tag one unit or one lot of each product, in one tender.

    *wanted* maps names of ``acceptances.SAMPLES`` to quantities (by default
    ``STOCK``); of a unit one is taken in, however many are bought. Returns item
    and tag code by name. *other* replaces what is presented. The clock moves on
    by 24 days.
    """
    quantities = wanted or STOCK
    arrived = acceptances.delivered(world, quantities)
    known = acceptances.goods(world)
    stock = {}
    for name, quantity in quantities.items():
        sample = known[name]
        part = Decimal(quantity) if sample.lot else Decimal(1)
        accepted = acceptances.accepted(
            world, arrived.lines[name], sample, **({"quantity": part} | other)
        )
        stock[name] = taken_in(world, accepted)
    return stock


def taken_in(world: World, acceptance_id: UUID) -> tuple[UUID, str]:
    """Take accepted goods in and tag them; return item and tag code."""
    with world.work("keeper") as work:
        item = register.take_in(work, acceptance_id, number=f"SB-{next(_numbers):05d}")
        return item.id, register.issue_tag(work, item.id).code


@remembered
def accepted_only(world: World, product: str = "switch") -> UUID:
    """Carry one unit to the register, without a tag."""
    arrived = acceptances.delivered(world, {product: 1})
    accepted = acceptances.accepted(world, arrived.lines[product], acceptances.SAMPLES[product])
    with world.work("keeper") as work:
        return register.take_in(work, accepted, number=f"SB-{next(_numbers):05d}").id


def tagged(
    world: World, product: str = "switch", quantity: int | Decimal = 1, **other: Any
) -> tuple[UUID, str]:
    """Carry one unit, or one lot of *quantity*, of a synthetic product to its tag."""
    return stocked(world, {product: quantity}, **other)[product]
