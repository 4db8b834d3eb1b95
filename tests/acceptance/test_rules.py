"""What goods must show, on both sides of every limit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance.rules import (
    GOODS,
    ORIGIN,
    PRESENTING,
    SIGNATURE,
    Origin,
    Presented,
    Signature,
)
from equiplink.acceptance.seen import Bought, Document, Goods, Plate, same
from equiplink.acceptance.states import Check
from equiplink.catalogue.states import Paper, Tracking
from equiplink.law import Severity

TODAY = date(2026, 11, 30)
MAKER = "合成矿用设备厂"
MODEL = "KBZ-400/1140"
MARK = "MZZ990102"
SIGNER, KEEPER, BUYER = UUID(int=1), UUID(int=2), UUID(int=3)
PAPER = Document("SYN-1", "合成检验机构", None, MODEL, MAKER, passed=True)
EX = replace(PAPER, ex_mark="Exd I")
CERTIFICATE = replace(PAPER, number=MARK, valid_until=TODAY)
RIGHT = Goods(
    today=TODAY,
    tracking=Tracking.UNIT,
    bought=Bought(MODEL, MAKER, MARK),
    plate=Plate("矿用馈电开关", MODEL, MAKER, MARK, "SN1", "Ex db I Mb"),
    papers={
        Paper.PRODUCT_CERTIFICATE: PAPER,
        Paper.SAFETY_MARK: CERTIFICATE,
        Paper.EX_CERTIFICATE: replace(EX, valid_until=TODAY),
        Paper.MANUAL: Document("SYN-2"),
        Paper.FACTORY_REPORT: PAPER,
    },
    checks={Check.APPEARANCE: True},
    registered=True,
    registered_until=TODAY,
    required=frozenset({Paper.PRODUCT_CERTIFICATE, Paper.SAFETY_MARK, Paper.EX_CERTIFICATE}),
    requires_mark=True,
    serial="SN1",
    stored_years=5,
)
RESCUER = replace(
    RIGHT, rescuer=True, made_on=date(2021, 11, 30), checks={Check.SAMPLE: True, Check.SEAL: True}
)
ORIGINAL = Origin(TODAY, True, True, True, TODAY - timedelta(days=15), 15)  # noqa: FBT003  facts
SIGNED = Signature(TODAY, SIGNER, True, frozenset({KEEPER}), frozenset({BUYER}))  # noqa: FBT003  fact


def codes(goods: Goods) -> list[str]:
    """Return the codes of what speaks against the goods."""
    return [each.code for each in GOODS.judge(goods)]


def with_plate(**change: str) -> Goods:
    """Return the right goods with another nameplate."""
    return replace(RIGHT, plate=replace(RIGHT.plate, **change))


def with_paper(name: Paper, paper: Document | None, **change: Any) -> Goods:
    """Return the right goods with one paper replaced or taken away."""
    rest = {known: each for known, each in RIGHT.papers.items() if known is not name}
    papers: Mapping[Paper, Document] = rest if paper is None else {**rest, name: paper}
    return replace(RIGHT, papers=papers, **change)


def test_right_goods_pass() -> None:
    """Everything there, in date on its last day, and saying the same."""
    assert codes(RIGHT) == []


def test_writing_does_not_make_a_mismatch() -> None:
    """Width, case, spaces and multiplication signs do not count; nothing matches nothing."""
    assert same("ＫＢＺ－400／1140", "kbz-400/1140")
    assert same("FBD№6.7/2×30", "FBD No6.7/2x30")
    assert not same("KBZ-400/1140", "KBZ-400/660")
    assert not same("", "")


@pytest.mark.parametrize(
    ("goods", "found"),
    [
        (replace(RIGHT, bought=Bought("KBZ-630", MAKER, MARK)), ["M10"]),
        (replace(RIGHT, bought=Bought(MODEL, "别家", MARK)), ["M10A"]),
        (replace(RIGHT, bought=Bought(MODEL, MAKER, "MZZ990103")), ["M10B"]),
        (with_paper(Paper.SAFETY_MARK, replace(CERTIFICATE, number="MZZ990103")), ["M10C"]),
        (with_paper(Paper.SAFETY_MARK, replace(CERTIFICATE, model="KBZ-630")), ["M10D"]),
        (with_paper(Paper.SAFETY_MARK, replace(CERTIFICATE, maker="")), ["M10E"]),
        (replace(RIGHT, registered_until=TODAY + timedelta(days=1)), ["M10F"]),
        (with_plate(serial="SN2"), ["M10G"]),
        (with_plate(ex_mark="Ex eb I Mb"), ["M10H"]),
        (with_paper(Paper.EX_CERTIFICATE, replace(PAPER, valid_until=TODAY)), ["M10H"]),
    ],
)
def test_each_mismatch_has_its_own_finding(goods: Goods, found: list[str]) -> None:
    """Nameplate against contract, certificate and register: one code for each."""
    assert codes(goods) == found


def test_wrong_plate_is_named_on_every_side() -> None:
    """A plate with another model differs from contract, certificate and each paper."""
    assert codes(with_plate(model="KBZ-630")) == ["M10", "M10D", "G13M"]


def test_goods_without_a_mark_need_none() -> None:
    """A class that needs no mark, nobody claiming one: nothing to match."""
    goods = with_paper(
        Paper.SAFETY_MARK,
        None,
        bought=Bought(MODEL, MAKER, ""),
        plate=replace(RIGHT.plate, mark_number=""),
        registered=False,
        required=frozenset(),
        requires_mark=False,
    )

    assert codes(goods) == []
    assert codes(replace(goods, requires_mark=True)) == ["M10B"]


def test_mark_the_register_does_not_know_has_no_date_to_match() -> None:
    """The catalogue says that the mark is unknown; the dates are then not compared."""
    assert codes(replace(RIGHT, registered=False, registered_until=None)) == []


@pytest.mark.parametrize(
    ("goods", "found"),
    [
        (with_paper(Paper.PRODUCT_CERTIFICATE, None), ["L13", "G13"]),
        (with_paper(Paper.PRODUCT_CERTIFICATE, replace(PAPER, number=" ")), ["L13", "G13"]),
        (with_paper(Paper.SAFETY_MARK, None), ["G13"]),
        (with_paper(Paper.EX_CERTIFICATE, None), ["G13"]),
        (with_paper(Paper.EX_CERTIFICATE, EX), ["G13D"]),
        (
            with_paper(Paper.EX_CERTIFICATE, replace(EX, valid_until=TODAY - timedelta(days=1))),
            ["G13D"],
        ),
        (with_paper(Paper.MANUAL, replace(PAPER, model="KBZ-630")), ["G13M"]),
        (with_paper(Paper.MANUAL, Document("SYN-2", maker=MAKER)), ["G13M"]),
        (with_paper(Paper.FACTORY_REPORT, replace(PAPER, maker="别家")), ["G13M"]),
        (with_paper(Paper.FACTORY_REPORT, replace(PAPER, passed=None)), ["G13F"]),
        (with_paper(Paper.FACTORY_REPORT, replace(PAPER, passed=False)), ["G13F"]),
        (with_paper(Paper.FACTORY_REPORT, None), []),
    ],
)
def test_papers_are_all_there_and_right(goods: Goods, found: list[str]) -> None:
    """Missing, without a number, out of date, of other goods, or failed."""
    assert codes(goods) == found


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (PAPER, []),
        (None, ["G09A", "G13"]),
        (replace(PAPER, passed=False), ["G09A"]),
        (replace(PAPER, issuer=MAKER), ["G09A"]),
        (replace(PAPER, issuer=""), ["G09A"]),
    ],
)
def test_belt_has_a_third_partys_test(report: Document | None, found: list[str]) -> None:
    """It is there, it passed, and it is not the maker's own."""
    required = RIGHT.required | {Paper.THIRD_PARTY_TEST}

    assert sorted(codes(with_paper(Paper.THIRD_PARTY_TEST, report, required=required))) == found


@pytest.mark.parametrize("change", [{"name": "Feeder switch"}, {"maker": ""}])
def test_plate_is_in_chinese(change: dict[str, str]) -> None:
    """Name and maker are written in Chinese."""
    assert "L13N" in codes(with_plate(**change))


@pytest.mark.parametrize(
    ("made_on", "expires_on", "found"),
    [
        (TODAY, TODAY, []),
        (None, TODAY, ["L13S"]),
        (TODAY, None, ["L13S"]),
        (TODAY, TODAY - timedelta(days=1), ["P16"]),
    ],
)
def test_goods_of_limited_life_are_dated_and_fresh(
    made_on: date | None, expires_on: date | None, found: list[str]
) -> None:
    """Both dates are stated, and the last day of use counts."""
    goods = replace(RIGHT, requires_shelf_life=True, made_on=made_on, expires_on=expires_on)

    assert codes(goods) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"serial": ""}, ["G13S"]),
        ({"serial_taken": True}, ["G13U"]),
        ({"tracking": Tracking.LOT, "serial": ""}, ["G13B"]),
        ({"tracking": Tracking.LOT, "serial": "", "batch": "B1"}, []),
        ({"checks": {Check.APPEARANCE: False}}, ["G13C"]),
    ],
)
def test_unit_has_a_serial_number_and_lot_a_batch(
    change: dict[str, object], found: list[str]
) -> None:
    """A serial number that is new, or a batch number; and nothing failed on the floor."""
    assert codes(replace(RIGHT, **change)) == found  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"made_on": date(2021, 11, 29)}, ["P13A"]),
        ({"made_on": None}, ["P13A"]),
        ({"checks": {Check.SAMPLE: True}}, ["P13B"]),
        ({"checks": {Check.SAMPLE: False, Check.SEAL: True}}, ["P13B", "G13C"]),
    ],
)
def test_self_rescuer_is_young_and_sampled(change: dict[str, object], found: list[str]) -> None:
    """Made five years ago to the day passes; sample and seal are both looked at."""
    assert codes(replace(RESCUER, **change)) == found  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("lacking", ["plan_approved", "contract_in_force", "delivery_open"])
def test_goods_come_by_plan_contract_and_delivery(lacking: str) -> None:
    """One link missing is enough."""
    (finding,) = ORIGIN.judge(replace(ORIGINAL, **{lacking: False}))  # type: ignore[arg-type]  # by name

    assert finding.code == "G14"


def test_inspection_period_is_warned_of_when_it_is_over() -> None:
    """Day 15 of 15 passes, the next is a warning."""
    late = replace(ORIGINAL, arrived_on=TODAY - timedelta(days=16))
    (finding,) = ORIGIN.judge(late)

    assert ORIGIN.judge(ORIGINAL) == ()
    assert (finding.code, finding.severity) == ("L12", Severity.WARN)


def test_no_more_is_presented_than_arrived() -> None:
    """What is left may be presented, and no thousandth more."""
    left = Presented(TODAY, Decimal(2), Decimal(2))
    found = PRESENTING.judge(replace(left, quantity=Decimal("2.001")))

    assert PRESENTING.judge(left) == ()
    assert [each.code for each in found] == ["G14Q"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"certified": False}, ["G05C"]),
        ({"bookers": frozenset({KEEPER, SIGNER})}, ["G05P"]),
        ({"bookers": frozenset()}, ["G05P"]),
        ({"buyers": frozenset({SIGNER})}, ["G05B"]),
        ({"buyers": frozenset()}, ["G05B"]),
    ],
)
def test_signer_is_certified_and_independent(change: dict[str, object], found: list[str]) -> None:
    """Who signs holds a certificate and had no part in booking or buying."""
    changed = replace(SIGNED, **change)  # type: ignore[arg-type]  # fields by name

    assert [each.code for each in SIGNATURE.judge(changed)] == found


@pytest.mark.parametrize(
    ("standard", "warned"),
    [("MT/T 914-2008", True), ("mt914—2008", True), ("MT/T 914-2019", False), ("", False),
     ("MT/T 668-2008", False), ("MT 820-2006", True)],
)  # fmt: skip
def test_withdrawn_standard_warns(standard: str, *, warned: bool) -> None:
    """P10: an older edition than the one in force is told with it; one that is not known is not."""
    goods = with_paper(Paper.FACTORY_REPORT, replace(PAPER, standard=standard))
    found = [each for each in GOODS.judge(goods) if each.code == "P10"]

    assert [each.severity for each in found] == [Severity.WARN] * warned


def test_standard_holds_until_the_new_one_does() -> None:
    """On the day before, the old edition is in force."""
    goods = with_paper(Paper.FACTORY_REPORT, replace(PAPER, standard="MT/T 914-2008"))
    before = replace(goods, today=date(2020, 5, 31))
    after = replace(goods, today=date(2020, 6, 1))

    assert "P10" not in [each.code for each in GOODS.judge(before)]
    assert "P10" in [each.code for each in GOODS.judge(after)]
