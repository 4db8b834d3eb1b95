"""A plan of five thousand lines: entered, submitted, and written as a form and read back.

The statements are counted beside the seconds: they are as many as for five lines.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from equiplink.chain import Chain
from equiplink.exchange.plan_form import form
from equiplink.exchange.plan_sheet import import_lines
from equiplink.plan import actions as plan
from equiplink.plan.models import Plan
from tests import world as worlds
from tests.plan.steps import drafted
from tests.plan.test_lines import wanted
from tests.statements import counted
from tests.world import Clock, World

LINES = 5000


def run() -> dict[str, float]:
    """Return seconds and statements on SQLite, which commits to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        chain = Chain(f"sqlite:///{folder}/plan.db", clock=clock, key=Path(folder) / "seal.key")
        chain.init()
        found = _measured(worlds.make(chain, clock))
        chain.close()
    return found


def _measured(world: World) -> dict[str, float]:
    made = drafted(world)
    line: Any = wanted(world)
    lines = [line | {"purpose": f"用途{n}", "estimate": Decimal(100)} for n in range(LINES)]
    figures: dict[str, float] = {}

    def act(name: str, verb: Callable[[Any, Plan], Any]) -> Any:
        with counted(world.chain) as sent:
            began = perf_counter()
            with world.work("planner") as work:
                answer = verb(work, work.get(Plan, made.plan_id))
            figures[f"{name} s"] = perf_counter() - began
        return figures.update({f"{name} statements": float(len(sent))}) or answer

    act("add_lines", lambda work, found: plan.add_lines(work, found.id, lines=lines))
    act("submit", lambda work, found: plan.submit(work, found.id))
    act("change_budget", lambda work, found: plan.change_budget(
        work, found.id, budget=Decimal(10**7), reason="测量"
    ))  # fmt: skip
    table = act("form", form)
    act("import again", lambda work, found: import_lines(work, found, table, "form.xlsx"))
    return figures
