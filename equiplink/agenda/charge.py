"""Whose duty it is: a person was named for it, or the thing stands in somebody's charge."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from equiplink.due import Due
from equiplink.errors import NotFound
from equiplink.mine.models import Person, Team
from equiplink.register.models import Item
from equiplink.usage.models import Placement
from equiplink.work import Work


def whose(work: Work, *, team: str, person: str) -> Callable[[Due], bool]:
    """Return what tells the duties of a team and a person, by its name and his number.

    Raises ``NotFound`` for a name that the mine does not have.
    """
    tests = [
        *([_of_team(work, team)] if team else ()),
        *([_of_person(work, person)] if person else ()),
    ]
    return lambda each: all(test(each) for test in tests)


def _of_team(work: Work, name: str) -> Callable[[Due], bool]:
    known = work.first(Team, name=name)
    if known is None:
        raise NotFound(f"no team {name} in this mine", zh=f"本矿没有队组“{name}”", field="team")
    members = frozenset(each.id for each in work.all(Person, team_id=known.id))
    charge = _in_charge(work, team_id=known.id)
    return lambda each: (
        each.person_id in members or each.subject_id == known.id or _about(each, charge)
    )


def _of_person(work: Work, number: str) -> Callable[[Due], bool]:
    known = work.first(Person, number=number)
    if known is None:
        raise NotFound(
            f"no person {number} in this mine", zh=f"本矿没有工号 {number} 的人员", field="person"
        )
    person_id, charge = known.id, _in_charge(work, keeper_id=known.id)
    return lambda each: each.person_id == person_id or _about(each, charge)


def _about(each: Due, charge: frozenset[UUID]) -> bool:
    return each.subject == Item.__tablename__ and each.subject_id in charge


def _in_charge(work: Work, **who: UUID) -> frozenset[UUID]:
    query = select(Placement.item_id).filter_by(mine_id=work.mine_id, **who)
    return frozenset(work.session.scalars(query.where(Placement.ended_at.is_(None))))
