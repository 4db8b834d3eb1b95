"""Opening record, draw, seats, marks, prices: a row for every rule, which ``test_rules`` judges."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from equiplink.law import Severity
from equiplink.rules import RULES
from equiplink.tender.committee_rules import Assessment, Denial
from equiplink.tender.panel_rules import Adjusting, Drawing, Marking, Room, low
from equiplink.tender.seat_rules import Seat
from equiplink.tender.states import Method, Rejection

TODAY = date(2024, 11, 1)
OPEN, INQUIRY = Method.OPEN_TENDER, Method.INQUIRY
ROOM = Room(TODAY, OPEN)
DRAWING = Drawing(TODAY, pool=5, places=4)
MARKING = Marking(TODAY, OPEN, declared=True, interest="")
ADJUSTING = Adjusting(TODAY, OPEN, "交货期", ("交货期",))
SEAT = Seat(
    TODAY, OPEN, statutory=True, certificate_until=TODAY, interest="", requester=False,
    expert=True, field_since=date(2016, 11, 1), title="高级工程师", drawn=True,
)  # fmt: skip
DENIAL = Denial(
    TODAY, OPEN, seated=True, reason=Rejection.BELOW_COST, price=Decimal(1), max_price=None
)
ASSESSED = Assessment(TODAY, OPEN, statutory=True, members=5, experts=4, live=3, candidates=3)

ROWS: list[tuple[str, Any, dict[str, Any]]] = [
    ("T70", ROOM, {"unread": ("甲",)}),
    ("T70P", ROOM, {"differing": ("甲",)}),
    ("T70D", ROOM, {"damaged": ("甲",)}),
    ("T70S", ROOM, {"alone": True}),
    ("T70R", ASSESSED, {"recorded": False}),
    ("T71", DRAWING, {"places": 5}),
    ("T71", DRAWING, {"places": 0}),
    ("T71E", DRAWING, {"unlisted": ("甲",)}),
    ("T71W", DRAWING, {"alone": True}),
    ("T31E", SEAT, {"field_since": date(2016, 11, 2)}),
    ("T31E", SEAT, {"field_since": None}),
    ("T31E", SEAT, {"title": ""}),
    ("T31E", replace(SEAT, expert=False, title=""), {"expert": True}),
    ("T31D", SEAT, {"drawn": False}),
    ("T31D", replace(SEAT, drawn=False, special="技术复杂"), {"special": " "}),
    ("T31D", replace(SEAT, drawn=False, expert=False), {"expert": True}),
    ("T31S", MARKING, {"declared": False}),
    ("T31V", MARKING, {"interest": "股东"}),
    ("T31T", ASSESSED, {"silent": 1}),
    ("T31W", ASSESSED, {"interested": 1}),
    ("T33C", MARKING, {"unchecked": ("甲",)}),
    ("T33C", replace(MARKING, method=INQUIRY, unchecked=("甲",)), {"method": OPEN}),
    ("T33D", ASSESSED, {"failed": ("甲",)}),
    ("T33E", ASSESSED, {"unchecked": ("甲",)}),
    ("T33F", DENIAL, {"failed": False}),
    ("T33F", replace(DENIAL, method=INQUIRY, failed=False), {"method": OPEN}),
    ("T32C", MARKING, {"missing": 1}),
    ("T32U", ASSESSED, {"unsigned": 1}),
    ("T75", ADJUSTING, {"listed": ()}),
    ("T75", ADJUSTING, {"factor": "付款"}),
    ("T76", ASSESSED, {"low": ("甲",)}),
    ("T77", DENIAL, {"asked": False}),
    ("T77", replace(DENIAL, asked=False, reason=Rejection.UNSIGNED),
     {"reason": Rejection.BELOW_COST}),
]  # fmt: skip


@pytest.mark.parametrize("code", ["T31E", "T31D", "T76"])
def test_twin_of_the_house_only_warns(code: str) -> None:
    """Where the law does not bind, the mine's own rule lets it pass with a warning."""
    assert RULES[code].severity is Severity.DENY
    assert RULES[f"{code}H"].severity is Severity.WARN


@pytest.mark.parametrize(
    ("prices", "price", "expected"),
    [
        ((60, 100, 100), 60, True),
        ((61, 100, 100), 61, True),
        ((71, 100, 100), 71, False),
        ((70, 100, 110), 70, True),
        ((60, 70, 130), 60, True),
        ((61, 70, 130), 61, False),
        ((100, 100, 60), 100, False),
        ((60, 60, 200), 60, True),
        ((90,), 90, False),
    ],
)
def test_low_is_forty_below_the_mean_or_thirty_below_the_next(
    prices: tuple[int, ...],
    price: int,
    expected: bool,  # noqa: FBT001
) -> None:
    """The number itself counts: exactly 40 % below the mean of the others, or 30 % below next."""
    all_prices = [Decimal(each) for each in prices]

    assert low(all_prices, Decimal(price), mean=40, following=30) is expected
