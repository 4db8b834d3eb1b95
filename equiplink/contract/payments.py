"""Release a part of the price when its event is in the record, and pay no more than that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.contract import standing
from equiplink.contract.given import between, money
from equiplink.contract.models import Contract, ContractLine, Milestone, PartRelease, Payment
from equiplink.contract.money_rules import PAYMENT, RELEASE, Paying, Release
from equiplink.contract.part_rules import PART, Arriving
from equiplink.contract.states import Means
from equiplink.contract.sums import come
from equiplink.db import new_id, one_of
from equiplink.errors import Conflict, said
from equiplink.mine.states import Role
from equiplink.work import Work

EXPLOSIVE = ("炸药", "雷管", "导爆", "导火索", "起爆", "民用爆炸物品")
"""What the name of a class says when its goods are civil explosives."""


def release(work: Work, milestone_id: UUID) -> Milestone:
    """Release a milestone: its event must be in the record.

    The signature, the full arrival, the acceptance of everything, the end of the
    warranty are read from the contract's own record. The first safe entry is
    written there by the gate's ``confirm_entry``. Raises ``Conflict`` when it is
    released already.
    """
    work.allow(Role.BUYER)
    milestone = work.get(Milestone, milestone_id)
    contract = work.get(Contract, milestone.contract_id)
    _open(milestone)
    happened_on = standing.happened(work, contract, milestone.event)
    facts = Release(work.today, milestone.event, happened_on)
    warnings = RELEASE.require(facts, work.policy)
    milestone.released_on, milestone.released_by = work.today, work.actor.id
    work.record(
        milestone, "release", warnings=warnings, contract_id=contract.id, no=milestone.no,
        percent=milestone.percent, event=milestone.event, happened_on=happened_on,
    )  # fmt: skip
    return milestone


def release_part(work: Work, milestone_id: UUID) -> PartRelease:
    """Release as much of a milestone as of the goods was delivered, or accepted, until now.

    The parts are exact and never exceed the milestone; ``release`` releases the
    rest once its event has happened. Raises ``Conflict`` when all is released.
    """
    work.allow(Role.BUYER)
    milestone = work.get(Milestone, milestone_id)
    contract = work.get(Contract, milestone.contract_id)
    _open(milestone)
    share = next(share for each, share in standing.milestones(work, contract) if each is milestone)
    worth = standing.worth(work, contract.id, milestone.event)
    facts = Arriving(
        today=work.today,
        event=milestone.event,
        due=come(share, worth=worth, amount=contract.amount),
        released=standing.released(work, contract.id).get(milestone.id, Decimal(0)),
        worth=worth,
        amount=contract.amount,
    )
    warnings = PART.require(facts, work.policy)
    part = PartRelease(
        milestone_id=milestone_id, amount=facts.due - facts.released, worth=facts.worth,
        released_on=work.today, released_by=work.actor.id,
    )  # fmt: skip
    work.record(
        part, "release_part", warnings=warnings, contract_id=contract.id, no=milestone.no,
        event=milestone.event, amount=part.amount, worth=part.worth, share=share,
    )  # fmt: skip
    return part


def _open(milestone: Milestone) -> None:
    """Raise ``Conflict`` when the milestone was released as a whole."""
    if milestone.released_on is not None:
        raise Conflict(
            f"the milestone was released on {milestone.released_on}",
            zh=f"该付款节点已于 {milestone.released_on} 确认，无需重复办理",
            field="milestone_id",
        )


def pay(
    work: Work,
    contract_id: UUID,
    *,
    number: str,
    amount: Decimal,
    means: str = Means.BANK,
    paid_on: date | None = None,
) -> Payment:
    """Record a payment in CNY under its *number*, made today or on the earlier day *paid_on*.

    *means* is a word of ``Means``. Refuses more than was released less the
    penalties that stand, and a payer who released a milestone himself.
    """
    work.allow(Role.APPROVER)
    number = said(number, "付款单号", field="number")
    money("amount", amount)
    way = one_of(Means, means, field="means")
    contract = work.get(Contract, contract_id)
    day = between("paid_on", paid_on or work.today, contract.signed_on or work.today, work.today)
    account = standing.account(work, contract)
    facts = Paying(
        today=work.today,
        amount=amount,
        released=account.released,
        penalties=account.penalties,
        paid=account.paid,
        means=way,
        explosives=_explosives(work, contract_id),
        payer=work.actor.id,
        released_by=account.released_by,
    )
    warnings = PAYMENT.require(facts, work.policy)
    payment = Payment(
        id=new_id(), contract_id=contract_id, number=number, amount=amount, means=way, paid_on=day
    )
    work.record(
        payment, "pay", warnings=warnings, contract_id=contract_id, number=number, amount=amount,
        means=way, paid_on=day, supplier_id=contract.supplier_id,
    )  # fmt: skip
    return payment


def enter(work: Work, contract: Contract, on: date) -> None:
    """Write down that the last of the goods was first let underground on that day.

    For the gate, which reads it from its scans and whose record tells of it.
    """
    contract.entered_on = on
    work.record(contract, "enter", entered_on=on)


def _explosives(work: Work, contract_id: UUID) -> bool:
    """Say whether the contract buys civil explosives."""
    query = (
        select(DeviceClass.name)
        .join(Product, Product.class_id == DeviceClass.id)
        .join(ContractLine, ContractLine.product_id == Product.id)
        .where(ContractLine.mine_id == work.mine_id, ContractLine.contract_id == contract_id)
    )
    return any(word in name for name in work.session.scalars(query) for word in EXPLOSIVE)
