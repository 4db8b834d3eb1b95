"""What reaches a thing at the gate: its label, mark, holds, notices and inspections."""

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from sqlalchemy import text

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import SafetyMark
from equiplink.catalogue.states import MarkStatus
from equiplink.db import new_id
from equiplink.errors import NotFound, Refused
from equiplink.gate.models import EntryInspection, Scan
from equiplink.gate.states import Direction
from equiplink.hazard import actions as hazard
from equiplink.hazard import holding, recalls
from equiplink.hazard.models import Hazard
from equiplink.register import actions as register
from equiplink.register.models import Item
from tests.gate.steps import candidate, entered, inspected, scanned
from tests.register.steps import tagged
from tests.world import World


def codes_of(scan: Scan) -> list[str]:
    """Return the codes of a scan's findings that deny."""
    return [each["code"] for each in scan.findings if each["severity"] == "deny"]


def test_old_label_is_refused(world: World) -> None:
    """A label that was reprinted is void; the new one enters."""
    item_id, code = candidate(world)
    with world.work("keeper") as work:
        new = register.reprint(work, item_id, reason="污损").code

    assert codes_of(scanned(world, code)) == ["G31"]
    assert scanned(world, new).admitted


def test_suspended_mark_is_refused(world: World) -> None:
    """What the issuer suspended after acceptance does not enter."""
    _, code = candidate(world)
    with world.work() as work:
        mark = work.first(SafetyMark, number="MZZ990102")
        assert mark is not None
        mark.status = MarkStatus.SUSPENDED

    assert codes_of(scanned(world, code)) == ["M06"]


def test_breach_that_is_a_major_hazard_opens_one_once(world: World) -> None:
    """A refusal for what is itself a major hazard opens it, once for thing and rule."""
    item_id, code = candidate(world)
    with world.work() as work:
        item = work.get(Item, item_id)
        item.mark_number = ""

    first, second = scanned(world, code), scanned(world, code)

    with world.read() as work:
        hazards = work.all(Hazard)
    assert "L05" in codes_of(first)
    assert [(each.level, each.item_id) for each in hazards] == [("major", item_id)]
    assert first.facts["hazards"] == second.facts["hazards"] == [str(hazards[0].id)]


def test_hold_on_the_product_stops_every_unit(world: World) -> None:
    """A hold on a product, mark or supplier reaches each of its things."""
    item_id, code = candidate(world)
    with world.work("safety_officer") as work:
        item = work.get(Item, item_id)
        holding.hold(
            work, kind="quarantine", subject="product", key=str(item.product_id), reason="批次可疑"
        )

    assert codes_of(scanned(world, code)) == ["G42"]


def test_uncertified_inspector_is_refused(world: World) -> None:
    """Whose certificate is over may not sign; the earlier inspection stands."""
    item_id, _ = candidate(world)
    world.clock.now = datetime(2028, 1, 1, 1, tzinfo=UTC)

    with pytest.raises(Refused) as caught:
        inspected(world, item_id)

    with world.read() as work:
        assert len(work.all(EntryInspection)) == 1
    assert [finding.code for finding in caught.value.findings] == ["G03"]


def test_failed_inspection_voids_the_passed_one(world: World) -> None:
    """A later inspection that was not passed keeps the thing out."""
    item_id, code = candidate(world)
    world.clock.forward(minutes=5)
    inspected(world, item_id, passed=False, checks={"隔爆面": False})

    assert codes_of(scanned(world, code)) == ["G02", "G06"]


def test_inspection_of_an_unknown_place_is_not_found(world: World) -> None:
    """The place must be one of the mine."""
    item_id, _ = tagged(world)

    with pytest.raises(NotFound):
        inspected(world, item_id, place_id=new_id())


def test_stop_use_notice_reaches_what_is_underground(world: World) -> None:
    """A notice holds the mark, opens one hazard, and closes only when all are out."""
    _, code = entered(world, "lamp")
    with world.work() as work:
        notice = catalogue.add_notice(
            work, number="合成停用〔2026〕1号", mark_number="MZZ990105", maker="合成矿用设备厂",
            product="矿灯", issuer="合成监管局", issued_on=date(2026, 11, 20), reason="抽检不合格",
            source="合成",
        )  # fmt: skip
    with world.work("safety_officer") as work:
        opened_hazard = recalls.stop_use(work, notice.id)
        hazard.assign(work, opened_hazard.id, responsible_id=world.people["mechanic"].id)
    with world.work("mechanic") as work:
        hazard.rectify(work, opened_hazard.id, evidence="升井清单")
    with pytest.raises(Refused) as early, world.work("safety_officer") as work:
        hazard.verify(work, opened_hazard.id)
    out = scanned(world, code, direction=Direction.OUT)
    with world.work("safety_officer") as work:
        closed = hazard.verify(work, opened_hazard.id)

    assert [finding.code for finding in early.value.findings] == ["M13U"]
    assert out.admitted
    assert closed.closed_at is not None
    assert {"M13", "M13H"} <= set(codes_of(scanned(world, code)))


def test_scan_that_waited_for_a_reprint_sees_the_void_label(world: World) -> None:
    """A scan that waits while the label is replaced is refused: the old label is void."""
    item_id, code = candidate(world)
    answers: list[Scan] = []
    waiting = Thread(target=lambda: answers.append(scanned(world, code)))
    with world.work("keeper") as work:
        register.reprint(work, item_id, reason="污损")
        waiting.start()
        if world.chain.engine.dialect.name == "postgresql":
            _until_somebody_waits(world)
    waiting.join()

    assert [codes_of(answer) for answer in answers] == [["G31"]]


def _until_somebody_waits(world: World) -> None:
    waits = text(
        "select count(*) from pg_stat_activity"
        " where datname = current_database() and wait_event_type = 'Lock'"
    )
    with world.chain.engine.connect() as connection:
        while not connection.scalar(waits):
            connection.rollback()
