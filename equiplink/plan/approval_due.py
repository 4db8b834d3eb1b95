"""Signatures that are outstanding, and who is told when they are late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from sqlalchemy import select

from equiplink.due import Due
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.plan.approval_models import Seat, SigningStep
from equiplink.plan.approval_rules import ESCALATION_DAYS
from equiplink.plan.lead_times import wished_until
from equiplink.plan.models import Plan
from equiplink.plan.signing import vacant
from equiplink.plan.states import Quorum
from equiplink.work import Work


def signatures(work: Work) -> Iterator[Due]:
    """List every signature that a plan waits for; one of several where anybody's will do.

    From ``ESCALATION_DAYS`` after the wished day on it is the business of the
    role that the step's row tells, and at once where nobody is left to sign.
    """
    query = (
        select(SigningStep, Plan, Seat, Person)
        .join(Plan, (Plan.mine_id == SigningStep.mine_id) & (Plan.id == SigningStep.subject_id))
        .join(Seat, (Seat.mine_id == SigningStep.mine_id) & (Seat.step_id == SigningStep.id))
        .join(Person, (Person.mine_id == Seat.mine_id) & (Person.id == Seat.person_id))
        .where(SigningStep.mine_id == work.mine_id, SigningStep.subject == Plan.__tablename__)
        .where(SigningStep.opened_at.is_not(None), SigningStep.closed_at.is_(None))
        .where(SigningStep.voided_at.is_(None), Seat.signed_at.is_(None))
        .order_by(SigningStep.id, Seat.id)
    )
    for _, group in groupby(work.session.execute(query).all(), key=lambda row: row[0].id):
        rows = list(group)
        step, plan, *_ = rows[0]
        held = [row[3] for row in rows if not vacant(row[2], row[3], work.today)]
        gone = [row[3] for row in rows if row[3] not in held]
        if step.quorum is Quorum.ALL:
            for person in held:
                yield _due(work, step, plan, [person])
        elif held:
            yield _due(work, step, plan, held)
        if gone and (step.quorum is Quorum.ALL or not held):
            yield _vacancy(work, step, plan, gone)


def _due(work: Work, step: SigningStep, plan: Plan, people: Sequence[Person]) -> Due:
    on = wished_until(work, step)
    late = work.today > on + timedelta(days=work.setting(ESCALATION_DAYS))
    names = [person.name for person in people]
    whose = people[0].id if step.quorum is Quorum.ALL else ""
    told = ("；已逾期，报告" + step.tell.zh, f"; late, {step.tell} is told") if late else ("", "")
    return Due(
        code="N28",
        on=on,
        subject="plan",
        subject_id=plan.id,
        number=plan.number,
        role=step.tell if late else _role(people[0], step.tell),
        zh=f"{plan.number} {plan.title}：“{step.name}”待{'、'.join(names)}签署{told[0]}",
        en=f"{plan.number}: '{step.name}' waits for {' or '.join(names)}{told[1]}",
        key=f"{plan.revision}/{step.no}/{step.name}/{whose}",
    )


def _vacancy(work: Work, step: SigningStep, plan: Plan, gone: Sequence[Person]) -> Due:
    names = "、".join(person.name for person in gone)
    return Due(
        code="N40",
        on=work.today,
        subject="plan",
        subject_id=plan.id,
        number=plan.number,
        role=step.tell,
        zh=f"{plan.number} {plan.title}：“{step.name}”签署人 {names} 已离岗或者免去岗位，待改派",
        en=f"{plan.number}: {names} cannot sign '{step.name}' any more; reassign the seat",
        key=f"{plan.revision}/{step.no}/{step.name}",
    )


def _role(person: Person, otherwise: Role) -> Role:
    """Return as what the person signs: as an approver if he is one, or by the role that he has."""
    held = [Role.APPROVER] if Role.APPROVER in person.roles else map(Role, person.roles)
    return next(iter(held), otherwise)
