"""Open a gate and sign pre-entry inspections. Scanning is in ``scan``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import update

from equiplink.errors import said
from equiplink.gate.emergency import (
    approve_emergency,
    refuse_emergency,
    request_emergency,
    withdraw_emergency,
)
from equiplink.gate.inspection_rules import INSPECTION, Signature
from equiplink.gate.models import EntryInspection, Gate
from equiplink.gate.permits import issue_permit, withdraw_permit
from equiplink.gate.scan import explained, judge, scan
from equiplink.gate.trips import judge_list, scan_trip
from equiplink.mine.actions import valid_certificate
from equiplink.mine.models import Place
from equiplink.mine.states import Permit, Role
from equiplink.register.models import Item
from equiplink.settings import Setting, Stricter
from equiplink.upkeep.actions import repairing
from equiplink.work import Work

__all__ = [
    "approve_emergency", "explained", "inspect", "issue_permit", "judge",
    "judge_list", "open_gate", "refuse_emergency", "request_emergency", "scan", "scan_trip",
    "withdraw_emergency", "withdraw_permit",
]  # fmt: skip

INSPECTION_DAYS = Setting(
    "gate.inspection_days",
    30,
    "天",
    Stricter.LOWER,
    zh="入井检查最长有效天数",
    en="days that a pre-entry inspection holds at most",
)


def open_gate(work: Work, *, name: str, place_id: UUID) -> Gate:
    """Name a shaft mouth where somebody scans."""
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    work.get(Place, place_id)
    name = said(name, "井口名称", field="name")
    gate = Gate(name=name, place_id=place_id)
    work.record(gate, "open_gate", name=name, place_id=place_id)
    return gate


def inspect(
    work: Work,
    item_id: UUID,
    *,
    place_id: UUID,
    passed: bool,
    checks: Mapping[str, bool],
    valid_until: date,
) -> EntryInspection:
    """Sign a pre-entry inspection as the actor, for use at one place.

    *checks* names what was looked at and whether it was right; *valid_until* is
    the last day on which the thing may enter under it. It takes the place of
    the earlier inspection; one that was not passed voids the thing's fitness.
    Raises ``Refused`` when the actor's certificate is not valid today (G03), or
    the verdict does not follow from the checks (G05), or a repair is open (G06O).
    """
    work.allow(Role.EX_INSPECTOR)
    item = work.get(Item, item_id)
    work.get(Place, place_id)
    certificate = valid_certificate(work, work.actor.id, Permit.EX_INSPECTION, work.today)
    INSPECTION.require(
        Signature(
            today=work.today,
            certificate_until=certificate.valid_until if certificate else None,
            checks=tuple(checks.items()),
            passed=passed,
            valid_until=valid_until,
            longest=work.setting(INSPECTION_DAYS),
            repairing=repairing(work, item_id),
        ),
        work.policy,
    )
    if not passed:
        item.unfit_since = work.now
    work.session.execute(
        update(EntryInspection)
        .where(EntryInspection.mine_id == work.mine_id, EntryInspection.item_id == item_id)
        .where(EntryInspection.superseded_at.is_(None))
        .values(superseded_at=work.now)
    )
    inspection = EntryInspection(
        item_id=item_id,
        place_id=place_id,
        inspector_id=work.actor.id,
        certificate_id=certificate and certificate.id,
        inspected_at=work.now,
        valid_until=valid_until,
        passed=passed,
        checks=dict(checks),
    )
    work.record(
        inspection, "inspect", item_id=item_id, place_id=place_id, passed=passed,
        checks=dict(checks), valid_until=valid_until, certificate_id=inspection.certificate_id,
    )  # fmt: skip
    return inspection
