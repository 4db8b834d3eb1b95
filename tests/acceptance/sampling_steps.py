"""Lots that are sampled, for tests of this stage and of the service."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.acceptance import sampling
from equiplink.acceptance.sample_models import Sample, SamplingRisk
from tests.acceptance.steps import SAMPLES, class_of, delivered, presented
from tests.world import World

RISKS: dict[str, sampling.RiskText] = {
    name: {"aql": Decimal(aql), "lq": Decimal(lq), "alpha": Decimal(5), "beta": Decimal(10)}
    for name, aql, lq in (("normal", 4, 20), ("tightened", 4, 15), ("reduced", 4, 30))
}


def lot(world: World, name: str = "bolt", quantity: int = 50) -> UUID:
    """Present a lot of a class that is sampled."""
    class_id = class_of(world, name)
    with world.work() as work:
        if work.first(SamplingRisk, class_id=class_id) is None:
            sampling.set_risks(work, class_id=class_id, edition="1", risks=RISKS)
    line = delivered(world, {name: quantity}).lines[name]
    return presented(world, line, SAMPLES[name], quantity=Decimal(quantity))


def drawn(world: World, acceptance_id: UUID, **how: Any) -> Sample:
    """Prepare and draw."""
    with world.work("acceptor") as work:
        made = sampling.prepare(work, acceptance_id, **how)
    with world.work("keeper") as work:
        return sampling.draw(work, made.id, word="3 5 1")
