"""What the documents fix: ties, the basis of prices, what becomes of a short bond."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import bids, evaluation, lottery, rounds
from equiplink.tender.models import Bid, Tender
from equiplink.tender.terms import again
from tests.tender import steps
from tests.tender.test_bonds import received
from tests.world import World

SAME = (Decimal(9500), Decimal(9500), Decimal(9900))


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def ranks(world: World, made: steps.Tendered) -> list[int | None]:
    """Return the ranks of the bids in the order in which they came."""
    with world.read() as work:
        return [work.get(Bid, each).rank for each in made.bids]


def test_terms_are_those_of_the_documentation_when_nothing_is_said(world: World) -> None:
    """Price, then vote; prices with tax; a short bond is a warning; and so in the next round."""
    made = steps.published(world, terms={"ties": ["draw"], "requirements": " 合成要求 "})
    plain = steps.drafted(world)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="无人投标")
        again = rounds.next_round(work, made.tender_id).id
    with world.read() as work:
        kept, told = work.get(Tender, again), work.get(Tender, plain.tender_id)
        entry = work.all(Entry, subject_id=made.tender_id, action="publish")[0].data

    assert (told.ties, told.price_basis, told.short_bond) == (
        ["lower_price", "committee_vote"], "tax_inclusive", "flag",
    )  # fmt: skip
    assert (kept.ties, kept.requirements) == (["draw"], "合成要求")
    assert entry["ties"] == ["draw"]


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"ties": []}, "ties"),
        ({"ties": ["draw", "draw"]}, "ties"),
        ({"ties": ["coin"]}, "ties"),
        ({"price_basis": "net"}, "price_basis"),
        ({"short_bond": "ignore"}, "short_bond"),
    ],
)
def test_terms_are_words_of_their_lists(world: World, terms: Mapping[str, Any], field: str) -> None:
    """Anything else is unreadable and names the field."""
    with pytest.raises(Unreadable) as caught:
        steps.drafted(world, terms=terms)

    assert caught.value.field == field


def test_marks_do_not_decide_where_nobody_marks(world: World) -> None:
    """The lowest price has no marks (T58)."""
    with pytest.raises(Refused) as caught:
        steps.drafted(world, terms={"ties": ["higher_marks"]})

    assert codes(caught) == ["T58"]


def test_draw_decides_between_equal_bids_and_can_be_repeated(world: World) -> None:
    """Its seed is the key that the opening published, its word the hash of what was handed in."""
    made = steps.opened(world, prices=SAME, terms={"ties": ["draw"]})
    steps.rank(world, made.tender_id)
    with world.read() as work:
        tender = work.get(Tender, made.tender_id)
        found = [work.get(Bid, each) for each in made.bids]
        word = lottery.word_of([bid.commitment for bid in found])
        drawn = lottery.order([str(bid.id) for bid in found], tender.opening_key, word)
    equal = [each for each in drawn if each != str(made.bids[2])]

    assert sorted(each.rank or 0 for each in found) == [1, 2, 3]
    assert found[2].rank == 3
    assert [str(bid.id) for bid in sorted(found[:2], key=lambda bid: bid.rank or 0)] == equal


def test_committee_votes_where_the_notice_lets_it(world: World) -> None:
    """By default it may, after the price; where the notice says otherwise nobody votes."""
    made = steps.opened(world, prices=SAME)
    steps.rank(world, made.tender_id, order=[made.bids[1], made.bids[0]])
    other = steps.opened(world, prices=SAME, terms={"ties": ["lower_price"]})
    with pytest.raises(Unreadable, match="order"):
        steps.rank(world, other.tender_id, order=[other.bids[1], other.bids[0]])
    with world.work("buyer") as work:
        evaluation.evaluate(work, other.tender_id, report_on=work.today)

    assert ranks(world, made) == [2, 1, 3]
    assert ranks(world, other) == [1, 1, 3]


def test_prices_are_compared_on_the_basis_of_the_notice(world: World) -> None:
    """Without tax the dearest is the cheapest: its rate is higher. What is paid stays as bid."""
    made = steps.published(world, terms={"price_basis": "tax_exclusive"})
    with pytest.raises(Refused) as bare:
        steps.bid(world, made, made.suppliers[0], Decimal(9500))
    for supplier_id, price, rate in zip(
        made.suppliers, steps.PRICES, ("1", "6", "13"), strict=True
    ):
        offers = {"switch": {"tax_rate": rate}}
        made.bids.append(steps.bid(world, made, supplier_id, price, offers=offers))
    with pytest.raises(Unreadable) as wrong:
        steps.bid(
            world, made, made.suppliers[0], Decimal(1), offers={"switch": {"tax_rate": "100"}}
        )
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    steps.rank(world, made.tender_id)
    with world.read() as work:
        found = [work.get(Bid, each) for each in made.bids]
        sheet = work.all(Entry, subject_id=made.tender_id, action="evaluate")[0].data["sheet"]

    assert codes(bare) == ["T59"]
    assert wrong.value.field == "tax_rate"
    assert [bid.rank for bid in found] == [3, 2, 1]
    assert [bid.price for bid in found] == [Decimal(19000), Decimal(19600), Decimal(19800)]
    assert found[2].reviewed_price == Decimal("17522.12")
    assert sheet[0]["price"] == "1980000/113"


def test_rates_are_kept_with_inclusive_prices_too(world: World) -> None:
    """The line keeps what was said of its tax."""
    made = steps.published(world)
    offers = {"switch": {"tax_rate": "13"}}
    for supplier_id, price in zip(made.suppliers, steps.PRICES, strict=True):
        made.bids.append(steps.bid(world, made, supplier_id, price, offers=offers))
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with world.read() as work:
        rates = {each.tax_rate for each in evaluation.offers(work, made.bids[0])}

    assert rates == {Decimal(13)}


def test_bond_is_compared_with_what_its_lot_asks(world: World) -> None:
    """What is short is warned of at its receipt and at the evaluation; parts add up (T56)."""
    made = steps.sealed(world, bid_bond=Decimal(400))
    received(world, made, amount=Decimal(300))
    received(world, made, amount=Decimal(100))
    received(world, made, 1)
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    steps.rank(world, made.tender_id)
    with world.read() as work:
        receipts = work.all(Entry, Entry.id, action="receive_bid_bond")
        closed = work.all(Entry, subject_id=made.tender_id, action="evaluate")[0].data["warnings"]

    assert [[w["code"] for w in each.data.get("warnings", ())] for each in receipts] == [
        ["T56"], [], [],
    ]  # fmt: skip
    assert [w["params"]["short"] for w in closed if w["code"] == "T56"] == ["合成供应商3 0/400.00"]


def test_notice_may_reject_bids_whose_bond_is_short(world: World) -> None:
    """Then the evaluation waits until the committee has rejected them (T57)."""
    made = steps.sealed(
        world, bid_bond=Decimal(400), terms={"short_bond": "reject"},
        prices=(*steps.PRICES, Decimal(9950)),
    )  # fmt: skip
    for number in range(3):
        received(world, made, number)
    world.clock.forward(days=21)
    steps.open_and_seat(world, made)
    received(world, made, 3)
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)
    steps.reject(world, made.bids[3], "not_responsive")
    steps.rank(world, made.tender_id)

    assert codes(caught) == ["T57"]
    assert ranks(world, made) == [1, 2, 3, None]


def test_marks_tell_nothing_apart_in_a_round_without_them(world: World) -> None:
    """A round by price alone leaves the marks out of the rules for ties, and keeps the others."""
    criteria = [{"name": "价格", "weight": 40, "formula": "lowest_over_price"},
                {"name": "技术", "weight": 60}]  # fmt: skip
    made = steps.drafted(
        world, evaluation="comprehensive", criteria=criteria,
        terms={"ties": ["higher_marks", "draw"]},
    )  # fmt: skip
    with world.read() as work:
        tender = work.get(Tender, made.tender_id)
        kept = [again(tender, marked=marked)["ties"] for marked in (True, False)]
        tender.ties = ["higher_marks"]
        kept.append(again(tender, marked=False)["ties"])

    assert kept == [["higher_marks", "draw"], ["draw"], ["lower_price", "committee_vote"]]
