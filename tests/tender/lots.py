"""A tender of three lots, for the tests of lots."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.tender import queries
from equiplink.tender.models import Tender
from tests.templates import remembered
from tests.tender import steps
from tests.tender.steps import Tendered, evaluated
from tests.world import World

LINES = {"switch": 2, "lamp": 10, "bolt": 100}
WITHIN = {"switch": "1", "lamp": "2", "bolt": "3"}
THREE: dict[str, Any] = {"lines": LINES, "within": WITHIN, "estimate": Decimal(1000)}
LOW, MIDDLE, HIGH = PRICES = (Decimal(900), Decimal(950), Decimal(980))
THIRD_IS_SHORT = {"1": PRICES, "2": PRICES, "3": PRICES[:2]}


def states(world: World, made: Tendered) -> list[str]:
    """Return the state of each lot in the order of the notice, and then the tender's."""
    with world.read() as work:
        lots = [lot.state for lot in queries.lots(work, made.tender_id)]
        return [*lots, work.get(Tender, made.tender_id).state]


def bids_of(made: Tendered, lot: int) -> list[UUID]:
    """Return the three bids for a lot, the lowest first."""
    return made.bids[3 * lot - 3 : 3 * lot]


@remembered
def shown(world: World, **how: Any) -> Tendered:
    """Publicise the candidates of three lots and wait until that is over."""
    made = evaluated(world, **THREE, **{"prices": PRICES} | how)
    steps.show(world, made.tender_id)
    return made
