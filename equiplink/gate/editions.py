"""Which rules judged, as a short fingerprint: the edition of the rule sets on a day.

Two scans of one edition were judged by the same rules, each with the same source
and the same severity; a campaign that tightens a rule makes another edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from equiplink.db import canonical
from equiplink.rules import RuleSet, wishes

LENGTH = 12


def edition(
    rules: Iterable[RuleSet[Any]], day: date, policy: Mapping[str, object] | None = None
) -> str:
    """Return the fingerprint of what *rules* ask on *day* under the mine's own *policy*."""
    return _edition(tuple(rules), day, wishes(policy or {}))


@lru_cache(maxsize=256)
def _edition(
    rules: tuple[RuleSet[Any], ...], day: date, policy: tuple[tuple[str, str], ...]
) -> str:
    asked = [
        (one.name, each.code, severity, str(each.source))
        for one in rules
        for each, severity in one.in_force(day, dict(policy))
    ]
    return sha256(canonical(asked).encode()).hexdigest()[:LENGTH]
