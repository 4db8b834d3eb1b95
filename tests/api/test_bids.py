"""Bids over HTTP: nobody reads a price, or learns who bids, before the opening."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.journey import Journey
from tests.world import PEOPLE, World

PRICE = "9517.31"


@pytest.fixture
def journey(world: World, anybody: TestClient) -> Journey:
    """The world's people before the service."""
    return Journey(world, anybody.request)


def test_no_answer_holds_a_price_before_the_opening(journey: Journey) -> None:
    """Whoever reads whatever: the price of a sealed bid is in no answer."""
    tender, line = journey.published()
    bid = journey.bid(tender, line, "甲", PRICE)
    paths = [f"/bids/{bid}", "/bids", f"/tenders/{tender}", "/tenders", "/ledger", "/suppliers"]
    answers = [journey.ask(name, path, "GET") for name, _ in PEOPLE for path in paths]
    buyer = journey.ask("buyer", f"/bids/{bid}", "GET").json()

    assert all(PRICE not in each.text for each in answers)
    assert all("sealed" not in each.json() for each in answers)
    assert buyer["price"] is None
    assert buyer["lines"] == []


def test_sealed_bid_is_known_to_the_buyer_only(journey: Journey) -> None:
    """Before the opening nobody but who takes the bids sees that there is one."""
    tender, line = journey.published()
    bid = journey.bid(tender, line, "甲", PRICE)
    seen = {
        name: (
            journey.ask(name, f"/bids/{bid}", "GET").status_code,
            len(journey.ask(name, "/bids", "GET").json()["items"]),
        )
        for name in ("buyer", "approver", "evaluator1", "planner", "administrator")
    }

    assert seen.pop("buyer") == (200, 1)
    assert set(seen.values()) == {(404, 0)}


def test_opening_shows_every_price(journey: Journey) -> None:
    """After the opening the price and the lines are there."""
    journey.awarded()
    found = journey.ask("planner", "/bids", "GET").json()["items"]

    assert sorted(each["price"] for each in found) == ["9500.00", "9800.00", "9900.00"]
    assert sorted(each["state"] for each in found) == ["candidate", "candidate", "won"]


def test_no_signs_are_told_before_the_opening(journey: Journey) -> None:
    """Sealed bids tell nothing, and what they tell later is not for everybody."""
    tender, line = journey.published()
    journey.bid(tender, line, "甲", PRICE)
    answers = {
        name: journey.ask(name, f"/tenders/{tender}/signs", "GET").status_code
        for name in ("buyer", "keeper")
    }

    assert answers == {"buyer": 409, "keeper": 403}


def test_signs_are_read_after_the_opening(journey: Journey) -> None:
    """Who evaluates reads what the open bids have in common; three by themselves, nothing."""
    journey.awarded()
    (tender,) = journey.ask("buyer", "/tenders", "GET").json()["items"]
    answer = journey.ask("evaluator1", f"/tenders/{tender['id']}/signs", "GET")

    assert (answer.status_code, answer.json()) == (200, [])


def test_report_is_read_in_three_forms(journey: Journey) -> None:
    """As data, as a page that runs nothing, as a file; for those who tender, not for everybody."""
    tender = journey.awarded()
    path = f"/tenders/{tender}/report"
    data, page, word = (
        journey.ask("inspector", f"{path}{form}", "GET") for form in ("", ".html", ".docx")
    )

    assert [row["rank"] for row in data.json()["rankings"][0]["rows"]] == [1, 2, 3]
    assert "合成供应商甲" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert word.content[:2] == b"PK"
    assert journey.ask("keeper", f"{path}.html", "GET").status_code == 403


def test_seed_of_a_draw_is_in_no_answer(journey: Journey) -> None:
    """Until the draw is held nobody reads the seed, under no key either."""
    tender, _ = journey.published()
    pool = [str(journey.world.people[f"evaluator{n}"].id) for n in range(1, 6)]
    for person in pool:
        journey.post(
            "buyer", "/experts", person_id=person, field="机电", in_field_since="2008-07-01",
            title="高级工程师",
        )  # fmt: skip
    draw = journey.post("buyer", "/expert-draws", tender_id=tender, pool=pool, places=4)
    held = journey.post("inspector", f"/expert-draws/{draw['id']}/hold", word="梅花七")

    assert (draw["seed"], "kept_seed" in draw) == ("", False)
    assert sorted(held["drawn"]) == sorted(pool)


def test_key_is_split_over_http(journey: Journey) -> None:
    """Officers take passphrases and hand in shares; no answer holds what opens an envelope."""
    secret = "合成口令，只用于测试的一句话"
    made = {
        name: journey.post(name, "/keyholders", secret=f"{secret}{name}")
        for name in ("approver", "inspector")
    }
    tender, line = journey.published(officers=[each["person_id"] for each in made.values()])
    for name in "甲乙丙":
        journey.bid(tender, line, name, PRICE)
    early = journey.ask("approver", f"/tenders/{tender}/hand_in_share", secret=f"{secret}approver")
    journey.forward(days=20)
    wrong = journey.ask("approver", f"/tenders/{tender}/hand_in_share", secret="x" * 16)
    shares = [
        journey.post(name, f"/tenders/{tender}/hand_in_share", secret=f"{secret}{name}")
        for name in made
    ]
    opened = journey.post("buyer", f"/tenders/{tender}/open")

    assert (early.status_code, wrong.status_code) == (409, 403)
    assert all("salt" not in each for each in made.values())
    assert all({"sealed", "handed_in"}.isdisjoint(each) for each in shares)
    assert (opened["seal"], len(opened["opening_key"])) == ("split", 64)
    assert "kept_key" not in opened
