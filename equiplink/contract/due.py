"""What contracts ask for by a day: signature, report, inspection, payment, bonds."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, select

from equiplink.contract.awaited import unreported, unsigned
from equiplink.contract.inspection import inspect_by
from equiplink.contract.models import (
    Contract,
    ContractBond,
    ContractLine,
    DefectNotice,
    Delivery,
    DeliveryLine,
)
from equiplink.contract.states import BondState, ContractState, DeliveryState, LineKind
from equiplink.days import Calendar
from equiplink.db import plain
from equiplink.due import Due
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List everything of this stage that is outstanding."""
    days = calendar(work)
    yield from _signatures(work)
    yield from _reports(work)
    yield from _arrivals(work)
    yield from _inspections(work, days)
    yield from _bonds(work)


def _signatures(work: Work) -> Iterator[Due]:
    """Yield awards without a signed contract; one that is drafted waits for its signature."""
    for award in unsigned(work):
        yield Due(
            code="T38",
            on=award.sign_by,
            subject="tender",
            subject_id=award.tender_id,
            number=award.number,
            role=Role.APPROVER if award.contract_id else Role.BUYER,
            zh=f"{award.number}：{award.awarded_on} 发出中标通知书，须签订合同",
            en=f"{award.number}: awarded on {award.awarded_on}; sign the contract",
            key=str(award.bid_id),
        )


def _reports(work: Work) -> Iterator[Due]:
    for tender, last in unreported(work):
        yield Due(
            code="T41",
            on=last,
            subject="tender",
            subject_id=tender.id,
            number=tender.number,
            role=Role.BUYER,
            zh=f"{tender.number}：须向行政监督部门提交招标投标情况的书面报告",
            en=f"{tender.number}: report the tender to the authority in writing",
        )


def _arrivals(work: Work) -> Iterator[Due]:
    """Yield contracts of which something that was bought is still to come."""
    rest = exists().where(
        ContractLine.mine_id == Contract.mine_id,
        ContractLine.contract_id == Contract.id,
        ContractLine.kind == LineKind.ORDERED,
        ContractLine.received < ContractLine.quantity - ContractLine.cancelled,
    )
    query = (
        select(Contract)
        .where(Contract.mine_id == work.mine_id, Contract.state == ContractState.SIGNED, rest)
        .order_by(Contract.deliver_by, Contract.id)
    )
    for contract in work.session.scalars(query):
        yield Due(
            code="T38R",
            on=contract.deliver_by,
            subject="contract",
            subject_id=contract.id,
            number=contract.number,
            role=Role.BUYER,
            zh=f"{contract.number}：合同约定交货的最后一日，催交未到货物资",
            en=f"{contract.number}: the last day for delivery; press for what is still to come",
        )


def _inspections(work: Work, days: Calendar) -> Iterator[Due]:
    """Yield deliveries of which something has no verdict and of which the seller was not told."""
    waits = exists().where(
        DeliveryLine.mine_id == Delivery.mine_id,
        DeliveryLine.delivery_id == Delivery.id,
        DeliveryLine.accepted + DeliveryLine.rejected < DeliveryLine.quantity,
    )
    told = exists().where(
        DefectNotice.mine_id == Delivery.mine_id, DefectNotice.delivery_id == Delivery.id
    )
    query = (
        select(Delivery, Contract)
        .join(
            Contract, (Contract.mine_id == Delivery.mine_id) & (Contract.id == Delivery.contract_id)
        )
        .where(Delivery.mine_id == work.mine_id, Delivery.state == DeliveryState.ARRIVED)
        .where(waits, ~told)
        .order_by(Delivery.arrived_at, Delivery.id)
    )
    for delivery, contract in work.session.execute(query):
        yield Due(
            code="C14",
            on=inspect_by(contract, work.day_of(delivery.arrived_at), days),
            subject="delivery",
            subject_id=delivery.id,
            number=delivery.number,
            role=Role.ACCEPTOR,
            zh=f"{delivery.number}：检验期限届满前验收，不符合约定的通知供应商",
            en=f"{delivery.number}: inspect it, and tell the supplier of what does not conform",
        )


def _bonds(work: Work) -> Iterator[Due]:
    query = (
        select(ContractBond, Contract.number)
        .join(
            Contract,
            (Contract.mine_id == ContractBond.mine_id) & (Contract.id == ContractBond.contract_id),
        )
        .where(ContractBond.mine_id == work.mine_id, ContractBond.state != BondState.RETURNED)
        .where(ContractBond.called < ContractBond.amount)
        .order_by(ContractBond.return_by, ContractBond.id)
    )
    for bond, number in work.session.execute(query):
        yield Due(
            code="T40",
            on=bond.return_by,
            subject="contract_bond",
            subject_id=bond.id,
            number=number,
            role=Role.BUYER,
            zh=f"{number}：退还{bond.kind.zh} {plain(bond.amount - bond.called)} 元",
            en=f"{number}: give back the {bond.kind} bond, CNY {plain(bond.amount - bond.called)}",
        )
