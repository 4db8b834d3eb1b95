"""Safety marks whose status is to be asked for again."""

from __future__ import annotations

from datetime import date

from equiplink.agenda.queries import due as agenda
from equiplink.mine.states import Role
from equiplink.register.marks import due
from tests.register.steps import tagged
from tests.upkeep.steps import scrapped
from tests.world import World


def test_mark_is_asked_for_again_in_time(world: World) -> None:
    """Checked on 2026-11-01, due on 2027-01-30: listed from a month before, while it is carried."""
    item_id, _ = tagged(world)

    def listed() -> list[tuple[str, str, date]]:
        with world.read() as work:
            return [(each.code, each.number, each.on) for each in due(work)]

    early = listed()
    with world.read() as work:
        left = (date(2026, 12, 31) - work.today).days
    world.clock.forward(days=left)
    then = listed()
    with world.read() as work:
        told = [each.code for each in agenda(work, role=Role.SAFETY_OFFICER)]
    scrapped(world, item_id)

    assert early == []
    assert then == [("M08", "MZZ990102", date(2027, 1, 30))]
    assert "M08" in told
    assert listed() == []
