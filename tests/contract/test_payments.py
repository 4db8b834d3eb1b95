"""Terms, milestones, payments, bonds and penalties through their verbs, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.contract import actions as contract
from equiplink.contract import bonds, payments, penalties, queries, standing, terms
from equiplink.contract.models import Contract, ContractBond, Milestone, Payment
from equiplink.contract.states import BondState, Event, PenaltyState
from equiplink.contract.terms import Share
from equiplink.db import new_id
from equiplink.errors import Conflict, Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from tests.contract import steps
from tests.contract.steps import Contracted
from tests.world import World

USUAL: Sequence[Share] = (
    {"percent": Decimal(30), "event": "signing"},
    {"percent": Decimal(60), "event": "acceptance"},
    {"percent": Decimal(10), "event": "warranty_end"},
)


def agreed(world: World, *, sign: bool = True, **words: Any) -> Contracted:
    """Draft a contract for two switches with *words* as its terms, and sign it."""
    made = steps.drafted(world)
    with world.work("buyer") as work:
        terms.agree(work, made.contract_id, **words)
    if sign:
        with world.work("approver") as work:
            contract.sign(work, made.contract_id)
    return made


def usual(world: World) -> Contracted:
    """Sign a contract with 30 % before, 60 % at acceptance, 10 % after twelve months."""
    return agreed(world, tax_rate=Decimal(13), milestones=USUAL, warranty_months=12)


def shares(world: World, made: Contracted) -> list[UUID]:
    """Return the milestones of a contract in their order."""
    with world.read() as work:
        return [each.id for each in work.all(Milestone, Milestone.no, contract_id=made.contract_id)]


def release(world: World, milestone_id: UUID) -> None:
    """Release a milestone as the buyer."""
    with world.work("buyer") as work:
        payments.release(work, milestone_id)


def pay(world: World, made: Contracted, amount: str, number: str = "FK-1", **how: Any) -> Payment:
    """Pay as the approver."""
    with world.work("approver") as work:
        return payments.pay(work, made.contract_id, number=number, amount=Decimal(amount), **how)


def accepted(world: World, made: Contracted) -> None:
    """Let everything arrive and count it as accepted today, as acceptance does."""
    arrival = steps.delivered(world, made=made)
    with world.work() as work:
        for part in queries.delivery_lines(work, arrival.delivery_id):
            part.presented = part.accepted = part.quantity
            part.accepted_on = work.today


def test_contract_that_agrees_nothing_is_paid_at_acceptance(world: World) -> None:
    """One milestone of a hundred per cent; the tax rate is unknown, so is the net amount."""
    made = steps.signed(world)
    with world.read() as work:
        (only,) = work.all(Milestone, contract_id=made.contract_id)
        (line,) = queries.lines(work, made.contract_id)

    assert (only.no, only.percent, only.event) == (1, 100, Event.ACCEPTANCE)
    assert (line.gross, line.net, line.tax_rate) == (19_000, None, None)


def test_amounts_with_and_without_tax_stand_apart(world: World) -> None:
    """19 000 with 13 per cent of tax are 16 814.16 without; the price is as it was bid."""
    made = usual(world)
    with world.read() as work:
        (line,) = queries.lines(work, made.contract_id)

    assert (line.gross, line.net, line.unit_price) == (19_000, Decimal("16814.16"), 9_500)


def test_line_may_have_a_rate_of_its_own(world: World) -> None:
    """The rate of the line goes before that of the contract; an unknown line is not found."""
    made = steps.drafted(world, {"switch": 2, "bolt": 100})
    with world.work("buyer") as work:
        terms.agree(
            work, made.contract_id, tax_rate=Decimal(13),
            lines=[{"contract_line_id": made.lines["bolt"], "tax_rate": Decimal(6)}],
        )  # fmt: skip
    with world.read() as work:
        rates = {line.id: line.tax_rate for line in queries.lines(work, made.contract_id)}
    with pytest.raises(NotFound) as caught, world.work("buyer") as work:
        terms.agree(work, made.contract_id, lines=[{"contract_line_id": new_id(), "over": 1}])

    assert rates == {made.lines["switch"]: 13, made.lines["bolt"]: 6}
    assert caught.value.field == "contract_line_id"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"tax_rate": Decimal(101)}, "tax_rate"),
        ({"tax_rate": Decimal("0.0001")}, "tax_rate"),
        ({"late_percent": Decimal(1)}, "late_cap"),
        ({"late_cap": Decimal(1)}, "late_percent"),
        ({"warranty_months": 241}, "warranty_months"),
        ({"warranty_months": 12, "warranty_from": "signing"}, "warranty_from"),
        ({"warranty_months": 12, "warranty_from": "birth"}, "warranty_from"),
        ({"milestones": [{"percent": Decimal(100), "event": "never"}]}, "event"),
    ],
)
def test_terms_that_cannot_be_are_unreadable(
    world: World, words: dict[str, Any], field: str
) -> None:
    """Each names its field."""
    with pytest.raises(Unreadable) as caught:
        agreed(world, **words)

    assert caught.value.field == field


def test_milestones_that_are_no_hundred_stop_the_signature(world: World) -> None:
    """A draft may be incomplete; what is signed is not."""
    made = agreed(world, sign=False, milestones=USUAL[:2])
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        contract.sign(work, made.contract_id)

    assert [each.code for each in caught.value.findings] == ["C16"]


def test_terms_are_closed_by_the_signature(world: World) -> None:
    """What is signed is changed by an amendment only."""
    made = usual(world)
    with pytest.raises(IllegalStep), world.work("buyer") as work:
        terms.agree(work, made.contract_id, tax_rate=Decimal(9))


def test_drafter_does_not_sign_although_he_holds_the_role(world: World) -> None:
    """Two roles in one person are no second pair of eyes."""
    made = steps.drafted(world)
    both = replace(world.people["buyer"], roles=frozenset({"buyer", "approver"}))
    with pytest.raises(Refused) as caught, world.chain.work(both) as work:
        contract.sign(work, made.contract_id)

    assert [each.code for each in caught.value.findings] == ["C19"]


def test_milestones_are_released_by_their_events(world: World) -> None:
    """Signed: 30 %; accepted: 60 %; a year later 10 %; never more than the amount in all."""
    made = usual(world)
    first, second, third = shares(world, made)
    release(world, first)
    with pytest.raises(Refused) as early:
        release(world, second)
    pay(world, made, "5700.00")
    accepted(world, made)
    release(world, second)
    pay(world, made, "11400.00", "FK-2")
    with pytest.raises(Refused):
        release(world, third)
    world.clock.forward(days=366)
    release(world, third)
    pay(world, made, "1900.00", "FK-3")

    assert [each.code for each in early.value.findings] == ["C20"]
    with world.read() as work:
        account = standing.account(work, work.get(Contract, made.contract_id))
    assert (account.released, account.paid) == (19_000, 19_000)


def test_milestone_is_released_once(world: World) -> None:
    """A second release is a conflict."""
    made = usual(world)
    first, *_ = shares(world, made)
    release(world, first)
    with pytest.raises(Conflict) as caught:
        release(world, first)

    assert caught.value.field == "milestone_id"


def test_full_arrival_is_an_event_too(world: World) -> None:
    """Half of the goods release nothing, all of them do."""
    halves: list[Share] = [
        {"percent": Decimal(50), "event": "delivery"},
        {"percent": Decimal(50), "event": "first_entry"},
    ]
    made = agreed(world, milestones=halves)
    arrives, enters = shares(world, made)
    steps.delivered(world, made=made, brings={"switch": 1})
    with pytest.raises(Refused):
        release(world, arrives)
    steps.delivered(world, made=made, brings={"switch": 1})
    release(world, arrives)
    with pytest.raises(Refused) as caught:
        release(world, enters)

    assert [each.code for each in caught.value.findings] == ["C20"]


def test_payment_stays_within_what_is_released(world: World) -> None:
    """A fen too much is refused, and so is the same number twice, and a day before the contract."""
    made = usual(world)
    release(world, shares(world, made)[0])
    with pytest.raises(Refused) as caught:
        pay(world, made, "5700.01")
    with pytest.raises(Unreadable) as early, world.read() as work:
        day = work.today - timedelta(days=1)
        pay(world, made, "1.00", paid_on=day)

    assert [each.code for each in caught.value.findings] == ["C21"]
    assert early.value.field == "paid_on"


def test_who_released_does_not_pay(world: World) -> None:
    """One person with both roles is refused."""
    made = usual(world)
    both = replace(world.people["buyer"], roles=frozenset({"buyer", "approver"}))
    with world.chain.work(both) as work:
        payments.release(work, shares(world, made)[0])
    with pytest.raises(Refused) as caught, world.chain.work(both) as work:
        payments.pay(work, made.contract_id, number="FK-1", amount=Decimal(1))
    with pytest.raises(Forbidden), world.work("buyer") as work:
        payments.pay(work, made.contract_id, number="FK-1", amount=Decimal(1))

    assert [each.code for each in caught.value.findings] == ["C22"]


def test_explosives_are_paid_by_bank(world: World) -> None:
    """The class of the goods decides, by its name."""
    made = usual(world)
    with world.work() as work:
        (line,) = queries.lines(work, made.contract_id)
        work.get(DeviceClass, work.get(Product, line.product_id).class_id).name = "电雷管"
    release(world, shares(world, made)[0])
    with pytest.raises(Refused) as caught:
        pay(world, made, "1.00", means="cash")
    paid = pay(world, made, "1.00")

    assert [each.code for each in caught.value.findings] == ["P02"]
    assert paid.means == "bank"


def receive(world: World, made: Contracted, amount: str, **words: Any) -> ContractBond:
    """Receive a performance bond in cash for sixty days."""
    with world.work("buyer") as work:
        usual: dict[str, Any] = {
            "kind": "performance", "form": "cash", "return_by": work.today + timedelta(days=60)
        }  # fmt: skip
        return bonds.receive_bond(work, made.contract_id, amount=Decimal(amount), **(usual | words))


def test_bonds_together_stay_within_a_tenth(world: World) -> None:
    """1 000 and 900 of 19 000 are a tenth; a fen more is refused until the first is returned."""
    made = steps.signed(world)
    first = receive(world, made, "1000.00")
    receive(world, made, "900.00", form="guarantee")
    receive(world, made, "5000.00", kind="quality")
    with pytest.raises(Refused) as caught:
        receive(world, made, "0.01")
    with world.work("buyer") as work:
        back = bonds.return_bond(work, first.id, interest=Decimal("12.50"))
    receive(world, made, "1000.00")

    assert [each.code for each in caught.value.findings] == ["T40B"]
    assert (back.state, back.interest) == (BondState.RETURNED, Decimal("12.50"))


def test_bond_is_called_with_a_reason_and_the_rest_goes_back(world: World) -> None:
    """No more than it is; what is left is returned, and told."""
    made = steps.signed(world)
    bond = receive(world, made, "1000.00")
    with pytest.raises(Unreadable) as much, world.work("approver") as work:
        bonds.call_bond(work, bond.id, amount=Decimal("1000.01"), reason="逾期")
    with world.work("approver") as work:
        bonds.call_bond(work, bond.id, amount=Decimal(400), reason="拒不更换不合格品")
        bonds.return_bond(work, bond.id)
    with world.read() as work:
        told = work.first(Entry, subject_id=bond.id, action="return")

    assert much.value.field == "amount"
    assert told is not None
    assert (told.data["amount"], told.data["late"]) == ("600.00", False)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "luck"}, "kind"),
        ({"form": "gold"}, "form"),
        ({"amount": "0.00"}, "amount"),
        ({"days": -1}, "return_by"),
    ],
)
def test_bond_that_cannot_be_is_unreadable(world: World, words: dict[str, Any], field: str) -> None:
    """Each names its field."""
    made = steps.signed(world)
    with world.read() as work:
        if "days" in words:
            words = {"return_by": work.today + timedelta(days=words["days"])}
    with pytest.raises(Unreadable) as caught:
        receive(world, made, words.get("amount", "1.00"),
                **{name: word for name, word in words.items() if name != "amount"})  # fmt: skip

    assert caught.value.field == field


def late(world: World) -> Contracted:
    """Sign a contract with 0.05 % a day, at most 5 %; it is to be delivered in thirty days."""
    return agreed(world, late_percent=Decimal("0.05"), late_cap=Decimal(5), milestones=USUAL,
                  warranty_months=12)  # fmt: skip


def test_penalty_is_computed_from_the_days(world: World) -> None:
    """One switch ten days late, one still missing after twenty: 47.50 and 95.00."""
    made = late(world)
    world.clock.forward(days=40)
    steps.delivered(world, made=made, brings={"switch": 1})
    world.clock.forward(days=10)
    with world.work("buyer") as work:
        asserted = penalties.assert_penalty(work, made.contract_id)
    with pytest.raises(Refused) as again, world.work("buyer") as work:
        penalties.assert_penalty(work, made.contract_id)

    assert asserted.amount == Decimal("142.50")
    assert [each.code for each in again.value.findings] == ["C24"]


def test_penalty_grows_to_its_cap(world: World) -> None:
    """What was asserted before is not asserted again; 5 % of 19 000 are the most."""
    made = late(world)
    world.clock.forward(days=40)
    with world.work("buyer") as work:
        first = penalties.assert_penalty(work, made.contract_id)
    world.clock.forward(days=1000)
    with world.work("buyer") as work:
        second = penalties.assert_penalty(work, made.contract_id)

    assert (first.amount, second.amount) == (95, 950 - 95)


def test_standing_penalty_is_kept_from_the_payment_and_a_waived_one_not(world: World) -> None:
    """5 700 released less 95 asserted; waived with a reason, all may be paid."""
    made = late(world)
    release(world, shares(world, made)[0])
    world.clock.forward(days=40)
    with world.work("buyer") as work:
        penalty = penalties.assert_penalty(work, made.contract_id)
    with pytest.raises(Refused) as caught:
        pay(world, made, "5700.00")
    with world.work("approver") as work:
        waived = penalties.waive_penalty(work, penalty.id, reason="矿方道路检修，无法收货")
    pay(world, made, "5700.00")

    assert [each.code for each in caught.value.findings] == ["C21"]
    assert waived.state is PenaltyState.WAIVED


def test_no_penalty_without_an_agreement(world: World) -> None:
    """What the contract does not say is not owed."""
    made = steps.signed(world)
    world.clock.forward(days=60)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        penalties.assert_penalty(work, made.contract_id)

    assert [each.code for each in caught.value.findings] == ["C23"]
