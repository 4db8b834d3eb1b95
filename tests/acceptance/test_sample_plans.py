"""Sampling plans: exact, recomputable, and as strict as the supplier's history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink.acceptance.rules import GOODS
from equiplink.acceptance.sample_plans import Risks, Switching, chance, full, plan, scale
from equiplink.acceptance.sample_rules import CONCLUDING, DRAWING, Concluding, Drawing
from equiplink.acceptance.sample_states import PlanBasis, SampleState, Scale
from equiplink.acceptance.seen import Bought, Goods, Plate
from equiplink.catalogue.states import Tracking

TODAY = date(2026, 11, 30)
RISKS = Risks(Decimal(1), Decimal(10), Decimal(5), Decimal(10))
AFTER = Switching(tighten=2, window=5, restore=3, relax=4, stop=3)
LOT = Goods(TODAY, Tracking.LOT, Bought("M", "厂", ""), Plate("物资", "M", "厂"), batch="B1")


@pytest.mark.parametrize(
    ("lot", "bad", "size", "accept"), [(8, 3, 4, 1), (7, 0, 3, 0), (6, 5, 4, 2)]
)
def test_chance_is_what_counting_says(lot: int, bad: int, size: int, accept: int) -> None:
    """Every sample of a small lot is counted one by one."""
    draws = list(combinations(range(lot), size))
    kept = sum(sum(piece < bad for piece in draw) <= accept for draw in draws)

    assert chance(lot, bad, size, accept) == Fraction(kept, len(draws))


@given(
    st.integers(2, 400),
    st.integers(0, 50),
    st.integers(51, 400),
    st.integers(10, 300),
    st.integers(10, 300),
)
def test_plan_keeps_both_risks(lot: int, aql: int, lq: int, alpha: int, beta: int) -> None:
    """A computed plan keeps alpha and beta, and one piece fewer would not keep beta."""
    risks = Risks(*(Decimal(each) / 10 for each in (aql, lq, alpha, beta)))
    made = plan(lot, risks)
    if made.basis is PlanBasis.FULL:
        assert made == full(lot)
        return
    poor = -int(-risks.lq * lot // 100)

    assert made.producer <= Fraction(risks.alpha) / 100
    assert made.consumer <= Fraction(risks.beta) / 100
    assert made.accept < made.size <= lot
    assert (
        made.size == made.accept + 1
        or chance(lot, poor, made.size - 1, made.accept) > Fraction(risks.beta) / 100
    )


def test_lot_too_small_to_tell_is_looked_at_whole() -> None:
    """Where a good and a poor lot have as many bad pieces, every piece is looked at."""
    assert plan(2, Risks(Decimal(50), Decimal("50.0"), Decimal(5), Decimal(10))) == full(2)


def test_better_quality_asked_for_takes_more_pieces() -> None:
    """A lower limiting quality takes a larger sample."""
    strict = plan(1000, replace(RISKS, lq=Decimal(5)))

    assert strict.size > plan(1000, RISKS).size


@pytest.mark.parametrize(
    ("history", "now"),
    [
        ("", Scale.NORMAL),
        ("-", Scale.NORMAL),
        ("-++-", Scale.TIGHTENED),
        ("-++++-", Scale.NORMAL),
        ("--++", Scale.TIGHTENED),
        ("--+++", Scale.NORMAL),
        ("--+++-", Scale.NORMAL),
        ("--+-+-", Scale.TIGHTENED),
        ("-----", Scale.STOPPED),
        ("-----++", Scale.STOPPED),
        ("-----+++", Scale.TIGHTENED),
        ("++++", Scale.REDUCED),
        ("+++++", Scale.REDUCED),
        ("++++-", Scale.NORMAL),
    ],
)
def test_history_decides_how_strictly(history: str, now: Scale) -> None:
    """Failures tighten and stop, lots in a row that pass restore and reduce."""
    lots: Sequence[bool] = [each == "+" for each in history]

    assert scale(lots, AFTER) is now


def test_sampling_rules() -> None:
    """A sampled lot waits for its sample; a witness is somebody else; every piece is answered."""
    sampled = replace(LOT, sampling=True)

    assert "A52" in [each.code for each in GOODS.judge(sampled)]
    assert "A52" in [
        each.code for each in GOODS.judge(replace(sampled, sampled=SampleState.FAILED))
    ]
    passed = replace(sampled, sampled=SampleState.PASSED)
    for goods in (LOT, passed, replace(sampled, tracking=Tracking.UNIT)):
        assert "A52" not in [each.code for each in GOODS.judge(goods)]
    assert [each.code for each in DRAWING.judge(Drawing(TODAY, alone=True))] == ["A54"]
    assert DRAWING.judge(Drawing(TODAY, alone=False)) == ()
    assert [each.code for each in CONCLUDING.judge(Concluding(TODAY, 1, 3))] == ["A55"]
    assert CONCLUDING.judge(Concluding(TODAY, 0, 3)) == ()
