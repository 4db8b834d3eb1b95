"""What holds beside the lines refuses one row and passes another, at its very boundary."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from equiplink.law import Severity
from equiplink.plan.later_rules import Asked, Unused, Urgent
from equiplink.rules import RULES, say

TODAY = date(2026, 11, 2)
URGENT = Urgent(TODAY, urgent=True, regularise_by=TODAY, regularised_on=TODAY)
UNUSED = Unused(TODAY, lapses=True, approved_on=date(2026, 9, 2), months=2)


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("N12", URGENT),
        ("N12", replace(URGENT, urgent=False, regularised_on=None)),
        ("N13", URGENT),
        ("N13", replace(URGENT, regularise_by=None)),
        ("N15", UNUSED),
        ("N15", replace(UNUSED, lapses=False, approved_on=date(2020, 1, 1))),
        ("N16", Asked(TODAY, date(2026, 11, 3))),
    ],
)
def test_rule_passes(code: str, facts: Any) -> None:
    """On the last day everything is still in time."""
    assert RULES[code].judge(facts) is None


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("N12", replace(URGENT, regularised_on=None)),
        ("N13", replace(URGENT, regularise_by=date(2026, 11, 1))),
        ("N15", replace(UNUSED, approved_on=date(2026, 9, 1))),
        ("N16", Asked(TODAY, TODAY)),
    ],
)
def test_rule_refuses(code: str, facts: Any) -> None:
    """A day later it is told, with its numbers, in both languages."""
    finding = RULES[code].judge(facts)

    assert finding is not None
    assert "{" not in say(finding) + say(finding, "en")


def test_lateness_only_warns() -> None:
    """Late papers and an unused plan are told; they stop nobody."""
    assert {RULES[code].severity for code in ("N13", "N15")} == {Severity.WARN}
