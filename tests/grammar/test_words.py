"""Words in two languages, from the rule to the sentence."""

from datetime import date

import pytest

from equiplink.catalogue.bans import tell
from equiplink.catalogue.states import Paper
from equiplink.errors import IllegalStep
from equiplink.law import broken
from equiplink.mine.states import Zone
from equiplink.plan.states import PLAN
from equiplink.rules import RULES
from equiplink.usage.rules import place_is_underground
from equiplink.words import Both, Word, chinese, joined


def test_word_is_stored_by_its_value() -> None:
    """The Chinese stands beside the value and is no part of it."""
    assert Zone("return") is Zone.RETURN
    assert (Zone.RETURN == "return", f"{Zone.RETURN}", Zone.RETURN.zh) == (True, "return", "回风巷")


def test_every_word_has_its_chinese() -> None:
    """No word of a list is left without one, and no two read the same."""
    for words in Word.__subclasses__():
        labels = [word.zh for word in words]

        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_texts_join_in_both_languages() -> None:
    """A plain text reads the same in either."""
    text = joined([Paper.MANUAL, Both("open delivery", "未关闭的到货单"), "甲"])

    assert text == "manual, open delivery, 甲"
    assert (text.zh, chinese("甲")) == ("说明书、未关闭的到货单、甲", "甲")


def test_finding_keeps_both_languages() -> None:
    """What is stored prints in either language later; the words are plain text by then."""
    params = broken(zone=Zone.SURFACE, today=date(2026, 1, 2)).params

    assert params == {"zone": "surface", "zone_zh": "地面", "today": "2026-01-02"}
    assert "地面" in RULES["U02"].message(params)
    assert "(surface)" in place_is_underground.message(params, "en")
    assert "（surface）" in place_is_underground.message({"zone": "surface"})


def test_condition_reads_in_both_languages() -> None:
    """Facts, places and exceptions have a Chinese; a fact that nobody knows has its own name."""
    condition = {
        "when": {"motor_kw": {"ge": 40}, "zone": {"not_in": ["chamber"]}, "colour": {"in": ["红"]}},
        "except": [{"gas_class": {"in": ["低瓦斯"]}}],
    }

    said = tell(condition)

    assert said == "motor_kw≥40, zone∉chamber, colour∈红 (except: gas_class∈低瓦斯)"
    assert said.zh == "电动机功率（kW）≥40、使用地点∉硐室、colour∈红（除外：瓦斯等级∈低瓦斯）"


def test_refused_step_names_the_state_in_chinese() -> None:
    """The state of a record is a word like any other."""
    with pytest.raises(IllegalStep, match="“草稿”"):
        PLAN.next("draft", "approve")
