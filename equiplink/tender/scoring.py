"""The arithmetic of evaluation: exact, pure, and compared before anything is rounded.

Scores are fractions. What is printed is rounded; who is ahead is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import TypeAlias
from uuid import UUID

from equiplink.tender.states import Formula

MOST_CANDIDATES = 3
PENNIES = Decimal("0.01")


LEAST_TO_TRIM = 5
"""From so many prices, or members, on the highest and the lowest may be left out."""
PERCENT = 100

Criterion: TypeAlias = Mapping[str, object]
"""As the notice fixes it: ``name``, ``weight``, and of the price ``formula`` with its numbers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bid that was not rejected: its price in CNY, and each criterion's points by member.

    The members stand in the same order under every criterion. Where the lowest
    price wins it is the reviewed one.
    """

    bid_id: UUID
    price: Decimal
    points: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bid came in. Equal bids share a rank, and the next rank is left out."""

    bid_id: UUID
    rank: int
    price: Decimal
    score: Fraction | None = None

    @property
    def printed(self) -> str:
        """The score as it is printed, with two decimals."""
        return "" if self.score is None else str(rounded(self.score))


def rounded(value: Fraction) -> Decimal:
    """Return *value* with two decimals, half up."""
    return floor(value / Fraction(PENNIES) + Fraction(1, 2)) * PENNIES


def total(lines: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Return the sum of quantity × unit price in CNY; rounded once, half up, to the fen."""
    products = (quantity * price for quantity, price in lines)
    return sum(products, Decimal(0)).quantize(PENNIES, ROUND_HALF_UP)


def by_lowest_price(bids: Sequence[Candidate], order: Sequence[UUID] = ()) -> list[Place]:
    """Rank by 经评审的最低投标价法: the lowest reviewed price first."""
    return _ranked([(bid, None) for bid in bids], order)


def by_total_score(
    bids: Sequence[Candidate],
    criteria: Sequence[Criterion],
    order: Sequence[UUID] = (),
    *,
    trim: bool = False,
) -> list[Place]:
    """Rank by 综合评估法: the highest sum of points first, of equals the lower price.

    A criterion with a ``formula`` is the price; for the others the mean of the
    members' sums counts, without the highest and the lowest when the notice
    says *trim*.
    """
    prices = [bid.price for bid in bids]
    return _ranked([(bid, score_of(bid, criteria, prices, trim=trim)) for bid in bids], order)


def score_of(
    bid: Candidate,
    criteria: Sequence[Criterion],
    prices: Sequence[Decimal],
    *,
    trim: bool = False,
) -> Fraction:
    """Return the exact sum of points of *bid*, where *prices* are those of all valid bids."""
    marked = [bid.points[str(each["name"])] for each in criteria if not each.get("formula")]
    sums = [Fraction(sum(of_member, Decimal(0))) for of_member in zip(*marked, strict=True)]
    price = sum(
        (price_points(each, prices, bid.price) for each in criteria if each.get("formula")),
        Fraction(0),
    )
    return price + members_mean(sums, trim=trim)


def members_mean(sums: Sequence[Fraction], *, trim: bool) -> Fraction:
    """Return the mean of what the members gave; *trim* leaves out one highest and one lowest.

    Fewer than five are not trimmed. Nothing that members mark is no points.
    """
    counted = sorted(sums)[1:-1] if trim and len(sums) >= LEAST_TO_TRIM else sums
    return sum(counted, Fraction(0)) / len(counted) if counted else Fraction(0)


def price_points(criterion: Criterion, prices: Sequence[Decimal], price: Decimal) -> Fraction:
    """Return the exact points of *price* by the criterion's formula, among all valid *prices*."""
    weight = Fraction(str(criterion["weight"]))
    base = benchmark(Formula(str(criterion["formula"])), prices)
    if criterion["formula"] == Formula.LOWEST_OVER_PRICE:
        return weight * base / Fraction(price)
    off = (Fraction(price) - base) / base * PERCENT
    each = Fraction(str(criterion["above" if off > 0 else "below"]))
    return max(Fraction(0), weight - abs(off) * each)


def benchmark(formula: Formula, prices: Sequence[Decimal]) -> Fraction:
    """Return what prices are held against: the lowest, or a mean of all valid *prices*."""
    if formula is Formula.LOWEST_OVER_PRICE:
        return Fraction(min(prices))
    counted = sorted(prices)
    if formula is Formula.TRIMMED_DEVIATION and len(counted) >= LEAST_TO_TRIM:
        counted = counted[1:-1]
    return Fraction(sum(counted, Decimal(0))) / len(counted)


def _ranked(
    scored: Sequence[tuple[Candidate, Fraction | None]], order: Sequence[UUID]
) -> list[Place]:
    """Rank by score, then price, then the committee's vote on a tie (*order*)."""

    def merit(entry: tuple[Candidate, Fraction | None]) -> tuple[Fraction, Decimal, int]:
        bid, score = entry
        vote = order.index(bid.bid_id) if bid.bid_id in order else len(order)
        return (-(score or Fraction(0)), bid.price, vote)

    merits = sorted(map(merit, scored))
    return [
        Place(bid.bid_id, merits.index(merit((bid, score))) + 1, bid.price, score)
        for bid, score in sorted(scored, key=merit)
    ]


def nominees(places: Sequence[Place]) -> list[Place]:
    """Return the candidates: the ranks up to the third, all who share them."""
    return [place for place in places if place.rank <= MOST_CANDIDATES]
