"""入井许可证 is issued, withdrawn and consumed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, update

from equiplink.catalogue.amounts import pieces
from equiplink.db import one_of
from equiplink.errors import Conflict, said
from equiplink.gate.models import EntryInspection, EntryPermit, Scan
from equiplink.gate.permit_rules import ISSUING, PERMIT_DAYS, Issuing
from equiplink.mine.models import Place, Team
from equiplink.mine.states import Danger, Role
from equiplink.register.models import Item
from equiplink.work import Work

COPIES = ("机电管理部门", "井口把钩工", "使用区队")
"""Who keeps one of the three copies."""


def issue_permit(
    work: Work,
    item_id: UUID,
    *,
    number: str,
    place_id: UUID,
    team_id: UUID,
    valid_until: date,
    quantity: Decimal = Decimal(1),
    danger: str = "",
) -> EntryPermit:
    """Permit one entry of a thing, in three copies; the gate consumes its own (G04).

    *danger* is a word of ``Danger`` when it goes down for such work. Raises
    ``Refused`` for a permit that holds too long (G54) or a thing without a passed
    inspection (G59), ``Duplicate`` when it has an unused one or the number is taken.
    """
    work.allow(Role.EX_INSPECTOR, Role.SAFETY_OFFICER)
    number = said(number, "许可证编号", field="number")
    item = work.get(Item, item_id)
    work.get(Place, place_id)
    work.get(Team, team_id)
    pieces(quantity, tracking=item.kind, unit=item.unit)
    query = select(EntryInspection.passed).filter_by(mine_id=work.mine_id, item_id=item_id)
    passed = work.session.scalars(query.where(EntryInspection.superseded_at.is_(None))).first()
    facts = Issuing(work.today, valid_until, work.setting(PERMIT_DAYS), bool(passed))
    ISSUING.require(facts, work.policy)
    made = EntryPermit(
        number=number, item_id=item_id, place_id=place_id, team_id=team_id, quantity=quantity,
        danger=one_of(Danger, danger, field="danger") if danger else None,
        valid_until=valid_until, issued_by=work.actor.id, issued_at=work.now,
    )  # fmt: skip
    work.record(
        made, "issue_permit", number=number, item_id=item_id, place_id=place_id, team_id=team_id,
        quantity=quantity, danger=danger, valid_until=valid_until, copies=COPIES,
    )  # fmt: skip
    return made


def withdraw_permit(work: Work, permit_id: UUID, *, reason: str) -> EntryPermit:
    """Take back a permit that nobody used."""
    work.allow(Role.EX_INSPECTOR, Role.SAFETY_OFFICER)
    reason = said(reason, "收回原因", field="reason")
    permit = work.get(EntryPermit, permit_id)
    if permit.consumed_at is not None or permit.withdrawn_at is not None:
        raise Conflict(
            f"permit {permit.number} was used or withdrawn already",
            zh=f"许可证 {permit.number} 已使用或者已收回",
            field="permit_id",
        )
    permit.withdrawn_at = work.now
    work.record(permit, "withdraw_permit", number=permit.number, reason=reason)
    return permit


def consume_permit(work: Work, answer: Scan, permit_id: UUID) -> None:
    """Consume the gate's copy; the ledger tells of it with the entry itself."""
    permits = EntryPermit.__table__.c
    work.connection.execute(
        update(EntryPermit)
        .where(permits.mine_id == work.mine_id, permits.id == permit_id)
        .values(consumed_at=work.now, scan_id=answer.id)
    )


def restore_permit(work: Work, permit: EntryPermit) -> None:
    """Give back a permit that was consumed by a scan which never was."""
    scan_id, permit.consumed_at, permit.scan_id = permit.scan_id, None, None
    work.record(permit, "restore_permit", number=permit.number, scan=scan_id)
