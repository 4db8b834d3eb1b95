"""Goods that were accepted by a faulty instrument are held, on both databases."""

from decimal import Decimal

import pytest

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import floor, instruments
from equiplink.errors import NotFound
from equiplink.register import actions as register
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind
from equiplink.upkeep import suspects
from tests.acceptance import steps
from tests.acceptance.steps import SAMPLES
from tests.register.steps import tagged
from tests.upkeep.steps import done, started
from tests.world import World

GAP: list[floor.PointText] = [
    {"code": "gap", "kind": "dimension", "name": "间隙", "source": "制度", "unit": "mm"}
]


def test_faulty_instrument_holds_what_it_let_in(world: World) -> None:
    """One hazard and one hold for each item, however often it is asked."""
    steps.templated(world, "support", GAP)
    line = steps.delivered(world, {"support": 2}).lines["support"]
    gauges = [steps.gauge(world, number) for number in ("JL-1", "JL-2")]
    items = []
    for gauge in gauges:
        made = steps.presented(world, line, SAMPLES["support"])
        with world.work("acceptor") as work:
            floor.check(
                work, made, point="gap", passed=True, reading=Decimal("0.3"), unit="mm",
                instrument_id=gauge,
            )  # fmt: skip
            acceptance.accept(work, made)
        with world.work("keeper") as work:
            items.append(register.take_in(work, made, number=f"ZJ-{gauge}").id)
    with pytest.raises(NotFound), world.work("safety_officer") as work:
        suspects.quarantine(work, instrument_id=gauges[0])
    with world.work("keeper") as work:
        instruments.find_faulty(work, gauges[0], reason="示值超差")
    for _ in range(2):
        with world.work("safety_officer") as work:
            hazard = suspects.quarantine(work, instrument_id=gauges[0])

    with world.read() as work:
        (held,) = work.all(Hold)
    assert (held.key, held.kind, held.hazard_id) == (
        str(items[0]),
        HoldKind.QUARANTINE,
        hazard.id,
    )


def test_faulty_instrument_holds_what_it_tested(world: World) -> None:
    """A test that passed by its readings holds the thing; scrapped things are left alone."""
    item_id, _ = tagged(world)
    other, _ = tagged(world)
    job = done(world, started(world, item_id), instrument_id=steps.gauge(world))
    done(world, started(world, other))
    assert job.instrument_id is not None
    with world.work("keeper") as work:
        instruments.find_faulty(work, job.instrument_id, reason="示值超差")
    with world.work("safety_officer") as work:
        suspects.quarantine(work, instrument_id=job.instrument_id)

    with world.read() as work:
        assert [each.key for each in work.all(Hold)] == [str(item_id)]
