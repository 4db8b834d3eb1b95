"""A scan at the shaft mouth: admitted, refused, stored, recorded, repeated, raced."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import event

from equiplink import codes
from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, NotFound, Refused, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate.models import Passage, Scan
from equiplink.gate.scan import decision
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.upkeep import actions as upkeep
from tests.gate.steps import GATE, candidate, entered, inspected, opened, scanned
from tests.register.steps import tagged
from tests.upkeep import steps as jobs
from tests.world import World


def codes_of(scan: Scan) -> list[str]:
    """Return the codes of a scan's findings that deny."""
    return [each["code"] for each in scan.findings if each["severity"] == "deny"]


def test_inspected_unit_enters(world: World) -> None:
    """An inspected unit is admitted: scan, passage, state and ledger all say so."""
    item_id, code = candidate(world)

    answer = scanned(world, code)

    assert answer.admitted, answer.findings
    with world.read() as work:
        item = work.get(Item, item_id)
        passage = work.first(Passage, item_id=item_id)
        last = work.all(Entry, subject_id=item_id)[-1]
        stored = work.get(Scan, answer.id)
    assert (item.state, item.stock, item.underground) == (
        ItemState.UNDERGROUND,
        Decimal(0),
        Decimal(1),
    )
    assert passage is not None
    assert passage.entered_scan_id == answer.id
    assert (last.action, last.before, last.after) == ("enter", "in_stock", "underground")
    assert stored.admitted


def test_unit_leaves_and_needs_a_new_inspection(world: World) -> None:
    """A unit that came up goes down again only after another inspection."""
    item_id, code = entered(world)
    world.clock.forward(hours=8)

    out = scanned(world, code, direction="out")
    again = scanned(world, code)
    world.clock.forward(minutes=5)
    inspected(world, item_id)
    inspected_again = scanned(world, code)

    assert out.admitted
    assert codes_of(again) == ["G06"]
    assert inspected_again.admitted


def test_uninspected_unit_is_refused_and_recorded(world: World) -> None:
    """A refusal is stored with its findings and stands in the ledger; nothing moves."""
    item_id, code = tagged(world)
    opened(world)

    answer = scanned(world, code)

    with world.read() as work:
        entry = work.all(Entry, subject_id=answer.id)[0]
        item = work.get(Item, item_id)
        stored = work.get(Scan, answer.id)
    assert codes_of(answer) == ["G02"]
    assert codes_of(stored) == ["G02"]
    assert (entry.subject, entry.action) == ("scan", "refuse")
    assert item.state is ItemState.IN_STOCK


def test_unknown_tag_is_refused_stored_and_recorded(world: World) -> None:
    """A well-formed tag that nobody knows is no error: it is refused like any other."""
    opened(world)

    answer = scanned(world, codes.new())

    with world.read() as work:
        stored = work.get(Scan, answer.id)
        entries = work.all(Entry, subject_id=answer.id)
    assert codes_of(answer) == ["G30"]
    assert stored.item_id is None
    assert [entry.action for entry in entries] == ["refuse"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"tag": "HTTPS://EQUIPLINK.LOCAL/E/7K3"}, "tag"),
        ({"quantity": Decimal("1.5")}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 2}, "quantity"),
        ({"direction": "sideways"}, "direction"),
        ({"device_at": datetime(2026, 11, 2, 9)}, "time"),  # noqa: DTZ001  that is the point
    ],
)
def test_bad_question_leaves_nothing_behind(
    world: World, asked: dict[str, Any], field: str
) -> None:
    """A half-read code, part of a piece, a naive time: an error that names the field, no row."""
    _, code = candidate(world)

    with pytest.raises(Unreadable) as caught:
        scanned(world, **({"tag": code} | asked))

    with world.read() as work:
        assert work.all(Scan) == []
    assert caught.value.field == field
    assert caught.value.message("zh") != caught.value.message("en")


def test_unknown_gate_names_those_there_are(world: World) -> None:
    """A gate that does not exist is an error, not a refusal."""
    _, code = candidate(world)

    with pytest.raises(NotFound, match=GATE) as caught:
        scanned(world, code, gate="主井")

    assert caught.value.field == "gate"


def test_only_keepers_scan(world: World) -> None:
    """A buyer cannot scan."""
    _, code = candidate(world)

    with pytest.raises(Forbidden):
        scanned(world, code, by="buyer")


def test_mangled_code_is_put_right(world: World) -> None:
    """Full-width, lower-case and look-alike characters are read as what they mean."""
    _, code = candidate(world)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in codes.payload(code).lower())

    answer = scanned(world, wide)

    assert answer.admitted
    assert answer.code == code


def test_device_time_of_another_zone_is_kept_as_the_same_moment(world: World) -> None:
    """A scanner's own clock may be in any zone."""
    _, code = candidate(world)
    there = datetime(2026, 11, 26, 9, tzinfo=timezone(timedelta(hours=8)))

    answer = scanned(world, code, device="S1", device_at=there)

    with world.read() as work:
        assert work.get(Scan, answer.id).device_at == datetime(2026, 11, 26, 1, tzinfo=UTC)


def test_same_scan_twice_is_one(world: World) -> None:
    """A scan sent again returns the first answer and moves nothing."""
    item_id, code = candidate(world)
    scan_id = new_id()

    first = scanned(world, code, scan_id=scan_id)
    again = scanned(world, code, scan_id=scan_id)

    with world.read() as work:
        entries = [entry.action for entry in work.all(Entry, subject_id=item_id)]
    assert first.admitted
    assert again.admitted
    assert entries.count("enter") == 1


def test_same_refusal_twice_is_one(world: World) -> None:
    """A refused scan sent again is stored once, and recorded once."""
    _, code = tagged(world)
    opened(world)
    scan_id = new_id()

    scanned(world, code, scan_id=scan_id)
    again = scanned(world, code, scan_id=scan_id)

    with world.read() as work:
        assert len(work.all(Entry, subject_id=scan_id)) == 1
    assert codes_of(again) == ["G02"]


def test_scan_id_for_another_thing_is_a_duplicate(world: World) -> None:
    """An id names one scan; for another question it is refused as an error."""
    _, code = candidate(world)
    scan_id = new_id()
    scanned(world, code, scan_id=scan_id)

    with pytest.raises(Duplicate) as caught:
        scanned(world, code, scan_id=scan_id, direction="out")

    assert caught.value.field == "id"


def test_second_scan_in_learns_that_it_is_inside(world: World) -> None:
    """A unit that is underground cannot enter again."""
    _, code = entered(world)

    assert codes_of(scanned(world, code)) == ["G32", "G06"] or codes_of(scanned(world, code)) == [
        "G32"
    ]


def test_two_scanners_at_one_moment_admit_once(world: World) -> None:
    """Two scans of one tag at the same moment: one enters, the other learns that it is inside."""
    item_id, code = candidate(world)
    barrier, answers = Barrier(2), []

    def scan() -> None:
        barrier.wait()
        answers.append(scanned(world, code))

    threads = [Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with world.read() as work:
        passages = work.all(Passage, item_id=item_id)
    assert sorted(answer.admitted for answer in answers) == [False, True]
    assert [codes_of(answer) for answer in answers if not answer.admitted] == [["G32"]]
    assert len(passages) == 1


def test_lot_goes_down_in_parts(world: World) -> None:
    """Parts of a lot go down and come up while the balance holds; too much is refused."""
    item_id, code = candidate(world, "cable", 100)

    first = scanned(world, code, quantity=Decimal("30.5"))
    too_much = scanned(world, code, quantity=70)
    up = scanned(world, code, quantity=10, direction="out")
    too_much_up = scanned(world, code, quantity=21, direction="out")

    with world.read() as work:
        item = work.get(Item, item_id)
    assert (first.admitted, up.admitted) == (True, True)
    assert codes_of(too_much) == ["G35"]
    assert codes_of(too_much_up) == ["G37"]
    assert (item.stock, item.underground) == (Decimal("79.5"), Decimal("20.5"))


def test_part_underground_comes_up_while_the_rest_is_in_repair(world: World) -> None:
    """What is underground of a lot comes up and is used up, whatever is done to its stock."""
    item_id, code = entered(world, "cable", 30)
    with world.work("mechanic") as work:
        upkeep.start_repair(work, item_id, note="重做接线盒")

    up = scanned(world, code, quantity=10, direction="out")
    with world.work("keeper") as work:
        item = register.consume(work, item_id, quantity=Decimal(5), note="截短")

    assert up.admitted
    assert (item.state, item.underground, item.consumed) == ("in_repair", 15, 5)


def test_no_inspection_passes_while_a_repair_is_open(world: World) -> None:
    """A unit that came up with its repair open goes down only after the repair is closed."""
    item_id, code = entered(world)
    job_id = jobs.started(world, item_id, "repair")
    scanned(world, code, direction="out")
    with pytest.raises(Refused) as caught:
        inspected(world, item_id)
    jobs.done(world, job_id)
    world.clock.forward(minutes=5)
    inspected(world, item_id)

    assert [finding.code for finding in caught.value.findings] == ["G06O"]
    assert scanned(world, code).admitted


def test_part_of_a_bolt_is_unreadable(world: World) -> None:
    """Bolts are counted, metres are measured."""
    _, code = candidate(world, "bolt", 100)

    with pytest.raises(Unreadable):
        scanned(world, code, quantity=Decimal("1.5"))


def test_dry_run_answers_and_stores_nothing(world: World) -> None:
    """``judge`` answers as ``scan`` would and leaves no trace."""
    _, code = candidate(world)
    with world.read("keeper") as work:
        answer = gate.judge(work, tag=code, gate=GATE)

    with world.read() as work:
        assert work.all(Scan) == []
    assert answer.admitted


def test_decision_document_names_clause_and_reason(world: World) -> None:
    """The document gives each finding with message and source in the asked language."""
    _, code = tagged(world)
    opened(world)

    document = decision(scanned(world, code), "en")

    (finding,) = [each for each in document["findings"] if each["code"] == "G02"]
    assert document["admitted"] is False
    assert finding["source"]["article"] == "第四百四十八条"
    assert finding["message"].startswith("no pre-entry inspection")


def test_admitted_scan_takes_six_statements(world: World) -> None:
    """The gate reads and writes in at most six statements."""
    _, code = candidate(world)
    sent: list[str] = []

    def keep(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(world.chain.engine, "before_cursor_execute", keep)
    answer = scanned(world, code)
    event.remove(world.chain.engine, "before_cursor_execute", keep)

    assert answer.admitted
    assert len([each for each in sent if not each.startswith("BEGIN")]) <= 6


def test_gate_has_a_name(world: World) -> None:
    """A scanner names its gate, so a gate without a name could never be named."""
    with pytest.raises(Unreadable) as caught, world.work() as work:
        gate.open_gate(work, name=" ", place_id=world.places["副井井口"])

    assert caught.value.field == "name"
