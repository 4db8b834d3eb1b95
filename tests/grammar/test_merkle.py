"""The Merkle tree: against the RFC's own words, the known vectors, and forgeries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.grammar import rfc6962

KNOWN_DATA = [
    bytes.fromhex(data)
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The tree heads that the implementations of Certificate Transparency share as test vectors."""

data = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def leaves_of(data: list[bytes]) -> list[bytes]:
    """Return the leaf hashes of *data*."""
    return [leaf_hash(each) for each in data]


@pytest.mark.parametrize("size", range(1, 9))
def test_known_vector(size: int) -> None:
    """The heads of the shared test vectors come out."""
    found = root(leaves_of(KNOWN_DATA[:size])).hex()

    assert found == KNOWN_ROOTS[size - 1]


def test_empty_tree_has_the_hash_of_nothing() -> None:
    """MTH({}) is SHA-256 of the empty string."""
    assert root([]) == EMPTY == rfc6962.mth([])


@given(data)
def test_root_is_the_rfcs(data: list[bytes]) -> None:
    """The incremental root equals the recursive definition."""
    assert root(leaves_of(data)) == rfc6962.mth(data)


@given(data, st.integers(0, 40))
def test_frontier_goes_on_from_its_peaks(data: list[bytes], cut: int) -> None:
    """A tree that was put down and taken up again has the same root as one built at once."""
    leaves = leaves_of(data)
    first = Frontier().extend(leaves[:cut])
    second = Frontier(first.size, first.peaks).extend(leaves[cut:])

    assert second.root() == root(leaves)


@given(data, st.data())
def test_inclusion_proof_is_the_rfcs_and_verifies(data: list[bytes], draw: st.DataObject) -> None:
    """PATH equals the definition, and whoever has leaf, proof and root can check it."""
    index = draw.draw(st.integers(0, len(data) - 1))
    leaves = leaves_of(data)
    proof = inclusion_proof(leaves, index)

    assert proof == rfc6962.path(index, data)
    assert verify_inclusion(leaves[index], index, len(data), proof, root(leaves))


@given(data, st.data())
def test_forged_inclusion_is_refused(data: list[bytes], draw: st.DataObject) -> None:
    """Another leaf, another place, a shorter or longer or altered proof: none passes."""
    index = draw.draw(st.integers(0, len(data) - 1))
    leaves, size = leaves_of(data), len(data)
    proof, head = inclusion_proof(leaves, index), root(leaves)
    other = leaf_hash(b"forged")

    assert not verify_inclusion(other, index, size, proof, head)
    assert not verify_inclusion(leaves[index], index, size, [*proof, other], head)
    assert not verify_inclusion(leaves[index], size, size, proof, head)
    assert not verify_inclusion(leaves[index], -1, size, proof, head)
    for at in range(len(proof)):
        assert not verify_inclusion(
            leaves[index], index, size, [*proof[:at], other, *proof[at + 1 :]], head
        )
        assert not verify_inclusion(leaves[index], index, size, proof[:at], head)


@given(data, st.data())
def test_consistency_proof_is_the_rfcs_and_verifies(data: list[bytes], draw: st.DataObject) -> None:
    """PROOF equals the definition, and whoever kept an old root can check it."""
    old = draw.draw(st.integers(1, len(data)))
    leaves = leaves_of(data)
    proof = consistency_proof(leaves, old)

    assert proof == rfc6962.proof(old, data)
    assert verify_consistency(old, len(data), root(leaves[:old]), root(leaves), proof)


@given(data, st.data())
def test_rewritten_history_is_refused(data: list[bytes], draw: st.DataObject) -> None:
    """A tree that does not only add to the old one has no proof that passes."""
    old = draw.draw(st.integers(1, len(data)))
    leaves = leaves_of(data)
    kept = root(leaves[:old])
    leaves[draw.draw(st.integers(0, old - 1))] = leaf_hash(b"forged")
    proof = consistency_proof(leaves, old)

    assert not verify_consistency(old, len(data), kept, root(leaves), proof)
    assert not verify_consistency(old, len(data), kept, root(leaves), [*proof, kept])
    assert not verify_consistency(old, len(data), kept, root(leaves), proof[:-1])


def test_every_tree_grows_from_nothing_and_never_shrinks() -> None:
    """The empty tree needs no proof; a smaller tree is never consistent with a larger one."""
    head = root(leaves_of(KNOWN_DATA))

    assert verify_consistency(0, 8, EMPTY, head, [])
    assert not verify_consistency(0, 8, EMPTY, head, [head])
    assert not verify_consistency(8, 7, head, head, [head])
    assert not verify_consistency(1, 2, head, head, [head, head, head])


@pytest.mark.parametrize("size", range(1, 34))
def test_every_small_tree_proves_every_leaf_and_every_prefix(size: int) -> None:
    """All pairs up to two whole levels beyond a power of two: none is left to chance."""
    data = [number.to_bytes(2, "big") for number in range(size)]
    leaves = leaves_of(data)
    head = root(leaves)

    for index in range(size):
        assert verify_inclusion(leaves[index], index, size, inclusion_proof(leaves, index), head)
    for old in range(1, size + 1):
        kept = root(leaves[:old])
        assert verify_consistency(old, size, kept, head, consistency_proof(leaves, old))
