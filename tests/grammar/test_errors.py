"""Errors say what is wrong and what to do, in Chinese and in English."""

import pytest

from equiplink.errors import Duplicate, EquiplinkError, IllegalStep, Refused, Unreadable
from equiplink.law import Finding, Severity


def test_default_messages_are_the_classes_own() -> None:
    """Without words of its own an error speaks its class's sentence."""
    error = Duplicate()

    assert error.message() == "已存在相同记录，请使用原有记录。"
    assert error.message("en") == "The same thing exists already; use the existing record."
    assert error.field is None


def test_own_words_replace_the_default() -> None:
    """What is raised with two sentences and a field says these."""
    error = Unreadable("too short", zh="太短", field="name")

    assert (error.message("zh"), error.message("en")) == ("太短", "too short")
    assert error.field == "name"
    assert str(error) == "太短 / too short"


@pytest.mark.parametrize(
    ("allowed", "zh", "en"),
    [(("submit", "change"), "submit、change", "submit, change"), ((), "无", "nothing")],
)
def test_illegal_step_names_what_is_allowed(allowed: tuple[str, ...], zh: str, en: str) -> None:
    """The remedy of an illegal step is the list of the legal ones."""
    error = IllegalStep("采购计划", "draft", "approve", allowed)

    assert error.allowed == allowed
    assert error.message("zh") == f"采购计划处于“draft”状态，不能“approve”；可执行：{zh}"
    assert error.message("en").endswith(f"possible: {en}")
    assert error.field == "action"


def test_refusal_carries_every_finding() -> None:
    """A refused act keeps its findings for whoever must print them."""
    findings = [Finding("T22", Severity.DENY), Finding("S01", Severity.WARN)]
    error = Refused(findings, zh="不行", en="no")

    assert error.findings == tuple(findings)
    assert isinstance(error, EquiplinkError)
