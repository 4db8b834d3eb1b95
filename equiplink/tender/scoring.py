"""The arithmetic of evaluation: exact, pure, and compared before anything is rounded.

Scores are fractions. What is printed is rounded; who is ahead is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import TypeAlias
from uuid import UUID

from equiplink.tender.states import Formula
from equiplink.tender.term_states import DEFAULT_TIES, TieRule

MOST_CANDIDATES = 3
PENNIES = Decimal("0.01")


LEAST_TO_TRIM = 5
"""From so many prices, or members, on the highest and the lowest may be left out."""
PERCENT = 100

Price: TypeAlias = Decimal | Fraction
"""In CNY: as it was bid, or exact where tax was taken out of it."""

Criterion: TypeAlias = Mapping[str, object]
"""As the notice fixes it: ``name``, ``weight``, and of the price ``formula`` with its numbers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bid that was not rejected: its price in CNY, and each criterion's points by member.

    The members stand in the same order under every criterion. Where the lowest
    price wins it is the reviewed one.
    """

    bid_id: UUID
    price: Price
    points: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bid came in. Equal bids share a rank, and the next rank is left out."""

    bid_id: UUID
    rank: int
    price: Price
    score: Fraction | None = None
    keys: tuple[Fraction, ...] = ()
    """By what it was ranked: price or score, then what each rule for ties looks at."""

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


def untaxed(quantity: Decimal, price: Decimal, rate: Decimal) -> Fraction:
    """Return quantity × unit price without a tax of *rate* per cent, exactly."""
    return Fraction(quantity) * Fraction(price) / (1 + Fraction(rate) / PERCENT)


@dataclass(frozen=True, slots=True)
class Ties:
    """How equal bids are told apart: the rules of the notice, the committee's vote, the draw."""

    rules: tuple[TieRule, ...] = DEFAULT_TIES
    votes: Sequence[UUID] = ()
    drawn: Sequence[UUID] = ()

    def keys(self, bid: Candidate, marks: Fraction) -> tuple[Fraction, ...]:
        """Return what each rule looks at of *bid*; the lesser is ahead."""
        looks = {
            TieRule.LOWER_PRICE: Fraction(bid.price),
            TieRule.HIGHER_MARKS: -marks,
            TieRule.COMMITTEE_VOTE: _place_in(self.votes, bid.bid_id),
            TieRule.DRAW: _place_in(self.drawn, bid.bid_id),
        }
        return tuple(looks[each] for each in self.rules)

    def apart(self, one: Place, other: Place) -> TieRule | None:
        """Return the rule that tells two equal places apart; None when nothing does."""
        pairs = zip(self.rules, one.keys[1:], other.keys[1:], strict=True)
        return next((each for each, a, b in pairs if a != b), None)


def _place_in(order: Sequence[UUID], bid_id: UUID) -> Fraction:
    return Fraction(order.index(bid_id) if bid_id in order else len(order))


BY_DEFAULT = Ties()


def by_lowest_price(bids: Sequence[Candidate], ties: Ties = BY_DEFAULT) -> list[Place]:
    """Rank by 经评审的最低投标价法: the lowest reviewed price first."""
    nothing = Fraction(0)
    return _ranked(
        [(bid, None, (Fraction(bid.price), *ties.keys(bid, nothing))) for bid in bids]
    )  # fmt: skip


def by_total_score(
    bids: Sequence[Candidate],
    criteria: Sequence[Criterion],
    ties: Ties = BY_DEFAULT,
    *,
    trim: bool = False,
) -> list[Place]:
    """Rank by 综合评估法: the highest sum of points first, equals as *ties* say.

    A criterion with a ``formula`` is the price; for the others the mean of the
    members' sums counts, without the highest and the lowest when the notice
    says *trim*.
    """
    prices = [bid.price for bid in bids]
    scored = [
        (bid, score_of(bid, criteria, prices, trim=trim), marks_of(bid, criteria, trim=trim))
        for bid in bids
    ]
    return _ranked([(bid, score, (-score, *ties.keys(bid, marks))) for bid, score, marks in scored])


def score_of(
    bid: Candidate,
    criteria: Sequence[Criterion],
    prices: Sequence[Price],
    *,
    trim: bool = False,
) -> Fraction:
    """Return the exact sum of points of *bid*, where *prices* are those of all valid bids."""
    price = sum(
        (price_points(each, prices, bid.price) for each in criteria if each.get("formula")),
        Fraction(0),
    )
    return price + marks_of(bid, criteria, trim=trim)


def marks_of(bid: Candidate, criteria: Sequence[Criterion], *, trim: bool = False) -> Fraction:
    """Return the mean of what the members gave *bid*, all criteria together."""
    marked = [bid.points[str(each["name"])] for each in criteria if not each.get("formula")]
    sums = [Fraction(sum(of_member, Decimal(0))) for of_member in zip(*marked, strict=True)]
    return members_mean(sums, trim=trim)


def members_mean(sums: Sequence[Fraction], *, trim: bool) -> Fraction:
    """Return the mean of what the members gave; *trim* leaves out one highest and one lowest.

    Fewer than five are not trimmed. Nothing that members mark is no points.
    """
    counted = sorted(sums)[1:-1] if trim and len(sums) >= LEAST_TO_TRIM else sums
    return sum(counted, Fraction(0)) / len(counted) if counted else Fraction(0)


def price_points(criterion: Criterion, prices: Sequence[Price], price: Price) -> Fraction:
    """Return the exact points of *price* by the criterion's formula, among all valid *prices*."""
    weight = Fraction(str(criterion["weight"]))
    base = benchmark(Formula(str(criterion["formula"])), prices)
    if criterion["formula"] == Formula.LOWEST_OVER_PRICE:
        return weight * base / Fraction(price)
    off = (Fraction(price) - base) / base * PERCENT
    each = Fraction(str(criterion["above" if off > 0 else "below"]))
    return max(Fraction(0), weight - abs(off) * each)


def benchmark(formula: Formula, prices: Sequence[Price]) -> Fraction:
    """Return what prices are held against: the lowest, or a mean of all valid *prices*."""
    return _benchmark(formula, tuple(prices))


@lru_cache(maxsize=64)
def _benchmark(formula: Formula, prices: tuple[Price, ...]) -> Fraction:
    """Compute it once for all bids of a lot."""
    if formula is Formula.LOWEST_OVER_PRICE:
        return Fraction(min(prices))
    counted = sorted(Fraction(price) for price in prices)
    if formula is Formula.TRIMMED_DEVIATION and len(counted) >= LEAST_TO_TRIM:
        counted = counted[1:-1]
    return sum(counted, Fraction(0)) / len(counted)


def _ranked(
    scored: Sequence[tuple[Candidate, Fraction | None, tuple[Fraction, ...]]],
) -> list[Place]:
    """Rank by the keys: bids that are equal in all of them share a rank."""
    keys = sorted(each for _, _, each in scored)
    ordered = sorted(scored, key=lambda entry: entry[2])
    return [
        Place(bid.bid_id, keys.index(each) + 1, bid.price, score, each)
        for bid, score, each in ordered
    ]


def nominees(places: Sequence[Place]) -> list[Place]:
    """Return the candidates: the ranks up to the third, all who share them."""
    return [place for place in places if place.rank <= MOST_CANDIDATES]
