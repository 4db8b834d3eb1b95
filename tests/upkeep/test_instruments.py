"""What a test was measured with, the file of its report, and an instrument found faulty later."""

from uuid import UUID

import pytest

from equiplink.acceptance import instruments
from equiplink.agenda.queries import due
from equiplink.errors import NotFound, Refused
from equiplink.files import actions as files
from equiplink.ledger import Entry
from equiplink.upkeep.models import Interval, Job
from equiplink.upkeep.spoiled import spoiled
from tests.acceptance import steps as floor
from tests.register.steps import tagged
from tests.upkeep import steps
from tests.world import World


def insulation(world: World, item_id: UUID) -> UUID:
    """Begin the test of the insulation."""
    with world.read() as work:
        (check,) = [
            each.id
            for each in work.all(Interval, name="绝缘电阻检查")
            if each.class_id == steps.class_of(work, item_id)
        ]
    return steps.started(world, item_id, interval_id=check)


@pytest.fixture
def item_id(world: World) -> UUID:
    """A switch on the register whose class has its intervals."""
    made, _ = tagged(world)
    steps.adopted(world)
    return made


def test_measured_test_names_an_instrument_in_calibration(world: World, item_id: UUID) -> None:
    """U64, U65: none at all and a faulty one refuse; one that reads right stands in the ledger."""
    job_id, gauge = insulation(world, item_id), steps.gauge(world)
    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, instrument_id=None)
    assert [each.code for each in caught.value.findings] == ["U64"]
    with world.work("keeper") as work:
        instruments.find_faulty(work, gauge, reason="示值超差")
    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, instrument_id=gauge)
    assert [each.code for each in caught.value.findings] == ["U65"]

    good = floor.gauge(world, "JL-10")
    steps.done(world, job_id, instrument_id=good)
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=job_id, action="pass")
    assert entry.data["instrument_id"] == str(good)


def test_report_is_bound_by_its_hash(world: World, item_id: UUID) -> None:
    """An outside body's report stands for the instrument; a void one, or another's, does not."""
    job_id = insulation(world, item_id)
    report_id, void = steps.reported(world, job_id), steps.reported(world, job_id)
    with world.work("mechanic") as work:
        files.void(work, void, reason="传错")
    with pytest.raises(NotFound):
        steps.done(world, job_id, instrument_id=None, report_id=void)

    job = steps.done(world, job_id, instrument_id=None, report_id=report_id)
    with world.read() as work:
        (kept,) = files.of(work, job_id)
    assert job.report_sha256 == kept.sha256


def test_modification_keeps_its_report(world: World, item_id: UUID) -> None:
    """U66: a number alone is no report."""
    job_id = steps.started(world, item_id, "modification")

    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, report_id=None)
    assert [each.code for each in caught.value.findings] == ["U66"]


def test_faulty_instrument_spoils_its_tests_until_they_are_made_again(
    world: World, item_id: UUID
) -> None:
    """They are listed and due; a test with a good instrument ends it."""
    gauge, job_id = steps.gauge(world), insulation(world, item_id)
    steps.done(world, job_id, instrument_id=gauge)
    other, _ = tagged(world)
    steps.done(world, insulation(world, other), instrument_id=floor.gauge(world, "JL-10"))
    with world.read() as work:
        assert spoiled(work, gauge) == []
    with world.work("keeper") as work:
        instruments.find_faulty(work, gauge, reason="示值超差")
    with world.read() as work:
        listed = [each.subject_id for each in due(work) if each.code == "U65"]
        found = [each.id for each in spoiled(work, gauge)]
    assert (found, listed) == ([job_id], [item_id])

    world.clock.forward(hours=1)
    steps.done(world, insulation(world, item_id), instrument_id=floor.gauge(world, "JL-11"))
    with world.read() as work:
        assert spoiled(work, gauge) == []
        assert work.get(Job, job_id).state == "passed"
