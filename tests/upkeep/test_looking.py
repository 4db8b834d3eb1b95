"""失爆: what is looked at, and what a loss of protection leads to."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Refused, Unreadable
from equiplink.hazard.models import Hazard
from equiplink.register.hold_models import Hold
from equiplink.upkeep.models import Interval
from equiplink.upkeep.table import FLAMEPROOF_CHECK
from tests.register.steps import tagged
from tests.upkeep import steps
from tests.world import World


def begun(world: World, item_id: UUID) -> UUID:
    """Begin the monthly check."""
    with world.read() as work:
        (check,) = work.all(Interval, name=FLAMEPROOF_CHECK, class_id=steps.class_of(work, item_id))
    return steps.started(world, item_id, interval_id=check.id)


@pytest.fixture
def item_id(world: World) -> UUID:
    """A flameproof switch on the register."""
    made, _ = tagged(world)
    steps.adopted(world)
    return made


def refusal(world: World, job_id: UUID, **other: Any) -> list[str]:
    """Try to pass; return the rules that refuse."""
    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, **other)
    return [each.code for each in caught.value.findings if each.denies]


def test_every_point_is_looked_at(world: World, item_id: UUID) -> None:
    """X08: nothing looked at, and one point left out, do not pass; a sound one does."""
    job_id = begun(world, item_id)
    assert refusal(world, job_id, look=None) == ["X08", "X08W", "X08G", "X08C", "X08P"]
    partly = {key: value for key, value in steps.sound(world).items() if key != "weld_whole"}
    assert refusal(world, job_id, look=partly) == ["X08W"]
    with pytest.raises(Unreadable):
        steps.done(world, job_id, look=steps.sound(world, dent_depth=Decimal("0.00001")))

    job = steps.done(world, job_id)
    assert (job.state, job.looked["dent_depth"], job.looked["lost"]) == ("passed", "0", [])


def test_intrinsically_safe_goods_have_no_joints(world: World) -> None:
    """A lamp is no flameproof shell: its monthly check asks for no look."""
    lamp, _ = tagged(world, "lamp")
    steps.adopted(world)

    assert steps.done(world, begun(world, lamp), look=None).state == "passed"


@pytest.mark.parametrize(
    ("place", "level", "basis"),
    [("地面库房", "general", "X08G"), ("3101综采工作面", "major", "X09")],
)
def test_loss_holds_until_it_is_repaired(
    world: World, item_id: UUID, place: str, level: str, basis: str
) -> None:
    """One hazard and one hold, however often it is seen; then U67 asks for the repair."""
    cracked = steps.sound(world, place, glands_whole=False)
    for _ in range(2):
        steps.done(world, begun(world, item_id), passed=False, look=cracked)
    with world.read() as work:
        (hazard,) = work.all(Hazard)
        (hold,) = work.all(Hold)
    assert (hazard.level, hazard.basis, hazard.item_id) == (level, basis, item_id)
    assert (hold.key, hold.hazard_id) == (str(item_id), hazard.id)
    assert refusal(world, begun(world, item_id)) == ["U67"]

    steps.repaired(world, item_id)
    assert steps.done(world, begun(world, item_id)).state == "passed"
