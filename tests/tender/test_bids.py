"""Bids stay sealed until the opening, from everybody, and nothing of them can be changed."""

from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text

from equiplink import envelopes
from equiplink.db import canonical, new_id
from equiplink.errors import Duplicate, IllegalStep, Refused, Tampered, Unreadable
from equiplink.ledger import Entry
from equiplink.tender import bids, evaluation
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BidState, TenderState
from tests.tender.steps import bid, bidders, drafted, published, sealed
from tests.world import World

SECRET = Decimal("7654321.09")


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def test_price_stands_nowhere_before_the_opening(world: World) -> None:
    """A look into every table, the ledger too, shows no price, model or plain content."""
    made = published(world)
    bid_id = bid(world, made, made.suppliers[0], SECRET, offers={"switch": {"model": "暗标型号"}})
    with world.read() as work:
        rows = [
            str(row)
            for table in ("bid", "bid_line", "ledger_entry")
            for row in work.session.execute(text(f"select * from {table}"))
        ]
        found = work.get(Bid, bid_id)

    assert not any("7654321" in row or "暗标型号" in row for row in rows)
    assert found.price is None
    assert not found.sealed.startswith("{")


def test_equal_bids_have_different_commitments(world: World) -> None:
    """The salt keeps a price from being guessed by trying hashes."""
    made = published(world)
    for supplier_id in made.suppliers[:2]:
        bid(world, made, supplier_id, SECRET)
    with world.read() as work:
        first, second = work.all(Bid)

    assert first.commitment != second.commitment


def test_bids_are_opened_once(world: World) -> None:
    """A second opening is told what the tender allows, not what a bid does."""
    made = sealed(world)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with pytest.raises(IllegalStep) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)

    assert caught.value.message("zh").startswith("招标")
    assert caught.value.message("en").startswith("'open' is not possible while tender is 'opened'")


def test_opening_reveals_what_the_commitment_was_of(world: World) -> None:
    """After the opening anybody recomputes the hash from the ledger alone."""
    made = sealed(world)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with world.read() as work:
        handed, opened = (
            work.all(Entry, subject_id=made.bids[0], action=action)[0].data
            for action in ("submit", "unseal")
        )
        found = work.get(Bid, made.bids[0])
        (offer,) = evaluation.offers(work, made.bids[0])

    content = canonical({name: opened[name] for name in ("salt", "lines", "particulars")})
    assert sha256(content.encode()).hexdigest() == handed["commitment"] == found.commitment
    assert found.price == 2 * offer.unit_price == Decimal(19_000)


def test_changed_envelope_is_found_at_the_opening(world: World) -> None:
    """Who swaps one envelope for another is found by the ledger, and the bid is named."""
    made = sealed(world)
    with world.work("buyer") as work:
        first, second = (work.get(Bid, bid_id) for bid_id in made.bids[:2])
        first.sealed = second.sealed
    world.clock.forward(days=20)

    with pytest.raises(Tampered, match=str(made.bids[0])), world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    with world.read() as work:
        assert {each.state for each in work.all(Bid)} == {BidState.SEALED}


def test_content_sealed_anew_does_not_match_its_commitment(world: World) -> None:
    """Anybody may close an envelope, but none whose commitment is in the ledger already."""
    made = sealed(world)
    with world.work("buyer") as work:
        found, tender = work.get(Bid, made.bids[0]), work.get(Tender, made.tender_id)
        other = canonical({"salt": "", "lines": []}).encode()
        found.commitment = sha256(other).hexdigest()
        found.sealed = envelopes.close(other, tender.public_key, label=bids.label(found))
    world.clock.forward(days=20)

    with pytest.raises(Tampered, match=str(made.bids[0])), world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)


@pytest.mark.parametrize("column", ["price", "commitment", "sealed"])
def test_changed_byte_after_the_opening_is_found(world: World, column: str) -> None:
    """What was opened can be read again by anybody, and not when a byte of it is another."""
    made = sealed(world)
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
        found = work.get(Bid, made.bids[0])
        content = bids.read(work, found)
        if column == "price":
            assert Decimal(content["lines"][0]["unit_price"]) * 2 == found.price
            return
        was = getattr(found, column)
        setattr(found, column, ("1" if was[0] == "0" else "0") + was[1:])
        with pytest.raises(Tampered):
            bids.read(work, found)


def test_no_content_is_kept_that_stays_closed(world: World) -> None:
    """The opening publishes the key, so late and withdrawn contents are gone before it."""
    made = sealed(world)
    with world.work("buyer") as work:
        bids.withdraw_bid(work, made.bids[0])
    world.clock.forward(days=20)
    late = bid(world, made, made.suppliers[0], SECRET)
    with world.read() as work:
        kept = {work.get(Bid, each).sealed for each in (made.bids[0], late)}

    assert kept == {""}


@pytest.mark.parametrize(("seconds", "state"), [(-1, BidState.SEALED), (0, BidState.LATE)])
def test_late_bid_is_recorded_unread(world: World, seconds: int, state: BidState) -> None:
    """A second before the deadline it is a bid; from the deadline on it is kept, and unread."""
    made = published(world)
    world.clock.now += timedelta(days=20, seconds=seconds)
    bid_id = bid(world, made, made.suppliers[0], SECRET)
    with world.read() as work:
        found = work.get(Bid, bid_id)

    assert found.state is state
    assert found.received_at == world.clock.now


def test_late_bid_may_be_malformed(world: World) -> None:
    """Nobody looks into a late bid, so nothing in it can be wrong."""
    made = published(world)
    world.clock.forward(days=21)
    with world.work("buyer") as work:
        late = bids.submit_bid(work, made.tender_id, supplier_id=made.suppliers[0], lines=[])

    assert late.state is BidState.LATE


def test_late_bids_do_not_make_three(world: World) -> None:
    """Two in time and one late are two."""
    made = sealed(world, prices=(Decimal(1), Decimal(2)))
    world.clock.forward(days=20)
    bid(world, made, made.suppliers[2], SECRET)

    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    assert codes(caught) == ["T30"]


def test_bid_is_withdrawn_and_handed_in_again(world: World) -> None:
    """One live bid for one supplier: a second is a duplicate until the first is withdrawn."""
    made = sealed(world)
    with pytest.raises(Duplicate):
        bid(world, made, made.suppliers[0], SECRET)
    with world.work("buyer") as work:
        bids.withdraw_bid(work, made.bids[0])
    bid(world, made, made.suppliers[0], SECRET)
    with world.read() as work:
        states = [each.state for each in work.all(Bid, supplier_id=made.suppliers[0])]

    assert states == [BidState.WITHDRAWN, BidState.SEALED]


def test_no_withdrawal_after_the_deadline(world: World) -> None:
    """From the deadline on a bid binds."""
    made = sealed(world)
    world.clock.forward(days=20)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.withdraw_bid(work, made.bids[0])

    assert codes(caught) == ["T29W"]
    assert "2026-11-22 09:00" in caught.value.message()


def test_nothing_is_opened_before_the_deadline(world: World) -> None:
    """A second early is too early, whatever the number of bids."""
    made = sealed(world)
    world.clock.now += timedelta(days=20, seconds=-1)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)

    assert codes(caught) == ["T30T"]
    with world.read() as work:
        assert work.get(Tender, made.tender_id).state is TenderState.PUBLISHED


def test_draft_takes_no_bids(world: World) -> None:
    """There is nothing to bid for before the notice."""
    made = drafted(world)
    with pytest.raises(IllegalStep):
        bid(world, made, bidders(world)[0], SECRET)


def test_uninvited_bidder_is_refused(world: World) -> None:
    """An inquiry takes offers of those who were asked, as policy of the mine."""
    made = published(world, method="inquiry", reason="零星采购", days=3)
    stranger = bidders(world, 4)[3]
    with pytest.raises(Refused) as caught:
        bid(world, made, stranger, SECRET)

    assert codes(caught) == ["T05BH"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"unit_price": Decimal(0)}, "unit_price"), ({"tender_line_id": new_id()}, "lines")],
)
def test_incomplete_bid_is_unreadable(world: World, change: dict[str, Any], field: str) -> None:
    """Every line is offered once, for money; otherwise nothing is stored."""
    made = published(world)
    offer: dict[str, Any] = {
        "tender_line_id": made.lines["switch"], "unit_price": Decimal(1), "model": "甲",
        "maker": "乙", "mark_number": "",
    }  # fmt: skip
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        bids.submit_bid(
            work,
            made.tender_id,
            supplier_id=made.suppliers[0],
            lines=[{**offer, **change}],  # type: ignore[typeddict-item]
        )

    assert caught.value.field == field
    with world.read() as work:
        assert not work.all(Bid)
