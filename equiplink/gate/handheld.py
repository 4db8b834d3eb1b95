"""The device's side: holds a manifest, decides without the network, loses no scan.

A small reference client. It has no rules of its own and no database: what a tag
may do stands in the signed manifest. Every scan, admitted or not, is written
to a file and synced before the answer is given, signed with the device's own
key and chained to the one before, and sent until the server has acknowledged it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4
from zoneinfo import ZoneInfo

from equiplink import codes
from equiplink.errors import Tampered, Unreadable
from equiplink.gate import packing
from equiplink.gate.packing import Manifest
from equiplink.gate.states import Direction
from equiplink.notes import Key

BATCH = 500
"""Events that one upload carries at most."""
UNREADABLE, UNKNOWN, ENDED, INSIDE, CAME_OUT = "unreadable", "G30", "manifest_ended", "G32", "G06"
SAYS = {
    UNREADABLE: ("不是本矿标签码，请核对实物", "this is no tag code; look at the thing"),
    UNKNOWN: ("标签不在离线清单中，不得入井", "the tag is not on the manifest; it may not enter"),
    ENDED: ("离线清单已过期，只能登记升井", "the manifest is over; only exits are recorded"),
    INSIDE: ("本设备已记录其入井", "this device let it in already"),
    CAME_OUT: (
        "升井后未重新做入井检查",
        "it came out and was not inspected again",
    ),
}
"""What the device says of itself; for a rule's code the manifest has the words."""


Tell: TypeAlias = Callable[[], tuple[datetime, float]]


class Freshness(StrEnum):
    """How old the manifest is."""

    FRESH = "fresh"
    AMBER = "amber"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the device tells the person before it. ``codes`` say why not."""

    admitted: bool
    freshness: Freshness
    codes: tuple[str, ...]
    zh: str
    en: str


class Handheld:
    """One device. *folder* keeps its key, its manifest and its queue; *server* is the public key.

    *tell* returns the wall clock, with its zone, and the seconds since the device started.
    """

    def __init__(self, folder: Path, *, device: str, server: bytes, tell: Tell) -> None:
        self.folder, self.device, self.server, self.tell = folder, device, server, tell
        folder.mkdir(parents=True, exist_ok=True)
        self.key = Key.at(folder / "device.key")
        self.boot = uuid4().hex
        self._queue = folder / "queue.jsonl"
        self._held: Manifest | None = None
        for path in [folder / "manifest", *sorted(folder.glob("delta-*"))]:
            if path.exists():
                self._hold(packing.unpack(path.read_bytes(), server))
        self.events = _read(self._queue)
        self.acknowledged = int(_text(folder / "acknowledged") or 0)
        self._own = self._since(int(_text(folder / "covers") or 0))

    @property
    def seq(self) -> int | None:
        """The number of the manifest that it holds: the base of the next delta."""
        return self._held.head.seq if self._held else None

    def _since(self, covers: int) -> dict[str, Direction]:
        """Return which way each tag passed last, of the scans after that number."""
        return {
            event["tag"]: Direction(event["direction"])
            for event in map(_event, self.events[covers:])
            if event["admitted"]
        }

    def take(self, data: bytes, *, covers: int | None = None) -> None:
        """Take a manifest or a delta; raise ``Tampered`` for a forged, older or unfitting one.

        *covers* is how many scans the server had acknowledged when the manifest was asked
        for, by default until now: later ones count beside what it says.
        """
        given = packing.unpack(data, self.server)
        held = self._held
        if held is not None and given.head.seq < held.head.seq:
            raise Tampered(
                f"manifest {given.head.seq} is older than {held.head.seq}; fetch the newest",
                zh=f"离线清单第 {given.head.seq} 版早于现有第 {held.head.seq} 版，请下载最新版",
                field="manifest",
            )
        self._hold(given)
        if given.head.base is not None:
            _write(self.folder / f"delta-{given.head.seq:09d}", data)
        else:
            _write(self.folder / "manifest", data)
            for old in self.folder.glob("delta-*"):
                old.unlink()
        known = self.acknowledged if covers is None else covers
        _write(self.folder / "covers", str(known).encode())
        self._own = self._since(known)

    def _hold(self, given: Manifest) -> None:
        if given.head.base is None:
            self._held = packing.whole(given)
            return
        if self._held is None or self._held.head.seq != given.head.base:
            raise Tampered(
                f"the delta is to manifest {given.head.base}; fetch a whole one",
                zh=f"增量清单以第 {given.head.base} 版为基础，请下载完整清单",
                field="manifest",
            )
        self._held = Manifest(given.head, packing.applied(given, self._held.lines))

    def scan(
        self,
        text: str,
        *,
        operator: str,
        direction: str = Direction.IN,
        quantity: str = "1",
        asked: str = "",
        spare: int | None = None,
    ) -> Answer:
        """Decide, write the event down durably, and answer. An exit is always recorded.

        *asked* is the id of the scan that the service was asked for and did not answer in
        time: it may have stored it, and the thing passed once only. *spare* is the per cent
        of its error correction that a camera's reading did not need.
        """
        way = Direction(direction)
        wall, mono = self.tell()
        moment = self._not_before(wall)
        try:
            code = codes.parse(text)
        except Unreadable:
            code = ""
        fresh = self._freshness(moment)
        why = self._why_not(code, way, moment, fresh)
        self._keep(
            {
                "device": self.device,
                "boot": self.boot,
                "seq": len(self.events) + 1,
                "previous": _hash(self.events[-1]["body"]) if self.events else "",
                "tag": code or text[:200],
                "direction": way.value,
                "quantity": quantity,
                "admitted": not why,
                "codes": list(why),
                "wall": wall.isoformat(),
                "mono": mono,
                "manifest": self.seq,
                "operator": operator,
                "asked": asked,
                **({} if spare is None else {"spare": spare}),
            }
        )
        if not why:
            self._own[code] = way
        return Answer(not why, fresh, why, *self._say(why, way))

    def pending(self) -> Sequence[Mapping[str, str]]:
        """Return the oldest events that the server has not acknowledged, as it wants them."""
        return self.events[self.acknowledged : self.acknowledged + BATCH]

    def upload(self) -> dict[str, Any]:
        """Return the body of an upload: the events, and what the device's clocks say now."""
        wall, mono = self.tell()
        return {
            "events": self.pending(),
            "clock": {"boot": self.boot, "wall": wall.isoformat(), "mono": mono},
        }

    def acknowledge(self, verdicts: Iterable[Mapping[str, Any]]) -> None:
        """Take the server's answer: what it holds need not be sent again."""
        held = {int(each["seq"]) for each in verdicts if each["kept"]}
        while self.acknowledged + 1 in held:
            self.acknowledged += 1
        _write(self.folder / "acknowledged", str(self.acknowledged).encode())

    def _not_before(self, wall: datetime) -> datetime:
        """Return the latest moment that is known: a clock that is set back revives nothing."""
        known = [wall, *([self._held.head.issued_at] if self._held else [])]
        known += [datetime.fromisoformat(_event(each)["wall"]) for each in self.events[-1:]]
        return max(known)

    def _freshness(self, moment: datetime) -> Freshness:
        if self._held is None or moment > self._held.head.not_after:
            return Freshness.ENDED
        return Freshness.AMBER if moment > self._held.head.stale_at else Freshness.FRESH

    def _why_not(
        self, code: str, way: Direction, moment: datetime, fresh: Freshness
    ) -> tuple[str, ...]:
        if not code:
            return (UNREADABLE,)
        if way is Direction.OUT:
            return ()
        if self._held is None or fresh is Freshness.ENDED:
            return (ENDED,)
        word = self._held.lines.get(packing.hash_of(code, self._held.head.salt))
        if word is None:
            return (UNKNOWN,)
        today = moment.astimezone(ZoneInfo(self._held.head.zone)).date()
        if word.enter_until is None or word.enter_until < today:
            return word.codes or (ENDED,)
        own = None if word.lot else self._own.get(code)
        return () if own is None else (INSIDE,) if own is Direction.IN else (CAME_OUT,)

    def _say(self, why: tuple[str, ...], way: Direction) -> tuple[str, str]:
        if not why:
            return ("准许入井", "may enter") if way is Direction.IN else ("已登记升井", "recorded")
        texts = {**(self._held.head.texts if self._held else {}), **SAYS}
        found = [texts.get(code, (code, code)) for code in why]
        return "；".join(zh for zh, _ in found), "; ".join(en for _, en in found)

    def _keep(self, event: Mapping[str, object]) -> None:
        body = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        kept = {"body": body, "signature": self.key.sign_bytes(body.encode()).hex()}
        with self._queue.open("a", encoding="utf-8") as file:
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.events.append(kept)


def _event(kept: Mapping[str, str]) -> dict[str, Any]:
    return dict(json.loads(kept["body"]))


def _hash(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def _text(path: Path) -> str:
    return path.read_text("ascii") if path.exists() else ""


def _write(path: Path, data: bytes) -> None:
    """Put *data* at *path*, whole or not at all."""
    aside = path.with_suffix(".new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _read(path: Path) -> list[dict[str, str]]:
    """Return the queue; a last line that a dead battery cut off was never answered."""
    if not path.exists():
        return []
    raw = path.read_bytes()
    whole, _, rest = raw.rpartition(b"\n")
    if rest:
        _write(path, whole + b"\n" if whole else b"")
    return [json.loads(line) for line in whole.splitlines()]
