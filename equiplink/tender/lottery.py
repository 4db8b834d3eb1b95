"""Drawing experts by lot so that anybody can draw again and get the same.

Before the draw, pool, number of places and a secret seed are committed to by a
hash. At the draw a witness says a word that nobody could know before. Each
candidate's ticket is a hash of seed, word and candidate; the smallest tickets
are drawn. Who prepared cannot choose the word, who says the word does not know
the seed: so neither chooses the experts.

Bids that nothing else tells apart are drawn the same way. Their seed is the key
that the opening publishes, their word the hash of what was handed in: both were
fixed before anybody knew the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from equiplink.db import canonical


def commitment(pool: Sequence[str], places: int, seed: str) -> str:
    """Return the hash that is published before the draw."""
    return _hash({"pool": sorted(pool), "places": places, "seed": seed})


def order(pool: Sequence[str], seed: str, word: str) -> list[str]:
    """Return the pool in the order of the draw."""
    return sorted(pool, key=lambda candidate: _hash([seed, word, candidate]))


def word_of(commitments: Sequence[str]) -> str:
    """Return the word of a draw among bids: the hash of their commitments."""
    return _hash(sorted(commitments))


def _hash(value: object) -> str:
    return sha256(canonical(value).encode()).hexdigest()
