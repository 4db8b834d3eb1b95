"""The passport of one item: every link of its chain, everything that happened to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, union_all

from equiplink import codes
from equiplink.acceptance.models import Acceptance
from equiplink.audit.words import NINE_WORDS, Life, missing, spoken, waiting
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Tracking
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.db import plain
from equiplink.errors import NotFound
from equiplink.gate.models import EntryInspection, Scan
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.plan.models import Plan, PlanLine
from equiplink.register.enrol_models import Enrolment
from equiplink.register.models import Item, Tag
from equiplink.supplier.models import Supplier
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.upkeep.models import Job, Scrapping
from equiplink.upkeep.trouble_models import Fault
from equiplink.usage.models import Placement, Reading
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Chain:
    """The records behind one item, from the plan's line to its tag."""

    tag: Tag
    item: Item
    product: Product
    device_class: DeviceClass
    enrolment: Enrolment | None
    """How it came onto the register when it was here before; then nothing below is known."""
    supplier: Supplier | None
    acceptance: Acceptance | None
    delivery: Delivery | None
    contract: Contract | None
    bid: Bid | None
    lot: Lot | None
    tender: Tender | None
    plan_line: PlanLine | None
    plan: Plan | None


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
            Tag, Item, Product, DeviceClass, Enrolment, Supplier, Acceptance, Delivery, Contract,
            Bid, Lot, Tender, PlanLine, Plan,
        )
        .join(Item, same(Tag, Item, Tag.item_id))
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .outerjoin(
            Enrolment, (Enrolment.mine_id == Item.mine_id) & (Enrolment.item_id == Item.id)
        )
        .outerjoin(Supplier, same(Item, Supplier, Item.supplier_id))
        .outerjoin(Acceptance, same(Item, Acceptance, Item.acceptance_id))
        .outerjoin(DeliveryLine, same(Acceptance, DeliveryLine, Acceptance.delivery_line_id))
        .outerjoin(Delivery, same(DeliveryLine, Delivery, DeliveryLine.delivery_id))
        .outerjoin(ContractLine, same(DeliveryLine, ContractLine, DeliveryLine.contract_line_id))
        .outerjoin(Contract, same(ContractLine, Contract, ContractLine.contract_id))
        .outerjoin(Bid, same(Contract, Bid, Contract.bid_id))
        .outerjoin(Lot, same(Bid, Lot, Bid.lot_id))
        .outerjoin(Tender, same(Contract, Tender, Contract.tender_id))
        .outerjoin(PlanLine, same(ContractLine, PlanLine, ContractLine.plan_line_id))
        .outerjoin(Plan, same(PlanLine, Plan, PlanLine.plan_id))
    )  # fmt: skip


LINKS = (
    "plan", "tender", "contract", "delivery", "acceptance", "enrolment", "item", "tag", "supplier",
)  # fmt: skip
COUNTED = (
    "quantity", "stock", "issued", "underground", "consumed", "scrapped", "parted", "next_due_on",
)  # fmt: skip
"""What the register counts up to now; of an earlier moment the events tell it."""


def passport(work: Work, tag: str, *, as_of: datetime | None = None) -> dict[str, Any]:
    """Return the passport as a JSON document: links, events, the nine words, what is missing.

    ``words`` have their record, ``not_yet`` cannot apply yet, ``missing`` should be there.

    Reads in three statements whatever the item went through. With *as_of* it says
    what was known at that moment and no more: a fact that was recorded later is left out,
    though it tells of an earlier day; states come from the ledger, and what the register
    counts up is null. Raises ``NotFound`` for a tag that nobody knew then.
    """
    chain = chain_of(work, tag)
    known = None if as_of is None else _known(work, chain, as_of)
    events = [
        event
        for event in _events(work, chain)
        if _concerns(event, chain) and (as_of is None or event.at <= as_of)
    ]
    told = [(event.subject, event.action) for event in events]
    links = (
        _links(chain) if known is None or as_of is None else _links_then(work, chain, known, as_of)
    )
    item = _item(chain)
    if known is not None:
        item |= {"state": known.get(chain.item.id, "")} | dict.fromkeys(COUNTED)
    voided = chain.tag.voided_at
    life, words = _life(chain, told), spoken(told)
    return {
        "tag": chain.tag.code,
        "as_of": _text(as_of),
        "live": voided is None or (as_of is not None and voided > as_of),
        "mine": {
            "code": work.mine.code,
            "name": work.mine.name,
            "synthetic": work.mine.synthetic,
            "time_zone": work.mine.time_zone,
        },
        "item": item,
        "links": links,
        "events": [_event(event) for event in events],
        "words": list(words),
        "not_yet": [word for word in NINE_WORDS if word in waiting(life) and word not in words],
        "missing": list(missing(words, life)),
    }


def _life(chain: Chain, told: Collection[tuple[str, str]]) -> Life:
    return Life(
        lot=chain.item.kind is Tracking.LOT,
        used=not {("item", "enter"), ("item", "enter_part")}.isdisjoint(told),
        troubled=not {("fault", "report"), ("job", "fail")}.isdisjoint(told),
        ended=("item", "scrap") in told,
    )


def _item(chain: Chain) -> dict[str, Any]:
    item, product = chain.item, chain.product
    return {
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
        "issued": plain(item.issued),
        "underground": plain(item.underground),
        "consumed": plain(item.consumed),
        "scrapped": plain(item.scrapped),
        "parted": plain(item.parted),
        "mark_number": item.mark_number,
        "ex_mark": item.ex_mark,
        "made_on": _text(item.made_on),
        "expires_on": _text(item.expires_on),
        "next_due_on": _text(item.next_due_on),
    }


def _known(work: Work, chain: Chain, as_of: datetime) -> dict[UUID, str]:
    """Return the state of every record behind the item that the ledger knew at the moment."""
    records = [getattr(chain, link) for link in LINKS]
    query = (
        select(Entry.subject_id, Entry.after)
        .where(Entry.mine_id == work.mine_id, Entry.at <= as_of)
        .where(Entry.subject_id.in_([record.id for record in records if record]))
        .order_by(Entry.id)
    )
    known: dict[UUID, str] = {}
    for record_id, after in work.session.execute(query):
        known[record_id] = after or known.get(record_id, "")
    if chain.tag.id not in known:
        raise NotFound(
            f"tag {chain.tag.code} was not on this mine's register at {as_of.isoformat()}",
            zh=f"标签 {chain.tag.code} 在 {as_of.isoformat()} 时还不在本矿台账中",
            field="as_of",
        )
    return known


def _links_then(
    work: Work, chain: Chain, known: Mapping[UUID, str], as_of: datetime
) -> list[dict[str, Any]]:
    """Return the links that were known, each in its state of then and without a later day."""
    day = work.day_of(as_of)

    def later(at: str) -> bool:
        if len(at) == len("2026-07-01"):
            return date.fromisoformat(at) > day
        return datetime.fromisoformat(at) > as_of

    return [
        link | {"state": known[record_id], "at": None if at is None or later(at) else at}
        for link, record_id, at in (
            (each, getattr(chain, each["link"]).id, each["at"]) for each in _links(chain)
        )
        if record_id in known
    ]


def _links(chain: Chain) -> list[dict[str, Any]]:
    plan, tender, contract, delivery = chain.plan, chain.tender, chain.contract, chain.delivery
    accepted, form, supplier = chain.acceptance, chain.enrolment, chain.supplier
    awarded_on = chain.lot.awarded_on if chain.lot else None
    rows = (
        ("采购计划", "plan", plan, plan and plan.number, None),
        ("招标", "tender", tender, tender and f"{tender.number}-{tender.round}", awarded_on),
        ("合同", "contract", contract, contract and contract.number,
         contract and contract.signed_on),
        ("到货", "delivery", delivery, delivery and delivery.number,
         delivery and delivery.arrived_at),
        ("验收", "acceptance", accepted, "", accepted and accepted.signed_at),
        ("补录", "enrolment", form, form and form.purchase, form and form.entered_on),
        ("台账", "item", chain.item, chain.item.number, None),
        ("标签", "tag", chain.tag, chain.tag.code, chain.tag.issued_at),
    )  # fmt: skip
    links: list[dict[str, Any]] = [
        {
            "zh": zh, "link": link, "number": number, "state": getattr(record, "state", ""),
            "at": _text(at),
        }
        for zh, link, record, number, at in rows
        if record is not None
    ]  # fmt: skip
    if supplier:
        links.append({"zh": "供应商", "link": "supplier", "number": supplier.uscc,
                      "state": supplier.state, "at": None, "name": supplier.name})  # fmt: skip
    return links


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
    no = chain.lot.no if chain.lot else None
    return event.subject != "tender" or event.data.get("lot", no) == no


def _events(work: Work, chain: Chain) -> Sequence[Entry]:
    records = (
        chain.plan, chain.tender, chain.lot, chain.bid, chain.contract, chain.delivery,
        chain.acceptance, chain.enrolment, chain.item,
    )  # fmt: skip
    behind = [record.id for record in records if record is not None]
    of_item = (Tag, EntryInspection, Scan, Placement, Reading, Job, Fault, Scrapping, Hazard)
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
