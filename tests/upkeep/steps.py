"""Jobs and scrapped things as the tests of later stages need them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.acceptance.check_models import Instrument
from equiplink.catalogue.models import Product
from equiplink.files import actions as files
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep.looking import Look
from equiplink.upkeep.models import Interval, Job
from equiplink.upkeep.states import JobKind
from equiplink.upkeep.table import FLAMEPROOF_CHECK
from equiplink.work import Work
from tests.acceptance import steps as floor
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


def class_of(work: Work, item_id: UUID) -> UUID:
    """Return the class of an item."""
    return work.get(Product, work.get(Item, item_id).product_id).class_id


def started(world: World, item_id: UUID, kind: str = "test", **other: Any) -> UUID:
    """Begin a job of *kind*."""
    with world.work("mechanic") as work:
        return STARTS[kind](work, item_id, **({"note": "例行检修"} | other)).id


def gauge(world: World) -> UUID:
    """Return the instrument that tests are made with."""
    with world.read() as work:
        known = work.first(Instrument, number="JL-9")
    return known.id if known else floor.gauge(world, "JL-9", until=date(2036, 12, 31))


def reported(world: World, job_id: UUID) -> UUID:
    """Attach the report of a job."""
    with world.work("mechanic") as work:
        return files.attach(
            work, subject="job", subject_id=job_id, kind="report", name="报告.txt",
            content="合成检验报告：合格".encode(),
        ).id  # fmt: skip


def sound(world: World, place: str = "地面库房", **other: Any) -> Look:
    """Return a look at a place that found nothing, but for *other*."""
    seen: dict[str, Any] = {
        "place_id": world.places[place], "dent_length": Decimal(0), "dent_depth": Decimal(0),
        "weld_whole": True, "glands_whole": True, "chambers_apart": True,
        "certificate_there": True,
    }  # fmt: skip
    return seen | other  # type: ignore[return-value]


def done(world: World, job_id: UUID, *, passed: bool = True, **other: Any) -> Job:
    """Close a job: the mechanic did it, the ex inspector signs.

    A test of an interval, or with numbers, is made with an instrument; a modification has its
    report's file.
    """
    with world.read() as work:
        job = work.get(Job, job_id)
        check = work.get(Interval, job.interval_id).name if job.interval_id else ""
    if job.kind is JobKind.TEST and (job.interval_id or other.get("measured")):
        other.setdefault("instrument_id", gauge(world))
    if check == FLAMEPROOF_CHECK:
        other.setdefault("look", sound(world))
    if job.kind is JobKind.MODIFICATION:
        other.setdefault("report_id", reported(world, job_id))
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
