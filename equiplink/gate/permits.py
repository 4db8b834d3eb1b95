"""入井许可证 is issued, withdrawn and consumed; 管控时段 are set for as long as a document says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, update

from equiplink.catalogue.amounts import pieces
from equiplink.db import one_of
from equiplink.errors import Conflict, Unreadable, said
from equiplink.gate.models import EntryInspection, EntryPermit, Scan, ShiftWindow
from equiplink.gate.permit_rules import ISSUING, PERMIT_DAYS, Issuing
from equiplink.gate.states import Danger
from equiplink.mine.models import Place, Team
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.rules import RULES
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


def set_window(
    work: Work,
    *,
    name: str,
    document: str,
    starts_on: date,
    ends_on: date,
    begins: time,
    ends: time,
    works: Sequence[str] = (),
    tightens: Sequence[str] = (),
) -> ShiftWindow:
    """Make rules stricter in certain hours of the days of a campaign (G15, H9); both days count.

    *begins* counts and *ends* does not; a window may run over midnight. *works* are
    words of ``Danger`` that may not be done in it, *tightens* codes of rules that
    refuse in it although they only warn otherwise.
    """
    work.allow(Role.SAFETY_OFFICER)
    name = said(name, "时段名称", field="name")
    document = said(document, "依据文件", field="document")
    unknown = sorted(set(tightens) - RULES.keys())
    if unknown or ends_on < starts_on:
        raise Unreadable(
            f"the days run backwards, or there is no such rule: {unknown or '—'}",
            zh=f"起止日期颠倒，或者没有这样的规则：{'、'.join(unknown) or '—'}",
            field="tightens" if unknown else "ends_on",
        )
    terms = {
        "name": name,
        "from": begins.hour * 60 + begins.minute,
        "to": ends.hour * 60 + ends.minute,
        "works": [one_of(Danger, each, field="works").value for each in works],
        "tightens": list(tightens),
    }
    made = ShiftWindow(
        name=name, document=document, starts_on=starts_on, ends_on=ends_on, terms=terms
    )
    work.record(
        made, "set_window", document=document, starts_on=starts_on, ends_on=ends_on, terms=terms
    )
    return made
