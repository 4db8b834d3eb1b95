"""失爆: each rule refuses its own fault, and in a district it is a major hazard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from equiplink.catalogue.flameproof_rules import FLAMEPROOF, Looked
from equiplink.mine.states import Zone
from tests.catalogue.test_rules import TODAY, judged

SOUND = Looked(
    TODAY, Zone.PIT_BOTTOM, Decimal(50), Decimal(5), weld_whole=True, glands_whole=True,
    chambers_apart=True, certificate_there=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("X08", {"dent_length": Decimal("50.1")}),
        ("X08", {"dent_depth": Decimal("5.1")}),
        ("X08", {"dent_length": None}),
        ("X08", {"dent_depth": None}),
        ("X08W", {"weld_whole": False}),
        ("X08G", {"glands_whole": None}),
        ("X08C", {"chambers_apart": False}),
        ("X08P", {"certificate_there": False}),
    ],
)
def test_loss_of_protection_is_told(code: str, bad: dict[str, Any]) -> None:
    """50 mm and 5 mm still pass; what is worse, or was not looked at, does not."""
    facts = replace(SOUND, **bad)

    assert not judged(code, facts)
    assert judged(code, SOUND)
    assert [each.code for each in FLAMEPROOF.judge(facts)] == [code]


def test_in_a_district_it_is_a_major_hazard() -> None:
    """X09 speaks in a district only, and not of sound equipment."""
    bad = replace(SOUND, zone=Zone.FACE, weld_whole=False)

    assert not judged("X09", bad)
    assert judged("X09", replace(SOUND, zone=Zone.FACE))
    assert judged("X09", replace(bad, zone=Zone.MAIN_INTAKE))
