"""The arithmetic of evaluation: exact, pure, and compared before anything is rounded.

Scores are fractions. What is printed is rounded; who is ahead is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from uuid import UUID

from equiplink.tender.states import Formula

MOST_CANDIDATES = 3
PENNIES = Decimal("0.01")


FORMULAS: dict[Formula, Callable[[Decimal, Decimal], Fraction]] = {
    Formula.LOWEST_OVER_PRICE: lambda lowest, price: Fraction(lowest) / Fraction(price),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bid that was not rejected: its price in CNY, and each criterion's points by member."""

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
    criteria: Sequence[Mapping[str, object]],
    order: Sequence[UUID] = (),
) -> list[Place]:
    """Rank by 综合评估法: the highest sum of points first, of equals the lower price.

    A criterion with a ``formula`` is the price; for the others the mean of the
    members' points counts.
    """
    lowest = min(bid.price for bid in bids)
    return _ranked([(bid, score_of(bid, criteria, lowest)) for bid in bids], order)


def score_of(bid: Candidate, criteria: Sequence[Mapping[str, object]], lowest: Decimal) -> Fraction:
    """Return the exact sum of points of *bid*, where *lowest* is the lowest price in CNY."""
    score = Fraction(0)
    for criterion in criteria:
        formula = criterion.get("formula")
        if formula:
            weight = Fraction(str(criterion["weight"]))
            score += weight * FORMULAS[Formula(str(formula))](lowest, bid.price)
        else:
            given = bid.points[str(criterion["name"])]
            score += sum(map(Fraction, given), Fraction(0)) / len(given)
    return score


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
