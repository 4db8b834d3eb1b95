"""Tests that were measured with an instrument which was found faulty afterwards.

Nothing is stored for it: the ledger says from which day on an instrument was not
believed, and a test is good again once its check passed after that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from equiplink.acceptance.check_models import Instrument
from equiplink.ledger import Entry
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import JobState
from equiplink.work import Work


def spoiled(work: Work, instrument_id: UUID) -> list[Job]:
    """Return the tests that passed by readings of a faulty instrument and were not made again."""
    return [job for job, _ in _spoiled(work, instrument_id)]


def all_spoiled(work: Work) -> Iterator[tuple[Job, Instrument, date]]:
    """Return every such test of the mine, its instrument, and the day of the finding."""
    query = select(Entry.subject_id).where(*_finding(work)).distinct()
    for instrument_id in work.session.scalars(query).all():
        instrument = work.get(Instrument, instrument_id)
        for job, found_at in _spoiled(work, instrument_id):
            yield job, instrument, work.day_of(found_at)


def _finding(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.mine_id == work.mine_id,
        Entry.subject == Instrument.__tablename__,
        Entry.action == "find_faulty",
    )


def _spoiled(work: Work, instrument_id: UUID) -> Iterator[tuple[Job, datetime]]:
    query = select(Entry).where(*_finding(work), Entry.subject_id == instrument_id)
    found = [
        (entry.at, date.fromisoformat(entry.data["since"])) for entry in work.session.scalars(query)
    ]
    for job in work.all(Job, instrument_id=instrument_id, state=JobState.PASSED):
        closed = job.closed_at
        doubt = next(
            (at for at, since in found if closed and closed <= at and since <= work.day_of(closed)),
            None,
        )
        if doubt is not None and not _again(work, job, doubt):
            yield job, doubt


def _again(work: Work, job: Job, doubt: datetime) -> bool:
    """Say whether the same check of the item passed after the doubt."""
    query = select(Job.id).where(
        Job.mine_id == work.mine_id, Job.item_id == job.item_id, Job.kind == job.kind,
        Job.interval_id.is_not_distinct_from(job.interval_id), Job.state == JobState.PASSED,
        Job.closed_at > doubt,
    )  # fmt: skip
    return work.session.scalars(query.limit(1)).first() is not None
