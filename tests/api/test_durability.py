"""A commit that fails is never a success."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from equiplink.chain import Chain
from equiplink.ledger import Entry
from equiplink.plan.models import Plan
from tests.api.conftest import As, plan
from tests.world import World

REFUSE_AT_COMMIT = """
create function refuse() returns trigger language plpgsql as
$$ begin raise exception 'the disk is gone'; end $$;
create constraint trigger refuse after insert on ledger_entry
deferrable initially deferred for each row execute function refuse();
"""


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the operating system refuse every byte that this process would write to a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def failing_commits(chain: Chain) -> Iterator[None]:
    """Make every commit fail: no space for SQLite, a deferred trigger on PostgreSQL."""
    if chain.engine.dialect.name == "sqlite":
        with full_disk():
            yield
        return
    with chain.engine.begin() as connection:
        connection.execute(text(REFUSE_AT_COMMIT))
    yield
    with chain.engine.begin() as connection:
        connection.execute(text("drop trigger refuse on ledger_entry"))


def test_failing_commit_is_500_and_stores_nothing(world: World, as_: As) -> None:
    """The verb succeeds and the commit fails: 500, no record, no ledger entry; then all is well."""
    client = as_(world, "planner")
    client.get("/plans")
    with world.read() as work:
        before = len(work.all(Entry))
    body = {"number": "J1", "title": "t", "period": "month", "budget": 1}
    with failing_commits(world.chain):
        answer = client.post("/plans", json=body)
    with world.read() as work:
        stored, entries = work.all(Plan), len(work.all(Entry))
    made = plan(client, "J1")

    assert answer.status_code == 500
    assert answer.json()["code"] == "http-500"
    assert list(stored) == []
    assert before == entries
    assert made["state"] == "draft"
