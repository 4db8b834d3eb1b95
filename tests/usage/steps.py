"""Placed things, as the tests of later stages need them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.usage import actions as usage
from tests.gate import steps as gates
from tests.templates import remembered
from tests.world import World

PLACE = "一采区进风巷"


@remembered
def placed(
    world: World, item_id: UUID, *, place: str = PLACE, by: str = "mechanic", **other: Any
) -> UUID:
    """Place what is underground, in the mechanic's charge; return the placement."""
    words: dict[str, Any] = {
        "place_id": world.places[place],
        "team_id": world.team_id,
        "keeper_id": world.people["mechanic"].id,
    } | other
    with world.work(by) as work:
        return usage.place(work, item_id, **words).id


@remembered
def in_use(
    world: World, product: str = "switch", quantity: int | Decimal = 1, **other: Any
) -> tuple[UUID, UUID]:
    """Carry a thing from the plan to its place underground; item and placement."""
    item_id, _ = gates.entered(world, product, quantity)
    return item_id, placed(world, item_id, **other)
