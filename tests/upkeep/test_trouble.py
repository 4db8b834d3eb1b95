"""Faults and repairs outside, on both databases."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda import queries
from equiplink.errors import IllegalStep, Refused, Unreadable
from equiplink.upkeep import faults, outside
from equiplink.upkeep.faults import Downtime
from tests.gate import steps as gates
from tests.register.steps import tagged
from tests.upkeep import steps
from tests.world import World


def told(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def failed(world: World, item_id: UUID, **words: Any) -> UUID:
    """Report a fault."""
    with world.work("mechanic") as work:
        return faults.report(work, item_id, **({"what": "接触器烧毁"} | words)).id


def cleared(world: World, fault_id: UUID, job_id: UUID) -> None:
    """Clear a fault by a job."""
    with world.work("mechanic") as work:
        faults.clear(work, fault_id, job_id=job_id)


def downtime(world: World, item_id: UUID) -> Downtime:
    """Return how long it stood still."""
    with world.read() as work:
        return faults.downtime(work, item_id)


def test_downtime_lasts_from_the_fault_to_the_end_of_its_repair(world: World) -> None:
    """Two faults at once count once, and one that stops nothing counts no hours."""
    item_id, _ = tagged(world)
    first, second = failed(world, item_id), failed(world, item_id)
    failed(world, item_id, what="指示灯不亮", stops=False)
    world.clock.forward(hours=6)
    job = steps.done(world, steps.started(world, item_id, "repair"))
    cleared(world, first, job.id)
    cleared(world, second, job.id)
    world.clock.forward(hours=6)

    assert downtime(world, item_id) == Downtime(faults=3, open=1, hours=Decimal(6))
    with pytest.raises(IllegalStep):
        cleared(world, first, job.id)


def test_fault_is_cleared_by_a_passed_job_after_it(world: World) -> None:
    """Neither an open job, nor one from before, puts it right."""
    item_id, _ = tagged(world)
    before = steps.done(world, steps.started(world, item_id))
    world.clock.forward(hours=1)
    fault = failed(world, item_id)
    open_job = steps.started(world, item_id, "repair")

    for job_id in (before.id, open_job):
        with pytest.raises(Refused) as caught:
            cleared(world, fault, job_id)
        assert told(caught) == {"U30"}


def test_unreadable_faults_name_their_field(world: World) -> None:
    """What happened is said, and it happened already."""
    item_id, _ = tagged(world)
    future = world.clock.now + timedelta(hours=1)

    for field, value in (("what", " "), ("since", future)):
        with pytest.raises(Unreadable) as caught:
            failed(world, item_id, **{field: value})
        assert caught.value.field == field


def sent(world: World, job_id: UUID, **words: Any) -> UUID:
    """Send a thing out for ten days."""
    said: dict[str, Any] = {
        "firm": "合成防爆修理厂",
        "qualification": "合成-F-001",
        "due_back_on": world.clock.now.date() + timedelta(days=10),
    } | words
    with world.work("mechanic") as work:
        return outside.send_out(work, job_id, **said).id


def test_repair_outside_is_closed_after_the_return(world: World) -> None:
    """Until then it is on the agenda, and the job cannot be passed."""
    item_id, _ = tagged(world)
    job = steps.started(world, item_id, "repair")
    away = sent(world, job)
    with world.read() as work:
        (row,) = (each for each in queries.due(work) if each.code == "U34")
    with pytest.raises(Refused) as caught:
        steps.done(world, job)
    assert told(caught) == {"U35"}
    with pytest.raises(Unreadable), world.work("mechanic") as work:
        outside.take_back(work, away, condition=" ")
    with world.work("mechanic") as work:
        outside.take_back(work, away, condition="修复，附出厂检验报告")

    assert row.on == world.clock.now.date() + timedelta(days=10)
    assert steps.done(world, job).state == "passed"


def test_nothing_is_sent_away_from_below_twice_or_to_anybody(world: World) -> None:
    """It is brought out first, leaves once, and an ex device goes to a qualified firm."""
    below, _ = gates.entered(world)
    with pytest.raises(Refused) as caught:
        sent(world, steps.started(world, below, "repair"))
    assert told(caught) == {"U31"}


def test_sending_names_every_objection(world: World) -> None:
    """No open repair, no qualification, a day that has passed; and not twice."""
    item_id, _ = tagged(world)
    test = steps.started(world, item_id)
    with pytest.raises(Refused) as caught:
        sent(world, test, qualification="", due_back_on=world.clock.now.date() - timedelta(days=1))
    assert told(caught) == {"U32", "U33", "U34"}
    job = steps.started(world, item_id, "repair")
    sent(world, job)
    with pytest.raises(Refused) as caught:
        sent(world, job)
    assert told(caught) == {"U32"}
