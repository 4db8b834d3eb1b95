"""Why a line of a banned list hits, and why one that comes near does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from equiplink.catalogue.checks import consider_model
from equiplink.catalogue.matching import Match, matches

TODAY = date(2024, 11, 15)


def considered(value: str, **given: Any) -> list[Match]:
    """Consider a model in a 高瓦斯 mine's face, or as *given*."""
    words: dict[str, Any] = {"gas": "高瓦斯", "zone": "face", "ratings": {}, "today": TODAY}
    return consider_model(value, **(words | given))


@pytest.mark.parametrize(
    ("value", "given", "line", "verdict", "said"),
    [
        ("ZY3", {}, "国家 1-10", (True, True), "型号 ZY3 即目录所列型号 ZY3"),
        ("ZY3200/14/34", {}, "国家 1-10", (False, False), "只是开头相同，不是该型号"),
        ("BJO2-51-4", {}, "国家 1-6", (True, True), "属于目录所列系列 BJO2*"),
        ("QC83-80/660", {"ratings": {"motor_kw": 30}}, "国家 1-2", (True, False), "不符合"),
        ("QC83-80/660", {"ratings": {"motor_kw": 40}}, "国家 1-2", (True, True), "40，符合"),
        ("QC83-80/660", {}, "国家 1-2", (True, True), "未提供，按不利处理"),
        ("藤条安全帽", {}, "国家 1-12", (True, True), "名称、型号或参数含有"),
        ("ABS安全帽", {}, "国家 1-12", (False, False), "但没有“柳条|藤条|竹条”"),
        (
            "非防爆运输机车", {"gas": "低瓦斯", "zone": "main_intake"}, "国家 1-8",
            (True, False), "除外情形成立",
        ),
        ("非防爆运输机车", {"gas": "低瓦斯"}, "国家 1-8", (True, True), "除外情形不成立"),
        (
            "油浸式开关", {"zone": "chamber", "ratings": {"voltage": "低压"}}, "国家 1-5",
            (True, False), "使用地点",
        ),
    ],
)  # fmt: skip
def test_line_says_why(
    value: str, given: dict[str, Any], line: str, verdict: tuple[bool, bool], said: str
) -> None:
    """Names, forbids, and a reason that a person can read, for hits and for near misses."""
    (found,) = (each for each in considered(value, **given) if each.line == line)

    assert (found.names, found.forbids) == verdict
    assert said in "；".join(reason.zh for reason in found.reasons)


def test_what_forbids_comes_first_and_strangers_stay_out() -> None:
    """Lines that have nothing to do with the thing are left out."""
    found = considered("KBZ-400/1140 馈电开关")

    assert [each.forbids for each in found] == [False] * len(found)
    assert {each.line for each in found} == {"国家 1-1", "国家 2-4"}
    assert considered("ZYX45") == []


def test_line_that_is_not_in_force_yet_says_so() -> None:
    """A line of the future names the thing and forbids nothing today."""
    line = {
        "jurisdiction": "山西省", "batch": 1, "no": 1, "item": "甲", "models": ["ZY5"],
        "words": [], "condition": {}, "effective_on": date(2025, 1, 1), "document": "合成",
    }  # fmt: skip
    (found,) = matches(
        [line], model="ZY5", name="", ratings={}, zone=None, gas_class=None, today=TODAY
    )

    assert (found.names, found.forbids) == (True, False)
    assert found.reasons[-1].zh == "自 2025-01-01 起施行，现在尚未施行"
