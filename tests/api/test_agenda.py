"""The agenda over HTTP."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from tests.api.conftest import As
from tests.tender import steps as tenders
from tests.world import World


def test_due_is_read_by_anybody_of_the_mine(world: World, as_: As) -> None:
    """Thirty days ahead unless a day is given, in the reader's language."""
    tenders.published(world)
    reader = as_(world, "keeper", **{"Accept-Language": "en"})

    (row,) = reader.get("/due").json()
    assert (row["code"], row["on"], row["left"]) == ("T30T", "2026-11-22", 20)
    assert "bids close at" in row["message"]
    assert reader.get("/due", params={"until": "2026-11-21"}).json() == []
    assert reader.get("/due", params={"role": "mechanic"}).json() == []
    assert reader.get("/due", params={"role": "boss"}).status_code == 422


def test_due_is_a_calendar_too(world: World, as_: As) -> None:
    """The same duties, for a telephone; an unknown team is not found."""
    tenders.published(world)
    reader = as_(world, "keeper", **{"Accept-Language": "en"})
    answer = reader.get("/due.ics", params={"role": "buyer"})

    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 11, 22)
    assert reader.get("/due", params={"team": "没有的队"}).status_code == 404


def test_tick_is_asked_for_by_an_administrator(world: World, as_: As) -> None:
    """The first answer tells what the clock did, the second that nothing is left."""
    made = tenders.published(world)
    world.clock.forward(days=20)
    administrator = as_(world, "administrator")
    first = administrator.post("/tick")

    assert as_(world, "buyer").post("/tick").status_code == 403
    assert [each["subject_id"] for each in first.json()] == [str(made.tender_id)]
    assert administrator.post("/tick").json() == []
    shown = administrator.get(f"/tenders/{made.tender_id}").json()
    assert shown["state"] == "failed"


def test_calendar_is_filled_over_http(world: World, as_: As) -> None:
    """Days are announced under their document."""
    administrator = as_(world, "administrator")
    sent = {"document": "合成1号", "rest": ["2026-12-31"]}
    answer = administrator.post("/calendar-days", json=sent)

    assert answer.status_code == 201, answer.text
    assert [each["day"] for each in answer.json()] == ["2026-12-31"]
    assert administrator.post("/calendar-days/adopt", json={"year": 2026}).status_code == 201


def test_procedure_is_judged_and_nothing_recorded(world: World, as_: As) -> None:
    """The file is the body; what cannot be read names its field."""
    buyer = as_(world, "buyer")
    stated = {
        "works_related": True, "state_funds": True, "kind": "works", "estimate": "4000000.00",
        "method": "inquiry",
    }  # fmt: skip
    judged = buyer.post("/checks/tender", json=stated).json()
    wrong = buyer.post("/checks/tender", json={"kind": "furniture"})

    assert [each["code"] for each in judged["findings"]] == ["T62"]
    assert (judged["admitted"], judged["computed"]["mandatory"]) == (False, True)
    assert wrong.status_code == 422
    assert "goods" in wrong.text
