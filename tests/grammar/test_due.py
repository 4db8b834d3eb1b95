"""An act that is outstanding knows how long it still may be."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from equiplink.due import Due
from equiplink.mine.states import Role


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 3, 1), 4), (date(2026, 3, 5), 0), (date(2026, 3, 6), -1)],
)
def test_days_left(today: date, left: int) -> None:
    """The last day itself has none left, the day after is overdue."""
    act = Due(
        code="T39", on=date(2026, 3, 5), subject="contract", subject_id=UUID(int=1),
        number="HT-1", role=Role.BUYER, zh="退还投标保证金", en="return the bid bonds",
    )  # fmt: skip

    assert act.left(today) == left
