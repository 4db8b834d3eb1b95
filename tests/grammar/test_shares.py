"""Shamir's scheme, against its definition and a published vector."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink.shares import MOST, combine, inverse, multiply, split

ELEMENT = st.integers(0, MOST)


@st.composite
def splits(draw: st.DrawFn) -> tuple[bytes, int, list[bytes]]:
    """Draw a secret and split it; return also how many shares it takes."""
    secret = draw(st.binary(min_size=1, max_size=32))
    threshold = draw(st.integers(1, 5))
    count = draw(st.integers(threshold, 6))
    return secret, threshold, split(secret, threshold=threshold, count=count)


def test_published_vector() -> None:
    """The vector of draft-mcgrew-tss-03, section 9: two of two shares of five bytes."""
    shares = [bytes.fromhex("01B9FA07E185"), bytes.fromhex("02F5409B4511")]

    assert combine(shares) == combine(shares[::-1]) == b"test\0"


@given(ELEMENT, ELEMENT, ELEMENT)
def test_field(a: int, b: int, c: int) -> None:
    """GF(256): products commute, associate and distribute over the sum, which is xor."""
    assert multiply(a, b) == multiply(b, a) <= MOST
    assert multiply(multiply(a, b), c) == multiply(a, multiply(b, c))
    assert multiply(a, b ^ c) == multiply(a, b) ^ multiply(a, c)
    assert multiply(a, inverse(a)) == (1 if a else 0)


def test_known_products() -> None:
    """The products that FIPS 197 works out: {57}·{83} and {57}·{13}."""
    assert (multiply(0x57, 0x83), multiply(0x57, 0x13)) == (0xC1, 0xFE)


@given(splits())
def test_any_that_are_enough_give_it_back(made: tuple[bytes, int, list[bytes]]) -> None:
    """Every choice of threshold shares, and all of them, are the secret."""
    secret, threshold, shares = made

    assert {combine(some) for some in combinations(shares, threshold)} == {secret}
    assert combine(shares) == secret


def test_too_few_fit_every_secret() -> None:
    """With one share of two, each of the 256 secrets is possible with one other share."""
    one, _ = split(b"\x2a", threshold=2, count=2)
    possible = {combine([one, bytes([2, other])]) for other in range(256)}

    assert len(possible) == 256


def test_shares_are_drawn_anew() -> None:
    """The coefficients are random: two splits of one secret differ."""
    first, second = (split(bytes(32), threshold=2, count=2) for _ in range(2))

    assert first != second
    assert all(share[1:] != bytes(32) for share in first)


@pytest.mark.parametrize(("threshold", "count"), [(0, 2), (3, 2), (2, 256)])
def test_impossible_split_is_an_error(threshold: int, count: int) -> None:
    """Nothing, more than there are, or more than the field has points."""
    with pytest.raises(TypeError):
        split(b"x", threshold=threshold, count=count)


@pytest.mark.parametrize("shares", [[], [b"\x01a", b"\x01b"], [b"\x01a", b"\x02bb"]])
def test_shares_that_do_not_fit_are_an_error(shares: list[bytes]) -> None:
    """None, one twice, or of two lengths."""
    with pytest.raises(TypeError):
        combine(shares)
