"""Short ways to write to the ledger and to seal it, for its tests."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text

from equiplink import ledger
from equiplink.chain import Chain
from equiplink.ledger import Checkpoint, Entry
from equiplink.merkle import root
from equiplink.mine import actions as mine
from equiplink.work import Actor

ENOUGH = 5000


def opened(chain: Chain, code: str = "L") -> UUID:
    """Open a synthetic mine, the subject of all entries."""
    with chain.work(Actor.installer()) as work:
        return mine.open_mine(work, code=code, name="合成", gas_class="低瓦斯", synthetic=True).id


def write(chain: Chain, mine_id: UUID, *notes: str) -> None:
    """Append one entry for each of *notes* in one transaction."""
    with chain.work(Actor.installer(mine_id)) as work:
        for note in notes:
            work.log("mine", mine_id, "note", "", "", {"note": note})


def entries(chain: Chain, mine_id: UUID) -> Sequence[Entry]:
    """Return all entries, the oldest first."""
    with chain.read(Actor.installer(mine_id)) as work:
        return work.all(Entry)


def sealed(chain: Chain, mine_id: UUID) -> Checkpoint:
    """Seal until every entry is in.

    Transactions of the other databases of a shared server may hold the horizon
    back for a moment.
    """
    size = len(entries(chain, mine_id))
    for _ in range(ENOUGH):
        head = chain.seal(mine_id)
        if head is not None and head.size == size:
            return head
    raise AssertionError(f"{size} entries were not sealed in {ENOUGH} turns")


def root_of(chain: Chain, mine_id: UUID) -> str:
    """Return the root over the entries' own hashes, in the order of the log."""
    with chain.read(Actor.installer(mine_id)) as work:
        leaves = work.session.scalars(
            select(Entry.leaf).where(Entry.mine_id == mine_id).order_by(Entry.tx, Entry.id)
        ).all()
    return root([bytes.fromhex(leaf) for leaf in leaves]).hex()


def tamper(chain: Chain, *statements: str) -> None:
    """Do what somebody with the owner's rights can do: lift the guards, write, put them back."""
    with chain.engine.begin() as connection:
        if chain.engine.dialect.name == "sqlite":
            found = "select name, sql from sqlite_master where type = 'trigger'"
            guards = connection.execute(text(found)).all()
            lift = [f"drop trigger {name}" for name, _ in guards]
            restore = [statement for _, statement in guards]
        else:
            lift = [f"alter table {table} disable trigger user" for table in ledger.TABLES]
            restore = [
                f"alter table {table} enable always trigger {table}_no_{act}"
                for table in ledger.TABLES
                for act in ("change", "truncate")
            ]
        for statement in (*lift, *statements, *restore):
            connection.execute(text(statement))
