"""The stored tree: its short proofs equal those over all leaves, and a changed root is found."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from equiplink import tree
from equiplink.chain import Chain
from equiplink.db import new_id
from equiplink.errors import Conflict
from equiplink.merkle import (
    Frontier,
    Whole,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
)
from equiplink.tree import Leaf, Node
from equiplink.work import Actor
from tests.grammar.log import opened, sealed, tamper, write

SIZE = 300
"""Beyond 16 × 16: a root of the second stored level, and a ragged edge on each level."""


@pytest.fixture
def mine_id(chain: Chain) -> UUID:
    """A mine whose log was sealed in three batches that end in the middle of subtrees."""
    mine_id = opened(chain)
    for until in (7, 250, SIZE):
        head = chain.seal(mine_id)
        write(chain, mine_id, *map(str, range(until - (head.size if head else 0))))
        sealed(chain, mine_id)
    return mine_id


def leaves_of(chain: Chain, mine_id: UUID) -> list[bytes]:
    """Return all leaves of the log."""
    with chain.read(Actor.installer(mine_id)) as work:
        return [bytes.fromhex(each.leaf) for each in work.all(Leaf, Leaf.position)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_short_proof_equals_the_slow_one(chain: Chain, mine_id: UUID, draw: st.DataObject) -> None:
    """Of any leaf and any older log in a log of any size, from stored roots or from all leaves."""
    leaves = leaves_of(chain, mine_id)
    size = draw.draw(st.integers(1, len(leaves)))
    index = draw.draw(st.integers(0, size - 1))
    with chain.read(Actor.installer(mine_id)) as work:
        included = tree.inclusion_proof(work.session, mine_id, index, size)
        consistent = tree.consistency_proof(work.session, mine_id, index, size)

    assert included == inclusion_proof(leaves[:size], index)
    assert consistent == consistency_proof(leaves[:size], index)


@given(st.lists(st.integers(1, 700), max_size=4))
def test_batches_leave_the_roots_of_every_subtree(cuts: list[int]) -> None:
    """Wherever the batches end, each whole subtree of a stored level comes up once, in order."""
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(sum(cuts))]
    found: list[Whole] = []
    frontier, start = Frontier(), 0
    for cut in cuts:
        frontier = Frontier(frontier.size, frontier.peaks)
        found += frontier.grow(leaves[start : start + cut], every=tree.STEP)
        start += cut

    assert [(each.size, each.level, each.root) for each in found] == [
        (size, level, root(leaves[size - 2**level : size]))
        for size in range(1, len(leaves) + 1)
        for level in range(tree.STEP, 12, tree.STEP)
        if size % 2**level == 0
    ]
    assert frontier.root() == root(leaves)


def test_proof_reads_few_rows(chain: Chain, mine_id: UUID) -> None:
    """A proof reads at most fifteen rows for each stored level and side, in two statements."""
    asked: list[str] = []

    @event.listens_for(chain.engine, "before_cursor_execute")
    def note(_1: object, _2: object, statement: str, values: object, *_: object) -> None:
        asked.extend([statement] * len(list(values)))  # type: ignore[call-overload]

    with chain.read(Actor.installer(mine_id)) as work:
        tree.inclusion_proof(work.session, mine_id, 133, SIZE)

    assert len(set(asked)) <= 3
    assert len(asked) <= 2 * 15 * 3


def test_places_of_the_sealed(chain: Chain, mine_id: UUID) -> None:
    """An entry that is not sealed has no place."""
    with chain.read(Actor.installer(mine_id)) as work:
        kept = work.all(Leaf, Leaf.position)
        found = tree.places(work.session, mine_id, [each.entry_id for each in kept] + [new_id()])

    assert found == {each.entry_id: each.position for each in kept}


@pytest.mark.parametrize(
    "change",
    [
        "update ledger_node set root = replace(root, 'a', 'b') where size = 256",
        "update ledger_node set size = 304 where size = 272",
        "update ledger_node set level = 12 where level = 8",
        "delete from ledger_node where size = 160",
        "delete from ledger_node where size = 288",
        "delete from ledger_node where level = 8",
    ],
)
def test_what_was_done_to_a_root_is_found(chain: Chain, mine_id: UUID, change: str) -> None:
    """Altered, misplaced, removed or too much: verification names the size, and nothing else."""
    tamper(chain, change)
    verdict = chain.verify(mine_id)

    assert verdict.problems
    assert all("a stored root at" in each for each in verdict.problems)


def test_gap_in_the_roots_is_no_proof(chain: Chain, mine_id: UUID) -> None:
    """Where a root is gone there is no proof, and the refusal says what to run."""
    tamper(chain, "delete from ledger_node")
    with (
        chain.read(Actor.installer(mine_id)) as work,
        pytest.raises(Conflict, match="ledger verify"),
    ):
        tree.inclusion_proof(work.session, mine_id, 133, SIZE)


def test_roots_are_a_fifteenth_of_the_leaves(chain: Chain, mine_id: UUID) -> None:
    """300 leaves store 18 roots of 16 and one of 256."""
    with chain.read(Actor.installer(mine_id)) as work:
        found = sorted((each.level, each.size) for each in work.all(Node))

    assert found == [(4, size) for size in range(16, SIZE + 1, 16)] + [(8, 256)]
    with chain.engine.connect() as connection:
        assert connection.execute(text("select count(*) from ledger_leaf")).scalar_one() == SIZE
