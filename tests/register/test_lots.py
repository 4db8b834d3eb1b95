"""Lots through their verbs: split, cut, handed out, taken back, never below nothing."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue.models import DeviceClass
from equiplink.errors import IllegalStep, Refused, Unreadable
from equiplink.hazard import holding
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.register import actions as register
from equiplink.register import holds
from equiplink.register.card import card
from equiplink.register.models import Item
from equiplink.register.states import ITEM
from equiplink.upkeep import scrapping
from tests.acceptance import steps as acceptances
from tests.gate.steps import inspected, opened, scanned
from tests.register import steps
from tests.register.takers import take_in_process, take_many
from tests.world import World


def numbers(world: World, item_id: UUID) -> tuple[int, ...]:
    """Return stock, issued, underground, consumed, scrapped and parted of a lot."""
    names = ("stock", "issued", "underground", "consumed", "scrapped", "parted")
    with world.read() as work:
        item = work.get(Item, item_id)
        return tuple(int(getattr(item, name)) for name in names)


def issued(world: World, item_id: UUID, quantity: int, **other: Any) -> UUID:
    """Hand *quantity* to the mechanic's team and return the voucher."""
    asked: dict[str, Any] = {
        "quantity": Decimal(quantity), "team_id": world.team_id, "purpose": "支护",
        "receiver_id": world.people["mechanic"].id,
    }  # fmt: skip
    with world.work("keeper") as work:
        return register.issue(work, item_id, **(asked | other)).id


def lots(world: World, *until: date | None) -> list[UUID]:
    """Take in a lot of 100 resin cartridges for each day of expiry."""
    arrived = acceptances.delivered(world, {"resin": 100 * len(until)})
    sample = acceptances.SAMPLES["resin"]
    return [
        steps.taken_in(
            world,
            acceptances.accepted(
                world, arrived.lines["resin"], sample, quantity=Decimal(100), expires_on=day
            ),
        )[0]
        for day in until
    ]


def refused(act: Callable[[], object]) -> list[str]:
    """Return the codes that refuse *act*."""
    with pytest.raises(Refused) as caught:
        act()
    return [each.code for each in caught.value.findings]


def test_lot_is_split_and_its_parts_are_lots(world: World) -> None:
    """The part has the papers of the first and a balance of its own; nothing is lost."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    with world.work("keeper") as work:
        part = register.split(work, item_id, quantity=Decimal(120), number="MG-1-2")
        again = register.split(work, part.id, quantity=Decimal(20), number="MG-1-3")
    with world.read() as work:
        whole = work.get(Item, item_id)
        told = [each.action for each in work.all(Entry, subject_id=part.id)]

    assert numbers(world, item_id) == (380, 0, 0, 0, 0, 120)
    assert numbers(world, part.id) == (100, 0, 0, 0, 0, 20)
    assert (part.batch, part.papers, part.parted_from_id) == (whole.batch, whole.papers, item_id)
    assert again.lineage == [str(item_id), str(part.id)]
    assert told == ["part_off", "split"]
    with world.work("keeper") as work:
        assert register.issue_tag(work, part.id).generation == 1


def test_all_of_a_lot_is_not_split_off(world: World) -> None:
    """R01, and half a bolt is unreadable."""
    item_id, _ = steps.tagged(world, "bolt", 500)

    def part(quantity: str) -> None:
        with world.work("keeper") as work:
            register.split(work, item_id, quantity=Decimal(quantity), number="MG-2")

    assert refused(lambda: part("500")) == ["R01"]
    with pytest.raises(Unreadable) as caught:
        part("0.5")
    assert caught.value.field == "quantity"


def test_piece_is_cut_to_the_millimetre(world: World) -> None:
    """Lengths are exact; what is counted in pieces is not cut."""
    cable, _ = steps.tagged(world, "cable", 200)
    bolts, _ = steps.tagged(world, "bolt", 500)
    with world.work("keeper") as work:
        piece = register.cut(work, cable, length=Decimal("60.005"), number="DL-1-A")
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.cut(work, bolts, length=Decimal(10), number="MG-3")

    with world.read() as work:
        assert work.get(Item, cable).stock == Decimal("139.995")
    assert piece.quantity == Decimal("60.005")
    assert caught.value.field == "item_id"


def test_hold_on_a_lot_reaches_its_parts(world: World) -> None:
    """Who splits a held lot does not set it free."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="复检")
    with world.work("keeper") as work:
        part = register.split(work, item_id, quantity=Decimal(20), number="MG-4")
        code = register.issue_tag(work, part.id).code
    opened(world)
    inspected(world, part.id)
    answer = scanned(world, code, quantity=20)

    with world.read() as work:
        assert [each.reason for each in holds.held_on(work, work.get(Item, part.id))] == ["复检"]
    assert "G42" in [each["code"] for each in answer.findings]


def test_earliest_to_expire_goes_first(world: World) -> None:
    """A later lot warns and names the earlier one; the mine may refuse it; expired ones stay."""
    old, early, late = lots(world, date(2026, 12, 1), date(2027, 1, 31), date(2027, 6, 30))
    world.clock.forward(days=20)
    voucher = issued(world, late, 10)
    with world.read() as work:
        warned = work.all(Entry, subject_id=late)[-1].data["warnings"]
        number = work.get(Item, early).number
    with world.work() as work:
        mine.set_policy(work, "rule.R04", "deny")

    assert [each["code"] for each in warned] == ["R04"]
    assert number in warned[0]["params"]["lots"]
    assert refused(lambda: issued(world, late, 10)) == ["R04"]
    assert refused(lambda: issued(world, old, 10)) == ["R03"]
    issued(world, early, 100)
    issued(world, late, 10)
    assert numbers(world, late) == (80, 20, 0, 0, 0, 0)
    assert voucher


def test_last_day_of_a_lot_ends_at_midnight_in_china(world: World) -> None:
    """At 23:59 it is handed out, a minute later it is not, whatever the server's zone."""
    (lot,) = lots(world, date(2026, 12, 1))
    world.clock.now = datetime(2026, 12, 1, 15, 59, tzinfo=UTC)
    issued(world, lot, 1)
    world.clock.forward(minutes=1)

    assert refused(lambda: issued(world, lot, 1)) == ["R03"]


def test_what_was_handed_out_goes_down_first_or_comes_back(world: World) -> None:
    """The gate takes from what the team holds; the rest is taken back, and no more."""
    item_id, code = steps.tagged(world, "bolt", 500)
    opened(world)
    inspected(world, item_id)
    voucher = issued(world, item_id, 100)

    assert scanned(world, code, quantity=60).admitted
    assert numbers(world, item_id) == (400, 40, 60, 0, 0, 0)

    def back(quantity: int) -> None:
        with world.work("keeper") as work:
            register.give_back(work, voucher, quantity=Decimal(quantity))

    assert refused(lambda: back(41)) == ["R05"]
    back(40)
    assert refused(lambda: back(1)) == ["R05"]
    assert numbers(world, item_id) == (440, 0, 60, 0, 0, 0)


def test_more_than_the_stock_is_not_handed_out(world: World) -> None:
    """Neither of a lot nor to somebody who left, nor without a purpose."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    with world.work() as work:
        mine.leave(work, world.people["mechanic2"].id, left_on=work.today)

    assert refused(lambda: issued(world, item_id, 501)) == ["R02"]
    gone = world.people["mechanic2"].id
    assert refused(lambda: issued(world, item_id, 5, receiver_id=gone)) == ["R07"]
    with pytest.raises(Unreadable):
        issued(world, item_id, 5, purpose=" ")
    assert numbers(world, item_id) == (500, 0, 0, 0, 0, 0)


def test_offcut_comes_back_as_it_measures(world: World) -> None:
    """What is not measured in the store is used up; what did not come up is not taken back."""
    item_id, code = steps.tagged(world, "cable", 60)
    opened(world)
    inspected(world, item_id)
    scanned(world, code, quantity=60)

    def measured(length: str) -> None:
        with world.work("keeper") as work:
            register.return_offcut(
                work, item_id, length=Decimal(length), place_id=world.places["地面库房"], shelf="A3"
            )

    assert refused(lambda: measured("15")) == ["R06"]
    scanned(world, code, direction="out", quantity=15)
    measured("14.2")

    with world.read() as work:
        item = work.get(Item, item_id)
        assert (item.stock, item.underground, item.consumed) == (
            Decimal("14.2"), 0, Decimal("45.8"),
        )  # fmt: skip
        assert item.shelf == "A3"
    with pytest.raises(Unreadable) as caught:
        measured("-1")
    assert caught.value.field == "quantity"


def test_unit_has_no_offcut(world: World) -> None:
    """It is scrapped or comes back whole."""
    item_id, _ = steps.tagged(world)
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.return_offcut(work, item_id, length=Decimal(0))

    assert caught.value.field == "length"


def test_scrapped_lot_is_not_handed_out(world: World) -> None:
    """The state table says so."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    with world.work("keeper") as work:
        item = work.get(Item, item_id)
        item.stock, item.scrapped = Decimal(10), Decimal(490)
        work.step(ITEM, item, "scrap")
    with pytest.raises(IllegalStep):
        issued(world, item_id, 5)


def test_lot_that_is_handed_out_is_not_scrapped_whole(world: World) -> None:
    """What a team holds is still there."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    issued(world, item_id, 100)
    with world.work("keeper") as work:
        asked = scrapping.request(
            work, item_id, quantity=Decimal(400), ground="damaged", appraisal="锈蚀"
        )
    with world.work("ex_inspector") as work:
        scrapping.condemn(work, asked.id, reason="磨损超限")
    with world.work("approver") as work:
        scrapping.approve(work, asked.id)
    with world.work("keeper") as work:
        scrapping.destroy(work, asked.id, proof="照片")

    with world.read() as work:
        assert work.get(Item, item_id).state == "in_stock"


def test_store_is_balanced_by_place(world: World) -> None:
    """Product and place, with the first day on which something expires; moved goods move."""
    first, second = lots(world, date(2027, 1, 31), date(2027, 6, 30))
    yard, shaft = world.places["地面库房"], world.places["副井井口"]
    with world.work("keeper") as work:
        register.store(work, first, place_id=yard, shelf="A-1")
        register.store(work, second, place_id=yard)
        part = register.split(work, second, quantity=Decimal(30), number="SJ-2")
        register.store(work, part.id, place_id=shaft)
    issued(world, first, 10)

    def heaps(**where: UUID) -> list[tuple[str | None, int, int, date | None]]:
        with world.read() as work:
            rows: Sequence[register.Heap] = register.balance(work, **where)
        return [(each.place, int(each.stock), int(each.issued), each.expires_on) for each in rows]

    assert heaps() == [
        ("副井井口", 30, 0, date(2027, 6, 30)),
        ("地面库房", 160, 10, date(2027, 1, 31)),
    ]
    assert heaps(place_id=shaft) == [("副井井口", 30, 0, date(2027, 6, 30))]


def test_card_names_its_empty_lines(world: World) -> None:
    """G13: what the class asks for and nobody wrote down."""
    item_id, _ = steps.tagged(world)
    with world.read() as work:
        told = card(work, item_id)
        kind = work.first(DeviceClass, code="SYN-switch")

    assert kind is not None
    assert (told.model, told.mark_number) == ("KBZ-400/1140", "MZZ990102")
    assert told.arrived_on == date(2026, 11, 26)
    assert "库房" in told.lacking
    assert "煤安标志号" not in told.lacking


def test_quantity_never_goes_below_nothing(world: World) -> None:
    """Four threads hand out 40 times 15 of 500: 33 times it works, and the rest is refused."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(lambda _: take_many(world, item_id, 10, Decimal(15)), range(4)))

    assert done == 33
    assert numbers(world, item_id) == (5, 495, 0, 0, 0, 0)


def test_processes_share_one_stock(world: World) -> None:
    """Two processes with engines of their own see one balance."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    url = world.url
    asked = (url, str(world.chain.key_path), world.people["keeper"], world.team_id)
    receiver = world.people["mechanic"].id
    before = numbers(world, item_id)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parts = [
            pool.submit(take_in_process, *asked, receiver, item_id, 12, Decimal(30))
            for _ in range(2)
        ]
        done = sum(part.result() for part in parts)

    assert before == (500, 0, 0, 0, 0, 0)
    assert done == 16
    assert numbers(world, item_id) == (20, 480, 0, 0, 0, 0)


def test_concurrent_scans_never_take_more_than_there_is(world: World) -> None:
    """Four scanners take 30 of a lot of 100 each: three get in, the fourth is told why not."""
    item_id, code = steps.tagged(world, "bolt", 100)
    opened(world)
    inspected(world, item_id)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: scanned(world, code, quantity=30), range(4)))

    assert sorted(each.admitted for each in answers) == [False, True, True, True]
    assert numbers(world, item_id) == (10, 0, 90, 0, 0, 0)


def test_what_is_held_is_not_handed_out(world: World) -> None:
    """The store asks for holds as the gate does ("R08")."""
    item_id, _ = steps.tagged(world, "bolt", 500)
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="复检")
    with pytest.raises(Refused) as caught:
        issued(world, item_id, 10)

    assert [each.code for each in caught.value.findings if each.denies] == ["R08"]
