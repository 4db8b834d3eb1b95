"""One admitted scan through ``gate.scan`` beside its own statements sent by the bare driver.

One copy of the database is scanned while every statement and its parameters are
kept. Then two more copies take turns: the product scans on one, the kept
statements run through sqlite3 or psycopg alone on the other. Both commit
durably; CPU is the client process's, the median of all units.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import psycopg
from sqlalchemy import create_engine, event, text

from equiplink.chain import Chain
from equiplink.db import new_id
from equiplink.gate import actions as gate
from tests import world as worlds
from tests.gate.steps import GATE, ready
from tests.postgres import DURABLE, Cluster
from tests.world import Clock, World

UNITS = 120

Stream = list[tuple[str, Any]]
Bare = Callable[[Stream], None]


def run() -> dict[str, float]:
    """Return statements, milliseconds and ratios for SQLite and PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _prefixed("sqlite", _sqlite(Path(folder)))
    cluster = Cluster(DURABLE)
    try:
        return figures | _prefixed("postgresql", _postgresql(cluster))
    finally:
        cluster.stop()


def _prefixed(name: str, figures: dict[str, float]) -> dict[str, float]:
    return {f"{name} {label}": value for label, value in figures.items()}


def _sqlite(folder: Path) -> dict[str, float]:
    def url(name: str) -> str:
        return f"sqlite:///{folder}/{name}.db"

    world, tags = base_of(url("base"), folder)
    for name in ("kept", "ours", "bare"):
        shutil.copy(folder / "base.db", folder / f"{name}.db")
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"pragma {pragma}")

    def bare(stream: Stream) -> None:
        connection.execute("begin immediate")
        for statement, parameters in stream:
            connection.execute(statement, parameters).fetchall()
        connection.execute("commit")

    kept, ours = on(world, url("kept"), folder), on(world, url("ours"), folder)
    return compare(kept, ours, tags, bare)


def _postgresql(cluster: Cluster) -> dict[str, float]:
    admin = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
    with tempfile.TemporaryDirectory() as folder, admin.connect() as connection:
        connection.execute(text("create database base"))
        world, tags = base_of(cluster.url("base"), Path(folder))
        for name in ("kept", "ours", "bare"):
            connection.execute(text(f"create database {name} template base"))
        driver = psycopg.connect(f"host={cluster.home} user=equiplink dbname=bare")

        def bare(stream: Stream) -> None:
            with driver.transaction():
                for statement, parameters in stream:
                    cursor = driver.execute(statement, parameters)
                    if cursor.description:
                        cursor.fetchall()

        kept, ours = (on(world, cluster.url(name), Path(folder)) for name in ("kept", "ours"))
        found = compare(kept, ours, tags, bare)
        driver.close()
    admin.dispose()
    return found


def base_of(url: str, folder: Path) -> tuple[World, Sequence[str]]:
    """Make a database with units that may enter; return the mine and their tags."""
    clock = Clock()
    chain = Chain(url, clock=clock, key=folder / "seal.key")
    chain.init()
    world = worlds.make(chain, clock)
    tags = ready(world, UNITS)
    chain.close()
    return world, tags


def on(world: World, url: str, folder: Path) -> World:
    """Return the same mine on a copy of the database."""
    return replace(world, chain=Chain(url, clock=world.clock, key=folder / "seal.key"))


def compare(kept: World, ours: World, tags: Sequence[str], bare: Bare) -> dict[str, float]:
    """Scan *tags* on one copy and send the kept statements to another, in turn."""
    streams = _streams(kept, tags)
    times: dict[str, list[float]] = {"cpu": [], "wall": [], "bare cpu": [], "bare wall": []}
    for tag, stream in zip(tags, streams, strict=True):
        for prefix, act in (("", partial(_scan, ours, tag)), ("bare ", partial(bare, stream))):
            cpu, wall = process_time(), perf_counter()
            act()
            times[f"{prefix}cpu"].append(process_time() - cpu)
            times[f"{prefix}wall"].append(perf_counter() - wall)
    kept.chain.close()
    ours.chain.close()
    found = {f"{name} ms": median(each) * 1000 for name, each in times.items()}
    return found | {
        "statements": float(len(streams[-1])),
        "cpu ratio": found["cpu ms"] / found["bare cpu ms"],
        "wall ratio": found["wall ms"] / found["bare wall ms"],
    }


def _streams(world: World, tags: Sequence[str]) -> list[Stream]:
    sent: Stream = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(world.chain.engine, "before_cursor_execute", keep)
    streams = []
    for tag in tags:
        sent.clear()
        _scan(world, tag)
        streams.append([each for each in sent if not each[0].startswith(("BEGIN", "PRAGMA"))])
    return streams


def _scan(world: World, tag: str) -> None:
    with world.work("keeper") as work:
        answer = gate.scan(work, new_id(), tag=tag, gate=GATE)
    if not answer.admitted:
        raise RuntimeError(answer.findings)
