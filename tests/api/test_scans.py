"""The gate over HTTP: an answer for every scan, the same answer for the same scan."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from equiplink import codes
from equiplink.db import new_id
from equiplink.gate.models import Scan
from tests.api.journey import Journey
from tests.world import World


@pytest.fixture
def journey(world: World, anybody: TestClient) -> Journey:
    """The world's people before the service."""
    return Journey(world, anybody.request)


def test_whole_chain_leads_underground(journey: Journey) -> None:
    """Plan, tender, contract, acceptance, tag, inspection: then the gate admits, and out again."""
    item, tag = journey.inspected()
    entered = journey.scan(tag)
    inside = journey.ask("keeper", f"/items/{item}", "GET").json()
    journey.forward(hours=8)
    left = journey.scan(tag, direction="out")
    passport = journey.ask("keeper", f"/items/{tag}/passport", "GET")
    earlier = journey.ask("keeper", f"/items/{tag}/passport?as_of=2020-01-01T00:00:00Z", "GET")

    assert entered.status_code == 200
    assert entered.json()["admitted"] is True, entered.text
    assert inside["state"] == "underground"
    assert left.json()["admitted"] is True, left.text
    assert passport.status_code == 200
    assert (earlier.status_code, earlier.json()["field"]) == (404, "as_of")
    assert passport.json()["tag"] == tag


def test_same_scan_is_answered_from_the_store(journey: Journey) -> None:
    """Sent twice, stored once: the second answer is the first, although the thing is inside."""
    _, tag = journey.inspected()
    scan_id = new_id()
    first = journey.scan(tag, scan_id)
    again = journey.scan(tag, scan_id)

    with journey.world.read() as work:
        assert len(work.all(Scan)) == 1
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


def test_same_id_with_another_content_is_a_conflict(journey: Journey) -> None:
    """An id that was used for something else is 409, and the first answer stands."""
    _, tag = journey.inspected()
    scan_id = new_id()
    journey.scan(tag, scan_id)
    other = journey.scan(tag, scan_id, direction="out")

    with journey.world.read() as work:
        assert [each.direction for each in work.all(Scan)] == ["in"]
    assert other.status_code == 409


def test_refusal_is_an_answer_with_every_reason(journey: Journey) -> None:
    """A thing that is inside, or a tag that nobody knows, is refused with 200 and stored."""
    _, tag = journey.inspected()
    journey.scan(tag)
    twice = journey.scan(tag)
    unknown = journey.scan(codes.new())

    with journey.world.read() as work:
        stored = [each.admitted for each in work.all(Scan)]
    assert stored == [True, False, False]
    for answer in (twice, unknown):
        assert answer.status_code == 200
        assert answer.json()["admitted"] is False
        assert all(each["message"] and each["source"] for each in answer.json()["findings"])


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"tag": "https://example.invalid/x"}, 422),
        ({"tag": "' or 1=1 --"}, 422),
        ({"tag": ""}, 422),
        ({"gate": "没有的井口"}, 404),
        ({"direction": "sideways"}, 422),
        ({"quantity": "0.5"}, 422),
        ({"quantity": "-1"}, 422),
        ({"device_at": "2026-11-02T09:00:00"}, 422),
        ({"admitted": True}, 422),
    ],
)
def test_what_cannot_be_judged_is_a_problem_and_leaves_nothing(
    journey: Journey, members: dict[str, object], status: int
) -> None:
    """A tag that is no code, a gate that is not there, half a unit: a problem and no record."""
    _, tag = journey.inspected()
    answer = journey.scan(tag, None, **members)

    with journey.world.read() as work:
        assert list(work.all(Scan)) == []
    assert answer.status_code == status, answer.text


def test_trying_stores_nothing(journey: Journey) -> None:
    """What the gate would say can be asked the day before."""
    _, tag = journey.inspected()
    answer = journey.ask("keeper", "/scans/judge", tag=tag, gate="副井")

    with journey.world.read() as work:
        assert list(work.all(Scan)) == []
    assert answer.status_code == 200
    assert answer.json()["admitted"] is True


def test_only_a_keeper_scans(journey: Journey) -> None:
    """A planner's token does not open the shaft."""
    _, tag = journey.inspected()
    answer = journey.ask("planner", f"/scans/{new_id()}", "PUT", tag=tag, gate="副井")

    assert answer.status_code == 403
