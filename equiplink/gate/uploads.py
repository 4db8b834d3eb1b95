"""What devices did offline comes in: in any order, twice, late, and with wrong clocks.

An event is a fact: it is kept as it was signed, and nothing of it is refused for
what it says. Which number it has and who signed it is all that decides whether
it counts. The register follows what happened in the order in which it happened;
what it cannot follow stands as a conflict until a person, or a later upload,
explains it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any, TypedDict
from uuid import UUID, uuid5

from sqlalchemy import select

from equiplink.db import new_id, one_of, utc
from equiplink.errors import Unreadable
from equiplink.gate import conflicts
from equiplink.gate.conflicts import Found
from equiplink.gate.devices import signed
from equiplink.gate.following import follow
from equiplink.gate.models import Scan
from equiplink.gate.offline_models import Conflict, Device, DeviceEvent
from equiplink.gate.offline_states import ConflictKind
from equiplink.gate.states import Direction
from equiplink.gate.wear import report_worn
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.register.models import Tag
from equiplink.work import Work

LARGEST = 500
"""Events of one upload."""
SPACE = UUID("7d0a1f6e-3b0f-4c52-9d6c-5b2a4a9c7e11")
"""Where the ids of uploaded scans come from, so that one event makes one scan for ever."""
JUMP = timedelta(minutes=5)
"""By how much two clocks of one device may disagree before that is a conflict."""


class Envelope(TypedDict):
    """An event as the device signed it, and the signature in hex."""

    body: str
    signature: str


class Clocks(TypedDict):
    """What the device's clocks say at the upload: which start of it, wall clock, seconds since."""

    boot: str
    wall: str
    mono: float


def upload(
    work: Work, device_id: UUID, *, events: Sequence[Envelope], clock: Clocks
) -> list[dict[str, Any]]:
    """Take a device's events; return for each its number, whether it is kept, and its verdict.

    Sending the same again changes nothing and says so. Raises ``Unreadable`` for more
    than ``LARGEST`` events, or clocks or an event that cannot be read; then nothing
    of the upload is kept, and the device still has it.
    """
    work.allow(Role.KEEPER)
    if len(events) > LARGEST:
        raise Unreadable(
            f"{len(events)} events; send at most {LARGEST} at once",
            zh=f"一次上传 {len(events)} 条，超过 {LARGEST} 条，请分批上传",
            field="events",
        )
    device = work.get(Device, device_id)
    reader = _Reader(work, device, clock)
    verdicts = [reader.take(each) for each in events]
    work.session.flush()
    known = work.all(Conflict, device_id=device.id)
    reader.found += [
        Found.about(ConflictKind.CLOCK_JUMP, each) for each in backwards(reader.known.values())
    ]
    conflicts.file(work, reader.found, among=known)
    told = [Found.about(ConflictKind.BROKEN_CHAIN, each) for each in broken(reader.known.values())]
    conflicts.settle(work, told, among=known, of={ConflictKind.BROKEN_CHAIN})
    follow(work, sorted(reader.items))
    report_worn(work, reader.filmed)
    work.log(
        "device", device.id, "upload", "", "",
        {"events": len(events), "new": reader.new, "conflicts": len(reader.found)},
    )  # fmt: skip
    return verdicts


class _Reader:
    """Reads one upload; the statements that every event needs are asked once."""

    def __init__(self, work: Work, device: Device, clock: Clocks) -> None:
        self.work, self.device = work, device
        self.boot, self.mono = clock["boot"], clock["mono"]
        self.skew = work.now - _moment(clock["wall"], "clock")
        self.known = {each.seq: each for each in work.all(DeviceEvent, device_id=device.id)}
        self.claimed = {each.scan_id for each in self.known.values()}
        self.people = {person.number: person.id for person in work.all(Person)}
        self.found: list[Found] = []
        self.items: set[UUID] = set()
        self.filmed: set[str] = set()
        self.new = 0

    def take(self, sent: Envelope) -> dict[str, Any]:
        """Keep one event, or say why not."""
        event = _parsed(sent["body"])
        digest = sha256(sent["body"].encode()).hexdigest()
        seq = event["seq"]
        if not signed(self.device, sent["body"].encode(), sent["signature"]):
            self._quarantine(ConflictKind.BAD_SIGNATURE, sent, digest)
            return {"seq": seq, "kept": False, "verdict": "bad_signature"}
        held = self.known.get(seq)
        if held is not None and held.hash == digest:
            return {"seq": seq, "kept": True, "verdict": "duplicate"}
        if held is not None:
            self._quarantine(ConflictKind.FORKED, sent, digest)
            return {"seq": seq, "kept": True, "verdict": "forked"}
        self._store(event, sent, digest)
        return {"seq": seq, "kept": True, "verdict": "stored"}

    def _quarantine(self, kind: ConflictKind, sent: Envelope, digest: str) -> None:
        self.found.append(Found(kind, self.device.id, digest, details=dict(sent)))

    def _store(self, event: dict[str, Any], sent: Envelope, digest: str) -> None:
        at = self._at(event)
        kept = DeviceEvent(
            mine_id=self.work.mine_id,
            id=new_id(),
            device_id=self.device.id,
            seq=event["seq"],
            body=sent["body"],
            signature=sent["signature"],
            hash=digest,
            at=at,
            received_at=self.work.now,
            applied=False,
        )
        item_id = self._item(event["tag"])
        there = self.work.first(Scan, id=event["asked"]) if event["asked"] else None
        answered = there if self._answers(there, event) else None
        kept.applied = answered is not None and answered.admitted is event["admitted"]
        if answered is not None and kept.applied:
            scan = answered
        else:
            scan = self._scan(event, at, item_id)
            if event["asked"] and there is None:
                scan.id = event["asked"]  # the question, should it still arrive, finds its answer
            self.work.session.add(scan)
            self.work.session.flush()
        kept.scan_id = scan.id
        self.work.session.add(kept)
        self.known[kept.seq] = kept
        self.claimed.add(scan.id)
        self.new += 1
        if item_id is None:
            self._note(ConflictKind.UNKNOWN_TAG, kept, None, tag=event["tag"])
        else:
            self.items.add(item_id)
            if scan.spare is not None:
                self.filmed.add(scan.code)
        self._doubt(event, kept, item_id)
        if answered is not None and not kept.applied:
            self._note(ConflictKind.ANSWERED_OTHERWISE, kept, item_id, scan=answered.id)

    def _answers(self, there: Scan | None, event: dict[str, Any]) -> bool:
        """Return whether the scan that is *there* is what the device asked for in vain.

        It answers one event, so that none hides a second passage behind the first.
        """
        if there is None or there.id in self.claimed or there.device != self.device.name:
            return False
        asked = event["tag"], event["direction"], event["quantity"], self.device.gate_id
        return asked == (there.code, there.direction, there.quantity, there.gate_id)

    def _scan(self, event: dict[str, Any], at: datetime, item_id: UUID | None) -> Scan:
        codes = event["codes"]
        return Scan(
            mine_id=self.work.mine_id,
            id=uuid5(SPACE, f"{self.device.id}:{event['seq']}"),
            raw=event["tag"],
            code=event["tag"],
            item_id=item_id,
            gate_id=self.device.gate_id,
            direction=event["direction"],
            quantity=event["quantity"],
            at=at,
            device=self.device.name,
            device_at=event["wall"],
            actor_id=self.people.get(event["operator"], self.work.actor.id),
            spare=event["spare"],
            admitted=event["admitted"],
            rule_set=f"manifest {event['manifest'] or '—'}",
            findings=[{"code": code, "severity": "deny", "params": {}} for code in codes],
            facts={"offline": {"seq": event["seq"], "operator": event["operator"]}},
        )

    def _item(self, code: str) -> UUID | None:
        query = select(Tag.item_id).where(Tag.mine_id == self.work.mine_id, Tag.code == code)
        return self.work.session.scalars(query).first()

    def _at(self, event: dict[str, Any]) -> datetime:
        """Return when it happened: by the seconds since the same start, else by the skewed wall."""
        if event["boot"] == self.boot:
            at = self.work.now - timedelta(seconds=self.mono - event["mono"])
        else:
            at = event["wall"] + self.skew
        return min(at, self.work.now)

    def _doubt(self, event: dict[str, Any], kept: DeviceEvent, item_id: UUID | None) -> None:
        """Note what is odd about the event itself, whatever the register says of the thing."""
        by_wall, revoked = event["wall"] + self.skew, self.device.revoked_at
        if abs(by_wall - kept.at) > JUMP:
            self._note(ConflictKind.CLOCK_JUMP, kept, item_id, wall=event["wall"], at=kept.at)
        if revoked is not None and kept.at > revoked:
            self._note(ConflictKind.AFTER_REVOCATION, kept, item_id, revoked=revoked)

    def _note(
        self, kind: ConflictKind, kept: DeviceEvent, item_id: UUID | None, **details: object
    ) -> None:
        self.found.append(Found.about(kind, kept, item_id, **details))


def _parsed(body: str) -> dict[str, Any]:
    """Return an event with its types; raise ``Unreadable`` that names what is wrong with it."""
    try:
        event = dict(json.loads(body))
        event["seq"] = int(event["seq"])
        event["quantity"] = Decimal(event["quantity"])
        event["direction"] = one_of(Direction, event["direction"], field="events")
        event["wall"] = _moment(event["wall"], "events")
        event["mono"] = float(event["mono"])
        event["admitted"] = event["admitted"] is True
        event["codes"] = [str(code) for code in event["codes"]]
        event["tag"] = str(event["tag"])[:200]
        spare = event.get("spare")
        event["spare"] = None if spare is None else int(min(max(float(spare), 0), 100))
        event["asked"] = UUID(str(event["asked"])) if event.get("asked") else None
        for name in ("boot", "previous", "operator", "manifest"):
            event[name]
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise Unreadable(
            f"an event cannot be read ({error!r}); send what the device wrote, unchanged",
            zh=f"有一条设备记录无法读取（{error!r}），请原样上传设备记录",
            field="events",
        ) from None
    return event


def _moment(text: str, field: str) -> datetime:
    try:
        return utc(datetime.fromisoformat(text))
    except (ValueError, TypeError):
        raise Unreadable(
            f"'{text}' is no moment with a zone, such as 2026-11-02T09:00:00+08:00",
            zh=f"“{text}”不是带时区的时间，例如 2026-11-02T09:00:00+08:00",
            field=field,
        ) from None


def gaps(work: Work, device_id: UUID) -> list[int]:
    """Return the numbers that are missing below the highest one: scans that were held back."""
    query = select(DeviceEvent.seq).where(
        DeviceEvent.mine_id == work.mine_id, DeviceEvent.device_id == device_id
    )
    numbers = set(work.session.scalars(query))
    return [seq for seq in range(1, max(numbers, default=0)) if seq not in numbers]


def broken(events: Iterable[DeviceEvent]) -> Iterator[DeviceEvent]:
    """Yield the events that do not name the one before them as such."""
    by_seq = {each.seq: each for each in events}
    for seq, each in sorted(by_seq.items()):
        before, told = by_seq.get(seq - 1), json.loads(each.body)["previous"]
        if (seq == 1 and told) or (before is not None and before.hash != told):
            yield each


def backwards(events: Iterable[DeviceEvent]) -> Iterator[DeviceEvent]:
    """Yield the events that happened, by their clocks, well before one with a lower number."""
    latest: datetime | None = None
    for each in sorted(events, key=lambda event: event.seq):
        if latest is not None and latest - each.at > JUMP:
            yield each
        latest = each.at if latest is None else max(latest, each.at)
