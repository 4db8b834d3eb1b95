"""Shamir's scheme: split a secret so that so many shares give it back, and fewer tell nothing.

Every byte of the secret is the value at 0 of a random polynomial over GF(256),
the field of AES; a share is one byte x and, for each polynomial, its value at x.
That is the layout of the Internet draft ``draft-mcgrew-tss-03``, whose published
vector the tests check. Nothing here is constant in time: who can measure the
server at the opening sits on it anyway.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import xor

MOST = 255
"""The field has no more points beside 0."""
POLYNOMIAL = 0x11B
"""x⁸ + x⁴ + x³ + x + 1, by which AES reduces."""


def multiply(a: int, b: int) -> int:
    """Return the product of two elements of the field."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a > MOST:
            a ^= POLYNOMIAL
        b >>= 1
    return product


def inverse(a: int) -> int:
    """Return 1 / *a*, which is *a* to the power of 254; 0 has none and gives 0."""
    return reduce(multiply, [a] * 254, 1)


def split(secret: bytes, *, threshold: int, count: int) -> list[bytes]:
    """Return *count* shares of *secret*, any *threshold* of which give it back."""
    if not 0 < threshold <= count <= MOST:
        raise TypeError(f"{threshold} of {count} shares are not possible")
    polynomials = [bytes([byte]) + secrets.token_bytes(threshold - 1) for byte in secret]
    return [
        bytes([x]) + bytes(_value(polynomial, x) for polynomial in polynomials)
        for x in range(1, count + 1)
    ]


def combine(shares: Sequence[bytes]) -> bytes:
    """Return what *shares* were made of; fewer than the threshold give a random answer."""
    points = [share[0] for share in shares]
    if len({len(share) for share in shares}) != 1 or len(set(points)) < len(points):
        raise TypeError("shares are of one length, and no share is given twice")
    weights = [_weight(x, points) for x in points]
    return bytes(
        _sum(multiply(weight, value) for weight, value in zip(weights, column, strict=True))
        for column in zip(*(share[1:] for share in shares), strict=True)
    )


def _value(polynomial: bytes, x: int) -> int:
    """Evaluate by Horner's rule; the coefficients rise."""
    return reduce(lambda so_far, each: multiply(so_far, x) ^ each, reversed(polynomial), 0)


def _weight(x: int, points: Iterable[int]) -> int:
    """Return the Lagrange factor of *x* at 0. Minus is plus in this field."""
    others = [point for point in points if point != x]
    return reduce(multiply, (multiply(each, inverse(each ^ x)) for each in others), 1)


def _sum(terms: Iterable[int]) -> int:
    return reduce(xor, terms, 0)
