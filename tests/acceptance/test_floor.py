"""Templates, answers and instruments through their verbs, on both databases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import floor, instruments
from equiplink.acceptance.check_models import CheckAnswer, Instrument, Suspicion
from equiplink.acceptance.check_states import Family, InstrumentState
from equiplink.acceptance.template_table import EACH, SPACING, TEMPLATES
from equiplink.agenda.queries import due
from equiplink.catalogue.models import DeviceClass
from equiplink.errors import Duplicate, IllegalStep, NotFound, Refused, Unreadable
from equiplink.files import actions as files
from equiplink.ledger import Entry
from tests.acceptance import steps
from tests.acceptance.steps import SAMPLES
from tests.contract.steps import Delivered
from tests.world import World

SWITCH, CABLE = SAMPLES["switch"], SAMPLES["cable"]
MARKS: list[floor.PointText] = [
    {"code": each.code, "kind": each.kind.value, "name": each.name, "source": each.source,
     "unit": each.unit}
    for each in TEMPLATES[Family.CABLE] if each.code in {SPACING, EACH}
]  # fmt: skip
SMALL: list[floor.PointText] = [
    {"code": "look", "kind": "appearance", "name": "外观", "source": "制度"},
    {"code": "gap", "kind": "dimension", "name": "间隙", "source": "制度", "unit": "mm",
     "high": Decimal("0.5")},
]  # fmt: skip


@pytest.fixture
def arrived(world: World) -> Delivered:
    """Four switches on the floor, of a class with a template of a look and a reading."""
    steps.templated(world, "switch", SMALL)
    return steps.delivered(world, {"switch": 4})


def present(world: World, arrived: Delivered) -> UUID:
    """Present one switch."""
    return steps.presented(world, arrived.lines["switch"], SWITCH)


def look(world: World, made: UUID, by: str = "acceptor", **answer: Any) -> CheckAnswer:
    """Answer one point."""
    with world.work(by) as work:
        return floor.check(work, made, **{"point": "look", "passed": True, **answer})


def measure(
    world: World, made: UUID, gauge: UUID, reading: str = "0.3", **answer: Any
) -> list[str]:
    """Read the gap; return the codes of the warnings that were recorded with it."""
    said = {"point": "gap", "passed": True, "unit": "mm", **answer}
    with world.work("acceptor") as work:
        answer_ = floor.check(work, made, reading=Decimal(reading), instrument_id=gauge, **said)
        (entry,) = work.all(Entry, subject_id=answer_.id, action="check")
        return [each["code"] for each in entry.data.get("warnings", [])]


def refused(world: World, made: UUID) -> list[str]:
    """Try to accept; return the codes that deny."""
    with pytest.raises(Refused) as caught, world.work("acceptor") as work:
        acceptance.accept(work, made)
    return [each.code for each in caught.value.findings if each.denies]


def test_a_point_left_out_refuses_the_verdict(world: World, arrived: Delivered) -> None:
    """There is no default answer; with the last point answered the goods are accepted."""
    made = present(world, arrived)
    gauge = steps.gauge(world)
    assert set(refused(world, made)) == {"A46", "G01"}
    look(world, made)
    measure(world, made, gauge)
    with world.work() as work:
        work.mine.policy = {"rule.G01": "off"}
    with world.work("acceptor") as work:
        acceptance.accept(work, made)

    with pytest.raises(IllegalStep), world.work("acceptor") as work:
        floor.check(work, made, point="look", passed=False, note="再看")


def test_marks_along_a_cable_are_measured(world: World) -> None:
    """M09, M09U: a cable is accepted by a reading of five metres and a look at each roll."""
    class_id = steps.class_of(world, "cable")
    with world.work() as work:
        work.get(DeviceClass, class_id).strip = True
        work.mine.policy = {"rule.A47": "off"}
    bare = steps.delivered(world, {"cable": Decimal(100)})
    unread = steps.presented(world, bare.lines["cable"], CABLE, quantity=Decimal(10))
    assert refused(world, unread) == ["M09", "M09U"]

    steps.templated(world, "cable", MARKS)
    read = steps.presented(world, bare.lines["cable"], CABLE, quantity=Decimal(10))
    look(world, read, point="mark_each")
    spaced = {"point": "mark_spacing", "unit": "m"}
    measure(world, read, steps.gauge(world), "5.5", passed=False, **spaced)
    assert refused(world, read) == ["A48", "M09"]

    measure(world, read, steps.gauge(world, "JL-2"), "5", note="量错，重测", **spaced)
    with world.work("acceptor") as work:
        acceptance.accept(work, read)


def test_a_second_answer_says_why(world: World, arrived: Delivered) -> None:
    """The first answer stays, the last one counts."""
    made = present(world, arrived)
    first = look(world, made)
    with pytest.raises(Unreadable):
        look(world, made, passed=False)
    look(world, made, passed=False, note="背面有裂纹")

    assert "A48" in refused(world, made)
    with world.read() as work:
        assert work.get(CheckAnswer, first.id).replaced_at is not None


def test_answers_are_to_points_of_the_template(world: World, arrived: Delivered) -> None:
    """An unknown point is named; so is a photo that is not attached here."""
    made = present(world, arrived)

    with pytest.raises(Unreadable, match="look、gap"):
        look(world, made, point="smell")
    with pytest.raises(NotFound):
        look(world, made, photos=[made])


def test_photo_is_bound_by_its_hash_and_serves_once(world: World, arrived: Delivered) -> None:
    """The hash goes into the answer; the same photo at another acceptance is told of."""
    one, two = present(world, arrived), present(world, arrived)
    shots = []
    for made in (one, two):
        with world.work("acceptor") as work:
            shots.append(
                files.attach(
                    work, subject="acceptance", subject_id=made, kind="photo", name="正面.png",
                    content=b"\x89PNG\r\n\x1a\n" + b"0" * 20,
                )
            )  # fmt: skip
    answer = look(world, one, photos=[shots[0].id])

    assert answer.photos == [shots[0].sha256]
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=answer.id)
        assert [each["code"] for each in entry.data["warnings"]] == ["A49"]


def test_identical_readings_in_a_row_are_told_of(world: World, arrived: Delivered) -> None:
    """The third equal reading of a delivery line is recorded with a warning."""
    gauge = steps.gauge(world)
    found = [measure(world, present(world, arrived), gauge) for _ in range(3)]

    assert found == [[], [], ["A45"]]
    assert measure(world, present(world, arrived), gauge, "0.31") == []


def test_instrument_out_of_calibration_refuses_the_reading(
    world: World, arrived: Delivered
) -> None:
    """Its last day counts, the next does not; a new certificate lets it read again."""
    made = present(world, arrived)
    gauge = steps.gauge(world, until=date(2026, 12, 1))
    world.clock.now = world.clock.now.replace(month=12, day=2)
    with pytest.raises(Refused) as caught:
        measure(world, made, gauge)
    assert [each.code for each in caught.value.findings] == ["A41"]
    steps.calibrated(world, gauge, made_on=date(2026, 12, 2), until=date(2027, 12, 1))

    assert measure(world, made, gauge) == []


def test_faulty_instrument_puts_its_acceptances_in_doubt(world: World, arrived: Delivered) -> None:
    """What it read since its last good calibration is listed until it was measured again."""
    one, two = present(world, arrived), present(world, arrived)
    bad, good = steps.gauge(world, "JL-1"), steps.gauge(world, "JL-2")
    measure(world, one, bad)
    measure(world, two, good)
    world.clock.forward(hours=1)
    with world.work("keeper") as work:
        instruments.find_faulty(work, bad, reason="送检示值超差")
        assert [each.id for each in instruments.suspects(work, bad)] == [one]
        (doubt,) = work.all(Suspicion)
    assert "A51" in refused(world, one)
    assert "A51" not in refused(world, two)
    with pytest.raises(Refused, match="间隙"), world.work("acceptor") as work:
        instruments.clear(work, doubt.id, reason="复测")
    world.clock.forward(hours=1)
    measure(world, one, good, "0.4", note="换器具复测")
    with world.work("acceptor") as work:
        instruments.clear(work, doubt.id, reason="复测合格")

    assert "A51" not in refused(world, one)
    with world.read() as work:
        assert instruments.suspects(work, bad) == []
        assert work.get(Instrument, bad).state is InstrumentState.FAULTY


def test_measuring_again_may_fail(world: World, arrived: Delivered) -> None:
    """A doubt about goods that fail the second time is not cleared."""
    made, bad = present(world, arrived), steps.gauge(world, "JL-1")
    good = steps.gauge(world, "JL-2")
    measure(world, made, bad)
    world.clock.forward(hours=1)
    with world.work("keeper") as work:
        instruments.find_faulty(work, bad, reason="摔坏")
        (doubt,) = work.all(Suspicion)
    world.clock.forward(hours=1)
    measure(world, made, good, "0.9", passed=False, note="复测")

    with pytest.raises(Refused, match="复测不合格"), world.work("acceptor") as work:
        instruments.clear(work, doubt.id, reason="复测")


def test_instruments_have_numbers_and_days(world: World) -> None:
    """A number is given once, a calibration is not ahead, and the next one is on the agenda."""
    gauge = steps.gauge(world, until=date(2027, 3, 1))
    with pytest.raises(Duplicate), world.work("keeper") as work:
        instruments.register(work, number="JL-1", name="塞尺")
    with pytest.raises(Unreadable):
        steps.calibrated(world, gauge, made_on=date(2027, 1, 1), until=date(2027, 12, 1))
    with world.read() as work:
        (row,) = (each for each in due(work) if each.subject == "instrument")
    with world.work("keeper") as work:
        instruments.retire(work, gauge, reason="更新")

    assert (row.code, row.on) == ("A41", date(2027, 3, 1))


def test_editions_are_kept(world: World, arrived: Delivered) -> None:
    """What was presented keeps its edition; an edition is drawn up once; points have codes."""
    made = present(world, arrived)
    class_id = steps.class_of(world, "switch")
    with world.work() as work:
        later = work.today + timedelta(days=1)
        floor.set_template(work, class_id=class_id, edition="2", points=SMALL[:1], since=later)
    world.clock.forward(days=1)
    newer = present(world, arrived)
    look(world, newer)

    assert "A46" not in refused(world, newer)
    assert "A46" in refused(world, made)
    with pytest.raises(Duplicate), world.work() as work:
        floor.set_template(work, class_id=class_id, edition="2", points=SMALL)
    for points in ([], [*SMALL, SMALL[0]]):
        with pytest.raises(Unreadable), world.work() as work:
            floor.set_template(work, class_id=class_id, edition="3", points=points)


def test_shipped_template_is_adopted(world: World) -> None:
    """A family becomes the class's template; another class is then warned of."""
    with world.work() as work:
        made = floor.adopt_template(
            work, class_id=steps.class_of(world, "switch"), family="explosion_proof"
        )
    line = steps.delivered(world, {"lamp": 1}).lines["lamp"]
    lamp = steps.presented(world, line, SAMPLES["lamp"])

    assert made.edition == "explosion_proof-2026-11-27"
    with world.read() as work:
        assert [each.code for each in acceptance.judge(work, lamp)] == ["A47", *steps.ASKED]
