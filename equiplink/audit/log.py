"""The sealed log of a mine as its proofs read it: where an entry stands, and the path to a root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from equiplink.ledger import Leaf
from equiplink.merkle import inclusion_proof
from equiplink.work import Work


@dataclass(frozen=True)
class Log:
    """The leaves of the mine's log, read once, when they are asked for."""

    work: Work

    @cached_property
    def places(self) -> Mapping[UUID, int]:
        """The position of every sealed entry."""
        return {entry_id: position for position, (entry_id, _) in enumerate(self._rows)}

    def path(self, entry_id: UUID, size: int) -> list[str]:
        """Return the path from an entry to the root of the log's first *size* entries, in hex."""
        if self.places[entry_id] >= size:
            return []
        proof = inclusion_proof(self._leaves[:size], self.places[entry_id])
        return [sister.hex() for sister in proof]

    @cached_property
    def _rows(self) -> list[tuple[UUID, str]]:
        query = select(Leaf.entry_id, Leaf.leaf).filter_by(mine_id=self.work.mine_id)
        rows = self.work.session.execute(query.order_by(Leaf.position))
        return [(row.entry_id, row.leaf) for row in rows]

    @cached_property
    def _leaves(self) -> list[bytes]:
        return [bytes.fromhex(leaf) for _, leaf in self._rows]
