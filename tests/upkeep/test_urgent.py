"""In a forbidden shift nobody works underground, unless two people let it be done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Forbidden, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import windows
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import urgent
from equiplink.upkeep.models import Job
from equiplink.upkeep.trouble_models import UrgentWork
from equiplink.upkeep.urgent_rules import APPROVAL, REQUEST, URGENT, Approval, Request, Urgency
from equiplink.usage import actions as usage
from tests.gate.steps import candidate, entered, scanned
from tests.gate.test_emergency import allowed as let_in
from tests.gate.test_permits import permit
from tests.register.steps import tagged
from tests.usage.steps import in_use, placed
from tests.world import World

TODAY = date(2026, 11, 26)
AT_NIGHT = datetime(2026, 11, 26, 17, tzinfo=UTC)
"""One o'clock on the 27th at the mine."""


def night(world: World, **other: Any) -> None:
    """Forbid installing and repairing from midnight to eight, and let the clock stand at one."""
    words: dict[str, Any] = {
        "name": "零点班管控", "document": "合成文件1号", "starts_on": date(2026, 11, 1),
        "ends_on": date(2027, 1, 31), "begins": time(0), "ends": time(8),
        "works": ["repair", "installation"],
    }  # fmt: skip
    with world.work("safety_officer") as work:
        windows.set_window(work, **(words | other))
    world.clock.now = AT_NIGHT


def asked(world: World, item_id: UUID, danger: str = "repair", hours: float = 4) -> UUID:
    """Ask for urgent work."""
    with world.work("mechanic") as work:
        until = work.now + timedelta(hours=hours)
        return urgent.request(
            work, item_id, danger=danger, reason="主排水泵馈电开关跳闸", until=until
        ).id


def allowed(world: World, item_id: UUID, danger: str = "repair", hours: float = 4) -> UUID:
    """Ask for it, and let another allow it."""
    urgent_id = asked(world, item_id, danger, hours)
    with world.work("safety_officer") as work:
        urgent.approve(work, urgent_id)
    return urgent_id


def started(world: World, item_id: UUID, verb: Any = upkeep.start_repair) -> Job:
    """Begin a job."""
    with world.work("mechanic") as work:
        job: Job = verb(work, item_id)
        return job


def refused(world: World, item_id: UUID, verb: Any = upkeep.start_repair) -> list[str]:
    """Return why it is not begun."""
    with pytest.raises(Refused) as caught:
        started(world, item_id, verb)
    return [each.code for each in caught.value.findings]


@pytest.mark.parametrize(("hours", "codes"), [(0, []), (8, []), (9, ["G83"]), (-1, ["G83"])])
def test_urgent_work_ends_soon(hours: int, codes: list[str]) -> None:
    """Both ends of the time pass."""
    assert [each.code for each in REQUEST.judge(Request(TODAY, hours, 8))] == codes


def test_rules_of_two_people_and_of_the_work() -> None:
    """Nobody allows himself; what is done under it says so."""
    one, two = UUID(int=1), UUID(int=2)
    said = URGENT.judge(Urgency(TODAY, "抢修", "2026-11-27 05:00"))

    assert [each.code for each in APPROVAL.judge(Approval(TODAY, one, one))] == ["G84"]
    assert APPROVAL.judge(Approval(TODAY, one, two)) == ()
    assert [(each.code, each.denies) for each in said] == [("G85", False)]
    assert URGENT.judge(Urgency(TODAY)) == ()


def test_nothing_is_repaired_underground_at_night(world: World) -> None:
    """Repair and maintenance wait; a test looks only, and what is above is no matter."""
    below, _ = entered(world)
    above, _ = tagged(world)
    night(world)

    assert refused(world, below) == ["G15"]
    assert refused(world, below, upkeep.start_maintenance) == ["G15"]
    started(world, below, upkeep.start_test)
    started(world, above)
    world.clock.now = AT_NIGHT + timedelta(hours=7)
    started(world, below)


def test_nothing_is_installed_or_moved_at_night(world: World) -> None:
    """A unit stays where it is until eight; cable may be laid."""
    standing, placement_id = in_use(world)
    below, _ = entered(world)
    lot, _ = entered(world, "cable", 100)
    night(world)
    with pytest.raises(Refused) as moved, world.work("mechanic") as work:
        usage.move(work, placement_id, place_id=world.places["3101回风巷"])
    with pytest.raises(Refused) as put:
        placed(world, below)
    placed(world, lot)

    for caught in (moved, put):
        assert [each.code for each in caught.value.findings if each.denies] == ["G15"]
    assert standing != below


def test_two_people_let_it_be_repaired_and_the_record_says_so(world: World) -> None:
    """Until its end, that work at that thing and no other; afterwards it waits again."""
    item_id, _ = entered(world)
    other, _ = entered(world)
    night(world)
    allowed(world, item_id)
    job = started(world, item_id)
    with world.read() as work:
        told = work.all(Entry, subject_id=job.id)[-1].data["warnings"]

    assert [each["code"] for each in told] == ["G15", "G85"]
    assert refused(world, other) == ["G15"]
    with pytest.raises(Refused):
        placed(world, item_id)  # installing is other work
    allowed(world, other, hours=1)
    world.clock.forward(hours=2)
    assert refused(world, other) == ["G15"]


def test_replacement_is_installed_under_urgent_work(world: World) -> None:
    """It goes down as an emergency and is installed as urgent work."""
    item_id, _ = entered(world)
    night(world)
    allowed(world, item_id, "installation")
    placed(world, item_id)

    with world.read() as work:
        assert work.first(Entry, subject="placement", action="place") is not None


def test_nobody_allows_himself(world: World) -> None:
    """Nor does somebody without the role; what was refused stays refused."""
    item_id, _ = entered(world)
    night(world)
    with world.work("safety_officer") as work:
        own = urgent.request(
            work, item_id, danger="repair", reason="抢修", until=work.now + timedelta(hours=1)
        ).id
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        urgent.approve(work, own)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        urgent.approve(work, own)
    with world.work("approver") as work:
        urgent.refuse(work, own, reason="可以停到早班")
    with pytest.raises(IllegalStep), world.work("approver") as work:
        urgent.approve(work, own)

    assert [each.code for each in caught.value.findings] == ["G84"]


def test_withdrawn_work_is_forbidden_again(world: World) -> None:
    """With its reason."""
    item_id, _ = entered(world)
    night(world)
    urgent_id = allowed(world, item_id)
    with pytest.raises(Unreadable), world.work("approver") as work:
        urgent.withdraw(work, urgent_id, reason=" ")
    with world.work("approver") as work:
        urgent.withdraw(work, urgent_id, reason="瓦斯超限")

    assert refused(world, item_id) == ["G15"]
    with world.read() as work:
        assert work.get(UrgentWork, urgent_id).state == "withdrawn"


def test_too_long_and_unknown_work_is_not_asked_for(world: World) -> None:
    """Nine hours are a shift and more; a word has to be one of the four."""
    item_id, _ = entered(world)
    with pytest.raises(Refused) as caught:
        asked(world, item_id, hours=8.5)
    with pytest.raises(Unreadable) as unknown:
        asked(world, item_id, "sleeping")

    assert [each.code for each in caught.value.findings] == ["G83"]
    assert unknown.value.field == "danger"


def test_window_tightens_what_is_judged_at_the_place(world: World) -> None:
    """A warning about the zone refuses in a window that says so (H9)."""
    below, _ = entered(world)
    night(world, works=[], tightens=["U04"])
    with pytest.raises(Refused) as caught:
        placed(world, below, place="3101回风巷")

    assert "U04" in [each.code for each in caught.value.findings if each.denies]


def test_emergency_entry_lets_down_what_the_shift_forbids(world: World) -> None:
    """Two people let the pump go down at night for its repair; the scan names the shift."""
    item_id, code = candidate(world)
    permit(world, item_id, danger="repair")
    night(world)
    before = scanned(world, code)
    let_in(world, item_id)
    after = scanned(world, code)

    assert [each["code"] for each in before.findings if each["severity"] == "deny"] == ["G15"]
    assert after.admitted
    assert {"G15", "G62"} <= {each["code"] for each in after.findings}
