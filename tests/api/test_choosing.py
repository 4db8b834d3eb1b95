"""Choosing by place over HTTP."""

from __future__ import annotations

from equiplink.mine import actions as mine
from equiplink.register.models import Item
from tests.api.conftest import As
from tests.catalogue.steps import national
from tests.usage.steps import in_use
from tests.world import World


def test_product_is_judged_at_a_place(world: World, as_: As) -> None:
    """The table, the verdict with its cell, and the banned lines that were considered."""
    ids = national(world)
    asked = {"place_id": str(world.places["3101回风巷"]), "ex_mark": "KY"}
    keeper = as_(world, "keeper")
    told = keeper.get(f"/products/{ids['switch']}/suits", params=asked).json()
    lines = keeper.get(f"/products/{ids['starter']}/banned-lines").json()

    assert (told["suits"], told["choice"]["need"]) == (False, "矿用防爆型（增安型除外）")
    assert [each["code"] for each in told["findings"]] == ["X10"]
    assert (lines[0]["line"], lines[0]["forbids"]) == ("国家 1-2", True)
    assert len(keeper.get("/selection-table").json()) == 90


def test_what_no_longer_suits_becomes_hazards(world: World, as_: As) -> None:
    """After the mine is re-classified the list shows it, and one call opens its hazard."""
    item_id, _ = in_use(world)
    with world.work("safety_officer") as work:
        work.get(Item, item_id).ex_mark = "ExeI"
        mine.reclassify(work, "突出")
    officer = as_(world, "safety_officer")
    (found,) = officer.get("/unsuitable").json()
    opened = officer.post("/hazards/recheck", json={})

    assert (found["item_id"], found["findings"][0]["code"]) == (str(item_id), "X10")
    assert opened.status_code == 201
    assert [each["level"] for each in opened.json()] == ["major"]
    assert officer.get("/unsuitable", params={"gas_class": "高瓦斯"}).json() == []
