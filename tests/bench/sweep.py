"""The sweep of everything underground: seconds, and how memory grows with what is below.

One unit is carried underground by the product; its rows are copied until there
are as many as asked for, one in a hundred of them overdue. The list is then read
without a hazard being opened, and swept with them; memory is what Python had
allocated at its highest.
"""

from __future__ import annotations

import tempfile
import tracemalloc
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Table, create_engine, insert, select, text

from equiplink.chain import Chain
from equiplink.db import Base, new_id
from equiplink.gate.models import EntryInspection
from equiplink.register.models import Item
from equiplink.usage.models import Placement
from equiplink.usage.sweep import sweep
from equiplink.usage.unfit import unfit
from tests import world as worlds
from tests.postgres import DURABLE, Cluster
from tests.usage.steps import in_use
from tests.world import Clock, World

SIZES = (1_000, 100_000)
UNFIT = 100
"""One in so many is overdue."""


def run() -> dict[str, float]:
    """Return seconds and megabytes at each size, and what the larger costs more."""
    found: dict[str, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            figures = _at(f"sqlite:///{folder}/bench.db", Path(folder), size)
        found |= {f"sqlite {size} {name}": value for name, value in figures.items()}
    small, large = (found[f"sqlite {size} list MB"] for size in SIZES)
    cluster = Cluster(DURABLE)
    try:
        admin = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
        with tempfile.TemporaryDirectory() as folder, admin.connect() as connection:
            connection.execute(text("create database bench"))
            figures = _at(cluster.url("bench"), Path(folder), SIZES[-1])
        admin.dispose()
    finally:
        cluster.stop()
    found |= {f"postgresql {SIZES[-1]} {name}": value for name, value in figures.items()}
    return found | {"list memory ratio": large / small}


def _at(url: str, folder: Path, size: int) -> dict[str, float]:
    clock = Clock()
    chain = Chain(url, clock=clock, key=folder / "seal.key")
    chain.init()
    world = worlds.make(chain, clock)
    _fill(world, size)
    with world.read() as work:
        begun, cpu = perf_counter(), process_time()
        listed = sum(1 for _ in unfit(work))
        seconds, cpu = perf_counter() - begun, process_time() - cpu
    with world.read() as work:
        tracemalloc.start()
        sum(1 for _ in unfit(work))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    with world.work("safety_officer") as work:
        begun = perf_counter()
        sweep(work)
        swept = perf_counter() - begun
    chain.close()
    return {
        "listed": float(listed),
        "list s": seconds,
        "list cpu s": cpu,
        "list MB": peak / 1e6,
        "sweep s": swept,
    }


def _fill(world: World, size: int) -> None:
    item_id, _ = in_use(world)
    tables: list[tuple[Table, str]] = [
        (Base.metadata.tables[model.__tablename__], key)
        for model, key in ((Item, "id"), (EntryInspection, "item_id"), (Placement, "item_id"))
    ]
    with world.work() as work:
        rows = {
            table: dict(
                work.session.execute(select(table).where(table.c[key] == item_id)).one()._mapping  # noqa: SLF001  SQLAlchemy's public name
            )
            for table, key in tables
        }
        for first in range(1, size, 1000):
            _copy(work, tables, rows, range(first, min(first + 1000, size)))
    with world.chain.engine.begin() as connection:
        connection.execute(text("analyze"))  # as both databases do of themselves after a while


def _copy(work: Any, tables: Any, rows: Any, numbers: range) -> None:
    ids = {number: new_id() for number in numbers}
    for table, key in tables:
        work.session.execute(
            insert(table), [_like(rows[table], key, ids[each], each) for each in numbers]
        )


def _like(row: dict[str, Any], key: str, item_id: Any, number: int) -> dict[str, Any]:
    made = {**row, "id": new_id(), key: item_id}
    if key == "id":
        late = {"next_due_on": row["made_on"]} if number % UNFIT == 0 else {}
        made |= {"number": f"S-{number}", "serial": f"S-{number}", "acceptance_id": None, **late}
    return made
