"""What a thing that was here before lacks, how urgent that is, and what lets it in or on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.register.enrol_rules import (
    PROVISIONAL,
    REGULARISING,
    TURNING_OUT,
    Provisional,
    Regularising,
    TurningOut,
)
from equiplink.register.enrol_states import Evidence, Risk
from equiplink.register.evidence import POINTS, Known, missing, rank
from equiplink.rules import say

TODAY = date(2026, 11, 30)
ME, OTHER = UUID(int=1), UUID(int=2)
WHOLE = Known(
    unit=True, requires_mark=True, requires_ex=True, requires_shelf_life=True,
    requires_belt_test=True, mark_number="MAA010001", ex_mark="Ex db I Mb", serial="1",
    purchase="HT-1", dated=True, expires=True, placed=True,
    papers=frozenset({"ex_certificate", "third_party_test", "product_certificate", "manual"}),
    asked=frozenset({"manual", "safety_mark"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({}, []),
        ({"mark_number": ""}, [Evidence.MARK]),
        ({"mark_number": "", "requires_mark": False}, []),
        ({"ex_mark": ""}, [Evidence.EX_MARK]),
        ({"serial": ""}, [Evidence.SERIAL]),
        ({"serial": "", "unit": False}, []),
        ({"dated": False}, [Evidence.MADE_ON]),
        ({"expires": False}, [Evidence.EXPIRES_ON]),
        ({"purchase": ""}, [Evidence.PURCHASE]),
        ({"placed": False}, [Evidence.PLACE]),
        ({"asked": frozenset({"factory_report"})}, [Evidence.PAPERS]),
        (
            {"papers": frozenset({"manual"})},
            [Evidence.BELT_TEST, Evidence.EX_CERTIFICATE, Evidence.PRODUCT_CERTIFICATE],
        ),
    ],
)
def test_what_is_missing_is_listed(change: dict[str, Any], lacking: list[Evidence]) -> None:
    """What its class asks for, the weightiest first; what nobody asks for is not missed."""
    assert list(missing(replace(WHOLE, **change))) == lacking


@pytest.mark.parametrize(
    ("change", "risk", "reasons"),
    [
        ({}, Risk.LOW, []),
        ({"below": True, "vital": True}, Risk.LOW, []),
        ({"purchase": ""}, Risk.LOW, [("purchase", 1)]),
        ({"purchase": "", "below": True}, Risk.MEDIUM, [("purchase", 1), ("underground", 3)]),
        ({"mark_number": "", "below": True}, Risk.HIGH, [("mark", 5), ("underground", 3)]),
        ({"faults": ("M06",), "vital": True}, Risk.HIGH, [("M06", 6), ("importance", 2)]),
        ({"faults": ("M06",)}, Risk.MEDIUM, [("M06", 6)]),
    ],
)
def test_rank_is_the_sum_of_its_reasons(
    change: dict[str, Any], risk: Risk, reasons: list[tuple[str, int]]
) -> None:
    """Each point is told; being below or vital counts only while something is wrong."""
    found = rank(replace(WHOLE, **change))

    assert (found.risk, list(found.reasons)) == (risk, reasons)
    assert found.points == sum(points for _, points in reasons)


def test_every_evidence_has_points() -> None:
    """None is forgotten."""
    assert set(POINTS) == set(Evidence)


@pytest.mark.parametrize(
    ("until", "found"),
    [(None, []), (TODAY, ["R31"]), (date(2026, 11, 29), ["R32"])],
)
def test_provisional_standing_ends(until: date | None, found: list[str]) -> None:
    """On its last day it still warns; on the next it denies."""
    told = PROVISIONAL.judge(Provisional(TODAY, until))

    assert [each.code for each in told] == found
    assert [each.denies for each in told] == [each == "R32" for each in found]
    assert all(say(each) and say(each, "en") for each in told)


@pytest.mark.parametrize(
    ("lacking", "signer", "found"),
    [((), OTHER, []), ((Evidence.MARK,), OTHER, ["R30"]), ((), ME, ["R33"])],
)
def test_regular_is_what_is_whole_and_seen_by_another(
    lacking: tuple[Evidence, ...], signer: UUID, found: list[str]
) -> None:
    """Both are asked for."""
    facts = Regularising(TODAY, lacking, ME, signer)

    assert [each.code for each in REGULARISING.judge(facts)] == found


@pytest.mark.parametrize(("below", "found"), [(0, []), (1, ["R34"])])
def test_what_is_turned_out_is_above(below: int, found: list[str]) -> None:
    """First it is scanned out."""
    facts = TurningOut(TODAY, Decimal(below), "台")

    assert [each.code for each in TURNING_OUT.judge(facts)] == found
