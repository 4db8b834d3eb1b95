"""Rules of the catalogue: safety marks and banned lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from equiplink.catalogue import bans
from equiplink.catalogue.checks import check_mark, check_model
from equiplink.catalogue.facts import BannedFacts, MarkFacts
from equiplink.catalogue.naming import names, same_model
from equiplink.catalogue.rules import MARK_REGISTER, SAFETY_MARK
from equiplink.errors import Unreadable
from equiplink.rules import RULES

TODAY = date(2024, 11, 15)
MARK = MarkFacts(
    TODAY, required=True, number="MZZ990001", known=True, status="有效",
    valid_from=date(2022, 3, 1), valid_until=date(2027, 2, 28), holder="示例制造甲",
    maker="示例制造甲", certificate_model="KBZ-400/1140", model="ＫＢＺ－400/1140",
    certificate_product="示例馈电开关", product="示例馈电开关", checked_on=TODAY,
)  # fmt: skip
BAN: dict[str, Any] = {
    "jurisdiction": "国家", "batch": 1, "no": 2, "item": "起动器", "effective_on": "2006-07-20",
    "condition": {"when": {"motor_kw": {"ge": 40}}}, "document": "甲", "reading": "seen",
}  # fmt: skip


def judged(code: str, facts: object) -> bool:
    """Say whether the rule lets *facts* pass."""
    return RULES[code].judge(facts) is None


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("L05", {"number": " "}),
        ("M01", {"known": False}),
        ("M03", {"number": "MA-040272"}),
        ("M03", {"number": "MIA0402720"}),
        ("M03", {"number": "XIA040272"}),
        ("M04", {"number": "KZZ990005"}),
        ("M05", {"valid_until": None}),
        ("M05M", {"model": "KBZ-200/1140"}),
        ("M05M", {"model": ""}),
        ("M05H", {"maker": "示例制造乙"}),
        ("M05H", {"holder": ""}),
        ("M05P", {"product": "示例矿灯"}),
        ("M06", {"status": "暂停"}),
        ("M06", {"status": "撤销"}),
        ("M06", {"status": None}),
        ("M07", {"valid_until": date(2024, 11, 14)}),
        ("M07", {"valid_from": date(2024, 11, 16)}),
        ("M07", {"made_on": date(2022, 2, 28)}),
        ("M13", {"notices": ("甲",)}),
        ("M13W", {"maker_notices": ("甲",)}),
    ],
)
def test_mark_is_judged(code: str, bad: dict[str, Any]) -> None:
    """Each rule of the safety mark refuses its own fault and passes the sound mark."""
    assert not judged(code, replace(MARK, **bad))
    assert judged(code, MARK)


@pytest.mark.parametrize(
    "good",
    [
        {"valid_until": TODAY, "valid_from": TODAY},
        {"valid_until": None, "batch": True, "valid_from": None},
        {"valid_until": date(2024, 1, 1), "made_on": date(2024, 1, 1)},
        {"number": "ｍｚｚ９９０００１"},
    ],
)
def test_sound_mark_passes(good: dict[str, Any]) -> None:
    """The last day counts, a batch certificate has no date, what was made in date stays so."""
    found = SAFETY_MARK.judge(replace(MARK, **good))

    assert found == ()


def test_unknown_mark_says_one_thing() -> None:
    """Of a mark that nobody knows nothing else is said, and a class that needs none passes."""
    unknown = MarkFacts(TODAY, required=True, number="MZZ990009", known=False)

    assert [finding.code for finding in SAFETY_MARK.judge(unknown)] == ["M01"]
    assert SAFETY_MARK.judge(MarkFacts(TODAY, required=False, number="", known=False)) == ()
    assert MARK_REGISTER.judge(MARK) == ()


@pytest.mark.parametrize("number", ["MIA040272", "MIA050536", "MAG140024", "mah160130"])
def test_real_stopped_marks(number: str) -> None:
    """The four real certificates of the 2021 notice are stopped, and were not the day before."""
    found = [finding.code for finding in check_mark(number, date(2021, 8, 28))]

    assert "M13" in found
    assert "M01" not in found
    assert "M13" not in [finding.code for finding in check_mark(number, date(2021, 8, 27))]


def test_empty_mark_is_unreadable() -> None:
    """Nothing typed is no mark."""
    with pytest.raises(Unreadable) as caught:
        check_mark(" ", TODAY)

    assert caught.value.field == "mark"


@pytest.mark.parametrize(
    ("line", "candidate", "expected"),
    [
        ("ZY3", "ZY3", True),
        ("ZY3", "ZY3200/14/34", False),
        ("ZY3*", "ZY3200/14/34", False),
        ("ZYZ*", "ZYZA", False),
        ("BJO2*", "ｂｊｏ2-51-4", True),
        ("BJO2*", "BJO2", True),
        ("BJO2*", "BJO3-1", False),
        ("QC83-80/660", "QC83－80/660", True),
        ("QC83-80/660", "QC83-80/660N", False),
        ("FBD№6.7/2×30", "fbd No.6.7/2*30", True),
        ("MYP3×50+1×16", "MYP3x50+1X16", True),
    ],
)
def test_line_names_a_model(line: str, candidate: str, expected: bool) -> None:  # noqa: FBT001  a table
    """A line names a model exactly or its series, however both are written."""
    named = names([line], [], of=candidate, text="")

    assert named is expected


def test_words_must_all_stand() -> None:
    """A line speaks of goods with all its words, and one without words of none."""
    wicker = ["柳条|藤条", "安全帽"]

    assert names([], wicker, of="", text="藤条 安全帽")
    assert not names([], wicker, of="", text="安全帽")
    assert not names([], [], of="", text="安全帽")
    assert same_model("Φ20×2400", "φ20*2400")


@pytest.mark.parametrize(
    ("kw", "passes"),
    [(30, True), ("39.9", True), (40, False), (45, False), (None, False), ("2×30", False)],
)
def test_forty_kilowatts_include_forty(kw: object, passes: bool) -> None:  # noqa: FBT001  a table
    """40kW以上 includes 40, and a power that is missing or unreadable denies."""
    facts = BannedFacts(TODAY, [BAN], {"motor_kw": kw}, "face", "高瓦斯")

    assert judged("L02", facts) is passes


def test_ban_holds_from_its_day() -> None:
    """A line is not applied before it is in force, and always when its day is unknown."""
    facts = BannedFacts(date(2006, 7, 19), [BAN], {"motor_kw": 50})

    assert judged("L02", facts)
    assert not judged("L02", replace(facts, today=date(2006, 7, 20)))
    assert not judged("L02", replace(facts, bans=[{**BAN, "effective_on": None}]))


def test_provincial_line_stands_on_its_own_law() -> None:
    """A line of a province breaks its own rule and not the national one."""
    facts = BannedFacts(TODAY, [{**BAN, "jurisdiction": "山西省", "condition": {}}])

    assert not judged("L02P", facts)
    assert judged("L02", facts)
    assert judged("L02P", replace(facts, bans=[BAN]))


def test_banned_thing_in_use_stops_a_mine_in_shanxi() -> None:
    """L11 speaks of what is underground already, and of national lines only."""
    facts = BannedFacts(TODAY, [BAN], {"motor_kw": 45}, in_use=True)

    assert not judged("L11", facts)
    assert judged("L11", replace(facts, in_use=False))
    assert judged("L11", replace(facts, ratings={"motor_kw": 30}))
    assert judged("L11", replace(facts, bans=[{**BAN, "jurisdiction": "山西省"}]))


@pytest.mark.parametrize(
    ("value", "gas", "zone", "ratings", "banned"),
    [
        ("QC83-80/660", "高瓦斯", "face", {"motor_kw": 30}, False),
        ("QC83-80/660", "高瓦斯", "face", {"motor_kw": 45}, True),
        ("ｑｃ83-80/660", "高瓦斯", "face", {}, True),
        ("ZY3", None, None, {}, True),
        ("ZY3200/14/34", None, None, {}, False),
        ("油浸式低压电气设备", "低瓦斯", "face", {"voltage": "低压"}, True),
        ("油浸式低压电气设备", "低瓦斯", "face", {}, True),
        ("油浸式低压电气设备", "低瓦斯", "chamber", {"voltage": "低压"}, False),
        ("非防爆运输机车", "低瓦斯", "main_intake", {}, False),
        ("非防爆运输机车", "高瓦斯", "main_intake", {}, True),
        ("非防爆运输机车", "高瓦斯", "main_intake", {"special_measures": "是"}, False),
        ("非防爆运输机车", "低瓦斯", None, {}, True),
        ("煤电钻", None, None, {}, False),
        ("KBZ-400/1140", "突出", "face", {}, False),
        ("采用DZ10系列塑壳断路器的馈电开关", None, None, {}, True),
    ],
)
def test_model_is_held_against_the_lists(
    value: str,
    gas: str | None,
    zone: str | None,
    ratings: dict[str, object],
    banned: bool,  # noqa: FBT001
) -> None:
    """The match cases of the lists, their exceptions, and a draft that forbids nothing."""
    found = check_model(value, gas=gas, zone=zone, ratings=ratings, today=TODAY)

    assert [finding.code for finding in found] == (["L02"] if banned else [])


@pytest.mark.parametrize(("gas", "zone"), [("无瓦斯", None), (None, "sky")])
def test_unknown_place_is_unreadable(gas: str | None, zone: str | None) -> None:
    """A gas class or a zone that does not exist is told by field."""
    with pytest.raises(Unreadable) as caught:
        check_model("ZY3", gas=gas, zone=zone, ratings={}, today=TODAY)

    assert caught.value.field == ("gas" if gas else "zone")


@pytest.mark.parametrize(("sign", "passing"), [("ge", 40), ("gt", 41), ("le", 40), ("lt", 39)])
def test_signs_of_conditions(sign: str, passing: int) -> None:
    """Every sign compares as it is written."""
    condition = {"when": {"motor_kw": {sign: 40}}}
    opposite = {"ge": 39, "gt": 40, "le": 41, "lt": 40}[sign]

    assert bans.applies(condition, {"motor_kw": passing})
    assert not bans.applies(condition, {"motor_kw": opposite})
    assert bans.missing(condition, {"motor_kw": "NaN"}) == ("motor_kw",)


@pytest.mark.parametrize("wrong", [{"if": {}}, {"when": {"a": {"like": 1}}}, {"when": {"a": {}}}])
def test_unknown_condition_is_unreadable(wrong: dict[str, Any]) -> None:
    """A condition out of the grammar is refused when it is entered."""
    with pytest.raises(Unreadable) as caught:
        bans.check(wrong)

    assert caught.value.field == "condition"
