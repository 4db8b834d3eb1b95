"""Judge an old scan again: by the rules and the facts of then, and by what is known now.

What was known is stored with the scan, so the answer can be recomputed by anybody
and years later. What has been learnt since is told beside it and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from equiplink.db import Choice, Day, Id, Quantity, UTCDateTime, canonical
from equiplink.errors import Conflict
from equiplink.gate import queries
from equiplink.gate.facts import Against, Seen, columns
from equiplink.gate.models import Gate, Scan
from equiplink.law import Finding, Severity
from equiplink.register.hold_states import HoldKind
from equiplink.rules import describe
from equiplink.work import Work

LEARNT = (
    "gas_class", "made_on", "expires_on", "mark_number", "ex_mark", "ratings", "bans", "device",
    "requires_mark", "requires_ex", "requires_shelf_life", "mark_known", "mark_product",
    "mark_model", "mark_holder", "mark_status", "mark_from", "mark_until", "mark_batch",
    "mark_covers", "notice", "maker_notice",
)  # fmt: skip
"""What one can learn of a thing afterwards; where it is and what was done to it is no knowledge."""


def judge_again(work: Work, scan_id: UUID, lang: str = "zh") -> dict[str, Any]:
    """Return what a stored scan says when it is judged again, as a JSON document.

    ``same`` says whether the rules of its day, asked of what was known then, give
    what was stored. ``learnt`` names what is known otherwise now, ``hindsight``
    what the rules of that day would have said of it.
    """
    scan = work.get(Scan, scan_id)
    told = scan.facts.get("known")
    if scan.item_id is not None and told is None:
        raise Conflict(
            "what was known is not stored with this scan, so it cannot be judged again",
            zh="该扫码记录未留存当时的事实，不能重新判定",
            field="scan_id",
        )
    seen = _then(scan, told, work.mine.time_zone)
    again = seen.judge(scan.actor_id, scan.direction, scan.quantity)
    now = told and queries.look(work, scan.code, work.get(Gate, scan.gate_id).name)
    learnt = _learnt(columns(seen.row), columns(now)) if now is not None else {}
    hindsight = _wiser(seen, learnt).judge(scan.actor_id, scan.direction, scan.quantity)
    return {
        "scan": str(scan.id),
        "at": scan.at.isoformat(),
        "admitted": scan.admitted,
        "edition": scan.edition,
        "edition_again": seen.edition(scan.actor_id, scan.direction, scan.quantity),
        "same": sorted(map(_key, again)) == sorted(map(_key, _stored(scan))),
        "findings": [describe(each, lang) for each in _stored(scan)],
        "again": [describe(each, lang) for each in again],
        "learnt": {name: {"then": was, "now": new} for name, (was, new) in learnt.items()},
        "hindsight": [describe(each, lang) for each in hindsight],
    }


def _stored(scan: Scan) -> list[Finding]:
    return [Finding(one["code"], Severity(one["severity"]), one["params"]) for one in scan.findings]


def _key(finding: Finding) -> str:
    return canonical([finding.code, finding.severity, dict(finding.params)])


def _then(scan: Scan, told: Mapping[str, Any] | None, zone: str) -> Seen:
    if told is None:
        return Seen(scan.code, scan.gate_id, scan.at, None, zone=zone)
    row = SimpleNamespace(**{name: _restored(name, value) for name, value in told.items()})
    against = scan.facts["against"]
    elsewhere = against["elsewhere"]
    return Seen(
        scan.code,
        scan.gate_id,
        scan.at,
        row,
        Against(
            tuple((HoldKind(kind), reason) for kind, reason in against["holds"]),
            tuple(against["doubts"]),
            elsewhere and (elsewhere[0], datetime.fromisoformat(elsewhere[1])),
            tuple(against["windows"]),
            tuple(against["papers"]),
        ),
        row.time_zone,
    )


def _restored(name: str, value: Any) -> Any:
    kind = queries.TYPES.get(name)
    if value is None or kind is None:
        return value
    if isinstance(kind, Choice):
        return kind.words(value)
    if isinstance(kind, Quantity):
        return Decimal(value)
    if isinstance(kind, Id):
        return UUID(value)
    if isinstance(kind, Day):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(kind, UTCDateTime) else value


def _learnt(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (then.get(name), now[name]) for name in LEARNT if then.get(name) != now.get(name)}


def _wiser(seen: Seen, learnt: Mapping[str, tuple[Any, Any]]) -> Seen:
    if not learnt:
        return seen
    known = {name: new for name, (_, new) in learnt.items()}
    row = SimpleNamespace(**{**columns(seen.row), **known})
    return Seen(seen.code, seen.gate_id, seen.now, row, seen.against, seen.zone)
