"""Jobs and scrapped things as the tests of later stages need them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.upkeep import actions as upkeep
from equiplink.upkeep.models import Job
from tests.templates import remembered
from tests.world import World

STARTS = {
    "test": upkeep.start_test,
    "maintenance": upkeep.start_maintenance,
    "care": upkeep.start_care,
    "repair": upkeep.start_repair,
    "modification": upkeep.start_modification,
}


@remembered
def adopted(world: World) -> None:
    """Take over the intervals of the table."""
    with world.work("safety_officer") as work:
        upkeep.adopt_intervals(work)


def started(world: World, item_id: UUID, kind: str = "test", **other: Any) -> UUID:
    """Begin a job of *kind*."""
    with world.work("mechanic") as work:
        return STARTS[kind](work, item_id, **({"note": "例行检修"} | other)).id


def done(world: World, job_id: UUID, *, passed: bool = True, **other: Any) -> Job:
    """Close a job: the mechanic did it, the ex inspector signs."""
    words: dict[str, Any] = {
        "done_by": world.people["mechanic"].id,
        "signed_by": world.people["ex_inspector"].id,
        "report": "JC-2026-001",
    } | other
    close = upkeep.pass_ if passed else upkeep.fail
    with world.work("mechanic") as work:
        return close(work, job_id, **words)


def repaired(world: World, item_id: UUID) -> Job:
    """Repair an item, which voids its fitness."""
    return done(world, started(world, item_id, "repair"))


def requested(world: World, item_id: UUID, *, quantity: int = 1, **other: Any) -> UUID:
    """Ask to scrap part of an item."""
    words: dict[str, Any] = {"ground": "worn_out", "appraisal": "磨损超限，机电科鉴定"} | other
    with world.work("mechanic") as work:
        return upkeep.request(work, item_id, quantity=Decimal(quantity), **words).id


def condemned(world: World, scrapping_id: UUID) -> UUID:
    """Appraise it: it must go."""
    with world.work("ex_inspector") as work:
        upkeep.condemn(work, scrapping_id, reason="隔爆面锈蚀超限，无法修复")
    return scrapping_id


def scrapped(world: World, item_id: UUID, *, quantity: int = 1) -> UUID:
    """Scrap part of an item to its end."""
    scrapping_id = condemned(world, requested(world, item_id, quantity=quantity))
    with world.work("approver") as work:
        upkeep.approve(work, scrapping_id)
    with world.work("keeper") as work:
        upkeep.destroy(work, scrapping_id, proof="监销照片 3 张")
    return scrapping_id
