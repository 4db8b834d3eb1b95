"""The rules of money, endings and claims, pure: facts in, findings out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract.delivery_rules import Line
from equiplink.contract.money_rules import (
    BOND,
    CLAIM,
    ENDING,
    LATENESS,
    PAYMENT,
    RELEASE,
    SHORT_CLOSE,
    Bonded,
    Claim,
    Ending,
    Lateness,
    Paying,
    Release,
    Rest,
)
from equiplink.contract.rules import REPORTING, Reported
from equiplink.contract.states import BondKind, Event, Means
from equiplink.law import Severity

TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)
RELEASER, PAYER = UUID(int=1), UUID(int=2)
PAYING = Paying(
    today=TODAY,
    amount=Decimal(60),
    released=Decimal(100),
    penalties=Decimal(10),
    paid=Decimal(30),
    means=Means.BANK,
    explosives=True,
    payer=PAYER,
    released_by=frozenset({RELEASER}),
)
OVER = Ending(TODAY, (), (), (), Decimal(0), Decimal(0))
CLAIMED = Claim(TODAY, TODAY, Decimal(2), Decimal(2))


@pytest.mark.parametrize(
    ("happened_on", "codes"), [(TODAY, []), (None, ["C20"]), (TODAY + DAY, ["C20"])]
)
def test_milestone_waits_for_its_event(happened_on: date | None, codes: list[str]) -> None:
    """What has not happened, or not yet, releases nothing."""
    facts = Release(TODAY, Event.ACCEPTANCE, happened_on)

    assert [each.code for each in RELEASE.judge(facts)] == codes


def test_payment_of_all_that_is_open_passes() -> None:
    """100 released, 10 owed by the supplier, 30 paid: 60 may go."""
    assert PAYMENT.judge(PAYING) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": Decimal("60.01")}, "C21"),
        ({"penalties": Decimal("10.01")}, "C21"),
        ({"released": Decimal(0)}, "C21"),
        ({"payer": RELEASER}, "C22"),
        ({"means": Means.CASH}, "P02"),
        ({"means": Means.BARTER}, "P02"),
        ({"means": Means.BILL}, "P02"),
    ],
)
def test_payment_that_may_not_be_is_refused(change: dict[str, object], code: str) -> None:
    """More than is open, by the one who released it, explosives but by the bank."""
    (finding,) = PAYMENT.judge(replace(PAYING, **change))  # type: ignore[arg-type]  # by name

    assert (finding.code, finding.denies) == (code, True)


def test_other_goods_are_paid_by_any_means() -> None:
    """The law speaks of civil explosives."""
    assert PAYMENT.judge(replace(PAYING, explosives=False, means=Means.BILL)) == ()


@pytest.mark.parametrize(
    ("kind", "held", "codes"),
    [
        (BondKind.PERFORMANCE, "1900.00", []),
        (BondKind.PERFORMANCE, "1900.01", ["T40B"]),
        (BondKind.QUALITY, "1900.01", []),
    ],
)
def test_performance_bonds_stay_within_a_tenth(kind: BondKind, held: str, codes: list[str]) -> None:
    """All that are held together; the law's tenth is of the performance bond."""
    facts = Bonded(TODAY, kind, Decimal(held), Decimal(19_000), 10)

    assert [each.code for each in BOND.judge(facts)] == codes


@pytest.mark.parametrize(
    ("agreed", "owed", "asserted", "codes"),
    [
        (True, 95, 0, []),
        (True, 95, 95, ["C24"]),
        (True, 0, 0, ["C24"]),
        (False, 0, 0, ["C23"]),
    ],
)
def test_penalty_is_agreed_owed_and_new(
    agreed: bool,  # noqa: FBT001  case
    owed: int,
    asserted: int,
    codes: list[str],
) -> None:
    """Without an agreement, or without anything more owed, nothing is asserted."""
    facts = Lateness(TODAY, agreed, Decimal(owed), Decimal(asserted))

    assert [each.code for each in LATENESS.judge(facts)] == codes


def test_only_what_is_outstanding_is_cancelled() -> None:
    """A thousandth that is still to come, or nothing."""
    assert SHORT_CLOSE.judge(Rest(TODAY, "锚杆", Decimal("0.001"))) == ()
    (finding,) = SHORT_CLOSE.judge(Rest(TODAY, "锚杆", Decimal(0)))

    assert finding.code == "C36"


def test_contract_with_nothing_open_ends() -> None:
    """No delivery waits, no bond is held, what was paid was accepted."""
    assert ENDING.judge(OVER) == ()


def test_waiting_delivery_stops_the_termination() -> None:
    """The delivery is named, with what has no verdict in it."""
    judged = Line(UUID(int=1), "KBZ", Decimal(1), Decimal(1), Decimal(1))
    waits = Line(UUID(int=2), "FBD", Decimal(2))
    (finding,) = ENDING.judge(replace(OVER, waiting=("DH-1",), unjudged=(judged, waits)))

    assert (finding.code, finding.denies) == ("C37", True)
    assert (finding.params["deliveries"], finding.params["lines"]) == ("DH-1", "FBD 2")


@pytest.mark.parametrize("change", [{"bonds": ("履约保证金 1900 元",)}, {"paid": Decimal(5)}])
def test_what_is_left_to_settle_is_told(change: dict[str, object]) -> None:
    """A bond that is held and money without goods are warnings."""
    (finding,) = ENDING.judge(replace(OVER, **change))  # type: ignore[arg-type]  # by name

    assert (finding.code, finding.severity) == ("C38", Severity.WARN)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"warranty_until": TODAY - DAY}, ["C39"]),
        ({"warranty_until": None}, ["C39"]),
        ({"quantity": Decimal("2.001")}, ["C39Q"]),
    ],
)
def test_claim_is_within_warranty_and_what_was_accepted(
    change: dict[str, object], codes: list[str]
) -> None:
    """The last day counts; the day after is too late; so is what was never accepted."""
    found = CLAIM.judge(replace(CLAIMED, **change))  # type: ignore[arg-type]  # fields by name

    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("statutory", "days", "codes"), [(True, 15, []), (True, 16, ["T41"]), (False, 16, [])]
)
def test_report_is_due_in_fifteen_days(
    statutory: bool,  # noqa: FBT001  case
    days: int,
    codes: list[str],
) -> None:
    """Day 15 is in time, day 16 is warned of; a tender of one's own choice owes none."""
    facts = Reported(TODAY, statutory, TODAY - days * DAY, TODAY)

    assert [each.code for each in REPORTING.judge(facts)] == codes
