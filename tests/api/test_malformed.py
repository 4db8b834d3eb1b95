"""What does not fit the schema is told with its remedy, in Chinese unless English is preferred."""

from __future__ import annotations

import re
from typing import Any

import pytest

from equiplink_api.malformed import REMEDY, sentence
from tests.api.conftest import As
from tests.world import World

GOOD: dict[str, Any] = {"number": "J1", "title": "t", "period": "month", "budget": "1.00"}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("wrong", "field", "remedy"),
    [
        ({"title": ...}, "body.title", "请填写"),
        ({"extra": 1}, "body.extra", "请删去"),
        ({"title": 1}, "body.title", "应为文本"),
        ({"title": "x" * 10_001}, "body.title", "至多 10000 字"),
        ({"budget": "NaN"}, "body.budget", "应为数字"),
        ({"budget": "one"}, "body.budget", "应为数字"),
        ({"budget": True}, "body.budget", "应为数字"),
        ({"budget": "1" * 25}, "body.budget", "至多 24 位"),
    ],
)
def test_each_mistake_names_field_and_remedy(
    world: World, as_: As, wrong: dict[str, object], field: str, remedy: str
) -> None:
    """The answer is Chinese throughout, or English throughout."""
    body = {name: value for name, value in (GOOD | wrong).items() if value is not ...}
    client = as_(world, "planner")
    zh = client.post("/plans", json=body).json()
    en = client.post("/plans", json=body, headers={"Accept-Language": "en"}).json()

    assert [each["field"] for each in zh["errors"]] == [field]
    assert remedy in zh["errors"][0]["message"]
    assert CHINESE.search(zh["title"])
    assert not CHINESE.search(en["title"] + en["detail"] + en["errors"][0]["message"])


def test_broken_json_is_told_in_both_languages(world: World, as_: As) -> None:
    """The place is the body, whatever the position in it was."""
    client = as_(world, "planner")
    headers = {"Content-Type": "application/json"}
    zh = client.post("/plans", content="{", headers=headers).json()["errors"][0]
    en = client.post("/plans", content="{", headers=headers | {"Accept-Language": "en"})

    assert zh["field"] == "body"
    assert "JSON" in zh["message"]
    assert CHINESE.search(zh["message"])
    assert not CHINESE.search(en.json()["errors"][0]["message"])


@pytest.mark.parametrize("kind", [*REMEDY, "a kind that a later version brings"])
def test_every_remedy_can_be_told(kind: str) -> None:
    """Each sentence finds its numbers, and an unknown mistake has one too."""
    numbers = {"max_digits": 1, "ge": 0, "le": 2, "max_length": 3, "expected": "'a'"}
    error = {"type": kind, "loc": ("body",), "msg": "wrong", "ctx": numbers}

    assert CHINESE.search(sentence(error, "zh"))
    assert sentence(error, "en") == "wrong"
