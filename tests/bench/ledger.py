"""The record: verifying a million entries beside hashing them, what an entry costs a scan, a proof.

Verification is held against hashing the same bytes alone: each entry's columns once, and
the inner nodes of their tree. A scan with eight writers is held against the same scan
whose entry is left out. Figures of time are CPU where one process works alone, and
the wall clock where eight writers wait for the disk.
"""

from __future__ import annotations

import os
import tempfile
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, select, text

from equiplink import ledger, merkle, tree
from equiplink.chain import Chain
from equiplink.db import new_id
from equiplink.gate import actions as gate
from equiplink.ledger import Entry
from equiplink.verifying import verify
from tests import world as worlds
from tests.bench.gate import on
from tests.gate.steps import GATE, ready
from tests.postgres import DURABLE, Cluster
from tests.world import Clock, World

ENTRIES = int(os.environ.get("EQUIPLINK_BENCH_ENTRIES", "1000000"))
SMALL = 10_000
BATCH = 5000
WRITERS = 8
UNITS = 160
ROUNDS = 4


def run() -> dict[str, float]:
    """Return seconds, ratios and megabytes for SQLite; the cost of an entry for PostgreSQL too."""
    found: dict[str, float] = {}
    for entries in (SMALL, ENTRIES):
        with tempfile.TemporaryDirectory() as folder:
            figures = _verified(Path(folder), entries)
        found |= {f"{entries} {name}": value for name, value in figures.items()}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        found |= {f"sqlite {name}": value for name, value in _appended(url, Path(folder)).items()}
    cluster = Cluster(DURABLE)
    try:
        admin = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
        with tempfile.TemporaryDirectory() as folder, admin.connect() as connection:
            connection.execute(text("create database bench"))
            figures = _appended(cluster.url("bench"), Path(folder))
        admin.dispose()
    finally:
        cluster.stop()
    return found | {f"postgresql {name}": value for name, value in figures.items()}


def _verified(folder: Path, entries: int) -> dict[str, float]:
    clock = Clock()
    chain = Chain(f"sqlite:///{folder}/bench.db", clock=clock, key=folder / "seal.key")
    chain.init()
    world = worlds.make(chain, clock)
    with world.work() as work:
        mine_id = work.mine_id
    _fill(world, entries)
    head = chain.seal(mine_id)
    if head is None:
        raise RuntimeError("nothing was sealed")
    bare, begun = _hashed(world), process_time()
    intact = chain.verify(mine_id).intact
    seconds = process_time() - begun
    if not intact:
        raise RuntimeError("what nobody touched does not verify")
    tracemalloc.start()
    with world.read() as work:
        verify(work.session, mine_id, signer=chain.key)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    proof = median(_proved(world, mine_id, head.size, each) for each in range(1, 20))
    chain.close()
    return {
        "verify cpu s": seconds, "bare cpu s": bare, "verify ratio": seconds / bare,
        "verify MB": peak / 1e6, "proof ms": proof * 1000,
    }  # fmt: skip


def _fill(world: World, entries: int) -> None:
    with world.work("keeper") as work:
        about = {
            "mine_id": work.mine_id, "at": work.now, "actor_id": work.actor.id,
            "actor_name": work.actor.name, "subject": "item", "action": "enter",
            "before": "in_stock", "after": "underground",
        }  # fmt: skip
    told = {
        "scan": str(new_id()), "tag": "EQ7K3M2P9XQ4", "gate": str(new_id()), "direction": "in",
        "quantity": "1.000", "device": "副井手持机", "device_at": None,
    }  # fmt: skip
    for first in range(0, entries, BATCH):
        made: list[dict[str, Any]] = [
            {**about, "subject_id": new_id(), "details": told}
            for _ in range(min(BATCH, entries - first))
        ]
        with world.work("keeper") as work:
            ledger.append_all(work.connection, made)


def _hashed(world: World) -> float:
    """Return the seconds of hashing all entries and the nodes above them, from memory."""
    spent, leaves = 0.0, []
    with world.read() as work:
        query = select(Entry.__table__).execution_options(yield_per=BATCH)
        for rows in work.session.execute(query).mappings().partitions(BATCH):
            raws = [_bytes(dict(row)) for row in rows]
            begun = process_time()
            leaves += [sha256(raw).digest() for raw in raws]
            spent += process_time() - begun
    begun = process_time()
    while len(leaves) > 1:
        leaves = [
            sha256(b"\1" + left + right).digest()
            for left, right in zip(leaves[::2], leaves[1::2], strict=False)
        ]
    return spent + process_time() - begun


def _bytes(row: dict[str, Any]) -> bytes:
    raws = [each.encode() for each in ledger.texts(row)]
    return b"\0" + b"".join(len(raw).to_bytes(4, "big") + raw for raw in raws)


def _proved(world: World, mine_id: UUID, size: int, part: int) -> float:
    index = size * part // 20
    with world.read() as work:
        begun = perf_counter()
        proof = tree.inclusion_proof(work.session, mine_id, index, size)
        seconds = perf_counter() - begun
    if len(proof) != len(merkle.inclusion_ranges(index, size)):
        raise RuntimeError("a proof is as long as its path")
    return seconds


def _appended(url: str, folder: Path) -> dict[str, float]:
    """Let eight writers scan in and out, with the entry and without it, in turn."""
    clock = Clock()
    chain = Chain(url, clock=clock, key=folder / "seal.key")
    chain.init()
    world = worlds.make(chain, clock)
    tags = ready(world, UNITS)
    chain.close()
    world = on(world, url, folder)
    share = len(tags) // (2 * ROUNDS)
    times: dict[bool, list[float]] = {True: [], False: []}
    with ThreadPoolExecutor(WRITERS) as writers:
        for turn in range(2 * ROUNDS):
            told = turn % 2 == 0
            part = tags[turn * share : (turn + 1) * share]
            with _left_out(told=told):
                begun = perf_counter()
                list(writers.map(lambda tag: _scan(world, tag), part))
                times[told].append((perf_counter() - begun) / share)
    world.chain.close()
    with_entry, without = (median(times[told]) * 1000 for told in (True, False))
    return {
        "scan ms, 8 writers": with_entry, "without entry ms": without,
        "entry ratio": with_entry / without,
    }  # fmt: skip


@contextmanager
def _left_out(*, told: bool) -> Iterator[None]:
    """Let nothing be appended to the ledger unless it is *told*."""
    append = ledger.append
    if not told:
        ledger.append = lambda *_, **__: new_id()
    try:
        yield
    finally:
        ledger.append = append


def _scan(world: World, tag: str) -> None:
    with world.work("keeper") as work:
        answer = gate.scan(work, new_id(), tag=tag, gate=GATE)
    if not answer.admitted:
        raise RuntimeError(answer.findings)
