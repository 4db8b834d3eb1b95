"""The Merkle tree of RFC 6962, section 2.1: roots and proofs over SHA-256.

Pure functions over lists of leaf hashes. The proof shapes are the RFC's own and
nothing else, because home-made proof shapes are how ledgers have been forged.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf; the prefix keeps leaves and nodes apart."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two smaller than *size*."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """Return MTH(*leaves*), the root of the whole tree."""
    return Frontier().extend(leaves).root()


class Whole(NamedTuple):
    """A perfect subtree of 2^``level`` leaves, the last of which made the tree ``size``."""

    size: int
    level: int
    root: bytes


class Frontier:
    """The right edge of a tree: enough to append leaves and to know the root.

    ``peaks`` are the roots of the perfect subtrees that the binary digits of
    ``size`` name, the largest first; so a log of any length goes on from some
    twenty hashes.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self.peaks = size, list(peaks)

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """Append *leaves* in order and return self."""
        deque(self.grow(leaves, every=64), 0)
        return self

    def grow(self, leaves: Iterable[bytes], *, every: int) -> Iterator[Whole]:
        """Append *leaves* in order; yield each subtree that becomes whole, of each *every*th level.

        They come by size, then by level; the leaves themselves do not.
        """
        peaks = self.peaks
        for leaf in leaves:
            self.size += 1
            node, level, rest = leaf, 0, self.size
            while rest % 2 == 0:
                node, level, rest = node_hash(peaks.pop(), node), level + 1, rest // 2
                if level % every == 0:
                    yield Whole(self.size, level, node)
            peaks.append(node)

    def add(self, node: bytes, level: int) -> None:
        """Append the root of 2^*level* leaves to a tree whose size is a multiple of that."""
        self.size += 1 << level
        rest = self.size >> level
        while rest % 2 == 0:
            node, rest = node_hash(self.peaks.pop(), node), rest // 2
        self.peaks.append(node)

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        if not self.peaks:
            return EMPTY
        result = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            result = node_hash(peak, result)
        return result


def inclusion_ranges(index: int, size: int) -> list[range]:
    """Return whose roots PATH(*index*, D[*size*]) lists: the sisters from the leaf up."""
    ranges, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            ranges.append(range(middle, stop))
            stop = middle
        else:
            ranges.append(range(start, middle))
            start = middle
    return ranges[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return PATH(*index*, *leaves*): the sisters from the leaf up to the root."""
    return [root(leaves[each.start : each.stop]) for each in inclusion_ranges(index, len(leaves))]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes
) -> bool:
    """Say whether *leaf* stands at *index* of the tree of *size* leaves with root *expected*."""
    if not 0 <= index < size:
        return False
    node, last, result = index, size - 1, leaf
    for sister in proof:
        if last == 0:
            return False
        if node % 2 or node == last:
            result = node_hash(sister, result)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sister)
        node, last = node >> 1, last >> 1
    return last == 0 and result == expected


def consistency_ranges(old: int, size: int) -> list[range]:
    """Return whose roots PROOF(*old*, D[*size*]) lists."""
    if not 0 < old < size:
        return []
    ranges, start, stop = [], 0, size
    while old < stop:
        middle = start + _split(stop - start)
        if old <= middle:
            ranges.append(range(middle, stop))
            stop = middle
        else:
            ranges.append(range(start, middle))
            start = middle
    if start > 0:  # else the verifier knows it: the old root itself
        ranges.append(range(start, stop))
    return ranges[::-1]


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Return PROOF(*old*, *leaves*): that the first *old* leaves were only added to."""
    return [root(leaves[each.start : each.stop]) for each in consistency_ranges(old, len(leaves))]


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether the tree of *new* leaves only adds to the tree of *old* leaves."""
    if old == new:
        return old_root == new_root and not proof
    if not 0 < old < new or not proof:
        return old == 0 and not proof
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    node, last = old - 1, new - 1
    while node % 2:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sister in path[1:]:
        if last == 0:
            return False
        if node % 2 or node == last:
            first, second = node_hash(sister, first), node_hash(sister, second)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sister)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
