"""The register through its verbs, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from equiplink import codes
from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register import queries
from equiplink.register.models import Item, Tag
from equiplink.register.states import ITEM, ItemState
from tests.acceptance import steps as acceptances
from tests.acceptance.steps import SAMPLES
from tests.register import steps
from tests.world import World

SWITCH = SAMPLES["switch"]


def accepted(world: World, product: str = "switch", **other: object) -> UUID:
    """Return the verdict on one accepted product."""
    arrived = acceptances.delivered(world, {product: 400})
    return acceptances.accepted(world, arrived.lines[product], SAMPLES[product], **other)


def lowered(world: World, quantity: int) -> UUID:
    """Return a lot of 400 resin cartridges of which *quantity* went underground."""
    item_id, _ = steps.tagged(world, "resin", 400)
    with world.work("keeper") as work:
        item = work.get(Item, item_id)
        item.stock -= quantity
        item.underground += quantity
        work.step(ITEM, item, "enter_part", quantity=quantity)
    return item_id


def test_ten_products_are_stocked_in_one_run(world: World) -> None:
    """Units stand alone, lots with their quantity; each carries its own tag."""
    stock = steps.stocked(world)
    with world.read() as work:
        rows = queries.ledger(work)

    assert {code for _, code in stock.values()} == {row.code for row in rows}
    assert len(rows) == 10
    assert {row.item.quantity for row in rows if row.kind.code == "SYN-cable"} == {200}
    assert {row.supplier for row in rows} == {"合成供应商1"}


def test_item_is_a_snapshot_of_what_was_accepted(world: World) -> None:
    """Papers, marks, serial number and ratings are those of the verdict, balanced in stock."""
    plate = acceptances.plate(SWITCH, "SN5", ratings={"current_a": 400})
    verdict = accepted(world, serial="SN5", plate=plate)
    with world.work("keeper") as work:
        item = register.take_in(work, verdict, number="DQ-001")

    assert (item.state, item.kind, item.unit) == (ItemState.IN_STOCK, "unit", "台")
    assert (item.serial, item.mark_number, item.ex_mark) == ("SN5", SWITCH.mark, "Ex db I Mb")
    assert item.ratings == {"current_a": 400}
    assert item.papers["safety_mark"]["valid_until"] == "2028-12-31"
    assert (item.quantity, item.stock, item.underground) == (1, 1, 0)


def test_goods_without_a_verdict_are_not_taken_in(world: World) -> None:
    """What waits for its verdict, or was rejected, gets no row."""
    arrived = acceptances.delivered(world)
    made = acceptances.presented(world, arrived.lines["switch"], SWITCH)
    with pytest.raises(Refused) as caught, world.work("keeper") as work:
        register.take_in(work, made, number="DQ-001")

    assert [each.code for each in caught.value.findings] == ["L01A"]
    with world.read() as work:
        assert work.all(Item) == []


def test_goods_are_taken_in_once(world: World) -> None:
    """A second row for one verdict, or for one number, is a duplicate."""
    first, second = accepted(world), accepted(world)
    with world.work("keeper") as work:
        register.take_in(work, first, number="DQ-001")
    with pytest.raises(Duplicate) as twice, world.work("keeper") as work:
        register.take_in(work, first, number="DQ-002")
    with pytest.raises(Duplicate), world.work("keeper") as work:
        register.take_in(work, second, number="DQ-001")

    assert twice.value.field == "acceptance_id"


def test_item_has_a_number(world: World) -> None:
    """People have to call it something."""
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.take_in(work, new_id(), number=" ")

    assert caught.value.field == "number"


def test_item_carries_one_live_tag(world: World) -> None:
    """A second first tag is a duplicate that names the live one."""
    item_id, code = steps.tagged(world)
    with pytest.raises(Duplicate) as caught, world.work("keeper") as work:
        register.issue_tag(work, item_id)

    assert codes.grouped(code) in caught.value.message("zh")


def test_database_holds_one_live_tag_whatever_the_code_does(world: World) -> None:
    """The partial unique index stands behind the verb."""
    item_id, _ = steps.tagged(world)
    with pytest.raises(Duplicate) as caught, world.work() as work:
        work.session.add(
            Tag(
                mine_id=work.mine_id,
                id=new_id(),
                code=codes.new(),
                item_id=item_id,
                generation=2,
                issued_at=work.now,
                reason="",
            )
        )

    assert isinstance(caught.value.__cause__, IntegrityError)


def test_reprint_voids_the_old_label(world: World) -> None:
    """The new generation lives, the old one is void from now on and still tells its item."""
    item_id, old = steps.tagged(world)
    with world.work("keeper") as work:
        new = register.reprint(work, item_id, reason="标签磨损")

    with world.read() as work:
        item, tag = queries.by_tag(work, codes.payload(old))
        live = register.live_tag(work, item_id)
        entry = work.first(Entry, subject_id=new.id)
    assert (item.id, tag.voided_at) == (item_id, world.clock.now)
    assert live is not None
    assert (live.code, live.generation) == (new.code, 2)
    assert entry is not None
    assert (entry.action, entry.data["voids"]) == ("reprint", old)


def test_two_reprints_at_once_leave_one_live_tag(world: World) -> None:
    """Whoever comes second voids the tag of the first."""
    item_id, _ = steps.tagged(world)

    def again(reason: str) -> str:
        with world.work("keeper") as work:
            return register.reprint(work, item_id, reason=reason).code

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(again, ["磨损", "脱落"]))

    with world.read() as work:
        tags = work.all(Tag, item_id=item_id)
    assert [tag.code in made for tag in tags if tag.voided_at is None] == [True]
    assert sorted(tag.generation for tag in tags) == [1, 2, 3]


def test_reprint_needs_a_reason_and_a_first_tag(world: World) -> None:
    """Why, and of what: both are named."""
    verdict = accepted(world)
    with world.work("keeper") as work:
        item = register.take_in(work, verdict, number="DQ-001")
    with pytest.raises(Unreadable) as mute, world.work("keeper") as work:
        register.reprint(work, item.id, reason="")
    with pytest.raises(NotFound) as bare, world.work("keeper") as work:
        register.reprint(work, item.id, reason="磨损")

    assert (mute.value.field, bare.value.field) == ("reason", "item_id")


def test_only_the_keeper_tags(world: World) -> None:
    """A mechanic gives no labels out."""
    item_id, _ = steps.tagged(world)
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        register.reprint(work, item_id, reason="磨损")
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        register.issue_tag(work, item_id)


def test_scrapped_item_gets_no_new_label(world: World) -> None:
    """After the scrap yard no label is printed again."""
    item_id, _ = steps.tagged(world)
    with world.work("keeper") as work:
        item = work.get(Item, item_id)
        item.stock, item.scrapped = Decimal(0), Decimal(1)
        work.step(ITEM, item, "scrap")
    with pytest.raises(Refused) as caught, world.work("keeper") as work:
        register.reprint(work, item_id, reason="磨损")

    assert [each.code for each in caught.value.findings] == ["L01T"]


def test_lot_is_used_up_underground(world: World) -> None:
    """What is used up leaves the mine's balance underground, and the sum stays."""
    item_id = lowered(world, 100)
    with world.work("mechanic") as work:
        item = register.consume(work, item_id, quantity=Decimal(60), note="3101回风巷支护")

    assert (item.stock, item.underground, item.consumed) == (300, 40, 60)
    assert item.state is ItemState.IN_STOCK


def test_no_more_is_used_up_than_is_underground(world: World) -> None:
    """The refusal leaves the balance alone."""
    item_id = lowered(world, 100)
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        register.consume(work, item_id, quantity=Decimal(101), note="")

    assert [each.code for each in caught.value.findings] == ["L01C"]
    with world.read() as work:
        assert work.get(Item, item_id).underground == 100


def test_unit_is_not_used_up(world: World) -> None:
    """A unit is scrapped, never consumed; half of one is unreadable."""
    item_id, _ = steps.tagged(world)
    with pytest.raises(Refused), world.work("keeper") as work:
        register.consume(work, item_id, quantity=Decimal(1), note="")
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.consume(work, item_id, quantity=Decimal("0.5"), note="")

    assert caught.value.field == "quantity"


def test_balance_is_kept_by_the_database(world: World) -> None:
    """Quantities that do not sum are not stored, whatever the code does."""
    item_id, _ = steps.tagged(world, "resin", 400)
    with pytest.raises(Exception, match="balance"), world.work() as work:
        work.get(Item, item_id).stock -= 1
        work.session.flush()


def test_fitness_is_voided_from_now_on(world: World) -> None:
    """Inspections up to this moment no longer count; state and ledger stay in step."""
    item_id, _ = steps.tagged(world)
    with world.work("mechanic") as work:
        item = register.void_fitness(work, item_id, reason="维修")

    assert item.unfit_since == world.clock.now
    assert item.state is ItemState.IN_STOCK


@pytest.mark.parametrize(
    ("action", "roads"),
    [
        ("enter", ["enter", "leave"]),
        ("start_repair", ["start_repair", "end_repair", "scrap"]),
        ("repair_below", ["enter", "start_repair", "end_repair", "leave"]),
        ("scrap_from_repair", ["start_repair", "scrap"]),
        ("parts", ["enter_part", "leave_part", "scrap"]),
    ],
)
def test_item_goes_its_ways(world: World, action: str, roads: list[str]) -> None:
    """Later stages take the item's steps; what the table lacks is refused."""
    item_id, _ = steps.tagged(world)
    for step in roads:
        who = "mechanic" if step.endswith("repair") else "keeper"
        with world.work(who) as work:
            work.step(ITEM, work.get(Item, item_id), step, road=action)

    with pytest.raises(IllegalStep), world.work("keeper") as work:
        work.step(ITEM, work.get(Item, item_id), "take_in")


def test_register_is_searched_and_paged(world: World) -> None:
    """By state, by text, and page after page, in the order of intake."""
    steps.stocked(world, {"switch": 1, "lamp": 1, "bolt": 500})
    with world.read() as work:
        first = queries.ledger(work, limit=2)
        rest = queries.ledger(work, after=first[-1].item.id)
        by_model = queries.ledger(work, text="KBZ-400")
        by_name = queries.ledger(work, text="矿灯")
        by_percent = queries.ledger(work, text="%")
        below = queries.ledger(work, state="underground")
        with pytest.raises(Unreadable) as caught:
            queries.ledger(work, state="lost")

    assert [row.kind.code for row in (*first, *rest)] == ["SYN-switch", "SYN-lamp", "SYN-bolt"]
    assert [row.product.model for row in by_model] == ["KBZ-400/1140"]
    assert [row.item.ex_mark for row in by_name] == ["Ex ib I Mb"]
    assert (by_percent, below) == ([], [])
    assert caught.value.field == "state"


def test_unknown_tag_is_not_found(world: World) -> None:
    """A well-formed code that nobody issued is unknown; a broken one is unreadable."""
    with pytest.raises(NotFound) as unknown, world.read() as work:
        queries.by_tag(work, codes.new())
    with pytest.raises(Unreadable), world.read() as work:
        queries.by_tag(work, "12345")

    assert unknown.value.field == "tag"
