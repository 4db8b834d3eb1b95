"""A device speaks to the service before the network is cut, and after."""

from __future__ import annotations

from pathlib import Path

from equiplink.gate.handheld import Handheld
from equiplink.gate.models import Gate
from tests.api.conftest import As
from tests.gate import steps
from tests.world import World


def test_shift_over_http(world: World, as_: As, tmp_path: Path) -> None:
    """Invited, enrolled, given a manifest, used without the network, and heard afterwards."""
    _, tag = steps.candidate(world)
    with world.read() as work:
        gate_id = str(work.all(Gate)[0].id)
    administrator, keeper = as_(world, "administrator"), as_(world, "keeper")
    invited = administrator.post(
        "/devices/invite", json={"name": "副井手持机", "gate_id": gate_id}
    ).json()
    device = Handheld(
        tmp_path / "device",
        device=invited["id"],
        server=bytes.fromhex(invited["server_key"]),
        tell=lambda: (world.clock.now, 0.0),
    )
    path = f"/devices/{invited['id']}"
    enrolled = keeper.post(
        f"{path}/enrol", json={"code": invited["code"], "public_key": device.key.public.hex()}
    )
    device.take(keeper.post(f"/gates/{gate_id}/manifest").content)
    answer = device.scan(tag, operator="0012")
    told = keeper.post(f"{path}/events", json=device.upload())
    device.acknowledge(told.json())
    delta = keeper.post(f"/gates/{gate_id}/manifest?base={device.seq}").content
    device.take(delta)

    assert "invitation_hash" not in enrolled.json()
    assert answer.admitted
    assert told.json() == [{"seq": 1, "kept": True, "verdict": "stored"}]
    assert device.pending() == []
    assert device.seq == 2
    assert keeper.get(f"{path}/gaps").json() == []
    assert keeper.get("/conflicts").json()["items"] == []
    assert [each["code"] for each in keeper.get("/scans").json()["items"]] == [tag]


def test_upload_that_cannot_be_read_is_a_problem(world: World, as_: As) -> None:
    """The device learns which member is wrong, and keeps what it has."""
    steps.opened(world)
    with world.read() as work:
        gate_id = str(work.all(Gate)[0].id)
    invited = (
        as_(world, "administrator")
        .post("/devices/invite", json={"name": "一号", "gate_id": gate_id})
        .json()
    )
    clock = {"boot": "", "wall": "2026-11-02T09:00:00+08:00", "mono": 0}
    answer = as_(world, "keeper").post(
        f"/devices/{invited['id']}/events",
        json={"events": [{"body": "{}", "signature": ""}], "clock": clock},
    )

    assert answer.status_code == 422
    assert "events" in answer.text
