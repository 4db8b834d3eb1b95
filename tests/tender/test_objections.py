"""Objections and orders stop everything; what comes too late is kept and stops nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from equiplink.errors import Conflict, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import bids, complaints, evaluation, objections
from equiplink.tender.models import Objection
from equiplink.tender.notice_models import Complaint
from tests.tender import steps
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def object_to(world: World, tender_id: UUID, about: str = "") -> Objection:
    """Object."""
    with world.work("buyer") as work:
        return objections.object_to(work, tender_id, text="合成异议", about=about)


def answer(world: World, objection: Objection) -> list[str]:
    """Answer and return the codes of the warnings."""
    with world.work("buyer") as work:
        objections.answer(work, objection.id, text="合成答复")
    with world.read() as work:
        entry = work.all(Entry, Entry.id, action="answer")[-1]
    return [each["code"] for each in entry.data.get("warnings", [])]


def open_bids(world: World, tender_id: UUID) -> None:
    """Open the bids."""
    with world.work("buyer") as work:
        bids.open_bids(work, tender_id)


def test_documents_are_objected_to_ten_days_before(world: World) -> None:
    """On the tenth day before the deadline it counts until midnight in China."""
    made = steps.sealed(world)
    world.clock.forward(days=10)
    world.clock.now = world.clock.now.replace(hour=15, minute=59, second=59)
    in_time = object_to(world, made.tender_id)
    world.clock.now += timedelta(seconds=1)
    late = object_to(world, made.tender_id)
    world.clock.forward(days=10)
    with pytest.raises(Refused) as caught:
        open_bids(world, made.tender_id)

    assert (in_time.late, late.late) == (False, True)
    assert codes(caught) == ["T24"]
    assert answer(world, in_time) == ["T24A"]
    open_bids(world, made.tender_id)


def test_opening_is_objected_to_and_answered_on_the_spot(world: World) -> None:
    """The evaluation waits for it; the next day is too late for either."""
    made = steps.opened(world)
    raised = object_to(world, made.tender_id)
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    world.clock.forward(days=1)
    late = object_to(world, made.tender_id)

    assert (raised.about, raised.late, late.late) == ("opening", False, True)
    assert codes(caught) == ["T24G"]
    assert answer(world, raised) == ["T24O"]
    steps.rank(world, made.tender_id)


def test_candidates_are_objected_to_in_their_publicity(world: World) -> None:
    """The last day counts to its last second."""
    made = steps.publicised(world)
    world.clock.forward(days=-1)
    world.clock.now = world.clock.now.replace(hour=15, minute=59, second=59)
    in_time = object_to(world, made.tender_id)
    world.clock.now += timedelta(seconds=1)
    late = object_to(world, made.tender_id)

    assert (in_time.about, in_time.late, late.late) == ("candidates", False, True)


def test_objection_is_answered_once(world: World) -> None:
    """And a word that is none is told."""
    made = steps.published(world)
    raised = object_to(world, made.tender_id)
    answer(world, raised)
    with pytest.raises(Conflict):
        answer(world, raised)
    with pytest.raises(Unreadable):
        object_to(world, made.tender_id, "weather")


def test_nothing_is_objected_to_after_the_end(world: World) -> None:
    """A tender that is decided takes none; a complaint goes to the authority."""
    made = steps.awarded(world)
    with pytest.raises(IllegalStep):
        object_to(world, made.tender_id)


def complained(world: World, tender_id: UUID, *, known: int = 0) -> UUID:
    """Record a complaint that was filed today, of something known *known* days ago."""
    with world.work("buyer") as work:
        return complaints.complain(
            work, tender_id, complainant="合成供应商2", authority="合成监督部门", text="评分不公",
            known_on=work.today - timedelta(days=known), filed_on=work.today,
        ).id  # fmt: skip


def warned(world: World, action: str) -> list[str]:
    """Return the codes of the warnings of the newest *action*."""
    with world.read() as work:
        entry = work.all(Entry, Entry.id, action=action)[-1]
    return [each["code"] for each in entry.data.get("warnings", [])]


def test_late_complaint_is_recorded_with_a_warning(world: World) -> None:
    """The tenth day is in time, the eleventh is not."""
    made = steps.published(world)
    complained(world, made.tender_id, known=10)
    in_time = warned(world, "complain")
    complained(world, made.tender_id, known=11)

    assert (in_time, warned(world, "complain")) == ([], ["T43"])


def test_order_to_stop_stops_the_opening_until_it_is_lifted(world: World) -> None:
    """A complaint by itself stops nothing, the authority's order does."""
    made = steps.sealed(world)
    world.clock.forward(days=20)
    complaint_id = complained(world, made.tender_id)
    with world.work("buyer") as work:
        complaints.order_pause(work, complaint_id, document="责令暂停〔2026〕1号", on=work.today)
    with pytest.raises(Refused) as caught:
        open_bids(world, made.tender_id)
    with world.work("buyer") as work:
        complaints.resume(work, complaint_id, document="恢复〔2026〕1号", on=work.today)
    open_bids(world, made.tender_id)

    assert codes(caught) == ["T43S"]


def test_decision_ends_the_order(world: World) -> None:
    """Publicity and award wait for it too."""
    made = steps.evaluated(world)
    complaint_id = complained(world, made.tender_id)
    with world.work("buyer") as work:
        complaints.order_pause(work, complaint_id, document="责令暂停", on=work.today)
        complaints.take_up(work, complaint_id, outcome="taken_up", on=work.today)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        evaluation.publicise(
            work, made.tender_id, starts_on=work.today, ends_on=work.today + timedelta(days=3)
        )
    with world.work("buyer") as work:
        decided = complaints.decide(work, complaint_id, decision="驳回投诉", on=work.today)

    assert codes(caught) == ["T43S"]
    assert decided.resumed_on == decided.decided_on
    steps.show(world, made.tender_id)


def test_authority_has_working_days(world: World) -> None:
    """Three from the filing on a Monday end on Thursday; thirty more end six weeks later."""
    made = steps.published(world)
    first, second = complained(world, made.tender_id), complained(world, made.tender_id)
    world.clock.forward(days=4)
    with world.work("buyer") as work:
        complaints.take_up(work, first, outcome="taken_up", on=date(2026, 11, 5))
        in_time = warned_now(work)
        complaints.take_up(work, second, outcome="taken_up", on=date(2026, 11, 6))
        late = warned_now(work)
    world.clock.forward(days=60)
    with world.work("buyer") as work:
        complaints.decide(work, first, decision="维持", on=date(2026, 12, 17))
        decided = warned_now(work)
        complaints.decide(work, second, decision="维持", on=date(2026, 12, 21))

    assert (in_time, late, decided) == ([], ["T43A"], [])
    assert warned(world, "decide") == ["T43D"]


def warned_now(work: object) -> list[str]:
    """Return the codes of the warnings of the newest entry."""
    entry = work.all(Entry, Entry.id)[-1]  # type: ignore[attr-defined]
    return [each["code"] for each in entry.data.get("warnings", [])]


def test_complaint_goes_its_way_once(world: World) -> None:
    """Each act is recorded once, in its order, and not of tomorrow."""
    made = steps.published(world)
    complaint_id = complained(world, made.tender_id)

    def refused(verb: str, **how: object) -> bool:
        with pytest.raises((Conflict, Unreadable)), world.work("buyer") as work:
            getattr(complaints, verb)(work, complaint_id, **how)
        return True

    today = date(2026, 11, 2)
    assert refused("decide", decision="无", on=today)
    assert refused("resume", document="无", on=today)
    assert refused("take_up", outcome="taken_up", on=today + timedelta(days=1))
    assert refused("take_up", outcome="maybe", on=today)
    with world.work("buyer") as work:
        complaints.take_up(work, complaint_id, outcome="refused", on=today)
    assert refused("take_up", outcome="taken_up", on=today)
    assert refused("decide", decision="无", on=today)
    with world.read() as work:
        assert work.get(Complaint, complaint_id).decided_on is None
