"""A thing that failed in use is told to the reputation of who sold it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from equiplink.catalogue.states import Tracking
from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.supplier.actions import mark
from equiplink.supplier.models import Mark
from equiplink.supplier.states import MarkKind
from equiplink.upkeep.models import Job
from equiplink.work import Work

HOUR = 3600


def note_failure(work: Work, job: Job, item: Item) -> None:
    """Mark the supplier for a unit that failed after it went underground, once for each stay.

    The mark counts the full hours that the unit has been underground by then, so a
    thing that served long costs nothing. A lot has no hours of its own.
    """
    stays = _stays(work, item)
    if item.kind is not Tracking.UNIT or item.supplier_id is None or not stays:
        return
    if _marked(work, item, stays[-1][0]):
        return
    hours = int(sum((end - start).total_seconds() for start, end in stays)) // HOUR
    mark(
        work, item.supplier_id, kind=MarkKind.FAILED_UNDERGROUND, subject="job",
        subject_id=job.id, note=f"{item.number}　{job.note}".strip(), amount=hours,
    )  # fmt: skip


def _stays(work: Work, item: Item) -> list[tuple[datetime, datetime]]:
    """Return when the unit was underground, from the ledger; a stay that lasts ends now."""
    query = (
        select(Entry.action, Entry.at)
        .where(Entry.mine_id == work.mine_id, Entry.subject_id == item.id)
        .where(Entry.subject == Item.__tablename__, Entry.action.in_(("enter", "leave")))
        .order_by(Entry.id)
    )
    stays: list[tuple[datetime, datetime]] = []
    for action, at in work.session.execute(query):
        if action == "enter":
            stays.append((at, work.now))
        else:
            stays[-1] = (stays[-1][0], at)
    return stays


def _marked(work: Work, item: Item, since: datetime) -> bool:
    query = (
        select(Mark.id)
        .join(Job, (Job.mine_id == Mark.mine_id) & (Job.id == Mark.subject_id))
        .where(Mark.mine_id == work.mine_id, Mark.supplier_id == item.supplier_id)
        .where(Mark.kind == MarkKind.FAILED_UNDERGROUND, Mark.at >= since)
        .where(Job.item_id == item.id)
    )
    return work.session.scalars(query.limit(1)).first() is not None
