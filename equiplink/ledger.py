"""The append-only ledger: entries, and sealing into a Merkle log.

An entry is written in the transaction of the change it tells of and shares no row with
other writers. A sealer then batches committed entries of one mine into an RFC 6962 log and
signs a checkpoint in C2SP note form. Each entry carries the hash of its own columns.
Guards against UPDATE, DELETE, REPLACE and TRUNCATE stand in the migrations.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    Index,
    Integer,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from equiplink import tree
from equiplink.db import Id, Record, canonical, new_id
from equiplink.merkle import Frontier, leaf_hash
from equiplink.tree import Leaf

TABLES = ("ledger_entry", "ledger_leaf", "ledger_node", "ledger_checkpoint")
"""The append-only tables."""


class Entry(Record):
    """One thing that happened to one record: who, when, what, from which state to which."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index(None, "mine_id", "subject_id"),
        Index(None, "mine_id", "tx"),
        Index(None, "mine_id", "action"),
    )
    zh: ClassVar[str] = "台账记录"

    tx: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    """The order of commits: the transaction id on PostgreSQL, a running number on SQLite."""
    at: Mapped[datetime]
    actor_id: Mapped[UUID]
    actor_name: Mapped[str]
    """A snapshot: the entry outlives the person's row."""
    subject: Mapped[str]
    """The table of the record."""
    subject_id: Mapped[UUID]
    action: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    details: Mapped[str]
    """Canonical JSON, hashed as it is stored."""
    leaf: Mapped[str]

    @property
    def data(self) -> dict[str, Any]:
        """The details, parsed."""
        return dict(json.loads(self.details))


class Checkpoint(Record):
    """A signed tree head. ``peaks`` lets the next batch go on without reading the log."""

    __tablename__ = "ledger_checkpoint"
    __table_args__ = (UniqueConstraint("mine_id", "size"),)

    size: Mapped[int]
    root: Mapped[str]
    peaks: Mapped[str]
    through: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    """The highest ``tx`` that is sealed."""
    note: Mapped[str]
    at: Mapped[datetime]


class Signer(Protocol):
    """Signs and opens checkpoints; see ``equiplink.notes``."""

    def sign(self, body: str) -> str: ...

    def verifies(self, note: str) -> bool: ...


HASHED = (
    "mine_id", "id", "at", "actor_id", "actor_name",
    "subject", "subject_id", "action", "before", "after", "details",
)  # fmt: skip


def texts(values: Mapping[str, Any]) -> list[str]:
    """Return an entry's columns as they are hashed; times are UTC text."""
    at = values["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return [at if name == "at" else str(values[name]) for name in HASHED]


def hash_of(values: Mapping[str, Any]) -> str:
    """Return the leaf hash of an entry's columns, each after its length, in hex."""
    raws = (each.encode() for each in texts(values))
    return leaf_hash(b"".join(len(raw).to_bytes(4, "big") + raw for raw in raws)).hex()


_COLUMNS = Entry.__table__.c
_NEXT = (
    select(func.coalesce(func.max(_COLUMNS.tx), 0) + 1)
    .where(_COLUMNS.mine_id == bindparam("of_mine", type_=Id()))
    .scalar_subquery()
)
_APPEND = {
    "postgresql": insert(Entry.__table__).values(  # type: ignore[arg-type]
        tx=text("pg_current_xact_id()::text::bigint")
    ),
    "sqlite": insert(Entry.__table__).values(tx=_NEXT),  # type: ignore[arg-type]
}


def append(
    connection: Connection,
    *,
    mine_id: UUID,
    at: datetime,
    actor_id: UUID,
    actor_name: str,
    subject: str,
    subject_id: UUID,
    action: str,
    before: str = "",
    after: str = "",
    details: Mapping[str, object],
) -> UUID:
    """Write one entry in the caller's transaction and return its id."""
    values: dict[str, Any] = {
        "mine_id": mine_id,
        "id": new_id(),
        "at": at,
        "actor_id": actor_id,
        "actor_name": actor_name,
        "subject": subject,
        "subject_id": subject_id,
        "action": action,
        "before": before,
        "after": after,
        "details": canonical(details),
    }
    values["leaf"] = hash_of(values)
    connection.execute(_APPEND[connection.dialect.name], values | {"of_mine": mine_id})
    return UUID(str(values["id"]))


def append_all(connection: Connection, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write many entries, each with what ``append`` takes, in one statement and in their order."""
    rows = []
    for each in entries:
        values = {**each, "id": new_id(), "details": canonical(each["details"])}
        rows.append(values | {"leaf": hash_of(values), "of_mine": values["mine_id"]})
    if rows:
        connection.execute(_APPEND[connection.dialect.name], rows)


def seal(session: Session, mine_id: UUID, *, now: datetime, signer: Signer) -> Checkpoint | None:
    """Seal the mine's committed entries and return the newest checkpoint.

    Returns the former checkpoint when nothing is new, when another sealer is at
    work or when *signer* did not sign it, and None for an empty log. A
    transaction that still runs only delays the sealing of younger entries; it is
    never skipped.
    """
    alone = _seals_alone(session, mine_id)
    last = newest(session, mine_id)
    if last is not None and not signer.verifies(last.note):
        return last  # a service with the wrong key must not spoil the log for the right one
    fresh = _unsealed(session, mine_id, last) if alone else []
    if not fresh:
        return last
    frontier = Frontier(last.size, _unpack(last.peaks)) if last else Frontier()
    tree.keep(session, mine_id, frontier, [(entry_id, leaf) for entry_id, leaf, _ in fresh])
    made = Checkpoint(
        mine_id=mine_id,
        id=new_id(),
        size=frontier.size,
        root=frontier.root().hex(),
        peaks=",".join(peak.hex() for peak in frontier.peaks),
        through=max([tx for _, _, tx in fresh] + ([last.through] if last else [])),
        note=signer.sign(checkpoint_body(mine_id, frontier.size, frontier.root())),
        at=now,
    )
    session.add(made)
    session.flush()
    return made


def newest(session: Session, mine_id: UUID) -> Checkpoint | None:
    """Return the newest checkpoint of the mine."""
    return session.scalars(
        select(Checkpoint).filter_by(mine_id=mine_id).order_by(Checkpoint.size.desc()).limit(1)
    ).first()


def checkpoint_body(mine_id: UUID, size: int, root: bytes) -> str:
    """Return the text that is signed: origin, size and root as C2SP tlog-checkpoint says."""
    return f"equiplink.local/mine/{mine_id}\n{size}\n{b64encode(root).decode()}\n"


def _unpack(peaks: str) -> list[bytes]:
    return [bytes.fromhex(peak) for peak in peaks.split(",") if peak]


def _seals_alone(session: Session, mine_id: UUID) -> bool:
    """Become the mine's only sealer until the end; on SQLite every writer is alone anyway."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    key = int.from_bytes(mine_id.bytes[-7:], "big")
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(key))))


_RUNNING = text("""\
with elsewhere as materialized (
  select own.transactionid::text::bigint as xid
  from pg_locks own join pg_locks held using (virtualtransaction)
  where own.locktype = 'transactionid' and own.granted
    and held.database not in (0, (select oid from pg_database where datname = current_database()))
)
select coalesce(min(xid::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
from pg_snapshot_xip(pg_current_snapshot()) as running(xid)
where xid::text::bigint % 4294967296 not in (select xid from elsewhere)""")
"""Transactions that provably work on another database of the cluster delay nothing here."""


def horizon(session: Session) -> int:
    """Return the transaction below which everything of this database has ended."""
    if session.get_bind().dialect.name == "sqlite":
        return 2**62
    return int(session.execute(_RUNNING).scalar_one())


def watermark(last: Checkpoint | None, ended: int) -> int:
    """Return the transaction up to which every entry is sealed.

    A restored PostgreSQL cluster counts its transactions anew; until it has
    caught up the mark says nothing and the whole log is searched.
    """
    return last.through if last is not None and ended > last.through else -1


def _unsealed(
    session: Session, mine_id: UUID, last: Checkpoint | None
) -> Sequence[tuple[UUID, str, int]]:
    ended = horizon(session)
    query = (
        select(Entry.id, Entry.leaf, Entry.tx)
        .outerjoin(Leaf, (Leaf.mine_id == Entry.mine_id) & (Leaf.entry_id == Entry.id))
        .where(Entry.mine_id == mine_id, Leaf.id.is_(None))
        .where(Entry.tx > watermark(last, ended), Entry.tx < ended)
        .order_by(Entry.tx, Entry.id)
    )
    return [(entry_id, leaf, tx) for entry_id, leaf, tx in session.execute(query)]
