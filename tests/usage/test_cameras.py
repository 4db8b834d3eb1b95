"""Self-checks of cameras: each point that is not good is a hazard of its own."""

from __future__ import annotations

from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.errors import Refused, Unreadable
from equiplink.hazard.models import Hazard
from equiplink.register.models import Item
from equiplink.usage import cameras
from tests.usage.steps import in_use
from tests.world import World


def camera(world: World) -> UUID:
    """Return a thing in use whose class is a camera's."""
    item_id, _ = in_use(world, "sensor")
    with world.work() as work:
        product = work.get(Product, work.get(Item, item_id).product_id)
        work.get(DeviceClass, product.class_id).name = "合成矿用摄像仪"
    return item_id


def checked(world: World, item_id: UUID, note: str = "", **bad: bool) -> None:
    """Check one camera; *bad* names what is not good."""
    good = {"picture": True, "network": True, "coverage": True} | bad
    with world.work("mechanic") as work:
        cameras.check_camera(work, item_id, note=note, **good)


def hazards(world: World) -> dict[str, str]:
    """Return the state of each camera hazard by its point."""
    with world.read() as work:
        return {each.cause.split(":")[1]: each.state.value for each in work.all(Hazard)}


def next_check(world: World) -> list[int]:
    """Return in how many days a check is due."""
    with world.read() as work:
        return [each.left(work.today) for each in due(work) if each.code == "U68"]


def test_each_bad_point_is_one_hazard(world: World) -> None:
    """However often it is seen; when it is good again the hazard waits to be verified."""
    item_id = camera(world)
    checked(world, item_id, "雾气，右侧看不到", picture=False, coverage=False)
    checked(world, item_id, "仍有雾气", picture=False)
    once = hazards(world)
    checked(world, item_id)
    good = hazards(world)
    checked(world, item_id, "又有雾气", picture=False)

    assert once == {"picture": "found", "coverage": "rectified"}
    assert good == {"picture": "rectified", "coverage": "rectified"}
    assert hazards(world) == {"picture": "found", "coverage": "rectified"}


def test_cameras_are_checked_every_week(world: World) -> None:
    """From the day on which it was put up, then from the last check."""
    item_id = camera(world)
    first = next_check(world)
    world.clock.forward(days=9)
    late = next_check(world)
    checked(world, item_id)

    assert (first, late, next_check(world)) == ([7], [-2], [7])


def test_only_a_camera_in_use_is_checked(world: World) -> None:
    """U68; what is wrong is said in words."""
    item_id, _ = in_use(world)
    with pytest.raises(Refused) as caught:
        checked(world, item_id)

    assert [each.code for each in caught.value.findings] == ["U68"]


def test_what_is_wrong_is_said(world: World) -> None:
    """The field is named; nothing is kept."""
    item_id = camera(world)
    with pytest.raises(Unreadable) as caught:
        checked(world, item_id, network=False)

    assert caught.value.field == "note"
    assert hazards(world) == {}
