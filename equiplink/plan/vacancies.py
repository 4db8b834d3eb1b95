"""改派: a seat of the frozen set whose holder is gone goes to another; the set itself stays."""

from __future__ import annotations

from uuid import UUID

from equiplink.errors import Conflict, NotFound, said
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.plan import approval, signing
from equiplink.plan.approval_models import Seat, SigningStep
from equiplink.plan.models import Plan
from equiplink.plan.vacancy_rules import REASSIGNING, Successor, Vacancy
from equiplink.work import Work


def reassign(work: Work, seat_id: UUID, *, person_id: UUID, reason: str) -> Seat:
    """Give the seat of somebody who left, or lost the role that seated him, to another.

    The officers do it whom the step's row tells when it is late (``tell``).
    Raises ``Conflict`` when nothing is open any more for this seat.
    """
    reason = said(reason, "改派原因", field="reason")
    seat, step, plan = _held(work, seat_id)
    work.allow(step.tell)
    if seat.signed_at or step.closed_at or step.voided_at:
        raise Conflict(
            f"step '{step.name}' does not wait for this seat any more; look at the plan again",
            zh=f"环节“{step.name}”已不等待该席位签署，请重新查看计划",
            field="seat_id",
        )
    found = {each: work.get(Person, each) for each in sorted({seat.person_id, person_id})}
    holder, person = found[seat.person_id], found[person_id]
    facts = Vacancy(
        today=work.today,
        officer=work.actor.id,
        holder=holder.name,
        vacant=signing.vacant(seat, holder, work.today),
        roles=tuple(map(Role, seat.roles)),
        successor=Successor(
            person.id, person.name, person.works_on(work.today), frozenset(person.roles)
        ),
        writers=approval.writers(work, plan),
        seated=frozenset(each.person_id for each in work.all(Seat, step_id=step.id)),
    )
    warnings = REASSIGNING.require(facts, work.policy)
    seat.instead_of_id = seat.instead_of_id or holder.id
    seat.person_id, seat.name = person.id, person.name
    work.record(
        seat, "reassign", warnings=warnings, subject=step.subject, subject_id=step.subject_id,
        step=step.name, was_id=holder.id, was=holder.name, person_id=person.id, name=person.name,
        reason=reason,
    )  # fmt: skip
    return seat


def _held(work: Work, seat_id: UUID) -> tuple[Seat, SigningStep, Plan]:
    """Return the seat with its step and plan, the plan's row held first, as a signature does."""
    seat = work.first(Seat, id=seat_id)
    if seat is None:
        raise NotFound(field="seat_id")
    step = work.session.get_one(SigningStep, (work.mine_id, seat.step_id))
    plan = work.get(Plan, step.subject_id)
    return work.get(Seat, seat_id), work.get(SigningStep, step.id), plan
