"""Lines of banned and obsolete lists, and whether one applies to a thing at a place.

A condition is data: ``{"when": {"motor_kw": {"ge": 40}}, "except": [{...}]}``. The
line applies when every fact of ``when`` holds and no exception holds in full. A
fact that is missing or unreadable counts against the thing, both ways. 以上 and
以下 include the number (民法典 第一千二百五十九条).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from equiplink.errors import Unreadable
from equiplink.mine.states import Zone
from equiplink.words import Both, chinese, joined

Condition = Mapping[str, Any]

_COMPARE = {
    "ge": lambda have, limit: have >= limit,
    "gt": lambda have, limit: have > limit,
    "le": lambda have, limit: have <= limit,
    "lt": lambda have, limit: have < limit,
}
_CHOOSE = {
    "in": lambda have, words: have in words,
    "not_in": lambda have, words: have not in words,
}
_NAMES = {
    "motor_kw": "电动机功率（kW）",
    "voltage": "电压等级",
    "zone": "使用地点",
    "gas_class": "瓦斯等级",
    "special_measures": "专门措施",
    "traction": "牵引方式",
    "heading": "掘进巷道",
}
"""What people call the facts of the national conditions; any other fact goes by its own name."""
_ZONES: Mapping[str, str] = {zone.value: zone.zh for zone in Zone}
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "in": "∈", "not_in": "∉"}


def in_force(ban: Mapping[str, Any], today: date) -> bool:
    """Say whether the line is in force; one whose day could not be had is."""
    since = ban.get("effective_on")
    return since is None or date.fromisoformat(since) <= today


def applies(condition: Condition, facts: Mapping[str, object]) -> bool:
    """Say whether a line under *condition* forbids a thing with these *facts*."""
    if any(_holds(test, facts.get(name)) is False for name, test in _when(condition).items()):
        return False
    return not any(
        all(_holds(test, facts.get(name)) for name, test in exception.items())
        for exception in condition.get("except", ())
    )


def missing(condition: Condition, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the facts that *condition* asks for and that are not known."""
    asked: dict[str, Any] = dict(_when(condition))
    for exception in condition.get("except", ()):
        asked.update(exception)
    return tuple(name for name, test in asked.items() if _holds(test, facts.get(name)) is None)


def answers(condition: Condition, facts: Mapping[str, object]) -> list[Both]:
    """Return how *facts* answer each test of *condition*, and each of its exceptions."""
    told = [_answer(name, test, facts) for name, test in _when(condition).items()]
    for each in condition.get("except", ()):
        met = all(_holds(test, facts.get(name)) for name, test in each.items())
        said = joined(_answer(name, test, facts) for name, test in each.items())
        told.append(
            Both(
                f"the exception {'holds' if met else 'does not hold'}: {said}",
                f"除外情形{'成立' if met else '不成立'}：{said.zh}",
            )
        )
    return told


def _answer(name: str, test: Mapping[str, Any], facts: Mapping[str, object]) -> Both:
    (asked,) = _tell({name: test})
    have = facts.get(name)
    holds = _holds(test, have)
    if holds is None:
        return Both(
            f"{asked}: not given, which counts against it", f"{asked.zh}：未提供，按不利处理"
        )
    shown = _ZONES.get(str(have), str(have))
    return Both(
        f"{asked}: {have}, {'met' if holds else 'not met'}",
        f"{asked.zh}：现为 {shown}，{'符合' if holds else '不符合'}",
    )


def named(fact: str) -> Both:
    """Return what people call a fact, such as 电动机功率（kW） for ``motor_kw``."""
    return Both(fact, _NAMES.get(fact, fact))


def tell(condition: Condition) -> Both:
    """Return *condition* in signs, such as ``motor_kw≥40``; empty when there is none."""
    said = joined(_tell(_when(condition)))
    excepted = [joined(_tell(each)) for each in condition.get("except", ())]
    if not excepted:
        return said
    return Both(
        f"{said} (except: {'; '.join(excepted)})",
        f"{said.zh}（除外：{'；'.join(map(chinese, excepted))}）",
    )


def check(condition: Condition) -> None:
    """Raise ``Unreadable`` when *condition* is not written in this grammar."""
    groups = [condition.get("when", {}), *condition.get("except", [])]
    tests = [test for group in groups for test in group.values()]
    known = all(len(test) == 1 and set(test) <= set(_SIGNS) for test in tests)
    if not known or set(condition) - {"when", "except"}:
        raise Unreadable(
            'a condition reads {"when": {fact: {sign: value}}, "except": [{…}]} '
            f"with the signs {', '.join(_SIGNS)}",
            zh='条件应写作 {"when": {事实: {符号: 值}}, "except": [{…}]}，'
            f"符号为 {'、'.join(_SIGNS)}",
            field="condition",
        )


def _when(condition: Condition) -> Mapping[str, Any]:
    found: Mapping[str, Any] = condition.get("when", {})
    return found


def _holds(test: Mapping[str, Any], have: object) -> bool | None:
    """Answer None when the fact is missing or no number where one is asked for."""
    ((sign, value),) = test.items()
    if have is None:
        return None
    if sign in _CHOOSE:
        return bool(_CHOOSE[sign](str(have), [str(word) for word in value]))
    try:
        number = Decimal(str(have))
    except InvalidOperation:
        return None
    return bool(_COMPARE[sign](number, Decimal(str(value)))) if number.is_finite() else None


def _tell(tests: Mapping[str, Any]) -> list[Both]:
    return [
        Both(
            f"{name}{_SIGNS[sign]}{'/'.join(words)}",
            f"{named(name).zh}{_SIGNS[sign]}{'/'.join(_ZONES.get(word, word) for word in words)}",
        )
        for name, test in tests.items()
        for sign, value in test.items()
        for words in [list(map(str, value)) if isinstance(value, list) else [str(value)]]
    ]
