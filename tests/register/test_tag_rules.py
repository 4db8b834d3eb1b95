"""What gives a false tag away, and who witnesses."""

from datetime import date
from typing import Any

import pytest

from equiplink.register.tag_rules import CLAIM, SIGHTING, Sighting, Witness
from equiplink.register.tag_states import Fate
from equiplink.rules import say

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"fate": Fate.REPLACED, "voided_on": TODAY}, []),
        ({"fate": Fate.LOST, "voided_on": TODAY}, ["R21"]),
        ({"fate": Fate.SCRAPPED, "voided_on": TODAY}, ["R22"]),
        ({"elsewhere": "主井", "minutes": 9, "shortest": 10}, ["R23"]),
        ({"elsewhere": "主井", "minutes": 10, "shortest": 10}, []),
    ],
)
def test_what_gives_a_tag_away(facts: dict[str, Any], found: list[str]) -> None:
    """Lost, dead, or in two places at once; a replaced one is the gate's own rule."""
    told = SIGHTING.judge(Sighting(TODAY, "ABC", **facts))

    assert [each.code for each in told] == found
    assert all(say(each) and say(each, "en") for each in told)


@pytest.mark.parametrize(
    ("claims", "left_on", "found"),
    [
        (False, None, []),
        (False, date(2026, 12, 1), []),
        (False, TODAY, ["R24"]),
        (True, None, ["R24"]),
    ],
)
def test_witness_is_somebody_else_who_works_here(
    claims: bool,  # noqa: FBT001  a column of the table above
    left_on: date | None,
    found: list[str],
) -> None:
    """On the day of leaving he is gone."""
    facts = Witness(TODAY, "张三", claims, left_on)

    assert [each.code for each in CLAIM.judge(facts)] == found
