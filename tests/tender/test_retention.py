"""The files of a tender are kept for fifteen years after its last act."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from equiplink.errors import NotFound
from equiplink.mine import actions as mine
from equiplink.tender import actions as tender
from equiplink.tender.retention import kept_until
from tests.tender import steps
from tests.world import World


def test_files_are_kept_for_fifteen_years(world: World) -> None:
    """Counted from the last act; the mine may keep them longer."""
    made = steps.drafted(world)
    world.clock.forward(days=1)
    with world.work("buyer") as work:
        tender.cancel(work, made.tender_id, reason="计划调整")
    with world.read() as work:
        first = kept_until(work, made.tender_id)
    with world.work() as work:
        mine.set_policy(work, "tender.retention_years", 30)
    with world.read() as work:
        longer = kept_until(work, made.tender_id)

    assert (first, longer) == (date(2041, 11, 4), date(2056, 11, 4))


def test_leap_day_has_the_first_of_march(world: World) -> None:
    """2028-02-29 does not come again fifteen years later."""
    made = steps.drafted(world)
    world.clock.now = datetime(2028, 2, 28, 1, tzinfo=UTC)
    with world.work("buyer") as work:
        tender.cancel(work, made.tender_id, reason="计划调整")
    with world.read() as work:
        assert kept_until(work, made.tender_id) == date(2043, 3, 1)


def test_unknown_tender_is_told(world: World) -> None:
    """As everywhere."""
    with pytest.raises(NotFound), world.read() as work:
        kept_until(work, uuid4())
