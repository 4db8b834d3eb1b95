"""Explosives: each rule on both sides of its limit."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance.explosive_rules import BUYING, COUNTING, FILING, Buying, Counting, Filing
from equiplink.acceptance.explosive_shift_rules import ACCOUNTING, TAKING, Accounting, Taking
from equiplink.acceptance.explosive_states import Explosive, Medium, Shift
from equiplink.acceptance.states import AcceptanceState

TODAY = date(2026, 11, 30)
YESTERDAY = TODAY - timedelta(days=1)
KEEPER, BLASTER = UUID(int=1), UUID(int=2)
BOUGHT = Buying(
    today=TODAY, kind=Explosive.CHARGE, quantity=Decimal(100), open=Decimal(100),
    valid_from=TODAY, valid_until=TODAY, dealt_on=TODAY, store=Explosive.CHARGE,
    stored=Decimal(900), capacity=Decimal(1000), expires_on=TODAY, maker="甲厂",
    verdict=AcceptanceState.ACCEPTED,
)  # fmt: skip
CAPS = replace(
    BOUGHT, kind=Explosive.DETONATOR, store=Explosive.DETONATOR, quantity=Decimal(2),
    serials=("A1", "A2"), makers=frozenset({"甲厂"}),
)  # fmt: skip
TAKEN = Taking(
    today=TODAY, kind=Explosive.CHARGE, quantity=Decimal(12), need=Decimal(12),
    balance=Decimal(12), expires_on=TODAY, shift_on=TODAY, issuer=KEEPER, receiver=BLASTER,
    certified=True, unsettled=(), gas_class="高瓦斯", medium=Medium.COAL, grade=3,
)  # fmt: skip
CAP = replace(
    TAKEN, kind=Explosive.DETONATOR, quantity=Decimal(1), serials=("A1",), delay_ms=130, grade=None
)
BACK = Accounting(TODAY, Decimal(12), Decimal(10), Decimal(2), shift_on=TODAY, shift=Shift.DAY)


def codes(found: Any) -> list[str]:
    """Return the codes of findings."""
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (BOUGHT, []),
        (CAPS, []),
        (replace(BOUGHT, open=Decimal("99.9")), ["P01"]),
        (replace(BOUGHT, quantity=Decimal(0)), ["P01"]),
        (replace(BOUGHT, dealt_on=YESTERDAY), ["P01D"]),
        (replace(BOUGHT, valid_from=YESTERDAY, valid_until=YESTERDAY), ["P01D"]),
        (replace(BOUGHT, verdict=AcceptanceState.PENDING), ["P01A"]),
        (replace(BOUGHT, verdict=None), ["P01W"]),
        (replace(BOUGHT, stored=Decimal(901)), ["P06"]),
        (replace(BOUGHT, store=Explosive.DETONATOR), ["P06K"]),
        (replace(BOUGHT, expires_on=YESTERDAY), ["P07"]),
        (replace(CAPS, serials=("A1",)), ["P09"]),
        (replace(CAPS, serials=("A1", "A1")), ["P09"]),
        (replace(CAPS, serials=("A1", "A2", "A3")), ["P09"]),
        (replace(CAPS, here=("A2",)), ["P09"]),
        (replace(CAPS, makers=frozenset({"乙厂"})), ["P09M"]),
        (replace(BOUGHT, makers=frozenset({"乙厂"})), []),
    ],
)
def test_what_may_be_taken_into_store(facts: Buying, found: list[str]) -> None:
    """Within permit, days, capacity and kind; detonators coded one by one."""
    assert codes(BUYING.judge(facts)) == found


@pytest.mark.parametrize(("days", "found"), [(0, []), (3, []), (4, ["P03"])])
def test_filing_within_three_days(days: int, found: list[str]) -> None:
    """The day of the deal does not count."""
    facts = Filing(TODAY, TODAY - timedelta(days=days), TODAY)

    assert codes(FILING.judge(facts)) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (TAKEN, []),
        (CAP, []),
        (replace(TAKEN, need=Decimal(11)), ["P04"]),
        (replace(TAKEN, balance=Decimal(11)), ["P04B"]),
        (replace(TAKEN, quantity=Decimal(0)), ["P04B"]),
        (replace(CAP, serials=()), ["P04S"]),
        (replace(CAP, unknown=("A1",)), ["P04S"]),
        (replace(TAKEN, certified=False), ["P04C"]),
        (replace(TAKEN, receiver=KEEPER), ["P04T"]),
        (replace(TAKEN, unsettled=("2026-11-29 零点班",)), ["P04R"]),
        (replace(TAKEN, shift_on=YESTERDAY), ["P04D"]),
        (replace(TAKEN, expires_on=YESTERDAY), ["P07I"]),
        (replace(TAKEN, grade=2), ["P08"]),
        (replace(TAKEN, grade=None), ["P08"]),
        (replace(TAKEN, gas_class="突出", grade=2, medium=Medium.ROCK), ["P08"]),
        (replace(TAKEN, gas_class="低瓦斯", grade=2), []),
        (replace(TAKEN, gas_class="低瓦斯", grade=1), ["P08"]),
        (replace(TAKEN, gas_class="低瓦斯", grade=1, medium=Medium.ROCK), []),
        (replace(CAP, delay_ms=131), ["P08D"]),
        (replace(CAP, delay_ms=None), ["P08D"]),
    ],
)
def test_what_a_shift_may_take(facts: Taking, found: list[str]) -> None:
    """One shift's use, by a blaster who owes nothing, of a kind that suits the gas."""
    assert codes(TAKING.judge(facts)) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (BACK, []),
        (replace(BACK, returned=Decimal(1)), ["P06B"]),
        (replace(BACK, foreign=("X",)), ["P06B"]),
        (replace(BACK, missing=("A1",)), ["P06B"]),
        (replace(BACK, shift_on=YESTERDAY), ["P04L"]),
    ],
)
def test_both_sides_of_the_book(facts: Accounting, found: list[str]) -> None:
    """Used and returned make what was taken, on the day of the shift."""
    assert codes(ACCOUNTING.judge(facts)) == found


def test_store_and_book() -> None:
    """A difference is told of."""
    assert codes(COUNTING.judge(Counting(TODAY, Decimal(5), Decimal(5)))) == []
    assert codes(COUNTING.judge(Counting(TODAY, Decimal(5), Decimal(4)))) == ["P06C"]
