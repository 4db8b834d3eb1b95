"""The passport of one item: every link of its chain, everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, union_all

from equiplink import codes
from equiplink.acceptance.models import Acceptance
from equiplink.audit.words import missing, spoken
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.db import plain
from equiplink.errors import NotFound
from equiplink.gate.models import EntryInspection, Scan
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.plan.models import Plan, PlanLine
from equiplink.register.models import Item, Tag
from equiplink.supplier.models import Supplier
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.upkeep.models import Job, Scrapping
from equiplink.usage.models import Placement, Reading
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Chain:
    """The records behind one item, from the plan's line to its tag."""

    tag: Tag
    item: Item
    product: Product
    device_class: DeviceClass
    supplier: Supplier
    acceptance: Acceptance
    delivery: Delivery
    contract: Contract
    bid: Bid
    lot: Lot
    tender: Tender
    plan_line: PlanLine
    plan: Plan


def chain_of(work: Work, tag: str) -> Chain:
    """Return the records behind a tag, voided ones too; raise ``NotFound`` for an unknown one."""
    code = codes.parse(tag)
    row = work.session.execute(
        _chain().where(Tag.mine_id == work.mine_id, Tag.code == code)
    ).first()
    if row is None:
        raise NotFound(
            f"tag {code} is not on this mine's register",
            zh=f"标签 {code} 不在本矿台账中，请核对",
            field="tag",
        )
    return Chain(*row)


def _chain() -> Any:
    def same(left: Any, right: Any, reference: Any) -> Any:
        return (left.mine_id == right.mine_id) & (right.id == reference)

    return (
        select(
            Tag, Item, Product, DeviceClass, Supplier, Acceptance, Delivery, Contract, Bid,
            Lot, Tender, PlanLine, Plan,
        )
        .join(Item, same(Tag, Item, Tag.item_id))
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .join(Supplier, same(Item, Supplier, Item.supplier_id))
        .join(Acceptance, same(Item, Acceptance, Item.acceptance_id))
        .join(DeliveryLine, same(Acceptance, DeliveryLine, Acceptance.delivery_line_id))
        .join(Delivery, same(DeliveryLine, Delivery, DeliveryLine.delivery_id))
        .join(ContractLine, same(DeliveryLine, ContractLine, DeliveryLine.contract_line_id))
        .join(Contract, same(ContractLine, Contract, ContractLine.contract_id))
        .join(Bid, same(Contract, Bid, Contract.bid_id))
        .join(Lot, same(Bid, Lot, Bid.lot_id))
        .join(Tender, same(Contract, Tender, Contract.tender_id))
        .join(PlanLine, same(ContractLine, PlanLine, ContractLine.plan_line_id))
        .join(Plan, same(PlanLine, Plan, PlanLine.plan_id))
    )  # fmt: skip


def passport(work: Work, tag: str) -> dict[str, Any]:
    """Return the passport as a JSON document: links, events, the nine words, what is missing.

    Reads in three statements whatever the item went through.
    """
    chain = chain_of(work, tag)
    events = [event for event in _events(work, chain) if _concerns(event, chain)]
    told = [(event.subject, event.action) for event in events]
    item, product = chain.item, chain.product
    return {
        "tag": chain.tag.code,
        "live": chain.tag.voided_at is None,
        "mine": {
            "code": work.mine.code,
            "name": work.mine.name,
            "synthetic": work.mine.synthetic,
            "time_zone": work.mine.time_zone,
        },
        "item": {
            "number": item.number,
            "kind": item.kind,
            "name": product.name,
            "model": product.model,
            "maker": product.maker,
            "class": chain.device_class.name,
            "serial": item.serial,
            "batch": item.batch,
            "state": item.state,
            "unit": item.unit,
            "quantity": plain(item.quantity),
            "stock": plain(item.stock),
            "underground": plain(item.underground),
            "consumed": plain(item.consumed),
            "scrapped": plain(item.scrapped),
            "mark_number": item.mark_number,
            "ex_mark": item.ex_mark,
            "made_on": _text(item.made_on),
            "expires_on": _text(item.expires_on),
            "next_due_on": _text(item.next_due_on),
        },
        "links": _links(chain),
        "events": [_event(event) for event in events],
        "words": list(spoken(told)),
        "missing": list(missing(told)),
    }


def _links(chain: Chain) -> list[dict[str, Any]]:
    plan, tender, contract = chain.plan, chain.tender, chain.contract
    rows = (
        ("采购计划", "plan", plan.number, plan.state, None),
        ("招标", "tender", f"{tender.number}-{tender.round}", tender.state, chain.lot.awarded_on),
        ("合同", "contract", contract.number, contract.state, contract.signed_on),
        (
            "到货",
            "delivery",
            chain.delivery.number,
            chain.delivery.state,
            chain.delivery.arrived_at,
        ),
        ("验收", "acceptance", "", chain.acceptance.state, chain.acceptance.signed_at),
        ("台账", "item", chain.item.number, chain.item.state, None),
        ("标签", "tag", chain.tag.code, "", chain.tag.issued_at),
    )
    return [
        {"zh": zh, "link": link, "number": number, "state": state, "at": _text(at)}
        for zh, link, number, state, at in rows
    ] + [{"zh": "供应商", "link": "supplier", "number": chain.supplier.uscc,
          "state": chain.supplier.state, "at": None, "name": chain.supplier.name}]  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor_name,
        "subject": entry.subject,
        "action": entry.action,
        "before": entry.before,
        "after": entry.after,
        "details": entry.data,
    }


def _concerns(event: Entry, chain: Chain) -> bool:
    """Say whether it concerns the item: what a tender tells of another of its lots does not."""
    return event.subject != "tender" or event.data.get("lot", chain.lot.no) == chain.lot.no


def _events(work: Work, chain: Chain) -> Sequence[Entry]:
    behind: list[UUID] = [
        chain.plan.id, chain.tender.id, chain.lot.id, chain.bid.id, chain.contract.id,
        chain.delivery.id, chain.acceptance.id, chain.item.id,
    ]  # fmt: skip
    of_item = (Tag, EntryInspection, Scan, Placement, Reading, Job, Scrapping, Hazard)
    ids = union_all(
        *(
            select(model.id).where(model.mine_id == work.mine_id, model.item_id == chain.item.id)
            for model in of_item
        )
    )
    query = select(Entry).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id.in_(behind) | Entry.subject_id.in_(ids),
    )
    return work.session.scalars(query.order_by(Entry.id)).all()
