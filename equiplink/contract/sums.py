"""Amounts of money, exact: sums come out as they must, and each is rounded once.

A total is rounded, half up, to the fen, and so is each running sum that leads to
it; a line is the difference of two running sums. So the lines always add up to
the total, no line is below zero, and none is a fen or more away from its own product.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

FEN = 100


def rounded(amount: Fraction) -> Decimal:
    """Return an amount in CNY, half up to the fen; *amount* is not below zero."""
    return Decimal((amount * FEN * 2 + 1) // 2) / FEN


def parts(amounts: Iterable[Fraction]) -> list[Decimal]:
    """Return the amounts so rounded that they add up to their rounded sum."""
    found, sum_so_far, told = [], Fraction(0), Decimal(0)
    for each in amounts:
        sum_so_far += each
        up_to_here = rounded(sum_so_far)
        found.append(up_to_here - told)
        told = up_to_here
    return found


@dataclass(frozen=True, slots=True)
class Priced:
    """What is bought of one line. ``unit_price`` in CNY with tax, ``tax_rate`` in per cent."""

    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What a line costs in CNY: ``gross`` with tax, ``net`` without; None as long as no rate is."""

    gross: Decimal
    net: Decimal | None

    @property
    def tax(self) -> Decimal | None:
        return None if self.net is None else self.gross - self.net


def amounts(lines: Iterable[Priced]) -> list[Amount]:
    """Return what each line costs; the lines without a rate have no net amount."""
    bought = list(lines)
    gross = parts(Fraction(each.quantity) * Fraction(each.unit_price) for each in bought)
    bare = iter(
        parts(
            Fraction(paid) / (1 + Fraction(line.tax_rate) / 100)
            for line, paid in zip(bought, gross, strict=True)
            if line.tax_rate is not None
        )
    )
    return [
        Amount(paid, None if line.tax_rate is None else next(bare))
        for line, paid in zip(bought, gross, strict=True)
    ]


def shares(amount: Decimal, percents: Iterable[Decimal]) -> list[Decimal]:
    """Split *amount* by per cent, in order; a hundred per cent make exactly the amount."""
    return parts(Fraction(amount) * Fraction(each) / 100 for each in percents)


def come(share: Decimal, *, worth: Decimal, amount: Decimal) -> Decimal:
    """Return how much of *share* is due when goods for *worth* of *amount* have come.

    Rounded once, and never more than the share.
    """
    if not amount:
        return Decimal(0)
    return min(rounded(Fraction(share) * Fraction(worth) / Fraction(amount)), share)


@dataclass(frozen=True, slots=True)
class Late:
    """So much of a line that came, or still comes, so many days late. ``unit_price`` in CNY."""

    quantity: Decimal
    unit_price: Decimal
    days: int


def damages(late: Iterable[Late], *, per_day: Decimal, cap: Decimal, amount: Decimal) -> Decimal:
    """Return what is owed for being late, *per_day* in per cent of the late goods' price.

    Never above *cap*, in per cent of the contract's *amount*; rounded once.
    """
    owed = sum(
        (
            Fraction(each.quantity) * Fraction(each.unit_price) * each.days * Fraction(per_day)
            for each in late
        ),
        Fraction(0),
    )
    return rounded(min(owed, Fraction(amount) * Fraction(cap)) / 100)


def months_after(start: date, months: int) -> date:
    """Return the same day so many months later; of a shorter month, its last day."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
