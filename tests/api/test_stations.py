"""A device at the shaft speaks for itself: its one-time code, then its own key, no account."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from equiplink.gate.handheld import Handheld
from equiplink.gate.models import Gate
from equiplink.gate.offline_models import DeviceEvent
from equiplink_api.stations import words
from tests.api.conftest import As, Client
from tests.gate import steps
from tests.world import World

WRONG = "0000000000000"


@dataclass(frozen=True)
class Shaft:
    """A device that was invited, and what it was told."""

    world: World
    client: Client
    invited: dict[str, Any]
    device: Handheld
    gate_id: str
    tag: str

    def enrolment(self, **members: str) -> dict[str, str]:
        """Return the body that enrols it."""
        with self.world.read() as work:
            mine = work.mine.code
        return {
            "mine": mine,
            "device_id": self.invited["id"],
            "code": self.invited["code"],
            "public_key": self.device.key.public.hex(),
            **members,
        }

    def enrol(self) -> dict[str, Any]:
        """Enrol it, and return what it pins."""
        answer = self.client.post("/stations", json=self.enrolment())
        assert answer.status_code == 201, answer.text
        pinned: dict[str, Any] = answer.json()
        return pinned

    def post(self, target: str, body: object = None, *, signed: str = "", device: str = "") -> Any:
        """Post as the device; *signed* and *device* are what a cheat says instead."""
        raw = b"" if body is None else json.dumps(body).encode()
        seal = self.device.key.sign_bytes(words("POST", signed or target, raw)).hex()
        who = f"{self.world.mine_id}.{device or self.invited['id']}.{seal}"
        headers = {"Authorization": f"Device {who}", "Content-Type": "application/json"}
        return self.client.post(target, content=raw, headers=headers)

    @property
    def events(self) -> str:
        """Where it uploads."""
        return f"/devices/{self.invited['id']}/events"

    @property
    def manifest(self) -> str:
        """Where its gate's manifest is."""
        return f"/gates/{self.gate_id}/manifest"


@pytest.fixture
def shaft(world: World, as_: As, anybody: Client, tmp_path: Path) -> Shaft:
    """A device of the gate with an invitation, and a thing that may enter."""
    _, tag = steps.candidate(world)
    with world.read() as work:
        gate_id = str(work.all(Gate)[0].id)
    body = {"name": "副井手持机", "gate_id": gate_id}
    invited = as_(world, "administrator").post("/devices/invite", json=body).json()
    device = Handheld(
        tmp_path / "device",
        device=invited["id"],
        server=bytes.fromhex(invited["server_key"]),
        tell=lambda: (world.clock.now, 0.0),
    )
    return Shaft(world, anybody, invited, device, gate_id, tag)


def test_shift_without_an_account(shaft: Shaft) -> None:
    """The code enrols the device; its key fetches the manifest and uploads the scans."""
    pinned = shaft.enrol()
    shaft.device.take(shaft.post(shaft.manifest).content)
    answer = shaft.device.scan(shaft.tag, operator="nobody")
    told = shaft.post(shaft.events, shaft.device.upload())
    shaft.device.acknowledge(told.json())
    shaft.device.take(shaft.post(f"{shaft.manifest}?base={shaft.device.seq}").content)
    with shaft.world.read() as work:
        kept = work.all(DeviceEvent)

    assert pinned["server_key"] == shaft.invited["server_key"]
    assert (pinned["device"], pinned["gate_id"]) == ("副井手持机", shaft.gate_id)
    assert answer.admitted
    assert told.json() == [{"seq": 1, "kept": True, "verdict": "stored"}]
    assert [each.seq for each in kept] == [1]
    assert shaft.device.seq == 2


def test_same_upload_twice_changes_nothing(shaft: Shaft) -> None:
    """Who catches a signed request and sends it again gains nothing."""
    shaft.enrol()
    shaft.device.scan(shaft.tag, operator="0012", direction="out")
    body = shaft.device.upload()
    shaft.post(shaft.events, body)

    assert shaft.post(shaft.events, body).json() == [
        {"seq": 1, "kept": True, "verdict": "duplicate"}
    ]


def test_code_enrols_once(shaft: Shaft) -> None:
    """A second device with the same code is refused."""
    shaft.enrol()

    assert shaft.client.post("/stations", json=shaft.enrolment()).status_code == 403


def test_codes_cannot_be_tried_out(shaft: Shaft) -> None:
    """After five wrong codes even the right one has to wait."""
    tried = [
        shaft.client.post("/stations", json=shaft.enrolment(code=WRONG)).status_code
        for _ in range(5)
    ]

    assert tried == [403] * 5
    assert shaft.client.post("/stations", json=shaft.enrolment()).status_code == 429


def test_mine_that_is_unknown_enrols_nothing(shaft: Shaft) -> None:
    """The device belongs to its mine."""
    answer = shaft.client.post("/stations", json=shaft.enrolment(mine="nowhere"))

    assert answer.status_code == 404


def test_key_speaks_only_for_what_it_signed(shaft: Shaft) -> None:
    """Another path, another gate, another device or no device at all: 401."""
    shaft.enrol()
    other = "018f0000-0000-7000-8000-000000000000"

    assert shaft.post(shaft.manifest, signed="/elsewhere").status_code == 401
    assert shaft.post(f"/gates/{other}/manifest").status_code == 401
    assert shaft.post(shaft.manifest, device=other).status_code == 401
    assert shaft.post(shaft.manifest, device="nonsense").status_code == 401
    assert shaft.post("/sweep").status_code == 401


def test_device_that_never_enrolled_is_a_stranger(shaft: Shaft) -> None:
    """A key that nobody registered signs nothing."""
    assert shaft.post(shaft.manifest).status_code == 401


def test_revoked_device_is_heard_through_a_person(shaft: Shaft, as_: As) -> None:
    """It gets nothing any more; a keeper still uploads what it did before."""
    shaft.enrol()
    shaft.device.scan(shaft.tag, operator="0012", direction="out")
    path = f"/devices/{shaft.invited['id']}/revoke"
    as_(shaft.world, "administrator").post(path, json={"reason": "丢失"})
    refused = shaft.post(shaft.events, shaft.device.upload())
    told = as_(shaft.world, "keeper").post(shaft.events, json=shaft.device.upload())

    assert refused.status_code == 401
    assert "已停用" in refused.text
    assert [each["verdict"] for each in told.json()] == ["stored"]
