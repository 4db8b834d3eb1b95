"""A device at the gate for tests: enrolled, with clocks of its own, and sometimes a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from equiplink.gate import devices, manifest, uploads
from equiplink.gate.handheld import Answer, Handheld
from equiplink.gate.models import Gate
from equiplink.gate.offline_models import Conflict
from equiplink.hazard import holding
from equiplink.register.models import Item, Tag
from tests.gate.steps import GATE, opened
from tests.world import World


@dataclass
class Shaft:
    """One device. ``ahead`` is by how much its wall clock is wrong."""

    world: World
    device_id: UUID
    gate_id: UUID
    handheld: Handheld
    ahead: timedelta = timedelta()
    started: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.world.clock.now
        self.handheld.tell = self.clocks

    def clocks(self) -> tuple[datetime, float]:
        """What its clocks say."""
        now = self.world.clock.now
        return now + self.ahead, (now - self.started).total_seconds()

    def fetch(self, *, whole: bool = False) -> int:
        """Fetch the newest manifest; return how many bytes came."""
        with self.world.work("keeper") as work:
            base = None if whole else self.handheld.seq
            data = manifest.issue_manifest(work, self.gate_id, base=base)
        self.handheld.take(data)
        return len(data)

    def scan(
        self,
        tag: str,
        direction: str = "in",
        quantity: str = "1",
        asked: str = "",
        spare: int | None = None,
    ) -> Answer:
        """Scan a tag without the network, a minute after the last one."""
        self.world.clock.forward(minutes=1)
        return self.handheld.scan(
            tag,
            operator="0012",
            direction=direction,
            quantity=quantity,
            asked=asked,
            spare=spare,
        )

    def send(self, events: Sequence[Any] | None = None) -> list[str]:
        """Upload what is pending, or these events; return the verdicts."""
        body = self.handheld.upload()
        with self.world.work("keeper") as work:
            answer = uploads.upload(
                work,
                self.device_id,
                events=body["events"] if events is None else events,
                clock=body["clock"],
            )
        self.handheld.acknowledge(answer)
        return [each["verdict"] for each in answer]


def shaft(world: World, folder: Path, name: str = "副井手持机", gate: str = GATE) -> Shaft:
    """Invite and enrol a device at *gate*."""
    opened(world)
    with world.work() as work:
        place = work.first(Gate, name=gate)
        assert place is not None
        device, code = devices.invite_device(work, name=name, gate_id=place.id)
    handheld = Handheld(
        folder / name,
        device=str(device.id),
        server=world.chain.key.public,
        tell=lambda: (world.clock.now, 0.0),
    )
    with world.work("keeper") as work:
        devices.enrol_device(work, device.id, code=code, public_key=handheld.key.public.hex())
    return Shaft(world, device.id, place.id, handheld)


def open_conflicts(world: World) -> list[tuple[str, str]]:
    """Return the kinds and keys of what stands open."""
    with world.read("keeper") as work:
        found = [each for each in work.all(Conflict) if each.resolved_at is None]
    return sorted((each.kind.value, each.key) for each in found)


def stands(world: World, item_id: UUID) -> tuple[str, str, str]:
    """Return an item's state, stock and what is underground."""
    with world.read() as work:
        item = work.get(Item, item_id)
        return item.state.value, f"{item.stock:f}", f"{item.underground:f}"


def item_of(world: World, tag: str) -> UUID:
    """Return the item that a tag is on."""
    with world.read() as work:
        found = work.first(Tag, code=tag)
    assert found is not None
    return found.item_id


def sealed_off(world: World, item_id: UUID) -> None:
    """Put an item in quarantine."""
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="存疑")
