"""Look at flameproof equipment in its monthly check, and stop what has lost its protection.

What a look found is typed: millimetres, and whether a thing was seen. A loss
(失爆) opens a hazard and holds the item; it passes again only after a repair.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.catalogue.explosion import parse
from equiplink.catalogue.flameproof_rules import FLAMEPROOF, Looked
from equiplink.db import THOUSANDTHS, exact
from equiplink.hazard.actions import find
from equiplink.hazard.criteria import MAJOR
from equiplink.hazard.holding import place_hold
from equiplink.hazard.states import Level
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.mine.states import Zone
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.holds import held
from equiplink.register.models import Item
from equiplink.upkeep.models import Interval, Job
from equiplink.upkeep.states import JobKind, JobState
from equiplink.upkeep.table import FLAMEPROOF_CHECK
from equiplink.work import Work

DISTRICT = "X09"
"""The rule by which a loss in a district is a major hazard."""


class Look(TypedDict):
    """What was measured (mm) and seen at a place; what is left out was not looked at."""

    place_id: UUID
    dent_length: NotRequired[Decimal]
    dent_depth: NotRequired[Decimal]
    weld_whole: NotRequired[bool]
    glands_whole: NotRequired[bool]
    chambers_apart: NotRequired[bool]
    certificate_there: NotRequired[bool]


def asked(work: Work, job: Job, item: Item) -> bool:
    """Say whether a job is the check of explosion protection of something flameproof."""
    if job.interval_id is None or work.get(Interval, job.interval_id).name != FLAMEPROOF_CHECK:
        return False
    mark = parse(item.ex_mark)
    return mark is None or any(each.startswith("d") for each in mark.types)


def judged(work: Work, look: Look | None) -> tuple[Finding, ...]:
    """Return what speaks against the protection by a look; with none, nobody looked at all."""
    if look is None:
        return FLAMEPROOF.judge(Looked(work.today, Zone.SURFACE), work.policy)
    length, depth = look.get("dent_length"), look.get("dent_depth")
    for value in (length, depth):
        if value is not None:
            exact(value, THOUSANDTHS, field="look")
    facts = Looked(
        today=work.today,
        zone=work.get(Place, look["place_id"]).zone,
        dent_length=length,
        dent_depth=depth,
        weld_whole=look.get("weld_whole"),
        glands_whole=look.get("glands_whole"),
        chambers_apart=look.get("chambers_apart"),
        certificate_there=look.get("certificate_there"),
    )
    return FLAMEPROOF.judge(facts, work.policy)


def seen(look: Look | None, lost: Sequence[Finding]) -> dict[str, Any]:
    """Return a look as its job keeps it, with the rules that it breaks."""
    if look is None:
        return {}
    plain = {
        key: value if isinstance(value, bool) else str(value)
        for key, value in look.items()
        if value is not None
    }
    return {**plain, "lost": [each.code for each in lost]}


def stop(work: Work, item: Item, look: Look, lost: Sequence[Finding]) -> None:
    """Open a hazard for the loss and hold the item; in a district it is a major one."""
    codes = [each.code for each in lost]
    major = DISTRICT in codes
    hazard = find(
        work,
        title=f"{item.number} 失爆：{'、'.join(each for each in codes if each != DISTRICT)}",
        level=Level.MAJOR if major else Level.GENERAL,
        criterion=MAJOR[DISTRICT] if major else "",
        basis=DISTRICT if major else codes[0],
        cause=f"flameproof:{item.id}",
        item_id=item.id,
        place_id=look["place_id"],
    )
    if not any(each.hazard_id == hazard.id for each in held(work, [str(item.id)])):
        place_hold(
            work, kind=HoldKind.HAZARD, subject=HoldSubject.ITEM, key=str(item.id),
            reason=hazard.title, hazard_id=hazard.id,
        )  # fmt: skip


def unrepaired(work: Work, item_id: UUID) -> bool:
    """Say whether the item lost its protection and no repair of it passed since."""
    lost = [
        job.closed_at
        for job in work.all(Job, item_id=item_id, state=JobState.FAILED)
        if job.looked.get("lost") and job.closed_at is not None
    ]
    if not lost:
        return False
    repairs = work.all(Job, item_id=item_id, kind=JobKind.REPAIR, state=JobState.PASSED)
    return not any(job.closed_at is not None and job.closed_at >= max(lost) for job in repairs)
