"""What a verdict stands on: the dossier of what arrived, and the facts for the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance import floor_facts
from equiplink.acceptance.floor_rules import KEEPING, Keeping
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.rules import RESCUER_STORED, Origin, Signature
from equiplink.acceptance.sample_models import Sample, SamplingRisk
from equiplink.acceptance.sample_states import SampleState
from equiplink.acceptance.seen import Bought, Document, Goods, Plate
from equiplink.acceptance.states import AcceptanceState, Check
from equiplink.acceptance.template_table import EACH, SPACING
from equiplink.acceptance.verdict_rules import DONE_BY, HANDS, Hands
from equiplink.acceptance.verdict_states import Duty
from equiplink.catalogue import queries as catalogue
from equiplink.catalogue.facts import BannedFacts, ExFacts, MarkFacts
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.part_rules import StripFacts
from equiplink.catalogue.states import Paper, Tracking
from equiplink.contract.models import Contract, ContractLine, Delivery, DeliveryLine
from equiplink.contract.queries import in_force
from equiplink.contract.states import DeliveryState
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.actions import valid_certificate
from equiplink.mine.models import Place
from equiplink.mine.states import Permit
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.states import PlanState
from equiplink.work import Work

ONE_MAKER = ("锚固剂", "锚杆")
"""What the name of a class says when a mine uses that of one maker only."""
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
    floor, lot = floor_facts.floor(work, acceptance), d.kind.tracking is Tracking.LOT
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
        sampling=lot and sampling_risk(work, d.kind.id) is not None,
        sampled=_sampled(work, acceptance) if lot else None,
        other_makers=_other_makers(work, d),
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


def strip_facts(work: Work, acceptance: Acceptance, d: Dossier) -> StripFacts:
    """Return how far apart the marks stand along the goods, as it was measured on the floor."""
    found = floor_facts.answers(work, acceptance) if d.kind.strip else {}
    spacing, each = found.get(SPACING), found.get(EACH)
    return StripFacts(
        today=work.today,
        strip=d.kind.strip,
        spacing=None if spacing is None else spacing.reading,
        on_each=None if each is None else each.passed,
    )


def plate(acceptance: Acceptance) -> Plate:
    """Return the nameplate without its ratings."""
    return Plate(**{key: text for key, text in acceptance.plate.items() if key != "ratings"})


def papers(acceptance: Acceptance) -> dict[Paper, Document]:
    """Return the papers that were presented."""
    return {Paper(name): _document(text) for name, text in acceptance.papers.items()}


def hands(
    work: Work, d: Dossier, acceptance: Acceptance, *more: UUID
) -> dict[Duty, frozenset[UUID]]:
    """Return who had which duty for the goods, as the ledger tells; *more* are other subjects."""
    ids = (d.plan.id, d.contract.id, d.delivery.id, acceptance.id, acceptance.parted_from_id, *more)
    query = select(Entry.subject, Entry.action, Entry.actor_id).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id.in_([each for each in ids if each is not None]),
        Entry.action.in_({action for _, action in DONE_BY}),
    )
    found: dict[Duty, set[UUID]] = defaultdict(set)
    for subject, action, actor_id in work.session.execute(query):
        duty = DONE_BY.get((subject, action))
        if duty is not None:
            found[duty].add(actor_id)
    return {duty: frozenset(who) for duty, who in found.items()}


def keeping(work: Work, d: Dossier, acceptance: Acceptance) -> tuple[Finding, ...]:
    """Return what speaks against taking accepted goods into stock by this person."""
    suspect = floor_facts.suspects(work, acceptance)
    had = hands(work, d, acceptance)
    return (
        *HANDS.judge(Hands(work.today, Duty.KEEP, work.actor.id, had), work.policy),
        *KEEPING.judge(Keeping(work.today, suspect), work.policy),
    )


def signature(work: Work, had: Mapping[Duty, frozenset[UUID]]) -> Signature:
    """Return who signs, and whose hands the goods went through."""
    return Signature(
        today=work.today,
        signer=work.actor.id,
        certified=valid_certificate(work, work.actor.id, Permit.ACCEPTANCE, work.today) is not None,
        bookers=had.get(Duty.RECEIVE, frozenset()),
        buyers=had.get(Duty.BUY, frozenset()),
    )


def sampling_risk(work: Work, class_id: UUID) -> SamplingRisk | None:
    """Return the risks by which lots of a class are sampled today."""
    query = (
        select(SamplingRisk)
        .where(SamplingRisk.mine_id == work.mine_id, SamplingRisk.class_id == class_id)
        .where(SamplingRisk.since <= work.today)
        .order_by(SamplingRisk.since.desc(), SamplingRisk.id.desc())
    )
    return work.session.scalars(query.limit(1)).first()


def _sampled(work: Work, acceptance: Acceptance) -> SampleState | None:
    """Return how far the sample of a lot is; a part has that of its whole."""
    whole = acceptance.parted_from_id or acceptance.id
    query = select(Sample.state).where(
        Sample.mine_id == work.mine_id, Sample.acceptance_id == whole
    )
    return work.session.scalars(query).first()


def _other_makers(work: Work, d: Dossier) -> frozenset[str]:
    """Return the other makers of whom resin or bolts of the class were accepted."""
    if not any(word in d.kind.name for word in ONE_MAKER):
        return frozenset()
    query = (
        select(Product.maker)
        .join(ContractLine, ContractLine.product_id == Product.id)
        .join(
            DeliveryLine,
            (DeliveryLine.mine_id == work.mine_id)
            & (DeliveryLine.contract_line_id == ContractLine.id),
        )
        .where(ContractLine.mine_id == work.mine_id, Product.class_id == d.kind.id)
        .where(Product.maker != d.product.maker, DeliveryLine.accepted > 0)
        .distinct()
    )
    return frozenset(work.session.scalars(query))


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
