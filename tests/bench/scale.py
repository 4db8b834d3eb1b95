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

from equiplink.register.models import Item
from tests.bench.gate import Stream, base_of, compare, on

SIZES = (1_000, int(os.environ.get("EQUIPLINK_BENCH_UNITS", "100000")))
EVENTS = 10
_ID = "printf('%08x-0000-7000-8000-%012x', n / 1000000, n)"
"""The id of the nth copy, in the form of those that the product makes."""
_OF = "printf('00000000-0000-7000-8000-%012x', n)"
COPIED: tuple[tuple[str, str, int, dict[str, str]], ...] = (
    (
        "item", "id", 1,
        {"id": _OF, "number": "'S-' || n", "serial": "'S-' || n", "acceptance_id": "null"},
    ),
    ("tag", "item_id", 1, {"id": _OF, "item_id": _OF, "code": "'S-' || n"}),
    ("entry_inspection", "item_id", 1, {"id": _OF, "item_id": _OF}),
    (
        "ledger_entry", "subject_id", EVENTS,
        {"id": _ID, "subject_id": f"printf('00000000-0000-7000-8000-%012x', n / {EVENTS})"},
    ),
)  # fmt: skip
"""Tables, by what they name the unit, how many rows it has in each, and what is a copy's own."""


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
    with base.work() as work:
        item_id = str(work.all(Item)[0].id)
    base.chain.close()
    _fill(folder / "base.db", item_id, size)
    for name in ("kept", "ours"):
        shutil.copy(folder / "base.db", folder / f"{name}.db")
    (folder / "base.db").rename(folder / "bare.db")
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


def _fill(path: Path, item_id: str, size: int) -> None:
    """Copy one unit, its tag, its inspection and an event in SQL until there are *size* units."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-500000"):
        connection.execute(f"pragma {pragma}")
    connection.execute("begin")
    for table, key, times, own in COPIED:
        source = f"select * from {table} where {key} = ? limit 1"
        names = [each[0] for each in connection.execute(source, (item_id,)).description]
        copied = ", ".join(own.get(name, f"one.{name}") for name in names)
        connection.execute(
            f"insert into {table} ({', '.join(names)}) "
            "with recursive number(n) as (select 0 union all select n + 1 from number where n < ?) "
            f"select {copied} from number cross join ({source}) as one",
            (size * times - 1, item_id),
        )
    connection.execute("commit")
    connection.close()
