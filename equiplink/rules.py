"""A rule: facts in, nothing or a finding out. It sees no session and no clock.

The function's name is the positive claim and its docstring the sentence in the
docs; the texts for people stand beside it, Chinese first. A rule that raises
counts as broken, so a bug refuses instead of admitting.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from equiplink.errors import Refused
from equiplink.law import EVER, Broken, Finding, Reading, Severity, Source

log = logging.getLogger(__name__)


class Facts(Protocol):
    """What every set of facts tells: the day on which the act is judged."""

    @property
    def today(self) -> date: ...


F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """One rule with its source, its texts and the days between which it holds."""

    code: str
    source: Source
    check: Callable[[F], Broken | None]
    zh: str
    en: str
    severity: Severity
    since: date | None
    until: date | None
    stage: str
    title: str

    def holds_on(self, day: date) -> bool:
        """Say whether the rule is in force on *day*; an act is judged by the law of its day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def judge(self, facts: F) -> Finding | None:
        """Return the finding when the rule does not hold for *facts*."""
        try:
            answer = self.check(facts)
        except Exception:
            log.exception("rule %s failed to run", self.code)
            answer = Broken({"failed": "规则未能执行 / the rule failed to run"})
        return None if answer is None else Finding(self.code, self.severity, answer.params)

    def message(self, params: Mapping[str, object], lang: str = "zh") -> str:
        """Return the sentence of a finding, of this year or of years ago, in ``zh`` or ``en``."""
        if "failed" in params:
            return f"{self.code} {params['failed']}"
        known = {name: value for name, value in params.items() if value is not None}
        # A finding of years ago may lack a number that the sentence has since learnt to tell.
        if lang == "en":
            return self.en.format_map(defaultdict(lambda: "—", known))
        chinese = {name: known.get(f"{name}_zh", value) for name, value in known.items()}
        return self.zh.format_map(defaultdict(lambda: "—", chinese))


KEPT = 64
"""Days whose rules a set keeps at hand."""

RULES: dict[str, Rule[Any]] = {}
"""Every rule that is loaded, by code. Codes are unique for ever: none is used again."""


def rule(
    code: str,
    source: Source,
    *,
    zh: str,
    en: str,
    severity: Severity = Severity.DENY,
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Callable[[F], Broken | None]], Rule[F]]:
    """Make a function a rule. ``zh`` and ``en`` are the texts of its finding.

    Without *since* it holds from the day on which its source came into force;
    ``EVER`` is for what the chain needs on any day, such as a tag that it knows.
    """

    def decorate(check: Callable[[F], Broken | None]) -> Rule[F]:
        if code in RULES:
            raise TypeError(f"rule code {code} is taken by {RULES[code].title}")
        if not (check.__doc__ or "").strip():
            raise TypeError(f"rule {code} has no docstring")
        stage = check.__module__.removeprefix("equiplink.").split(".")[0]
        begins = since or source.since
        first = None if begins == EVER else begins
        made = Rule(code, source, check, zh, en, severity, first, until, stage, check.__name__)
        RULES[code] = made
        return made

    return decorate


def wishes(policy: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return what *policy* says of rules, in a form that can be a key."""
    return tuple(sorted((key, str(each)) for key, each in policy.items() if key[:5] == "rule."))


class RuleSet(Generic[F]):
    """Rules that are read together. All broken ones are reported, never just the first."""

    def __init__(self, name: str, rules: Iterable[Rule[F]], *, zh: str) -> None:
        self.name, self.zh, self.rules = name, zh, tuple(rules)
        if not self.rules:
            raise TypeError(f"{name}: an empty rule set would admit everything")
        codes = [each.code for each in self.rules]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise TypeError(f"{name}: rules used twice: {twice}")
        self._in_force: dict[object, tuple[tuple[Rule[F], Severity], ...]] = {}

    def in_force(
        self, day: date, policy: Mapping[str, object] | None = None
    ) -> tuple[tuple[Rule[F], Severity], ...]:
        """Return the rules that are asked on *day*, each with the severity that it has then."""
        asked = day, wishes(policy or {})
        if asked not in self._in_force:
            if len(self._in_force) >= KEPT:
                self._in_force.clear()
            self._in_force[asked] = tuple(
                (each, severity)
                for each in self.rules
                if each.holds_on(day) and (severity := _severity(each, policy or {})) is not None
            )
        return self._in_force[asked]

    def judge(self, facts: F, policy: Mapping[str, object] | None = None) -> tuple[Finding, ...]:
        """Return every finding, the denying ones first.

        *policy* is the mine's own: the key ``rule.CODE`` may turn a rule that
        is only believed to ``off``, ``warn`` or ``deny``, and may tighten any
        rule from ``warn`` to ``deny``. It can never loosen a rule that was read.
        """
        found = []
        for each, severity in self.in_force(facts.today, policy):
            finding = each.judge(facts)
            if finding is not None:
                found.append(Finding(finding.code, severity, finding.params))
        return tuple(sorted(found, key=lambda finding: not finding.denies))

    def require(
        self,
        facts: F,
        policy: Mapping[str, object] | None = None,
        *,
        also: Iterable[Finding] = (),
    ) -> tuple[Finding, ...]:
        """Return the warnings; raise ``Refused`` with every finding when any denies.

        *also* are findings of another set on the same act, to be told in one answer.
        """
        both = (*self.judge(facts, policy), *also)
        found = tuple(sorted(both, key=lambda finding: not finding.denies))
        if any(finding.denies for finding in found):
            raise Refused(
                found,
                zh=f"{self.zh}：" + "；".join(map(say, found)),
                en=f"{self.name}: " + "; ".join(say(finding, "en") for finding in found),
            )
        return found


def _severity(each: Rule[Any], policy: Mapping[str, object]) -> Severity | None:
    wish = policy.get(f"rule.{each.code}")
    if wish == "deny":
        return Severity.DENY
    if each.source.reading is Reading.BELIEVED and wish in {"warn", "off"}:
        return Severity.WARN if wish == "warn" else None
    return each.severity


def say(finding: Finding, lang: str = "zh") -> str:
    """Return the sentence for a finding; a rule that is no longer known gives its code."""
    known = RULES.get(finding.code)
    return finding.code if known is None else known.message(finding.params, lang)


def describe(finding: Finding, lang: str = "zh") -> dict[str, object]:
    """Return a finding as the JSON that the API, the CLI and the exports share."""
    known = RULES.get(finding.code)
    source = known.source if known else None
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": say(finding, lang),
        "params": dict(finding.params),
        "source": source
        and {
            "statute": source.statute,
            "edition": source.edition,
            "article": source.article,
            "quote": source.quote,
            "basis": source.basis.value,
            "reading": source.reading.value,
        },
    }
