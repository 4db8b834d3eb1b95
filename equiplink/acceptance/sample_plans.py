"""Sampling plans computed from the hypergeometric distribution, and when strictness changes.

The tables of GB/T 2828.1 (ISO 2859-1) could not be had, so no number here is
theirs: a plan is the smallest sample that keeps two stated risks exactly. A lot
with ``aql`` percent of defects is refused in at most ``alpha`` percent of draws,
one with ``lq`` percent is accepted in at most ``beta`` percent. Anybody computes
the same with whole numbers. The counts that change strictness are the house's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import comb

from equiplink.acceptance.sample_states import PlanBasis, Scale


@dataclass(frozen=True, slots=True)
class Risks:
    """What is risked, in percent: quality ``aql`` and ``lq``, risks ``alpha`` and ``beta``."""

    aql: Decimal
    lq: Decimal
    alpha: Decimal
    beta: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of a lot are looked at, and with how many defects it is still accepted.

    ``producer`` and ``consumer`` are the risks that the plan has, not those asked for.
    """

    basis: PlanBasis
    lot: int
    size: int
    accept: int
    producer: Fraction
    consumer: Fraction


def chance(lot: int, bad: int, size: int, accept: int) -> Fraction:
    """Return the exact chance that a sample of *size* from *lot* has at most *accept* of *bad*."""
    fewest = max(0, size - (lot - bad))
    ways = sum(
        comb(bad, found) * comb(lot - bad, size - found)
        for found in range(fewest, min(accept, bad, size) + 1)
    )
    return Fraction(ways, comb(lot, size))


def full(lot: int) -> Plan:
    """Return the plan that looks at every piece and accepts none that is bad."""
    return Plan(PlanBasis.FULL, lot, lot, 0, Fraction(0), Fraction(0))


def plan(lot: int, risks: Risks) -> Plan:
    """Return the smallest plan for *lot* that keeps *risks*; all of it when none can tell."""
    good = int((risks.aql * lot / 100).to_integral_value(ROUND_FLOOR))
    poor = int((risks.lq * lot / 100).to_integral_value(ROUND_CEILING))
    if poor <= good:
        return full(lot)
    alpha, beta = Fraction(risks.alpha) / 100, Fraction(risks.beta) / 100
    accept = 0
    while True:
        size = _smallest(lot, poor, accept, beta)
        producer = 1 - chance(lot, good, size, accept)
        # With ``accept`` at the number of a good lot's defects it is never refused.
        if producer <= alpha:
            consumer = chance(lot, poor, size, accept)
            return Plan(PlanBasis.COMPUTED, lot, size, accept, producer, consumer)
        accept += 1


def _smallest(lot: int, poor: int, accept: int, beta: Fraction) -> int:
    """Return the smallest sample that lets a poor lot pass in at most *beta* of draws."""
    sizes = range(accept + 1, lot + 1)
    kept = bisect_left(sizes, True, key=lambda size: chance(lot, poor, size, accept) <= beta)  # noqa: FBT003  what is looked for
    return sizes[kept]


@dataclass(frozen=True, slots=True)
class Switching:
    """After how many lots strictness changes.

    ``tighten`` failures among the last ``window`` lots tighten; ``restore`` lots in
    a row that pass lead back; ``relax`` in a row reduce; ``stop`` failures while
    tightened end sampling.
    """

    tighten: int
    window: int
    restore: int
    relax: int
    stop: int


def scale(history: Sequence[bool], after: Switching) -> Scale:
    """Return how the next lot is sampled, from whether each earlier one passed, oldest first."""
    now, since = Scale.NORMAL, 0
    for count in range(1, len(history) + 1):
        then = _next(now, history[since:count], after)
        if then is not now:
            now, since = then, count
    return now


def _next(now: Scale, lots: Sequence[bool], after: Switching) -> Scale:
    """Return the scale after *lots*, the ones since it last changed."""
    if now is Scale.NORMAL:
        if lots[-after.window :].count(False) >= after.tighten:
            return Scale.TIGHTENED
        return Scale.REDUCED if _row(lots, after.relax) else now
    if now is Scale.REDUCED:
        return now if lots[-1] else Scale.NORMAL
    if now is Scale.TIGHTENED:
        if lots.count(False) >= after.stop:
            return Scale.STOPPED
        return Scale.NORMAL if _row(lots, after.restore) else now
    return Scale.TIGHTENED if _row(lots, after.restore) else now


def _row(lots: Sequence[bool], many: int) -> bool:
    """Say whether the last *many* lots passed."""
    return len(lots) >= many and all(lots[-many:])
