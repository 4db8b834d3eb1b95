"""The rates of equipment over HTTP."""

from __future__ import annotations

from tests.api.conftest import As
from tests.gate.steps import ready
from tests.upkeep.steps import started
from tests.world import World


def test_rates_name_what_counts_against_them(world: World, as_: As) -> None:
    """One of two switches is in repair: half are in good order."""
    ready(world, 2)
    reader = as_(world, "keeper", **{"Accept-Language": "en"})
    item = reader.get("/items").json()["items"][0]
    started(world, item["id"], "repair")
    rows = {row["code"]: row for row in reader.get("/kpi").json()}

    assert (rows["I19A"]["percent"], rows["I19A"]["met"]) == ("50.0", False)
    assert rows["I19A"]["against"] == [item["number"]]
    assert reader.get("/kpi", params={"on": "2099-01-01"}).status_code == 422


def test_nine_words_are_counted(world: World, as_: As) -> None:
    """Two things of one class, in nobody's charge."""
    ready(world, 2)
    found = as_(world, "keeper").get("/nine-words").json()

    assert found["mine"]["things"] == found["classes"][0]["things"] == 2
    assert found["mine"]["told"]["入库"] == 2
