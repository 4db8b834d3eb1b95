"""Counting a place and closing a face out, on both databases."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink import codes
from equiplink.errors import Forbidden, IllegalStep, Refused, Unreadable
from equiplink.gate.models import Passage
from equiplink.hazard.models import Hazard
from equiplink.ledger import Entry
from equiplink.register.actions import live_tag
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.usage import actions as usage
from equiplink.usage import clearing, losing, stocktakes
from equiplink.usage.stocktakes import Seen
from tests.gate.steps import scanned
from tests.usage import steps
from tests.world import World


def told(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def opened(world: World, place: str = steps.PLACE) -> UUID:
    """Begin a stocktake."""
    with world.work("keeper") as work:
        return stocktakes.open_stocktake(work, place_id=world.places[place]).id


def counted(world: World, stocktake_id: UUID, *seen: Seen) -> None:
    """Send a list."""
    with world.work("keeper") as work:
        stocktakes.count(work, stocktake_id, seen=seen)


def found_empty(world: World) -> UUID:
    """Begin a stocktake and say that nothing lies there."""
    stocktake_id = opened(world)
    with world.work("keeper") as work:
        stocktakes.count(work, stocktake_id, seen=[], nothing_found=True)
    return stocktake_id


def sight(code: str, at: datetime, quantity: int = 1) -> Seen:
    """Return a sighting."""
    return {"code": code, "at": at, "quantity": Decimal(quantity)}


def code_of(world: World, item_id: UUID) -> str:
    """Return the tag of a thing."""
    with world.read() as work:
        tag = live_tag(work, item_id)
    assert tag is not None
    return tag.code


def tallies(world: World, stocktake_id: UUID) -> list[tuple[str, Decimal, Decimal]]:
    """Return the comparison."""
    with world.read() as work:
        return [
            (each.tally.value, each.expected, each.found)
            for each in stocktakes.compare(work, stocktake_id)
        ]


def closed(world: World, stocktake_id: UUID) -> list[str]:
    """End a stocktake; return the causes of the hazards that there are then."""
    with world.work("keeper") as work:
        stocktakes.close(work, stocktake_id)
    with world.read() as work:
        return [each.cause.split(":")[2] for each in work.all(Hazard)]


def test_what_stands_there_and_is_seen_matches(world: World) -> None:
    """No difference, no hazard; the stocktake cannot be added to afterwards."""
    item_id, _ = steps.in_use(world)
    stocktake = opened(world)
    seen = sight(code_of(world, item_id), world.clock.now)
    counted(world, stocktake, seen)

    assert tallies(world, stocktake) == [("match", 1, 1)]
    assert closed(world, stocktake) == []
    with pytest.raises(IllegalStep):
        counted(world, stocktake, seen)


def test_missing_and_unknown_things_are_hazards(world: World) -> None:
    """100 of 500 bolts are gone, and a tag lies there that nobody knows; told once."""
    item_id, _ = steps.in_use(world, "bolt", 500)
    stranger = codes.new()
    for _ in range(2):
        stocktake, now = opened(world), world.clock.now
        counted(world, stocktake, sight(code_of(world, item_id), now, 400), sight(stranger, now))
        causes = closed(world, stocktake)

    assert sorted(causes) == ["missing", "unexpected"]


def test_thing_of_another_place_is_unexpected(world: World) -> None:
    """The register says that it stands elsewhere."""
    item_id, _ = steps.in_use(world)
    stocktake = opened(world, "3101回风巷")
    counted(world, stocktake, sight(code_of(world, item_id), world.clock.now))

    assert tallies(world, stocktake) == [("unexpected", 0, 1)]


def test_offline_list_comes_late_twice_and_in_any_order(world: World) -> None:
    """Of a tag the newest sighting counts, whatever list brought it."""
    item_id, _ = steps.in_use(world, "bolt", 500)
    stocktake, begun = opened(world), world.clock.now
    code = code_of(world, item_id)
    old, new = (sight(code, begun + timedelta(hours=n), 400 + n) for n in (1, 2))
    world.clock.forward(hours=8)
    counted(world, stocktake, new, old)
    counted(world, stocktake, old)
    counted(world, stocktake, new)

    assert tallies(world, stocktake) == [("missing", 500, 402)]


def test_clock_gone_wrong_is_refused(world: World) -> None:
    """Before the stocktake or in the future nothing was seen; nothing of the list is kept."""
    item_id, _ = steps.in_use(world)
    stocktake, code = opened(world), code_of(world, item_id)
    for minutes in (-1, 1):
        with pytest.raises(Refused) as caught:
            counted(world, stocktake, sight(code, world.clock.now + timedelta(minutes=minutes)))
        assert told(caught) == {"U26"}
    assert tallies(world, stocktake) == [("missing", 1, 0)]


def test_unreadable_lists_name_their_field(world: World) -> None:
    """An empty list, one that denies itself, a negative quantity; and a buyer counts nothing."""
    item_id, _ = steps.in_use(world)
    stocktake, code = opened(world), code_of(world, item_id)
    with pytest.raises(Unreadable) as caught:
        counted(world, stocktake)
    assert caught.value.field == "seen"
    with pytest.raises(Unreadable) as caught:
        counted(world, stocktake, sight(code, world.clock.now, -1))
    assert caught.value.field == "quantity"
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        stocktakes.count(work, stocktake, seen=[sight(code, world.clock.now)], nothing_found=True)
    assert caught.value.field == "nothing_found"
    with pytest.raises(Forbidden), world.work("buyer") as work:
        stocktakes.open_stocktake(work, place_id=world.places[steps.PLACE])


def cleared(world: World) -> None:
    """Close the face out."""
    with world.work("keeper") as work:
        clearing.close_out(work, world.places[steps.PLACE])


def test_face_is_closed_out_when_all_is_back_and_counted(world: World) -> None:
    """Came = moved away + given back + used up; until then and uncounted it is refused."""
    _, placement = steps.in_use(world, "bolt", 500)
    with pytest.raises(Refused) as caught:
        cleared(world)
    assert told(caught) == {"U27", "U28"}
    with world.work("mechanic") as work:
        usage.use_up(work, placement, quantity=Decimal(300), note="支护")
        usage.give_back(work, placement, quantity=Decimal(50))
        usage.move(work, placement, place_id=world.places["3101回风巷"])
    with world.read() as work:
        (row,) = clearing.flows(work, world.places[steps.PLACE])
    closed(world, found_empty(world))
    cleared(world)

    assert (row.came, row.used_up, row.given_back, row.moved, row.stands) == (500, 300, 50, 150, 0)
    with world.read() as work:
        assert work.first(Entry, action="close_out") is not None


def test_nothing_is_moved_to_a_face_that_was_closed_out(world: World) -> None:
    """Its sums are told once; what comes later would stand where nobody looks."""
    closed(world, found_empty(world))
    cleared(world)

    with pytest.raises(Refused) as caught:
        steps.in_use(world)
    assert told(caught) == {"U61"}


def test_stocktake_that_nobody_counted_does_not_end(world: World) -> None:
    """Opened and closed from a desk it would clear a face that nobody looked at."""
    stocktake = opened(world)
    with pytest.raises(Refused) as caught:
        closed(world, stocktake)

    assert told(caught) == {"U60"}


def test_counting_before_the_last_change_does_not_clear_a_face(world: World) -> None:
    """Counted, then brought out, then closed: what was counted is not what is left."""
    _, placement = steps.in_use(world, "bolt", 500)
    stocktake = found_empty(world)
    world.clock.forward(hours=1)
    with world.work("mechanic") as work:
        usage.give_back(work, placement)
    world.clock.forward(hours=1)
    closed(world, stocktake)

    with pytest.raises(Refused) as caught:
        cleared(world)
    assert told(caught) == {"U28"}


def test_lost_unit_is_written_off_by_somebody_else_and_the_face_closes(world: World) -> None:
    """Missed by a stocktake, looked for, written off; its tag is an alarm from then on (U41)."""
    item_id, placement = steps.in_use(world)
    tag = code_of(world, item_id)

    def lost() -> None:
        with world.work("approver") as work:
            losing.write_off(work, placement, reason="冒落压埋，现场查找三次无下落")

    with pytest.raises(Refused) as early:
        lost()
    closed(world, found_empty(world))
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        losing.write_off(work, placement, reason="找不到")
    lost()
    with world.read() as work:
        item = work.get(Item, item_id)
        (row,) = clearing.flows(work, world.places[steps.PLACE])
        stay = work.first(Passage, item_id=item_id)
    seen = scanned(world, tag, direction="out")

    assert told(early) == {"U41"}
    assert (item.state, item.underground, item.scrapped) == (ItemState.SCRAPPED, 0, 1)
    assert (row.came, row.lost, row.stands) == (1, 1, 0)
    assert stay is not None
    assert stay.left_at is not None
    assert "G31" in {each["code"] for each in seen.findings}


def test_lost_part_of_a_lot_leaves_the_rest(world: World) -> None:
    """A part, then the last of it: only then is the lot at its end."""
    item_id, placement = steps.in_use(world, "bolt", 500)
    closed(world, found_empty(world))
    for quantity in (200, 300):
        with world.work("approver") as work:
            losing.write_off(work, placement, reason="采空区遗留", quantity=Decimal(quantity))
    with world.read() as work:
        item = work.get(Item, item_id)
        acts = [each.action for each in work.all(Entry, subject_id=item_id)]

    assert (item.state, item.scrapped) == (ItemState.SCRAPPED, 500)
    assert acts[-2:] == ["lose_part", "lose_last"]


def test_open_difference_keeps_a_face_open(world: World) -> None:
    """What lay there and should not have has to be found out first."""
    item_id, placement = steps.in_use(world)
    with world.work("mechanic") as work:
        usage.give_back(work, placement)
    stocktake = opened(world)
    counted(world, stocktake, sight(code_of(world, item_id), world.clock.now))
    closed(world, stocktake)

    with pytest.raises(Refused) as caught:
        cleared(world)
    assert told(caught) == {"U29"}
