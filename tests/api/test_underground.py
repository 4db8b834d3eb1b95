"""Trips, explanations, corrections, emergencies and permits over HTTP."""

from __future__ import annotations

from datetime import timedelta

from equiplink.db import new_id
from equiplink.gate.models import Gate, Scan
from tests.api.conftest import As
from tests.gate.steps import GATE, candidate, opened, ready
from tests.register.steps import tagged
from tests.world import World


def test_trip_list_and_explanation(world: World, as_: As) -> None:
    """Many things at once, the same list for tomorrow, and every rule of one of them."""
    tags = ready(world, 2)
    keeper = as_(world, "keeper")
    loads = [{"tag": each} for each in tags]
    tomorrow = keeper.post("/scans/list", json={"gate": GATE, "loads": loads, "day": "2026-11-27"})
    told = keeper.post("/scans/explain", json={"gate": GATE, "tag": tags[0], "zone": "face"})
    sent = {"gate": GATE, "loads": loads, "together": "all"}
    trip_id = new_id()
    went = keeper.put(f"/trips/{trip_id}", json=sent)
    again = keeper.put(f"/trips/{trip_id}", json=sent)

    assert [each["admitted"] for each in tomorrow.json()] == [True, True]
    assert {each["verdict"] for each in told.json()["rules"]} >= {"passed", "not_applicable"}
    assert [each["admitted"] for each in went.json()] == [True, True]
    assert went.json() == again.json()
    assert keeper.get("/scans", params={"trip_id": str(trip_id)}).json()["items"]


def test_scan_is_judged_again_and_corrected(world: World, as_: As) -> None:
    """The stored answer, again; then it is taken back by its own record."""
    _, tag = candidate(world)
    keeper, scan_id = as_(world, "keeper"), new_id()
    keeper.put(f"/scans/{scan_id}", json={"tag": tag, "gate": GATE})
    told = keeper.get(f"/scans/{scan_id}/again").json()
    made = keeper.post(f"/scans/{scan_id}/correct", json={"reason": "扫错"})
    twice = keeper.post(f"/scans/{scan_id}/correct", json={"reason": "扫错"})

    assert (told["same"], told["edition"]) == (True, told["edition_again"])
    assert made.status_code == 200, made.text
    assert (made.json()["scan_id"], twice.status_code) == (str(scan_id), 409)


def test_emergency_is_asked_allowed_and_used(world: World, as_: As) -> None:
    """One asks, another allows; the record shows what may be done with it."""
    item_id, tag = tagged(world)
    opened(world)
    with world.read() as work:
        until = (work.now + timedelta(hours=4)).isoformat()
        assert work.first(Gate, name=GATE) is not None
    asked = as_(world, "mechanic").post(
        f"/items/{item_id}/request_emergency", json={"reason": "抢险", "until": until}
    )
    where = f"/emergency-entries/{asked.json()['id']}"
    allowed = as_(world, "safety_officer").post(f"{where}/approve")
    went = as_(world, "keeper").put(f"/scans/{new_id()}", json={"tag": tag, "gate": GATE})

    assert asked.json()["state"] == "requested"
    assert allowed.json()["state"] == "approved"
    assert went.json()["admitted"] is True
    assert as_(world, "keeper").get(where).json()["state"] == "used"


def test_permit_and_window_over_http(world: World, as_: As) -> None:
    """Issued for an inspected thing; a window of the campaign is set and read."""
    item_id, tag = candidate(world)
    issued = as_(world, "ex_inspector").post(
        f"/items/{item_id}/issue_permit",
        json={
            "number": "RJ-1", "place_id": str(world.places["一采区进风巷"]),
            "team_id": str(world.team_id), "valid_until": "2026-11-28", "danger": "hoisting",
        },
    )  # fmt: skip
    officer = as_(world, "safety_officer")
    window = officer.post(
        "/shift-windows",
        json={
            "name": "白班管控", "document": "合成", "starts_on": "2026-11-01",
            "ends_on": "2026-12-31", "begins": "08:00", "ends": "16:00", "works": ["hoisting"],
        },
    )  # fmt: skip
    answer = as_(world, "keeper").put(f"/scans/{new_id()}", json={"tag": tag, "gate": GATE}).json()

    assert issued.status_code == 200, issued.text
    assert window.status_code == 201, window.text
    assert [each["code"] for each in answer["findings"] if each["severity"] == "deny"] == ["G15"]
    with world.read() as work:
        assert len(work.all(Scan)) == 1


def test_urgent_work_is_asked_and_allowed(world: World, as_: As) -> None:
    """One asks for hours in which the shift forbids it, another allows it."""
    item_id, _ = tagged(world)
    with world.read() as work:
        until = (work.now + timedelta(hours=4)).isoformat()
    asked = as_(world, "mechanic").post(
        f"/items/{item_id}/request_urgent",
        json={"danger": "repair", "reason": "抢修", "until": until},
    )
    where = f"/urgent-works/{asked.json()['id']}"
    allowed = as_(world, "safety_officer").post(f"{where}/approve")
    ended = as_(world, "approver").post(f"{where}/withdraw", json={"reason": "已修复"})

    assert (asked.json()["state"], allowed.json()["state"]) == ("requested", "approved")
    assert ended.json()["state"] == "withdrawn"
