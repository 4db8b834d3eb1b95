"""A tender of three lots, thirty bidders and nine experts is ranked and its report rendered.

Every bidder bids for every lot, so ninety bids are ranked by 27 signed sheets.
In-process, on SQLite: the evaluation with its commit, the file of the tender,
the page. The median of five tenders in one database, after a first that is not counted.
"""

from __future__ import annotations

import tempfile
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event

from equiplink.audit.procurement import procurement
from equiplink.chain import Chain
from equiplink.exchange.html import html
from equiplink.exchange.report import report
from equiplink.mine import actions as mine
from equiplink.tender import bids, evaluation, queries, sheets
from tests import world as worlds
from tests.tender import steps
from tests.tender.lots import THREE
from tests.tender.steps import Tendered
from tests.world import Clock, World

BIDDERS, EXPERTS = 30, 9
ROUNDS = 6
CRITERIA = [
    {"name": "价格", "weight": 40, "formula": "trimmed_deviation",
     "above": Decimal(1), "below": Decimal("0.5")},
    {"name": "技术", "weight": 45},
    {"name": "服务", "weight": 15},
]  # fmt: skip


def run() -> dict[str, float]:
    """Return milliseconds and statements."""
    with tempfile.TemporaryDirectory() as folder:
        world, experts = beginning(Path(folder))
        made = [ready(world, experts, bidders=BIDDERS) for _ in range(ROUNDS)]
        times: dict[str, list[float]] = {}
        for each in made[1:]:  # the first only warms the engine up
            for name, took in _round(world, each).items():
                times.setdefault(name, []).append(took)
        counted = statements(world, made[0])
        world.chain.close()
        found = {f"{name} ms": median(each) for name, each in times.items()}
        return found | {"statements": float(counted)}


def beginning(home: Path) -> tuple[World, tuple[str, ...]]:
    """Return a mine on a database in *home*, and who may evaluate."""
    clock = Clock()
    chain = Chain(f"sqlite:///{home}/bench.db", clock=clock, key=home / "seal.key")
    chain.init()
    world = worlds.make(chain, clock)
    return world, _experts(world)


def ready(world: World, experts: tuple[str, ...], *, bidders: int) -> Tendered:
    """Return a tender whose sheets are all signed."""
    made = steps.published(
        world, **THREE, evaluation="comprehensive", criteria=CRITERIA, trim_scores=True
    )
    for number, supplier_id in enumerate(steps.bidders(world, bidders)):
        price = Decimal(900 + number * 7 + number % 3)
        made.bids += [steps.bid(world, made, supplier_id, price, lot=lot) for lot in made.lots]
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    steps.seat(world, made.tender_id, experts)
    steps.on_record(world, made.tender_id)
    steps.review(world, made.tender_id)
    for seat, name in enumerate(experts):
        for lot_id in made.lots.values():
            _mark(world, made, name, lot_id, seat)
    return made


def _experts(world: World) -> tuple[str, ...]:
    """Return nine people who may evaluate; four are added to those of the mine."""
    names = [*steps.EVALUATORS, *(f"evaluator{n}" for n in range(6, EXPERTS + 1))]
    with world.work() as work:
        for number, name in enumerate(names[5:], 100):
            person = mine.add_person(work, number=f"{number}", name=name, roles=["evaluator"])
            world.people[name] = mine.actor(work, person.id)
            mine.certify(
                work, person.id, permit="evaluation", number=f"ZJ-{number}", issuer="合成",
                valid_from=work.today, valid_until=work.today.replace(year=work.today.year + 2),
            )  # fmt: skip
    return tuple(names)


def _mark(world: World, made: Tendered, name: str, lot_id: Any, seat: int) -> None:
    with world.work(name) as work:
        marks: list[sheets.Mark] = [
            {
                "bid_id": bid.id,
                "criterion": criterion,
                "points": Decimal((seat * 7919 + n * 104_729) % most) / 1000,
            }
            for n, bid in enumerate(queries.live_bids(work, made.tender_id))
            if bid.lot_id == lot_id
            for criterion, most in (("技术", 45_001), ("服务", 15_001))
        ]
        sheets.sign_sheet(work, sheets.fill_sheet(work, lot_id, marks=marks).id)


def _evaluate(world: World, made: Tendered) -> None:
    with world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today)


def _file(world: World, made: Tendered) -> dict[str, Any]:
    with world.read("buyer") as work:
        return procurement(work, str(made.tender_id))


def _round(world: World, made: Tendered) -> dict[str, float]:
    began = perf_counter()
    _evaluate(world, made)
    ranked = perf_counter()
    document = _file(world, made)
    gathered = perf_counter()
    html(report(document))
    ended = perf_counter()
    return {
        "evaluate": (ranked - began) * 1000,
        "gather": (gathered - ranked) * 1000,
        "render": (ended - gathered) * 1000,
        "all": (ended - began) * 1000,
    }


def statements(world: World, made: Tendered) -> int:
    """Return how many statements the evaluation and the file of the tender take together."""
    sent: list[str] = []
    keep = partial(_keep, sent)
    event.listen(world.chain.engine, "before_cursor_execute", keep)
    _evaluate(world, made)
    _file(world, made)
    event.remove(world.chain.engine, "before_cursor_execute", keep)
    return len([each for each in sent if not each.startswith(("BEGIN", "PRAGMA"))])


def _keep(sent: list[str], *args: Any) -> None:
    sent.append(args[2])
