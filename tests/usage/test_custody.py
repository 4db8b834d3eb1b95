"""Handing over on both databases: who answers for a thing, and from when."""

from uuid import UUID

import pytest

from equiplink.agenda import queries
from equiplink.errors import Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.mine import actions as mine
from equiplink.usage import actions as usage
from equiplink.usage import custody
from equiplink.usage.models import Handover, Placement
from tests.usage import steps
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def offered(world: World, placement_id: UUID, to: str = "keeper") -> UUID:
    """Offer a thing to somebody."""
    with world.work("mechanic") as work:
        return custody.hand_over(work, placement_id, keeper_id=world.people[to].id).id


def keepers(world: World) -> list[UUID]:
    """Return who answers for what stands somewhere."""
    with world.read() as work:
        return [each.keeper_id for each in work.all(Placement, ended_at=None)]


def test_giver_answers_until_the_receiver_accepts(world: World) -> None:
    """The offer changes nothing; the acceptance begins a placement in his charge."""
    _, first = steps.in_use(world)
    mechanic, keeper = world.people["mechanic"].id, world.people["keeper"].id
    handover = offered(world, first)
    before = keepers(world)
    world.clock.forward(hours=2)
    with world.work("keeper") as work:
        made = custody.accept(work, handover)

    assert (before, keepers(world)) == ([mechanic], [keeper])
    with world.read() as work:
        old = work.get(Placement, first)
        assert old.ended_at == made.since == world.clock.now
        assert work.get(Handover, handover).state == "accepted"
    with pytest.raises(IllegalStep), world.work("keeper") as work:
        custody.decline(work, handover, reason="重复")


def test_team_changes_with_the_keeper_when_it_is_named(world: World) -> None:
    """Without a team the thing stays with its own."""
    _, first = steps.in_use(world)
    with world.work() as work:
        team = mine.add_team(work, name="综采二队").id
    keeper = world.people["keeper"].id
    with world.work("mechanic") as work:
        handover = custody.hand_over(work, first, keeper_id=keeper, team_id=team).id
    with world.work("keeper") as work:
        assert custody.accept(work, handover).team_id == team


def test_nobody_accepts_or_declines_for_another(world: World) -> None:
    """The mechanic who offers it cannot answer for the keeper."""
    _, first = steps.in_use(world)
    handover = offered(world, first)

    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        custody.accept(work, handover)
    assert codes(caught) == {"U20"}
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        custody.decline(work, handover, reason="数量不符")
    assert codes(caught) == {"U20"}


def test_declined_and_withdrawn_offers_leave_it_with_the_giver(world: World) -> None:
    """The receiver says why; a new offer may follow."""
    _, first = steps.in_use(world)
    declined = offered(world, first)
    with pytest.raises(Unreadable), world.work("keeper") as work:
        custody.decline(work, declined, reason=" ")
    with world.work("keeper") as work:
        custody.decline(work, declined, reason="设备缺件")
    withdrawn = offered(world, first)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        custody.withdraw(work, withdrawn)
    with world.work("mechanic") as work:
        custody.withdraw(work, withdrawn)

    assert keepers(world) == [world.people["mechanic"].id]


def test_one_offer_waits_at_a_time_and_goes_to_somebody_else(world: World) -> None:
    """A second offer, and one to its own keeper, is refused."""
    _, first = steps.in_use(world)
    with pytest.raises(Refused) as caught:
        offered(world, first, "mechanic")
    assert codes(caught) == {"U22"}
    offered(world, first)
    with pytest.raises(Refused) as caught:
        offered(world, first)
    assert codes(caught) == {"U21"}


def test_what_was_moved_meanwhile_is_not_accepted(world: World) -> None:
    """The offer named a placement that has ended."""
    _, first = steps.in_use(world)
    handover = offered(world, first)
    with world.work("mechanic") as work:
        usage.move(work, first, place_id=world.places["3101回风巷"])

    with pytest.raises(Refused) as caught, world.work("keeper") as work:
        custody.accept(work, handover)
    assert codes(caught) == {"U10"}


def test_nothing_is_handed_to_who_has_left(world: World) -> None:
    """Neither offered to him, nor accepted by him after he left."""
    _, first = steps.in_use(world)
    gone = world.people["keeper"].id
    with world.work() as work:
        mine.leave(work, gone, left_on=work.today)

    with pytest.raises(Refused) as caught:
        offered(world, first)
    assert codes(caught) == {"U03"}
    with pytest.raises(NotFound), world.work("mechanic") as work:
        custody.hand_over(work, first, keeper_id=UUID(int=5))


def test_offer_is_on_the_agenda_of_its_receiver(world: World) -> None:
    """Until he answers."""
    _, first = steps.in_use(world)
    handover = offered(world, first)
    with world.read() as work:
        (row,) = (each for each in queries.due(work) if each.code == "U20")
    with world.work("keeper") as work:
        custody.accept(work, handover)

    assert (row.person_id, row.on) == (world.people["keeper"].id, world.clock.now.date())
    with world.read() as work:
        assert [each for each in queries.due(work) if each.code == "U20"] == []
