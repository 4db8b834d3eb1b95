"""Choosing by place over HTTP."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from equiplink.mine import actions as mine
from equiplink.register.models import Item
from tests.api.conftest import As
from tests.catalogue.steps import national
from tests.register.steps import tagged
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
    (found,) = officer.get("/unfit").json()
    book = officer.get("/unfit.xlsx")
    supposed = officer.get("/unfit", params={"gas_class": "高瓦斯"})
    swept = officer.post("/sweep")
    opened = officer.get("/hazards").json()["items"]

    assert (found["item_id"], found["findings"][0]["code"]) == (str(item_id), "X10")
    sheet = load_workbook(BytesIO(book.content))["清单"]
    assert [row[9].value for row in sheet] == ["规则", "X10"]
    assert swept.json() == {"listed": 1, "opened": 1, "again": 0, "gone": 0}
    assert [each["level"] for each in opened] == ["major"]
    assert supposed.json() == []


def test_recall_runs_over_http(world: World, as_: As) -> None:
    """A notice is entered, obeyed and shown; what takes the place of a lamp is written down."""
    lamp, _ = tagged(world, "lamp")
    free, _ = tagged(world, "rescuer")
    officer = as_(world, "safety_officer")
    notice = officer.post(
        "/notices/notice",
        json={
            "number": "合成停用〔2026〕1号", "maker": "合成矿用设备厂", "product": "矿灯",
            "models": ["KL5*"], "issuer": "合成监管局", "issued_on": "2026-11-01",
            "reason": "抽检不合格", "source": "合成",
        },
    ).json()  # fmt: skip
    made = officer.post("/recalls", json={"notice_id": notice["id"]}).json()
    put = {"item_id": str(lamp), "replacement_id": str(free)}
    replaced = officer.post(f"/recalls/{made['id']}/replace", json=put)
    told = officer.get(f"/notices/{notice['id']}/recall").json()

    assert replaced.status_code == 200
    assert list(made["found"]) == [str(lamp)]
    assert (told["progress"]["left"], told["progress"]["replaced"]) == (0, 1)
    assert told["things"][0]["held"] is True
