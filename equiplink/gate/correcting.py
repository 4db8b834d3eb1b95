"""更正: take back a scan that was wrong. The scan stays; what it moved goes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, select

from equiplink.catalogue.states import Tracking
from equiplink.errors import said
from equiplink.gate.correction_rules import CORRECTION, WINDOW, Mistake
from equiplink.gate.models import Passage, Scan, ScanCorrection
from equiplink.gate.states import Direction
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.parts import carry
from equiplink.register.states import ITEM
from equiplink.work import Work

MINUTE = timedelta(minutes=1)
_UNDO: Mapping[tuple[Direction, Tracking], str] = {
    (Direction.IN, Tracking.UNIT): "undo_enter",
    (Direction.OUT, Tracking.UNIT): "undo_leave",
    (Direction.IN, Tracking.LOT): "undo_enter_part",
    (Direction.OUT, Tracking.LOT): "undo_leave_part",
}


def correct_scan(work: Work, scan_id: UUID, *, reason: str) -> ScanCorrection:
    """Take back what a scan moved, by a record of its own; the scan itself is never edited.

    A keeper may do so within ``gate.correction_minutes``, a safety officer also
    later (G57). Raises ``Refused`` for a scan that let nothing pass or was corrected
    (G55), that another followed (G56), or whose goods are gone (G58).
    """
    work.allow(Role.KEEPER, Role.SAFETY_OFFICER)
    reason = said(reason, "更正原因", field="reason")
    scan = work.get(Scan, scan_id)
    item = work.get(Item, scan.item_id) if scan.item_id else None
    CORRECTION.require(_mistake(work, scan, item), work.policy)
    made = ScanCorrection(
        scan_id=scan.id, reason=reason, corrected_at=work.now, corrected_by=work.actor.id
    )
    work.record(made, "correct", scan_id=scan.id, reason=reason)
    if item is not None:  # a scan of an unknown tag was refused above
        _put_back(work, scan, item)
        action = _UNDO[scan.direction, item.kind]
        work.step(ITEM, item, action, scan=scan.id, quantity=scan.quantity, reason=reason)
        if item.kind is Tracking.UNIT:
            carry(work, item.id, action, scan=scan.id)
    return made


def _mistake(work: Work, scan: Scan, item: Item | None) -> Mistake:
    later = select(Scan.id).where(
        Scan.mine_id == work.mine_id,
        Scan.item_id == scan.item_id,
        Scan.at > scan.at,
        Scan.admitted,
        ~exists().where(ScanCorrection.mine_id == Scan.mine_id, ScanCorrection.scan_id == Scan.id),
    )
    unit = item is not None and item.kind is Tracking.UNIT
    there = Decimal(0)
    if item is not None:
        there = item.underground if scan.direction is Direction.IN else item.stock
    return Mistake(
        today=work.today,
        admitted=scan.admitted,
        corrected=work.first(ScanCorrection, scan_id=scan.id) is not None,
        followed=unit and work.session.scalars(later.limit(1)).first() is not None,
        minutes=(work.now - scan.at) // MINUTE,
        window=work.setting(WINDOW),
        officer=Role.SAFETY_OFFICER in work.actor.roles,
        quantity=scan.quantity,
        there=there,
    )


def _put_back(work: Work, scan: Scan, item: Item) -> None:
    known = scan.facts.get("known", {})  # a device that was offline tells what it did, no more
    if scan.direction is Direction.IN:
        handed_out = min(Decimal(known.get("issued", 0)), scan.quantity)
        item.underground -= scan.quantity
        item.issued += handed_out
        item.stock += scan.quantity - handed_out
        passage = work.first(Passage, entered_scan_id=scan.id)
        if passage is not None:
            passage.left_at = passage.corrected_at = work.now
        return
    item.underground += scan.quantity
    item.stock -= scan.quantity
    passage = work.first(Passage, left_scan_id=scan.id)
    if passage is not None:
        passage.left_at = passage.left_scan_id = None
    # What voided its fitness after the exit, or before it as far as nobody knows, still does.
    if "unfit_since" in known and item.unfit_since == scan.at:
        unfit = known["unfit_since"]
        item.unfit_since = datetime.fromisoformat(str(unfit)) if unfit else None
