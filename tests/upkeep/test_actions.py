"""Upkeep on both databases: what is due, what was done, and the end of a thing."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.audit.replay import replay
from equiplink.errors import Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep.models import Due, Interval, Job
from tests.register.steps import tagged
from tests.upkeep import steps
from tests.world import World

KINDS = ("test", "maintenance", "care", "repair", "modification")


def item_of(world: World, item_id: UUID) -> Item:
    """Read an item."""
    with world.read() as work:
        return work.get(Item, item_id)


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def scheduled(world: World, product: str = "switch") -> UUID:
    """Return a tagged item whose checks count from today."""
    item_id, _ = tagged(world, product)
    steps.adopted(world)
    with world.work("mechanic") as work:
        upkeep.schedule(work, item_id)
    return item_id


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_work_is_recorded(world: World, kind: str) -> None:
    """Five of the nine words each leave their own action, who did it and who signed."""
    item_id, _ = tagged(world)

    job = steps.done(world, steps.started(world, item_id, kind))

    assert (job.state, job.signed_by) == ("passed", world.people["ex_inspector"].id)
    with world.read() as work:
        actions = [each.action for each in work.all(Entry, subject="job", subject_id=job.id)]
        assert replay(work) == []
    assert actions == [f"start_{kind}", "pass"]


@pytest.mark.parametrize("kind", ["repair", "modification"])
def test_repair_and_modification_void_fitness(world: World, kind: str) -> None:
    """From its beginning to its end every inspection is void, and then it is in stock again."""
    item_id, _ = tagged(world)
    job_id = steps.started(world, item_id, kind)
    begun = item_of(world, item_id)
    world.clock.forward(hours=5)
    steps.done(world, job_id)
    ended = item_of(world, item_id)

    assert (begun.state, ended.state) == ("in_repair", "in_stock")
    assert begun.unfit_since is not None
    assert ended.unfit_since == begun.unfit_since + timedelta(hours=5)


def test_failed_test_voids_fitness(world: World) -> None:
    """What failed a test is unfit; what passed one is not."""
    item_id, _ = tagged(world)
    steps.done(world, steps.started(world, item_id))
    passed = item_of(world, item_id).unfit_since
    job = steps.done(world, steps.started(world, item_id), passed=False)

    assert passed is None
    assert (job.state, item_of(world, item_id).unfit_since) == ("failed", world.clock.now)


def test_second_repair_waits_for_the_first(world: World) -> None:
    """One repair of an item is open at a time; a test may run beside it."""
    item_id, _ = tagged(world)
    steps.started(world, item_id, "repair")

    with pytest.raises(Refused) as caught:
        steps.started(world, item_id, "modification")
    assert codes(caught) == {"J02"}
    steps.started(world, item_id, "test")


def test_refused_closing_leaves_the_job_open(world: World) -> None:
    """All reasons come at once, and nothing is half-written."""
    item_id, _ = tagged(world)
    job_id = steps.started(world, item_id, "modification", note="")
    who = world.people["mechanic"].id

    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, done_by=who, signed_by=who, report="")
    assert codes(caught) == {"L03", "G06R", "G06S", "G07"}
    with world.read() as work:
        job = work.get(Job, job_id)
    assert (job.state, job.signed_by) == ("open", None)


def test_signer_without_certificate_does_not_count(world: World) -> None:
    """A planner holds no certificate, and nobody at all is no signature."""
    item_id, _ = tagged(world)
    job_id = steps.started(world, item_id)

    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, signed_by=world.people["planner"].id)
    assert codes(caught) == {"L03C"}
    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, signed_by=None)
    assert codes(caught) == {"L03S"}


def test_closed_job_is_not_closed_again(world: World) -> None:
    """A job passes or fails once."""
    item_id, _ = tagged(world)
    job_id = steps.started(world, item_id)
    steps.done(world, job_id)

    with pytest.raises(IllegalStep):
        steps.done(world, job_id, passed=False)


def test_only_mechanics_work_on_things(world: World) -> None:
    """A keeper starts no repair, and the item stays as it was."""
    item_id, _ = tagged(world)

    with pytest.raises(Forbidden), world.work("keeper") as work:
        upkeep.start_repair(work, item_id)
    assert item_of(world, item_id).state == "in_stock"


def test_heavy_rescuer_does_not_pass(world: World) -> None:
    """A self-rescuer that was not weighed, or gained more than 10 g, fails its test."""
    item_id, _ = tagged(world, "rescuer")
    job_id = steps.started(world, item_id)

    with pytest.raises(Refused) as caught:
        steps.done(world, job_id, measured={"gain_g": Decimal(11)})
    assert "P13G" in codes(caught)
    job = steps.done(world, job_id, measured={"gain_g": Decimal("9.5")})
    assert job.measured == {"gain_g": "9.5"}


def test_unknown_measure_names_the_possible_ones(world: World) -> None:
    """A measure that no rule judges is unreadable."""
    item_id, _ = tagged(world)
    job_id = steps.started(world, item_id)

    with pytest.raises(Unreadable) as caught:
        steps.done(world, job_id, measured={"colour": Decimal(1)})
    assert caught.value.field == "measured"
    assert "gain_g" in caught.value.message()


def test_new_rope_with_bad_wires_is_for_material_only(world: World) -> None:
    """At 6 % it passes with a warning that the ledger keeps, at 10 % it does not pass."""
    item_id, _ = tagged(world, "cable")
    job = steps.started(world, item_id)
    with pytest.raises(Refused) as caught:
        steps.done(world, job, measured={"worn_percent": Decimal(10)})
    steps.done(world, job, measured={"worn_percent": Decimal(6)})
    with world.read() as work:
        entry = work.first(Entry, subject_id=job, action="pass")

    assert "I15N" in {finding.code for finding in caught.value.findings}
    assert entry is not None
    assert "I15M" in str(entry.data)


def test_intervals_are_adopted_once(world: World) -> None:
    """Taking them over again adds nothing and loosens nothing."""
    scheduled(world)
    with world.work("safety_officer") as work:
        first = work.all(Interval)
        again = upkeep.adopt_intervals(work)

    assert "防爆性能检查" in {each.name for each in first}
    assert list(again) == []


def test_due_list_names_the_first_check(world: World) -> None:
    """A month after it was scheduled the ex check is due, the day after it is overdue."""
    item_id = scheduled(world)
    day = world.clock.now.date() + timedelta(days=30)
    with world.read() as work:
        before = upkeep.due(work, day - timedelta(days=1))
        on_the_day = upkeep.due(work, day)
    world.clock.forward(days=31)
    with world.read() as work:
        after = upkeep.due(work, day)

    assert before == []
    assert [(d.item.id, d.interval.name, d.overdue) for d in on_the_day] == [
        (item_id, "防爆性能检查", False)
    ]
    assert [d.overdue for d in after] == [True]
    assert item_of(world, item_id).next_due_on == day


def test_passed_check_moves_its_day_on(world: World) -> None:
    """The next day counts from the day it was done; the item shows the first of its days."""
    item_id = scheduled(world)
    with world.read() as work:
        ex = work.first(Interval, name="防爆性能检查")
    assert ex is not None
    world.clock.forward(days=20)
    job = steps.done(world, steps.started(world, item_id, interval_id=ex.id))

    expected = world.clock.now.date() + timedelta(days=30)
    assert job.next_due_on == expected
    assert item_of(world, item_id).next_due_on == expected


def test_check_that_was_never_scheduled_is_scheduled_by_its_job(world: World) -> None:
    """Without an interval named, the only one of its kind is meant."""
    item_id, _ = tagged(world, "rescuer")
    steps.adopted(world)
    job = steps.done(world, steps.started(world, item_id), measured={"gain_g": Decimal(0)})

    assert job.next_due_on == world.clock.now.date() + timedelta(days=90)
    with world.read() as work:
        assert [each.due_on for each in work.all(Due)] == [job.next_due_on]


def test_interval_of_other_goods_is_unreadable(world: World) -> None:
    """A support is not weighed like a self-rescuer."""
    support, _ = tagged(world, "support")
    tagged(world, "rescuer")
    steps.adopted(world)
    with world.read() as work:
        other = work.first(Interval, name="自救器称重和气密性检查")
    assert other is not None

    with pytest.raises(Unreadable) as caught:
        steps.started(world, support, interval_id=other.id)
    assert caught.value.field == "interval_id"


def test_interval_is_only_made_stricter(world: World) -> None:
    """Every 20 days brings the due day forward by 10; 31 days are refused."""
    item_id = scheduled(world)
    with world.work("safety_officer") as work:
        ex = work.first(Interval, name="防爆性能检查")
        assert ex is not None
        upkeep.set_interval(work, ex.id, days=20)

    assert item_of(world, item_id).next_due_on == world.clock.now.date() + timedelta(days=20)
    for days in (0, 31):
        with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
            upkeep.set_interval(work, ex.id, days=days)
        assert caught.value.field == "days"


def test_what_is_in_repair_is_not_listed_as_due(world: World) -> None:
    """Nobody can check it now, and it is not overdue twice."""
    item_id = scheduled(world)
    steps.started(world, item_id, "repair")

    with world.read() as work:
        assert upkeep.due(work, date(2027, 12, 31)) == []


def test_unknown_item_is_not_found(world: World) -> None:
    """A number that the mine does not have names its field."""
    with pytest.raises(NotFound) as caught:
        steps.started(world, UUID(int=5))

    assert caught.value.field == "item_id"
