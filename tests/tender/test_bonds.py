"""Bid bonds: rules, receipt, and keeping one for a lawful reason only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Conflict, Refused, Unreadable
from equiplink.tender import bonds
from equiplink.tender.bond_rules import Keeping, Payment, Return
from equiplink.tender.states import BondPaid, Forfeit
from tests.tender import steps
from tests.world import World

TODAY = date(2024, 11, 1)
PAYMENT = Payment(TODAY, True, BondPaid.CHEQUE, True, "甲公司", "甲公司")  # noqa: FBT003
KEEPING = Keeping(TODAY, Forfeit.REVOKED, passed=True, won=False)
REFUSING = Keeping(TODAY, Forfeit.REFUSED_CONTRACT, passed=True, won=True)
RETURN = Return(TODAY, TODAY, interest_owed=True, interest=True)


ROWS: list[tuple[str, Any, dict[str, Any]]] = [
    ("T26A", PAYMENT, {"basic_account": False}),
    ("T26A", replace(PAYMENT, form=BondPaid.TRANSFER, basic_account=False),
     {"form": BondPaid.CASH}),
    ("T26V", replace(PAYMENT, form=BondPaid.GUARANTEE, bids_until=TODAY, valid_until=TODAY),
     {"valid_until": TODAY - timedelta(days=1)}),
    ("T26V", replace(PAYMENT, form=BondPaid.GUARANTEE, bids_until=TODAY, valid_until=TODAY),
     {"valid_until": None}),
    ("T26P", PAYMENT, {"payer": "乙公司"}),
    ("T39W", KEEPING, {"passed": False}),
    ("T39F", REFUSING, {"won": False}),
    ("T39F", KEEPING, {"reason": Forfeit.ADDED_CONDITIONS}),
    ("T39", RETURN, {"last": TODAY - timedelta(days=1)}),
    ("T39", replace(RETURN, last=None), {"last": TODAY - timedelta(days=1)}),
    ("T39I", RETURN, {"interest": False}),
    ("T39I", replace(RETURN, interest_owed=False, interest=False), {"interest_owed": True}),
]  # fmt: skip
"""For ``test_rules``, which sees that each refuses and passes."""


def received(world: World, made: steps.Tendered, number: int = 0, **how: Any) -> UUID:
    """Receive the bond of one of the synthetic bidders."""
    with world.work("buyer") as work:
        words: dict[str, Any] = {
            "payer": f"合成供应商{number + 1}", "account": f"合成账号{number + 1}",
            "basic_account": True, "form": "transfer", "amount": Decimal(400),
            "received_on": work.today,
        } | how  # fmt: skip
        return bonds.receive_bid_bond(
            work, made.tender_id, supplier_id=made.suppliers[number], **words
        ).id


def test_bond_has_payer_account_and_day(world: World) -> None:
    """Nothing less than a fen, nothing of tomorrow, and a cheque from the basic account."""
    made = steps.published(world)
    with pytest.raises(Unreadable):
        received(world, made, amount=Decimal(0))
    with pytest.raises(Unreadable):
        received(world, made, received_on=world.clock.now.date() + timedelta(days=1))
    with pytest.raises(Unreadable, match="payer"):
        received(world, made, payer=" ")
    with pytest.raises(Refused):
        received(world, made, form="cheque", basic_account=False)
    received(world, made)


def test_guarantee_holds_as_long_as_the_bids(world: World) -> None:
    """Ninety days after the deadline unless the documents say otherwise; a day less is refused."""
    made = steps.published(world, days=20, terms={"validity_days": 60})
    last = world.clock.now.date() + timedelta(days=80)
    with pytest.raises(Refused) as caught:
        received(world, made, form="guarantee", valid_until=last - timedelta(days=1))
    received(world, made, form="guarantee", valid_until=last)
    with pytest.raises(Unreadable, match="validity_days"):
        steps.drafted(world, terms={"validity_days": 0})

    assert [finding.code for finding in caught.value.findings] == ["T26V"]


def keep(world: World, bond_id: UUID, reason: str) -> None:
    """Keep a bond."""
    with world.work("approver") as work:
        bonds.forfeit_bid_bond(work, bond_id, reason=reason, note="合成情况")


def test_bond_is_kept_by_law_only_and_once(world: World) -> None:
    """Only the winner loses it over the contract; nobody for a withdrawal in time."""
    made = steps.sealed(world)
    winner, other = received(world, made), received(world, made, 1)
    with pytest.raises(Refused) as early:
        keep(world, other, "revoked")
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    steps.rank(world, made.tender_id)
    steps.show(world, made.tender_id)
    steps.decide(world, made.tender_id, made.winner)
    with pytest.raises(Refused) as loser:
        keep(world, other, "refused_contract")
    keep(world, winner, "refused_contract")
    with pytest.raises(Conflict):
        keep(world, winner, "refused_contract")

    assert [each.code for each in early.value.findings] == ["T39W"]
    assert [each.code for each in loser.value.findings] == ["T39F"]
