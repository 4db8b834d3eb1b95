"""When a frozen seat may be given to another person."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from equiplink.mine.states import Role
from equiplink.plan.vacancy_rules import REASSIGNING, Successor, Vacancy

OFFICER, WRITER, SEATED, NEW = (UUID(int=number) for number in range(1, 5))
GOOD = Vacancy(
    today=date(2026, 11, 2),
    officer=OFFICER,
    holder="赵三",
    vacant=True,
    roles=(Role.APPROVER, Role.SAFETY_OFFICER),
    successor=Successor(NEW, "钱四", works=True, roles=frozenset({"approver", "keeper"})),
    writers=frozenset({WRITER}),
    seated=frozenset({SEATED}),
)


def told(facts: Vacancy) -> list[str]:
    """Return the codes of what speaks against it."""
    return [each.code for each in REASSIGNING.judge(facts)]


def test_seat_goes_to_somebody_who_may_sign() -> None:
    """Nothing speaks against an able person, nor against anybody able for who was named."""
    named = replace(GOOD, roles=(), successor=replace(GOOD.successor, roles=frozenset()))

    assert (told(GOOD), told(named)) == ([], [])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"vacant": False}, "N40"),
        ({"successor": replace(GOOD.successor, works=False)}, "N41"),
        ({"successor": replace(GOOD.successor, roles=frozenset({"keeper"}))}, "N41"),
        ({"successor": replace(GOOD.successor, id=WRITER)}, "N42"),
        ({"successor": replace(GOOD.successor, id=SEATED)}, "N42"),
        ({"successor": replace(GOOD.successor, id=OFFICER)}, "N43"),
    ],
)
def test_each_claim_is_asked(change: dict[str, Any], expected: str) -> None:
    """A holder who is there, somebody unable, a writer, a second voice, the officer himself."""
    assert told(replace(GOOD, **change)) == [expected]
