"""What was added to a contract: by its own changes, and by direct purchases that name it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.contract.add_on_rules import ADDING, AddOn, Earlier
from equiplink.contract.models import Amendment, Contract
from equiplink.contract.states import AmendmentState, ContractState
from equiplink.contract.term_rules import ADD_ON_PERCENT
from equiplink.errors import Unreadable
from equiplink.law import Finding
from equiplink.supplier.models import Supplier
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import Ground, Method
from equiplink.work import Work


def added(work: Work, contract_id: UUID) -> Decimal:
    """Return what was added to a contract until now, by signed changes and by contracts, CNY."""
    changes = select(func.sum(Amendment.added)).where(
        Amendment.mine_id == work.mine_id,
        Amendment.contract_id == contract_id,
        Amendment.state == AmendmentState.SIGNED,
    )
    contracts = select(func.sum(Contract.amount)).where(
        Contract.mine_id == work.mine_id,
        Contract.adds_to_id == contract_id,
        Contract.state != ContractState.TERMINATED,
    )
    sums = (work.session.scalar(query) for query in (changes, contracts))
    return sum((each or Decimal(0) for each in sums), Decimal(0))


def judged(
    work: Work, tender: Tender, bid: Bid, adds_to: UUID | None, amount: Decimal
) -> tuple[Finding, ...]:
    """Return what speaks against a contract as an addition to the one that it names, if any."""
    if adds_to is not None and tender.method is not Method.DIRECT:
        raise Unreadable(
            f"{tender.number} is no direct purchase; only such a one adds to a contract",
            zh=f"{tender.number} 不是直接采购；只有直接采购可以写明原合同",
            field="adds_to",
        )
    facts = AddOn(
        today=work.today,
        statutory=tender.statutory,
        original_winner=tender.ground is Ground.ORIGINAL_WINNER,
        consistency=tender.ground is Ground.CONSISTENCY,
        earlier=None if adds_to is None else _earlier(work, adds_to, bid.supplier_id),
        amount=amount,
        added=Decimal(0) if adds_to is None else added(work, adds_to),
        percent=work.setting(ADD_ON_PERCENT),
    )
    return ADDING.judge(facts, work.policy)


def _earlier(work: Work, contract_id: UUID, supplier_id: UUID) -> Earlier:
    old = work.get(Contract, contract_id)
    firms = {work.get(Supplier, each).firm_id for each in sorted({old.supplier_id, supplier_id})}
    return Earlier(
        number=old.number,
        state=old.state,
        same_supplier=len(firms) == 1,
        adds_itself=old.adds_to_id is not None,
        first_amount=old.first_amount,
    )
