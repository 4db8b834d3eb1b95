"""Rules and rule sets: everything broken is reported, and the law is never loosened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from equiplink.errors import Refused
from equiplink.law import (
    BIDDING,
    COAL_MINE_CODE,
    EVER,
    MAJOR_HAZARDS,
    MINE_SAFETY_ORDINANCE,
    Broken,
    Finding,
    Severity,
    Source,
    Statute,
    broken,
)
from equiplink.rules import RULES, Rule, RuleSet, describe, rule, say

READ = BIDDING("第二十四条", "最短不得少于二十日")
BELIEVED = COAL_MINE_CODE("第四百四十八条", "准入井")


@dataclass(frozen=True, slots=True)
class Facts:
    """How many days, and today."""

    today: date
    days: int | None


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    """Forget the rules that a test makes."""
    before = dict(RULES)
    yield
    RULES.clear()
    RULES.update(before)


def make(code: str = "ZZ1", source: Source = READ, **options: object) -> Rule[Facts]:
    """Make a rule that asks for twenty days."""

    def is_long_enough(facts: Facts) -> Broken | None:
        """There are twenty days."""
        return None if facts.days is None or facts.days >= 20 else broken(days=facts.days)

    texts = {"zh": "只有 {days} 日，见 {note}", "en": "only {days} days, see {note}"}
    return rule(code, source, **(texts | options))(is_long_enough)  # type: ignore[arg-type]


def facts(days: int | None, today: date = date(2026, 11, 2)) -> Facts:
    """Return facts with *days*."""
    return Facts(today, days)


def test_rule_knows_where_it_comes_from() -> None:
    """Code, source, stage and name are what the docs print."""
    made = make()

    assert RULES["ZZ1"] is made
    assert (made.title, made.source) == ("is_long_enough", READ)


def test_code_is_never_used_twice() -> None:
    """A second rule of one code does not load."""
    make()

    with pytest.raises(TypeError, match="ZZ1 is taken by is_long_enough"):
        make()


def test_rule_without_docstring_does_not_load() -> None:
    """The docstring is the sentence in the docs."""

    def silent(_: Facts) -> Broken | None:
        return None

    with pytest.raises(TypeError, match="has no docstring"):
        rule("ZZ1", READ, zh="", en="")(silent)


def test_finding_prints_in_either_language() -> None:
    """The sentence is made from code and numbers; one that is missing prints as a dash."""
    finding = make().judge(facts(19))
    assert finding is not None

    assert say(finding) == "只有 19 日，见 —"
    assert say(finding, "en") == "only 19 days, see —"
    assert say(Finding("GONE", Severity.DENY)) == "GONE"


def test_rule_that_raises_counts_as_broken(caplog: pytest.LogCaptureFixture) -> None:
    """A bug refuses instead of admitting, says so, and is logged."""

    def fails(_: Facts) -> Broken | None:
        """Fail."""
        raise ZeroDivisionError

    finding = rule("ZZ1", READ, zh="甲", en="a")(fails).judge(facts(1))
    assert finding is not None

    assert finding.denies
    assert say(finding) == "ZZ1 规则未能执行 / the rule failed to run"
    assert "rule ZZ1 failed to run" in caplog.text


def test_description_is_what_api_and_exports_share() -> None:
    """It has the sentence, the numbers and the source; an unknown code has no source."""
    finding = make().judge(facts(3))
    assert finding is not None

    assert describe(finding, "en") == {
        "code": "ZZ1",
        "severity": "deny",
        "message": "only 3 days, see —",
        "params": {"days": 3},
        "source": {
            "statute": "招标投标法",
            "edition": "2017-12-27",
            "article": "第二十四条",
            "quote": "最短不得少于二十日",
            "basis": "law",
            "reading": "read",
        },
    }
    assert describe(Finding("GONE", Severity.WARN))["source"] is None


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_act_is_judged_by_the_law_of_its_day(day: date, *, holds: bool) -> None:
    """A rule holds from its first to its last day, both counted."""
    rules = RuleSet("s", [make(since=date(2026, 1, 1), until=date(2026, 6, 30))], zh="集")

    assert bool(rules.judge(facts(1, day))) is holds


@pytest.mark.parametrize(
    ("statute", "first"),
    [(MINE_SAFETY_ORDINANCE, date(2024, 5, 1)), (MAJOR_HAZARDS, date(2021, 1, 1))],
)
def test_rule_holds_from_the_day_on_which_its_source_came_into_force(
    statute: Statute, first: date
) -> None:
    """An act of an older day is not judged by it, unless the chain itself needs the rule."""
    source = statute("第一条", "原文")
    by_law, by_chain = make("ZZ1", source), make("ZZ2", source, since=EVER)

    assert (by_law.since, by_chain.since) == (first, None)
    assert by_law.holds_on(first)
    assert not by_law.holds_on(first - timedelta(days=1))
    assert by_chain.holds_on(date(2000, 1, 1))


def test_all_broken_rules_are_reported_denials_first() -> None:
    """A warning never hides a denial, nor one denial another."""
    rules = RuleSet(
        "publication",
        [make("ZZ1", severity=Severity.WARN), make("ZZ2"), make("ZZ3")],
        zh="发布招标公告",
    )
    with pytest.raises(Refused) as caught:
        rules.require(facts(5))

    assert [finding.code for finding in caught.value.findings] == ["ZZ2", "ZZ3", "ZZ1"]
    assert caught.value.message("zh").startswith("发布招标公告：只有 5 日，见 —；")
    assert caught.value.message("en").startswith("publication: only 5 days, see —; ")


def test_warnings_let_the_act_pass() -> None:
    """What only warns is returned, to be recorded with the act."""
    rules = RuleSet("s", [make(severity=Severity.WARN)], zh="集")

    assert [finding.code for finding in rules.require(facts(5))] == ["ZZ1"]
    assert rules.require(facts(20)) == ()


@pytest.mark.parametrize(
    ("rules", "why"), [([], "would admit everything"), (["ZZ1", "ZZ1"], "used twice")]
)
def test_unsound_set_does_not_load(rules: list[str], why: str) -> None:
    """An empty set, and one that asks the same rule twice, are mistakes of the author."""
    made = make()

    with pytest.raises(TypeError, match=why):
        RuleSet("s", [made for _ in rules], zh="集")


@pytest.mark.parametrize(
    ("source", "severity", "wish", "expected"),
    [
        (READ, Severity.DENY, "off", Severity.DENY),
        (READ, Severity.DENY, "warn", Severity.DENY),
        (READ, Severity.WARN, "deny", Severity.DENY),
        (READ, Severity.WARN, "nonsense", Severity.WARN),
        (BELIEVED, Severity.DENY, "warn", Severity.WARN),
        (BELIEVED, Severity.DENY, "off", None),
        (BELIEVED, Severity.WARN, "deny", Severity.DENY),
        (BELIEVED, Severity.DENY, None, Severity.DENY),
    ],
)
def test_policy_tightens_and_never_loosens_what_was_read(
    source: Source, severity: Severity, wish: str | None, expected: Severity | None
) -> None:
    """A mine may make any rule deny, and soften only one whose text nobody could read."""
    rules = RuleSet("s", [make(source=source, severity=severity)], zh="集")
    found = rules.judge(facts(1), {"rule.ZZ1": wish} if wish else None)

    assert [finding.severity for finding in found] == ([expected] if expected else [])


def test_rules_of_many_days_are_each_those_of_their_day() -> None:
    """However many days are asked, a rule of 2027 judges no act of 2026."""
    rules = RuleSet("periods", [make(since=date(2027, 1, 1))], zh="期限")
    days = [date(2026, 11, 1) + timedelta(days=each) for each in range(100)]
    found = [day for day in days if rules.judge(facts(5, day))]

    assert found == [day for day in days if day >= date(2027, 1, 1)]
    assert rules.in_force(days[0]) == ()
    assert [severity for _, severity in rules.in_force(days[-1])] == [Severity.DENY]
