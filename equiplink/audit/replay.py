"""Replay the ledger and hold it against the tables and the files that it names."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from equiplink.chain import Chain
from equiplink.db import Base, Stateful
from equiplink.files import actions as files
from equiplink.ledger import Entry
from equiplink.verifying import Verdict
from equiplink.work import Actor, Work


def replay(work: Work) -> list[str]:
    """Return every record of the mine whose state does not follow from the ledger.

    Entries are read in the order of their ids, which are made while the
    record's row is locked; the numbers of transactions would not do, because
    PostgreSQL gives them out before the lock is had.
    """
    states: dict[tuple[str, UUID], str] = {}
    problems = []
    columns = (Entry.subject, Entry.subject_id, Entry.action, Entry.before, Entry.after)
    query = select(*columns).where(Entry.mine_id == work.mine_id, Entry.after != "")
    for subject, subject_id, action, before, after in work.session.execute(
        query.order_by(Entry.id).execution_options(yield_per=1000)
    ):
        if states.get((subject, subject_id), "") != before:
            problems.append(f"{subject} {subject_id}：“{action}”之前的状态不符 / broken step")
        states[subject, subject_id] = after
    for model in _stateful():
        name = model.__tablename__
        rows = work.session.execute(
            select(model.id, model.state).where(model.mine_id == work.mine_id)
        )
        for record_id, state in rows:
            if states.pop((name, record_id), None) != state:
                problems.append(f"{name} {record_id}：状态与台账不符 / state differs from ledger")
    problems += [f"{name} {gone}：记录已不存在 / record is gone" for name, gone in states]
    return problems


def _stateful() -> list[type[Stateful]]:
    return [
        mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Stateful)
    ]


def verify(chain: Chain, mine_id: UUID, known: dict[int, str] | None = None) -> Verdict:
    """Seal, verify the mine's log, replay it, read its files; name everything that does not fit."""
    verdict = chain.verify(mine_id, known)
    with chain.read(Actor.installer(mine_id)) as work:
        verdict.problems += replay(work)
        verdict.problems += [
            f"attachment {each.id} {each.name}：{wrong}" for each, wrong in files.damaged(work)
        ]
    return verdict
