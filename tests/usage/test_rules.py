"""Every rule of usage: what it refuses and what it lets pass, at its boundaries."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.mine.states import UNDERGROUND, Zone
from equiplink.rules import RULES
from equiplink.usage.custody_rules import Offer, Receipt
from equiplink.usage.rules import (
    HANDING_OVER,
    METER,
    MOVING,
    PLACING,
    USE,
    GivingBack,
    Meter,
    Spot,
)
from equiplink.usage.stocktake_rules import Clearing, Ending, Loss, Sighting

TODAY = date(2026, 11, 2)
SPOT = Spot(
    TODAY, Zone.FACE, Decimal(3), Decimal(10), Decimal(7),
    inspected_zone=Zone.FACE, inspected_place="3101综采工作面",
)  # fmt: skip
ROPE = replace(SPOT, rope=True, tested_on=date(2025, 11, 2))
BACK = GivingBack(TODAY, Decimal(3), Decimal(3), None)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
SIGHTED = Sighting(TODAY, "X", AT, opened_at=AT, now=AT)
MISSED = Loss(TODAY, missed=True, own=False)
ENDED = Ending(TODAY, counted=True)
CLEARED = Clearing(TODAY, (), counted=True, differences=0)
OFFERED = Offer(TODAY, UUID(int=1), UUID(int=2), waiting=False)
RECEIPT_FACTS = Receipt(TODAY, UUID(int=2), UUID(int=2))
METERED = Meter(TODAY, Decimal(124), Decimal(100), Decimal(24))


@pytest.mark.parametrize(
    ("code", "facts", "change"),
    [
        ("U01", SPOT, {"quantity": Decimal("3.001")}),
        ("U01", SPOT, {"placed": Decimal(8)}),
        ("U02", SPOT, {"zone": Zone.SURFACE}),
        ("U03", SPOT, {"keeper_left_on": TODAY}),
        ("U04", SPOT, {"inspected_zone": Zone.RETURN}),
        ("U04", SPOT, {"inspected_zone": None}),
        ("U05", SPOT, {"unfit": True}),
        ("U06", SPOT, {"holds": ("查封",)}),
        ("U09", BACK, {"quantity": Decimal("3.001")}),
        ("U09", BACK, {"ended_on": TODAY}),
        ("U11", BACK, {"holds": ("待查",)}),
        ("U36", BACK, {"job_open": False}),
        ("U41", MISSED, {"missed": False}),
        ("U42", MISSED, {"own": True}),
        ("U10", SPOT, {"ended_on": TODAY}),
        ("I15", ROPE, {"tested_on": date(2025, 11, 1)}),
        ("I15", ROPE, {"tested_on": None}),
        ("U07", METERED, {"hours": Decimal("99.999")}),
        ("U08", METERED, {"hours": Decimal("124.001")}),
        ("U20", RECEIPT_FACTS, {"actor_id": UUID(int=1)}),
        ("U21", OFFERED, {"waiting": True}),
        ("U26", SIGHTED, {"at": datetime(2026, 11, 2, 8, tzinfo=UTC)}),
        ("U26", SIGHTED, {"at": datetime(2026, 11, 2, 11, tzinfo=UTC)}),
        ("U27", CLEARED, {"standing": ("KBZ-01 1",)}),
        ("U28", CLEARED, {"counted": False}),
        ("U29", CLEARED, {"differences": 1}),
        ("U12", SPOT, {"stopped": ("重大隐患",)}),
        ("U61", SPOT, {"closed_out_on": date(2026, 11, 1)}),
        ("U60", ENDED, {"counted": False}),
        ("U22", OFFERED, {"receiver_id": UUID(int=1)}),
    ],
)
def test_rule_refuses_and_passes(code: str, facts: Any, change: dict[str, Any]) -> None:
    """One changed fact breaks the rule; without the change it holds."""
    rule = RULES[code]

    assert rule.judge(facts) is None
    finding = rule.judge(replace(facts, **change))
    assert finding is not None
    assert "failed" not in finding.params


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("U03", replace(SPOT, keeper_left_on=date(2026, 11, 3))),
        ("U07", replace(METERED, hours=Decimal(100))),
        ("U08", replace(METERED, elapsed=None, hours=Decimal(9000))),
        ("I15", SPOT),
    ],
)
def test_rule_leaves_other_cases_alone(code: str, facts: Any) -> None:
    """A rule speaks of its own case only, and its boundary counts as allowed."""
    assert RULES[code].judge(facts) is None


@pytest.mark.parametrize("zone", sorted(UNDERGROUND))
def test_every_zone_underground_is_a_place_of_use(zone: Zone) -> None:
    """All zones but the surface are places of use."""
    assert RULES["U02"].judge(replace(SPOT, zone=zone)) is None


def test_good_facts_pass_every_set() -> None:
    """An ordinary day meets no objection."""
    assert PLACING.judge(ROPE) == ()
    assert MOVING.judge(SPOT) == ()
    assert HANDING_OVER.judge(SPOT) == ()
    assert USE.judge(BACK) == ()
    assert METER.judge(METERED) == ()


def test_other_zone_than_inspected_is_a_warning() -> None:
    """A move to another kind of place is recorded; the catalogue decides whether it may stand."""
    findings = MOVING.judge(replace(SPOT, inspected_zone=Zone.RETURN))

    assert [(finding.code, finding.denies) for finding in findings] == [("U04", False)]
