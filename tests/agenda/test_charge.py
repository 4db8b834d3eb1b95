"""The agenda of one team and one person."""

from __future__ import annotations

import pytest

from equiplink.agenda import queries
from equiplink.errors import NotFound
from equiplink.mine import actions as mine
from equiplink.mine.models import Person, Team
from tests.hazard import steps as hazards
from tests.upkeep import steps as upkeep
from tests.usage import steps as usages
from tests.world import World


def names(world: World) -> tuple[str, str, str]:
    """Return the team, the mechanic's number, and another person's."""
    with world.read() as work:
        team = work.get(Team, world.team_id).name
        keeper = work.get(Person, world.people["mechanic"].id).number
        return team, keeper, work.get(Person, world.people["buyer"].id).number


def subjects(world: World, **whose: str) -> set[str]:
    """Return what the duties are about."""
    with world.read() as work:
        return {each.subject for each in queries.due(work, **whose)}  # type: ignore[arg-type]


def test_checks_are_listed_for_who_answers_for_the_thing(world: World) -> None:
    """The keeper and his team see the checks of what stands in their charge; others do not."""
    usages.in_use(world)
    upkeep.adopted(world)
    team, keeper, other = names(world)

    assert subjects(world, person=keeper) == {"item"}
    assert subjects(world, team=team) == {"item", "team"}
    assert subjects(world, team=team, person=other) == set()


def test_hazard_is_listed_for_who_was_named(world: World) -> None:
    """A duty that names a person is his."""
    hazards.assigned(world)
    with world.read() as work:
        (row,) = queries.due(work)
        assert row.person_id is not None
        number = work.get(Person, row.person_id).number

    assert subjects(world, person=number) == {"hazard"}


def test_unknown_team_and_person_are_not_found(world: World) -> None:
    """A name with a mistake gives no empty list that looks like a clean one."""
    with world.work() as work:
        mine.add_team(work, name="无事队")

    assert subjects(world, team="无事队") == set()
    for whose in ({"team": "没有的队"}, {"person": "X-0"}):
        with pytest.raises(NotFound):
            subjects(world, **whose)
