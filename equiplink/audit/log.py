"""The sealed log of a mine as its proofs read it: where an entry stands, and the path to a root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from equiplink import tree
from equiplink.work import Work


def places(work: Work, entry_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Return the position of each of the entries that is sealed."""
    return tree.places(work.session, work.mine_id, entry_ids)


def path(work: Work, position: int, size: int) -> list[str]:
    """Return the path from a position to the root of the log's first *size* entries, in hex."""
    if position >= size:
        return []
    proof = tree.inclusion_proof(work.session, work.mine_id, position, size)
    return [sister.hex() for sister in proof]
