"""Publicity, objections and the award: who wins, and when nobody may."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Duplicate, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.states import Machine
from equiplink.supplier import actions as supplier
from equiplink.supplier import proofs
from equiplink.supplier.models import Authorisation
from equiplink.tender import bids, evaluation, objections
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BID, TENDER
from tests.catalogue import steps as catalogues
from tests.tender import steps
from tests.tender.steps import (
    awarded,
    evaluated,
    opened,
    publicised,
    sealed,
)
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def test_tie_is_explicit_and_needs_a_reason(world: World) -> None:
    """Two equal bids are both first; the award says why it is the one."""
    made = opened(world, prices=(Decimal(9500), Decimal(9500), Decimal(9900)))
    steps.rank(world, made.tender_id)
    steps.show(world, made.tender_id)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.bids[1])
    steps.decide(world, made.tender_id, made.bids[1], reason="tied")
    with world.read() as work:
        ranks = [work.get(Bid, bid_id).rank for bid_id in made.bids]

    assert codes(caught) == ["T36H"]
    assert ranks == [1, 1, 3]


@pytest.mark.parametrize(
    ("starts", "ends", "found"), [(3, 6, []), (4, 7, ["T35H"]), (0, 2, ["T35DH"])]
)
def test_publicity_starts_in_time_and_lasts(
    world: World, starts: int, ends: int, found: list[str]
) -> None:
    """Within three days of the report, for three days at least."""
    made = evaluated(world)
    with world.work("buyer") as work:
        days = [work.today + timedelta(days=each) for each in (starts, ends)]
    if not found:
        with world.work("buyer") as work:
            evaluation.publicise(work, made.tender_id, starts_on=days[0], ends_on=days[1])
        return
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        evaluation.publicise(work, made.tender_id, starts_on=days[0], ends_on=days[1])

    assert codes(caught) == found


def test_publicity_is_not_backdated(world: World) -> None:
    """Days that were past when the publicity was entered showed the candidates to nobody."""
    made = evaluated(world)
    world.clock.forward(days=3)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        starts, ends = work.today - timedelta(days=3), work.today + timedelta(days=2)
        evaluation.publicise(work, made.tender_id, starts_on=starts, ends_on=ends)

    assert codes(caught) == ["T35DH"]


def test_no_award_before_the_publicity_is_over(world: World) -> None:
    """Neither without publicity nor on its last day."""
    made = evaluated(world)
    with pytest.raises(Refused) as without:
        steps.decide(world, made.tender_id, made.winner)
    steps.show(world, made.tender_id)
    world.clock.forward(days=-1)
    with pytest.raises(Refused) as early:
        steps.decide(world, made.tender_id, made.winner)

    assert codes(without) == codes(early) == ["T35AH"]


def test_objection_pauses_the_award(world: World) -> None:
    """An objection in the publicity holds the award until it is answered."""
    made = publicised(world)
    world.clock.forward(days=-1)
    with world.work("buyer") as work:
        raised = objections.object_to(work, made.tender_id, text="对排名有异议")
    world.clock.forward(days=1)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.winner)
    with world.work("buyer") as work:
        objections.answer(work, raised.id, text="复核无误")
    steps.decide(world, made.tender_id, made.winner)

    assert codes(caught) == ["T35OH"]


def test_second_wins_only_with_a_reason(world: World) -> None:
    """Passing over the first needs one of the law's reasons."""
    made = publicised(world)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.bids[1])
    with pytest.raises(Unreadable):
        steps.decide(world, made.tender_id, made.bids[1], reason="熟人")
    steps.decide(world, made.tender_id, made.bids[1], reason="gave_up")

    assert codes(caught) == ["T36H"]


def test_nothing_is_awarded_twice(world: World) -> None:
    """A second award is no step of the table, and the index holds two winners off."""
    made = awarded(world)
    with pytest.raises(IllegalStep):
        steps.decide(world, made.tender_id, made.bids[1], reason="gave_up")
    with pytest.raises(Duplicate), world.work("approver") as work:
        work.step(BID, work.get(Bid, made.bids[1]), "win")


def test_bid_of_another_tender_does_not_win(world: World) -> None:
    """The winner bid for this tender."""
    other = evaluated(world)
    made = publicised(world)
    with pytest.raises(NotFound):
        steps.decide(world, made.tender_id, other.winner)


def test_debarred_bidder_does_not_win(world: World) -> None:
    """Who is debarred between evaluation and award does not win, though he is first."""
    made = publicised(world)
    with world.work("approver") as work:
        supplier.debar(
            work, made.suppliers[0], cause="safety_dishonesty", source="合成名单",
            starts_on=work.today, ends_on=work.today + timedelta(days=3 * 365),
        )  # fmt: skip
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.winner)

    assert codes(caught) == ["S05"]


def test_price_that_was_touched_does_not_win(world: World) -> None:
    """A price changed behind the verbs is not the one in the envelope."""
    made = publicised(world)
    with world.work("buyer") as work:
        work.get(Bid, made.winner).price = Decimal(18_000)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.winner)

    assert codes(caught) == ["T37"]


def test_plan_that_changed_is_not_awarded(world: World) -> None:
    """What is awarded is what was planned."""
    made = publicised(world)
    with world.work("planner") as work:
        plan.change_line(work, made.plan.lines["switch"], quantity=Decimal(9))
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.winner)

    assert codes(caught) == ["N09"]


@pytest.mark.parametrize(
    ("offer", "found"),
    [
        ({"mark_number": ""}, ["L05"]),
        ({"mark_number": "MZZ999999"}, ["M01"]),
        ({"model": "没有的型号"}, ["N10", "M05M", "M05H", "M05P"]),
    ],
)
def test_offer_without_a_good_mark_does_not_win(
    world: World, offer: dict[str, str], found: list[str]
) -> None:
    """Goods that need a safety mark are not bought without one that is theirs (M01)."""
    known = catalogues.national(world)
    made = publicised(world, products=known, offers={"switch": offer})
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.winner)

    assert codes(caught) == found


def test_mine_may_leave_out_the_publicity_where_the_law_does(world: World) -> None:
    """With T35AH off a voluntary tender is awarded straight from the evaluation."""
    made = evaluated(world)
    with world.work() as work:
        mine.set_policy(work, "rule.T35AH", "off")
    steps.decide(world, made.tender_id, made.winner)


def test_inquiry_goes_to_the_lowest_offer(world: World) -> None:
    """An inquiry is asked of three, compared by a group, and needs no publicity."""
    made = opened(world, method="inquiry", reason="零星采购", days=3)
    steps.rank(world, made.tender_id)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.bids[1])
    steps.decide(world, made.tender_id, made.bids[0])

    assert codes(caught) == ["T09P"]


def test_direct_purchase_has_one_supplier(world: World) -> None:
    """One supplier, one offer, a reason: no committee."""
    made = sealed(world, method="direct", reason="配套要求", days=1, prices=(Decimal(9500),))
    world.clock.forward(days=1)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    steps.rank(world, made.tender_id)
    steps.decide(world, made.tender_id, made.winner)


def test_ledger_replays_to_every_state(world: World) -> None:
    """Replaying the entries of tender and bids by the tables gives the states they have."""
    made = awarded(world)
    with world.read() as work:
        records: list[Any] = [work.get(Tender, made.tender_id), *work.all(Bid)]
        machines: list[Machine[Any]] = [TENDER, BID, BID, BID]
        for record, machine in zip(records, machines, strict=True):
            now: str = ""
            for entry in work.all(Entry, subject_id=record.id):
                now = machine.next(now, entry.action)
            assert now == record.state


def test_seller_without_authorisation_is_told(world: World) -> None:
    """Whose maker did not authorise him wins with a warning in the record (S09)."""
    made = publicised(world)
    with world.work("buyer") as work:
        for each in work.all(Authorisation, supplier_id=made.suppliers[0]):
            proofs.withdraw_authorisation(work, each.id, reason="合成：厂家收回")
    steps.decide(world, made.tender_id, made.winner)
    with world.read() as work:
        told = work.first(Entry, subject_id=made.tender_id, action="award")

    assert told is not None
    assert "S09" in [each["code"] for each in told.data["warnings"]]
