"""The criteria of major hazards over HTTP."""

from __future__ import annotations

from tests.api.conftest import As
from tests.hazard.steps import found
from tests.world import World


def test_criteria_and_hazards_by_channel(world: World, as_: As) -> None:
    """Each item with its statute; hazards are asked for by how they were found."""
    found(world)
    reader = as_(world, "keeper")
    rows = {row["code"]: row for row in reader.get("/major-hazard-criteria").json()}

    assert rows["条例36(十)"]["reading"] == "read"
    assert rows["13(二)"]["article"] == "第十三条（二）"
    assert len(reader.get("/hazards", params={"channel": "check"}).json()["items"]) == 1
    assert reader.get("/hazards", params={"channel": "gate"}).json()["items"] == []
