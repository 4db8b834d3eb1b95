"""What a shift forbids: other work, harmless work and other hours pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from equiplink.mine.states import Danger
from equiplink.mine.window_rules import SHIFT, Hour

NIGHT = (("零点班管控", frozenset({"installation"})),)
HOUR = Hour(date(2026, 11, 26), Danger.INSTALLATION, NIGHT)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ["G15"]),
        ({"danger": Danger.REPAIR}, []),
        ({"danger": None}, []),
        ({"windows": ()}, []),
    ],
)
def test_shift_forbids_what_it_names(change: dict[str, Any], codes: list[str]) -> None:
    """Other work, harmless work and other hours pass."""
    assert [each.code for each in SHIFT.judge(replace(HOUR, **change))] == codes
