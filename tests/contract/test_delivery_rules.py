"""The rules of arrivals, pure: facts in, findings out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract.delivery_rules import (
    ARRIVAL,
    CLOSING,
    FULFILMENT,
    NOTICE,
    RETURN,
    Arrival,
    Line,
    Notice,
    Order,
    Packed,
    Progress,
    Serials,
)
from equiplink.law import Severity

TODAY = date(2026, 11, 30)
TWO = Serials("KBZ", Decimal(2), ("SN1", "SN2"))
LINE = Line(UUID(int=1), "KBZ-400/1140", arrived=Decimal(2))
JUDGED = replace(LINE, presented=Decimal(2), accepted=Decimal(1), rejected=Decimal(1))


@pytest.mark.parametrize(
    ("received", "tolerance", "codes"),
    [
        (Decimal(1000), 0, []),
        (Decimal("1000.001"), 0, ["T38R"]),
        (Decimal(1005), 5, []),
        (Decimal("1005.001"), 5, ["T38R"]),
    ],
)
def test_over_delivery_is_compared_exactly(
    received: Decimal, tolerance: int, codes: list[str]
) -> None:
    """A thousandth beyond order and tolerance is too much; a unit has no tolerance."""
    order = Order("锚杆", Decimal(1000), received, over=tolerance)

    assert [each.code for each in ARRIVAL.judge(Arrival(TODAY, True, (order,)))] == codes  # noqa: FBT003  fact


def test_nothing_arrives_without_a_contract_in_force() -> None:
    """A draft or a terminated contract receives nothing."""
    found = ARRIVAL.judge(Arrival(TODAY, in_force=False, orders=()))

    assert [each.code for each in found] == ["G14A"]


def test_delivery_closes_when_all_is_judged() -> None:
    """Accepted and rejected together make what arrived."""
    assert CLOSING.judge(Progress(TODAY, (JUDGED,))) == ()
    (finding,) = CLOSING.judge(Progress(TODAY, (replace(JUDGED, rejected=Decimal(0)),)))

    assert (finding.code, finding.params["lines"]) == ("L12A", "KBZ-400/1140 1")


def test_delivery_goes_back_whole_only_untouched() -> None:
    """Once a piece was presented, each goes back with its own verdict."""
    assert RETURN.judge(Progress(TODAY, (LINE,))) == ()
    (finding,) = RETURN.judge(Progress(TODAY, (replace(LINE, presented=Decimal(1)),)))

    assert finding.code == "L12B"


@pytest.mark.parametrize(
    ("accepted", "tolerance", "codes"),
    [
        (Decimal(1000), 0, []),
        (Decimal(999), 0, ["T38F"]),
        (Decimal(995), 5, []),
        (Decimal("994.999"), 5, ["T38F"]),
    ],
)
def test_contract_is_fulfilled_when_all_is_accepted(
    accepted: Decimal, tolerance: int, codes: list[str]
) -> None:
    """Everything ordered is accepted, a lot within its tolerance."""
    order = Order("锚杆", Decimal(1000), Decimal(1000), accepted, under=tolerance)

    assert [each.code for each in FULFILMENT.judge(Progress(TODAY, (), (order,)))] == codes


def test_contract_without_order_lines_is_not_fulfilled() -> None:
    """Missing facts deny."""
    assert [each.code for each in FULFILMENT.judge(Progress(TODAY, ()))] == ["T38F"]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"read": ("SN1",)}, ["C10"]),
        ({"read": ("SN1", "SN2", "SN3")}, ["C10"]),
        ({"read": ("SN1", "SN1")}, ["C11"]),
        ({"known": frozenset({"SN2"})}, ["C11"]),
        ({"read": ()}, ["C10"]),
    ],
)
def test_serial_numbers_are_those_of_the_pieces(
    change: dict[str, object], codes: list[str]
) -> None:
    """As many as pieces, each once, and none that is here already."""
    read = replace(TWO, **change)  # type: ignore[arg-type]  # fields by name
    facts = Arrival(TODAY, in_force=True, orders=(), serials=(read,))

    assert [each.code for each in ARRIVAL.judge(facts)] == codes


def test_what_differs_from_the_packing_list_is_warned_of() -> None:
    """A missing case warns and is named; what agrees is not."""
    packing = (Packed("开关", Decimal(2), Decimal(2)), Packed("备件箱", Decimal(1), Decimal(0)))
    (finding,) = ARRIVAL.judge(Arrival(TODAY, in_force=True, orders=(), packing=packing))

    assert (finding.code, finding.severity) == ("C12", Severity.WARN)
    assert finding.params["lines"] == "备件箱 1 → 0"


def test_freight_damage_is_warned_of() -> None:
    """The warning says until when the seller is to be told."""
    facts = Arrival(TODAY, in_force=True, orders=(), damage="外壳凹陷", inspect_by=TODAY)
    (finding,) = ARRIVAL.judge(facts)

    assert (finding.code, finding.params["inspect_by"]) == ("C13", "2026-11-30")


@pytest.mark.parametrize(("late", "codes"), [(0, []), (1, ["C14"])])
def test_notice_on_the_last_day_is_in_time(late: int, codes: list[str]) -> None:
    """The last day counts; the day after warns that the goods may count as conforming."""
    facts = Notice(TODAY, TODAY - timedelta(days=late))

    assert [each.code for each in NOTICE.judge(facts)] == codes
