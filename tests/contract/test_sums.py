"""Sums of money: whatever is bought, the parts make the whole."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from equiplink.contract.sums import (
    Late,
    Priced,
    amounts,
    damages,
    months_after,
    parts,
    rounded,
    shares,
)

FEN = Decimal("0.01")
money = some.decimals(0, 10**7, places=2)
quantity = some.decimals(0, 10**5, places=3)
rate = some.sampled_from([None, Decimal(0), Decimal(3), Decimal(6), Decimal(9), Decimal(13)])
lines = some.lists(some.builds(Priced, quantity, money, rate), max_size=12)


@given(some.decimals(0, 10**9, places=5))
def test_amount_is_rounded_half_up(amount: Decimal) -> None:
    """As ``decimal`` rounds it."""
    assert rounded(Fraction(amount)) == amount.quantize(FEN, ROUND_HALF_UP)


@given(lines)
def test_lines_make_the_total_that_is_rounded_once(bought: list[Priced]) -> None:
    """With tax, the lines add up to what the tender computes for the bid."""
    total = sum((each.quantity * each.unit_price for each in bought), Decimal(0))

    assert sum(each.gross for each in amounts(bought)) == total.quantize(FEN, ROUND_HALF_UP)


@given(lines)
def test_no_line_is_off_by_a_fen(bought: list[Priced]) -> None:
    """Each is less than a fen from its own product, not below zero, and holds its tax."""
    for line, cost in zip(bought, amounts(bought), strict=True):
        assert abs(cost.gross - line.quantity * line.unit_price) < FEN
        assert cost.gross >= 0
        assert (cost.net is None) == (line.tax_rate is None) == (cost.tax is None)
        assert cost.net is None or 0 <= cost.net <= cost.gross


@given(lines)
def test_net_amounts_make_the_net_total(bought: list[Priced]) -> None:
    """Without tax, too, the total is rounded once."""
    costs = amounts(bought)
    bare = sum(
        (
            Fraction(cost.gross) / (1 + Fraction(line.tax_rate) / 100)
            for line, cost in zip(bought, costs, strict=True)
            if line.tax_rate is not None
        ),
        Fraction(0),
    )

    assert sum((each.net for each in costs if each.net is not None), Decimal(0)) == rounded(bare)


@given(money, some.lists(some.integers(1, 1000), min_size=1, max_size=6))
def test_milestones_make_the_amount(amount: Decimal, weights: list[int]) -> None:
    """Percentages that make a hundred split the amount without a rest."""
    thousandths = [100_000 * each // sum(weights) for each in weights]
    thousandths[-1] += 100_000 - sum(thousandths)
    split = shares(amount, [Decimal(each) / 1000 for each in thousandths])

    assert sum(split) == amount
    assert all(each >= 0 for each in split)


def test_thirty_sixty_ten() -> None:
    """The usual milestones of a hundred yuan and one fen."""
    split = shares(Decimal("100.01"), [Decimal(30), Decimal(60), Decimal(10)])

    assert split == [Decimal("30.00"), Decimal("60.01"), Decimal("10.00")]


def test_tax_is_what_the_price_holds() -> None:
    """113 with 13 per cent are 100 and 13."""
    (cost,) = amounts([Priced(Decimal(1), Decimal(113), Decimal(13))])

    assert (cost.gross, cost.net, cost.tax) == (113, 100, 13)


def test_damages_are_rounded_once_and_capped() -> None:
    """0.05 % a day of 19 000 for ten days are 95; at most 5 % of the contract."""
    late = [Late(Decimal(2), Decimal(9_500), 10)]
    terms = {"per_day": Decimal("0.05"), "cap": Decimal(5), "amount": Decimal(19_000)}

    assert damages(late, **terms) == 95
    assert damages([Late(Decimal(2), Decimal(9_500), 500)], **terms) == 950
    assert damages([], **terms) == 0
    assert damages([Late(Decimal("0.1"), Decimal("0.9"), 1)] * 20, **terms) == 0


def test_parts_of_nothing_are_nothing() -> None:
    """No lines, no amounts."""
    assert parts([]) == []


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 2), 12, date(2027, 11, 2)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_same_day(start: date, months: int, end: date) -> None:
    """Or on the last day of a shorter month."""
    assert months_after(start, months) == end
