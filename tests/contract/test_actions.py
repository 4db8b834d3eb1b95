"""Contracts and arrivals through their verbs, on both databases."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.contract import actions as contract
from equiplink.contract import queries
from equiplink.contract.actions import Wanted
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.states import ContractState, DeliveryState
from equiplink.db import new_id
from equiplink.errors import (
    Conflict,
    Duplicate,
    Forbidden,
    IllegalStep,
    NotFound,
    Refused,
    Unreadable,
)
from equiplink.ledger import Entry
from equiplink.supplier.models import Mark
from equiplink.supplier.states import MarkKind
from equiplink.work import Work
from tests.contract import steps
from tests.contract.steps import Contracted, Delivered
from tests.tender import steps as tenders
from tests.world import World


def wanted(work: Work, made: Contracted, **change: object) -> list[Wanted]:
    """Return the contract's lines as its text states them, with something changed."""
    return [
        {
            "tender_line_id": line.tender_line_id,
            "model": line.model,
            "maker": line.maker,
            "mark_number": line.mark_number,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            **change,  # type: ignore[typeddict-item]  # one field, by name
        }
        for line in queries.lines(work, made.contract_id)
    ]


def bring(world: World, made: Contracted, quantity: Decimal, number: str = "DH-1") -> Delivery:
    """Let *quantity* of the only line arrive."""
    (line_id,) = made.lines.values()
    with world.work("keeper") as work:
        return contract.deliver(
            work, made.contract_id, number=number,
            lines=[{"contract_line_id": line_id, "quantity": quantity}],
        )  # fmt: skip


def received(world: World, made: Contracted) -> Decimal:
    """Return what the only order line has received."""
    with world.read() as work:
        return queries.lines(work, made.contract_id)[0].received


def count(world: World, made: Delivered, **verdicts: Decimal) -> None:
    """Write verdicts into the only delivery line, as acceptance does."""
    with world.work() as work:
        for part in queries.delivery_lines(work, made.delivery_id):
            for name, quantity in verdicts.items():
                setattr(part, name, quantity)


def test_contract_repeats_the_winning_bid(world: World) -> None:
    """Amount and lines are those of the bid, and the ledger tells them."""
    made = steps.drafted(world)

    with world.read() as work:
        drawn = work.get(Contract, made.contract_id)
        (line,) = queries.lines(work, made.contract_id)
        (told,) = work.all(Entry, subject_id=drawn.id)
    assert (drawn.amount, line.quantity, line.unit_price) == (19_000, 2, 9_500)
    assert drawn.inspection_days == 15
    assert told.data["lines"][0]["model"] == "KBZ-400/1140"


def test_contract_text_that_differs_is_refused_with_every_difference(world: World) -> None:
    """Another model, quantity, price and too high a bond are all named; nothing is written."""
    made = steps.drafted(world)
    again = tenders.awarded(world)
    with world.read() as work:
        text = wanted(work, made, model="KBZ-630", quantity=Decimal(3), unit_price=Decimal(1))
    text[0]["tender_line_id"] = next(iter(again.lines.values()))

    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        contract.draft(
            work, again.tender_id, number="HT-X", deliver_by=work.today + timedelta(days=9),
            performance_bond=Decimal(2_001), amount=Decimal(20_000), lines=text,
        )  # fmt: skip
    with world.read() as work:
        assert work.first(Contract, number="HT-X") is None
    assert [each.code for each in caught.value.findings] == ["T38", "T38Q", "T38P", "T40"]


def test_own_text_that_equals_the_bid_is_drafted(world: World) -> None:
    """A text of the contract's own passes when it says the same."""
    tender = tenders.awarded(world)
    with world.read() as work:
        bid = queries.winner(work, tender.tender_id)
        terms = [(each.line.id, each.term) for each in queries.offers(work, bid)]
    with world.work("buyer") as work:
        drawn = contract.draft(
            work, tender.tender_id, number="HT-X", deliver_by=work.today, inspection_days=7,
            amount=Decimal("19000.00"),
            lines=[
                {"tender_line_id": line_id, "model": term.model, "maker": term.maker,
                 "mark_number": term.mark_number, "quantity": term.quantity,
                 "unit_price": term.unit_price}
                for line_id, term in terms
            ],
        )  # fmt: skip

    assert (drawn.state, drawn.inspection_days) == (ContractState.DRAFT, 7)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("performance_bond", {"performance_bond": Decimal(-1)}),
        ("inspection_days", {"inspection_days": 0}),
        ("inspection_days", {"inspection_days": 10**18}),
        ("deliver_by", {"days": -1}),
    ],
)
def test_bad_terms_are_unreadable(
    world: World, field: str, change: dict[str, Decimal | int]
) -> None:
    """A negative bond, no day for inspection, a delivery in the past: each names its field."""
    days = int(change.get("days", 5))
    terms = {name: value for name, value in change.items() if name != "days"}
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        contract.draft(
            work, new_id(), number="HT-X", deliver_by=work.today + timedelta(days=days),
            **terms,  # type: ignore[arg-type]  # one field, by name
        )  # fmt: skip

    assert caught.value.field == field


def test_tender_without_a_winner_gets_no_contract(world: World) -> None:
    """Before the award there is nothing to sign."""
    made = tenders.publicised(world)
    with pytest.raises(Conflict) as caught, world.work("buyer") as work:
        contract.draft(work, made.tender_id, number="HT-X", deliver_by=work.today)

    assert caught.value.field == "tender_id"


def test_second_contract_for_one_award_is_a_duplicate(world: World) -> None:
    """One award, one contract."""
    made = steps.drafted(world)
    with pytest.raises(Duplicate):
        steps.drafted(world, tender=made.tender)


def test_signature_after_thirty_days_needs_a_reason(world: World) -> None:
    """Day 30 passes with a warning, day 31 needs a reason, which is recorded."""
    made = steps.drafted(world)
    world.clock.forward(days=31)
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        contract.sign(work, made.contract_id)
    with world.work("approver") as work:
        signed = contract.sign(work, made.contract_id, late_reason="中标人办理变更登记")

    assert "T38D" in {each.code for each in caught.value.findings}
    assert signed.state is ContractState.SIGNED
    with world.read() as work:
        entry = work.first(Entry, subject_id=made.contract_id, action="sign")
        assert entry is not None
        assert entry.data["late_reason"] == "中标人办理变更登记"
        assert [each["code"] for each in entry.data["warnings"]] == ["T38W"]


def test_buyer_does_not_sign(world: World) -> None:
    """Who drafts has not the role to sign."""
    made = steps.drafted(world)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        contract.sign(work, made.contract_id)


def test_parts_arrive_until_the_order_is_full(world: World) -> None:
    """Two parts make the order; a third is refused and leaves nothing behind."""
    made = steps.signed(world)
    bring(world, made, Decimal(1))
    bring(world, made, Decimal(1), "DH-2")
    with pytest.raises(Refused) as caught:
        bring(world, made, Decimal(1), "DH-3")

    assert [each.code for each in caught.value.findings] == ["T38R"]
    assert received(world, made) == 2
    with world.read() as work:
        assert work.first(Delivery, number="DH-3") is None


def test_lot_may_differ_by_its_tolerance(world: World) -> None:
    """Five per mille of a thousand bolts are five; one more is refused."""
    made = steps.signed(world, {"bolt": 1000})
    with pytest.raises(Refused):
        bring(world, made, Decimal(1006))
    bring(world, made, Decimal(1005))

    assert received(world, made) == 1005


@pytest.mark.parametrize("quantity", [Decimal("1.5"), Decimal(0), Decimal(-1)])
def test_part_of_a_piece_is_unreadable(world: World, quantity: Decimal) -> None:
    """One and a half switches, none, or fewer: the field is named."""
    made = steps.signed(world)
    with pytest.raises(Unreadable) as caught:
        bring(world, made, quantity)

    assert caught.value.field == "quantity"


def test_arrival_names_lines_of_its_contract(world: World) -> None:
    """A line of another contract is not found; no line at all is unreadable."""
    made = steps.signed(world)
    stranger = Contracted(made.contract_id, made.tender, {"switch": new_id()})
    with pytest.raises(NotFound) as caught:
        bring(world, stranger, Decimal(1))
    with pytest.raises(Unreadable) as empty, world.work("keeper") as work:
        contract.deliver(work, made.contract_id, number="DH-1", lines=[])

    assert (caught.value.field, empty.value.field) == ("contract_line_id", "lines")


def test_draft_receives_nothing(world: World) -> None:
    """Goods come only for a contract that is signed."""
    made = steps.drafted(world)
    with pytest.raises(Refused) as caught:
        bring(world, made, Decimal(1))

    assert [each.code for each in caught.value.findings] == ["G14A"]


@pytest.mark.parametrize(
    ("days", "kind"), [(30, MarkKind.DELIVERED_ON_TIME), (31, MarkKind.DELIVERED_LATE)]
)
def test_arrival_marks_the_supplier(world: World, days: int, kind: MarkKind) -> None:
    """On the agreed day is on time, the day after is late."""
    made = steps.signed(world)
    world.clock.forward(days=days)
    arrival = bring(world, made, Decimal(1))

    with world.read() as work:
        (mark,) = work.all(Mark, subject_id=arrival.id)
    assert (mark.kind, mark.supplier_id) == (kind, made.tender.suppliers[0])
    assert mark.amount == days - 30


def test_delivery_closes_when_everything_is_judged(world: World) -> None:
    """A delivery with something unjudged stays open; then it closes, once."""
    made = steps.delivered(world)
    with pytest.raises(Refused) as caught, world.work("acceptor") as work:
        contract.close_delivery(work, made.delivery_id)
    count(world, made, presented=Decimal(2), accepted=Decimal(2))
    with world.work("acceptor") as work:
        closed = contract.close_delivery(work, made.delivery_id)

    assert [each.code for each in caught.value.findings] == ["L12A"]
    assert closed.state is DeliveryState.ACCEPTED
    with pytest.raises(IllegalStep), world.work("acceptor") as work:
        contract.close_delivery(work, made.delivery_id)


def test_delivery_that_went_back_may_come_again(world: World) -> None:
    """What is returned whole counts as not received, and the supplier is marked."""
    made = steps.delivered(world)
    with world.work("acceptor") as work:
        back = contract.return_all(work, made.delivery_id, reason="包装破损、雨淋")
    after = received(world, made.contract)
    bring(world, made.contract, Decimal(2), "DH-2")

    assert (back.state, after) == (DeliveryState.RETURNED, 0)
    with world.read() as work:
        kinds = [mark.kind for mark in work.all(Mark, subject_id=back.id)]
    assert kinds == [MarkKind.DELIVERED_ON_TIME, MarkKind.RETURNED]


def test_delivery_goes_back_whole_only_untouched(world: World) -> None:
    """After the first presentation each piece has its own way back."""
    made = steps.delivered(world)
    count(world, made, presented=Decimal(1))
    with pytest.raises(Refused) as caught, world.work("acceptor") as work:
        contract.return_all(work, made.delivery_id, reason="雨淋")

    assert [each.code for each in caught.value.findings] == ["L12B"]


def test_contract_is_fulfilled_when_all_is_accepted(world: World) -> None:
    """Half accepted is not fulfilled; everything accepted, in two parts, is."""
    made = steps.signed(world)
    parts = [steps.delivered(world, made=made, brings={"switch": 1}) for _ in range(2)]
    count(world, parts[0], presented=Decimal(1), accepted=Decimal(1))
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        contract.fulfil(work, made.contract_id)
    count(world, parts[1], presented=Decimal(1), accepted=Decimal(1))
    with world.work("buyer") as work:
        done = contract.fulfil(work, made.contract_id)

    assert [each.code for each in caught.value.findings] == ["T38F", "L12A"]
    assert done.state is ContractState.FULFILLED


@pytest.mark.parametrize("signed", [False, True])
def test_terminated_contract_receives_nothing(world: World, signed: bool) -> None:  # noqa: FBT001  case
    """A draft or a signed contract is terminated with a reason, and is over."""
    made = steps.signed(world) if signed else steps.drafted(world)
    with world.work("approver") as work:
        over = contract.terminate(work, made.contract_id, reason="供应商停产")

    assert over.state is ContractState.TERMINATED
    with pytest.raises(Refused):
        bring(world, made, Decimal(1))


def test_reason_is_stated(world: World) -> None:
    """Ending a contract, or sending a delivery back, says why."""
    made = steps.delivered(world)
    with pytest.raises(Unreadable) as ended, world.work("approver") as work:
        contract.terminate(work, made.contract.contract_id, reason=" ")
    with pytest.raises(Unreadable) as returned, world.work("acceptor") as work:
        contract.return_all(work, made.delivery_id, reason="")

    assert (ended.value.field, returned.value.field) == ("reason", "reason")


def test_given_back_goods_may_be_replaced(world: World) -> None:
    """One of two pieces that goes back makes room for one."""
    made = steps.delivered(world)
    with world.work("keeper") as work:
        part = work.get(DeliveryLine, _only(made.lines))
        contract.give_back(work, part, Decimal(1))

    assert received(world, made.contract) == 1
    with world.read() as work:
        assert work.get(ContractLine, _only(made.contract.lines)).quantity == 2


def _only(lines: dict[str, UUID]) -> UUID:
    (line_id,) = lines.values()
    return line_id
