"""The agenda lists what each stage has outstanding, the overdue first."""

from __future__ import annotations

from datetime import date

import pytest

from equiplink.agenda import queries
from equiplink.errors import Unreadable
from equiplink.mine import calendar
from equiplink.tender import objections
from tests.campaign import steps as campaigns
from tests.hazard import steps as hazards
from tests.tender import steps as tenders
from tests.world import World


def codes(world: World, *, role: str = "", until: date | None = None) -> list[str]:
    """Return the codes of the agenda, in its order."""
    with world.read() as work:
        return [each.code for each in queries.due(work, until=until, role=role)]


def object_to(world: World, tender_id: object) -> None:
    """Object to the documents of a tender."""
    with world.work("buyer") as work:
        objections.object_to(work, tender_id, text="技术参数指向特定厂家")  # type: ignore[arg-type]


def test_empty_mine_has_nothing_to_do(world: World) -> None:
    """No row is made up."""
    assert codes(world) == []


def test_tender_is_opened_at_its_deadline(world: World) -> None:
    """A published tender stands on the day of its deadline until it is opened."""
    made = tenders.sealed(world)
    with world.read() as work:
        (row,) = queries.due(work)

    assert (row.code, row.on, row.role) == ("T30T", date(2026, 11, 22), "buyer")
    world.clock.forward(days=20)
    tenders.open_and_seat(world, made)
    assert codes(world) == []


def test_objection_is_answered_in_three_days(world: World) -> None:
    """The answer is due on the third day, or after the rest when that is a day of rest."""
    made = tenders.published(world)
    object_to(world, made.tender_id)
    with world.read() as work:
        first = queries.due(work)[0]
    with world.work() as work:
        calendar.announce(work, document="合成放假通知", rest=[date(2026, 11, 5)])
    with world.read() as work:
        moved = queries.due(work)[0]

    assert (first.code, first.on) == ("T24A", date(2026, 11, 5))
    assert (moved.code, moved.on) == ("T24A", date(2026, 11, 6))


def test_report_is_publicised_in_three_days(world: World) -> None:
    """Who is not compelled by law follows the house's rule."""
    tenders.evaluated(world)
    with world.read() as work:
        (row,) = queries.due(work)
        left = row.left(work.today)

    assert (row.code, left) == ("T35H", 3)


def test_overdue_comes_first(world: World) -> None:
    """The list is in the order of the days, whatever the stage."""
    tenders.published(world)
    hazards.assigned(world)
    campaigns.running(world)
    world.clock.forward(days=4)
    with world.read() as work:
        rows = queries.due(work)
        left = [each.left(work.today) for each in rows]

    assert left == sorted(left)
    assert (left[0], left[-1]) == (-4, 16)
    assert {each.code for each in rows} == {"H01", "H11", "T30T"}


def test_a_day_and_a_role_narrow_it(world: World) -> None:
    """``until`` is the last day that counts."""
    tenders.published(world)
    hazards.assigned(world)

    assert codes(world, role="buyer") == ["T30T"]
    assert codes(world, until=date(2026, 11, 5)) == ["H11"]
    assert codes(world, until=date(2026, 11, 4)) == []


def test_unknown_role_is_told(world: World) -> None:
    """The answer names the roles there are."""
    with pytest.raises(Unreadable, match="role"):
        codes(world, role="boss")
