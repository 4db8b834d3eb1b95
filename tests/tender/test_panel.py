"""Opening record, statements, checklists, who leaves, who signs."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Conflict, Duplicate, Forbidden, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import bids, committee, evaluation, opening, panel, queries, sheets
from equiplink.tender.models import Bid, Member, Tender
from equiplink.tender.panel_models import Check, OpeningRecord, Sheet, Signature
from equiplink.tender.panel_states import CheckItem, Opinion, SheetState
from equiplink.tender.states import BidState
from tests.tender import steps
from tests.tender.steps import EVALUATORS, Tendered, check, evaluated, opened, sealed
from tests.tender.test_evaluation import COMPREHENSIVE, codes, mark
from tests.world import World


def on_the_table(world: World, **how: Any) -> Tendered:
    """Open the bids and seat the committee; nothing is written down yet."""
    made = sealed(world, **how)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    steps.seat(world, made.tender_id)
    return made


def member(world: World, made: Tendered, name: str) -> UUID:
    """Return the seat of *name*."""
    with world.read() as work:
        found = work.first(Member, tender_id=made.tender_id, person_id=world.people[name].id)
        assert found is not None
        return found.id


def test_opening_record_is_a_document(world: World) -> None:
    """Who was there, what was read out, what was objected, and two signatures with their times."""
    made = opened(world)
    with world.read("buyer") as work:
        document = opening.opening_record(work, made.tender_id)

    assert document is not None
    assert [each["price"] for each in document["readings"]] == ["19000.00", "19600.00", "19800.00"]
    assert document["readings"][0]["supplier"] == "合成供应商1"
    assert (document["reader"], document["recorder"]) == ("buyer", "safety_officer")
    assert None not in (document["reader_signed_at"], document["recorder_signed_at"])


def test_no_record_no_document(world: World) -> None:
    """Before it is written there is none."""
    made = on_the_table(world)
    with world.read("buyer") as work:
        assert opening.opening_record(work, made.tender_id) is None


def test_evaluation_waits_for_the_signed_record(world: World) -> None:
    """An opening that nobody wrote down and signed is not evaluated."""
    made = on_the_table(world)
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    steps.on_record(world, made.tender_id)
    steps.rank(world, made.tender_id)

    assert codes(caught) == ["T70R"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"readings": []}, "T70"),
        ({"recorder_id": "buyer"}, "T70S"),
        ({"price": Decimal(1)}, "T70P"),
    ],
)
def test_record_tells_what_was_opened(world: World, change: dict[str, Any], code: str) -> None:
    """Every bid, at its price, read and written by two people."""
    made = on_the_table(world)
    how = dict(change)
    with world.read() as work:
        live = queries.live_bids(work, made.tender_id)
    if "price" in how:
        price = how.pop("price")
        how["readings"] = [{"bid_id": x.id, "envelope": "intact", "price": price} for x in live]
    if "recorder_id" in how:
        how["recorder_id"] = world.people["buyer"].id
    with pytest.raises(Refused) as caught:
        steps.on_record(world, made.tender_id, **how)

    assert codes(caught) == [code]


def test_damaged_seal_is_recorded_as_a_warning(world: World) -> None:
    """The record is kept, and the ledger says whose seal was damaged."""
    made = on_the_table(world)
    with world.read() as work:
        live = queries.live_bids(work, made.tender_id)
    steps.on_record(
        world,
        made.tender_id,
        readings=[{"bid_id": x.id, "envelope": "damaged", "price": x.price} for x in live],
    )
    with world.read() as work:
        entry = work.all(Entry, subject_id=made.tender_id, action="record_opening")[0]

    assert [each["code"] for each in entry.data["warnings"]] == ["T70D"]


@pytest.mark.parametrize(
    ("reading", "kind", "field"),
    [
        ({"envelope": "开口"}, Unreadable, "envelope"),
        ({"days": -1}, Unreadable, "readings"),
        ({"price": Decimal("0.001")}, Unreadable, "readings"),
        ({"bid_id": UUID(int=1)}, NotFound, "readings"),
    ],
)
def test_bad_reading_names_its_field(
    world: World, reading: dict[str, Any], kind: type[Exception], field: str
) -> None:
    """A seal that is no word, days below none, a tenth of a fen, a bid that was not opened."""
    made = on_the_table(world)
    good = {"bid_id": made.bids[0], "envelope": "intact", "price": Decimal(19_000)}
    with pytest.raises(kind) as caught:
        steps.on_record(world, made.tender_id, readings=[good | reading])

    assert getattr(caught.value, "field", "") == field


def test_signed_record_stands(world: World) -> None:
    """It is signed by those two only, and after a signature nobody writes it again."""
    made = opened(world)
    with pytest.raises(Conflict):
        steps.on_record(world, made.tender_id)
    with world.read() as work:
        record = work.all(OpeningRecord)[0]
    with pytest.raises(Forbidden), world.work("approver") as work:
        opening.sign_opening(work, record.id)


def test_unsigned_record_may_be_written_again(world: World) -> None:
    """A slip of the pen is corrected before the first signature; the ledger keeps both."""
    made = on_the_table(world)
    for venue in ("一楼", "二楼"):
        with world.work("buyer") as work:
            opening.record_opening(
                work, made.tender_id, venue=venue, present=[],
                readings=[
                    {"bid_id": bid.id, "envelope": "electronic", "price": bid.price or Decimal(0)}
                    for bid in queries.live_bids(work, made.tender_id)
                ],
                reader_id=world.people["buyer"].id, recorder_id=world.people["approver"].id,
            )  # fmt: skip
    with world.read() as work:
        assert [each.venue for each in work.all(OpeningRecord)] == ["二楼"]
        assert len(work.all(Entry, action="record_opening")) == 2


def test_new_checklist_has_no_answer(world: World) -> None:
    """Seven items of the law and one of the notice: none passes of itself."""
    made = opened(world, qualifications=["有煤矿供货业绩"])
    with world.read() as work:
        tender = work.get(Tender, made.tender_id)
        live = queries.live_bids(work, made.tender_id)
        reviews = panel.checklists(work, tender, live)

    assert all(not each.answers and not each.passed for each in reviews.values())
    assert reviews[made.bids[0]].missing == (*CheckItem, "有煤矿供货业绩")


def test_evaluation_waits_for_every_item(world: World) -> None:
    """One item of one bid without an answer stops it."""
    made = opened(world)
    with world.work("evaluator1") as work:
        for bid_id in made.bids[1:]:
            check(work, bid_id, *CheckItem)
        check(work, made.bids[0], *list(CheckItem)[1:])
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today)

    assert codes(caught) == ["T33E"]


def test_failed_bid_is_rejected_for_that_item_only(world: World) -> None:
    """A failed qualification of the notice is a reason, a signature that is there is none."""
    made = opened(world, qualifications=["有煤矿供货业绩"])
    with world.work("evaluator1") as work:
        check(work, made.bids[0], "有煤矿供货业绩", passes=False)
    with pytest.raises(Refused) as still, world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today)
    with pytest.raises(Refused) as other, world.work("evaluator1") as work:
        evaluation.reject_bid(work, made.bids[0], reason="unsigned")
    with world.work("evaluator1") as work:
        rejected = evaluation.reject_bid(work, made.bids[0], reason="unqualified")

    assert codes(still) == ["T33E", "T33D"]
    assert codes(other) == ["T33F"]
    assert rejected.state is BidState.REJECTED


def test_answer_is_changed_with_a_reason_and_kept(world: World) -> None:
    """Who answers again says why; both answers are on file, one counts."""
    made = opened(world)
    with world.work("evaluator1") as work:
        check(work, made.bids[0], "signed", passes=False)
    with pytest.raises(Unreadable) as caught, world.work("evaluator2") as work:
        check(work, made.bids[0], "signed")
    with world.work("evaluator2") as work:
        check(work, made.bids[0], "signed", reason="印章在副本第 3 页")
    with world.read() as work:
        found = [(each.passes, each.replaced_at is None) for each in work.all(Check)]

    assert caught.value.field == "reason"
    assert found == [(False, False), (True, True)]


@pytest.mark.parametrize("items", [(), ("外观",)])
def test_unknown_item_is_refused_with_those_there_are(world: World, items: tuple[str, ...]) -> None:
    """No item is made up, and an empty answer answers nothing."""
    made = opened(world)
    with pytest.raises(Unreadable) as caught, world.work("evaluator1") as work:
        check(work, made.bids[0], *items)

    assert caught.value.field == "answers"
    assert "signed" in caught.value.message("en")


def test_who_has_not_stated_his_interests_judges_nothing(world: World) -> None:
    """No answer, no mark, no end of the evaluation before every member has stated his own."""
    made = sealed(world)
    evaluation_seat(world, made, "evaluator1")
    with pytest.raises(Conflict), world.work("evaluator1") as work:
        committee.declare_interest(work, made.tender_id)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with pytest.raises(Refused) as caught, world.work("evaluator1") as work:
        check(work, made.bids[0], "signed")

    assert codes(caught) == ["T31S"]


def evaluation_seat(world: World, made: Tendered, name: str) -> None:
    """Seat one person without a statement."""
    with world.work("buyer") as work:
        evaluation.seat(work, made.tender_id, person_id=world.people[name].id, expert=False)


def test_interested_member_is_replaced_and_his_work_is_void(world: World) -> None:
    """He finds an interest late: his sheet and findings fall, another does it again."""
    made = opened(world, **COMPREHENSIVE)
    for bid_id in made.bids:
        mark(world, bid_id, Decimal(50))
    with world.work("evaluator1") as work:
        committee.declare_interest(work, made.tender_id, interest="持有投标人股份")
    with pytest.raises(Refused) as caught, world.work("evaluator1") as work:
        check(work, made.bids[0], "signed")
    seat_id = member(world, made, "evaluator1")
    with world.work("buyer") as work:
        committee.release_member(work, seat_id, reason="recusal", note="持股")
    with pytest.raises(Conflict), world.work("buyer") as work:
        committee.release_member(work, seat_id, reason="recusal", note="持股")
    with world.read() as work:
        states = [each.state for each in work.all(Sheet, member_id=seat_id)]
        live = [each for each in work.all(Check, member_id=seat_id) if each.replaced_at is None]
        sitting = len(queries.committee(work, made.tender_id))
    with pytest.raises(Forbidden), world.work("evaluator1") as work:
        sheets.fill_sheet(work, next(iter(made.lots.values())), marks=[])

    assert codes(caught) == ["T31V"]
    assert (states, live, sitting) == ([SheetState.VOID], [], 4)


def test_interested_member_holds_the_evaluation(world: World) -> None:
    """As long as he sits, the committee concludes nothing (第三十七条)."""
    made = opened(world)
    steps.review(world, made.tender_id)
    with world.work("evaluator5") as work:
        committee.declare_interest(work, made.tender_id, interest="亲属任职")
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today)

    assert codes(caught) == ["T31W"]


def test_candidates_are_shown_when_the_report_is_signed(world: World) -> None:
    """Four sign, one dissents in writing: with the fifth signature they may be publicised."""
    made = opened(world)
    steps.review(world, made.tender_id)
    with world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today)
    for name in EVALUATORS[1:]:
        with world.work(name) as work:
            dissent = "第二名技术更优" if name == "evaluator2" else ""
            committee.sign_report(work, made.tender_id, dissent=dissent)
    with pytest.raises(Refused) as caught:
        steps.show(world, made.tender_id)
    with world.work("buyer") as work:
        committee.note_silence(
            work, made.tender_id, member_id=work.all(Member)[0].id, note="拒签，未说明"
        )
    steps.show(world, made.tender_id)
    with world.read() as work:
        opinions = [each.opinion for each in work.all(Signature)]

    assert codes(caught) == ["T34S"]
    assert opinions == [Opinion.DISSENTS, *[Opinion.AGREES] * 3, Opinion.SILENT]


def test_member_signs_the_report_once(world: World) -> None:
    """A second signature is a duplicate, and a stranger's silence is none."""
    made = evaluated(world)
    other = evaluated(world)
    stranger = member(world, other, "evaluator1")
    with pytest.raises(Duplicate), world.work("evaluator1") as work:
        committee.sign_report(work, made.tender_id)
    with pytest.raises(Conflict), world.work("buyer") as work:
        committee.note_silence(work, made.tender_id, member_id=stranger, note="拒签")


def test_rank_survives_who_looks(world: World) -> None:
    """The rejected stay rejected and the ranks stay when the report is signed."""
    made = evaluated(world)
    with world.read() as work:
        assert [work.get(Bid, bid_id).rank for bid_id in made.bids] == [1, 2, 3]
