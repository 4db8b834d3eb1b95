"""A labelled set of synthetic tenders, clean and with planted collusion, and how the signs do.

``python -m tests.tender.collusion`` prints precision and recall of every
detector. All data is synthetic and made from one seed, only with ``random()``,
whose numbers are the same in every version of Python. Clean tenders hold what
makes honest ones look guilty: round prices, one price list, one bank on one
morning, a program's default author. The figures say how detectors and
assumptions fit together, not how often bidders really collude.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import cos, exp, log, pi, sqrt
from random import Random
from typing import Any

from equiplink.tender.collusion import Bidder
from equiplink.tender.collusion_rules import SIGNS, Table
from equiplink.tender.states import Method

TODAY = date(2024, 11, 1)
OPENS = datetime(2024, 11, 1, 1, tzinfo=UTC)
CLEAN, PLANTED = 1200, 60
"""How many clean tenders, and planted ones of each kind."""
ROUNDINGS = (1, 1, 100, 1_000, 10_000, 100_000)
"""To what bidders round their prices, in fen, where the price is large enough."""


@dataclass(frozen=True)
class Case:
    """One tender, what was planted (the code of its sign; empty for a clean one), and where."""

    table: Table
    planted: str = ""
    guilty: frozenset[str] = frozenset()


class Dice(Random):
    """What the generator throws, from ``random()`` alone."""

    def below(self, end: int) -> int:
        """Return a whole number from nothing to *end*, itself not reached."""
        return int(self.random() * end)

    def pick(self, values: tuple[Any, ...]) -> Any:
        """Return one of *values*."""
        return values[self.below(len(values))]

    def normal(self) -> float:
        """Return a number of the standard normal distribution (Box and Muller)."""
        return sqrt(-2 * log(1 - self.random())) * cos(2 * pi * self.random())


def clean(dice: Dice) -> list[Bidder]:
    """Return three to ten honest bidders for one to eight lines."""
    base = [round(exp(dice.random() * 9) * 2_000) for _ in range(1 + dice.below(8))]
    level, noise = 0.01 + dice.random() * 0.06, 0.01 + dice.random() * 0.06
    rounding = dice.pick(ROUNDINGS)
    listed = dice.random() < 0.03
    return [
        _honest(dice, number, base, (level, 0.0 if listed else noise), rounding)
        for number in range(3 + dice.below(8))
    ]


def _honest(
    dice: Dice, number: int, base: list[int], spread: tuple[float, float], rounding: int
) -> Bidder:
    level, noise = spread
    dear = 1 + dice.normal() * level
    prices = []
    for price in base:
        wanted = price * dear * max(0.5, 1 + dice.normal() * noise)
        step = max(1, min(rounding, 10 ** (len(str(price)) - 3)))
        prices.append(max(step, round(wanted / step) * step))
    serial = dice.below(9_000_000)
    return Bidder(
        name=f"合成投标人{number + 1}",
        total=sum(prices),
        prices=tuple(prices),
        uscc=f"U{number}",
        head=f"负责人{number}",
        controller=f"控制人{number}",
        particulars={
            "agent": f"经办人{number}",
            "contact": f"1{3_000_000_000 + dice.below(999_999_999):010d}",
            "managers": [f"经理{number}", f"技术员{number}"],
            "bond_account": f"6222{dice.below(10**12):012d}",
            "bond_number": f"{dice.pick(('工', '建', '农'))}BH{2_024_000_000 + serial // 400}",
            "bond_paid_at": _paid(dice),
            "file_author": dice.pick((f"编制人{number}", "Administrator", "微软用户", "")),
            "file_machine": f"{dice.below(2**47):012x}",
            "file_hash": f"{dice.below(2**50):013x}",
        },
    )


def _paid(dice: Dice) -> datetime:
    """Return a second of the working hours of the five days before the opening, most often late."""
    day = 1 + int(dice.random() ** 2 * 5)
    return OPENS - timedelta(days=day) + timedelta(seconds=dice.below(28_800))


def _said(**same: Any) -> Callable[[Dice, list[Bidder]], list[Bidder]]:
    """Return a plant that lets two bidders bring the same particulars."""

    def plant(_: Dice, pair: list[Bidder]) -> list[Bidder]:
        first, second = pair[:2]
        return [
            replace(each, particulars={**each.particulars, **same})  # type: ignore[typeddict-item]
            for each in (first, second)
        ]

    return plant


def _crossing(_: Dice, pair: list[Bidder]) -> list[Bidder]:
    first, second = pair[:2]
    return [replace(first, particulars={**first.particulars, "agent": second.head}), second]


def _close(dice: Dice, all_: list[Bidder]) -> list[Bidder]:
    """Three to five agree to lie within half a thousandth of one another."""
    goal = all_[0].total
    return [
        replace(each, total=goal + dice.below(max(2, goal // 2_000)))
        for each in all_[: 3 + dice.below(3)]
    ]


def _steps(dice: Dice, all_: list[Bidder]) -> list[Bidder]:
    """Three to five step by one amount or one ratio, and blur it by a little."""
    start, by_ratio = all_[0].total, dice.random() < 0.5
    step = 0.005 + dice.random() * 0.02
    made = []
    for number, each in enumerate(all_[: 3 + dice.below(3)]):
        exact = start * ((1 + step) ** number if by_ratio else 1 + step * number)
        made.append(replace(each, total=round(exact * (1 + dice.normal() * step / 1_000))))
    return made


def _lines(dice: Dice, pair: list[Bidder]) -> list[Bidder]:
    first, second = pair[:2]
    ratio = 1 + 0.005 + dice.random() * 0.05
    prices = tuple(round(price * ratio) for price in first.prices)
    return [first, replace(second, prices=prices, total=sum(prices))]


def _numbers(dice: Dice, pair: list[Bidder]) -> list[Bidder]:
    serial = dice.below(10**9)
    return [
        replace(each, particulars={**each.particulars, "bond_number": f"中BH{serial + n:010d}"})
        for n, each in enumerate(pair[:2])
    ]


def _times(dice: Dice, pair: list[Bidder]) -> list[Bidder]:
    """Two bonds are paid within half a minute."""
    paid = _paid(dice)
    return [
        replace(each, particulars={**each.particulars, "bond_paid_at": at})
        for each, at in zip(pair, (paid, paid + timedelta(seconds=dice.below(30))), strict=False)
    ]


def _sisters(_: Dice, pair: list[Bidder]) -> list[Bidder]:
    return [replace(each, controller="同一控制人") for each in pair[:2]]


PLANTS: dict[str, Callable[[Dice, list[Bidder]], list[Bidder]]] = {
    "K01": _said(file_author="王编制"),
    "K02": _said(file_machine="00-1A-2B-3C-4D-5E"),
    "K03": _said(agent="李代办"),
    "K04": _said(contact="138-0000-0000"),
    "K05": _said(managers=["赵经理"]),
    "K06": _crossing,
    "K07": _said(file_hash="e3b0c442"),
    "K08": _close,
    "K09": _steps,
    "K10": _lines,
    "K11": _said(bond_account="6222 0000 1111"),
    "K12": _numbers,
    "K13": _times,
    "K14": _sisters,
}


def cases(seed: int = 2024) -> Iterator[Case]:
    """Yield the labelled set: the clean tenders, then the planted of each kind."""
    dice = Dice(seed)
    for _ in range(CLEAN):
        yield Case(_table(clean(dice)))
    for code, plant in PLANTS.items():
        for _ in range(PLANTED):
            honest = clean(dice)
            guilty = {each.name: each for each in plant(dice, honest)}
            mixed = [guilty.get(each.name, each) for each in honest]
            yield Case(_table(mixed), code, frozenset(guilty))


def _table(bidders: list[Bidder]) -> Table:
    return Table(TODAY, Method.OPEN_TENDER, tuple(bidders))


@dataclass(frozen=True)
class Measure:
    """How one detector did over the whole set."""

    planted: int
    found: int
    false: int
    """Tenders in which it spoke although nothing of its kind was planted."""

    @property
    def precision(self) -> float:
        """The share of its signs that were planted."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what was planted that it found."""
        return self.found / self.planted if self.planted else 1.0


def measure(seed: int = 2024) -> dict[str, Measure]:
    """Judge the whole set and return how each detector did, by code."""
    planted, found, false = Counter[str](), Counter[str](), Counter[str]()
    for case in cases(seed):
        codes = {finding.code for finding in SIGNS.judge(case.table)}
        planted[case.planted] += 1
        found[case.planted] += case.planted in codes
        false.update(codes - {case.planted})
    return {code: Measure(planted[code], found[code], false[code]) for code in PLANTS}


def main() -> None:
    """Print the table."""
    print(f"{CLEAN} clean tenders, {PLANTED} planted of each kind; all synthetic")  # noqa: T201
    print(f"{'':5}{'found':>7}{'missed':>8}{'false':>7}{'precision':>11}{'recall':>8}")  # noqa: T201
    for code, each in measure().items():
        missed = each.planted - each.found
        row = f"{each.found:>7}{missed:>8}{each.false:>7}{each.precision:>11.3f}{each.recall:>8.3f}"
        print(f"{code:5}{row}")  # noqa: T201


if __name__ == "__main__":
    main()
