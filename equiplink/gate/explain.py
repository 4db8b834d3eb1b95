"""Every rule of a decision with its verdict and its evidence: passed, failed or not applicable.

The evidence is what the rule read: while it runs, the facts write down which of
them it asked for. Nothing is told of a rule that it did not look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import FunctionType
from typing import Any
from uuid import UUID

from equiplink.catalogue.rules import BANNED, EXPLOSION, SAFETY_MARK
from equiplink.db import plain
from equiplink.gate.emergency_rules import URGENT
from equiplink.gate.facts import Question, Seen
from equiplink.gate.states import Direction, Verdict
from equiplink.law import Finding, Severity
from equiplink.register.enrol_rules import PROVISIONAL
from equiplink.register.tag_rules import SIGHTING
from equiplink.rules import Rule, describe

Guard = Callable[[Any], object]

_OF_SETS: tuple[tuple[Any, Guard], ...] = (
    (SAFETY_MARK, lambda facts: facts.required or facts.number.strip()),
    (BANNED, lambda facts: facts.bans),
    (EXPLOSION, lambda facts: facts.ex_mark.strip() or facts.need is not None),
    (PROVISIONAL, lambda facts: facts.until is not None),
    (URGENT, lambda facts: facts.reason),
    (SIGHTING, lambda facts: facts.fate is not None or facts.elsewhere is not None),
)
_OF_RULES: Mapping[str, Guard] = {
    "G31": lambda facts: facts.known,
    "G06": lambda facts: facts.unfit_since is not None,
    "G09": lambda facts: facts.belt_test,
    "G16": lambda facts: facts.dated,
    "G36": lambda facts: facts.next_due_on is not None,
    "X05": lambda facts: facts.certificate.strip(),
    "X05X": lambda facts: facts.certificate.strip(),
    "G50": lambda facts: facts.asked,
    "G53": lambda facts: facts.number is not None,
    "G15": lambda facts: facts.danger is not None and facts.windows,
    "L11": lambda facts: facts.in_use,
}
"""When a rule has anything to say; a rule without a guard always has."""


class Watched:
    """Facts that write down what is asked of them."""

    def __init__(self, facts: Any) -> None:
        self._facts, self.read = facts, dict[str, object]()

    def __getattr__(self, name: str) -> Any:
        own = getattr(type(self._facts), name, None)
        if isinstance(own, property) and own.fget is not None:
            return own.fget(self)
        if isinstance(own, FunctionType):
            return own.__get__(self)
        self.read[name] = value = getattr(self._facts, name)
        return value


def explain(
    seen: Seen, scanner: UUID, way: Direction, quantity: Decimal, lang: str = "zh"
) -> list[dict[str, Any]]:
    """Return one row for every rule that this scan is asked: what was read, and what it says."""
    policy = seen.policy
    return [
        _row(question, each, dict(question[0].in_force(seen.today, policy)), lang)
        for question in seen.asked(scanner, way, quantity)
        for each in question[0].rules
    ]


def _row(
    question: Question, each: Rule[Any], in_force: Mapping[Rule[Any], Severity], lang: str
) -> dict[str, Any]:
    rules, facts = question
    watched = Watched(facts)
    finding = None
    if each not in in_force or not _applies(each, watched):
        verdict = Verdict.NOT_APPLICABLE
    else:
        found = each.judge(watched)
        finding = found and Finding(each.code, in_force[each], found.params)
        verdict = _verdict(finding)
    said = describe(finding or Finding(each.code, each.severity), lang)
    return {
        "rule_set": rules.name if lang == "en" else rules.zh,
        "code": each.code,
        "rule": (each.check.__doc__ or "").strip(),
        "verdict": verdict,
        "verdict_zh": verdict.zh,
        "in_force": each in in_force,
        "evidence": {name: _shown(value) for name, value in watched.read.items()},
        "message": said["message"] if finding else None,
        "source": said["source"],
    }


def _applies(each: Rule[Any], watched: Watched) -> bool:
    guard = _OF_RULES.get(each.code)
    if guard is None:
        guard = next((one for rules, one in _OF_SETS if each in rules.rules), None)
    return guard is None or bool(guard(watched))


def _verdict(finding: Finding | None) -> Verdict:
    if finding is None:
        return Verdict.PASSED
    return Verdict.FAILED if finding.denies else Verdict.WARNED


def _shown(value: object) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple | list):
        return [_shown(each) for each in value]
    if isinstance(value, date | UUID):
        return str(value)
    return value.value if isinstance(value, StrEnum) else value
