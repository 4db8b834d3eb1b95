"""Tables of steps and signatures, for tests of approval and of the stages that use it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from equiplink.plan import actions as plan
from equiplink.plan import routes
from equiplink.plan.approval_models import Seat, SigningStep
from equiplink.plan.models import Plan
from equiplink.plan.routes import StepWanted
from tests.world import World


def step(no: int, name: str, world: World, *people: str, **how: Any) -> StepWanted:
    """Return a row of the table that names *people*."""
    named = [world.people[each].id for each in people]
    return {"no": no, "name": name, "people": named, **how}  # type: ignore[typeddict-item]


def route(world: World, *steps: StepWanted, matter: str = "plan") -> None:
    """Set the mine's table."""
    with world.work() as work:
        routes.set_route(work, steps=steps, reason="合成测试流程", matter=matter)


def sign(world: World, plan_id: UUID, *names: str) -> None:
    """Let each of *names* sign in turn."""
    for name in names:
        with world.work(name) as work:
            plan.approve(work, plan_id, note="同意")


def state(world: World, plan_id: UUID) -> str:
    """Return the state of a plan."""
    with world.read() as work:
        return str(work.get(Plan, plan_id).state)


def frozen(world: World, plan_id: UUID) -> list[tuple[int, str, list[str]]]:
    """Return the set in force: number, name and people of each step."""
    people = {actor.id: name for name, actor in world.people.items()}
    with world.read() as work:
        return [
            (each.no, each.name, sorted(people[seat.person_id] for seat in seats))
            for each in work.all(SigningStep, SigningStep.no, subject_id=plan_id, voided_at=None)
            if (seats := work.all(Seat, step_id=each.id)) is not None
        ]
