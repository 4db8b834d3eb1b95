"""Due process: every step has its day and its person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from equiplink.rules import RULES
from equiplink.supplier.case_rules import (
    Complaint,
    Confirmation,
    Hearing,
    Interim,
    Judgement,
    Review,
)
from equiplink.supplier.states import Verdict

TODAY = date(2026, 11, 9)
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))
INTERIM = Interim(TODAY, open=True, earlier=False, ends_on=date(2026, 12, 8), longest=30)
JUDGEMENT = Judgement(TODAY, ONE, TWO, BEFORE, Verdict.SATISFIED, TODAY, AFTER, longest=2)


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        (INTERIM, True),
        (replace(INTERIM, ends_on=date(2026, 12, 9)), False),
        (replace(INTERIM, ends_on=TODAY), True),
        (replace(INTERIM, ends_on=BEFORE), False),
        (replace(INTERIM, open=False), False),
        (replace(INTERIM, earlier=True), False),
    ],
)
def test_interim_suspension_is_short(facts: Interim, fits: bool) -> None:  # noqa: FBT001  a column of the table
    """Thirty days at most, both counted, once, while the case is open."""
    assert (RULES["S28"].judge(facts) is None) == fits


@pytest.mark.parametrize(
    ("until", "statement", "heard"),
    [(BEFORE, "", True), (TODAY, "", False), (TODAY, "我方按期到货", True)],
)
def test_silence_waits_for_the_period(until: date, statement: str, heard: bool) -> None:  # noqa: FBT001  a column of the table
    """The last day still belongs to the supplier; his word may come on any day."""
    assert (RULES["S29"].judge(Hearing(TODAY, until, statement)) is None) == heard


def test_accuser_does_not_decide() -> None:
    """Another person decides."""
    assert RULES["S30"].judge(JUDGEMENT) is None
    assert RULES["S30"].judge(replace(JUDGEMENT, decider=ONE)) is not None


def test_decision_waits_for_the_hearing() -> None:
    """On the last day of the hearing it is too early."""
    assert RULES["S31"].judge(JUDGEMENT) is None
    assert RULES["S31"].judge(replace(JUDGEMENT, answer_by=TODAY)) is not None


@pytest.mark.parametrize(
    ("verdict", "starts_on", "ends_on", "fits"),
    [
        (Verdict.SATISFIED, TODAY, AFTER, True),
        (Verdict.SATISFIED, TODAY, AFTER + timedelta(days=1), False),
        (Verdict.SATISFIED, BEFORE, TODAY, False),
        (Verdict.SATISFIED, AFTER, TODAY, False),
        (Verdict.SATISFIED, TODAY, None, False),
        (Verdict.SATISFIED, None, None, False),
        (Verdict.NO_VIOLATION, None, None, True),
        (Verdict.NO_VIOLATION, TODAY, None, False),
        (Verdict.LACK_OF_EVIDENCE, None, TODAY, False),
    ],
)
def test_period_goes_with_the_verdict(
    verdict: Verdict,
    starts_on: date | None,
    ends_on: date | None,
    fits: bool,  # noqa: FBT001  a column of the table
) -> None:
    """A satisfied accusation has a bounded period that is not backdated; another has none."""
    facts = replace(JUDGEMENT, verdict=verdict, starts_on=starts_on, ends_on=ends_on)

    assert (RULES["S32"].judge(facts) is None) == fits


@pytest.mark.parametrize(("days", "in_time"), [(1, True), (0, False)])
def test_complaint_has_its_days(days: int, in_time: bool) -> None:  # noqa: FBT001  a column of the table
    """The last day counts."""
    assert (RULES["S33"].judge(Complaint(TODAY, BEFORE, days)) is None) == in_time


def test_third_person_reviews() -> None:
    """Neither accuser nor decider looks at it again."""
    before = frozenset({ONE, TWO})

    assert RULES["S34"].judge(Review(TODAY, THREE, before)) is None
    assert RULES["S34"].judge(Review(TODAY, TWO, before)) is not None


def test_rating_is_confirmed_by_another() -> None:
    """Nobody confirms his own rating."""
    assert RULES["S37"].judge(Confirmation(TODAY, ONE, TWO)) is None
    assert RULES["S37"].judge(Confirmation(TODAY, ONE, ONE)) is not None
