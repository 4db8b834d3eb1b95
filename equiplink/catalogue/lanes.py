"""Let goods pass beside a mark in date: while it is being renewed, or on an industrial trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from equiplink.catalogue.facts import MarkFacts
from equiplink.catalogue.lane_rules import (
    RENEWAL,
    TRIAL,
    TRIAL_PLACE,
    Signing,
    TrialFacts,
    TrialPlace,
)
from equiplink.catalogue.mark_rules import MARK_NUMBER
from equiplink.catalogue.models import Product
from equiplink.catalogue.naming import plain
from equiplink.catalogue.paper_models import Renewal, Trial
from equiplink.catalogue.states import Seat
from equiplink.db import one_of
from equiplink.errors import Unreadable, said
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.work import Work

SEATS: Mapping[Seat, Role] = {
    Seat.GENERAL_MANAGER: Role.APPROVER,
    Seat.SAFETY_DEPUTY: Role.SAFETY_OFFICER,
    Seat.SUPPLY_HEAD: Role.BUYER,
}
"""The role that a signer must hold for his seat."""


def propose_renewal(
    work: Work, *, mark_number: str, proof: str, issuer: str, until: date
) -> Renewal:
    """Enter the issuer's proof that a mark is being renewed; three signatures make it count."""
    work.allow(*SEATS.values(), Role.ACCEPTOR)
    code = plain(mark_number)
    MARK_NUMBER.require(
        MarkFacts(work.today, required=True, number=code or "?", known=False), work.policy
    )
    made = Renewal(
        mark_number=code,
        proof=said(proof, "延续证明编号", field="proof"),
        issuer=said(issuer, "发证机构", field="issuer"),
        until=until,
        signatures={},
    )
    work.record(made, "propose_renewal", mark_number=code, proof=proof, issuer=issuer, until=until)
    return made


def sign_renewal(work: Work, renewal_id: UUID, *, seat: str) -> Renewal:
    """Sign a renewal for a seat (a word of ``Seat``); the third signature makes it count."""
    wanted = one_of(Seat, seat, field="seat")
    work.allow(SEATS[wanted])
    renewal = work.get(Renewal, renewal_id)
    RENEWAL.require(
        Signing(
            today=work.today,
            until=renewal.until,
            seat=wanted,
            signer=work.actor.id,
            signed=tuple((Seat(name), UUID(who)) for name, who in renewal.signatures.items()),
        ),
        work.policy,
    )
    renewal.signatures = {**renewal.signatures, wanted.value: str(work.actor.id)}
    if len(renewal.signatures) == len(SEATS):
        renewal.signed_at = work.now
    work.record(renewal, "sign_renewal", seat=seat, complete=renewal.signed_at is not None)
    return renewal


def propose_trial(
    work: Work,
    *,
    product_id: UUID,
    number: str,
    issuer: str,
    place_id: UUID,
    valid_from: date,
    valid_until: date,
    measures: str,
) -> Trial:
    """Propose an industrial trial of a product at a place, with its trial mark and measures."""
    work.allow(Role.PLANNER, Role.BUYER, Role.MECHANIC, Role.SAFETY_OFFICER)
    work.get(Product, product_id)
    work.get(Place, place_id)
    if valid_until < valid_from:
        raise Unreadable(
            f"valid_until {valid_until} lies before valid_from {valid_from}; copy both",
            zh=f"有效期止 {valid_until} 早于起始日 {valid_from}，请对照证书",
            field="valid_until",
        )
    made = Trial(
        product_id=product_id,
        number=number.strip(),
        issuer=issuer,
        place_id=place_id,
        valid_from=valid_from,
        valid_until=valid_until,
        measures=measures.strip(),
        proposed_by=work.actor.id,
    )
    work.record(
        made, "propose_trial", product_id=product_id, number=made.number, issuer=issuer,
        place_id=place_id, valid_from=valid_from, valid_until=valid_until, measures=made.measures,
    )  # fmt: skip
    return made


def approve_trial(work: Work, trial_id: UUID) -> Trial:
    """Approve a trial as the deputy for equipment; its product may then be without a mark."""
    work.allow(Role.APPROVER)
    trial = work.get(Trial, trial_id)
    TRIAL.require(
        TrialFacts(
            today=work.today,
            number=trial.number,
            valid_from=trial.valid_from,
            valid_until=trial.valid_until,
            measures=trial.measures,
            proposer=trial.proposed_by,
            approver=work.actor.id,
        ),
        work.policy,
    )
    trial.approved_by, trial.approved_at = work.actor.id, work.now
    work.record(trial, "approve_trial", product_id=trial.product_id, number=trial.number)
    return trial


def renewed_until(work: Work, mark_number: str) -> date | None:
    """Return the last day of a renewal of the mark that all have signed."""
    query = select(func.max(Renewal.until)).where(
        Renewal.mine_id == work.mine_id,
        Renewal.mark_number == mark_number,
        Renewal.signed_at.is_not(None),
    )
    return work.session.scalars(query).one()


def trial_until(work: Work, product_id: UUID) -> date | None:
    """Return the last day of an approved trial of the product."""
    query = select(func.max(Trial.valid_until)).where(
        Trial.mine_id == work.mine_id,
        Trial.product_id == product_id,
        Trial.approved_at.is_not(None),
    )
    return work.session.scalars(query).one()


def judge_place(work: Work, product_id: UUID, place: Place) -> tuple[Finding, ...]:
    """Return what speaks against putting a product without a mark at *place* on its trial."""
    query = (
        select(Place.name)
        .join(Trial, (Trial.mine_id == Place.mine_id) & (Trial.place_id == Place.id))
        .where(Trial.mine_id == work.mine_id, Trial.product_id == product_id)
        .where(Trial.approved_at.is_not(None), Trial.valid_until >= work.today)
        .order_by(Place.name)
    )
    approved = tuple(work.session.scalars(query))
    facts = TrialPlace(work.today, on_trial=True, place=place.name, approved=approved)
    return TRIAL_PLACE.judge(facts, work.policy)
