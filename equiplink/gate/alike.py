"""Many things judged in one reading: what many have alike is judged once.

Rows stay as the database has them until one has to be judged. The rules are then
asked with a row that has the columns of one part and no others, so that nothing
by which two things differ can count unseen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, type_coerce
from sqlalchemy.types import NULLTYPE

from equiplink.catalogue.states import Paper
from equiplink.gate.against import Everything
from equiplink.gate.facts import Against
from equiplink.work import Work

REMEMBERED = 4096
T = TypeVar("T")

FITNESS: tuple[str, ...] = ("inspected_at", "inspection_passed", "unfit_since")
ITSELF = (
    "policy", "kind", "unit", "state", "stock", "issued", "underground", "inspection_until",
    "inspector_id", "requires_shelf_life", "expires_on", "next_due_on", "parent_id",
    "regular_by", "papers_asked", "plates", "requires_ex", "requires_mark",
)  # fmt: skip
"""What is asked of this very thing, beside its fitness."""
KIND = (
    "policy", "gas_class", "zone", "name", "model", "maker", "bans", "device", "requires_mark",
    "requires_ex", "ratings", "ex_mark", "made_on", "mark_number", "mark_known", "mark_product",
    "mark_model", "mark_holder", "mark_status", "mark_from", "mark_until", "mark_batch",
    "mark_covers", "mark_checked", "renewed_until", "trial_until", "notice", "maker_notice",
)  # fmt: skip
"""What is asked of all that are of one kind, at one kind of place."""
_SPEAKING = (
    "id", "lineage", "product_id", "supplier_id", "mark_number", "papers", "for_place_id",
)  # fmt: skip


class Raw:
    """A statement whose rows are as the database has them; ``read`` makes values of them."""

    def __init__(self, work: Work, query: Select[Any]) -> None:
        columns = list(query.selected_columns)
        dialect = work.connection.dialect
        self.place = {str(each.key): n for n, each in enumerate(columns)}
        self._reader = {
            str(each.key): each.type.dialect_impl(dialect).result_processor(dialect, None)
            for each in columns
        }
        bare = (type_coerce(each, NULLTYPE).label(each.key) for each in columns)
        self._query = query.with_only_columns(*bare, maintain_column_froms=True)
        self._work = work

    def __iter__(self) -> Iterator[Any]:
        return iter(self._work.session.execute(self._query))

    def of(self, *names: str) -> Callable[[Any], Any]:
        """Return what takes these columns of a row, unread."""
        return itemgetter(*(self.place[name] for name in names))

    def read(self, row: Any, names: tuple[str, ...] = ()) -> SimpleNamespace:
        """Return the columns *names* of a row, or all, with their values."""
        found = SimpleNamespace()
        for name in names or tuple(self.place):
            reader, value = self._reader[name], row[self.place[name]]
            setattr(found, name, value if reader is None else reader(value))
        return found


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of what is asked, and how it is judged with a row that has its columns only."""

    names: tuple[str, ...]
    judge: Callable[[SimpleNamespace, Against], T]
    fitness: bool = False
    """Whether it is asked about what is so of one thing alone: its fitness, and its holds."""


class Alike(Generic[T]):
    """What the parts of a row come to, remembered for the next row that has such a part."""

    def __init__(self, raw: Raw, speaking: Everything, parts: tuple[Part[T], ...]) -> None:
        self._raw, self._speaking = raw, speaking
        self._papers, self._fitness = raw.of("papers"), raw.of(*FITNESS)
        self._parts = tuple((part, raw.of(*part.names)) for part in parts)
        self._memory: dict[Hashable, T] = {}
        self._silent = not (speaking.holds or speaking.doubts or speaking.papers)

    def judge(self, row: Any) -> list[T]:
        """Return what is found of a row, part by part."""
        told = Against() if self._silent else self._speaking.of(self._raw.read(row, _SPEAKING))
        papers = _asked_of(self._papers(row))
        return [self._found(row, part, take(row), told, papers) for part, take in self._parts]

    def _found(self, row: Any, part: Part[T], own: Any, told: Against, papers: Any) -> T:
        fitness = self._fitness(row)
        if part.fitness:
            moments, counts = FITNESS, _fitness(*fitness)
            told, papers = Against(told.holds, told.doubts), papers[1:]
        else:
            moments, counts = FITNESS[:1], fitness[0] is None
            told, papers = Against(papers=told.papers), papers[:1]
        key = part.names, own, counts, told, papers
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            only = self._raw.read(row, (*part.names, *moments))
            only.papers = {kind: dict(values) for kind, values in papers}
            self._memory[key] = part.judge(only, told)
        return self._memory[key]


def _fitness(inspected_at: Any, passed: Any, unfit_since: Any) -> Hashable:
    """Return what of the moments counts: nothing, when it was found fit after it was not.

    Both are compared as the database has them, which sorts as the moments do.
    """
    if passed and (unfit_since is None or inspected_at > unfit_since):
        return True
    return inspected_at, passed, unfit_since


@lru_cache(REMEMBERED)
def _asked_of(papers: str) -> tuple[tuple[Paper, tuple[tuple[str, Any], ...]], ...]:
    """Return what the rules read of the papers that a thing came with."""
    known = json.loads(papers)
    asked = {Paper.EX_CERTIFICATE: ("number", "conditions"), Paper.THIRD_PARTY_TEST: ("passed",)}
    return tuple(
        (kind, tuple((name, known[kind][name]) for name in names if name in known.get(kind, {})))
        for kind, names in asked.items()
    )
