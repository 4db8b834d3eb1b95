"""Writers that other threads and processes run against one ledger."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from equiplink.chain import Chain
from tests.grammar.log import write


def write_many(chain: Chain, mine_id: UUID, name: str, count: int) -> None:
    """Append *count* entries, each in a transaction of its own; seal after every fifth."""
    for number in range(count):
        write(chain, mine_id, f"{name} {number}")
        if number % 5 == 4:
            chain.seal(mine_id)


def write_in_process(url: str, key: str, mine_id: UUID, name: str, count: int) -> None:
    """Do the same in a process of its own, with an engine of its own."""
    chain = Chain(url, key=Path(key))
    write_many(chain, mine_id, name, count)
    chain.close()
