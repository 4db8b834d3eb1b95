"""履约保证金 and 质量保证金: received, called for a reason, returned with its interest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.contract.given import between, money
from equiplink.contract.models import Contract, ContractBond
from equiplink.contract.money_rules import BOND, Bonded
from equiplink.contract.rules import BOND_PERCENT
from equiplink.contract.states import CONTRACT_BOND, BondForm, BondKind, BondState
from equiplink.db import new_id, one_of
from equiplink.errors import said
from equiplink.work import Work


def receive_bond(
    work: Work,
    contract_id: UUID,
    *,
    kind: str,
    form: str,
    amount: Decimal,
    return_by: date,
    received_on: date | None = None,
) -> ContractBond:
    """Record a bond that was received, today or on *received_on*, and until when it goes back.

    *kind* is a word of ``BondKind``, *form* one of ``BondForm``; CNY. Performance
    bonds that are held stay within a tenth of the contract (T40B).
    """
    contract = work.get(Contract, contract_id)
    what = one_of(BondKind, kind, field="kind")
    how = one_of(BondForm, form, field="form")
    money("amount", amount)
    day = between("received_on", received_on or work.today, date.min, work.today)
    between("return_by", return_by, day)
    facts = Bonded(
        today=work.today,
        kind=what,
        held=_held(work, contract_id, what) + amount,
        amount=contract.amount,
        percent=work.setting(BOND_PERCENT),
    )
    warnings = BOND.require(facts, work.policy)
    bond = ContractBond(
        id=new_id(), contract_id=contract_id, kind=what, form=how, amount=amount,
        received_on=day, return_by=return_by, called=Decimal(0), interest=Decimal(0),
    )  # fmt: skip
    work.step(
        CONTRACT_BOND, bond, "receive", warnings=warnings, contract_id=contract_id, kind=what,
        form=how, amount=amount, received_on=day, return_by=return_by,
    )  # fmt: skip
    return bond


def call_bond(work: Work, bond_id: UUID, *, amount: Decimal, reason: str) -> ContractBond:
    """Keep *amount* of a bond (the table's ``call``) and say why; the rest still goes back."""
    reason = said(reason, "扣收原因", field="reason")
    bond = work.get(ContractBond, bond_id)
    money("amount", amount)
    bond.called = between("amount", amount, Decimal(0), bond.amount)
    work.step(CONTRACT_BOND, bond, "call", amount=amount, reason=reason)
    return bond


def return_bond(work: Work, bond_id: UUID, *, interest: Decimal = Decimal(0)) -> ContractBond:
    """Give back what was not called (the table's ``return``), with *interest* in CNY."""
    bond = work.get(ContractBond, bond_id)
    bond.interest = money("interest", interest, least=Decimal(0))
    bond.returned_on = work.today
    work.step(
        CONTRACT_BOND, bond, "return", amount=bond.amount - bond.called, interest=interest,
        late=work.today > bond.return_by,
    )  # fmt: skip
    return bond


def _held(work: Work, contract_id: UUID, kind: BondKind) -> Decimal:
    query = select(func.sum(ContractBond.amount)).where(
        ContractBond.mine_id == work.mine_id,
        ContractBond.contract_id == contract_id,
        ContractBond.kind == kind,
        ContractBond.state == BondState.HELD,
    )
    return work.session.scalar(query) or Decimal(0)
