"""What a contract and its arrivals must satisfy, on both sides of every limit."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract.rules import (
    ARRIVAL,
    CLOSING,
    DRAFTING,
    FULFILMENT,
    RETURN,
    SIGNING,
    Arrival,
    Line,
    Order,
    Progress,
    Signing,
    Term,
    Wording,
)
from equiplink.law import Severity

TODAY = date(2026, 11, 30)
BID = Term("KBZ-400/1140", "合成制造厂", "MZZ990102", Decimal(2), Decimal(9500))
TEXT = Wording(
    today=TODAY,
    pairs=((BID, BID),),
    price=Decimal(19_000),
    amount=Decimal(19_000),
    bond=Decimal(1_900),
    bond_percent=10,
    deliver_by=TODAY,
    need_by=TODAY,
)
IN_TIME = Signing(TODAY, TODAY - timedelta(days=24), 30, 25, "")
LINE = Line(UUID(int=1), "KBZ-400/1140", arrived=Decimal(2))
JUDGED = replace(LINE, presented=Decimal(2), accepted=Decimal(1), rejected=Decimal(1))


def test_contract_that_says_what_the_bid_said_passes() -> None:
    """Same goods, quantity and price, a bond of exactly ten per cent, delivery on the last day."""
    assert DRAFTING.judge(TEXT) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"model": "KBZ-630/1140"}, "T38"),
        ({"maker": "别家"}, "T38"),
        ({"mark_number": ""}, "T38"),
        ({"quantity": Decimal(3)}, "T38Q"),
        ({"unit_price": Decimal("9500.01")}, "T38P"),
    ],
)
def test_each_difference_from_the_bid_is_refused(change: dict[str, object], code: str) -> None:
    """Model, maker, mark, quantity and price each have their finding."""
    text = replace(BID, **change)  # type: ignore[arg-type]  # fields by name
    (finding,) = DRAFTING.judge(replace(TEXT, pairs=((BID, text),)))

    assert finding.code == code
    assert finding.denies


@pytest.mark.parametrize("pair", [(BID, None), (None, BID)])
def test_line_that_only_one_of_them_has_is_refused(pair: tuple[Term | None, Term | None]) -> None:
    """A line left out, or added, differs in goods, quantity and price."""
    found = DRAFTING.judge(replace(TEXT, pairs=(pair,)))

    assert [each.code for each in found] == ["T38", "T38Q", "T38P"]


def test_contract_without_lines_is_refused() -> None:
    """A contract that buys nothing is not the bid."""
    assert [each.code for each in DRAFTING.judge(replace(TEXT, pairs=()))] == ["T38"]


@pytest.mark.parametrize("change", [{"amount": Decimal(19_001)}, {"price": None}])
def test_amount_is_the_price_bid(change: dict[str, object]) -> None:
    """Another amount, or a bid whose price nobody knows, is refused."""
    found = DRAFTING.judge(replace(TEXT, **change))  # type: ignore[arg-type]  # fields by name

    assert [each.code for each in found] == ["T38P"]


def test_bond_above_a_tenth_is_refused() -> None:
    """One fen above ten per cent is too much."""
    (finding,) = DRAFTING.judge(replace(TEXT, bond=Decimal("1900.01")))

    assert finding.code == "T40"


@pytest.mark.parametrize("need_by", [TODAY - timedelta(days=1), None])
def test_late_delivery_is_warned_of(need_by: date | None) -> None:
    """Delivery after the plan's need is a warning; so is a need that nobody knows."""
    (finding,) = DRAFTING.judge(replace(TEXT, need_by=need_by))

    assert (finding.code, finding.severity) == ("T38T", Severity.WARN)


@pytest.mark.parametrize(
    ("days", "reason", "codes"),
    [
        (24, "", []),
        (25, "", ["T38W"]),
        (30, "", ["T38W"]),
        (31, "", ["T38D", "T38W"]),
        (31, " ", ["T38D", "T38W"]),
        (31, "中标人地址变更登记", ["T38W"]),
    ],
)
def test_term_of_signature(days: int, reason: str, codes: list[str]) -> None:
    """Warned from day 25, refused from day 31 unless the delay is explained."""
    awarded_on = TODAY - timedelta(days=days)
    found = SIGNING.judge(replace(IN_TIME, awarded_on=awarded_on, reason=reason))

    assert [each.code for each in found] == codes


def test_signature_without_an_award_is_refused() -> None:
    """Without the day of the award there is no term."""
    found = SIGNING.judge(replace(IN_TIME, awarded_on=None, reason="说明"))

    assert [each.code for each in found] == ["T38D", "T38W"]


@pytest.mark.parametrize(
    ("received", "tolerance", "codes"),
    [
        (Decimal(1000), 0, []),
        (Decimal("1000.001"), 0, ["T38R"]),
        (Decimal(1005), 5, []),
        (Decimal("1005.001"), 5, ["T38R"]),
    ],
)
def test_over_delivery_is_compared_exactly(
    received: Decimal, tolerance: int, codes: list[str]
) -> None:
    """A thousandth beyond order and tolerance is too much; a unit has no tolerance."""
    order = Order("锚杆", Decimal(1000), received, tolerance=tolerance)

    assert [each.code for each in ARRIVAL.judge(Arrival(TODAY, True, (order,)))] == codes  # noqa: FBT003  fact


def test_nothing_arrives_without_a_contract_in_force() -> None:
    """A draft or a terminated contract receives nothing."""
    found = ARRIVAL.judge(Arrival(TODAY, in_force=False, orders=()))

    assert [each.code for each in found] == ["G14A"]


def test_delivery_closes_when_all_is_judged() -> None:
    """Accepted and rejected together make what arrived."""
    assert CLOSING.judge(Progress(TODAY, (JUDGED,))) == ()
    (finding,) = CLOSING.judge(Progress(TODAY, (replace(JUDGED, rejected=Decimal(0)),)))

    assert (finding.code, finding.params["lines"]) == ("L12A", "KBZ-400/1140 1")


def test_delivery_goes_back_whole_only_untouched() -> None:
    """Once a piece was presented, each goes back with its own verdict."""
    assert RETURN.judge(Progress(TODAY, (LINE,))) == ()
    (finding,) = RETURN.judge(Progress(TODAY, (replace(LINE, presented=Decimal(1)),)))

    assert finding.code == "L12B"


@pytest.mark.parametrize(
    ("accepted", "tolerance", "codes"),
    [
        (Decimal(1000), 0, []),
        (Decimal(999), 0, ["T38F"]),
        (Decimal(995), 5, []),
        (Decimal("994.999"), 5, ["T38F"]),
    ],
)
def test_contract_is_fulfilled_when_all_is_accepted(
    accepted: Decimal, tolerance: int, codes: list[str]
) -> None:
    """Everything ordered is accepted, a lot within its tolerance."""
    order = Order("锚杆", Decimal(1000), Decimal(1000), accepted, tolerance)

    assert [each.code for each in FULFILMENT.judge(Progress(TODAY, (), (order,)))] == codes


def test_contract_without_order_lines_is_not_fulfilled() -> None:
    """Missing facts deny."""
    assert [each.code for each in FULFILMENT.judge(Progress(TODAY, ()))] == ["T38F"]
