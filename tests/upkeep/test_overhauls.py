"""The plan of overhauls and its rate, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.audit.kpi import Rate, kpi
from equiplink.errors import Refused, Unreadable
from equiplink.upkeep import overhauls
from equiplink.upkeep.models import Overhaul
from tests.register.steps import tagged
from tests.upkeep.steps import done, repaired, scrapped, started
from tests.world import World


def planned(world: World, item_id: UUID, *, days: int | None = None) -> UUID:
    """Put a thing on the plan, by the end of the year or in some *days*."""
    with world.work("mechanic") as work:
        end = date(work.today.year, 12, 31)
        on = end if days is None else work.today + timedelta(days=days)
        return overhauls.plan(work, item_id, due_on=on, scope="更换轴承，全面检修").id


def finished(world: World, overhaul_id: UUID, job_id: UUID) -> Overhaul:
    """Say which job it was."""
    with world.work("mechanic") as work:
        return overhauls.finish(work, overhaul_id, job_id=job_id)


def rate(world: World, on: date | None = None) -> Rate:
    """Return 大修计划完成率."""
    with world.read() as work:
        return next(each for each in kpi(work, on=on) if each.code == "I19G")


def test_plan_is_fulfilled_by_a_repair(world: World) -> None:
    """Due until then; the rate counts it, and yesterday's does not change."""
    item_id, _ = tagged(world)
    other, _ = tagged(world)
    first, second = planned(world, item_id), planned(world, other)
    with world.read() as work:
        waiting = [each.subject_id for each in due(work) if each.code == "I19G"]
        yesterday = work.today
    before = rate(world)
    world.clock.forward(days=1)
    finished(world, first, repaired(world, item_id).id)

    assert sorted(waiting) == sorted([item_id, other])
    assert (before.part, before.whole, before.target) == (0, 2, 30)
    assert (rate(world).part, rate(world, yesterday).part) == (1, 0)
    with world.work("approver") as work:
        overhauls.drop(work, second, reason="设备调出")
    assert (rate(world).whole, len(rate(world).against)) == (2, 1)


def test_year_end_asks_for_ninety(world: World) -> None:
    """The target of the last day; before mid-year there is none."""
    assert rate(world, date(2025, 12, 31)).target == 90
    assert rate(world, date(2026, 6, 30)).target == 30
    assert rate(world, date(2026, 6, 29)).target == 0


def test_other_work_is_no_overhaul(world: World) -> None:
    """U38: a test, an open repair, and the repair of another thing."""
    item_id, _ = tagged(world)
    other, _ = tagged(world)
    overhaul_id = planned(world, item_id)
    tested = done(world, started(world, item_id)).id
    opened, foreign = started(world, item_id, "repair"), repaired(world, other).id
    for job_id in (tested, opened, foreign):
        with pytest.raises(Refused) as caught:
            finished(world, overhaul_id, job_id)
        assert [each.code for each in caught.value.findings] == ["U38"]

    assert finished(world, overhaul_id, done(world, opened).id).job_id == opened


def test_past_days_and_scrap_are_not_planned(world: World) -> None:
    """U37; today may be planned, and what is to be done is said."""
    item_id, _ = tagged(world)
    planned(world, item_id, days=0)
    with pytest.raises(Refused) as past:
        planned(world, item_id, days=-1)
    with pytest.raises(Unreadable) as silent, world.work("mechanic") as work:
        overhauls.plan(work, item_id, due_on=work.today, scope=" ")
    scrapped(world, item_id)
    with pytest.raises(Refused) as gone:
        planned(world, item_id)

    assert {each.code for each in (*past.value.findings, *gone.value.findings)} == {"U37"}
    assert silent.value.field == "scope"
