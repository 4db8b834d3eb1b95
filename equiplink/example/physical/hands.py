"""What hands do again and again in the story: ask, inspect, scan, place, bring up, write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from equiplink.catalogue import actions as catalogue
from equiplink.db import new_id
from equiplink.example.cast import GATE, Cast
from equiplink.example.moves import CHECKS, put
from equiplink.example.using import answered
from equiplink.gate import actions as gate
from equiplink.usage import actions as usage
from equiplink.usage.models import Placement

FACE = "3101回风巷"
INTAKE = "一采区进风巷"
STORE = "地面库房"
RENEWED = 2028


def titled(title: str, told: Iterator[str]) -> Iterator[str]:
    """Tell a chapter of the other story under a *title* of this one."""
    next(told)
    yield title
    yield from told


def scan(
    cast: Cast, name: str, *, direction: str = "in", quantity: Decimal = Decimal(1)
) -> Iterator[str]:
    """Scan a thing at the shaft and tell the answer."""
    cast.wait()
    with cast.by("keeper") as work:
        answer = gate.scan(
            work, new_id(), tag=cast.tags[name], gate=GATE, direction=direction, quantity=quantity
        )
    yield from answered(answer)


def inspect(cast: Cast, name: str, place: str) -> None:
    """Sign that a thing may go to *place*."""
    cast.wait()
    with cast.by("ex_inspector") as work:
        gate.inspect(
            work, cast.items[name], place_id=cast.places[place], passed=True, checks=CHECKS,
            valid_until=work.today + timedelta(days=10),
        )  # fmt: skip
    cast.wait()


def place(cast: Cast, name: str, where: str) -> None:
    """Put what is underground where it is used."""
    with cast.by("mechanic") as work:
        cast.placements[name] = put(cast, work, name, where)


def take_down(
    cast: Cast, name: str, where: str, *, quantity: Decimal = Decimal(1)
) -> Iterator[str]:
    """Inspect, scan in and place."""
    inspect(cast, name, where)
    yield from scan(cast, name, quantity=quantity)
    place(cast, name, where)


def bring_up(cast: Cast, name: str) -> Iterator[str]:
    """Give back whatever stands somewhere of a thing, and scan it out."""
    with cast.by("mechanic") as work:
        stood = work.all(Placement, item_id=cast.items[name], ended_at=None)
        quantity = sum((each.quantity for each in stood), Decimal(0))
        for each in stood:
            usage.give_back(work, each.id)
    yield from scan(cast, name, direction="out", quantity=quantity)


def ask(cast: Cast, name: str, *, status: str = "有效") -> None:
    """Ask for the status of a mark and write it down; in 2028 its holder had it renewed."""
    until = date(2028, 12, 31) if cast.now.year < RENEWED else date(2033, 12, 31)
    product = cast.products[name]
    with cast.by("administrator") as work:
        catalogue.set_mark(
            work, number=cast.marks[name], product=product.name, model=product.model,
            holder=product.maker, status=status, valid_from=date(2024, 1, 1), valid_until=until,
            synthetic=True, source="样例：状态为演示而设",
        )  # fmt: skip


def write(cast: Cast, name: str, document: Any) -> None:
    """Leave a document as JSON."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    (cast.folder / name).write_text(text + "\n", encoding="utf-8")


def write_text(cast: Cast, name: str, lines: Iterable[str]) -> None:
    """Leave lines that a person reads."""
    (cast.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
