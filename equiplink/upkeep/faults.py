"""Report what went wrong in use, say what put it right, and add up how long it stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from equiplink.db import utc
from equiplink.errors import Unreadable, said
from equiplink.register.models import Item
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import FAULT
from equiplink.upkeep.trouble_models import Fault
from equiplink.upkeep.trouble_rules import RECOVERY, Recovery
from equiplink.work import Work

HOUR = Decimal(3600)


@dataclass(frozen=True, slots=True)
class Downtime:
    """How often a thing failed and the hours for which faults stopped it, until now."""

    faults: int
    open: int
    hours: Decimal


def report(
    work: Work, item_id: UUID, *, what: str, since: datetime | None = None, stops: bool = True
) -> Fault:
    """Report a fault; *since* when, if not now, and whether the thing *stops* for it."""
    what = said(what, "故障现象", field="what")
    item = work.get(Item, item_id)
    began = work.now if since is None else utc(since)
    if began > work.now:
        raise Unreadable(
            f"since {began.isoformat()} is in the future",
            zh=f"故障时间 {began.isoformat()} 晚于现在，请改正",
            field="since",
        )
    fault = Fault(item_id=item_id, what=what, since=began, stops=stops)
    work.step(
        FAULT, fault, "report", item_id=item_id, number=item.number, what=what, since=began,
        stops=stops,
    )  # fmt: skip
    return fault


def clear(work: Work, fault_id: UUID, *, job_id: UUID) -> Fault:
    """Say which passed job put the fault right (U30); the thing ran again from its end on."""
    fault = work.get(Fault, fault_id)
    job = work.get(Job, job_id)
    same = job.item_id == fault.item_id
    facts = Recovery(work.today, fault.since, same, job.state, job.closed_at)
    RECOVERY.require(facts, work.policy)
    FAULT.next(fault.state, "clear")
    fault.job_id, fault.cleared_at = job_id, job.closed_at
    work.step(FAULT, fault, "clear", item_id=fault.item_id, job_id=job_id, at=job.closed_at)
    return fault


def downtime(work: Work, item_id: UUID) -> Downtime:
    """Return the hours for which faults stopped a thing; two at once count once."""
    work.get(Item, item_id)
    faults = work.all(Fault, Fault.since, item_id=item_id)
    seconds, until = Decimal(0), None
    for each in faults:
        end = each.cleared_at or work.now
        if not each.stops or (until is not None and end <= until):
            continue
        begins = each.since if until is None else max(each.since, until)
        seconds += Decimal((end - begins).total_seconds())
        until = end
    opened = sum(each.cleared_at is None for each in faults)
    return Downtime(len(faults), opened, round(seconds / HOUR, 2))
