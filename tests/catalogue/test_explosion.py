"""Ex marks in old and new notation, their rules, and which kind may stand where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from equiplink.catalogue import selection
from equiplink.catalogue.checks import check_ex
from equiplink.catalogue.explosion import parse, same_mark
from equiplink.catalogue.facts import ExFacts
from equiplink.catalogue.selection import GAS, Need, choose
from equiplink.catalogue.states import Device
from equiplink.mine.states import UNDERGROUND, Zone
from equiplink.work import GasClass
from tests.catalogue.test_rules import TODAY, judged

EX = ExFacts(
    TODAY, "electrical", required=True, ex_mark="Ex db I Mb", gas_class="高瓦斯", zone="face"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ex db I Mb", ("I", ("db",), "Mb")),
        ("Exd[ib]I", ("I", ("d",), "")),
        ("ｅｘｉｂＩ", ("I", ("ib",), "")),
        ("Ex db IIC T6 Gb", ("IIC", ("db",), "Gb")),
        ("ExedIICT4", ("IIC", ("e", "d"), "")),
        ("KY", ("I", (), "")),
        ("不是标志", None),
        ("ExI", None),
    ],
)
def test_ex_mark_is_read(text: str, expected: tuple[str, tuple[str, ...], str] | None) -> None:
    """New and old marks are read in any width and case."""
    found = parse(text)

    assert (found and (found.group, found.types, found.epl)) == expected


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("X01", {"ex_mark": "Ex db IIC T6 Gb"}),
        ("X02", {"ex_mark": "隔爆"}),
        ("X02E", {"ex_mark": "Exd[ib]I"}),
        ("X03", {"ex_mark": "Ex db I Gb"}),
        ("X03", {"ex_mark": "Ex db I Ma"}),
        ("X03", {"ex_mark": "Ex ic I Mb"}),
        ("X05", {"certificate": "CNEx24.0001U"}),
        ("X05X", {"certificate": "CNEx24.0001x"}),
        ("X07", {"ex_mark": ""}),
        ("X07", {"ex_mark": "", "device": "other"}),
        ("X10", {"ex_mark": "Ex eb I Mb"}),
        ("X10", {"ex_mark": "KY"}),
        ("X10", {"ex_mark": "Ex eb I Mb", "zone": None, "gas_class": None}),
        ("X11", {"ex_mark": "Ex eb I Mb", "device": "lamp"}),
    ],
)
def test_ex_is_judged(code: str, bad: dict[str, Any]) -> None:
    """Each rule of explosion protection refuses its own fault and passes sound equipment."""
    assert not judged(code, replace(EX, **bad))
    assert judged(code, EX)


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("X01", {"ex_mark": "Ex db IIC T6 Gb", "zone": "surface"}),
        ("X01", {"ex_mark": "?"}),
        ("X03", {"ex_mark": "Ex ia I Ma"}),
        ("X05X", {"certificate": "CNEx24.0001X", "conditions": "只用于配套"}),
        ("X07", {"ex_mark": "", "zone": "pit_bottom"}),
        ("X07", {"ex_mark": "", "device": "other", "required": False}),
        ("X07", {"ex_mark": "", "device": "other", "zone": "surface"}),
        ("X10", {"ex_mark": "Ex eb I Mb", "zone": "district_intake"}),
        ("X10", {"ex_mark": "", "device": "electrical"}),
        ("X10", {"ex_mark": "Ex eb I Mb", "device": "lamp"}),
        ("X11", {"ex_mark": "Ex db I Mb", "device": "lamp"}),
    ],
)
def test_ex_passes(code: str, good: dict[str, Any]) -> None:
    """What the rules let pass."""
    assert judged(code, replace(EX, **good))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ExdI", "Ex db I Mb"),
        ("Exd[ib]I", "Ex db [ib] I Mb"),
        ("ＥｘｉｂⅠ", "Ex ib I Mb"),
        ("Ex ia I", "Ex ia I Ma"),
        ("Exdib[ia]I", "Ex db ib [ia] I Mb"),
        ("ExeI", "Ex eb I Mb"),
        ("Ex d I 150℃", "Ex db I 150℃ Mb"),
        ("Ex ic I", "Ex ic I"),
        ("ExedIICT4", "Ex eb db IIC"),
        ("KY", "KY"),
    ],
)
def test_old_mark_has_a_new_form(old: str, new: str) -> None:
    """An old mark and its new form are written in one way, and read back as the same."""
    mark = parse(old)

    assert mark is not None
    assert mark.normal == new
    assert same_mark(old, new)


def test_other_protection_is_another_mark() -> None:
    """隔爆 is not 增安, and what is no mark is like nothing."""
    assert not same_mark("ExdI", "Ex eb I Mb")
    assert not same_mark("隔爆", "隔爆")


@pytest.mark.parametrize(
    ("facts", "passes"),
    [
        ({"ex_mark": "Ex db I 150℃ Mb"}, True),
        ({"ex_mark": "Ex db I 151℃ Mb"}, False),
        ({"celsius": 151}, False),
        ({"celsius": 450, "dusty": False}, True),
        ({"celsius": 451, "dusty": False}, False),
        ({"ex_mark": "", "celsius": 100}, True),
    ],
)
def test_surface_temperature(facts: dict[str, Any], passes: bool) -> None:  # noqa: FBT001  a table
    """X04: 150 °C where coal dust settles, 450 °C where it does not, from mark or nameplate."""
    assert judged("X04", replace(EX, **facts)) is passes


def test_selection_is_whole() -> None:
    """The table answers for every gas class, zone and device; an outburst mine takes no 增安."""
    cells = {(gas, zone, device) for gas in GAS for zone in Zone for device in list(Device)[:3]}

    assert set(GAS) == {word.value for word in GasClass}
    assert {(c["gas"], c["zone"], c["device"]) for c in selection.table(TODAY)} == cells
    assert {choose("突出", zone, "lamp", TODAY).need for zone in UNDERGROUND} == {Need.EX_NOT_E}  # type: ignore[union-attr]
    assert choose("突出", "face", "other", TODAY) is None


@pytest.mark.parametrize(
    ("gas", "zone", "device", "need"),
    [
        ("低瓦斯", "main_intake", "electrical", Need.GENERAL),
        ("低瓦斯", "main_intake", "lamp", Need.GENERAL),
        ("高瓦斯", "main_intake", "electrical", Need.GENERAL),
        ("高瓦斯", "main_intake", "lamp", Need.EX),
        ("高瓦斯", "main_intake", "instrument", Need.EX),
        ("高瓦斯", "main_substation", "electrical", Need.GENERAL),
        ("低瓦斯", "chamber", "electrical", Need.EX),
        ("低瓦斯", "tippler", "electrical", Need.EX),
        ("低瓦斯", "district_intake", "electrical", Need.EX),
        ("低瓦斯", "return", "electrical", Need.EX_NOT_E),
        ("低瓦斯", "shaft", "electrical", Need.EX_NOT_E),
        ("突出", "surface", "electrical", Need.GENERAL),
        (None, "main_intake", "electrical", Need.EX_NOT_E),
        ("低瓦斯", None, "electrical", Need.EX_NOT_E),
    ],
)
def test_table_cell(gas: str | None, zone: str | None, device: str, need: Need) -> None:
    """The table, column by column; what is not known asks for the strictest kind."""
    chosen = choose(gas, zone, device, TODAY)

    assert chosen is not None
    assert chosen.need is need


def test_an_act_is_judged_by_the_edition_of_its_day() -> None:
    """Before 2022-04-01 a lamp in the main intake of a 高瓦斯 mine might be 增安."""
    then = choose("高瓦斯", "main_intake", "lamp", date(2022, 3, 31))
    now = choose("高瓦斯", "main_intake", "lamp", date(2022, 4, 1))

    assert then is not None
    assert now is not None
    assert [then.need, now.need] == [Need.EX_E, Need.EX]
    assert [then.article, now.edition] == ["第八十八条", "煤矿安全规程（2022）"]


@pytest.mark.parametrize(
    ("need", "mark", "met"),
    [
        (Need.GENERAL, None, True),
        (Need.EX_E, "Ex eb I Mb", True),
        (Need.EX, "KY", False),
        (Need.EX, "Ex eb I Mb", True),
        (Need.EX_NOT_E, "ExdeI", False),
        (Need.EX_NOT_E, "ExdI", True),
        (Need.EX_NOT_E, "", False),
    ],
)
def test_need_is_met(need: Need, mark: str, met: bool) -> None:  # noqa: FBT001  a table
    """A thing that relies on 增安 in part does not meet 增安型除外."""
    assert need.met_by(parse(mark or "")) is met


def test_check_of_an_ex_mark() -> None:
    """One question gives every finding of the mark and its place."""
    found = check_ex("ExedIICT4", gas="高瓦斯", zone="face", today=TODAY)

    assert {"X01", "X10"} <= {finding.code for finding in found}
    assert check_ex("Ex db I Mb", gas="突出", zone="face", today=TODAY) == ()
