"""Audits (督导检查): what was looked at, what was found, and the hazards it became."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.campaign.models import Audit, AuditFinding, Campaign
from equiplink.campaign.rules import AUDIT_CLOSING, Audited
from equiplink.campaign.states import AUDIT
from equiplink.db import new_id
from equiplink.errors import Unreadable
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Channel, HazardState, Origin
from equiplink.mine.models import Place
from equiplink.register.models import Item
from equiplink.work import Work


def open_audit(
    work: Work,
    *,
    kind: str,
    auditor: str,
    held_on: date,
    department: bool,
    campaign_id: UUID | None = None,
    place_id: UUID | None = None,
) -> Audit:
    """Open an audit of a *kind* such as 四不两直 (the table's ``open``).

    *department* says whether a department audits: what it finds only a
    department closes (H10). *held_on* is today or an earlier day.
    """
    if held_on > work.today:
        raise Unreadable(
            f"held_on {held_on} lies ahead; enter an audit when it is held",
            zh=f"检查日期 {held_on} 在今天之后，请在检查当天或之后登记",
            field="held_on",
        )
    if campaign_id is not None:
        work.get(Campaign, campaign_id)
    if place_id is not None:
        work.get(Place, place_id)
    audit = Audit(
        campaign_id=campaign_id,
        place_id=place_id,
        kind=kind,
        held_on=held_on,
        auditor=auditor,
        department=department,
    )
    work.step(
        AUDIT, audit, "open", kind=kind, auditor=auditor, held_on=held_on, department=department,
        campaign_id=campaign_id, place_id=place_id,
    )  # fmt: skip
    return audit


def add_finding(
    work: Work,
    audit_id: UUID,
    *,
    text: str,
    level: str,
    criterion: str = "",
    item_id: UUID | None = None,
    place_id: UUID | None = None,
) -> AuditFinding:
    """Enter what an audit found and open its hazard; *place_id* defaults to the audit's place.

    *level* is a word of ``Level``: general or major. The hazard's origin is the
    department's when a department audits.
    """
    audit = work.get(Audit, audit_id)
    if item_id is not None:
        work.get(Item, item_id)
    hazard = hazards.find(
        work,
        title=text,
        level=level,
        origin=Origin.DEPARTMENT if audit.department else Origin.MINE,
        channel=Channel.COUNTY if audit.department else Channel.CHECK,
        criterion=criterion,
        basis=f"{audit.kind} {audit.held_on}",
        item_id=item_id,
        place_id=place_id or audit.place_id,
    )
    finding = AuditFinding(
        mine_id=work.mine_id, id=new_id(), audit_id=audit_id, text=text, hazard_id=hazard.id
    )
    work.session.add(finding)
    work.step(
        AUDIT, audit, "add_finding", finding_id=finding.id, hazard_id=hazard.id, text=text,
        level=level,
    )  # fmt: skip
    return finding


def close_audit(work: Work, audit_id: UUID) -> Audit:
    """Close an audit for each of whose findings somebody answers (the table's ``close``, H06A)."""
    audit = work.get(Audit, audit_id)
    query = (
        select(func.count())
        .select_from(AuditFinding)
        .join(
            Hazard,
            and_(Hazard.mine_id == AuditFinding.mine_id, Hazard.id == AuditFinding.hazard_id),
        )
        .where(AuditFinding.mine_id == work.mine_id, AuditFinding.audit_id == audit_id)
        .where(Hazard.state == HazardState.FOUND)
    )
    AUDIT_CLOSING.require(Audited(work.today, work.session.scalars(query).one()), work.policy)
    work.step(AUDIT, audit, "close")
    return audit
