"""Hazards as other stages' tests need them."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.hazard import actions as hazard
from tests.templates import remembered
from tests.world import World


@remembered
def found(world: World, *, level: str = "general", origin: str = "mine", cause: str = "") -> UUID:
    """Open a hazard."""
    with world.work("safety_officer") as work:
        return hazard.find(
            work, title="3101 回风巷开关失爆", level=level, origin=origin, basis="X07", cause=cause
        ).id


@remembered
def assigned(
    world: World, *, level: str = "general", origin: str = "mine", cause: str = ""
) -> UUID:
    """Open a hazard and write down all five fulfilments."""
    hazard_id = found(world, level=level, origin=origin, cause=cause)
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="更换部件",
            funds=Decimal(500), due_on=work.today + timedelta(days=3), emergency_plan="停电撤人",
        )  # fmt: skip
    return hazard_id


@remembered
def rectified(
    world: World,
    *,
    by: str = "mechanic",
    level: str = "general",
    origin: str = "mine",
    cause: str = "",
) -> UUID:
    """Open a hazard and put it right."""
    hazard_id = assigned(world, level=level, origin=origin, cause=cause)
    with world.work(by) as work:
        hazard.rectify(work, hazard_id, evidence="更换后照片 2 张")
    return hazard_id


def close(world: World, hazard_id: UUID) -> None:
    """Give a hazard to somebody, let him put it right, and close it."""
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="补办",
            funds=Decimal(0), due_on=work.today, emergency_plan="不涉及",
        )  # fmt: skip
    with world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="补办记录")
    with world.work("safety_officer") as work:
        hazard.verify(work, hazard_id)


@remembered
def closed(world: World, *, level: str = "general", cause: str = "") -> UUID:
    """Open a hazard and close it by the safety officer."""
    hazard_id = rectified(world, level=level, cause=cause)
    with world.work("safety_officer") as work:
        hazard.verify(work, hazard_id)
    return hazard_id
