"""Freeze the set that signs, sign in order, void it.

What a submission froze is what is signed: rows for every step and every seat.
Later versions of the mine's table do not reach them. Nothing here knows plans:
any record with a state can be signed so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import select, update

from equiplink.db import Stateful, new_id
from equiplink.errors import Forbidden
from equiplink.mine.models import Person
from equiplink.plan import routes
from equiplink.plan.approval import Foresight
from equiplink.plan.approval_models import Seat, SigningStep
from equiplink.plan.states import Quorum
from equiplink.work import Work


def freeze(work: Work, record: Stateful, revision: int, foresight: Foresight) -> None:
    """Store the set that signs this revision, and open its first step."""
    first = min(each.row.no for each in foresight.steps)
    steps = [
        SigningStep(
            id=new_id(), mine_id=work.mine_id, subject=record.__tablename__, subject_id=record.id,
            revision=revision, route=foresight.route, no=each.row.no, name=each.row.name,
            quorum=each.row.quorum, days=each.row.days, tell=each.row.tell,
            because=dict(each.because), opened_at=work.now if each.row.no == first else None,
        )
        for each in foresight.steps
    ]  # fmt: skip
    work.session.add_all(steps)
    work.session.flush()
    work.session.add_all(
        Seat(
            mine_id=work.mine_id, step_id=step.id, person_id=person.id, name=person.name,
            roles=[] if str(person.id) in each.row.people else each.row.roles,
        )
        for step, each in zip(steps, foresight.steps, strict=True)
        for person in each.people
    )  # fmt: skip


def void(work: Work, record: Stateful) -> None:
    """Take the set of a record out of force."""
    work.session.execute(
        update(SigningStep)
        .where(SigningStep.mine_id == work.mine_id, SigningStep.subject_id == record.id)
        .where(SigningStep.subject == record.__tablename__, SigningStep.voided_at.is_(None))
        .values(voided_at=work.now)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A frozen step with its seats."""

    step: SigningStep
    seats: tuple[Seat, ...]

    @property
    def is_open(self) -> bool:
        return self.step.opened_at is not None and self.step.closed_at is None

    @property
    def missing(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.signed_at is None)


def places(work: Work, record: Stateful) -> list[Place]:
    """Return the set in force, in the order of the steps."""
    steps = work.all(
        SigningStep, SigningStep.no, SigningStep.name,
        subject=record.__tablename__, subject_id=record.id, voided_at=None,
    )  # fmt: skip
    query = select(Seat).filter_by(mine_id=work.mine_id)
    rows = work.session.scalars(
        query.where(Seat.step_id.in_([step.id for step in steps])).order_by(Seat.step_id, Seat.id)
    )
    seats = {key: tuple(found) for key, found in groupby(rows, key=lambda seat: seat.step_id)}
    return [Place(step, seats.get(step.id, ())) for step in steps]


def vacant(seat: Seat, holder: Person, today: date) -> bool:
    """Say whether its holder has left, or holds none of the roles any more that seated him."""
    return not holder.works_on(today) or bool(
        seat.roles and set(seat.roles).isdisjoint(holder.roles)
    )


def turn(work: Work, found: Sequence[Place]) -> list[tuple[Place, Seat]]:
    """Return the seats that the actor may sign now, one in a step; raise ``Forbidden`` for none.

    His own comes before that of somebody who delegated to him, and whoever
    signed in a step has no second voice in it. A seat that is vacant is signed
    by nobody, not by a delegate either, before it is given to another.
    """
    principals = routes.principals(work)
    waiting = {seat.id: seat for place in found if place.is_open for seat in place.missing}
    empty = _vacant(work, waiting.values())
    mine: list[tuple[Place, Seat]] = []
    for place in found:
        if not place.is_open or any(s.signed_by_id == work.actor.id for s in place.seats):
            continue
        held = [seat for seat in place.missing if seat.id not in empty]
        own = [seat for seat in held if seat.person_id == work.actor.id]
        lent = [seat for seat in held if seat.person_id in principals]
        mine += [(place, seat) for seat in (own or lent)[:1]]
    if not mine:
        names = "、".join(dict.fromkeys(seat.name for seat in waiting.values())) or "—"
        gone = "、".join(dict.fromkeys(waiting[key].name for key in empty))
        raise Forbidden(
            f"{work.actor.name} is not among those whose signature is open: {names}"
            + (f"; {gone} cannot sign any more, have the seat reassigned" if gone else ""),
            zh=f"{work.actor.name} 不是当前环节的签署人；现由 {names} 签署"
            + (f"；{gone} 已离岗或者免去岗位，请改派" if gone else ""),
            field="actor",
        )
    return mine


def _vacant(work: Work, seats: Collection[Seat]) -> list[UUID]:
    """Return which of the seats are vacant."""
    query = select(Person).filter_by(mine_id=work.mine_id)
    rows = work.session.scalars(query.where(Person.id.in_([seat.person_id for seat in seats])))
    people = {person.id: person for person in rows}
    return [seat.id for seat in seats if vacant(seat, people[seat.person_id], work.today)]


def sign(work: Work, found: Sequence[Place], mine: Sequence[tuple[Place, Seat]]) -> bool:
    """Sign the actor's seats, close what is complete, open what follows; say whether all is."""
    for place, seat in mine:
        seat.signed_at, seat.signed_by_id = work.now, work.actor.id
        if place.step.quorum is Quorum.ANY or not place.missing:
            place.step.closed_at = work.now
    left = [place.step for place in found if place.step.closed_at is None]
    if left and all(step.opened_at is None for step in left):
        for step in left:
            if step.no == left[0].no:
                step.opened_at = work.now
    return not left


def close(work: Work, mine: Sequence[tuple[Place, Seat]]) -> None:
    """Close the steps from which the record is returned: they were decided, though not signed."""
    for place, _ in mine:
        place.step.closed_at = work.now
    work.session.flush()
