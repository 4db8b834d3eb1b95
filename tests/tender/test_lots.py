"""Lots: how the notice divides a tender, who bids for which, and which are opened."""

from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Conflict, Duplicate, Refused, Unreadable
from equiplink.tender import actions as tender
from equiplink.tender import bids, queries, rounds, signs
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BidState
from tests.tender import steps
from tests.tender.lots import (
    LINES,
    LOW,
    PRICES,
    THIRD_IS_SHORT,
    THREE,
    WITHIN,
    states,
)
from tests.tender.steps import drafted, opened, published, sealed
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def test_tender_that_is_not_divided_is_one_lot(world: World) -> None:
    """Every call of a tender without lots makes the lot 1, with the tender's limit and bond."""
    made = drafted(world, max_price=Decimal(20_000), bid_bond=Decimal(400))
    with world.read() as work:
        (lot,) = queries.lots(work, made.tender_id)

    assert (lot.no, lot.max_price, lot.bid_bond) == ("1", 20_000, 400)
    assert lot.estimate == 20_000


def test_notice_divides_the_lines_into_lots(world: World) -> None:
    """A lot has its lines, title, limit, bond and estimate, in the order of the notice."""
    made = drafted(
        world, **THREE,
        lots=[
            {"no": "3", "title": "支护", "max_price": Decimal(99_000)},
            {"no": "1", "bid_bond": Decimal(40)},
            {"no": "2"},
        ],
    )  # fmt: skip
    with world.read() as work:
        lots = queries.lots(work, made.tender_id)
        (line,) = queries.lines(work, made.tender_id, lot_id=lots[0].id)
        whole = work.get(Tender, made.tender_id).estimate

    assert [lot.no for lot in lots] == ["3", "1", "2"]
    assert (lots[0].title, lots[0].max_price, lots[1].bid_bond) == ("支护", 99_000, 40)
    assert [lot.estimate for lot in lots] == [100_000, 2_000, 10_000]
    assert line.id == made.lines["bolt"]
    assert whole == 112_000


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"lots": [{"no": "1"}]}, "lots"),
        ({"lots": [{"no": "1"}, {"no": "2"}, {"no": "2"}, {"no": "3"}]}, "lots"),
        ({"lots": [{"no": "1"}, {"no": "2"}, {"no": "3"}, {"no": "4"}]}, "lots"),
        ({"lots": [{"no": " "}, {"no": "2"}, {"no": "3"}]}, "lots"),
        ({"max_price": Decimal(1)}, "lots"),
        ({"bid_bond": Decimal(1)}, "lots"),
        ({"lots": [{"no": "1", "bid_bond": Decimal(-1)}, {"no": "2"}, {"no": "3"}]}, "bid_bond"),
        ({"most_lots": 0}, "most_lots"),
        ({"most_lots": 4}, "most_lots"),
    ],
)
def test_bad_division_names_its_field(world: World, how: dict[str, Any], field: str) -> None:
    """A lot stands once, has a line, and limit and bond of its own."""
    with pytest.raises(Unreadable) as caught:
        drafted(world, **THREE, **how)

    assert caught.value.field == field


def test_bond_is_held_against_its_own_lot(world: World) -> None:
    """Two per cent of the lot, not of the whole tender."""
    lots: list[Any] = [{"no": "1", "bid_bond": Decimal("40.01")}, {"no": "2"}, {"no": "3"}]
    with pytest.raises(Refused) as caught:
        drafted(world, **THREE, lots=lots)

    assert codes(caught) == ["T26"]


def test_lots_do_not_hide_the_threshold(world: World) -> None:
    """Lots of less than two million are compulsory together (实施条例 第二十四条)."""
    how: dict[str, Any] = {"works_related": True, "estimate": Decimal(20_000)}
    made = drafted(world, LINES, within=WITHIN, **how)
    with pytest.raises(Refused) as caught:
        drafted(world, LINES, within=WITHIN, method="inquiry", reason="分标段询价", **how)
    with world.read() as work:
        assert work.get(Tender, made.tender_id).statutory is True

    assert codes(caught)[0] == "T01"


def test_supplier_bids_once_for_each_lot(world: World) -> None:
    """A second bid for one lot is a duplicate, one for another lot is none; the lot is named."""
    made = published(world, **THREE)
    first = made.suppliers[0]
    for lot in made.lots:
        steps.bid(world, made, first, LOW, lot=lot)
    with pytest.raises(Duplicate):
        steps.bid(world, made, first, LOW, lot="2")
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        bids.submit_bid(work, made.tender_id, supplier_id=first, lines=[])

    assert caught.value.field == "lot_id"


def test_bid_offers_the_lines_of_its_lot(world: World) -> None:
    """A line of another lot is not asked for."""
    made = published(world, **THREE)
    made.within["lamp"] = "1"
    with pytest.raises(Unreadable) as caught:
        steps.bid(world, made, made.suppliers[0], LOW, lot="1")

    assert caught.value.field == "lines"


def test_price_of_no_lot_stands_anywhere_before_the_opening(world: World) -> None:
    """Whoever reads the tables with SQL sees no price of any lot."""
    made = sealed(world, **THREE, prices=(Decimal("7654321.09"),) * 3)
    with world.read() as work:
        rows = [
            str(row)
            for table in ("bid", "bid_line", "lot", "ledger_entry")
            for row in work.session.connection().exec_driver_sql(f"select * from {table}")
        ]

    assert len(made.bids) == 9
    assert not any("7654321" in row for row in rows)


def test_lot_with_two_bids_fails_while_the_others_open(world: World) -> None:
    """Its bids go back unopened; nobody can read them with the published key (第四十四条)."""
    made = opened(world, **THREE, by_lot=THIRD_IS_SHORT)
    with world.read() as work:
        short = work.all(Bid, lot_id=made.lots["3"])
        others = work.all(Bid, lot_id=made.lots["1"])

    assert states(world, made) == ["pending", "pending", "failed", "opened"]
    assert {(bid.state, bid.sealed, bid.price) for bid in short} == {(BidState.RETURNED, "", None)}
    assert {bid.state for bid in others} == {BidState.OPENED}


def test_tender_without_a_lot_of_three_bids_is_not_opened(world: World) -> None:
    """When every lot is short the tender fails as a whole."""
    made = sealed(world, **THREE, prices=PRICES[:2])
    world.clock.forward(days=20)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="投标人少于三个")

    assert codes(caught) == ["T30"]
    assert states(world, made) == ["failed", "failed", "failed", "failed"]


def test_one_bidder_in_three_lots_is_no_sign_of_collusion(world: World) -> None:
    """Signs are looked for inside a lot; what they find names the lot."""
    made = published(world, **THREE)
    for lot in made.lots:
        for supplier_id, price in zip(made.suppliers, PRICES, strict=True):
            agent = "合成代理人" if lot == "3" else f"合成代理人{supplier_id}"
            steps.bid(world, made, supplier_id, price, lot=lot, particulars={"agent": agent})
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
        found = signs.signs(work, made.tender_id)

    assert [finding.code for finding in found] == ["K03"]
    assert "（3标段）" in str(found[0].params)


def test_next_round_takes_up_the_failed_lots_once(world: World) -> None:
    """The others go on meanwhile; the plan gives the quantity of the failed lot to it."""
    made = opened(world, **THREE, by_lot=THIRD_IS_SHORT)
    with world.work("buyer") as work:
        again = rounds.next_round(work, made.tender_id)
    with world.read() as work:
        (lot,) = queries.lots(work, again.id)
        (line,) = queries.lines(work, again.id)
    with pytest.raises(Conflict), world.work("buyer") as work:
        rounds.next_round(work, made.tender_id)

    assert (again.round, again.previous_id) == (2, made.tender_id)
    assert (lot.no, lot.previous_id, lot.attempt) == ("3", made.lots["3"], 2)
    assert line.quantity == LINES["bolt"]
    assert states(world, made)[-1] == "opened"


def test_cancelled_tender_ends_its_lots_and_gives_the_bids_back(world: World) -> None:
    """Nothing that was handed in is kept."""
    made = sealed(world, **THREE)
    with world.work("buyer") as work:
        tender.cancel(
            work, made.tender_id, reason="需求取消", cause="need_gone", evidence="合成会议纪要1号"
        )
    with world.read() as work:
        bids_left = {(bid.state, bid.sealed) for bid in work.all(Bid)}

    assert states(world, made) == ["cancelled"] * 4
    assert bids_left == {(BidState.RETURNED, "")}


def test_replaced_bid_is_one_act(world: World) -> None:
    """Before the deadline the new one stands for the old; after it the old one does."""
    made = sealed(world)
    lines: list[Any] = [
        {"tender_line_id": made.lines["switch"], "unit_price": Decimal(1), "model": "甲",
         "maker": "乙", "mark_number": ""}
    ]  # fmt: skip
    with world.work("buyer") as work:
        new = bids.replace_bid(work, made.bids[0], lines=lines)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        late = bids.replace_bid(work, new.id, lines=lines)
    with world.read() as work:
        found = [work.get(Bid, each).state for each in (made.bids[0], new.id, late.id)]

    assert found == [BidState.WITHDRAWN, BidState.SEALED, BidState.LATE]
