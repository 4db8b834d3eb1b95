"""更正: take back a scan that was wrong. The scan stays; what it moved and used up goes back.

It stands here because it asks where the thing stands now. A scan that the register
did not follow, such as the second of two entries, moved nothing, and nothing goes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from equiplink.catalogue.states import Tracking
from equiplink.errors import said
from equiplink.gate.emergency import undo_emergency
from equiplink.gate.models import EmergencyEntry, EntryPermit, Passage, Scan, ScanCorrection
from equiplink.gate.permits import restore_permit
from equiplink.gate.states import Direction, EmergencyState
from equiplink.ledger import Entry
from equiplink.mine.models import Person, Place
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.parts import carry
from equiplink.register.states import ITEM
from equiplink.usage.correction_rules import CORRECTION, WINDOW, Mistake
from equiplink.usage.models import Placement
from equiplink.usage.spot import placed
from equiplink.work import Work

MINUTE = timedelta(minutes=1)
NONE = Decimal(0)
_UNDO: Mapping[tuple[Direction, Tracking], str] = {
    (Direction.IN, Tracking.UNIT): "undo_enter",
    (Direction.OUT, Tracking.UNIT): "undo_leave",
    (Direction.IN, Tracking.LOT): "undo_enter_part",
    (Direction.OUT, Tracking.LOT): "undo_leave_part",
}


def correct_scan(work: Work, scan_id: UUID, *, reason: str) -> ScanCorrection:
    """Take back what a scan moved, by a record of its own; the scan itself is never edited.

    The permit and the emergency under which it went down may be used again. A keeper
    may do so within ``gate.correction_minutes``, a safety officer also later (G57).
    Raises ``Refused`` for a scan that let nothing pass or was corrected (G55), that
    another followed (G56), whose goods are gone (G58) or stand in somebody's charge
    (G80), or after another permit or emergency was given (G81).
    """
    work.allow(Role.KEEPER, Role.SAFETY_OFFICER)
    reason = said(reason, "更正原因", field="reason")
    scan = work.get(Scan, scan_id)
    item = work.get(Item, scan.item_id) if scan.item_id else None
    twin = None if item is None else _twin(work, scan, item)
    told = None if item is None or twin is not None else _step_of(work, scan, item)
    moved = None if told is None else item
    CORRECTION.require(_mistake(work, scan, item, moves=moved is not None), work.policy)
    made = ScanCorrection(
        scan_id=scan.id, reason=reason, corrected_at=work.now, corrected_by=work.actor.id
    )
    work.record(made, "correct", scan_id=scan.id, reason=reason)
    if twin is not None:
        _stands_for(work, scan, twin)
    if moved is not None and told is not None:
        _put_back(work, scan, moved, Decimal(told.get("issued", 0)), reason)
    return made


def _standing(work: Work, scan: Scan, *which: ColumnElement[bool]) -> Scan | None:
    """Return the newest scan that let the same thing pass and was not taken back."""
    query = select(Scan).where(
        Scan.mine_id == work.mine_id,
        Scan.item_id == scan.item_id,
        Scan.admitted,
        ~exists().where(ScanCorrection.mine_id == Scan.mine_id, ScanCorrection.scan_id == Scan.id),
        *which,
    )
    return work.session.scalars(query.order_by(Scan.at.desc()).limit(1)).first()


def _twin(work: Work, scan: Scan, item: Item) -> Scan | None:
    """Return the scan before it that took the same unit the same way, and still stands."""
    if item.kind is not Tracking.UNIT:
        return None
    before = _standing(work, scan, Scan.at < scan.at)
    return before if before is not None and before.direction is scan.direction else None


def _step_of(work: Work, scan: Scan, item: Item) -> Mapping[str, Any] | None:
    """Return what the ledger tells of the step that the scan stands for; None when there is none.

    The last step of a unit, whichever of two scans made it; of a lot the scan's own.
    """
    if not scan.admitted:
        return None
    query = select(Entry).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id == scan.item_id,
        Entry.action.in_(("enter", "leave", "enter_part", "leave_part")),
    )
    told = (each.data for each in work.session.scalars(query.order_by(Entry.id.desc())))
    unit = item.kind is Tracking.UNIT
    return next((data for data in told if unit or data["scan"] == str(scan.id)), None)


def _mistake(work: Work, scan: Scan, item: Item | None, *, moves: bool) -> Mistake:
    facts = Mistake(
        today=work.today,
        admitted=scan.admitted,
        corrected=work.first(ScanCorrection, scan_id=scan.id) is not None,
        followed=False,
        minutes=(work.now - scan.at) // MINUTE,
        window=work.setting(WINDOW),
        officer=Role.SAFETY_OFFICER in work.actor.roles,
        quantity=NONE,
        there=NONE,
    )
    if item is None or not moves:
        return facts
    unit, enters = item.kind is Tracking.UNIT, scan.direction is Direction.IN
    return replace(
        facts,
        followed=unit and _standing(work, scan, Scan.at > scan.at) is not None,
        quantity=scan.quantity,
        there=item.underground if enters else item.stock,
        placed=tuple(_in_charge(work, item, scan.quantity)) if enters else (),
        given=tuple(_given_since(work, scan)) if enters else (),
    )


def _in_charge(work: Work, item: Item, quantity: Decimal) -> Iterator[str]:
    """Yield where it stands and with whom, unless enough of it stands nowhere yet."""
    if item.underground - placed(work, item.id) >= quantity:
        return
    query = (
        select(Place.name, Person.name)
        .join(Placement, (Placement.mine_id == Place.mine_id) & (Placement.place_id == Place.id))
        .join(Person, (Person.mine_id == Place.mine_id) & (Person.id == Placement.keeper_id))
        .where(Placement.mine_id == work.mine_id, Placement.item_id == item.id)
        .where(Placement.ended_at.is_(None))
        .order_by(Place.name, Person.name)
    )
    for place, keeper in work.session.execute(query):
        yield f"{place}（{keeper}）"


def _given_since(work: Work, scan: Scan) -> Iterator[str]:
    """Yield the live permit and emergency in whose place the used ones would come back."""
    used_permit = work.first(EntryPermit, scan_id=scan.id)
    permit = work.first(EntryPermit, item_id=scan.item_id, consumed_at=None, withdrawn_at=None)
    if used_permit is not None and permit is not None:
        yield f"许可证 {permit.number}"
    urgent = work.first(EmergencyEntry, item_id=scan.item_id, state=EmergencyState.APPROVED)
    if urgent is not None and work.first(EmergencyEntry, scan_id=scan.id) is not None:
        yield f"应急入井（{urgent.reason}）"


def _stands_for(work: Work, scan: Scan, twin: Scan) -> None:
    """Let the scan that stands be the one by which the unit passed, if this one was it."""
    entered = work.first(Passage, entered_scan_id=scan.id)
    if entered is not None:
        entered.entered_scan_id, entered.entered_at = twin.id, twin.at
    left = work.first(Passage, left_scan_id=scan.id)
    if left is not None:
        left.left_scan_id, left.left_at = twin.id, twin.at
    permit = work.first(EntryPermit, scan_id=scan.id)
    if permit is not None:
        permit.scan_id = twin.id


def _put_back(work: Work, scan: Scan, item: Item, handed_out: Decimal, reason: str) -> None:
    if scan.direction is Direction.IN:
        item.underground -= scan.quantity
        item.issued += handed_out
        item.stock += scan.quantity - handed_out
        _never_entered(work, scan)
    else:
        item.underground += scan.quantity
        item.stock -= scan.quantity
        _never_left(work, scan, item)
    action = _UNDO[scan.direction, item.kind]
    work.step(ITEM, item, action, scan=scan.id, quantity=scan.quantity, reason=reason)
    if item.kind is Tracking.UNIT:
        carry(work, item.id, action, scan=scan.id)


def _never_entered(work: Work, scan: Scan) -> None:
    passage = work.first(Passage, entered_scan_id=scan.id)
    if passage is not None:
        passage.left_at = passage.corrected_at = work.now
    permit = work.first(EntryPermit, scan_id=scan.id)
    if permit is not None:
        restore_permit(work, permit)
    urgent = work.first(EmergencyEntry, scan_id=scan.id)
    if urgent is not None:
        undo_emergency(work, urgent.id)


def _never_left(work: Work, scan: Scan, item: Item) -> None:
    passage = work.first(Passage, left_scan_id=scan.id)
    if passage is not None:
        passage.left_at = passage.left_scan_id = None
    # What voided its fitness after the exit, or before it as far as nobody knows, still does.
    known = scan.facts.get("known", {})
    if "unfit_since" in known and item.unfit_since == scan.at:
        unfit = known["unfit_since"]
        item.unfit_since = datetime.fromisoformat(str(unfit)) if unfit else None
