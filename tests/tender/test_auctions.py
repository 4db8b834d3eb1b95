"""竞价: first offers sealed, then falling prices in their time, by the step; nothing is lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda.actions import tick
from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import actions as tender
from equiplink.tender import auctions, bids, evaluation, notices
from equiplink.tender.auction_models import Auction, AuctionOffer
from equiplink.tender.auction_rules import Bidding, Closing, Settled
from equiplink.tender.auctions import AuctionTerms
from equiplink.tender.due import due
from equiplink.tender.method_states import AuctionState, Measure
from equiplink.tender.models import Bid, Tender
from equiplink.work import Actor
from tests.tender import steps
from tests.tender.steps import Tendered, drafted, published, sealed
from tests.world import MORNING, World

TODAY = date(2024, 11, 1)
OFFER = Bidding(
    TODAY, "", "", begun=True, over=False, admitted=True, price=Decimal(90), bound=Decimal(100),
    step=Decimal(10),
)  # fmt: skip
END = Closing(TODAY, "", over=True, opened=True)
ROWS: list[tuple[str, Any, dict[str, Any]]] = [
    ("T08B", OFFER, {"begun": False}),
    ("T08E", OFFER, {"over": True}),
    ("T08A", OFFER, {"admitted": False}),
    ("T08S", OFFER, {"price": Decimal("90.01")}),
    ("T08S", OFFER, {"below": Measure.OWN, "bound": Decimal("99.99")}),
    ("T08C", END, {"over": False}),
    ("T08O", END, {"opened": False}),
    ("T08R", Settled(TODAY, ()), {"running": ("1",)}),
]  # fmt: skip
"""For ``test_rules``, which sees that each refuses and passes."""

DAYS = 3
FIRST = (Decimal(9500), Decimal(9800), Decimal(9900))
AUCTION: dict[str, Any] = {
    "method": "reverse_auction",
    "reason": "规格统一",
    "ground": "standard_goods",
}
OPENS = MORNING + timedelta(days=DAYS, hours=1)
TERMS: AuctionTerms = {
    "opens_at": OPENS, "ends_at": OPENS + timedelta(hours=1), "step": Decimal(100),
    "quiet_minutes": 5,
}  # fmt: skip
"""Two switches: an offer is lower by 100 yuan for both."""


def running(
    world: World, *, prices: tuple[Decimal, ...] = FIRST, **terms: Any
) -> tuple[Tendered, UUID]:
    """Open three first offers of 9,500 and more for each switch, and begin the auction."""
    made = sealed(world, prices=prices, days=DAYS, auction=TERMS | terms, **AUCTION)
    world.clock.forward(days=DAYS)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
        (auction,) = work.all(Auction, tender_id=made.tender_id)
    steps.on_record(world, made.tender_id)
    world.clock.forward(hours=1)
    return made, auction.id


def offers(world: World, made: Tendered, auction_id: UUID, who: int, unit: str) -> list[str]:
    """Let a supplier offer a unit price; return the codes for which it is not taken."""
    with world.work("buyer") as work:
        kept = auctions.offer(
            work, auction_id, supplier_id=made.suppliers[who],
            prices=[{"tender_line_id": made.lines["switch"], "unit_price": Decimal(unit)}],
        )  # fmt: skip
        assert kept.taken is not bool(kept.findings)
        return [each["code"] for each in kept.findings]


def board(world: World, auction_id: UUID) -> dict[str, Any]:
    """Return what is shown of an auction."""
    with world.read() as work:
        return auctions.board(work, auction_id)


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of what denies."""
    return [finding.code for finding in caught.value.findings if finding.denies]


def test_lowest_of_the_auction_wins_at_his_last_price(world: World) -> None:
    """The dearest at first wins; rank, award and contract prices are those of his last offer."""
    made, auction = running(world)
    assert offers(world, made, auction, 2, "9400") == []
    assert offers(world, made, auction, 0, "9300") == []
    assert offers(world, made, auction, 2, "9000.50") == []
    world.clock.forward(hours=1)
    with world.work("buyer") as work:
        auctions.close(work, auction)
    steps.rank(world, made.tender_id)
    steps.decide(world, made.tender_id, made.bids[2])
    with world.read() as work:
        winner = work.get(Bid, made.bids[2])
        (line,) = evaluation.offers(work, winner.id)
        ranks = [work.get(Bid, each).rank for each in made.bids]

    assert (winner.state, winner.price, line.unit_price) == ("won", 18_001, Decimal("9000.50"))
    assert ranks == [2, 3, 1]


def test_first_offer_stands_for_who_does_not_lower_it(world: World) -> None:
    """An auction without a single offer is won by the lowest first one, from its envelope."""
    made, auction = running(world)
    world.clock.forward(hours=1)
    with world.work("buyer") as work:
        auctions.close(work, auction)
    steps.rank(world, made.tender_id)
    steps.decide(world, made.tender_id, made.winner)
    with world.read() as work:
        assert work.get(Bid, made.winner).price == 19_000


def test_offer_that_may_not_be_taken_is_kept_with_its_reason(world: World) -> None:
    """Too early, too small a step, by a stranger, too late: four offers in the record."""
    made, auction = running(world)
    world.clock.forward(hours=-1)
    early = offers(world, made, auction, 0, "9000")
    world.clock.forward(hours=1)
    small = offers(world, made, auction, 0, "9450.01")
    made.suppliers.append(steps.bidders(world, 4)[3])
    stranger = offers(world, made, auction, 3, "9000")
    world.clock.forward(hours=1)
    late = offers(world, made, auction, 0, "9000")
    with world.read() as work:
        kept = work.all(AuctionOffer, AuctionOffer.no)
        told = work.all(Entry, subject="auction_offer", action="refuse_offer")

    assert (early, small, stranger, late) == (["T08B"], ["T08S"], ["T08A"], ["T08E"])
    assert [each.no for each in kept] == [1, 2, 3, 4]
    assert not any(each.taken for each in kept)
    assert len(told) == 4
    assert board(world, auction)["lowest"] == 19_000


def test_step_counts_to_the_penny(world: World) -> None:
    """100 yuan lower passes, 99.98 does not."""
    made, auction = running(world)

    assert offers(world, made, auction, 1, "9450.01") == ["T08S"]
    assert offers(world, made, auction, 1, "9450.00") == []


def test_notice_may_measure_each_by_his_own(world: World) -> None:
    """Then the dearest may come down without being the lowest."""
    made, auction = running(world, below="own")

    assert offers(world, made, auction, 2, "9850") == []
    assert offers(world, made, auction, 2, "9849") == ["T08S"]
    assert [each["price"] for each in board(world, auction)["places"]] == [19_000, 19_600, 19_700]


def test_offer_in_the_last_minutes_moves_the_end(world: World) -> None:
    """Five minutes are left after it; one before the last five minutes moves nothing."""
    made, auction = running(world)
    world.clock.forward(minutes=55)
    offers(world, made, auction, 0, "9400")
    assert board(world, auction)["ends_at"] == OPENS + timedelta(hours=1)
    world.clock.forward(minutes=4)
    offers(world, made, auction, 1, "9300")
    assert board(world, auction)["ends_at"] == OPENS + timedelta(minutes=64)
    world.clock.forward(minutes=5)

    assert offers(world, made, auction, 0, "9200") == ["T08E"]


def test_refused_offer_moves_no_end(world: World) -> None:
    """Nobody keeps an auction open with offers that are not taken."""
    made, auction = running(world)
    world.clock.forward(minutes=59)
    offers(world, made, auction, 0, "9499")

    assert board(world, auction)["ends_at"] == OPENS + timedelta(hours=1)


def test_board_shows_prices_and_ranks_and_no_name(world: World) -> None:
    """Equal prices share a rank; who offered what is nowhere."""
    made, auction = running(world, prices=(FIRST[0], FIRST[0], FIRST[2]))
    before = board(world, auction)["places"]
    offers(world, made, auction, 1, "9400")
    after = board(world, auction)

    assert [each["rank"] for each in before] == [1, 1, 3]
    assert after["places"] == [
        {"rank": 1, "price": 18_800}, {"rank": 2, "price": 19_000}, {"rank": 3, "price": 19_800},
    ]  # fmt: skip
    assert not any(str(each) in str(after) for each in made.suppliers)


def test_rejected_bidder_is_out(world: World) -> None:
    """His offers count no more, and he makes no other."""
    made, auction = running(world)
    offers(world, made, auction, 2, "9000")
    steps.seat(world, made.tender_id, steps.EVALUATORS[:3])
    steps.reject(world, made.bids[2], "unqualified")

    assert board(world, auction)["lowest"] == 19_000
    assert offers(world, made, auction, 2, "8000") == ["T08A"]


def test_auction_is_closed_after_its_end_and_judged_after_that(world: World) -> None:
    """Neither early nor twice; and nothing is ranked before."""
    made, auction = running(world)
    with pytest.raises(Refused) as early, world.work("buyer") as work:
        auctions.close(work, auction)
    world.clock.forward(hours=1)
    with pytest.raises(Refused) as judged:
        steps.rank(world, made.tender_id)
    with world.work("buyer") as work:
        auctions.close(work, auction)
    assert offers(world, made, auction, 0, "9000") == ["T08E"]
    steps.rank(world, made.tender_id)

    assert (codes(early), codes(judged)) == (["T08C"], ["T08R"])


def test_auction_whose_first_offers_are_closed_does_not_end(world: World) -> None:
    """They are opened first."""
    made = sealed(world, prices=FIRST, days=DAYS, auction=TERMS, **AUCTION)
    world.clock.forward(days=DAYS, hours=2)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        (auction,) = work.all(Auction, tender_id=made.tender_id)
        auctions.close(work, auction.id)

    assert codes(caught) == ["T08O"]


def test_clock_closes_what_has_ended(world: World) -> None:
    """It stands on the agenda until the tick, and the second tick does nothing."""
    _, auction = running(world)
    with world.read() as work:
        listed = [each.code for each in due(work)]
    clock = Actor.clock(world.people["buyer"].mine_id)
    with world.chain.work(clock) as work:
        before = tick(work)
    world.clock.forward(hours=1)
    with world.chain.work(clock) as work:
        done = [each.code for each in tick(work)]
        again = tick(work)
    with world.read() as work:
        assert work.get(Auction, auction).state is AuctionState.CLOSED
        assert list(due(work)) == []

    assert (listed, before, done, again) == (["T08C"], [], ["T08C"], [])


def test_two_first_offers_are_no_auction(world: World) -> None:
    """Three take part, or it fails."""
    made = sealed(world, prices=FIRST[:2], days=DAYS, auction=TERMS, **AUCTION)
    world.clock.forward(days=DAYS)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)

    assert codes(caught) == ["T09O"]


def test_three_are_asked_to_an_auction(world: World) -> None:
    """Nobody is asked, so the notice is refused."""
    made = drafted(world, **AUCTION)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.publish(work, made.tender_id, deadline=OPENS, auction=TERMS)

    assert codes(caught) == ["T09"]


@pytest.mark.parametrize(
    "terms",
    [
        None,
        TERMS | {"ends_at": OPENS},
        TERMS | {"opens_at": MORNING + timedelta(days=DAYS, minutes=-1)},
        TERMS | {"opens_at": datetime(2026, 11, 6, 9)},  # noqa: DTZ001  naive on purpose
        TERMS | {"step": Decimal(0)},
        TERMS | {"quiet_minutes": -1},
        TERMS | {"below": "everything"},
    ],
)
def test_bad_terms_are_unreadable(world: World, terms: Any) -> None:
    """An auction has a beginning after the first offers, an end after that, and a step."""
    with pytest.raises(Unreadable) as caught:
        published(world, days=DAYS, auction=terms, **AUCTION)

    assert caught.value.field in {"auction", "below"}


def test_only_a_reverse_auction_has_terms(world: World) -> None:
    """An inquiry is quoted once."""
    with pytest.raises(Unreadable):
        published(world, days=DAYS, auction=TERMS, method="inquiry", reason="合成")


def test_auction_is_held_with_tax(world: World) -> None:
    """Everybody hears one lowest price, so rates are no part of it."""
    how = AUCTION | {"terms": {"price_basis": "tax_exclusive"}}
    with pytest.raises(Unreadable, match="含税"):
        published(world, days=DAYS, auction=TERMS, **how)


def test_later_deadline_moves_the_auction(world: World) -> None:
    """By as much; its notice tells the times, the step and the extension."""
    made = published(world, days=DAYS, auction=TERMS, **AUCTION)
    with world.work("buyer") as work:
        text = notices.write_notice(work, made.tender_id, kind="tender").text
        before = work.get(Tender, made.tender_id).deadline
        assert before is not None
        tender.clarify(work, made.tender_id, text="合成澄清", deadline=before + timedelta(days=1))
    with world.read() as work:
        (auction,) = work.all(Auction)

    assert (auction.opens_at, auction.ends_at) == (
        OPENS + timedelta(days=1), OPENS + timedelta(days=1, hours=1),
    )  # fmt: skip
    assert "每次比当前最低报价至少低 100 元，最后 5 分钟内有报价的" in text


def test_only_a_buyer_writes_offers_down(world: World) -> None:
    """As with bids."""
    _, auction = running(world)
    with pytest.raises(Forbidden), world.work("approver") as work:
        auctions.offer(work, auction, supplier_id=UUID(int=1), prices=[])


def test_offer_prices_every_line(world: World) -> None:
    """Or it cannot be understood."""
    made, auction = running(world)
    with pytest.raises(Unreadable), world.work("buyer") as work:
        auctions.offer(work, auction, supplier_id=made.suppliers[0], prices=[])
