"""How unlikely it is that independent prices or times stand as close, or as regularly, as they do.

All points are whole numbers (fen, seconds). ``grain`` is the step to which
people rounded them: what is round meets easily. The many groups that could have
been found are counted in, so that thirty bidders do not look guilty by number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import comb, factorial, prod

LONGEST = 6
"""Steps of more than six prices hold steps of six, which are rare enough."""
FINE = 10**12
"""Logarithms are counted in these parts."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The group (indexes of the points, in their order) that is least likely an accident."""

    members: tuple[int, ...]
    chance: float
    step: str = ""
    """``+`` a difference in fen or ``×`` a ratio, of steps and of prices line by line."""


def grain(values: Sequence[int]) -> int:
    """Return the largest power of ten that divides every value."""
    size = 1
    while any(values) and all(value % (size * 10) == 0 for value in values):
        size *= 10
    return size


def crowd(points: Sequence[int], room: int, step: int, *, most: int = LONGEST) -> Pattern | None:
    """Return the most unlikely crowd of at most *most* points that were free to lie in *room*."""
    order = sorted(range(len(points)), key=points.__getitem__)
    found = []
    for size in range(2, min(most, len(points)) + 1):
        for start in range(len(points) - size + 1):
            group = order[start : start + size]
            width = points[group[-1]] - points[group[0]] + step
            chance = (
                comb(len(points), size) * size * (min(width, room) / max(room, 1)) ** (size - 1)
            )
            found.append(Pattern(tuple(group), min(chance, 1.0)))
    return min(found, key=lambda each: each.chance, default=None)


def steps(prices: Sequence[int]) -> Pattern | None:
    """Return the most unlikely arithmetic or geometric row of three to six *prices*."""
    order = sorted(range(len(prices)), key=prices.__getitem__)
    row = [prices[index] for index in order]
    if len(row) < 3 or row[0] <= 0:  # noqa: PLR2004  two prices always have one difference
        return None
    size = grain(row)
    logs = [int(Decimal(price).ln() * FINE) for price in row]
    sums = _regular(row, size)
    ratios = _regular(logs, size * FINE // row[0])
    best = min(sums, ratios, key=lambda each: each.chance)
    group = [row[index] for index in best.members]
    span = len(group) - 1
    if best is sums:
        said = f"+{Decimal(group[-1] - group[0]) / span / 100:.2f}"
    else:
        said = f"×{(group[-1] / group[0]) ** (1 / span):.5f}"
    return Pattern(tuple(order[index] for index in best.members), best.chance, said)


def _regular(row: Sequence[int], size: int) -> Pattern:
    """Return the most unlikely equidistant group of a sorted *row*; chance 1 when there is none."""
    best = Pattern((0, len(row) - 1), 1.0)
    for many in range(3, min(LONGEST, len(row)) + 1):
        # Everything is counted in parts of a step, so that nothing is rounded.
        fine, grains = [point * (many - 1) for point in row], size * (many - 1)
        rows = 2 * comb(len(row), many) * factorial(many - 2)
        for low in range(len(row) - many + 1):
            for high in range(low + many - 1, len(row)):
                whole = fine[high] - fine[low]
                members, off = _nearest(fine, low, high, row[high] - row[low])
                wide = 2 * off + grains
                if wide >= whole or len(set(members)) < many:
                    continue
                chance = rows * (wide / whole) ** (many - 2)
                if chance < best.chance:
                    best = Pattern(members, chance)
    return best


def _nearest(fine: Sequence[int], low: int, high: int, step: int) -> tuple[tuple[int, ...], int]:
    """Return the ends and the points between them nearest to each *step*, and the largest miss."""
    members, off = [low], 0
    for goal in range(fine[low] + step, fine[high], step or 1):
        index = bisect_left(fine, goal, low + 1, high - 1)
        miss = abs(fine[index] - goal)
        if index > low + 1 and goal - fine[index - 1] <= miss:
            index = bisect_left(fine, fine[index - 1], low + 1, high - 1)
            miss = abs(fine[index] - goal)
        members.append(index)
        off = max(off, miss)
        if 2 * off >= fine[high] - fine[low]:
            break
    return (*members, high), off


def parallel(bids: Sequence[Sequence[int]], spread: float) -> Pattern | None:
    """Return the most unlikely pair that differs line by line by one ratio or one amount.

    Each of *bids* holds its unit prices by line. *spread* is the share of a
    price within which independent bidders differ from line to line.
    """
    found = [
        pattern
        for one, two in combinations(range(len(bids)), 2)
        for pattern in _parallel(bids[one], bids[two], (one, two), comb(len(bids), 2), spread)
    ]
    return min(found, key=lambda each: each.chance, default=None)


def _parallel(
    mine: Sequence[int], yours: Sequence[int], pair: tuple[int, int], pairs: int, spread: float
) -> list[Pattern]:
    ratios = [y / m for m, y in zip(mine, yours, strict=True)]
    gaps = [y - m for m, y in zip(mine, yours, strict=True)]
    sizes = [grain(both) for both in zip(mine, yours, strict=True)]
    if len(mine) < 2:  # noqa: PLR2004  one line always has one ratio
        return []
    bent = max(ratios) / min(ratios) - 1
    moved = max(gaps) - min(gaps)
    by_ratio = [(bent + size / m) / spread for size, m in zip(sizes, mine, strict=True)]
    by_gap = [(moved + size) / (m * spread) for size, m in zip(sizes, mine, strict=True)]
    ratio, gap = sum(ratios) / len(ratios), Decimal(sum(gaps)) / len(gaps) / 100
    return [
        Pattern(pair, _together(factors, pairs), said)
        for factors, said in ((by_ratio, f"×{ratio:.5f}"), (by_gap, f"{gap:+.2f}"))
    ]


def _together(factors: Sequence[float], pairs: int) -> float:
    """Return the chance that all lines agree: each but the rarest must fall where it fell."""
    rest = sorted(min(factor, 1.0) for factor in factors)[1:]
    return min(1.0, 2 * pairs * len(factors) * prod(rest))
