"""The register over HTTP: what is here already, plates, lots and their balance."""

from __future__ import annotations

from typing import Any

from tests.acceptance import steps as acceptances
from tests.api.conftest import As
from tests.world import World


def enrolled(world: World, as_: As) -> dict[str, Any]:
    """Enter 500 bolts that lie in the store."""
    bolt = acceptances.goods(world)["bolt"].product_id
    thing = {
        "product_id": str(bolt), "number": "MG-1", "quantity": "500", "old_number": "旧-1",
        "place_id": str(world.places["地面库房"]), "papers": {"manual": "SM-1"},
    }  # fmt: skip
    answer = as_(world, "keeper").post("/enrolments", json={"things": [thing]})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()[0]
    return made


def test_existing_goods_are_entered_and_supplied(world: World, as_: As) -> None:
    """What is missing shrinks; verifying it too early is a conflict that says why."""
    made = enrolled(world, as_)
    path = f"/enrolments/{made['id']}"
    supplied = as_(world, "keeper").post(f"{path}/supply", json={"purchase": "HT-1"}).json()
    early = as_(world, "acceptor").post(f"{path}/regularise")

    assert set(made["missing"]) - set(supplied["missing"]) == {"purchase"}
    assert (early.status_code, early.json()["findings"][0]["code"]) == (409, "R30")
    assert [each["state"] for each in as_(world, "keeper").get("/enrolments").json()["items"]] == [
        "provisional"
    ]


def test_plate_is_claimed_once(world: World, as_: As) -> None:
    """Printed, counted, claimed; the second claim is 409."""
    client, item = as_(world, "keeper"), enrolled(world, as_)["item_id"]
    first, second = client.post("/blank-tags", json={"batch": "B", "count": 2}).json()
    body = {"item_id": item, "witness_id": str(world.people["mechanic"].id)}
    tag = client.post(f"/blank-tags/{first['id']}/claim", json=body)
    again = client.post(f"/blank-tags/{first['id']}/claim", json={**body, "reason": "换"})
    missing = client.post("/blank-tags/count", json={"batch": "B", "found": []}).json()

    assert tag.status_code == 200, tag.text
    assert (tag.json()["code"], again.status_code) == (first["code"], 409)
    assert [each["id"] for each in missing] == [second["id"]]


def test_part_of_a_lot_is_handed_out_and_comes_back(world: World, as_: As) -> None:
    """Split, issued, given back; too much is refused with its numbers."""
    client, item = as_(world, "keeper"), enrolled(world, as_)["item_id"]
    part = client.post(f"/items/{item}/split", json={"quantity": "120", "number": "MG-2"}).json()
    body = {
        "quantity": "100", "team_id": str(world.team_id), "purpose": "支护",
        "receiver_id": str(world.people["mechanic"].id),
    }  # fmt: skip
    issued = client.post(f"/items/{part['id']}/issue", json=body).json()
    over = client.post(f"/items/{part['id']}/issue", json=body)
    back = client.post(f"/issues/{issued['id']}/give_back", json={"quantity": "30"})

    assert over.status_code == 409
    assert [each["code"] for each in over.json()["findings"]] == ["R02"]
    assert back.json()["returned"] == "30.000"


def test_thing_is_found_and_its_card_shows_what_is_empty(world: World, as_: As) -> None:
    """By its old number; an unknown name is 404; the stores are balanced."""
    client, item = as_(world, "keeper"), enrolled(world, as_)["item_id"]
    found = client.get("/register/find", params={"name": "旧—1"}).json()
    (heap,) = client.get("/register/balance").json()
    told = client.get(f"/items/{item}/card").json()

    assert found == {"item_id": item, "number": "MG-1", "tag": None, "by": "alias"}
    assert client.get("/register/find", params={"name": "无"}).status_code == 404
    assert (heap["place"], heap["stock"], heap["issued"]) == ("地面库房", "500", "0")
    assert told["lacking"] == ["到货时间", "批次号", "生产日期", "合格证"]
    assert client.get(f"/items/{item}/assembly").json() == []


def test_print_made_elsewhere_is_told_and_found_by_its_hash(world: World, as_: As) -> None:
    """A keeper tells of it; a void or unknown tag is 404; the list is asked for by the hash."""
    client, item = as_(world, "keeper"), enrolled(world, as_)["item_id"]
    code = client.post(f"/items/{item}/issue_tag", json={}).json()["code"]
    body = {"hashes": {code: "0f" * 32}, "size": "50x30", "form": "zpl", "target": "打印室"}
    told = client.post("/prints", json=body)
    unknown = client.post("/prints", json=body | {"hashes": {}})
    listed = client.get("/prints", params={"sha256": "0f" * 32}).json()

    assert (told.status_code, unknown.status_code) == (201, 404)
    assert [(each["code"], each["generation"]) for each in listed["items"]] == [(code, 1)]
