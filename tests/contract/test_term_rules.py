"""The rules of terms and of their changes, pure: facts in, findings out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract.states import Event, Reason
from equiplink.contract.term_rules import CHANGE, TERMS, Change, LineChange, Part, Terms
from equiplink.law import Severity

TODAY = date(2026, 11, 30)
BUYER, APPROVER = UUID(int=1), UUID(int=2)
AGREED = Terms(
    today=TODAY,
    percents=(Decimal(30), Decimal(60), Decimal(10)),
    events=(Event.SIGNING, Event.ACCEPTANCE, Event.WARRANTY_END),
    warranty=True,
    inspection_days=3,
    short_inspection=3,
    drafted_by=BUYER,
    signed_by=APPROVER,
)
MORE = Change(
    today=TODAY,
    tendered=True,
    reason=Reason.ADD_ON,
    parts=frozenset({Part.MORE}),
    lines=(LineChange("锚杆", Decimal(1000), Decimal(1000), Decimal(1000)),),
    first_amount=Decimal(10_000),
    added=Decimal(1_000),
    add_on_percent=10,
    amount=Decimal(11_000),
    paid=Decimal(11_000),
    proposed_by=BUYER,
    signed_by=APPROVER,
)


def test_usual_terms_pass() -> None:
    """30 % before, 60 % at acceptance, 10 % after the warranty."""
    assert TERMS.judge(AGREED) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"warranty": False}, "C15"),
        ({"percents": (Decimal("33.333"),) * 3}, "C16"),
        ({"percents": (), "events": ()}, "C16"),
        ({"percents": (Decimal(30), Decimal(60), Decimal("10.001"))}, "C16"),
        ({"events": (Event.ACCEPTANCE, Event.SIGNING)}, "C17"),
        ({"events": (Event.ACCEPTANCE, Event.ACCEPTANCE)}, "C17"),
        ({"signed_by": BUYER}, "C19"),
    ],
)
def test_terms_that_do_not_hold_are_refused(change: dict[str, object], code: str) -> None:
    """Each has its finding."""
    (finding,) = TERMS.judge(replace(AGREED, **change))  # type: ignore[arg-type]  # by name

    assert (finding.code, finding.denies) == (code, True)


def test_short_inspection_is_warned_of() -> None:
    """Two days, where three are the least, are for appearance only."""
    (finding,) = TERMS.judge(replace(AGREED, inspection_days=2))

    assert (finding.code, finding.severity) == ("C18", Severity.WARN)


def test_addition_of_a_tenth_passes() -> None:
    """Exactly ten per cent more of the same, within the plan, paid up to the amount."""
    assert CHANGE.judge(MORE) == ()


@pytest.mark.parametrize(
    ("reason", "parts"),
    [
        (Reason.ADD_ON, {Part.MORE}),
        (Reason.FORCE_MAJEURE, {Part.LESS, Part.LATER}),
        (Reason.LAW_CHANGE, {Part.PRICE}),
        (Reason.MINE_CANNOT_RECEIVE, {Part.LATER}),
        (Reason.EARLIER, {Part.SOONER}),
    ],
)
def test_listed_ground_changes_a_tendered_contract(reason: Reason, parts: set[Part]) -> None:
    """Each ground changes what it explains, and nothing else."""
    facts = replace(MORE, reason=reason, parts=frozenset(parts))
    others = frozenset(Part) - parts

    assert CHANGE.judge(facts) == ()
    for each in others:
        found = CHANGE.judge(replace(facts, parts=frozenset({each})))
        assert [finding.code for finding in found] == ["C30"]


@pytest.mark.parametrize("reason", [Reason.CONCESSION, Reason.NEED_CHANGED])
@pytest.mark.parametrize("part", list(Part))
def test_what_was_not_tendered_is_changed_by_agreement(reason: Reason, part: Part) -> None:
    """A purchase without a tender may be changed; a tendered one not, for such reasons."""
    facts = replace(MORE, reason=reason, parts=frozenset({part}))

    assert CHANGE.judge(replace(facts, tendered=False)) == ()
    assert [each.code for each in CHANGE.judge(facts)] == ["C30"]


def test_addition_above_a_tenth_is_warned_of() -> None:
    """One fen above ten per cent of the first amount."""
    (finding,) = CHANGE.judge(replace(MORE, added=Decimal("1000.01")))

    assert (finding.code, finding.severity) == ("C31", Severity.WARN)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lines": (LineChange("锚杆", Decimal(1000), Decimal(999), Decimal(1000)),)}, "C32"),
        ({"lines": (LineChange("锚杆", Decimal(0), Decimal(1001), Decimal(1000)),)}, "C33"),
        ({"amount": Decimal("10999.99")}, "C34"),
        ({"signed_by": BUYER}, "C35"),
    ],
)
def test_change_that_the_record_contradicts_is_refused(
    change: dict[str, object], code: str
) -> None:
    """Less than arrived, more than planned, less than paid, signed by its author."""
    (finding,) = CHANGE.judge(replace(MORE, **change))  # type: ignore[arg-type]  # by name

    assert (finding.code, finding.denies) == (code, True)
