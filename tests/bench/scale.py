"""An admitted scan among few units and among many, each with ten events, beside bare statements.

What grows is held against what the same statements cost when the bare driver
sends them: ``growth`` is the cost among the many over that among the few. SQLite;
the largest size is 100,000 units, or what EQUIPLINK_BENCH_UNITS says.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from equiplink import codes
from equiplink.db import Base, new_id
from equiplink.gate.models import EntryInspection
from equiplink.ledger import Entry
from equiplink.register.models import Item, Tag
from tests.bench.gate import Stream, base_of, compare, on
from tests.world import World

SIZES = (1_000, int(os.environ.get("EQUIPLINK_BENCH_UNITS", "100000")))
EVENTS = 10
BATCH = 2000


def run() -> dict[str, float]:
    """Return milliseconds of CPU at each size, and how both sides grow."""
    found: dict[str, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            figures = _at(Path(folder), size)
        found |= {f"{size} {name}": figures[name] for name in ("cpu ms", "bare cpu ms")}
    few, many = SIZES
    growth, bare = (
        found[f"{many} {side}cpu ms"] / found[f"{few} {side}cpu ms"] for side in ("", "bare ")
    )
    return found | {"growth": growth, "bare growth": bare, "growth ratio": growth / bare}


def _at(folder: Path, size: int) -> dict[str, float]:
    world, tags = base_of(f"sqlite:///{folder}/base.db", folder)
    base = on(world, f"sqlite:///{folder}/base.db", folder)
    _fill(base, size)
    base.chain.close()
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

    kept, ours = (on(world, f"sqlite:///{folder}/{name}.db", folder) for name in ("kept", "ours"))
    figures = compare(kept, ours, tags, bare)
    connection.close()
    return figures


def _fill(world: World, size: int) -> None:
    """Copy one unit, its tag, its inspection and an event until there are *size* units."""
    tables = [Base.metadata.tables[each.__tablename__] for each in (Item, Tag, EntryInspection)]
    with world.work() as work:
        item_id = work.all(Item)[0].id
        rows = {table: _row(work, table, item_id) for table in tables}
        entries = Base.metadata.tables[Entry.__tablename__]
        event = dict(work.session.execute(select(entries).limit(1)).mappings().one())
        for first in range(0, size, BATCH):
            numbers = {number: new_id() for number in range(first, min(first + BATCH, size))}
            for table in tables:
                copies = [_like(table.name, rows[table], new, no) for no, new in numbers.items()]
                work.session.execute(insert(table), copies)
            told = [
                {**event, "id": new_id(), "subject_id": new, "tx": event["tx"]}
                for new in numbers.values()
                for _ in range(EVENTS)
            ]
            work.session.execute(insert(entries), told)


def _row(work: Any, table: Table, item_id: Any) -> dict[str, Any]:
    key = table.c.id if table.name == "item" else table.c.item_id
    return dict(work.session.execute(select(table).where(key == item_id)).mappings().one())


def _like(table: str, row: dict[str, Any], item_id: Any, number: int) -> dict[str, Any]:
    if table == "item":
        name = f"S-{number}"
        return {**row, "id": item_id, "number": name, "serial": name, "acceptance_id": None}
    made = {**row, "id": new_id(), "item_id": item_id}
    return made | ({"code": codes.new()} if table == "tag" else {})
