"""The offline manifest of 100,000 tags: bytes and seconds to make, a one-percent delta, a look-up.

One unit is carried to a passed inspection and another to the shelf; their rows are
copied until one tag in ten may enter and the others may not.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Table, insert, select, update

from equiplink import codes
from equiplink.chain import Chain
from equiplink.db import Base, new_id
from equiplink.gate.handheld import Handheld
from equiplink.gate.manifest import issue_manifest
from equiplink.gate.models import EntryInspection, Gate
from equiplink.register.models import Item, Tag
from tests import world as worlds
from tests.gate.steps import candidate
from tests.register.steps import tagged
from tests.world import Clock, World

TAGS = 100_000
FIT = 10
"""One in so many may enter."""


def run() -> dict[str, float]:
    """Return bytes and seconds on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        home, clock = Path(folder), Clock()
        chain = Chain(f"sqlite:///{home}/bench.db", clock=clock, key=home / "seal.key")
        chain.init()
        world = worlds.make(chain, clock)
        fit = filled(world)
        device = Handheld(
            home / "device", device="", server=chain.key.public, tell=lambda: (clock.now, 0.0)
        )
        whole = _issued(world, device, "whole")
        with world.work() as work:
            work.session.execute(
                update(Item).where(Item.number.like("S-%90")).values(next_due_on=Item.made_on)
            )
        delta = _issued(world, device, "delta")
        begun = perf_counter()
        for tag in fit[:100]:
            device.scan(tag, operator="0012")
        decided = (perf_counter() - begun) / 100
        chain.close()
    return whole | delta | {"decision ms": decided * 1000}


def _issued(world: World, device: Handheld, name: str) -> dict[str, float]:
    with world.work("keeper") as work:
        gate = work.all(Gate)[0]
        begun, cpu = perf_counter(), process_time()
        content = issue_manifest(work, gate.id, base=device.seq)
        seconds, cpu = perf_counter() - begun, process_time() - cpu
    device.take(content)
    return {f"{name} kB": len(content) / 1000, f"{name} s": seconds, f"{name} cpu s": cpu}


def filled(world: World) -> list[str]:
    """Fill a mine with ``TAGS`` tags; return the codes of those that may enter."""
    shelf, _ = tagged(world)
    fit, code = candidate(world)
    tables = [Base.metadata.tables[each.__tablename__] for each in (Item, Tag, EntryInspection)]
    made = [code]
    with world.work() as work:
        rows = {item_id: _rows(work, tables, item_id) for item_id in (shelf, fit)}
        for first in range(2, TAGS, 1000):
            added: dict[Table, list[dict[str, Any]]] = {table: [] for table in tables}
            for number in range(first, min(first + 1000, TAGS)):
                kind = fit if number % FIT == 0 else shelf
                new, tag = new_id(), codes.new()
                made += [tag] if kind == fit else []
                for table, row in rows[kind].items():
                    added[table].append(_like(table.name, row, new, tag, number))
            for table, values in added.items():
                if values:
                    work.session.execute(insert(table), values)
    return made


def _rows(work: Any, tables: list[Table], item_id: Any) -> dict[Table, dict[str, Any]]:
    found = {}
    for table in tables:
        key = table.c.id if table.name == "item" else table.c.item_id
        row = work.session.execute(select(table).where(key == item_id)).first()
        if row is not None:
            found[table] = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's public name
    return found


def _like(table: str, row: dict[str, Any], item_id: Any, tag: str, number: int) -> dict[str, Any]:
    if table == "item":
        name = f"S-{number}"
        return {**row, "id": item_id, "number": name, "serial": name, "acceptance_id": None}
    return {**row, "id": new_id(), "item_id": item_id, **({"code": tag} if table == "tag" else {})}
