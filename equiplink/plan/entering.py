"""Enter a table of lines again and again: what stands is left, what differs changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from equiplink.plan import queries
from equiplink.plan.lines import WORDS, Line, filled, fresh, put, read
from equiplink.plan.models import Plan, PlanLine
from equiplink.work import Work

KEY = ("product_id", "place_id", "need_by", "purpose", "code")
"""What makes a line the same line when its table comes again."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a table does to a plan: lines that are new, that change, and that stand already."""

    new: Sequence[PlanLine]
    changed: Sequence[tuple[PlanLine, PlanLine]]
    """The line as it stands, and as the table has it."""
    same: Sequence[PlanLine]


def put_lines(work: Work, plan_id: UUID, *, lines: Sequence[Line]) -> Plan:
    """Bring the lines into the plan; a table that says nothing new makes no revision.

    A line is known again by goods, place, day, purpose and code. Lines that the
    table does not have stay.
    """
    plan = work.get(Plan, plan_id)
    known = read(work, lines)
    first = fresh(work, plan).no
    found = settle(work, plan, filled(plan, lines, known, first=first))
    for standing, wanted in found.changed:
        for word in (*WORDS, "unit"):
            setattr(standing, word, getattr(wanted, word))
    for no, line in enumerate(found.new, first):
        line.no = no
    touched = [*(standing for standing, _ in found.changed), *found.new]
    if touched:
        put(work, plan, touched, known, what="put_lines")
    return plan


def settle(work: Work, plan: Plan, wanted: Sequence[PlanLine]) -> Settled:
    """Say which of the lines *wanted* are new to the plan, which differ, which stand already."""
    standing = {_key(line): line for line in queries.lines(work, plan.id)}
    pairs = [(standing.get(_key(line)), line) for line in wanted]
    return Settled(
        new=[line for known, line in pairs if known is None],
        changed=[(known, line) for known, line in pairs if known and not _same(known, line)],
        same=[known for known, line in pairs if known and _same(known, line)],
    )


def _key(line: PlanLine) -> tuple[Any, ...]:
    return tuple(getattr(line, word) for word in KEY)


def _same(one: PlanLine, other: PlanLine) -> bool:
    return all(getattr(one, word) == getattr(other, word) for word in WORDS)
