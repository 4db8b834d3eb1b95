"""The register follows what devices did: in the order in which it happened, whenever it came.

What an item's scans say together is a fold over them in time, so that it does not
matter in which order they came in, nor how often. A unit is inside when its last
scan says so; of a lot each part counts once. What cannot be followed stands as a
conflict and is tried again with each later upload of the same thing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, select

from equiplink.catalogue.states import Tracking
from equiplink.db import new_id
from equiplink.gate import conflicts, packing
from equiplink.gate.conflicts import Found
from equiplink.gate.facts import Seen
from equiplink.gate.manifest import denied, lines_of, seen_where
from equiplink.gate.models import EntryPermit, Passage, Scan, ScanCorrection
from equiplink.gate.offline_models import Conflict, DeviceEvent
from equiplink.gate.offline_states import ConflictKind
from equiplink.gate.packing import Manifest, Word
from equiplink.gate.permits import consume_permit
from equiplink.gate.states import Direction
from equiplink.register.models import Item, Tag
from equiplink.register.parts import carry
from equiplink.register.states import ITEM, ItemState
from equiplink.register.tags import TRAVEL_MINUTES
from equiplink.work import Work

TOLD_BY_ORDER = frozenset(
    {
        ConflictKind.ENTERED_TWICE,
        ConflictKind.LEFT_WITHOUT_ENTRY,
        ConflictKind.NOT_SO_MUCH,
        ConflictKind.NOT_IN_SERVICE,
        ConflictKind.TOO_FAST,
    }
)
"""What a scan that comes later may explain."""
OF_THE_MOMENT = frozenset({"G06", "G32", "G33", "G34", "G35"})
"""Rules that ask where the thing is now: they say nothing of an entry that is past."""


@dataclass
class Followed:
    """One item with its admitted scans in the order of time, and the events among them."""

    item: Item
    scans: list[Scan]
    events: dict[UUID, DeviceEvent]

    def fresh(self) -> list[tuple[Scan, DeviceEvent]]:
        """Return the events that the register does not follow yet, in the order of time."""
        pairs = [(scan, self.events[scan.id]) for scan in self.scans if scan.id in self.events]
        return [(scan, event) for scan, event in pairs if not event.applied]


def follow(work: Work, item_ids: Sequence[UUID]) -> None:
    """Let the register follow all scans of these items, and settle what does not fit."""
    if not item_ids:
        return
    query = select(Conflict).where(Conflict.mine_id == work.mine_id, Conflict.item_id.in_(item_ids))
    among = work.session.scalars(query).all()
    told: list[Found] = []
    then = _Then(work, item_ids)
    for each in _read(work, item_ids):
        new = each.fresh()
        told += _unit(work, each) if each.item.kind is Tracking.UNIT else _lot(work, each)
        told += _too_fast(work, each)
        conflicts.file(work, then.judge(each.item, new), among=among)
    conflicts.settle(work, told, among=among, of=TOLD_BY_ORDER)


def _read(work: Work, item_ids: Sequence[UUID]) -> Iterator[Followed]:
    of_mine = Item.mine_id == work.mine_id
    items = work.session.scalars(
        select(Item).where(of_mine, Item.id.in_(item_ids)).order_by(Item.id).with_for_update()
    ).all()
    scans = defaultdict(list)
    taken_back = exists().where(
        ScanCorrection.mine_id == Scan.mine_id, ScanCorrection.scan_id == Scan.id
    )
    admitted = select(Scan).where(
        Scan.mine_id == work.mine_id,
        Scan.item_id.in_(item_ids),
        Scan.admitted.in_([True]),
        ~taken_back,
    )
    for scan in work.session.scalars(admitted):
        scans[scan.item_id].append(scan)
    events = {
        event.scan_id: event
        for event in work.session.scalars(
            select(DeviceEvent)
            .join(Scan, (Scan.mine_id == DeviceEvent.mine_id) & (Scan.id == DeviceEvent.scan_id))
            .where(DeviceEvent.mine_id == work.mine_id, Scan.item_id.in_(item_ids))
        )
        if event.scan_id is not None
    }
    for item in items:
        own = sorted(scans[item.id], key=lambda scan: _order(scan, events.get(scan.id)))
        yield Followed(item, own, {scan.id: events[scan.id] for scan in own if scan.id in events})


def _order(scan: Scan, event: DeviceEvent | None) -> tuple[datetime, int, UUID]:
    """Return what a scan is ordered by: time, and at one moment a device's own numbers."""
    return scan.at, event.seq if event is not None else 0, scan.id


def _unit(work: Work, each: Followed) -> Iterator[Found]:
    """Step with what is newer than all that was followed; then stand where the last scan says."""
    yield from _twice(each)
    fresh = each.fresh()
    if not each.scans:
        return
    new = {scan.id for scan, _ in fresh}
    followed = max((scan.at for scan in each.scans if scan.id not in new), default=None)
    for scan, mine in fresh:
        mine.applied = True
        if followed is None or scan.at >= followed:
            _step(work, each.item, scan)
    last = each.scans[-1]
    inside = last.direction is Direction.IN
    if (each.item.state is ItemState.UNDERGROUND) is inside or _step(work, each.item, last):
        return
    event = each.events.get(last.id)
    if inside and event is not None:
        yield Found.about(ConflictKind.NOT_IN_SERVICE, event, each.item.id, state=each.item.state)


def _twice(each: Followed) -> Iterator[Found]:
    """Yield the second of two entries, or exits, that follow each other.

    Whatever was accepted began in stock; of what was here before the register
    nobody knows, and its first scan may be an exit.
    """
    began = Direction.OUT if each.item.acceptance_id else None
    way, before = began, None
    for scan in each.scans:
        event = each.events.get(scan.id) or (each.events.get(before.id) if before else None)
        if scan.direction is way and event is not None:
            entered = way is Direction.IN
            kind = ConflictKind.ENTERED_TWICE if entered else ConflictKind.LEFT_WITHOUT_ENTRY
            yield Found.about(kind, event, each.item.id, second=scan.at)
        way, before = scan.direction, scan


def _lot(work: Work, each: Followed) -> Iterator[Found]:
    """Take what can be taken, as long as something can."""
    moved = True
    while moved:
        moved = False
        for scan, event in each.fresh():
            if _step(work, each.item, scan):
                event.applied = moved = True
    for scan, event in each.fresh():
        yield Found.about(
            ConflictKind.NOT_SO_MUCH, event, each.item.id,
            direction=scan.direction, quantity=scan.quantity,
        )  # fmt: skip


def _step(work: Work, item: Item, scan: Scan) -> bool:
    """Move the item as the scan says, if the register can; say whether it did."""
    enters, unit = scan.direction is Direction.IN, item.kind is Tracking.UNIT
    have = item.stock + item.issued if enters else item.underground
    action = ("enter" if enters else "leave") + ("" if unit else "_part")
    if scan.quantity > have or action not in ITEM.allowed(item.state):
        return False
    change = scan.quantity if enters else -scan.quantity
    handed_out = min(item.issued, change) if enters else Decimal(0)
    item.issued -= handed_out
    item.stock -= change - handed_out
    item.underground += change
    if unit:
        _pass(work, item, scan)
    work.step(
        ITEM, item, action,
        scan=scan.id, tag=scan.code, quantity=scan.quantity, issued=handed_out,
        device=scan.device, at=scan.at,
    )  # fmt: skip
    if unit:
        carry(work, item.id, action, scan=scan.id)
    if enters:
        permit = work.first(EntryPermit, item_id=item.id, consumed_at=None, withdrawn_at=None)
        if permit is not None:
            consume_permit(work, scan, permit.id)
    return True


def _pass(work: Work, item: Item, scan: Scan) -> None:
    if scan.direction is Direction.IN:
        work.session.add(
            Passage(
                mine_id=item.mine_id,
                id=new_id(),
                item_id=item.id,
                entered_scan_id=scan.id,
                entered_at=scan.at,
            )
        )
        return
    item.unfit_since = max(scan.at, item.unfit_since or scan.at)
    stay = work.first(Passage, item_id=item.id, left_at=None)
    if stay is not None:
        stay.left_scan_id, stay.left_at = scan.id, scan.at


def _too_fast(work: Work, each: Followed) -> Iterator[Found]:
    shortest = timedelta(minutes=work.setting(TRAVEL_MINUTES))
    for before, scan in zip(each.scans, each.scans[1:], strict=False):
        event = each.events.get(scan.id) or each.events.get(before.id)
        apart = before.gate_id != scan.gate_id and scan.at - before.at < shortest
        if event is not None and apart:
            yield Found.about(ConflictKind.TOO_FAST, event, each.item.id, after=before.at)


class _Then:
    """Judges entries that a device allowed by its manifest, and by what is known now."""

    def __init__(self, work: Work, item_ids: Sequence[UUID]) -> None:
        self.work = work
        chosen = Item.id.in_(item_ids) & Tag.voided_at.is_(None)
        self.seen = {each.row.id: each for each in seen_where(work, chosen)}
        self.manifests: dict[tuple[UUID, int], Manifest | None] = {}

    def judge(self, item: Item, new: Sequence[tuple[Scan, DeviceEvent]]) -> Iterator[Found]:
        """Yield what speaks against the entries among *new*."""
        seen = self.seen.get(item.id)
        for scan, event in new:
            if scan.direction is Direction.IN and seen is not None:
                yield from self._entry(seen, scan, event)

    def _entry(self, seen: Seen, scan: Scan, event: DeviceEvent) -> Iterator[Found]:
        day, word = self.work.day_of(scan.at), self._word(scan, event)
        codes = [code for code in denied(seen, day) if code not in OF_THE_MOMENT]
        if word is not None and (word.enter_until is None or word.enter_until < day):
            why = "、".join(word.codes)
            yield Found.about(ConflictKind.AGAINST_MANIFEST, event, scan.item_id, codes=why)
        elif codes:
            why = "、".join(codes)
            yield Found.about(ConflictKind.UNFIT_SINCE, event, scan.item_id, codes=why)
        if seen.row.inspector_id == scan.actor_id:
            yield Found.about(ConflictKind.OWN_INSPECTION, event, scan.item_id)

    def _word(self, scan: Scan, event: DeviceEvent) -> Word | None:
        """Return what the manifest said that the device held; None when it is not kept."""
        seq = json.loads(event.body)["manifest"]
        if not isinstance(seq, int):
            return None
        key = scan.gate_id, seq
        if key not in self.manifests:
            self.manifests[key] = lines_of(self.work, *key)
        manifest = self.manifests[key]
        if manifest is None:
            return None
        return manifest.lines.get(packing.hash_of(scan.code, manifest.head.salt), Word())
