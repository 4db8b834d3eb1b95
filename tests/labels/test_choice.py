"""Which of the live tags are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue.models import DeviceClass
from equiplink.errors import NotFound
from equiplink.mine import actions as mine
from equiplink.register import actions as register
from equiplink.register import lots
from equiplink_labels.choice import read
from equiplink_labels.job import job, make, record
from tests.acceptance.steps import SAMPLES, class_of
from tests.register import steps
from tests.usage import steps as usages
from tests.world import World

SWITCH, LAMP = SAMPLES["switch"].model, SAMPLES["lamp"].model
STORE, MAIN, ROADWAY, FACE = "地面库房", "西翼大巷", "二采区皮带巷", "3101综采工作面"


def chosen(world: World, **wish: Any) -> list[str]:
    """Return the models of the things whose labels are chosen; none is told, not printed."""
    with world.read() as work:
        try:
            return sorted(each.model for each in read(work, **wish))
        except NotFound:
            return []


def two(world: World) -> dict[str, UUID]:
    """Carry a switch and a lamp to their tags; return the items."""
    stock = steps.stocked(world, {"switch": 1, "lamp": 1})
    return {name: item_id for name, (item_id, _) in stock.items()}


def test_class_is_chosen_by_code_or_name(world: World) -> None:
    """Both words of the catalogue name it, and nothing of another comes along."""
    two(world)
    with world.read() as work:
        kind = work.get(DeviceClass, class_of(world, "switch"))

    assert chosen(world, kind=kind.code) == chosen(world, kind=kind.name) == [SWITCH]


def test_team_has_what_it_was_handed_and_what_it_uses(world: World) -> None:
    """Handed out it is the team's until it comes back; of another team it never is."""
    items = two(world)
    with world.work() as work:
        other = mine.add_team(work, name="机电队")
    assert chosen(world, team="综采一队") == []
    with world.work("keeper") as work:
        handed = lots.issue(
            work, items["lamp"], quantity=Decimal(1), team_id=other.id,
            receiver_id=world.people["mechanic"].id, purpose="下井",
        )  # fmt: skip
    assert (chosen(world, team="机电队"), chosen(world, team="综采一队")) == ([LAMP], [])
    with world.work("keeper") as work:
        lots.give_back(work, handed.id, quantity=Decimal(1))
    assert chosen(world, team="机电队") == []


def test_place_has_what_is_used_in_or_below_it(world: World) -> None:
    """What stands in a roadway is found by its main roadway too, and not at the face."""
    with world.work() as work:
        main = mine.add_place(work, name=MAIN, zone="pit_bottom")
        road = mine.add_place(work, name=ROADWAY, zone="district_intake", parent_id=main.id)
    world.places[ROADWAY] = road.id
    usages.in_use(world, place=ROADWAY)

    assert chosen(world, place=ROADWAY) == chosen(world, place=MAIN) == [SWITCH]
    assert chosen(world, team="综采一队", place=ROADWAY) == [SWITCH]
    assert chosen(world, place=FACE) == []


def test_place_has_what_is_stored_there(world: World) -> None:
    """A store is a place."""
    items = two(world)
    with world.work("keeper") as work:
        lots.store(work, items["switch"], place_id=world.places["副井井口"])

    assert chosen(world, place="副井井口") == [SWITCH]


def test_generation_is_that_of_the_live_tag(world: World) -> None:
    """After a reprint a thing is of the second, and no longer of the first."""
    items = two(world)
    with world.work("keeper") as work:
        register.reprint(work, items["lamp"], reason="磨损")

    assert chosen(world, generation=1) == [SWITCH]
    assert chosen(world, generation=2) == [LAMP]


def test_unprinted_are_those_without_a_print_of_their_tag(world: World) -> None:
    """What was printed is left out until it gets a new tag."""
    items = two(world)
    asked = job(form="svg", size="50x30")
    with world.work("keeper") as work:
        found = [each for each in read(work) if each.model == LAMP]
        record(work, found, make(found, asked), "labels", asked)
    assert chosen(world, unprinted=True) == [SWITCH]
    with world.work("keeper") as work:
        register.reprint(work, items["lamp"], reason="磨损")

    assert chosen(world, unprinted=True) == sorted([SWITCH, LAMP])


def test_choice_that_nothing_fits_is_told(world: World) -> None:
    """It is the filter that leaves nothing, not the mine that has no tags."""
    two(world)
    with world.read() as work, pytest.raises(NotFound) as caught:
        read(work, generation=7)

    assert "请放宽条件" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"kind": "飞船"}, "class"), ({"team": "飞行队"}, "team"), ({"place": "月球"}, "place")],
)
def test_name_that_the_mine_does_not_have_is_told(
    world: World, wish: dict[str, str], field: str
) -> None:
    """A word that is misspelt is no empty choice."""
    with world.read() as work, pytest.raises(NotFound) as caught:
        read(work, **wish)  # type: ignore[arg-type]

    assert caught.value.field == field
    assert next(iter(wish.values())) in caught.value.message("zh")
