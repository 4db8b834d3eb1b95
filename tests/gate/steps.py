"""Inspected things at a gate, for tests of the gate and of what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.db import new_id
from equiplink.gate import actions as gate
from equiplink.gate.models import Gate, Scan
from tests.acceptance import steps as acceptances
from tests.register import steps as register
from tests.templates import remembered
from tests.world import World

GATE = "副井"
CHECKS = {"外壳完好": True, "隔爆面": True, "标志齐全": True}


@remembered
def opened(world: World) -> None:
    """Open the gate, once."""
    with world.work() as work:
        if work.first(Gate, name=GATE) is None:
            gate.open_gate(work, name=GATE, place_id=world.places["副井井口"])


def inspected(world: World, item_id: UUID, *, place: str = "一采区进风巷", **other: Any) -> None:
    """Sign a passed inspection for a place, valid for 10 days."""
    with world.work("ex_inspector") as work:
        words: dict[str, Any] = {
            "place_id": world.places[place],
            "passed": True,
            "checks": CHECKS,
            "valid_until": work.today + timedelta(days=10),
        }
        gate.inspect(work, item_id, **(words | other))


def candidate(
    world: World, product: str = "switch", quantity: int | Decimal = 1, **other: Any
) -> tuple[UUID, str]:
    """Carry a thing from the plan to a passed inspection at an open gate; item and tag code."""
    item_id, code = register.tagged(world, product, quantity)
    opened(world)
    inspected(world, item_id, **other)
    return item_id, code


def scanned(
    world: World,
    tag: str,
    *,
    scan_id: UUID | None = None,
    by: str = "keeper",
    **asked: Any,
) -> Scan:
    """Scan a tag in, or as *asked*."""
    with world.work(by) as work:
        return gate.scan(work, scan_id or new_id(), **({"tag": tag, "gate": GATE} | asked))


@remembered
def entered(world: World, product: str = "switch", quantity: int | Decimal = 1) -> tuple[UUID, str]:
    """Carry a thing underground; of a lot all of it."""
    item_id, code = candidate(world, product, quantity)
    scanned(world, code, quantity=quantity)
    return item_id, code


@remembered
def ready(world: World, number: int, product: str = "switch") -> list[str]:
    """Carry many units of one product to a passed inspection in one tender; tag codes."""
    arrived = acceptances.delivered(world, {product: number})
    sample: Mapping[str, Any] = acceptances.goods(world)
    opened(world)
    codes = []
    for _ in range(number):
        accepted = acceptances.accepted(
            world, arrived.lines[product], sample[product], quantity=Decimal(1)
        )
        item_id, code = register.taken_in(world, accepted)
        inspected(world, item_id)
        codes.append(code)
    return codes
