"""Changes after the signature: amendments, remainders, free goods, claims, on both databases."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.contract import actions as contract
from equiplink.contract import amendments, awaited, bonds, lines, queries, terms
from equiplink.contract.amendments import NewTerm
from equiplink.contract.models import Amendment, Contract, ContractLine
from equiplink.contract.states import AmendmentState, ContractState, LineKind
from equiplink.errors import Duplicate, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from tests.contract import steps
from tests.contract.steps import Contracted
from tests.plan import steps as plans
from tests.world import World


def only(made: Contracted) -> UUID:
    """Return the id of the only line."""
    (line_id,) = made.lines.values()
    return line_id


def propose(world: World, made: Contracted, number: str = "BC-1", **words: Any) -> Amendment:
    """Propose a change as the buyer."""
    usual: dict[str, Any] = {"reason": "add_on", "evidence": "会议纪要〔2026〕12号"}
    with world.work("buyer") as work:
        return amendments.propose_amendment(
            work, made.contract_id, number=number, **(usual | words)
        )


def to(made: Contracted, **new: Any) -> Sequence[NewTerm]:
    """Return the only line with something new."""
    return [{"contract_line_id": only(made), **new}]  # type: ignore[typeddict-item]  # by name


def sign(world: World, amendment: Amendment) -> Amendment:
    """Sign a change as the approver."""
    with world.work("approver") as work:
        return amendments.sign_amendment(work, amendment.id)


def bought(world: World, planned: int = 1200, tendered: int = 1000) -> Contracted:
    """Sign a contract for fewer bolts than are planned, so that some may be added."""
    plan = plans.approved(world, {"bolt": planned})
    return steps.signed(world, {"bolt": tendered}, plan=plan)


def accepted(world: World, made: Contracted) -> None:
    """Let everything arrive, accept it and close the delivery."""
    arrival = steps.delivered(world, made=made)
    with world.work("acceptor") as work:
        for part in queries.delivery_lines(work, arrival.delivery_id):
            part.presented = part.accepted = part.quantity
            part.accepted_on = work.today
        contract.close_delivery(work, arrival.delivery_id)


def test_addition_makes_a_new_revision(world: World) -> None:
    """A hundred bolts more: quantity, amount and lineage; the ledger tells old and new."""
    made = bought(world)
    change = propose(world, made, lines=to(made, quantity=Decimal(1100)))
    with world.read() as work:
        before = work.get(Contract, made.contract_id).amount
    signed = sign(world, change)
    with world.read() as work:
        after = work.get(Contract, made.contract_id)
        line = work.get(ContractLine, only(made))
        told = work.first(Entry, subject_id=made.contract_id, action="change")

    assert (before, after.amount, after.first_amount) == (9_500_000, 10_450_000, 9_500_000)
    assert (after.revision, signed.revision, line.quantity, line.gross) == (
        2,
        2,
        1100,
        after.amount,
    )
    assert signed.before == {"lines": {str(line.id): {"quantity": "1000.000"}}}
    assert told is not None
    assert told.data["changes"] == {"lines": {str(line.id): {"quantity": "1100"}}}


def test_additions_are_counted_together(world: World) -> None:
    """Ten per cent pass; one bolt more, by a second change, is warned of."""
    made = bought(world)
    sign(world, propose(world, made, lines=to(made, quantity=Decimal(1100))))
    second = propose(world, made, "BC-2", lines=to(made, quantity=Decimal(1101)))
    sign(world, second)
    with world.read() as work:
        told = work.first(Entry, subject_id=second.id, action="sign")
        (one, two) = work.all(Amendment)

    assert told is not None
    assert [each["code"] for each in told.data["warnings"]] == ["C31"]
    assert (one.revision, two.revision, two.added) == (2, 3, 9_500)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({"new": {"quantity": Decimal(1201)}}, ["C33", "C31"]),
        ({"new": {"unit_price": Decimal(9600)}}, ["C30"]),
        ({"new": {"unit_price": Decimal(9600)}, "reason": "law_change"}, []),
        ({"new": {"quantity": Decimal(900)}}, ["C30"]),
        ({"new": {"quantity": Decimal(900)}, "reason": "force_majeure"}, []),
        ({"days": 10}, ["C30"]),
        ({"days": 10, "reason": "mine_cannot_receive"}, []),
        ({"days": -10, "reason": "earlier"}, []),
        ({"days": -10, "reason": "concession"}, ["C30"]),
    ],
)
def test_tendered_contract_changes_for_listed_grounds_only(
    world: World, words: dict[str, Any], codes: list[str]
) -> None:
    """Price, quantity and term each have theirs; the plan bounds what is added."""
    made = bought(world)
    change = dict(words)
    if new := change.pop("new", None):
        change["lines"] = to(made, **new)
    if days := change.pop("days", None):
        with world.read() as work:
            until = work.get(Contract, made.contract_id).deliver_by
        change["deliver_by"] = until + timedelta(days=days)
    if not codes:
        assert sign(world, propose(world, made, **change)).state is AmendmentState.SIGNED
        return
    with pytest.raises(Refused) as caught:
        propose(world, made, **change)

    assert [each.code for each in caught.value.findings] == codes


def test_less_than_arrived_cannot_be_ordered(world: World) -> None:
    """What is here stays ordered."""
    made = bought(world)
    steps.delivered(world, made=made, brings={"bolt": 950})
    with pytest.raises(Refused) as caught:
        propose(world, made, reason="force_majeure", lines=to(made, quantity=Decimal(949)))

    assert [each.code for each in caught.value.findings] == ["C32"]


def test_author_does_not_sign_his_change(world: World) -> None:
    """One person with both roles is refused; the change stays proposed."""
    made = bought(world)
    change = propose(world, made, lines=to(made, quantity=Decimal(1100)))
    with world.work("buyer") as work:
        both = type(work.actor)(
            work.actor.id, "两岗", world.mine_id, frozenset({"buyer", "approver"})
        )
    with pytest.raises(Refused) as caught, world.chain.work(both) as work:
        amendments.sign_amendment(work, change.id)

    assert [each.code for each in caught.value.findings] == ["C35"]


def test_void_change_keeps_its_number(world: World) -> None:
    """Nothing changes, the number is taken, and what is void is not signed."""
    made = bought(world)
    change = propose(world, made, lines=to(made, quantity=Decimal(1100)))
    with world.work("buyer") as work:
        amendments.void_amendment(work, change.id, reason="供应商无库存")
    with pytest.raises(IllegalStep):
        sign(world, change)
    with pytest.raises(Duplicate):
        propose(world, made, lines=to(made, quantity=Decimal(1100)))
    with world.read() as work:
        assert work.get(Contract, made.contract_id).revision == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "lines"),
        ({"quantity": Decimal(1000)}, "lines"),
        ({"quantity": Decimal("1000.5")}, "quantity"),
        ({"unit_price": Decimal(0)}, "unit_price"),
    ],
)
def test_change_of_nothing_is_unreadable(world: World, words: dict[str, Any], field: str) -> None:
    """A change says what is different, in whole pieces and a price."""
    made = bought(world)
    with pytest.raises(Unreadable) as caught:
        propose(world, made, lines=to(made, **words))

    assert caught.value.field == field


def test_draft_is_not_amended(world: World) -> None:
    """Before the signature there is nothing to change."""
    made = steps.drafted(world)
    with pytest.raises(IllegalStep):
        propose(world, made, lines=to(made, quantity=Decimal(3)))


def test_difference_from_the_bid_is_told(world: World) -> None:
    """None as signed; after the change the quantity and the amount."""
    made = bought(world)
    with world.read() as work:
        as_signed = awaited.difference(work, made.contract_id)
    sign(world, propose(world, made, lines=to(made, quantity=Decimal(1100))))
    with world.read() as work:
        now = awaited.difference(work, made.contract_id)

    assert as_signed == []
    assert [(each.line, each.what, each.bid, each.contract) for each in now] == [
        (1, "quantity", "1000", "1100"),
        (0, "amount", "9500000.00", "10450000.00"),
    ]


def test_remainder_is_cancelled_with_a_reason(world: World) -> None:
    """900 of 1 000 came; the rest is neither waited for nor paid, and the contract ends."""
    made = bought(world)
    steps.delivered(world, made=made, brings={"bolt": 900})
    with pytest.raises(Unreadable), world.work("approver") as work:
        lines.short_close(work, only(made), reason=" ")
    with world.work("approver") as work:
        line = lines.short_close(work, only(made), reason="供应商停产，余量另购")
    with pytest.raises(Refused) as twice, world.work("approver") as work:
        lines.short_close(work, only(made), reason="再次")
    with pytest.raises(Refused) as more:
        steps.delivered(world, made=made, brings={"bolt": 5})
    with world.read() as work:
        amount = work.get(Contract, made.contract_id).amount

    assert (line.cancelled, line.due, line.gross, amount) == (100, 900, 8_550_000, 8_550_000)
    assert [each.code for each in twice.value.findings] == ["C36"]
    assert [each.code for each in more.value.findings] == ["T38R"]


def test_line_of_which_nothing_came_is_cancelled_whole(world: World) -> None:
    """A contract of one line ends without goods, and costs nothing."""
    made = bought(world)
    with world.work("approver") as work:
        lines.short_close(work, only(made), reason="需求取消")
    with world.work("buyer") as work:
        done = contract.fulfil(work, made.contract_id)

    assert (done.state, done.amount) == (ContractState.FULFILLED, 0)


def test_free_goods_have_no_price_and_are_received(world: World) -> None:
    """A spare switch comes with two bought ones; the amount stays."""
    made = steps.signed(world)
    bought_line = only(made)
    with world.work("buyer") as work:
        free = lines.add_free(work, bought_line, quantity=Decimal(1), reason="投标承诺随货备件")
    made.lines["spare"] = free.id
    arrival = steps.delivered(world, made=made, brings={"spare": 1})
    with world.read() as work:
        spare = work.get(ContractLine, free.id)
        amount = work.get(Contract, made.contract_id).amount

    assert (spare.kind, spare.origin_id, spare.gross) == (LineKind.FREE, bought_line, 0)
    assert (spare.received, amount, len(arrival.lines)) == (1, 19_000, 1)


def warranted(world: World) -> Contracted:
    """Fulfil a contract with a warranty of twelve months from acceptance."""
    made = steps.drafted(world)
    with world.work("buyer") as work:
        terms.agree(work, made.contract_id, warranty_months=12)
    with world.work("approver") as work:
        contract.sign(work, made.contract_id)
    accepted(world, made)
    with world.work("buyer") as work:
        contract.fulfil(work, made.contract_id)
    return made


def test_claim_opens_a_fulfilled_contract_for_a_replacement(world: World) -> None:
    """Free of charge, received like any other, and the contract is fulfilled again after it."""
    made = warranted(world)
    with world.work("buyer") as work:
        new = lines.claim(work, only(made), quantity=Decimal(1), reason="井下运行三个月漏电")
    with world.read() as work:
        opened = work.get(Contract, made.contract_id)
    with pytest.raises(Refused), world.work("buyer") as work:
        contract.fulfil(work, made.contract_id)
    again = Contracted(made.contract_id, made.tender, {"new": new.id}, {"new": Decimal(1)})
    accepted(world, again)
    with world.work("buyer") as work:
        done = contract.fulfil(work, made.contract_id)

    assert (opened.state, opened.amount) == (ContractState.SIGNED, 19_000)
    assert (new.kind, new.origin_id, new.unit_price) == (LineKind.REPLACEMENT, only(made), 0)
    assert done.state is ContractState.FULFILLED


def test_claim_after_the_warranty_or_for_too_many_is_refused(world: World) -> None:
    """Three of two, and a day after twelve months."""
    made = warranted(world)
    with pytest.raises(Refused) as many, world.work("buyer") as work:
        lines.claim(work, only(made), quantity=Decimal(3), reason="漏电")
    world.clock.forward(days=366)
    with pytest.raises(Refused) as late, world.work("buyer") as work:
        lines.claim(work, only(made), quantity=Decimal(1), reason="漏电")

    assert [each.code for each in many.value.findings] == ["C39Q"]
    assert [each.code for each in late.value.findings] == ["C39"]


def test_waiting_delivery_and_held_bond_are_shown_at_the_end(world: World) -> None:
    """A delivery that waits refuses the termination; a bond that is held is told of."""
    made = steps.signed(world)
    with world.work("buyer") as work:
        bonds.receive_bond(
            work, made.contract_id, kind="performance", form="cash", amount=Decimal(100),
            return_by=work.today,
        )  # fmt: skip
    arrival = steps.delivered(world, made=made)
    with pytest.raises(Refused) as waits, world.work("approver") as work:
        contract.terminate(work, made.contract_id, reason="供应商停产")
    with world.work("acceptor") as work:
        contract.return_all(work, arrival.delivery_id, reason="合同终止")
    with world.work("approver") as work:
        contract.terminate(work, made.contract_id, reason="供应商停产")
    with world.read() as work:
        told = work.first(Entry, subject_id=made.contract_id, action="terminate")

    assert [each.code for each in waits.value.findings] == ["C37", "C38"]
    assert told is not None
    assert [each["code"] for each in told.data["warnings"]] == ["C38"]
