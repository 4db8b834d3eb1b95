"""Usage on both databases: where a thing is, who answers for it, how long it ran."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import papers
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.errors import Forbidden, NotFound, Refused, Unreadable
from equiplink.hazard import holding
from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.usage import actions as usage
from equiplink.usage.models import Placement
from tests.acceptance.steps import MAKER
from tests.gate import steps as gates
from tests.register.steps import tagged
from tests.upkeep import steps as upkeep
from tests.usage import steps
from tests.world import World


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused or warned."""
    return {finding.code for finding in caught.value.findings}


def placement(world: World, placement_id: UUID) -> Placement:
    """Read a placement."""
    with world.read() as work:
        return work.get(Placement, placement_id)


def moved(world: World, placement_id: UUID, place: str) -> UUID:
    """Move a thing."""
    with world.work("mechanic") as work:
        return usage.move(work, placement_id, place_id=world.places[place]).id


def standing(world: World) -> list[tuple[str | None, Decimal]]:
    """Return the balance as place and quantity."""
    with world.read() as work:
        return [(row.place, row.quantity) for row in usage.balance(work)]


def test_placing_starts_the_clock_of_its_checks(world: World) -> None:
    """What is put to use is due for its first check a month later."""
    item_id, _ = gates.entered(world)
    upkeep_day = world.clock.now.date() + timedelta(days=30)
    world_before = _next_due(world, item_id)
    upkeep.adopted(world)
    steps.placed(world, item_id)

    assert (world_before, _next_due(world, item_id)) == (None, upkeep_day)


def _next_due(world: World, item_id: UUID) -> object:
    with world.read() as work:
        return work.get(Item, item_id).next_due_on


def test_thing_in_stock_is_not_placed(world: World) -> None:
    """Only what the gate let in has a place of use, and nothing is left behind."""
    item_id, _ = tagged(world)

    with pytest.raises(Refused) as caught:
        steps.placed(world, item_id)
    assert "U01" in codes(caught)
    with world.read() as work:
        assert list(work.all(Placement)) == []


def test_lot_is_placed_in_parts_and_no_further(world: World) -> None:
    """200 and 300 of 500 bolts stand somewhere; one more does not exist."""
    item_id, _ = gates.entered(world, "bolt", 500)
    steps.placed(world, item_id, quantity=Decimal(200))
    rest = steps.placed(world, item_id, place="3101回风巷")

    assert placement(world, rest).quantity == 300
    with pytest.raises(Refused) as caught:
        steps.placed(world, item_id, quantity=Decimal(1))
    assert codes(caught) == {"U01"}
    with pytest.raises(Refused) as caught:
        steps.placed(world, item_id)
    assert "U01" in codes(caught)


def test_move_begins_a_new_placement(world: World) -> None:
    """Where it was, and from when to when, stays readable."""
    _, first = steps.in_use(world)
    world.clock.forward(hours=3)
    second = moved(world, first, "3101回风巷")
    old, new = placement(world, first), placement(world, second)

    assert old.ended_at == new.since == world.clock.now
    assert (old.place_id, new.place_id) == (
        world.places["一采区进风巷"],
        world.places["3101回风巷"],
    )
    with pytest.raises(Refused) as caught:
        moved(world, first, "井底车场")
    assert "U10" in codes(caught)


def test_move_to_another_zone_is_told(world: World) -> None:
    """A warning in the ledger says that it was inspected for another kind of place."""
    _, first = steps.in_use(world)
    second = moved(world, first, "3101回风巷")

    with world.read() as work:
        entry = work.first(Entry, subject_id=second)
    assert entry is not None
    assert [warning["code"] for warning in entry.data["warnings"]] == ["U04"]


def test_move_judges_the_selection_table_again(world: World) -> None:
    """Increased safety is enough at the district's intake and not at the face."""
    item_id, first = steps.in_use(world)
    with world.work() as work:
        work.get(Item, item_id).ex_mark = "Ex eb I Mb"

    with pytest.raises(Refused) as caught:
        moved(world, first, "3101综采工作面")
    assert {finding.code for finding in caught.value.findings if finding.denies} == {"X10"}
    assert placement(world, first).ended_at is None


def test_move_judges_the_conditions_of_the_banned_list_again(world: World) -> None:
    """What a list bans at the face may stand elsewhere."""
    item_id, first = steps.in_use(world)
    ban = {
        "jurisdiction": "国家", "batch": 9, "no": 1, "item": "合成条目", "effective_on": None,
        "condition": {"when": {"zone": {"in": ["face"]}}},
    }  # fmt: skip
    with world.work() as work:
        work.get(Product, work.get(Item, item_id).product_id).bans = [ban]

    with pytest.raises(Refused) as caught:
        moved(world, first, "3101综采工作面")
    assert "L02" in codes(caught)
    moved(world, first, "3101回风巷")


def test_surface_is_no_place_of_use(world: World) -> None:
    """What goes up is scanned out."""
    _, first = steps.in_use(world)

    with pytest.raises(Refused) as caught:
        moved(world, first, "地面库房")
    assert "U02" in codes(caught)


def test_repaired_thing_waits_for_its_inspection(world: World) -> None:
    """A repair underground voids the inspection until a new one is signed."""
    item_id, first = steps.in_use(world)
    upkeep.repaired(world, item_id)

    with pytest.raises(Refused) as caught:
        moved(world, first, "井底车场")
    assert "U05" in codes(caught)
    world.clock.forward(minutes=1)
    gates.inspected(world, item_id, place="井底车场")
    moved(world, first, "井底车场")


def test_held_thing_is_not_put_to_use(world: World) -> None:
    """A hold keeps it where it is."""
    item_id, first = steps.in_use(world)
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="待查")

    with pytest.raises(Refused) as caught:
        moved(world, first, "井底车场")
    assert "U06" in codes(caught)


def test_rope_is_hung_within_a_year_of_its_test(world: World) -> None:
    """A rope that was made more than a year ago and not tested since is not hung."""
    item_id, _ = gates.entered(world, "cable", 200)
    with world.work() as work:
        product = work.get(Product, work.get(Item, item_id).product_id)
        work.get(DeviceClass, product.class_id).name = "提升钢丝绳"
        work.get(Item, item_id).made_on = world.clock.now.date() - timedelta(days=366)

    with pytest.raises(Refused) as caught:
        steps.placed(world, item_id)
    assert "I15" in codes(caught)
    upkeep.done(world, upkeep.started(world, item_id))
    steps.placed(world, item_id)


def test_part_of_a_lot_is_given_back(world: World) -> None:
    """What is given back stands nowhere until it is scanned out; the last part ends it."""
    _, first = steps.in_use(world, "bolt", 500)
    with world.work("mechanic") as work:
        usage.give_back(work, first, quantity=Decimal(100))
    part = standing(world)
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.give_back(work, first, quantity=Decimal(401))
    with world.work("mechanic") as work:
        ended = usage.give_back(work, first)

    assert part == [("一采区进风巷", 400), (None, 100)]
    assert codes(caught) == {"U09"}
    assert ended.ended_at == world.clock.now
    assert standing(world) == [(None, 500)]


def test_bolts_are_used_up_where_they_stand(world: World) -> None:
    """What is set in the roof is consumed and no longer underground."""
    item_id, first = steps.in_use(world, "bolt", 500)
    with world.work("mechanic") as work:
        usage.use_up(work, first, quantity=Decimal(500), note="3101 顶板支护")

    with world.read() as work:
        item = work.get(Item, item_id)
    assert (item.consumed, item.underground) == (500, 0)
    assert standing(world) == []


def test_spare_part_names_the_open_job_that_it_went_into(world: World) -> None:
    """The ledger keeps the job; after its end nothing more goes into it."""
    item_id, first = steps.in_use(world, "bolt", 500)
    job_id = upkeep.started(world, item_id)
    with world.work("mechanic") as work:
        usage.use_up(work, first, quantity=Decimal(2), note="更换", job_id=job_id)
    with world.read() as work:
        entry = work.first(Entry, subject_id=first, action="use_up")
        assert entry is not None
        assert entry.data["job_id"] == str(job_id)
    upkeep.done(world, job_id)

    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.use_up(work, first, quantity=Decimal(2), note="更换", job_id=job_id)
    assert codes(caught) == {"U36"}


def test_spare_part_is_one_that_the_machines_papers_list(world: World) -> None:
    """M12: of a controlled part another model does not go in; the one listed does."""
    item_id, first = steps.in_use(world, "bolt", 500)
    job_id = upkeep.started(world, item_id)
    with world.work("buyer") as work:
        papers.add_part(
            work, product_id=work.get(Item, item_id).product_id, part="紧固件", model="M16",
            maker=MAKER, source="合成",
        )  # fmt: skip
    spare: dict[str, Any] = {"quantity": Decimal(2), "note": "更换", "job_id": job_id}
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.use_up(work, first, part_name="紧固件", **spare)
    assert codes(caught) == {"M12"}

    with world.work("mechanic") as work:
        usage.use_up(work, first, part_name="木垫", **spare)
        left = work.get(Placement, first).quantity
    assert left == 498


@pytest.mark.parametrize("quantity", [Decimal(0), Decimal("1.5"), Decimal(-1)])
def test_nothing_and_half_a_bolt_are_neither_given_back_nor_used_up(
    world: World, quantity: Decimal
) -> None:
    """Zero is not "all of it", and of what is counted there is no half."""
    _, first = steps.in_use(world, "bolt", 500)

    for verb in (usage.give_back, partial(usage.use_up, note="支护")):
        with pytest.raises(Unreadable) as caught, world.work("mechanic") as work:
            verb(work, first, quantity=quantity)
        assert caught.value.field == "quantity"
    assert standing(world) == [("一采区进风巷", 500)]


def test_what_is_held_is_not_used_up(world: World) -> None:
    """Bolts of a suspicious batch are given back, not set in the roof."""
    item_id, first = steps.in_use(world, "bolt", 500)
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="待查")
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.use_up(work, first, quantity=Decimal(1), note="支护")
    with world.work("mechanic") as work:
        usage.give_back(work, first)

    assert codes(caught) == {"U11"}
    assert standing(world) == [(None, 500)]


def test_balance_shows_what_went_up_without_being_given_back(world: World) -> None:
    """Below zero at no place: it was scanned out, and its placement is still open."""
    item_id, tag = gates.entered(world)
    before = standing(world)
    steps.placed(world, item_id)
    here = standing(world)
    gates.scanned(world, tag, direction="out")

    assert (before, here) == ([(None, 1)], [("一采区进风巷", 1)])
    assert standing(world) == [("一采区进风巷", 1), (None, -1)]


def test_balance_of_one_place(world: World) -> None:
    """Asked for one place, only that is told."""
    item_id, _ = gates.entered(world, "bolt", 500)
    steps.placed(world, item_id, quantity=Decimal(200))
    with world.read() as work:
        here = usage.balance(work, world.places["一采区进风巷"])
        there = usage.balance(work, world.places["3101回风巷"])

    assert [(row.item_id, row.quantity, row.unit) for row in here] == [(item_id, 200, "根")]
    assert there == []


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("place_id", {"place_id": UUID(int=5)}),
        ("team_id", {"team_id": UUID(int=5)}),
        ("person_id", {"keeper_id": UUID(int=5)}),
    ],
)
def test_unknown_reference_names_its_field(
    world: World, field: str, change: dict[str, Any]
) -> None:
    """A place, team or person that the mine does not have."""
    item_id, _ = tagged(world)

    with pytest.raises(NotFound) as caught:
        steps.placed(world, item_id, **change)
    assert caught.value.field == field


def test_half_a_switch_is_not_placed(world: World) -> None:
    """A unit is whole."""
    item_id, _ = tagged(world)

    with pytest.raises(Unreadable) as caught:
        steps.placed(world, item_id, quantity=Decimal("0.5"))
    assert caught.value.field == "quantity"


def test_planner_places_nothing(world: World) -> None:
    """Mechanics and keepers do."""
    item_id, _ = tagged(world)

    with pytest.raises(Forbidden):
        steps.placed(world, item_id, by="planner")
