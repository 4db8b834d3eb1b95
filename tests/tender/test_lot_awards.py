"""Each lot has its ranks and its winner; an award that is set aside goes to the next."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from equiplink.errors import Duplicate, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.states import Machine
from equiplink.supplier import actions as supplier
from equiplink.tender import evaluation, rounds
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.tender.states import BID, LOT, TENDER, LotState, TenderState
from tests.tender import steps
from tests.tender.lots import (
    PRICES,
    THIRD_IS_SHORT,
    THREE,
    bids_of,
    shown,
    states,
)
from tests.tender.steps import Tendered, evaluated, opened
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def test_every_lot_has_its_ranks_and_candidates(world: World) -> None:
    """Ranks begin anew in every lot, and the sheet is told lot by lot."""
    made = evaluated(
        world, **THREE, by_lot={"1": PRICES, "2": PRICES[::-1], "3": PRICES},
    )  # fmt: skip
    with world.read() as work:
        ranks = [work.get(Bid, bid_id).rank for bid_id in made.bids]
        sheet = work.all(Entry, subject_id=made.tender_id, action="evaluate")[0].data["sheet"]

    assert ranks == [1, 2, 3, 3, 2, 1, 1, 2, 3]
    assert [row["rank"] for row in sheet] == [1, 2, 3] * 3
    assert [row["lot_id"] for row in sheet][::3] == [str(each) for each in made.lots.values()]


def test_tender_is_awarded_with_its_last_lot(world: World) -> None:
    """Each lot has its own winner; until the last is decided the tender stays open."""
    made = shown(world)
    for lot in (1, 2):
        steps.decide(world, made.tender_id, bids_of(made, lot)[0])
    before = states(world, made)
    steps.decide(world, made.tender_id, bids_of(made, 3)[0])

    assert before == ["awarded", "awarded", "pending", "publicised"]
    assert states(world, made) == ["awarded"] * 3 + ["awarded"]


def test_lot_is_awarded_once(world: World) -> None:
    """A second award of a lot is no step of its table, and the index holds two winners off."""
    made = shown(world)
    steps.decide(world, made.tender_id, made.bids[0])
    with pytest.raises(IllegalStep):
        steps.decide(world, made.tender_id, made.bids[1], reason="gave_up")
    with pytest.raises(Duplicate), world.work("approver") as work:
        work.step(BID, work.get(Bid, made.bids[1]), "win")


def test_lot_without_a_valid_bid_holds_the_evaluation_until_it_fails(world: World) -> None:
    """All bids of one lot are rejected: it fails, the others are ranked and awarded (T42)."""
    made = opened(world, **THREE, prices=PRICES)
    for bid_id in bids_of(made, 2):
        steps.reject(world, bid_id, "not_responsive")
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    with world.work("buyer") as work:
        rounds.fail_lot(work, made.lots["2"], reason="全部投标被否决")
    steps.rank(world, made.tender_id)
    steps.show(world, made.tender_id)
    for lot in (1, 3):
        steps.decide(world, made.tender_id, bids_of(made, lot)[0])

    assert codes(caught) == ["T42"]
    assert states(world, made) == ["awarded", "failed", "awarded", "awarded"]


def test_bidder_wins_no_more_lots_than_the_notice_allows(world: World) -> None:
    """Lots are decided in their order; who is full is passed over without a reason."""
    made = shown(world, most_lots=1)
    second, third = (bids_of(made, lot)[0] for lot in (2, 3))
    with pytest.raises(Refused) as early:
        steps.decide(world, made.tender_id, second)
    steps.decide(world, made.tender_id, made.bids[0])
    with pytest.raises(Refused) as full:
        steps.decide(world, made.tender_id, second)
    with pytest.raises(Refused) as skipping:
        steps.decide(world, made.tender_id, bids_of(made, 2)[2])
    steps.decide(world, made.tender_id, bids_of(made, 2)[1])
    with pytest.raises(Refused):
        steps.decide(world, made.tender_id, third)
    steps.decide(world, made.tender_id, bids_of(made, 3)[2])

    assert codes(early) == ["T51"]
    assert codes(full) == ["T50"]
    assert codes(skipping) == ["T36H"]
    assert states(world, made) == ["awarded"] * 4


def test_award_that_is_set_aside_goes_to_the_next(world: World) -> None:
    """The reason stands with the first award; the second candidate is then the first."""
    made = steps.awarded(world)
    lot_id = made.lots["1"]
    with world.work("approver") as work:
        rounds.set_aside(work, lot_id, reason="no_performance_bond", evidence="催告函 合成-01")
    before = states(world, made)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.bids[2])
    steps.decide(world, made.tender_id, made.bids[1])
    with world.read() as work:
        found = [work.get(Bid, bid_id).state for bid_id in made.bids]

    assert before == ["pending", "evaluated"]
    assert codes(caught) == ["T36H"]
    assert found == ["set_aside", "won", "candidate"]
    assert states(world, made) == ["awarded", "awarded"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "tied"}, "reason"),
        ({"reason": "熟人"}, "reason"),
        ({"evidence": " "}, "evidence"),
    ],
)
def test_award_is_set_aside_for_a_reason_of_the_law(
    world: World, change: dict[str, str], field: str
) -> None:
    """One of the four of 第五十五条, with the paper that proves it."""
    made = steps.awarded(world)
    words = {"reason": "gave_up", "evidence": "放弃中标函"} | change
    with pytest.raises(Unreadable) as caught, world.work("approver") as work:
        rounds.set_aside(work, made.lots["1"], **words)

    assert caught.value.field == field


def test_award_set_aside_may_also_lead_to_another_round(world: World) -> None:
    """招标人 may choose the next or tender again (第五十五条)."""
    made = shown(world)
    for lot in (1, 2, 3):
        steps.decide(world, made.tender_id, bids_of(made, lot)[0])
    with world.work("approver") as work:
        rounds.set_aside(work, made.lots["2"], reason="gave_up", evidence="放弃中标函")
    with world.work("buyer") as work:
        rounds.fail_lot(work, made.lots["2"], reason="中标人放弃，重新招标")
        again = rounds.next_round(work, made.tender_id)

    assert states(world, made) == ["awarded", "failed", "awarded", "awarded"]
    assert again.round == 2


def test_evaluation_takes_as_many_statements_for_more_bidders(world: World) -> None:
    """Ranking reads and writes in bulk: three lots of four bidders cost what those of nine do."""
    counts = []
    for number in (4, 9):
        steps.bidders(world, number)
        prices = [Decimal(900 + 10 * each) for each in range(number)]
        made = opened(world, **THREE, prices=prices)
        seen: list[str] = []
        engine = world.chain.engine

        def count(*args: Any, seen: list[str] = seen) -> None:
            seen.append(args[2])

        steps.review(world, made.tender_id)
        event.listen(engine, "before_cursor_execute", count)
        with world.work("buyer") as work:
            evaluation.evaluate(work, made.tender_id, report_on=work.today)
        event.remove(engine, "before_cursor_execute", count)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_ledger_replays_to_every_state_of_a_divided_tender(world: World) -> None:
    """Failure, award, an award set aside and the next: replay gives the states they have."""
    made = opened(world, **THREE, by_lot=THIRD_IS_SHORT)
    steps.rank(world, made.tender_id)
    steps.show(world, made.tender_id)
    steps.decide(world, made.tender_id, made.bids[0])
    with world.work("approver") as work:
        rounds.set_aside(work, made.lots["1"], reason="unlawful", evidence="处罚决定书 合成-02")
    steps.decide(world, made.tender_id, made.bids[1])
    steps.decide(world, made.tender_id, made.bids[3])
    with world.read() as work:
        records: list[tuple[Machine[Any], Any]] = [
            (TENDER, work.get(Tender, made.tender_id)),
            *((LOT, lot) for lot in work.all(Lot)),
            *((BID, bid) for bid in work.all(Bid)),
        ]
        for machine, record in records:
            now: str = ""
            for entry in work.all(Entry, subject_id=record.id):
                now = machine.next(now, entry.action)
            assert now == record.state
        assert work.get(Tender, made.tender_id).state is TenderState.AWARDED
        assert work.get(Lot, made.lots["3"]).state is LotState.FAILED


def drop(world: World, *bid_ids: UUID, reason: str = "gave_up") -> None:
    """Take candidates out before the award."""
    for bid_id in bid_ids:
        with world.work("approver") as work:
            rounds.drop_candidate(work, bid_id, reason=reason, evidence="放弃函 合成-02")


def debar(world: World, bid_id: UUID) -> None:
    """Debar the supplier of a bid."""
    with world.work("approver") as work:
        supplier.debar(
            work, work.get(Bid, bid_id).supplier_id, cause="safety_dishonesty", source="合成名单",
            starts_on=work.today, ends_on=work.today + timedelta(days=3 * 365),
        )  # fmt: skip


def fail(world: World, made: Tendered, lot: str = "1") -> None:
    """Declare a lot failed."""
    with world.work("buyer") as work:
        rounds.fail_lot(work, made.lots[lot], reason="候选人全部不能中标")


def test_candidate_who_gives_up_before_the_award_makes_room(world: World) -> None:
    """The next is then the first, without a reason; a tie is none, and nobody leaves twice."""
    made = steps.publicised(world)
    with pytest.raises(Unreadable, match="tie"):
        drop(world, made.bids[0], reason="tied")
    drop(world, made.bids[0])
    with pytest.raises(IllegalStep):
        drop(world, made.bids[0])
    steps.decide(world, made.tender_id, made.bids[1])

    assert states(world, made) == ["awarded", "awarded"]


def test_lot_whose_candidates_all_gave_up_fails_into_another_round(world: World) -> None:
    """As long as one may win it cannot fail; then it does, and is tendered again."""
    made = steps.publicised(world)
    drop(world, *made.bids[1:])
    with pytest.raises(Refused) as caught:
        fail(world, made)
    drop(world, made.bids[0])
    fail(world, made)
    with world.work("buyer") as work:
        again = rounds.next_round(work, made.tender_id)
    with world.read() as work:
        entry = work.all(Entry, subject_id=made.lots["1"], action="fail")[0].data

    assert codes(caught) == ["T30F"]
    assert states(world, made) == ["failed", "failed"]
    assert again.round == 2
    assert sorted(entry["unable"]) == ["合成供应商1", "合成供应商2", "合成供应商3"]


def test_first_candidate_gone_leaves_the_choice_of_another_round(world: World) -> None:
    """After 第五十五条 the mine may take the next or tender again."""
    made = steps.publicised(world)
    drop(world, made.bids[0], reason="unlawful")
    fail(world, made)

    assert states(world, made) == ["failed", "failed"]


def test_lot_whose_candidates_are_all_debarred_fails_and_the_others_are_awarded(
    world: World,
) -> None:
    """A debarment after the ranking leaves no dead end, and concludes a tender of several lots."""
    made = shown(world)
    steps.decide(world, made.tender_id, bids_of(made, 2)[0])
    steps.decide(world, made.tender_id, bids_of(made, 3)[0])
    for bid_id in bids_of(made, 1):
        debar(world, bid_id)
    with pytest.raises(Refused) as caught:
        steps.decide(world, made.tender_id, made.bids[0])
    fail(world, made)

    assert "S05" in codes(caught)
    assert states(world, made) == ["failed", "awarded", "awarded", "awarded"]


def test_lot_whose_candidates_have_all_won_enough_fails(world: World) -> None:
    """Three bidders, one lot each: a fourth lot has nobody left who may win it."""
    made = shown(world, most_lots=1)
    drop(world, *bids_of(made, 1)[1:], *bids_of(made, 2)[2:], *bids_of(made, 3)[2:])
    steps.decide(world, made.tender_id, bids_of(made, 1)[0])
    steps.decide(world, made.tender_id, bids_of(made, 2)[1])
    fail(world, made, "3")

    assert states(world, made) == ["awarded", "awarded", "failed", "awarded"]
