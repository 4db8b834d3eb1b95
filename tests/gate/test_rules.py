"""What must hold at the shaft mouth, rule by rule."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from equiplink.gate.candidate import Candidate
from equiplink.gate.inspection_rules import INSPECTION, Signature
from equiplink.gate.rules import (
    ENTRY,
    EXIT,
    STAY,
    TAG,
    Scanned,
)
from equiplink.register.hold_states import HoldKind
from equiplink.register.states import ItemState, Plate

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
FIT = Candidate(
    today=TODAY,
    state=ItemState.IN_STOCK,
    unit="台",
    quantity=Decimal(1),
    stock=Decimal(1),
    underground=Decimal(0),
    inspected_at=NOW,
    inspection_passed=True,
    inspection_until=TODAY,
)
SIGNED = Signature(
    today=TODAY,
    certificate_until=TODAY,
    checks=(("外壳", True),),
    passed=True,
    valid_until=date(2026, 12, 2),
    longest=30,
)


def codes_of(found: Any) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in found]


def test_fit_thing_may_enter() -> None:
    """A thing in stock that was inspected, valid to this very day, may enter."""
    assert ENTRY.judge(FIT) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"installed": True}, "G71"),
        ({"lost": (Plate.EX,)}, "X07L"),
        ({"state": ItemState.UNDERGROUND}, "G32"),
        ({"state": ItemState.IN_REPAIR}, "G33"),
        ({"state": ItemState.SCRAPPED}, "G34"),
        ({"quantity": Decimal("1.001")}, "G35"),
        ({"inspected_at": None}, "G02"),
        ({"inspection_passed": False}, "G02"),
        ({"inspection_until": date(2026, 11, 1)}, "G02D"),
        ({"inspection_until": None}, "G02D"),
        ({"unfit_since": NOW}, "G06"),
        ({"inspected_by_scanner": True}, "G03A"),
        ({"belt_test": True}, "G09"),
        ({"dated": True}, "G16"),
        ({"dated": True, "expires_on": date(2026, 11, 1)}, "G16"),
        ({"next_due_on": date(2026, 11, 1)}, "G36"),
        ({"holds": ((HoldKind.STOP_USE, "通知"),)}, "M13H"),
        ({"holds": ((HoldKind.HAZARD, "失爆"),)}, "G40"),
        ({"holds": ((HoldKind.SEALED, "查封"),)}, "G41"),
        ({"holds": ((HoldKind.QUARANTINE, "待查"),)}, "G42"),
        ({"holds": ((HoldKind.STOPPED, "停产"),)}, "G43"),
        ({"holds": ((HoldKind.INSPECTION, "待复"),)}, "G44"),
        ({"doubts": ("AJ-1",)}, "S36"),
    ],
)
def test_one_thing_wrong_refuses_by_itself(change: dict[str, Any], code: str) -> None:
    """Each condition of entry refuses by itself, and only by its own rule."""
    assert codes_of(ENTRY.judge(replace(FIT, **change))) == [code]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"unfit_since": NOW}, ["G51"]),
        ({"unfit_since": NOW, "inspected_at": None}, ["G51"]),
        ({"unfit_since": NOW, "repairing": True}, []),
        ({"unfit_since": datetime(2026, 11, 2, 0, 59, tzinfo=UTC)}, []),
        ({"unfit_since": NOW, "inspection_passed": False}, ["G51"]),
    ],
)
def test_what_failed_underground_is_unfit_until_it_is_inspected(
    change: dict[str, Any], codes: list[str]
) -> None:
    """A failed test or a repair voids it; while the repair is open somebody sees to it."""
    assert codes_of(STAY.judge(replace(FIT, **change))) == codes


@pytest.mark.parametrize(
    "change",
    [
        {"unfit_since": datetime(2026, 11, 2, 0, 59, tzinfo=UTC)},
        {"belt_test": True, "belt_test_passed": True},
        {"dated": True, "expires_on": TODAY},
        {"next_due_on": TODAY},
        {"quantity": Decimal(3), "stock": Decimal(3)},
    ],
)
def test_limit_itself_passes(change: dict[str, Any]) -> None:
    """The last day, the whole stock and an inspection after the repair pass."""
    assert ENTRY.judge(replace(FIT, **change)) == ()


def test_everything_wrong_is_reported_at_once() -> None:
    """All broken rules are reported, not the first."""
    bad = replace(
        FIT, inspected_at=None, quantity=Decimal(9), belt_test=True,
        holds=((HoldKind.SEALED, "查封"), (HoldKind.HAZARD, "失爆")),
    )  # fmt: skip

    assert codes_of(ENTRY.judge(bad)) == ["G35", "G02", "G09", "G40", "G41"]


def test_known_and_live_tag_passes() -> None:
    """A tag on the register that was not replaced passes."""
    assert TAG.judge(Scanned(TODAY, "C", known=True)) == ()


def test_unknown_and_voided_tags_are_refused() -> None:
    """An unknown tag and a replaced one are refused."""
    assert codes_of(TAG.judge(Scanned(TODAY, "C", known=False))) == ["G30"]
    assert codes_of(TAG.judge(Scanned(TODAY, "C", known=True, voided_on=TODAY))) == ["G31"]


@pytest.mark.parametrize(("day", "held"), [(date(2024, 4, 30), []), (date(2024, 5, 1), ["G41"])])
def test_seal_of_the_ordinance_binds_from_its_first_day(day: date, held: list[str]) -> None:
    """煤矿安全生产条例 is in force since 2024-05-01 and judges no entry before."""
    sealed = replace(FIT, today=day, holds=((HoldKind.SEALED, "封"),))

    assert codes_of(ENTRY.judge(sealed)) == held


def test_unknown_tag_is_refused_on_any_day() -> None:
    """A clock that was set back lets nothing in that the register does not know."""
    assert codes_of(TAG.judge(Scanned(date(2000, 1, 1), "C", known=False))) == ["G30"]


def test_exit_is_bounded_by_what_is_underground() -> None:
    """What comes up was underground."""
    assert codes_of(EXIT.judge(FIT)) == ["G37"]
    assert EXIT.judge(replace(FIT, underground=Decimal(1))) == ()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"certificate_until": None}, ["G03"]),
        ({"checks": ()}, ["G05"]),
        ({"checks": (("外壳", False),)}, ["G05"]),
        ({"checks": (("外壳", False),), "passed": False}, []),
        ({"valid_until": date(2026, 12, 3)}, ["G04"]),
        ({"valid_until": date(2026, 11, 1)}, ["G04"]),
        ({"valid_until": TODAY}, []),
        ({"repairing": True}, ["G06O"]),
        ({"repairing": True, "passed": False}, []),
    ],
)
def test_signature_of_an_inspection(change: dict[str, Any], codes: list[str]) -> None:
    """Who signs is certified today, the verdict follows the checks, the days are bounded."""
    assert codes_of(INSPECTION.judge(replace(SIGNED, **change))) == codes
