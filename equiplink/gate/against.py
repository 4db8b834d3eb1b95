"""What speaks against everything: holds, papers and doubted suppliers, in four statements.

The gate asks the same of one thing in one statement (``queries.against``); whoever
judges many things reads it once and looks it up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Text, literal, select, type_coerce, union_all

from equiplink.gate import shown
from equiplink.gate.facts import Against
from equiplink.gate.queries import IN_DOUBT, PAPER
from equiplink.mine.models import Place
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind
from equiplink.register.models import Item
from equiplink.supplier.models import Debarment, Supplier
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Everything:
    """The open holds by their key, the doubts by firm, and the firm of each supplier's record."""

    holds: dict[str, list[tuple[HoldKind, str]]]
    doubts: dict[UUID, list[str]]
    firms: dict[UUID, UUID]
    records: dict[UUID, list[str]]
    above: dict[UUID, list[str]]
    """The ids of each place and of those that it lies in."""
    papers: dict[tuple[str, str], str]
    """What issuers show, by kind and number of the paper."""

    def of(self, row: Any) -> Against:
        """Return what speaks against one thing."""
        firm = self.firms.get(row.supplier_id, row.supplier_id)
        return Against(
            self._holds(row, firm),
            tuple(self.doubts.get(firm, ())),
            papers=shown.of(row.papers, self.papers),
        )

    def _holds(self, row: Any, firm: UUID | None) -> tuple[tuple[HoldKind, str], ...]:
        if not self.holds:
            return ()
        keys = [str(row.id), *row.lineage, str(row.product_id)]
        keys += self.above.get(row.for_place_id, [])
        keys += self.records.get(firm, []) if firm else []
        keys += [row.mark_number] if row.mark_number else []
        return tuple(each for key in keys for each in self.holds.get(key, ()))


def everything_against(work: Work, today: date) -> Everything:
    """Read the mine's open holds, its suppliers' firms and what puts a firm's goods in doubt."""
    holds = defaultdict(list)
    held = select(Hold.key, type_coerce(Hold.kind, Text()), Hold.reason)
    held = held.where(Hold.mine_id == work.mine_id, Hold.released_at.is_(None))
    papers = select(literal("", Text()), literal(PAPER, Text()), shown.TEXT)
    texts = []
    for key, kind, told in work.session.execute(union_all(held, papers), {"of_mine": work.mine_id}):
        if kind == PAPER:
            texts.append(told)
        else:
            holds[key].append((HoldKind(kind), told))
    _let_parts_hold(work, holds)
    firms, records = {}, defaultdict(list)
    found = select(Supplier.id, Supplier.firm_id).where(Supplier.mine_id == work.mine_id)
    for record_id, firm_id in work.session.execute(found):
        firms[record_id] = firm_id
        records[firm_id].append(str(record_id))
    doubts = defaultdict(list)
    asked = {"of_mine": work.mine_id, "today": today}
    debarred = select(Debarment.supplier_id, Debarment.source).where(*IN_DOUBT)
    for record_id, source in work.session.execute(debarred, asked):
        doubts[firms[record_id]].append(source)
    return Everything(
        holds, doubts, firms, records, _above(work) if holds else {}, shown.by_paper(texts)
    )


def _above(work: Work) -> dict[UUID, list[str]]:
    """Return the chain of places, from each to the outermost that it lies in."""
    query = select(Place.id, Place.parent_id).where(Place.mine_id == work.mine_id)
    parents = {row.id: row.parent_id for row in work.session.execute(query)}
    above: dict[UUID, list[str]] = {}
    for place_id in parents:
        chain, up = [], place_id
        while up is not None:
            chain.append(str(up))
            up = parents[up]
        above[place_id] = chain
    return above


def _let_parts_hold(work: Work, holds: dict[str, list[tuple[HoldKind, str]]]) -> None:
    """Let a hold on a part hold the machines that it stands in."""
    if not holds:
        return
    installed = select(Item.id, Item.parent_id).where(
        Item.mine_id == work.mine_id, Item.parent_id.is_not(None)
    )
    around = {str(part): str(parent) for part, parent in work.session.execute(installed)}
    for part, found in list(holds.items()):
        machine = around.get(part)
        while machine is not None:
            holds[machine] = [*holds.get(machine, []), *found]
            machine = around.get(machine)
