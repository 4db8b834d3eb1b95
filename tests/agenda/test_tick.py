"""What time has decided is written down once, by the clock, and nothing before its moment."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from equiplink.agenda.actions import Done, tick
from equiplink.audit.replay import replay
from equiplink.errors import Forbidden, Unreadable
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.tender import objections
from equiplink.tender.models import Tender
from equiplink.work import Actor
from tests.campaign import steps as campaigns
from tests.hazard import steps as hazards
from tests.tender import steps as tenders
from tests.world import World


def ticked(world: World) -> list[Done]:
    """Let the clock do its work."""
    with world.chain.work(Actor.clock(world.mine_id)) as work:
        return tick(work)


def state_of(world: World, tender_id: UUID) -> str:
    """Return the state of a tender."""
    with world.read() as work:
        return str(work.get(Tender, tender_id).state)


def entries(world: World) -> int:
    """Count the ledger."""
    with world.read() as work:
        return len(work.all(Entry, Entry.id))


def test_only_the_clock_ticks(world: World) -> None:
    """An administrator asks for it; the acts are the clock's."""
    with pytest.raises(Forbidden), world.work("administrator") as work:
        tick(work)


def test_nobody_is_the_clock(world: World) -> None:
    """The role is given to no person."""
    with pytest.raises(Unreadable, match="clock"), world.work() as work:
        mine.change_roles(work, world.people["buyer"].id, ["buyer", "clock"])


def test_tender_fails_at_its_deadline(world: World) -> None:
    """Two bids are too few at the very moment of the deadline, and not one second before."""
    made = tenders.sealed(world, prices=tenders.PRICES[:2])
    world.clock.now += timedelta(days=20, seconds=-1)
    early = ticked(world)
    world.clock.now += timedelta(seconds=1)
    done = ticked(world)

    assert early == []
    assert [(each.code, each.subject_id) for each in done] == [("T30", made.tender_id)]
    assert "2 家" in done[0].zh
    assert state_of(world, made.tender_id) == "failed"


def test_second_tick_changes_nothing(world: World) -> None:
    """Run twice at one moment, or an hour later: the same rows."""
    tenders.sealed(world, prices=tenders.PRICES[:2])
    campaigns.running(world)
    world.clock.forward(days=20)
    first = ticked(world)
    written = entries(world)
    again = ticked(world)
    world.clock.forward(hours=1)
    later = ticked(world)

    assert first
    assert (again, later) == ([], [])
    assert entries(world) == written
    with world.read() as work:
        assert replay(work) == []


def test_tender_with_enough_bids_is_left_to_people(world: World) -> None:
    """Three bids are opened by people, however late."""
    made = tenders.sealed(world)
    world.clock.forward(days=30)

    assert ticked(world) == []
    assert state_of(world, made.tender_id) == "published"


def test_objection_stops_the_clock_too(world: World) -> None:
    """While an objection waits, nothing fails; that it waits becomes a hazard on the fourth day."""
    made = tenders.sealed(world, prices=tenders.PRICES[:2])
    world.clock.forward(days=10)
    with world.work("buyer") as work:
        objection = objections.object_to(work, made.tender_id, text="开标时间不明")
    world.clock.forward(days=3)
    world.clock.now = world.clock.now.replace(hour=15, minute=59, second=59)
    last_second = ticked(world)
    world.clock.now += timedelta(seconds=1)
    midnight = ticked(world)
    world.clock.forward(days=10)
    after_the_deadline = ticked(world)

    assert (last_second, after_the_deadline) == ([], [])
    assert [each.code for each in midnight] == ["T24A"]
    assert state_of(world, made.tender_id) == "published"
    with world.work("buyer") as work:
        objections.answer(work, objection.id, text="以公告为准")
    assert [each.code for each in ticked(world)] == ["T30"]


def test_missed_round_is_a_hazard_once_for_ever(world: World) -> None:
    """Closing the hazard does not bring it back at the next tick, and the clock found it."""
    campaigns.running(world)
    world.clock.forward(days=1)
    (done,) = ticked(world)
    with world.read() as work:
        found = work.get(Hazard, done.subject_id)

    assert (done.code, found.basis, found.found_by) == ("H01", "H01", UUID(int=1))
    hazards.close(world, done.subject_id)
    assert ticked(world) == []
