"""Reading the whole ledger again, and naming everything that does not fit.

Entries are hashed from their columns as they are stored, in the order of the log, a batch
at a time: a million of them cost little more than hashing their bytes, and no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from equiplink import tree
from equiplink.ledger import (
    HASHED,
    TABLES,
    Checkpoint,
    Signer,
    checkpoint_body,
    horizon,
    newest,
    watermark,
)
from equiplink.merkle import Frontier

BATCH = 1000
KEPT = 4096


@dataclass
class Verdict:
    """What verification found. ``problems`` is empty when nothing was rewritten."""

    entries: int = 0
    sealed: int = 0
    root: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        return not self.problems


def verify(
    session: Session, mine_id: UUID, *, signer: Signer, known: Mapping[int, str] | None = None
) -> Verdict:
    """Read the mine's whole log and name everything that does not fit.

    *known* holds checkpoints that somebody kept outside, size -> root in hex;
    they show a cut tail and a history that was rewritten and signed again.
    """
    verdict = Verdict()
    log = _Log(session, mine_id, signer, dict(known or {}), verdict)
    for rows in _read(session, mine_id, _SEALED):
        log.take(rows)
    log.end()
    _verify_unsealed(session, mine_id, verdict)
    _verify_guards(session, verdict)
    return verdict


_AS_HASHED = {
    "sqlite": dict.fromkeys(HASHED, "entry.{name}"),
    "postgresql": dict.fromkeys(HASHED, "cast(entry.{name} as text)")
    | {"at": """to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""},
}
"""How a database says a column as it is hashed: SQLite stores that text, PostgreSQL casts to it."""
_SEALED = """\
select log.position, log.leaf, entry.leaf, {columns} from ledger_leaf log
left join ledger_entry entry on entry.mine_id = log.mine_id and entry.id = log.entry_id
where log.mine_id = :mine_id order by log.position"""
_UNSEALED = """\
select entry.tx, entry.leaf, {columns} from ledger_entry entry
left join ledger_leaf log on log.mine_id = entry.mine_id and log.entry_id = entry.id
where entry.mine_id = :mine_id and log.id is null and entry.tx > :since"""
_COUNT = "select count(*) from ledger_entry where mine_id = :mine_id"


def _read(
    session: Session, mine_id: UUID, query: str, **asked: object
) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the rows of *query* in batches, with an entry's columns as they are hashed."""
    dialect = session.get_bind().dialect.name
    said = (each.format(name=name) for name, each in _AS_HASHED[dialect].items())
    named = mine_id if dialect == "postgresql" else str(mine_id)
    rows = session.execute(
        text(query.format(columns=", ".join(said))).execution_options(yield_per=BATCH),
        {"mine_id": named, **asked},
    )
    yield from rows.partitions(BATCH)


def _prefixed(said: str) -> bytes:
    raw = said.encode()
    return len(raw).to_bytes(4, "big") + raw


_often = lru_cache(KEPT)(_prefixed)
"""What stands in many entries: the mine, who acted, on what, how."""


def _hash(columns: Sequence[str]) -> bytes:
    """Return the leaf hash of columns as they are stored, each after its length."""
    mine, entry, at, actor, name, subject, of, action, before, after, details = columns
    return sha256(
        b"".join(
            (
                b"\0", _often(mine), _prefixed(entry), _often(at), _often(actor), _often(name),
                _often(subject), _prefixed(of), _often(action), _often(before), _often(after),
                _prefixed(details),
            )
        )
    ).digest()  # fmt: skip


def _fits(columns: Sequence[str], leaf: str) -> bool:
    try:
        return _hash(columns).hex() == leaf
    except AttributeError:  # what is no text was never written by equiplink
        return False


class _Log:
    """Follows the log from its first leaf, and holds it against everything that was signed."""

    def __init__(
        self,
        session: Session,
        mine_id: UUID,
        signer: Signer,
        known: dict[int, str],
        verdict: Verdict,
    ) -> None:
        self.mine_id, self.signer, self.known, self.verdict = mine_id, signer, known, verdict
        heads = session.scalars(select(Checkpoint).filter_by(mine_id=mine_id))
        self.heads = {head.size: head for head in heads}
        self.frontier, self.check = Frontier(), tree.Check(session, mine_id)
        self.ahead: list[bytes] = []
        """Leaves that were read, and do not stand in the frontier yet."""

    def take(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take the next leaves with their entries."""
        problems, at = self.verdict.problems, self.frontier.size
        for place, (position, leaf, entry_leaf, *columns) in enumerate(rows, at):
            told = bytes.fromhex(leaf)
            if entry_leaf is not None:
                self.verdict.entries += 1
                if not _fits(columns, entry_leaf):
                    problems.append(f"记录 {columns[1]} 已被改动 / entry was changed")
            if position != place or leaf != entry_leaf:
                problems.append(f"第 {position} 片与记录不符 / leaf does not match its entry")
            self.ahead.append(told)
            if place + 1 in self.heads or place + 1 in self.known:
                self._grow()
                self._hold(place + 1)
        self._grow()

    def _grow(self) -> None:
        for whole in self.frontier.grow(self.ahead, every=tree.STEP):
            self.check.see(whole)
        self.ahead.clear()

    def _hold(self, size: int) -> None:
        """Hold the log of this size against what was signed, and what somebody kept."""
        if size in self.heads:
            head = self.heads.pop(size)
            _verify_head(head, self.mine_id, self.frontier, self.signer, self.verdict)
        root = self.frontier.root().hex()
        if self.known.pop(size, root) != root:
            self.verdict.problems.append(
                f"与外部保存的检查点（{size} 条）不符 / differs from a kept checkpoint"
            )

    def end(self) -> None:
        """Say what was signed and is not there any more."""
        self.verdict.sealed, self.verdict.root = self.frontier.size, self.frontier.root().hex()
        self.verdict.problems += [
            f"前 {size} 条的子树根与记录不符 / a stored root at {size} differs from the leaves"
            for size in self.check.end()
        ]
        for size in sorted({*self.heads, *self.known}):
            self.verdict.problems.append(
                f"检查点 {size} 之后的记录缺失 / records before it are missing"
            )


def _verify_unsealed(session: Session, mine_id: UUID, verdict: Verdict) -> None:
    """Read what is not sealed; all entries are searched only when some are left over."""
    sealed = watermark(newest(session, mine_id), horizon(session))
    named = mine_id if session.get_bind().dialect.name == "postgresql" else str(mine_id)
    there = session.execute(text(_COUNT), {"mine_id": named}).scalar_one()
    found = verdict.entries
    problems: list[str] = []
    for since in (sealed, -1):
        verdict.entries, problems = found, []
        for rows in _read(session, mine_id, _UNSEALED, since=since):
            for tx, leaf, *columns in rows:
                verdict.entries += 1
                if not _fits(columns, leaf):
                    problems.append(f"记录 {columns[1]} 已被改动 / entry was changed")
                if tx <= sealed:
                    problems.append(f"记录 {columns[1]} 是事后插入的 / entry was put in later")
        if verdict.entries == there:
            break
    verdict.problems += problems


def _verify_head(
    head: Checkpoint, mine_id: UUID, frontier: Frontier, signer: Signer, verdict: Verdict
) -> None:
    body = checkpoint_body(mine_id, frontier.size, frontier.root())
    if not head.note.startswith(body) or head.root != frontier.root().hex():
        verdict.problems.append(f"检查点 {head.size} 与记录不符 / root differs from checkpoint")
    elif not signer.verifies(head.note):
        verdict.problems.append(
            f"检查点 {head.size} 签名无效，请核对密钥文件"
            " / checkpoint signature is invalid; check the key file"
        )


_GUARDS = {
    "sqlite": (
        ("update", "delete", "replace"),
        text("select name from sqlite_master where type = 'trigger'"),
    ),
    "postgresql": (
        ("change", "truncate"),
        text("select tgname::text from pg_trigger where tgenabled = 'A'"),
    ),
}
"""What each guard refuses, and how to ask for those that stand and always fire."""


def _verify_guards(session: Session, verdict: Verdict) -> None:
    acts, standing = _GUARDS[session.get_bind().dialect.name]
    needed = {f"{table}_no_{act}" for table in TABLES for act in acts}
    for name in sorted(needed - set(session.scalars(standing))):
        verdict.problems.append(f"防改触发器 {name} 被移除或停用 / guard was taken away")
