"""What a contract and its arrivals must satisfy, on both sides of every limit."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from equiplink.contract.rules import DRAFTING, SIGNING, Signing, Term, Wording
from equiplink.law import Severity
from equiplink.rules import say

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
    assert "单价差异（投标 → 合同）：无；" in say(found[0])
    assert "unit prices (bid → contract): none;" in say(found[0], "en")


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
