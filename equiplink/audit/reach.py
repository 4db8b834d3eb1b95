"""How far a supplier reaches: everything of his that is under way, in stock or underground.

A debarment stops him from selling; what he sold is still here. This only reads. Its
remedy names the verb that holds his goods, which the safety officer decides upon.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import SelectBase, select

from equiplink.audit.failures import failures
from equiplink.catalogue.models import Product
from equiplink.contract.models import Contract, Delivery
from equiplink.contract.states import ContractState, DeliveryState
from equiplink.db import plain
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.supplier.models import Debarment, Supplier
from equiplink.supplier.queries import debarred, keys_of, kin
from equiplink.tender.models import Bid, Invitation, Tender
from equiplink.tender.states import BidState, TenderState
from equiplink.usage.models import Placement
from equiplink.work import Work

RUNNING = (
    TenderState.DRAFT, TenderState.PUBLISHED, TenderState.OPENED, TenderState.EVALUATED,
    TenderState.PUBLICISED, TenderState.AWARDED,
)  # fmt: skip
LIVE = (BidState.SEALED, BidState.OPENED, BidState.CANDIDATE, BidState.WON)
OPEN = (ContractState.DRAFT, ContractState.SIGNED)


def reach(work: Work, supplier_id: UUID) -> dict[str, Any]:
    """Return what a supplier's standing touches, as a JSON document, in ten statements.

    Records that were merged are one firm: each is answered for all of them.

    Sealed bids and invitations are told to the buyer alone (招标投标法 第二十二条).
    """
    work.allow(Role.BUYER, Role.APPROVER, Role.SAFETY_OFFICER, Role.INSPECTOR)
    supplier = work.get(Supplier, supplier_id)
    firm = kin(work.mine_id, supplier_id)
    bars = debarred(work, [supplier_id], work.today)
    secret = Role.BUYER in work.actor.roles
    return {
        "supplier_id": supplier_id,
        "name": supplier.name,
        "uscc": supplier.uscc,
        "state": supplier.state,
        "debarments": [_bar(each) for each in bars],
        "invitations": _invitations(work, firm) if secret else [],
        "bids": _bids(work, firm, secret=secret),
        "contracts": _contracts(work, firm),
        "deliveries": _deliveries(work, firm),
        "items": _items(work, firm),
        "underground": failures(work, firm),
        "holds": _holds(work, supplier_id),
        "remedy": {
            "route": "POST /holds",
            "verb": "holding.hold",
            "role": Role.SAFETY_OFFICER,
            "body": {
                "kind": HoldKind.QUARANTINE,
                "subject": HoldSubject.SUPPLIER,
                "key": supplier_id,
            },
        },
    }


def _bar(each: Debarment) -> dict[str, Any]:
    return {
        "id": each.id, "cause": each.cause, "offence": each.offence, "source": each.source,
        "starts_on": each.starts_on, "ends_on": each.ends_on,
    }  # fmt: skip


def _invitations(work: Work, firm: SelectBase) -> list[dict[str, Any]]:
    query = (
        select(Tender)
        .join(
            Invitation,
            (Invitation.mine_id == Tender.mine_id) & (Invitation.tender_id == Tender.id),
        )
        .where(Tender.mine_id == work.mine_id, Invitation.supplier_id.in_(firm))
        .where(Tender.state.in_((TenderState.DRAFT, TenderState.PUBLISHED)))
        .order_by(Tender.id)
    )
    return [
        {"tender_id": each.id, "number": each.number, "state": each.state}
        for each in work.session.scalars(query)
    ]


def _bids(work: Work, firm: SelectBase, *, secret: bool) -> list[dict[str, Any]]:
    query = (
        select(Bid, Tender)
        .join(Tender, (Tender.mine_id == Bid.mine_id) & (Tender.id == Bid.tender_id))
        .outerjoin(Contract, (Contract.mine_id == Bid.mine_id) & (Contract.bid_id == Bid.id))
        .where(Bid.mine_id == work.mine_id, Bid.supplier_id.in_(firm))
        .where(Tender.state.in_(RUNNING), Contract.id.is_(None))
        .where(Bid.state.in_(LIVE if secret else LIVE[1:]))
        .order_by(Bid.id)
    )
    return [
        {
            "tender_id": tender.id, "number": tender.number, "state": tender.state,
            "bid_id": bid.id, "bid_state": bid.state,
        }
        for bid, tender in work.session.execute(query)
    ]  # fmt: skip


def _contracts(work: Work, firm: SelectBase) -> list[dict[str, Any]]:
    query = (
        select(Contract)
        .filter_by(mine_id=work.mine_id)
        .where(Contract.supplier_id.in_(firm), Contract.state.in_(OPEN))
        .order_by(Contract.id)
    )
    return [
        {"id": each.id, "number": each.number, "state": each.state, "deliver_by": each.deliver_by}
        for each in work.session.scalars(query)
    ]


def _deliveries(work: Work, firm: SelectBase) -> list[dict[str, Any]]:
    query = (
        select(Delivery)
        .join(
            Contract,
            (Contract.mine_id == Delivery.mine_id) & (Contract.id == Delivery.contract_id),
        )
        .where(Delivery.mine_id == work.mine_id, Contract.supplier_id.in_(firm))
        .where(Delivery.state == DeliveryState.ARRIVED)
        .order_by(Delivery.id)
    )
    return [
        {"id": each.id, "number": each.number, "contract_id": each.contract_id}
        for each in work.session.scalars(query)
    ]


def _items(work: Work, firm: SelectBase) -> dict[str, dict[str, Any]]:
    """Return what is left of his goods by state, each with where it stands."""
    query = (
        select(Item, Product.name, Product.model, Place.name)
        .join(Product, Product.id == Item.product_id)
        .outerjoin(
            Placement,
            (Placement.mine_id == Item.mine_id)
            & (Placement.item_id == Item.id)
            & Placement.ended_at.is_(None),
        )
        .outerjoin(Place, (Place.mine_id == Item.mine_id) & (Place.id == Placement.place_id))
        .where(Item.mine_id == work.mine_id, Item.supplier_id.in_(firm))
        .where(Item.state != ItemState.SCRAPPED, Item.stock + Item.issued + Item.underground > 0)
        .order_by(Item.id, Place.name)
    )
    rows: dict[UUID, dict[str, Any]] = {}
    states: dict[str, list[Item]] = defaultdict(list)
    for item, name, model, place in work.session.execute(query):
        if item.id not in rows:
            states[item.state].append(item)
            rows[item.id] = {
                "id": item.id, "number": item.number, "name": name, "model": model,
                "unit": item.unit, "stock": plain(item.stock),
                "underground": plain(item.underground), "places": [],
            }  # fmt: skip
        rows[item.id]["places"] += [place] if place else []
    return {
        state: {
            "count": len(items),
            "stock": plain(sum((each.stock for each in items), Decimal(0))),
            "underground": plain(sum((each.underground for each in items), Decimal(0))),
            "items": [rows[each.id] for each in items],
        }
        for state, items in states.items()
    }


def _holds(work: Work, supplier_id: UUID) -> list[dict[str, Any]]:
    query = (
        select(Hold)
        .filter_by(mine_id=work.mine_id, subject=HoldSubject.SUPPLIER)
        .where(Hold.key.in_(keys_of(work.mine_id, supplier_id)), Hold.released_at.is_(None))
        .order_by(Hold.id)
    )
    return [
        {"id": each.id, "kind": each.kind, "reason": each.reason}
        for each in work.session.scalars(query)
    ]
