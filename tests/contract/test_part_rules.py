"""Parts of a milestone: as much of it as of the goods has come, exact."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink.contract.part_rules import PART, Arriving
from equiplink.contract.states import Event
from equiplink.contract.sums import come

HALF = Arriving(
    today=date(2026, 11, 2),
    event=Event.ACCEPTANCE,
    due=Decimal("5700.00"),
    released=Decimal(0),
    worth=Decimal("9500.00"),
    amount=Decimal("19000.00"),
)
MONEY = st.decimals(min_value=1, max_value=10**9, places=2)


def told(facts: Arriving) -> list[str]:
    """Return the codes of what speaks against it."""
    return [each.code for each in PART.judge(facts)]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (HALF, []),
        (replace(HALF, released=Decimal("5699.99")), []),
        (replace(HALF, released=Decimal("5700.00")), ["C41"]),
        (replace(HALF, due=Decimal(0), worth=Decimal(0)), ["C41"]),
        (replace(HALF, event=Event.DELIVERY), []),
        (replace(HALF, event=Event.SIGNING), ["C40"]),
        (replace(HALF, event=Event.FIRST_ENTRY, released=HALF.due), ["C40"]),
    ],
)
def test_part_follows_what_has_come(facts: Arriving, codes: list[str]) -> None:
    """Half of the goods, half of the milestone; the same half once; events that come once never."""
    assert told(facts) == codes


@given(share=MONEY, worth=MONEY, more=MONEY, rest=MONEY)
def test_parts_never_exceed_the_milestone(
    share: Decimal, worth: Decimal, more: Decimal, rest: Decimal
) -> None:
    """They grow with what comes, stay within the share, and make exactly it when all has come."""
    amount = worth + more + rest
    steps = [
        come(share, worth=so_far, amount=amount)
        for so_far in (worth, worth + more, amount, amount + rest)
    ]

    assert steps == sorted(steps)
    assert steps[2:] == [share, share]
    assert come(share, worth=worth, amount=Decimal(0)) == 0
