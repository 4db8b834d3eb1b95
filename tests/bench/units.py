"""Two thousand machines that are here already: read from a workbook, appraised and entered.

The statements are counted beside the seconds: they are as many as for two.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook

from equiplink.chain import Chain
from equiplink.exchange.unit_sheet import import_units
from tests import world as worlds
from tests.acceptance import steps as acceptances
from tests.statements import counted
from tests.world import Clock, World

ROWS = 2000
HEADER = ["设备编号", "规格型号", "出厂编号", "数量", "使用地点", "煤安标志号", "防爆合格证",
          "合格证", "生产日期", "原编号"]  # fmt: skip


def run() -> dict[str, float]:
    """Return seconds and statements on SQLite, which commits to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        chain = Chain(f"sqlite:///{folder}/units.db", clock=clock, key=Path(folder) / "seal.key")
        chain.init()
        world = worlds.make(chain, clock)
        acceptances.goods(world)
        found = _imported(world, 2) | _imported(world, ROWS)
        chain.close()
    return found


def _imported(world: World, rows: int) -> dict[str, float]:
    data = table(rows)
    with counted(world.chain) as sent:
        began = perf_counter()
        with world.work("keeper") as work:
            import_units(work, data, "units.xlsx")
        seconds = perf_counter() - began
    return {f"{rows} rows s": seconds, f"{rows} rows statements": float(len(sent))}


def table(rows: int) -> bytes:
    """Return a workbook of so many switches underground."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for n in range(rows):
        sheet.append([f"DQ-{rows}-{n}", "KBZ-400/1140", f"SN-{rows}-{n}", 1, "3101综采工作面",
                      "MZZ990102", f"EX{n}", "", "2024-05-01", f"旧{rows}-{n}"])  # fmt: skip
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
