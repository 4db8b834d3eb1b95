"""What is looked at on the floor: each rule on both sides."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from equiplink.acceptance.check_states import Family, InstrumentState, PointKind
from equiplink.acceptance.floor_rules import (
    CHECKING,
    CLEARING,
    KEEPING,
    Checking,
    Clearing,
    Keeping,
    limits,
    within,
)
from equiplink.acceptance.rules import GOODS
from equiplink.acceptance.seen import Bought, Document, Gauge, Goods, Plate
from equiplink.acceptance.template_table import TEMPLATES, Point, point
from equiplink.catalogue.states import Paper, Tracking
from equiplink.mine.states import Permit

TODAY = date(2026, 11, 30)
LOOK = Point("look", PointKind.APPEARANCE, "外观", "制度")
GAP = Point(
    "gap", PointKind.DIMENSION, "间隙", "制度", unit="mm", low=Decimal("0.1"), high=Decimal("0.5")
)
WIRES = Point("wires", PointKind.PHYSICAL, "断丝", "制度", unit="%", below=Decimal(6))
GAUGE = Gauge("JL-1", InstrumentState.IN_USE, TODAY)
LOOKED = Checking(TODAY, LOOK, passed=True, certified=True)
MEASURED = Checking(
    TODAY, GAP, passed=True, certified=True, reading=Decimal("0.5"), unit="mm", gauge=GAUGE
)
PAPER = Document("SYN-1", "合成检验机构", None, "M", "厂", passed=True)
RIGHT = Goods(
    today=TODAY,
    tracking=Tracking.LOT,
    bought=Bought("M", "厂", ""),
    plate=Plate("设备", "M", "厂"),
    papers={Paper.PRODUCT_CERTIFICATE: PAPER},
    batch="B1",
    kind="设备",
    points=(LOOK,),
    answers={"look": True},
    keeps_templates=True,
)
CONSISTENT = Point("same", PointKind.CONSISTENCY, "一致性", "制度")
EX = replace(
    RIGHT,
    requires_ex=True,
    points=(CONSISTENT,),
    answers={"same": True},
    papers={Paper.PRODUCT_CERTIFICATE: PAPER, Paper.SAFETY_MARK: replace(PAPER, number="")},
)


def codes(found: object) -> list[str]:
    """Return the codes of findings."""
    return [each.code for each in found]  # type: ignore[attr-defined]


def test_a_look_and_a_reading_pass() -> None:
    """A look needs no instrument; a reading on its limit passes on the instrument's last day."""
    assert codes(CHECKING.judge(LOOKED)) == []
    assert codes(CHECKING.judge(MEASURED)) == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (replace(MEASURED, reading=None), ["A40"]),
        (replace(MEASURED, unit="cm"), ["A40"]),
        (replace(MEASURED, gauge=None), ["A40"]),
        (replace(MEASURED, gauge=replace(GAUGE, calibrated_until=None)), ["A41"]),
        (
            replace(MEASURED, gauge=replace(GAUGE, calibrated_until=TODAY - timedelta(days=1))),
            ["A41"],
        ),
        (replace(MEASURED, gauge=replace(GAUGE, state=InstrumentState.FAULTY)), ["A41"]),
        (replace(MEASURED, reading=Decimal("0.501")), ["A42"]),
        (replace(MEASURED, reading=Decimal("0.099")), ["A42"]),
        (replace(MEASURED, reading=Decimal(9), passed=False), []),
        (replace(LOOKED, point=replace(LOOK, photo=True)), ["A43"]),
        (replace(LOOKED, point=replace(LOOK, photo=True), photos=1), []),
        (replace(LOOKED, certified=False), ["A44"]),
        (replace(MEASURED, alike=1), []),
        (replace(MEASURED, alike=2), ["A45"]),
        (replace(LOOKED, photos=2, used_photos=1), ["A49"]),
    ],
)
def test_an_answer_is_borne_out(answer: Checking, found: list[str]) -> None:
    """A reading has number, unit and a good instrument; what passed is within its limits."""
    assert codes(CHECKING.judge(answer)) == found


def test_limits_are_told_as_people_write_them() -> None:
    """The limit that lies below does not itself pass."""
    assert limits(GAP) == "≥ 0.1 ≤ 0.5"
    assert within(WIRES, Decimal("5.999"))
    assert not within(WIRES, Decimal(6))


@pytest.mark.parametrize(
    ("goods", "found"),
    [
        (RIGHT, []),
        (replace(RIGHT, answers={}), ["A46"]),
        (replace(RIGHT, answers={"look": False}), ["A48"]),
        (replace(RIGHT, points=(), answers={}), ["A47"]),
        (replace(RIGHT, points=(), answers={}, keeps_templates=False), []),
        (replace(RIGHT, suspect=("JL-1",)), ["A51"]),
    ],
)
def test_every_point_has_an_answer(goods: Goods, found: list[str]) -> None:
    """Nothing is answered by default, and nothing that failed or is in doubt is accepted."""
    assert codes(GOODS.judge(goods)) == found


def test_explosion_protection_has_three_results() -> None:
    """Product certificate, safety mark, and consistency with what the mark's audit approved."""
    bare = replace(EX, papers={})

    assert "G01" not in codes(GOODS.judge(EX))
    assert "G01" in codes(GOODS.judge(replace(EX, answers={"same": False})))
    assert "G01" in codes(GOODS.judge(replace(EX, points=(LOOK,), answers={"look": True})))
    assert "G01" in codes(GOODS.judge(bare))
    assert "G01" not in codes(GOODS.judge(replace(bare, points=(), answers={})))


def test_a_doubt_is_cleared_by_measuring_again() -> None:
    """Every point in doubt was measured again, and passed."""
    assert codes(CLEARING.judge(Clearing(TODAY, (), ()))) == []
    assert codes(CLEARING.judge(Clearing(TODAY, ("间隙",), ()))) == ["A53"]
    assert codes(CLEARING.judge(Clearing(TODAY, (), ("间隙",)))) == ["A53"]


def test_goods_in_doubt_are_not_kept() -> None:
    """What was accepted by a faulty instrument stays out of stock."""
    assert codes(KEEPING.judge(Keeping(TODAY, ()))) == []
    assert codes(KEEPING.judge(Keeping(TODAY, ("JL-1",)))) == ["A51K"]


def test_one_maker_of_resin_and_bolts() -> None:
    """Another maker's resin or bolts in the mine are told of."""
    assert codes(GOODS.judge(replace(RIGHT, other_makers=frozenset({"别家"})))) == ["P15"]


@pytest.mark.parametrize("family", Family)
def test_shipped_templates_are_whole(family: Family) -> None:
    """Codes are unique, sources are named, and a point reads back as it was stored."""
    points = TEMPLATES[family]

    assert len({each.code for each in points}) == len(points)
    assert all(each.source and each.name for each in points)
    assert tuple(point(each.document) for each in points) == points


def test_what_the_shipped_templates_ask() -> None:
    """Documents, count, label and looks always; the known numbers where they were seen."""
    for points in TEMPLATES.values():
        assert {"documents", "count", "label", "appearance"} <= {each.code for each in points}
    ropes = [TEMPLATES[each] for each in (Family.ROPE_PEOPLE, Family.ROPE_MATERIAL)]
    (storage,) = (each for each in TEMPLATES[Family.RESIN] if each.code == "storage")
    (spacing,) = (each for each in TEMPLATES[Family.BELT] if each.code == "mark_spacing")
    (ex,) = (each for each in TEMPLATES[Family.EXPLOSION_PROOF] if each.code == "ex")

    assert [each.below for rope in ropes for each in rope if each.below] == [6, 10]
    assert (storage.low, storage.high) == (4, 25)
    assert spacing.high == 5
    assert ex.permit is Permit.EX_INSPECTION
