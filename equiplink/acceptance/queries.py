"""What a verdict stands on: the dossier of what arrived, and the facts for the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance import floor_facts
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.rules import RESCUER_STORED, Origin, Signature
from equiplink.acceptance.seen import Bought, Document, Goods, Plate
from equiplink.acceptance.states import AcceptanceState, Check
from equiplink.catalogue import queries as catalogue
from equiplink.catalogue.facts import BannedFacts, ExFacts, MarkFacts
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Paper
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.queries import in_force
from equiplink.contract.states import DeliveryState
from equiplink.ledger import Entry
from equiplink.mine.actions import valid_certificate
from equiplink.mine.models import Place
from equiplink.mine.states import Permit
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.states import PlanState
from equiplink.work import Work

RESCUER = "自救器"
"""What the name of a class says when its goods have arrival rules of their own."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A delivery line with everything before it in the chain."""

    part: DeliveryLine
    delivery: Delivery
    order: ContractLine
    contract: Contract
    need: PlanLine
    plan: Plan
    place: Place
    product: Product
    kind: DeviceClass


def dossier(work: Work, delivery_line_id: UUID) -> Dossier:
    """Return the dossier of a delivery line; holds the line and its delivery until the end."""
    part = work.get(DeliveryLine, delivery_line_id)
    delivery = work.get(Delivery, part.delivery_id)
    query = (
        select(ContractLine, Contract, PlanLine, Plan, Place, Product, DeviceClass)
        .select_from(ContractLine)
        .join(Contract, (Contract.mine_id == work.mine_id) & (Contract.id == delivery.contract_id))
        .join(
            PlanLine,
            (PlanLine.mine_id == work.mine_id) & (PlanLine.id == ContractLine.plan_line_id),
        )
        .join(Plan, (Plan.mine_id == work.mine_id) & (Plan.id == PlanLine.plan_id))
        .join(Place, (Place.mine_id == work.mine_id) & (Place.id == PlanLine.place_id))
        .join(Product, Product.id == ContractLine.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(ContractLine.mine_id == work.mine_id, ContractLine.id == part.contract_line_id)
    )
    return Dossier(part, delivery, *work.session.execute(query).one())


def origin(work: Work, d: Dossier) -> Origin:
    """Return where the goods come from, as of today."""
    return Origin(
        today=work.today,
        plan_approved=d.plan.state in {PlanState.APPROVED, PlanState.CLOSED},
        contract_in_force=in_force(d.contract),
        delivery_open=d.delivery.state is DeliveryState.ARRIVED,
        arrived_on=work.day_of(d.delivery.arrived_at),
        inspection_days=d.contract.inspection_days,
    )


def goods(work: Work, acceptance: Acceptance, d: Dossier, mark: MarkFacts) -> Goods:
    """Return what was seen of the goods, beside what was ordered and what the register shows."""
    floor = floor_facts.floor(work, acceptance)
    required = set(map(Paper, (*d.kind.papers, *d.need.papers)))
    if d.kind.requires_mark:
        required.add(Paper.SAFETY_MARK)
    if d.kind.requires_ex:
        required.add(Paper.EX_CERTIFICATE)
    return Goods(
        today=work.today,
        tracking=d.kind.tracking,
        bought=Bought(d.order.model, d.order.maker, d.order.mark_number),
        plate=plate(acceptance),
        papers=papers(acceptance),
        checks={Check(name): passed for name, passed in acceptance.checks.items()},
        registered=mark.known,
        registered_until=mark.valid_until,
        required=frozenset(required),
        requires_mark=d.kind.requires_mark,
        requires_shelf_life=d.kind.requires_shelf_life,
        rescuer=RESCUER in d.kind.name,
        serial=acceptance.serial,
        serial_taken=_serial_taken(work, acceptance, d.product.id),
        batch=acceptance.batch,
        made_on=acceptance.made_on,
        expires_on=acceptance.expires_on,
        stored_years=work.setting(RESCUER_STORED),
        kind=d.kind.name,
        requires_ex=d.kind.requires_ex,
        points=floor.points,
        answers=floor.answers,
        keeps_templates=floor.keeps,
        suspect=floor.suspect,
    )


def mark_facts(work: Work, acceptance: Acceptance, d: Dossier) -> MarkFacts:
    """Return the issuer's register and the regulators' notices beside what the nameplate says."""
    seen = plate(acceptance)
    known = catalogue.mark_facts(
        work, seen.mark_number, goods=d.product, required=d.kind.requires_mark
    )
    return replace(known, maker=seen.maker, model=seen.model, product=seen.name)


def ban_facts(work: Work, acceptance: Acceptance, d: Dossier) -> BannedFacts:
    """Return the lines that name the product, and what their conditions ask for."""
    ratings = acceptance.plate.get("ratings", {})
    return catalogue.banned_facts(work, d.product, zone=d.place.zone, ratings=ratings)


def ex_facts(work: Work, acceptance: Acceptance, d: Dossier) -> ExFacts:
    """Return the explosion protection of the goods and where they are to stand."""
    certificate = papers(acceptance).get(Paper.EX_CERTIFICATE, Document())
    return catalogue.ex_facts(
        work,
        d.kind,
        ex_mark=plate(acceptance).ex_mark,
        zone=d.place.zone,
        certificate=certificate.number,
        conditions=certificate.conditions,
    )


def plate(acceptance: Acceptance) -> Plate:
    """Return the nameplate without its ratings."""
    return Plate(**{key: text for key, text in acceptance.plate.items() if key != "ratings"})


def papers(acceptance: Acceptance) -> dict[Paper, Document]:
    """Return the papers that were presented."""
    return {Paper(name): _document(text) for name, text in acceptance.papers.items()}


def signature(work: Work, acceptance: Acceptance, d: Dossier) -> Signature:
    """Return who signs, and whose hands the goods went through, as the ledger tells."""
    query = select(Entry.action, Entry.actor_id).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id.in_((d.contract.id, d.delivery.id, acceptance.id)),
        Entry.action.in_(("draft", "deliver", "present")),
    )
    hands = [(row.action, row.actor_id) for row in work.session.execute(query)]
    return Signature(
        today=work.today,
        signer=work.actor.id,
        certified=valid_certificate(work, work.actor.id, Permit.ACCEPTANCE, work.today) is not None,
        bookers=frozenset(who for action, who in hands if action != "draft"),
        buyers=frozenset(who for action, who in hands if action == "draft"),
    )


def _document(text: dict[str, Any]) -> Document:
    until = text.get("valid_until")
    return Document(**{**text, "valid_until": until and date.fromisoformat(until)})


def _serial_taken(work: Work, acceptance: Acceptance, product_id: UUID) -> bool:
    if not acceptance.serial:
        return False
    query = (
        select(Acceptance.id)
        .join(
            DeliveryLine,
            (DeliveryLine.mine_id == work.mine_id)
            & (DeliveryLine.id == Acceptance.delivery_line_id),
        )
        .join(
            ContractLine,
            (ContractLine.mine_id == work.mine_id)
            & (ContractLine.id == DeliveryLine.contract_line_id),
        )
        .where(Acceptance.mine_id == work.mine_id, Acceptance.serial == acceptance.serial)
        .where(Acceptance.id != acceptance.id, Acceptance.state != AcceptanceState.SENT_BACK)
        .where(ContractLine.product_id == product_id)
        .limit(1)
    )
    return work.session.scalar(query) is not None
