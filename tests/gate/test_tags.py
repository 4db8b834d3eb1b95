"""False tags at the gate: each is refused or warned of, and opens one hazard."""

from decimal import Decimal

import pytest

from equiplink.gate import actions as gate
from equiplink.gate.models import Scan
from equiplink.hazard.models import Hazard
from equiplink.mine import actions as mine
from equiplink.register import actions as register
from equiplink.upkeep import scrapping
from tests.gate.steps import candidate, entered, scanned
from tests.register.steps import tagged
from tests.world import World


def findings(scan: Scan) -> dict[str, str]:
    """Return the codes of a scan with their severities."""
    return {each["code"]: each["severity"] for each in scan.findings}


def causes(world: World) -> list[str]:
    """Return why hazards were opened."""
    with world.read() as work:
        return [each.cause for each in work.all(Hazard)]


def second_gate(world: World) -> None:
    """Open another gate."""
    with world.work() as work:
        gate.open_gate(work, name="主井", place_id=world.places["副井井口"])


def test_thing_at_two_gates_at_once_is_an_alarm(world: World) -> None:
    """Ten minutes later it may have walked; before that one of the two is a copy."""
    item_id, code = candidate(world)
    second_gate(world)
    scanned(world, code)
    world.clock.forward(minutes=4)
    early = scanned(world, code, gate="主井", direction="out")
    again = scanned(world, code, gate="主井", direction="out")

    assert findings(early) == {"R23": "warn"}
    assert early.admitted
    assert causes(world) == [f"gate:R23:{item_id}"]
    assert early.facts["hazards"] != []
    assert not again.admitted


def test_mine_may_refuse_what_is_at_two_gates(world: World) -> None:
    """And say how long the way is."""
    _, code = candidate(world)
    second_gate(world)
    with world.work() as work:
        mine.set_policy(work, "rule.R23", "deny")
        mine.set_policy(work, "register.travel_minutes", 30)
    scanned(world, code)
    world.clock.forward(minutes=29)
    early = scanned(world, code, gate="主井", direction="out")
    world.clock.forward(minutes=1)
    late = scanned(world, code, gate="主井", direction="out")

    assert (early.admitted, findings(early)) == (False, {"R23": "deny"})
    assert (late.admitted, findings(late)) == (True, {})


def test_same_gate_twice_is_no_alarm(world: World) -> None:
    """Two scanners stand at one shaft."""
    _, code = entered(world)

    assert scanned(world, code, direction="out").admitted
    assert causes(world) == []


def test_one_lot_passes_two_gates(world: World) -> None:
    """Parts of it are in several hands, so nothing is impossible about that."""
    _, code = candidate(world, "bolt", 500)
    second_gate(world)
    scanned(world, code, quantity=100)

    assert findings(scanned(world, code, gate="主井", quantity=100)) == {}


def test_lost_tag_that_comes_back_is_an_alarm(world: World) -> None:
    """Refused, with one hazard however often it is shown."""
    item_id, code = candidate(world)
    with world.work("keeper") as work:
        register.report_lost(work, item_id, note="脱落")
    first, _ = scanned(world, code), scanned(world, code)

    assert findings(first) == {"G31": "deny", "R21": "deny"}
    assert causes(world) == [f"gate:R21:{item_id}"]


def test_old_generation_that_comes_back_is_an_alarm(world: World) -> None:
    """A label that was replaced should be gone."""
    item_id, code = candidate(world)
    with world.work("keeper") as work:
        register.reprint(work, item_id, reason="磨损")

    assert findings(scanned(world, code)) == {"G31": "deny"}
    assert causes(world) == [f"gate:G31:{item_id}"]


def test_tag_of_a_destroyed_thing_is_an_alarm(world: World) -> None:
    """What was scrapped and is here again was refurbished, or its tag was put on something else."""
    item_id, code = tagged(world)
    candidate(world)
    with world.work("keeper") as work:
        asked = scrapping.request(
            work, item_id, quantity=Decimal(1), ground="damaged", appraisal="变形"
        )
    with world.work("ex_inspector") as work:
        scrapping.condemn(work, asked.id, reason="磨损超限")
    with world.work("approver") as work:
        scrapping.approve(work, asked.id)
    with world.work("keeper") as work:
        scrapping.destroy(work, asked.id, proof="照片")
    answer = scanned(world, code)

    assert {"G31", "G34", "R22"} <= set(findings(answer))
    assert causes(world) == [f"gate:R22:{item_id}"]


@pytest.mark.parametrize("direction", ["in", "out"])
def test_scan_sent_again_opens_nothing_more(world: World, direction: str) -> None:
    """The first answer is given, alarm and all."""
    _, code = candidate(world)
    second_gate(world)
    scanned(world, code)
    first = scanned(world, code, gate="主井", direction=direction)
    second = scanned(world, code, gate="主井", direction=direction, scan_id=first.id)

    assert first.facts["hazards"] == second.facts["hazards"]
    assert len(causes(world)) == 1
