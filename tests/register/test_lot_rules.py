"""What may be parted off, handed out and taken back; parts and plates."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from equiplink.law import Finding
from equiplink.register.lot_rules import (
    GIVING_BACK,
    HANDING,
    OFFCUT,
    PARTING,
    GivingBack,
    Handing,
    Offcut,
    Parting,
)
from equiplink.register.part_rules import INSTALLING, PLATES, Installing, Plates
from equiplink.register.states import ItemState, Plate
from equiplink.rules import say

TODAY = date(2026, 11, 30)
HANDED = Handing(TODAY, Decimal(10), Decimal(10), "支", "张三")
PART = Installing(TODAY, ItemState.IN_STOCK, ItemState.IN_STOCK)


def codes(found: Iterable[Finding]) -> list[str]:
    """Return the codes of findings, each of which speaks both languages."""
    listed = list(found)
    assert all(say(each) and say(each, "en") for each in listed)
    return [each.code for each in listed]


@pytest.mark.parametrize(("quantity", "found"), [("9.999", []), ("10", ["R01"]), ("11", ["R01"])])
def test_something_is_left_of_a_lot(quantity: str, found: list[str]) -> None:
    """All of it is no part of it."""
    facts = Parting(TODAY, Decimal(quantity), Decimal(10), "米")

    assert codes(PARTING.judge(facts)) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"quantity": Decimal("10.001")}, ["R02"]),
        ({"dated": True}, ["R03"]),
        ({"dated": True, "expires_on": TODAY}, []),
        ({"expires_on": date(2026, 11, 29)}, ["R03"]),
        ({"earlier": ("B-1 (2026-12-01)",)}, ["R04"]),
        ({"receiver_left_on": TODAY}, ["R07"]),
        ({"receiver_left_on": date(2026, 12, 1)}, []),
    ],
)
def test_what_is_handed_out(change: dict[str, Any], found: list[str]) -> None:
    """As much as there is, in date, the earliest first, to somebody who works here."""
    assert codes(HANDING.judge(replace(HANDED, **change))) == found


def test_mine_may_refuse_the_later_lot() -> None:
    """The order of expiry warns, and denies where the mine says so."""
    facts = replace(HANDED, earlier=("B-1 (2026-12-01)",))

    assert [each.denies for each in HANDING.judge(facts)] == [False]
    assert [each.denies for each in HANDING.judge(facts, {"rule.R04": "deny"})] == [True]


@pytest.mark.parametrize(("quantity", "found"), [(3, []), (4, ["R05"])])
def test_no_more_comes_back_than_is_out(quantity: int, found: list[str]) -> None:
    """All that is out may come back."""
    facts = GivingBack(TODAY, Decimal(quantity), Decimal(3), "支")

    assert codes(GIVING_BACK.judge(facts)) == found


@pytest.mark.parametrize(("length", "found"), [("15", []), ("15.001", ["R06"])])
def test_offcut_is_no_longer_than_what_came_up(length: str, found: list[str]) -> None:
    """What did not pass the gate is not in the store."""
    facts = Offcut(TODAY, Decimal(length), Decimal(15), "米")

    assert codes(OFFCUT.judge(facts)) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"parent": ItemState.IN_REPAIR}, []),
        ({"parent": ItemState.UNDERGROUND}, ["R10"]),
        ({"part": ItemState.UNDERGROUND, "parent": ItemState.UNDERGROUND}, []),
        ({"parent": ItemState.SCRAPPED}, ["R10"]),
        ({"cyclic": True}, ["R11"]),
        ({"installed_in": "DQ-7"}, ["R12"]),
        ({"units": False}, ["R13"]),
    ],
)
def test_what_is_installed(change: dict[str, Any], found: list[str]) -> None:
    """Together, in no ring, free, and a unit in a unit."""
    assert codes(INSTALLING.judge(replace(PART, **change))) == found


@pytest.mark.parametrize(
    ("there", "found"), [({Plate.NAMEPLATE, Plate.EX}, []), ({Plate.NAMEPLATE}, ["R14"])]
)
def test_plates_are_complete(there: set[Plate], found: list[str]) -> None:
    """Each that is asked for hangs there; others do no harm."""
    facts = Plates(TODAY, frozenset({Plate.NAMEPLATE, Plate.EX}), frozenset(there))

    assert codes(PLATES.judge(facts)) == found
