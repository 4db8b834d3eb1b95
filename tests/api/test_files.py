"""Files over HTTP."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.api.conftest import As, plan, taken
from tests.tender.steps import published
from tests.world import World

JPEG = b"\xff\xd8\xff\xe0 a synthetic picture"


def test_file_goes_up_and_comes_down(world: World, as_: As) -> None:
    """The body is the file; it comes back as a download under its name, never to be run."""
    client = as_(world, "planner")
    made = plan(client)
    about = {"subject": "plan", "subject_id": made["id"], "kind": "photo", "name": "现场.jpg"}
    sent = client.post("/attachments", params=about, content=JPEG)
    back = client.get(f"/attachments/{sent.json()['id']}/content")
    listed = client.get("/attachments", params={"subject_id": made["id"]}).json()["items"]

    assert sent.status_code == 201, sent.text
    assert back.content == JPEG
    assert back.headers["content-type"] == "image/jpeg"
    assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%8E")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert [each["id"] for each in listed] == [sent.json()["id"]]
    assert taken(world) == [
        (world.people["planner"].name, "attachment", sent.json()["id"], sha256(JPEG).hexdigest())
    ]


@pytest.mark.parametrize(
    ("content", "status"), [(b"", 422), (b"MZ", 422), (b"0" * 50_000_001, 413)]
)
def test_file_that_is_not_taken(world: World, as_: As, content: bytes, status: int) -> None:
    """Empty, something else than its name says, or too large."""
    client = as_(world, "planner")
    about = {"subject": "plan", "subject_id": plan(client)["id"], "kind": "photo", "name": "a.jpg"}

    answer = client.post("/attachments", params=about, content=content)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_file_of_a_secret_record_is_secret(world: World, as_: As) -> None:
    """Who may not know the members of a committee does not see their papers either."""
    tender = published(world)
    buyer = as_(world, "buyer")
    person = str(world.people["evaluator1"].id)
    seat = {"person_id": person, "expert": True}
    member = buyer.post(f"/tenders/{tender.tender_id}/seat", json=seat).json()
    about = {
        "subject": "committee_member", "subject_id": member["id"], "kind": "certificate",
        "name": "职称证.jpg",
    }  # fmt: skip
    made = buyer.post("/attachments", params=about, content=JPEG).json()
    planner = as_(world, "planner")

    assert buyer.get(f"/attachments/{made['id']}/content").status_code == 200
    assert planner.get(f"/attachments/{made['id']}/content").status_code == 404
    assert planner.get("/attachments").json()["items"] == []
