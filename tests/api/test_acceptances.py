"""Acceptance over HTTP: what anybody may compute again, and what is in doubt."""

from __future__ import annotations

from tests.acceptance import sampling_steps, steps
from tests.api.conftest import As
from tests.world import World


def test_sample_is_computed_again(world: World, as_: As) -> None:
    """Commitment, plan and draw are compared with what stands written."""
    sample = sampling_steps.drawn(world, sampling_steps.lot(world))
    told = as_(world, "inspector").get(f"/samples/{sample.id}/recomputed")

    assert told.json() == {"commitment": True, "plan": True, "drawn": True}


def test_faulty_instrument_shows_what_is_in_doubt(world: World, as_: As) -> None:
    """An instrument is calibrated and found faulty over HTTP; nothing was read with it."""
    gauge = steps.gauge(world)
    keeper = as_(world, "keeper")
    told = keeper.post(f"/instruments/{gauge}/find_faulty", json={"reason": "摔坏"})

    assert told.json()["state"] == "faulty"
    assert keeper.get(f"/instruments/{gauge}/suspects").json() == []
