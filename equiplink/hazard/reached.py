"""What a stop-use notice reaches in this mine: things, the machines that they stand in, orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import Product, StopUseNotice
from equiplink.catalogue.notices import Named, Target, meant, named, same_maker
from equiplink.catalogue.paper_models import ControlledPart
from equiplink.catalogue.states import Paper
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.states import ContractState, DeliveryState
from equiplink.register.models import Item
from equiplink.register.states import SERVING
from equiplink.words import Both
from equiplink.work import Work

OPEN = (ContractState.DRAFT, ContractState.SIGNED)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit or lot. ``machine`` says that it is none itself, but has one inside."""

    item: Item
    product: Product
    why: Both
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order line, with what is still to come of it and what arrived without a verdict."""

    line: ContractLine
    contract: Contract
    why: Both
    outstanding: Decimal
    unjudged: Decimal


def things(work: Work, notice: StopUseNotice) -> list[Found]:
    """Return the units and lots that the notice means and the machines they are in; unscrapped."""
    found = [
        Found(item, product, why)
        for item, product in _candidates(work, notice)
        if (why := meant(named(notice), _target(item, product))) is not None
    ]
    return found + _machines(work, found)


def suspects(work: Work, notice: StopUseNotice) -> list[Found]:
    """Return what is to be looked at: the maker's other products, machines that list the part."""
    what = named(notice)
    others = [
        Found(item, product, Both("another product of the maker", "同厂其他产品"))
        for item, product in _candidates(work, notice)
        if same_maker(what, target := _target(item, product)) and meant(what, target) is None
    ]
    return others + _listing(work, what)


def orders(work: Work, notice: StopUseNotice) -> list[Ordered]:
    """Return the open orders that the notice means."""
    query = (
        select(ContractLine, Contract, Product.name)
        .join(
            Contract,
            (Contract.mine_id == ContractLine.mine_id) & (Contract.id == ContractLine.contract_id),
        )
        .join(Product, Product.id == ContractLine.product_id)
        .where(ContractLine.mine_id == work.mine_id, Contract.state.in_(OPEN))
        .where((ContractLine.mark_number == notice.mark_number) | (Product.maker == notice.maker))
        .order_by(ContractLine.id)
    )
    waiting = _unjudged(work)
    found = []
    for line, contract, name in work.session.execute(query):
        why = meant(named(notice), Target(line.maker, name, line.model, line.mark_number))
        left, unjudged = line.due - line.received, waiting.get(line.id, Decimal(0))
        if why is not None and (left > 0 or unjudged > 0):
            found.append(Ordered(line, contract, why, max(left, Decimal(0)), unjudged))
    return found


def _target(item: Item, product: Product) -> Target:
    paper = item.papers.get(Paper.EX_CERTIFICATE, {})
    return Target(
        product.maker, product.name, product.model, item.mark_number, (paper.get("number", ""),)
    )


def _candidates(work: Work, notice: StopUseNotice) -> Sequence[Any]:
    query = (
        select(Item, Product)
        .join(Product, Product.id == Item.product_id)
        .where(Item.mine_id == work.mine_id, Item.state.in_(SERVING))
        .where((Item.mark_number == notice.mark_number) | (Product.maker == notice.maker))
        .order_by(Item.id)
    )
    return work.session.execute(query).all()


def _machines(work: Work, parts: Sequence[Found]) -> list[Found]:
    """Return the machines that *parts* stand in, however deep, the nearest first."""
    machines: dict[UUID, Found] = {}
    known = {each.item.id for each in parts}
    inside = [(each.item.parent_id, each.item.number) for each in parts if each.item.parent_id]
    while inside:
        wanted = {parent: number for parent, number in inside if parent not in known}
        query = (
            select(Item, Product)
            .join(Product, Product.id == Item.product_id)
            .where(Item.mine_id == work.mine_id, Item.id.in_(wanted))
            .order_by(Item.id)
        )
        level = work.session.execute(query).all()
        for item, product in level:
            number = wanted[item.id]
            why = Both(f"{number} is installed in it", f"装有 {number}")
            machines[item.id] = Found(item, product, why, machine=True)
        known |= machines.keys()
        inside = [(item.parent_id, item.number) for item, _ in level if item.parent_id]
    return list(machines.values())


def _listing(work: Work, what: Named) -> list[Found]:
    """Return the machines whose papers list a controlled part that the notice means."""
    lists = {
        part.product_id: part
        for part in work.all(ControlledPart)
        if meant(
            what, Target(part.maker, part.part, part.model, part.mark_number, part.certificates)
        )
    }
    query = (
        select(Item, Product)
        .join(Product, Product.id == Item.product_id)
        .where(Item.mine_id == work.mine_id, Item.state.in_(SERVING), Item.product_id.in_(lists))
        .order_by(Item.id)
    )
    return [
        Found(
            item,
            product,
            Both(
                f"its papers list {lists[product.id].part} {lists[product.id].model}",
                f"受控部件清单有 {lists[product.id].part} {lists[product.id].model}",
            ),
            machine=True,
        )
        for item, product in work.session.execute(query)
    ]


def _unjudged(work: Work) -> dict[UUID, Decimal]:
    """Return by order line how much arrived and neither has its verdict nor went back."""
    query = (
        select(DeliveryLine)
        .join(
            Delivery,
            (Delivery.mine_id == DeliveryLine.mine_id) & (Delivery.id == DeliveryLine.delivery_id),
        )
        .where(DeliveryLine.mine_id == work.mine_id, Delivery.state == DeliveryState.ARRIVED)
    )
    waiting: dict[UUID, Decimal] = {}
    for part in work.session.scalars(query):
        left = part.quantity - part.accepted - max(part.rejected, part.returned)
        waiting[part.contract_line_id] = waiting.get(part.contract_line_id, Decimal(0)) + left
    return waiting
