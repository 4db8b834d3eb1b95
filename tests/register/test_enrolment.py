"""存量补录 through its verbs: provisional, supplied, regular or out; and at the gate."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.audit.passport import passport
from equiplink.audit.replay import replay
from equiplink.catalogue.models import Product
from equiplink.errors import Duplicate, Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.register import actions as register
from equiplink.register import queries
from equiplink.register.due import due
from equiplink.register.enrol_models import Enrolment
from equiplink.register.enrol_states import Risk, Standing
from equiplink.register.enrolment import Existing
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from tests.acceptance import steps as acceptances
from tests.acceptance.steps import SAMPLES
from tests.gate.steps import inspected, opened, scanned
from tests.statements import counted
from tests.world import World

PAPERS = {"product_certificate": "HG-1", "manual": "SM-1", "ex_certificate": "EX-1"}


def existing(world: World, name: str = "switch", **other: Any) -> Existing:
    """Return a thing of a synthetic product that was found in the face."""
    product = acceptances.goods(world)[name].product_id
    assert product is not None
    thing: dict[str, Any] = {
        "product_id": product, "number": "DQ-001", "place_id": world.places["3101综采工作面"],
    }  # fmt: skip
    return thing | other  # type: ignore[return-value]


def whole(world: World, **other: Any) -> Existing:
    """Return a switch in the store of which everything is known."""
    asked: dict[str, Any] = {
        "serial": "SN-77", "mark_number": SAMPLES["switch"].mark, "ex_mark": "Ex db I Mb",
        "made_on": date(2024, 5, 1), "papers": PAPERS, "purchase": "HT-2024-3",
        "place_id": world.places["地面库房"], "importance": "A", "old_number": "旧-9",
    }  # fmt: skip
    return existing(world, **(asked | other))


def enrolled(world: World, *things: Existing) -> list[UUID]:
    """Enter things as the keeper; return their forms."""
    with world.work("keeper") as work:
        return [each.id for each in register.enrol(work, things=things)]


def form_of(world: World, form_id: UUID) -> tuple[Enrolment, Item]:
    """Return a form with its item."""
    with world.read() as work:
        form = work.get(Enrolment, form_id)
        return form, work.get(Item, form.item_id)


def regularised(world: World, form_id: UUID) -> None:
    """Verify a thing."""
    with world.work("acceptor") as work:
        register.regularise(work, form_id, note="现场核对")


def test_thing_below_is_entered_with_what_it_lacks(world: World) -> None:
    """It is underground at once, its rank is explained, and a day is set."""
    (form_id,) = enrolled(world, existing(world))
    form, item = form_of(world, form_id)

    assert (item.state, item.underground) == (ItemState.UNDERGROUND, 1)
    assert form.state is Standing.PROVISIONAL
    assert form.missing == [
        "mark", "ex_mark", "ex_certificate", "serial", "made_on", "product_certificate",
        "purchase", "papers",
    ]  # fmt: skip
    assert (form.risk, form.points) == (Risk.HIGH, 23)
    assert ["underground", 3] in form.reasons
    assert item.regular_by == form.regular_by == date(2026, 12, 2)
    with world.read() as work:
        assert replay(work) == []
        (row,) = queries.ledger(work)
    assert row.supplier == ""


def test_thing_with_all_its_papers_is_low_risk(world: World) -> None:
    """And has the longest time; its old number finds it."""
    (form_id,) = enrolled(world, whole(world))
    form, item = form_of(world, form_id)
    with world.read() as work:
        found = register.find(work, "旧-9")

    assert (form.missing, form.risk, form.reasons) == ([], Risk.LOW, [])
    assert form.regular_by == date(2026, 11, 2) + timedelta(days=90)
    assert (item.state, item.stock, item.importance) == (ItemState.IN_STOCK, 1, "A")
    assert found.item.id == item.id


def test_revoked_mark_is_a_reason_of_its_own(world: World) -> None:
    """A number that nobody knows, or of another product, weighs as a fault with its code."""
    (form_id,) = enrolled(world, whole(world, mark_number="MZZ990101"))
    form, _ = form_of(world, form_id)

    assert form.risk is Risk.HIGH
    assert [name for name, _ in form.reasons if str(name).startswith("M")] != []
    with pytest.raises(Refused):
        regularised(world, form_id)


def test_lot_is_entered_where_it_lies(world: World) -> None:
    """A quantity below or above; it is a lot, so it stays in stock while it is below."""
    cable = existing(world, "cable", number="DL-1", quantity=Decimal("120.5"), batch="B1")
    bolts = existing(
        world, "bolt", number="MG-1", quantity=Decimal(300), place_id=world.places["地面库房"]
    )
    low, high = enrolled(world, cable, bolts)
    _, below = form_of(world, low)
    _, above = form_of(world, high)

    assert (below.state, below.underground) == (ItemState.IN_STOCK, Decimal("120.5"))
    assert (above.stock, above.place_id) == (300, world.places["地面库房"])


def test_papers_are_supplied_and_it_becomes_regular(world: World) -> None:
    """Somebody else verifies; then the gate asks for no date any more."""
    (form_id,) = enrolled(world, existing(world, place_id=world.places["地面库房"]))
    _, item = form_of(world, form_id)
    with pytest.raises(Refused) as early:
        regularised(world, form_id)
    with world.work("keeper") as work:
        form = register.supply(
            work, form_id, serial="SN-1", mark_number=" mzz990102", ex_mark="Ex db I Mb",
            made_on=date(2024, 5, 1), papers=PAPERS, purchase="发票 17",
        )  # fmt: skip
        assert (form.missing, form.risk) == ([], Risk.LOW)
        assert form.regular_by == date(2026, 12, 2)  # the day that was set is not put off
    regularised(world, form_id)
    form, item = form_of(world, form_id)

    assert early.value.findings[0].code == "R30"
    assert (form.state, form.note, item.regular_by) == (Standing.REGULAR, "现场核对", None)
    with pytest.raises(IllegalStep):
        regularised(world, form_id)


def test_who_entered_it_does_not_verify_it(world: World) -> None:
    """Even when he holds both roles."""
    (form_id,) = enrolled(world, whole(world))
    keeper = world.people["keeper"]
    both = type(keeper)(keeper.id, keeper.name, keeper.mine_id, frozenset({"keeper", "acceptor"}))
    with pytest.raises(Refused) as caught, world.chain.work(both) as work:
        register.regularise(work, form_id)

    assert [each.code for each in caught.value.findings] == ["R33"]


def test_gate_warns_until_the_day_and_denies_after_it(world: World) -> None:
    """It is listed as due, too."""
    (form_id,) = enrolled(world, whole(world))
    _, item = form_of(world, form_id)
    with world.work("keeper") as work:
        code = register.issue_tag(work, item.id).code
    opened(world)
    inspected(world, item.id)
    first = scanned(world, code)
    scanned(world, code, direction="out")
    world.clock.forward(days=91)
    second = scanned(world, code)
    with world.read() as work:
        (listed,) = [each for each in due(work) if each.code == "R32"]
        overdue = listed.on < work.today

    assert first.admitted
    assert [each["code"] for each in first.findings] == ["R31"]
    assert "R32" in [each["code"] for each in second.findings]
    assert (listed.number, overdue) == ("DQ-001", True)


def test_thing_is_turned_out(world: World) -> None:
    """Not while it is below; afterwards it never enters, and is due no more."""
    (form_id,) = enrolled(world, whole(world))
    (below,) = enrolled(world, existing(world, number="DQ-2"))
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        register.turn_out(work, below, reason="无法补齐")
    with world.work("safety_officer") as work:
        register.turn_out(work, form_id, reason="无法补齐")
    form, item = form_of(world, form_id)
    with world.read() as work:
        listed = [each.number for each in due(work)]

    assert [each.code for each in caught.value.findings] == ["R34"]
    assert form.state is Standing.OUT
    assert item.regular_by == date(2026, 11, 1)
    assert listed == ["DQ-2"]


def test_parts_of_a_provisional_lot_are_provisional(world: World) -> None:
    """Who splits it does not make it regular; what makes it regular makes them so."""
    lot = existing(
        world, "bolt", number="MG-1", quantity=Decimal(300), place_id=world.places["地面库房"],
        made_on=date(2025, 1, 1), purchase="HT-1",
        papers={"product_certificate": "1", "manual": "2", "factory_report": "3"},
    )  # fmt: skip
    (form_id,) = enrolled(world, lot)
    _, item = form_of(world, form_id)
    with world.work("keeper") as work:
        part = register.split(work, item.id, quantity=Decimal(100), number="MG-2").id
    with world.read() as work:
        assert work.get(Item, part).regular_by == item.regular_by
    regularised(world, form_id)

    with world.read() as work:
        assert work.get(Item, part).regular_by is None


def test_numbers_are_taken_once(world: World) -> None:
    """A second row of the same number undoes the whole table."""
    with pytest.raises(Duplicate):
        enrolled(world, whole(world), whole(world, serial="SN-78", old_number=""))
    with world.read() as work:
        assert work.all(Item) == []


def test_bad_rows_name_their_field(world: World) -> None:
    """Unknown product or place, part of a unit, a paper or an importance that is no word."""
    unknown = UUID(int=7)
    for change, error in (
        ({"product_id": unknown}, NotFound),
        ({"place_id": unknown}, NotFound),
        ({"quantity": Decimal("0.5")}, Unreadable),
        ({"papers": {"letter": "1"}}, Unreadable),
        ({"importance": "D"}, Unreadable),
        ({"number": " "}, Unreadable),
    ):
        thing = existing(world, **change)
        with pytest.raises(error) as caught:
            enrolled(world, thing)
        assert caught.value.field in {*change, "quantity"}
    thing = existing(world)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        register.enrol(work, things=[thing])


def test_hundred_things_take_as_many_statements_as_one(world: World) -> None:
    """Reading, judging and writing are done for all at once."""
    sent = []
    for count in (1, 100):
        things = [
            whole(world, number=f"DQ-{count}-{n}", serial=f"{count}-{n}", old_number=f"{count}{n}")
            for n in range(count)
        ]
        with world.work("keeper") as work, counted(world.chain) as statements:
            register.enrol(work, things=things)
        sent.append(len(statements))

    assert sent[0] == sent[1]


def test_passport_of_what_was_here_before(world: World) -> None:
    """It has no purchase behind it, and says so."""
    (form_id,) = enrolled(world, whole(world))
    _, item = form_of(world, form_id)
    with world.work("keeper") as work:
        code = register.issue_tag(work, item.id).code
    with world.read() as work:
        told = passport(work, code)
        product = work.get(Product, item.product_id)

    assert [each["link"] for each in told["links"]] == ["enrolment", "item", "tag"]
    assert told["item"]["model"] == product.model
    assert "购置" in told["missing"]
    assert "enrol" in [each["action"] for each in told["events"]]
