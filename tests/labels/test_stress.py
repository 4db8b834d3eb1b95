"""A label beside one that ``qrcode`` makes with default settings, in dirt and from far off.

Run with ``-s`` to see the rates side by side; `python -m tests.bench stress` keeps them.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.labels.stress import (
    NAMES,
    Tally,
    defocus,
    distance,
    dust,
    motion,
    pixels,
    scratches,
    smudge,
    smudge_of_data,
    table,
    tallies,
)

OURS, THEIRS, SAME_TEXT = NAMES
NOISE = 1
"""Trials by which chance may favour either label."""

DIRT = {"dust", "smudge", "smudge_of_data", "scratches", "glare"}
FAR = {"pixels", "distance"}
SMALL = dust, smudge, smudge_of_data, scratches, pixels, distance, defocus, motion


def read(found: list[Tally], strokes: set[str]) -> Counter[str]:
    """Return how many labels were read by either decoder, after all of *strokes*."""
    return sum((each.either for each in found if each.stroke in strokes), Counter[str]())


def worse(found: list[Tally]) -> list[tuple[str, float]]:
    """Return where fewer of our labels are read than of theirs, by ZXing or by either decoder."""
    return [
        (each.stroke, each.strength)
        for each in found
        for by in (each.zxing, each.either)
        if by[OURS] < by[THEIRS] - NOISE
    ]


def test_label_is_nowhere_worse_and_better_in_dirt_and_from_afar() -> None:
    """A symbol of the same size whose modules are as wide is read more often, and never wrongly."""
    found = list(tallies("50x30"))
    print("\n" + table("50x30", found))  # noqa: T201  the rates are to be seen
    dirty, far = read(found, DIRT), read(found, FAR)

    assert worse(found) == []
    assert dirty[OURS] >= 1.3 * max(dirty[THEIRS], dirty[SAME_TEXT])
    assert far[OURS] >= far[THEIRS] + 5
    assert sum(each.wrong[OURS] for each in found) == 0


@pytest.mark.parametrize("size", ["40x25", "38x21"])
def test_small_label_is_better_in_dirt_and_from_afar(size: str) -> None:
    """The code alone in wide modules is read where an address in the same square is not."""
    found = list(tallies(size, SMALL))
    print("\n" + table(size, found))  # noqa: T201  the same
    dirty, far = read(found, DIRT), read(found, FAR)

    for stroke in SMALL:
        either = read(found, {stroke.__name__})
        assert either[OURS] >= either[THEIRS] - NOISE
    assert dirty[OURS] >= 1.2 * dirty[THEIRS]
    assert dirty[OURS] >= 1.5 * dirty[SAME_TEXT]
    assert far[OURS] >= 1.5 * far[THEIRS]
    assert sum(each.wrong[OURS] for each in found) == 0
