"""When a row of the table applies, and what submissions, withdrawals and delegates must satisfy."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.plan.approval_rules import (
    DELEGATION,
    SUBMISSION,
    THRESHOLD,
    WITHDRAWAL,
    Delegated,
    Row,
    Staffed,
    Submitted,
    Sum,
    Term,
    Withdrawal,
    cause,
)
from equiplink.plan.states import Period, Together
from equiplink.rules import RULES, say

A, B, C = (UUID(int=number) for number in (1, 2, 3))
TODAY = date(2026, 11, 2)
LAST = date(2026, 11, 6)
FEN = Decimal("0.01")
WHOLE = Sum(Together.PLAN, "", Decimal(500))
SWITCH = Sum(
    Together.KIND, "馈电开关", Decimal(300), Decimal(400), Decimal(400), frozenset({"KX", "电气"})
)
LAMP = Sum(Together.KIND, "矿灯", Decimal(200), codes=frozenset({"KD", "照明"}))
SUMS = (WHOLE, SWITCH, LAMP)
SENT = Submitted(TODAY, (Staffed("科长", 2),), SUMS)
BACK = Withdrawal(TODAY, A, frozenset({A}), ())
TERM = Term(A, B, TODAY, LAST)
LENT = Delegated(TODAY, TERM)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(), SWITCH),
        (Row(Decimal(700)), SWITCH),
        (Row(Decimal(700) + FEN), None),
        (Row(classes=frozenset({"KD"})), LAMP),
        (Row(classes=frozenset({"照明"})), LAMP),
        (Row(Decimal(201), frozenset({"KD"})), None),
        (Row(classes=frozenset({"电缆"})), None),
        (Row(periods=frozenset({Period.URGENT})), SWITCH),
        (Row(periods=frozenset({Period.MONTH, Period.YEAR})), None),
    ],
)
def test_row_applies_by_sum_class_and_period(row: Row, expected: Sum | None) -> None:
    """The largest sum decides, the limit included; another class or period does not apply."""
    found = cause(row, Period.URGENT, SUMS)

    assert (found and found.total) == (expected and expected.total)


def test_group_of_classes_is_one_sum() -> None:
    """Classes of one row are added up, so that nothing hides between two of them."""
    found = cause(Row(Decimal(900), frozenset({"KX", "照明"})), Period.MONTH, SUMS)

    assert found is not None
    assert (found.name, found.own, found.others) == ("馈电开关、矿灯", 500, 400)


ROWS: list[tuple[str, Any, dict[str, Any]]] = [
    ("N20", SENT, {"steps": (Staffed("矿长", 0),)}),
    ("N20", SENT, {"steps": (Staffed("矿长", 1, ("张三",)),)}),
    ("N21", SENT, {"sums": (replace(SWITCH, own=FEN, small=THRESHOLD - FEN),)}),
    ("N22", BACK, {"signed": ("张三",)}),
    ("N23", BACK, {"actor": B}),
    ("N24", LENT, {"term": replace(TERM, delegate=A)}),
    ("N24", LENT, {"delegate_leaves": LAST}),
    ("N25", LENT, {"others": (Term(B, C, LAST, LAST),)}),
    ("N25", LENT, {"others": (Term(C, A, TODAY, TODAY),)}),
    ("N26", LENT, {"others": (Term(A, C, LAST, date(2027, 1, 1)),)}),
]


@pytest.mark.parametrize(("code", "good", "change"), ROWS)
def test_rule_passes_and_refuses(code: str, good: Any, change: dict[str, Any]) -> None:
    """A rule passes the good row and refuses the changed one, in both languages."""
    finding = RULES[code].judge(replace(good, **change))

    assert RULES[code].judge(good) is None
    assert finding is not None
    assert "failed" not in finding.params
    assert "{" not in say(finding) + say(finding, "en")


def test_every_rule_has_a_row() -> None:
    """No rule of these sets is without a row above."""
    known = {
        *(rule.code for rule in SUBMISSION.rules),
        *(rule.code for rule in WITHDRAWAL.rules),
        *(rule.code for rule in DELEGATION.rules),
    }

    assert known == {code for code, _, _ in ROWS}


@pytest.mark.parametrize(
    ("own", "small", "split"),
    [
        (THRESHOLD - FEN, FEN, True),
        (THRESHOLD - FEN * 2, FEN, False),
        (THRESHOLD, FEN, False),
        (THRESHOLD - FEN, Decimal(0), False),
    ],
)
def test_plans_look_split_at_the_threshold(own: Decimal, small: Decimal, *, split: bool) -> None:
    """Together at the threshold and each below it; one that reaches it alone is no splitting."""
    facts = replace(SENT, sums=(replace(SWITCH, own=own, others=small, small=small),))

    assert (RULES["N21"].judge(facts) is not None) is split


@pytest.mark.parametrize(
    "others",
    [
        (Term(B, C, date(2026, 11, 7), date(2026, 12, 1)),),
        (Term(A, C, date(2026, 10, 1), date(2026, 11, 1)),),
        (Term(C, B, TODAY, LAST),),
    ],
)
def test_delegations_of_other_days_or_to_the_same_person_pass(others: tuple[Term, ...]) -> None:
    """The day after is another day, and one may stand in for two."""
    assert DELEGATION.judge(replace(LENT, others=others)) == ()


def test_delegate_may_leave_the_day_after() -> None:
    """He belongs to the mine until the day before he leaves."""
    assert DELEGATION.judge(replace(LENT, delegate_leaves=date(2026, 11, 7))) == ()
