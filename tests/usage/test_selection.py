"""What stands underground is judged again when the mine, the lists or its place change."""

from __future__ import annotations

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.suiting import suits
from equiplink.errors import Forbidden, Unreadable
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Level
from equiplink.mine import actions as mine
from equiplink.register.models import Item
from equiplink.usage.selection import recheck, unsuitable
from tests.catalogue.steps import national
from tests.gate.steps import entered
from tests.usage.steps import in_use
from tests.world import World


def set_mark(world: World, item_id: object, mark: str) -> None:
    """Let the thing carry another ex mark."""
    with world.work() as work:
        work.first(Item, id=item_id).ex_mark = mark  # type: ignore[union-attr]


def test_sound_thing_is_not_listed(world: World) -> None:
    """What suits its place is left out, and nothing is opened."""
    in_use(world)
    with world.work("safety_officer") as work:
        found, opened = list(unsuitable(work)), recheck(work)

    assert (found, opened) == ([], [])


def test_reclassified_mine_is_judged_anew(world: World) -> None:
    """增安 in a district intake suits a 高瓦斯 mine, and no 突出 one, asked before or after."""
    item_id, _ = in_use(world)
    set_mark(world, item_id, "Ex eb I Mb")
    with world.read() as work:
        before = list(unsuitable(work))
        (asked,) = unsuitable(work, gas_class="突出")
    with world.work("safety_officer") as work:
        mine.reclassify(work, "突出")
    with world.work("safety_officer") as work:
        (found,) = unsuitable(work)
        opened, again = recheck(work), recheck(work)

    assert before == []
    assert [finding.code for finding in asked.findings] == ["X10"]
    assert (found.item_id, found.place) == (item_id, "一采区进风巷")
    assert [each.level for each in opened] == [Level.MAJOR]
    assert "第十三条（三）" in opened[0].basis
    assert [each.id for each in again] == [each.id for each in opened]


def test_list_that_grows_reaches_what_is_below(world: World) -> None:
    """A new line reaches what stands underground; in Shanxi the mine would be stopped."""
    item_id, _ = in_use(world)
    with world.work() as work:
        catalogue.add_banned(
            work, batch=9, no=1, item="馈电开关", models=["KBZ-400/1140"], document="合成",
            source="合成",
        )  # fmt: skip
        catalogue.add_banned(
            work, jurisdiction="山西省", batch=1, no=1, item="馈电开关", models=["KBZ-400/1140"],
            document="合成", source="合成",
        )  # fmt: skip
    with world.work("safety_officer") as work:
        (found,) = unsuitable(work)
        opened = recheck(work)

    assert [finding.code for finding in found.findings] == ["L02", "L02P", "L11"]
    assert [(each.level, each.item_id) for each in opened] == [
        (Level.MAJOR, item_id), (Level.GENERAL, item_id),
    ]  # fmt: skip
    with world.read() as work:
        assert len(work.all(Hazard)) == len(opened)


def test_what_stands_nowhere_is_judged_where_it_was_meant(world: World) -> None:
    """Without a placement the place of its inspection counts."""
    item_id, _ = entered(world)
    set_mark(world, item_id, "KY")
    with world.read() as work:
        (found,) = unsuitable(work)

    assert (found.place, found.keeper_id) == ("一采区进风巷", None)


def test_only_who_answers_for_safety_opens_hazards(world: World) -> None:
    """A keeper may ask, not open; a gas class that does not exist is told by field."""
    with pytest.raises(Forbidden), world.work("keeper") as work:
        recheck(work)
    with pytest.raises(Unreadable) as caught, world.read() as work:
        list(unsuitable(work, gas_class="无瓦斯"))

    assert caught.value.field == "gas_class"


@pytest.mark.parametrize(
    ("place", "mark", "codes"),
    [
        ("3101综采工作面", "Ex db I Mb", []),
        ("3101综采工作面", "Ex eb I Mb", ["X10"]),
        ("一采区进风巷", "Ex eb I Mb", []),
        ("井底车场", "KY", []),
        ("一采区进风巷", "", ["X07"]),
    ],
)
def test_product_suits_a_place(world: World, place: str, mark: str, codes: list[str]) -> None:
    """One question about a product and a place, with the cell of the table that answers it."""
    ids = national(world)
    with world.read() as work:
        told = suits(work, ids["switch"], place_id=world.places[place], ex_mark=mark)

    assert [finding.code for finding in told.findings] == codes
    assert told.suits is (not codes)
    assert told.choice is not None
    assert told.choice.edition == "煤矿安全规程（2022）"
