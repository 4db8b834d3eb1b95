"""The sealed log as it is stored: its leaves, and the roots that make a proof short.

A proof needs the roots of whole subtrees. Those of every fourth level are stored when they
become whole, so that any other is made from at most eight rows, and a proof among a
million entries reads a hundred rows instead of a million; they add a fifteenth to the leaves.
They follow from the leaves: ``verifying.verify`` computes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session

from equiplink.db import Record, new_id, ref
from equiplink.errors import Conflict
from equiplink.merkle import Frontier, Whole, consistency_ranges, inclusion_ranges

STEP = 4
"""Every fourth level is stored."""
_AT_ONCE = 500


class Leaf(Record):
    """The place of one entry in the mine's log; ``position`` counts from 0."""

    __tablename__ = "ledger_leaf"
    __table_args__ = (
        UniqueConstraint("mine_id", "position"),
        UniqueConstraint("mine_id", "entry_id"),
    )

    position: Mapped[int]
    entry_id: Mapped[UUID] = ref("ledger_entry")
    leaf: Mapped[str]


class Node(Record):
    """The root of a whole subtree of 2^``level`` leaves, the last of which made ``size``."""

    __tablename__ = "ledger_node"
    __table_args__ = (UniqueConstraint("mine_id", "size", "level"),)
    zh: ClassVar[str] = "台账子树"

    size: Mapped[int]
    level: Mapped[int]
    root: Mapped[str]


def keep(
    session: Session, mine_id: UUID, frontier: Frontier, fresh: Sequence[tuple[UUID, str]]
) -> None:
    """Store *fresh* entries with their leaves behind those of *frontier*, which goes on."""
    start = frontier.size
    leaves = [
        {
            "mine_id": mine_id, "id": new_id(), "position": start + offset,
            "entry_id": entry_id, "leaf": leaf,
        }
        for offset, (entry_id, leaf) in enumerate(fresh)
    ]  # fmt: skip
    nodes = [
        {
            "mine_id": mine_id, "id": new_id(), "size": whole.size, "level": whole.level,
            "root": whole.root.hex(),
        }
        for whole in frontier.grow((bytes.fromhex(leaf) for _, leaf in fresh), every=STEP)
    ]  # fmt: skip
    session.execute(insert(Leaf), leaves)
    if nodes:
        session.execute(insert(Node), nodes)


def places(session: Session, mine_id: UUID, entry_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return the position of each of *entry_ids* that is sealed."""
    found: dict[UUID, int] = {}
    for start in range(0, len(entry_ids), _AT_ONCE):
        query = select(Leaf.entry_id, Leaf.position).where(
            Leaf.mine_id == mine_id, Leaf.entry_id.in_(entry_ids[start : start + _AT_ONCE])
        )
        found |= {row.entry_id: row.position for row in session.execute(query)}
    return found


def inclusion_proof(session: Session, mine_id: UUID, index: int, size: int) -> list[bytes]:
    """Return PATH(*index*, D[*size*]) of RFC 6962 over the mine's log, from O(log n) rows."""
    return _roots(session, mine_id, inclusion_ranges(index, size))


def consistency_proof(session: Session, mine_id: UUID, old: int, size: int) -> list[bytes]:
    """Return PROOF(*old*, D[*size*]) of RFC 6962 over the mine's log, from O(log n) rows."""
    return _roots(session, mine_id, consistency_ranges(old, size))


def _roots(session: Session, mine_id: UUID, ranges: Sequence[range]) -> list[bytes]:
    """Return the root of the leaves of each range, made from what is stored."""
    parts = [list(_stored(each)) for each in ranges]
    wanted = {part for made_of in parts for part in made_of}
    leaves = sorted(size - 1 for size, level in wanted if level == 0)
    sizes = sorted({size for size, level in wanted if level > 0})
    known = {
        (position + 1, 0): leaf
        for position, leaf in session.execute(
            select(Leaf.position, Leaf.leaf).where(
                Leaf.mine_id == mine_id, Leaf.position.in_(leaves)
            )
        )
    } | {
        (size, level): root
        for size, level, root in session.execute(
            select(Node.size, Node.level, Node.root).where(
                Node.mine_id == mine_id, Node.size.in_(sizes)
            )
        )
    }
    if wanted - known.keys():
        raise Conflict(
            "the stored log has gaps; run `equiplink ledger verify`",
            zh="封存的台账有缺失，请运行 equiplink ledger verify",
            field="mine",
        )
    made = []
    for made_of in parts:
        frontier = Frontier()
        for part in made_of:
            frontier.add(bytes.fromhex(known[part]), part[1])
        made.append(frontier.root())
    return made


def _stored(leaves: range) -> Iterator[tuple[int, int]]:
    """Yield size and level of the stored roots that *leaves* are made of, from left to right."""
    start = leaves.start
    while start < leaves.stop:
        height = (leaves.stop - start).bit_length() - 1
        level = height - height % STEP
        for _ in range(1 << height - level):
            start += 1 << level
            yield start, level


class Check:
    """Holds the stored roots of a log against those that its leaves give, in constant memory."""

    def __init__(self, session: Session, mine_id: UUID) -> None:
        query = (
            select(Node.size, Node.level, Node.root)
            .where(Node.mine_id == mine_id)
            .order_by(Node.size, Node.level)
        )
        self._rows = session.execute(query.execution_options(yield_per=1000))
        self._next = self._rows.fetchone()
        self.wrong: list[int] = []
        """The sizes at which a root is missing, altered or too much."""

    def see(self, whole: Whole) -> None:
        """Take what the leaves give next."""
        place = (whole.size, whole.level)
        self._skip(place)
        if self._next is None or tuple(self._next) != (*place, whole.root.hex()):
            self.wrong.append(whole.size)
        if self._next is not None and self._next[:2] == place:
            self._next = self._rows.fetchone()

    def end(self) -> list[int]:
        """Return all that is wrong, when the leaves are at their end."""
        self._skip(None)
        return self.wrong

    def _skip(self, place: tuple[int, int] | None) -> None:
        while self._next is not None and (place is None or self._next[:2] < place):
            self.wrong.append(self._next.size)
            self._next = self._rows.fetchone()
