"""Arrivals in parts, in other units, with packing list and serial numbers, on both databases."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.contract import actions as contract
from equiplink.contract import inspection, queries, terms, units
from equiplink.contract.models import (
    ArrivedSerial,
    ContractLine,
    Delivery,
    DeliveryLine,
    PackingLine,
)
from equiplink.db import new_id
from equiplink.errors import NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from tests.contract import steps
from tests.contract.steps import Contracted
from tests.world import World

_numbers = count(1)


def bring(world: World, made: Contracted, quantity: Decimal | int, **more: Any) -> Delivery:
    """Let *quantity* of the only line arrive; *more* goes to the load or to the verb."""
    (line_id,) = made.lines.values()
    load = {name: more.pop(name) for name in ("unit", "serials") if name in more}
    with world.work("keeper") as work:
        return contract.deliver(
            work, made.contract_id, number=f"DH-Z{next(_numbers)}",
            lines=[
                {"contract_line_id": line_id, "quantity": Decimal(quantity), **load}  # type: ignore[typeddict-item]  # by name
            ],
            **more,
        )  # fmt: skip


def cables(world: World, metres: int, how: Callable[..., Contracted] = steps.signed) -> Contracted:
    """Return a contract for so many metres of a synthetic cable."""
    kind = DeviceClass(
        id=new_id(), code="TEST-cable", name="矿用电缆", category="SBLB006", tracking="lot",
        unit="米", device="other", requires_mark=False, requires_ex=False,
        requires_shelf_life=False, papers=[], source="合成",
    )  # fmt: skip
    product = Product(
        id=new_id(), class_id=kind.id, name="矿用电缆", model="MY-0.38/0.66", maker="合成制造厂",
        ratings={}, bans=[], source="合成",
    )  # fmt: skip
    with world.work() as work:
        work.session.add(kind)
        work.session.flush()
        work.session.add(product)
    return how(world, {"cable": metres}, products={"cable": product.id})


def only(world: World, made: Contracted) -> ContractLine:
    """Return the only order line as it stands."""
    with world.read() as work:
        return queries.lines(work, made.contract_id)[0]


def state(world: World, made: Contracted, **words: Any) -> None:
    """State a conversion for the only line's product."""
    product_id = only(world, made).product_id
    with world.work("buyer") as work:
        units.state_conversion(work, product_id, source="装箱标识", **words)


def test_rolls_are_received_as_metres(world: World) -> None:
    """Five rolls of a hundred metres fill an order of five hundred; the stated is kept."""
    made = cables(world, 500)
    unit = only(world, made).unit
    state(world, made, unit="卷", into=unit, those=Decimal(100))
    bring(world, made, 5, unit="卷")

    assert only(world, made).received == 500


def test_conversion_may_be_read_backwards_and_be_a_fraction(world: World) -> None:
    """One kilogram is three bolts: two kilograms are six; two thirds of one are not exact."""
    made = steps.signed(world, {"bolt": 1000})
    unit = only(world, made).unit
    state(world, made, unit=unit, these=Decimal(3), into="千克", those=Decimal(1))
    bring(world, made, 2, unit="千克")
    with pytest.raises(Unreadable) as caught:
        bring(world, made, Decimal("0.5"), unit="千克")

    assert only(world, made).received == 6
    assert caught.value.field == "quantity"


def test_thirds_are_never_rounded(world: World) -> None:
    """One roll is a hundred metres by three rolls: a single one is no exact quantity."""
    made = cables(world, 500)
    state(world, made, unit="卷", these=Decimal(3), into=only(world, made).unit, those=Decimal(100))
    with pytest.raises(Unreadable) as caught:
        bring(world, made, 1, unit="卷")
    bring(world, made, 3, unit="卷")

    assert (caught.value.field, only(world, made).received) == ("quantity", 100)


def test_unit_without_a_stated_conversion_is_unreadable(world: World) -> None:
    """Tons into pieces: nobody guesses; the remedy is named."""
    made = steps.signed(world, {"bolt": 1000})
    with pytest.raises(Unreadable) as caught:
        bring(world, made, 1, unit="吨")

    assert caught.value.field == "unit"
    assert "请先登记换算" in caught.value.text_zh


def test_conversion_of_the_contract_goes_first_and_the_last_one_counts(world: World) -> None:
    """A product's rolls are 100, then 200 metres; this contract agreed 50."""
    made = cables(world, 500)
    unit = only(world, made).unit
    state(world, made, unit="卷", into=unit, those=Decimal(100))
    state(world, made, unit="卷", into=unit, those=Decimal(200))
    bring(world, made, 1, unit="卷")
    state(world, made, unit="卷", into=unit, those=Decimal(50), contract_id=made.contract_id)
    bring(world, made, 1, unit="卷")

    assert only(world, made).received == 250


def test_conversion_has_two_units_and_a_source(world: World) -> None:
    """One unit into itself, nothing of a unit, and no source are unreadable."""
    made = cables(world, 500)
    found = []
    for words in (
        {"unit": "米", "into": "米", "those": Decimal(1)},
        {"unit": "卷", "into": "米", "those": Decimal(0)},
        {"unit": " ", "into": "米", "those": Decimal(1)},
    ):
        with pytest.raises(Unreadable) as caught:
            state(world, made, **words)
        found.append(caught.value.field)

    assert found == ["into", "quantity", "unit"]


def test_serials_come_as_a_range(world: World) -> None:
    """Two switches, two numbers; they are kept with the delivery line and in the ledger."""
    made = steps.signed(world)
    arrival = bring(world, made, 2, serials="SN001~SN002")

    with world.read() as work:
        kept = [each.serial for each in work.all(ArrivedSerial)]
        told = work.first(Entry, subject_id=arrival.id)
    assert kept == ["SN001", "SN002"]
    assert told is not None
    assert told.data["lines"][0]["serials"] == kept


def test_serials_are_counted_and_never_come_twice(world: World) -> None:
    """Three numbers for two pieces, and a number that is here already, are refused."""
    made = steps.signed(world)
    with pytest.raises(Refused) as counted:
        bring(world, made, 2, serials="SN1,SN2,SN3")
    bring(world, made, 1, serials="SN1")
    with pytest.raises(Refused) as twice:
        bring(world, made, 1, serials="SN1")

    assert [each.code for each in counted.value.findings] == ["C10"]
    assert [each.code for each in twice.value.findings] == ["C11"]


def test_serial_that_went_back_may_come_again(world: World) -> None:
    """Sent back whole or piece by piece, the repaired piece keeps its number."""
    made = steps.signed(world)
    whole = bring(world, made, 1, serials="SN1")
    with world.work("acceptor") as work:
        contract.return_all(work, whole.id, reason="外壳破损")
    bring(world, made, 1, serials="SN1")
    with world.work("keeper") as work:
        part = work.all(DeliveryLine)[-1]
        contract.give_back(work, part, Decimal(1), serial="SN1")
    bring(world, made, 1, serials="SN1")

    assert only(world, made).received == 1


def test_packing_list_and_damage_are_recorded_and_warned_of(world: World) -> None:
    """What the list says beside what was found; the goods are received all the same."""
    made = steps.signed(world)
    (line_id,) = made.lines.values()
    arrival = bring(
        world, made, 1, damage="木箱破裂",
        packing=[
            {"text": "馈电开关", "stated": Decimal(2), "found": Decimal(1),
             "contract_line_id": line_id},
            {"text": "说明书", "stated": Decimal(1), "found": Decimal(1)},
        ],
    )  # fmt: skip

    with world.read() as work:
        rows = [(each.text, each.stated, each.found) for each in work.all(PackingLine)]
        told = work.first(Entry, subject_id=arrival.id)
        assert work.get(Delivery, arrival.id).damage == "木箱破裂"
    assert rows == [("馈电开关", 2, 1), ("说明书", 1, 1)]
    assert told is not None
    assert [each["code"] for each in told.data["warnings"]] == ["C12", "C13"]


@pytest.mark.parametrize("change", [{"stated": Decimal(-1)}, {"found": Decimal(-1)}, {"text": ""}])
def test_packing_list_is_readable(world: World, change: dict[str, Any]) -> None:
    """Less than nothing, and goods without a name, are unreadable."""
    made = steps.signed(world)
    line = {"text": "开关", "stated": Decimal(1), "found": Decimal(1)} | change
    with pytest.raises(Unreadable) as caught:
        bring(world, made, 1, packing=[line])

    assert caught.value.field == next(iter(change))


def test_agreed_tolerance_goes_before_the_usual(world: World) -> None:
    """Ten per mille over and none under, where the mine's rule says five."""
    made = steps.drafted(world, {"bolt": 1000})
    (line_id,) = made.lines.values()
    with world.work("buyer") as work:
        terms.agree(
            work, made.contract_id, lines=[{"contract_line_id": line_id, "over": 10, "under": 0}]
        )
    with world.work("approver") as work:
        contract.sign(work, made.contract_id)
    with pytest.raises(Refused):
        bring(world, made, 1011)
    bring(world, made, Decimal(999))
    with pytest.raises(Refused) as short, world.work("buyer") as work:
        contract.fulfil(work, made.contract_id)
    bring(world, made, 11)

    assert "T38F" in {each.code for each in short.value.findings}
    assert only(world, made).received == 1010


def test_hundredth_above_the_order_is_not_rounded_away(world: World) -> None:
    """100.002 m for 100 m without a tolerance are refused (ERPNext #40340)."""
    made = cables(world, 100, steps.drafted)
    (line_id,) = made.lines.values()
    with world.work("buyer") as work:
        terms.agree(work, made.contract_id, lines=[{"contract_line_id": line_id, "over": 0}])
    with world.work("approver") as work:
        contract.sign(work, made.contract_id)
    with pytest.raises(Refused) as caught:
        bring(world, made, Decimal("100.002"))

    assert [each.code for each in caught.value.findings] == ["T38R"]


ACTS = some.lists(
    some.tuples(some.sampled_from(["bring", "whole", "part"]), some.integers(1, 400)), max_size=12
)


def test_what_is_received_is_what_came_less_what_went_back(world: World) -> None:
    """Whatever comes and goes back, the line counts it once (Odoo #13299)."""
    made = steps.signed(world, {"bolt": 1000})
    arrivals: list[UUID] = []

    @settings(max_examples=12)
    @given(ACTS)
    def play(acts: list[tuple[str, int]]) -> None:
        for act, much in acts:
            with suppress(Refused):
                if act == "bring":
                    arrivals.append(bring(world, made, much).id)
                elif arrivals and act == "whole":
                    with world.work("acceptor") as work:
                        contract.return_all(work, arrivals.pop(), reason="合成")
                elif arrivals:
                    with world.work("keeper") as work:
                        (part,) = queries.delivery_lines(work, arrivals[-1])
                        left = part.quantity - part.returned
                        contract.give_back(work, part, min(Decimal(much), left))
        with world.read() as work:
            parts = queries.parts(work, made.contract_id)

            assert only(world, made).received == sum(p.quantity - p.returned for p, _, _ in parts)

    play()


def test_agreed_period_passes_and_the_goods_count_as_conforming(world: World) -> None:
    """Day 15 is the last; the day after the contract presumes, and acceptance still decides."""
    made = steps.delivered(world)
    world.clock.forward(days=15)
    with world.read() as work:
        last_day = inspection.conformity(work, made.delivery_id)
    world.clock.forward(days=1)
    with world.read() as work:
        after = inspection.conformity(work, made.delivery_id)

    assert (last_day.presumed, after.presumed, after.agreed) == (False, True, False)
    assert after.inspect_by == after.hidden_by.replace(year=after.hidden_by.year - 2) + timedelta(
        days=15
    )


def test_notice_in_time_stops_the_presumption(world: World) -> None:
    """Told on the last day, nothing is presumed; a later notice is recorded with a warning."""
    made = steps.delivered(world)
    world.clock.forward(days=15)
    with world.work("acceptor") as work:
        first = inspection.notify_defect(
            work, made.delivery_id, defect="quality", text="绝缘电阻不合格"
        )
    world.clock.forward(days=1)
    with world.work("acceptor") as work:
        late = inspection.notify_defect(work, made.delivery_id, defect="quantity", text="缺附件")
        hidden = inspection.notify_defect(work, made.delivery_id, defect="hidden", text="轴承")
    with world.read() as work:
        stands = inspection.conformity(work, made.delivery_id)
        told = work.first(Entry, subject_id=late.id)

    assert (first.in_time, late.in_time, hidden.in_time) == (True, False, True)
    assert stands.presumed is False
    assert told is not None
    assert [each["code"] for each in told.data["warnings"]] == ["C14"]


def test_notice_says_what_and_since_when(world: World) -> None:
    """An unknown kind, no text, and a day before the arrival or after today are unreadable."""
    made = steps.delivered(world)
    with world.read() as work:
        today = work.today
    found = []
    for words in (
        {"defect": "ugly"}, {"text": " "}, {"found_on": today - timedelta(days=1)},
        {"found_on": today + timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Unreadable) as caught, world.work("acceptor") as work:
            inspection.notify_defect(
                work, made.delivery_id, **({"defect": "quality", "text": "裂纹"} | words)
            )  # fmt: skip
        found.append(caught.value.field)

    assert found == ["defect", "text", "found_on", "found_on"]


def test_line_of_nobody_is_not_found(world: World) -> None:
    """A verb on an order line names the field."""
    with pytest.raises(NotFound) as caught, world.work() as work:
        queries.held_line(work, new_id())

    assert caught.value.field == "contract_line_id"
