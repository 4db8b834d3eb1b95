"""Safety marks and papers that are to be asked for again, or run out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import update

from equiplink.agenda.queries import due as agenda
from equiplink.catalogue import lanes, papers
from equiplink.catalogue.models import SafetyMark
from equiplink.mine.states import Role
from equiplink.register.marks import due
from equiplink.register.models import Item
from tests.acceptance import steps as acceptances
from tests.contract import steps as contracts
from tests.gate.test_shown import SHOWN
from tests.register.steps import tagged
from tests.upkeep.steps import scrapped
from tests.world import World


def test_mark_is_asked_for_again_in_time(world: World) -> None:
    """Checked on 2026-11-01, due on 2027-01-30: listed from a month before, while it is carried."""
    item_id, _ = tagged(world)

    def listed() -> list[tuple[str, str, date]]:
        with world.read() as work:
            return [(each.code, each.number, each.on) for each in due(work)]

    early = listed()
    with world.read() as work:
        left = (date(2026, 12, 31) - work.today).days
    world.clock.forward(days=left)
    then = listed()
    with world.read() as work:
        told = [each.code for each in agenda(work, role=Role.SAFETY_OFFICER)]
    scrapped(world, item_id)

    assert early == []
    assert then == [("M08", "MZZ990102", date(2027, 1, 30))]
    assert "M08" in told
    assert listed() == []


END = date(2026, 12, 15)


def listed(world: World) -> list[tuple[str, str, date]]:
    """Return what is listed today, by rule, number and day."""
    with world.read() as work:
        return [(each.code, each.number, each.on) for each in due(work)]


def ends(world: World) -> None:
    """Let the mark of the switch end."""
    with world.work("safety_officer") as work:
        changed = update(SafetyMark).where(SafetyMark.number == "MZZ990102")
        work.session.execute(changed.values(valid_until=END))


def undated(world: World, item_id: UUID) -> None:
    """Forget when a thing was made, as of one that was here before the register."""
    with world.work() as work:
        work.get(Item, item_id).made_on = None


def test_end_of_a_mark_is_listed_for_what_has_no_day_of_making(world: World) -> None:
    """M07: a mark in date at production is enough; without that day it has to be in date today."""
    item_id, _ = tagged(world)
    ends(world)
    dated = listed(world)
    undated(world, item_id)

    assert dated == []
    assert listed(world) == [("M07", "MZZ990102", END)]


def test_end_of_a_mark_is_listed_for_what_is_still_to_come(world: World) -> None:
    """M07: what arrives has to have a mark in date; what has arrived asks for nothing more."""
    known = acceptances.goods(world)["switch"]
    made = contracts.signed(
        world, {"switch": 1}, products={"switch": known.product_id},
        offers={"switch": {"mark_number": known.mark}},
    )  # fmt: skip
    ends(world)
    coming = listed(world)
    contracts.delivered(world, made=made)

    assert coming == [("M07", "MZZ990102", END)]
    assert listed(world) == []


def test_signed_renewal_puts_the_end_off(world: World) -> None:
    """M11: the day is that of the proof once all three have signed, and not before."""
    item_id, _ = tagged(world)
    undated(world, item_id)
    ends(world)
    with world.work("buyer") as work:
        renewal_id = lanes.propose_renewal(
            work, mark_number="MZZ990102", proof="YX-1", issuer="合成发证机构",
            until=date(2026, 12, 20),
        ).id  # fmt: skip
        lanes.sign_renewal(work, renewal_id, seat="supply_head")
    proposed = listed(world)
    for who, seat in (("safety_officer", "safety_deputy"), ("approver", "general_manager")):
        with world.work(who) as work:
            lanes.sign_renewal(work, renewal_id, seat=seat)

    assert proposed == [("M07", "MZZ990102", END)]
    assert listed(world) == [("M07", "MZZ990102", date(2026, 12, 20))]


def test_papers_of_what_is_in_service_are_listed(world: World) -> None:
    """CT5 and CT3: to be asked for again, and ending where nobody knows the day of making."""
    item_id, _ = tagged(world)
    with world.work("acceptor") as work:
        asked = {**SHOWN, "checked_on": date(2026, 9, 20), "valid_until": END}
        papers.set_paper(work, **asked)
        papers.set_paper(work, **{**asked, "number": "SYN-of-nothing"})
        papers.set_paper(work, **{**SHOWN, "number": "SYN-fresh"})
    number = SHOWN["number"]
    dated = listed(world)
    undated(world, item_id)

    assert dated == [("CT5", number, date(2026, 12, 19))]
    assert listed(world) == [*dated, ("CT3", number, END)]
