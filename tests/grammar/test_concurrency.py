"""Many writers, one log: nothing lost, nothing forked, nobody skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text

from equiplink import ledger
from equiplink.chain import Chain
from equiplink.errors import Duplicate
from equiplink.mine import actions as mine
from equiplink.tree import Leaf
from equiplink.work import Actor
from tests.grammar.log import entries, opened, root_of, sealed
from tests.grammar.writers import write_in_process, write_many

WRITERS = ("甲", "乙", "丙", "丁")
EACH = 15


@pytest.fixture
def mine_id(chain: Chain) -> UUID:
    """A mine whose ledger holds its opening."""
    return opened(chain)


@pytest.fixture
def other(chain: Chain) -> Iterator[Chain]:
    """Another process on the same database, with the same key."""
    url = chain.engine.url.render_as_string(hide_password=False)
    second = Chain(url, clock=chain.clock, key=chain.key_path)
    yield second
    second.close()


def notes(chain: Chain, mine_id: UUID) -> list[str]:
    """Return what the writers wrote, in the order of the log."""
    with chain.read(Actor.installer(mine_id)) as work:
        order = {leaf.entry_id: leaf.position for leaf in work.all(Leaf)}
    found = sorted(entries(chain, mine_id), key=lambda entry: order[entry.id])
    return [entry.data["note"] for entry in found if entry.action == "note"]


def assert_whole(chain: Chain, mine_id: UUID, writers: Iterable[str]) -> None:
    """Every writer's entries are all there, in his order, under one root."""
    head = sealed(chain, mine_id)
    found = notes(chain, mine_id)
    for name in writers:
        own = [note for note in found if note.startswith(name)]
        assert own == [f"{name} {number}" for number in range(EACH)]
    assert head.root == root_of(chain, mine_id)
    assert chain.verify(mine_id).problems == []


def test_threads_lose_nothing(chain: Chain, mine_id: UUID) -> None:
    """Four threads that write and seal at once make one log."""
    with ThreadPoolExecutor(len(WRITERS)) as pool:
        list(pool.map(lambda name: write_many(chain, mine_id, name, EACH), WRITERS))

    assert_whole(chain, mine_id, WRITERS)


def test_processes_lose_nothing(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """Two processes that write and seal at once make one log."""
    _ = chain.key
    url = chain.engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = [
            pool.submit(write_in_process, url, str(tmp_path / "seal.key"), mine_id, name, EACH)
            for name in WRITERS[:2]
        ]
        for each in done:
            each.result()

    assert_whole(chain, mine_id, WRITERS[:2])


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_open_transaction_delays_younger_entries_only(
    chain: Chain, other: Chain, mine_id: UUID
) -> None:
    """What a running transaction wrote is neither skipped nor overtaken by its juniors."""
    before = sealed(chain, mine_id)
    with chain.work(Actor.installer(mine_id)) as work:
        work.log("mine", mine_id, "note", "", "", {"note": "slow"})
        with other.work(Actor.installer(mine_id)) as quick:
            quick.log("mine", mine_id, "note", "", "", {"note": "quick"})
        meanwhile = other.seal(mine_id)
        verdict = other.verify(mine_id)

    assert meanwhile is not None
    assert meanwhile.size == before.size
    assert verdict.problems == []
    assert sealed(chain, mine_id).size == before.size + 2
    assert notes(chain, mine_id) == ["slow", "quick"]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_transaction_of_another_database_delays_nothing(chain: Chain, mine_id: UUID) -> None:
    """Whoever writes elsewhere in the cluster keeps nothing of this mine from its seal."""
    before = sealed(chain, mine_id)
    elsewhere = create_engine(chain.engine.url.set(database="postgres"))
    with elsewhere.connect() as connection:
        connection.execute(text("create temporary table slow (note text)"))
        with chain.work(Actor.installer(mine_id)) as work:
            work.log("mine", mine_id, "note", "", "", {"note": "quick"})
        head = sealed(chain, mine_id)
    elsewhere.dispose()

    assert head.size == before.size + 1


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_second_sealer_stands_back(chain: Chain, other: Chain, mine_id: UUID) -> None:
    """While one seals, another returns what was sealed before and waits for nothing."""
    with chain.work(Actor.installer(mine_id)) as work:
        first = ledger.seal(work.session, mine_id, now=work.now, signer=chain.key)
        second = other.seal(mine_id)

    assert second is None
    assert first is None or first.size == 1


def test_rolled_back_entries_never_appear(chain: Chain, mine_id: UUID) -> None:
    """A transaction that fails leaves no gap and no leaf."""
    for number in range(6):
        try:
            with chain.work(Actor.installer(mine_id)) as work:
                mine.add_team(work, name=f"队 {number // 2}")
        except Duplicate:
            continue
    head = sealed(chain, mine_id)

    assert head.size == 1 + 3
    assert chain.verify(mine_id).intact
