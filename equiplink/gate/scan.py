"""Scan a tag at the shaft mouth: read every rule, store the answer, move the thing.

The hot path: Core statements on unique keys, item and tag locked, and six
statements for an admitted scan. What the item's row says after the lock is had
is the truth; joined rows may be older by one waiting writer, so whether a thing
is inside, in stock or unfit is read from its own row alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from equiplink.catalogue.states import Tracking
from equiplink.db import new_id, one_of, plain, utc
from equiplink.errors import Duplicate
from equiplink.gate import queries
from equiplink.gate.emergency import use_emergency
from equiplink.gate.emergency_rules import WAIVED
from equiplink.gate.explain import explain
from equiplink.gate.facts import MINUTE, Seen, amount
from equiplink.gate.models import Scan
from equiplink.gate.permits import consume_permit
from equiplink.gate.states import Direction
from equiplink.gate.supposing import SUPPOSE_NOTHING, Supposed
from equiplink.hazard import actions as hazards
from equiplink.hazard.criteria import MAJOR
from equiplink.hazard.states import Channel, Level
from equiplink.law import Finding, Severity
from equiplink.mine.states import Role
from equiplink.register.aliases import tag_of
from equiplink.register.models import Item
from equiplink.register.parts import carry
from equiplink.register.states import ITEM
from equiplink.register.tag_rules import ALARMS
from equiplink.register.tags import TRAVEL_MINUTES
from equiplink.rules import describe, say
from equiplink.supplier import actions as suppliers
from equiplink.supplier.states import MarkKind
from equiplink.work import Work

SUPPLIERS = frozenset(
    {"L05", "M01", "M04", "M05M", "M05H", "M06", "X01", "X02", "X03", "X05", "X07"}
)
"""Rules whose breach is the supplier's: mark and explosion protection are not what he sold.

A test, an inspection or a place that the mine got wrong is not his.
"""

_STEPS = {
    (Direction.IN, Tracking.UNIT): "enter",
    (Direction.OUT, Tracking.UNIT): "leave",
    (Direction.IN, Tracking.LOT): "enter_part",
    (Direction.OUT, Tracking.LOT): "leave_part",
}


def scan(
    work: Work,
    scan_id: UUID,
    *,
    tag: str,
    gate: str,
    direction: str = Direction.IN,
    quantity: Decimal | int = 1,
    device: str = "",
    device_at: datetime | None = None,
) -> Scan:
    """Judge one thing at *gate* and store the answer under the scanner's own *scan_id*.

    Returns the stored scan, admitted or refused; the same scan sent again returns
    the first answer. *quantity* is in the item's unit: 1 for a unit. Raises
    ``Unreadable`` for a tag that is no code or a quantity that cannot be,
    ``NotFound`` for an unknown gate, ``Duplicate`` when *scan_id* was used for
    something else.
    """
    work.allow(Role.KEEPER)
    answer, seen = ask(work, scan_id, tag=tag, gate=gate, direction=direction, quantity=quantity)
    answer.device, answer.device_at = device, None if device_at is None else utc(device_at)
    return settle(work, answer, seen)


def settle(work: Work, answer: Scan, seen: Seen) -> Scan:
    """Store an answer and move the thing; return the first answer if it was stored before."""
    if not answer.admitted or _alarm(answer):
        earlier = queries.stored(work, answer.id)
        if earlier is not None:
            return _same(earlier, answer)
        answer.facts["hazards"] = _open_hazards(work, answer, seen)
    if not queries.put_scan(work, _columns(answer)):
        return _same(queries.stored(work, answer.id), answer)
    if answer.admitted:
        _move(work, answer, seen)
        if answer.direction is Direction.IN and seen.row.permit_id is not None:
            consume_permit(work, answer, seen.row.permit_id)
        if seen.waives(answer.direction) and WAIVED & {each["code"] for each in answer.findings}:
            use_emergency(work, answer, seen.row.emergency_id)
    else:
        codes_found = [finding["code"] for finding in answer.findings]
        work.log("scan", answer.id, "refuse", "", "", _told(answer) | {"findings": codes_found})
        _mark_supplier(work, answer, seen)
    return answer


def judge(
    work: Work,
    *,
    tag: str,
    gate: str,
    direction: str = Direction.IN,
    quantity: Decimal | int = 1,
    day: date | None = None,
    gas_class: str | None = None,
    zone: str | None = None,
    mark_status: str | None = None,
) -> Scan:
    """Answer as ``scan`` would, and store nothing.

    What is given beside the thing is supposed: another *day*, gas class or zone of
    its place, another status of its safety mark.
    """
    supposed = Supposed.of(gas_class=gas_class, zone=zone, mark_status=mark_status, day=day)
    asked: dict[str, Any] = {"tag": tag, "gate": gate, "direction": direction}
    return ask(work, new_id(), **asked, quantity=quantity, supposed=supposed)[0]


def explained(
    work: Work,
    lang: str = "zh",
    *,
    tag: str,
    gate: str,
    direction: str = Direction.IN,
    quantity: Decimal | int = 1,
    day: date | None = None,
    gas_class: str | None = None,
    zone: str | None = None,
    mark_status: str | None = None,
) -> dict[str, Any]:
    """Return what ``judge`` answers with every rule: passed, failed or not applicable, and why."""
    supposed = Supposed.of(gas_class=gas_class, zone=zone, mark_status=mark_status, day=day)
    asked: dict[str, Any] = {"tag": tag, "gate": gate, "direction": direction}
    answer, seen = ask(work, new_id(), **asked, quantity=quantity, supposed=supposed)
    rows = explain(seen, work.actor.id, answer.direction, answer.quantity, lang)
    return decision(answer, lang) | {"day": seen.today.isoformat(), "rules": rows}


def decision(scan: Scan, lang: str = "zh") -> dict[str, Any]:
    """Return a scan as the JSON document that the API, the CLI and the pages share."""
    findings = [
        Finding(each["code"], Severity(each["severity"]), each["params"]) for each in scan.findings
    ]
    return {
        "scan": str(scan.id),
        "admitted": scan.admitted,
        "tag": scan.code,
        "direction": scan.direction,
        "quantity": plain(scan.quantity),
        "at": scan.at.isoformat(),
        "item": scan.facts.get("item"),
        "rule_set": scan.rule_set,
        "edition": scan.edition,
        "findings": [describe(finding, lang) for finding in findings],
        "hazards": scan.facts.get("hazards", []),
    }


def ask(
    work: Work,
    scan_id: UUID,
    *,
    tag: str,
    gate: str,
    direction: str,
    quantity: Decimal | int,
    trip_id: UUID | None = None,
    supposed: Supposed = SUPPOSE_NOTHING,
) -> tuple[Scan, Seen]:
    """Return the answer to one question and what it stands on; nothing is stored yet."""
    code = tag_of(work, tag)
    way = one_of(Direction, direction, field="direction")
    seen = _see(work, code, gate, supposed)
    moved = amount(seen.row, quantity)
    answer = Scan(
        mine_id=work.mine_id,
        id=scan_id,
        raw=tag[:200],
        code=code,
        item_id=seen.row and seen.row.id,
        gate_id=seen.gate_id,
        direction=way,
        quantity=moved,
        at=work.now,
        device="",
        device_at=None,
        actor_id=work.actor.id,
        admitted=True,
        rule_set="entry" if way is Direction.IN else "exit",
        edition=seen.edition(work.actor.id, way, moved),
        trip_id=trip_id,
        findings=[],
        facts=seen.told(),
    )
    judged(answer, seen.judge(work.actor.id, way, moved))
    return answer, seen


def judged(answer: Scan, findings: Iterable[Finding]) -> None:
    """Write *findings* into an answer that is not stored yet."""
    for each in findings:
        told = {"code": each.code, "severity": each.severity, "params": dict(each.params)}
        answer.findings = [*answer.findings, told]
        answer.admitted = answer.admitted and not each.denies


def _see(work: Work, code: str, gate: str, supposed: Supposed) -> Seen:
    row = queries.look(work, code, gate)
    if row is not None:
        today = supposed.day or work.now.astimezone(ZoneInfo(row.time_zone)).date()
        since = work.now - TRAVEL_MINUTES.of(row.policy) * MINUTE
        found = queries.against(work, row, today, since)
        known = supposed.apply(row)
        return Seen(code, row.gate_id, work.now, known, found, row.time_zone, supposed.day)
    named = queries.gate_named(work, gate)
    return Seen(code, named.id, work.now, None, zone=work.mine.time_zone, day=supposed.day)


def _same(earlier: Scan | None, answer: Scan) -> Scan:
    """Return the first answer to the same scan; raise when the id was used for another."""
    asked = ("code", "gate_id", "direction", "quantity")
    if earlier is None or any(getattr(earlier, each) != getattr(answer, each) for each in asked):
        raise Duplicate(
            f"scan {answer.id} was used for something else; give every scan its own id",
            zh=f"扫码编号 {answer.id} 已用于另一次扫码，请为每次扫码使用新编号",
            field="id",
        )
    return earlier


def _columns(answer: Scan) -> dict[str, Any]:
    return {column.name: getattr(answer, column.name) for column in Scan.__table__.columns}


def _told(answer: Scan) -> dict[str, Any]:
    return {
        "scan": answer.id,
        "tag": answer.code,
        "item": answer.item_id,
        "gate": answer.gate_id,
        "direction": answer.direction,
        "quantity": answer.quantity,
        "device": answer.device,
        "device_at": answer.device_at,
    }


def _move(work: Work, answer: Scan, seen: Seen) -> None:
    row = seen.row
    if row is None:  # an unknown tag is never admitted
        return
    enters, unit = answer.direction is Direction.IN, row.kind is Tracking.UNIT
    change = answer.quantity if enters else -answer.quantity
    handed_out = min(row.issued, change) if enters else Decimal(0)
    values: dict[str, Any] = {
        "issued": row.issued - handed_out,
        "stock": row.stock - change + handed_out,
        "underground": row.underground + change,
    }
    if unit and enters:
        queries.open_passage(work, row.id, answer.id)
    elif unit:
        queries.close_passage(work, row.id, answer.id)
        values["unfit_since"] = work.now
    action = _STEPS[answer.direction, row.kind]
    warnings = [each["code"] for each in answer.findings]
    told = _told(answer) | ({"warnings": warnings} if warnings else {})
    if handed_out:
        told["issued"] = handed_out
    if enters and row.permit_number is not None:
        told["permit"] = row.permit_number
    work.step_row(ITEM, Item.__table__, row.id, row.state, action, values=values, **told)
    if row.parts:
        carry(work, row.id, action, scan=answer.id)


def _mark_supplier(work: Work, answer: Scan, seen: Seen) -> None:
    """Mark the supplier for what is his fault: once for each thing and set of reasons."""
    why = "、".join(each["code"] for each in answer.findings if each["code"] in SUPPLIERS)
    row = seen.row
    if why and row is not None and row.supplier_id and not queries.marked(work, row, why):
        suppliers.mark(
            work, row.supplier_id, kind=MarkKind.GATE_REFUSED, subject="scan",
            subject_id=answer.id, note=why,
        )  # fmt: skip


def _open_hazards(work: Work, answer: Scan, seen: Seen) -> list[str]:
    """Open a hazard for each broken rule that makes a major one, and for a false tag; each once."""
    row, opened, alarm = seen.row, [], _alarm(answer)
    for each in answer.findings if row is not None else ():
        code = each["code"]
        clause = MAJOR.get(code) if each["severity"] is Severity.DENY else None
        if clause is None and code != alarm:
            continue
        found = hazards.find(
            work,
            title=f"{row.number} {row.name} {row.model}："
            + say(Finding(code, each["severity"], each["params"])),
            level=Level.MAJOR if clause else Level.GENERAL,
            channel=Channel.GATE,
            criterion=clause or "",
            basis="" if clause else code,
            cause=f"gate:{code}:{row.id}",
            item_id=row.id,
        )
        opened.append(str(found.id))
    return opened


def _alarm(answer: Scan) -> str | None:
    """Return the worst finding that tells of a false tag."""
    found = {each["code"] for each in answer.findings}
    return next((code for code in ALARMS if code in found), None)
