"""Every rule of a plan refuses one row and passes another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue.states import Paper
from equiplink.law import Severity
from equiplink.plan.rules import APPROVAL, SUBMISSION, Need, Needs, Spent
from equiplink.rules import RULES, say

TODAY = date(2026, 11, 2)
MARK = frozenset({Paper.SAFETY_MARK})
NEED = Need(
    no=1, name="隔绝式压缩氧自救器", model="ZYX45", amount=Decimal(1000), need_by=date(2026, 11, 3),
    purpose="配备", papers=MARK, required=MARK,
)  # fmt: skip
A, B = UUID(int=1), UUID(int=2)
GOOD = Needs(TODAY, (NEED,), Decimal(1000), frozenset({A}), B)


SPENT = Spent(2027, "SBLB006", planned=Decimal(5), amount=Decimal(5))


def line(**change: Any) -> Needs:
    """Return the good plan with its line changed."""
    return replace(GOOD, needs=(replace(NEED, **change),))


@pytest.mark.parametrize("code", [rule.code for rule in APPROVAL.rules])
def test_good_plan_passes(code: str) -> None:
    """The good plan passes every rule, at the exact budget and needed tomorrow."""
    assert RULES[code].judge(GOOD) is None


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("N11", replace(GOOD, urgent=True, reason="主排水泵故障")),
        ("N14", line(joint=True, suppliers=3)),
        ("N14", line(suppliers=0)),
        ("N17", replace(GOOD, spent=(SPENT,))),
    ],
)
def test_rule_passes(code: str, facts: Needs) -> None:
    """A breakdown explains haste; three suppliers are a choice; who buys alone needs none."""
    assert RULES[code].judge(facts) is None


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("N01", line(amount=Decimal("1000.01"))),
        ("N01", replace(GOOD, budget=None)),
        ("N02", replace(GOOD, approver=A)),
        ("N02", replace(GOOD, approver=None)),
        ("N03", line(papers=frozenset())),
        ("N04", line(need_by=TODAY)),
        ("N04", line(need_by=None)),
        ("N05", line(purpose=" ")),
        ("N06", replace(GOOD, needs=())),
        ("N11", replace(GOOD, urgent=True)),
        ("N11", replace(GOOD, urgent=True, reason=" ")),
        ("N14", line(joint=True, suppliers=2)),
        ("N17", replace(GOOD, spent=(replace(SPENT, planned=Decimal("5.01")),))),
        ("P14", line(name="化学氧自救器", model="ZH30")),
    ],
)
def test_rule_refuses(code: str, facts: Needs) -> None:
    """What a rule is there for is refused, with a sentence in both languages."""
    finding = RULES[code].judge(facts)

    assert finding is not None
    assert "{" not in say(finding) + say(finding, "en")


def test_all_broken_rules_are_told_at_once() -> None:
    """A plan with three faults is told all three."""
    facts = line(need_by=TODAY, purpose="", amount=Decimal(2000))

    assert [each.code for each in SUBMISSION.judge(facts)] == ["N01", "N04", "N05"]


def test_draft_of_a_province_only_warns() -> None:
    """P14 is a draft for comment, so it never refuses."""
    assert RULES["P14"].severity is Severity.WARN


@pytest.mark.parametrize(("chosen", "severity"), [("warn", Severity.WARN), ("deny", Severity.DENY)])
def test_mine_chooses_whether_the_budget_stops(chosen: str, severity: Severity) -> None:
    """The budget is the mine's own rule: over it stops, or warns, as the mine says."""
    (found,) = SUBMISSION.judge(line(amount=Decimal(2000)), {"rule.N01": chosen})

    assert (found.code, found.severity) == ("N01", severity)
