"""Teams file needs, the planner gathers them, and each need shows what became of it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda.queries import due as agenda
from equiplink.errors import Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.plan import requisitions
from equiplink.plan.models import PlanLine, Requisition
from equiplink.plan.states import RequisitionState
from tests.catalogue import steps as catalogues
from tests.plan.steps import goods
from tests.world import World


def filed(world: World, who: str = "mechanic", **change: Any) -> UUID:
    """File a need for two switches, changed as given."""
    asked: Any = {
        "product_id": goods(world)["switch"],
        "quantity": Decimal(2),
        "estimate": Decimal(100),
        "purpose": "更换",
        "place_id": world.places["3101综采工作面"],
        "need_by": date(2027, 1, 20),
    }
    with world.work(who) as work:
        return requisitions.file(work, **asked | change).id


def begun(world: World) -> UUID:
    """Begin a monthly plan."""
    with world.work("planner") as work:
        return plan.draft(work, title="一月", period="month", budget=Decimal(10**6)).id


def gathered(world: World, *asked: UUID, **more: Any) -> UUID:
    """Gather needs into a new plan, each with *more*."""
    plan_id = begun(world)
    with world.work("planner") as work:
        wanted: Any = [{"requisition_id": each} | more for each in asked]
        requisitions.gather(work, plan_id, requisitions=wanted)
    return plan_id


def test_need_is_filed_for_its_team(world: World) -> None:
    """It takes the next number of its series and the team of whoever files it."""
    with world.read() as work:
        first = work.all(Requisition)
    asked = filed(world)
    with world.read() as work:
        found = work.get(Requisition, asked)

    assert first == []
    assert (found.number, found.team_id, found.unit) == ("XQ-2026-0001", world.team_id, "台")
    assert found.state is RequisitionState.FILED


def test_like_is_added_to_like(world: World) -> None:
    """One product, place and month is one line; another place, month or product is another."""
    switch = filed(world, purpose="更换")
    more = filed(world, quantity=Decimal(3), need_by=date(2027, 1, 5), purpose="备用")
    dearer = filed(world, estimate=Decimal(120), equipment="DQ-001")
    elsewhere = filed(world, place_id=world.places["3101回风巷"])
    later = filed(world, need_by=date(2027, 2, 1))
    lamp = filed(world, product_id=goods(world)["lamp"])
    plan_id = gathered(world, switch, more, dearer, elsewhere, later, lamp)
    with world.read() as work:
        lines = plan.lines(work, plan_id)
        became = {each.id: each.plan_line_id for each in work.all(Requisition)}

    assert [(line.quantity, line.need_by, line.estimate) for line in lines] == [
        (7, date(2027, 1, 5), 120),
        (2, date(2027, 1, 20), 100),
        (2, date(2027, 2, 1), 100),
        (2, date(2027, 1, 20), 100),
    ]
    assert lines[0].purpose == "更换；备用；更换（DQ-001）"
    assert {became[each] for each in (switch, more, dearer)} == {lines[0].id}
    assert [became[each] for each in (elsewhere, later, lamp)] == [line.id for line in lines[1:]]


def test_line_that_stands_grows(world: World) -> None:
    """A need that is gathered a day later joins the line that the plan has already."""
    plan_id = gathered(world, filed(world))
    late = filed(world, quantity=Decimal(5))
    with world.work("planner") as work:
        requisitions.gather(work, plan_id, requisitions=[{"requisition_id": late}])
    with world.read() as work:
        (line,) = plan.lines(work, plan_id)
        behind = work.all(Requisition, plan_line_id=line.id)

    assert (line.quantity, line.revision, len(behind)) == (7, 3, 2)


def test_described_goods_get_their_product_and_price(world: World) -> None:
    """A team describes what it cannot name; the planner says which product it is."""
    asked = filed(world, product_id=None, description="馈电开关 400A", unit="台", estimate=None)
    plan_id = begun(world)
    for given, field in (({}, "product_id"), ({"product_id": goods(world)["switch"]}, "estimate")):
        wanted: Any = [{"requisition_id": asked} | given]
        with pytest.raises(Unreadable) as caught, world.work("planner") as work:
            requisitions.gather(work, plan_id, requisitions=wanted)

        assert caught.value.field == field
    whole = gathered(world, asked, product_id=goods(world)["switch"], estimate=Decimal(90))
    with world.read() as work:
        (line,) = plan.lines(work, whole)
        found = work.get(Requisition, asked)

    assert (line.quantity, line.estimate) == (2, 90)
    assert (found.product_id, found.state) == (line.product_id, RequisitionState.GATHERED)


def test_other_unit_is_not_added_up(world: World) -> None:
    """Two boxes are not two pieces: the planner returns it to be converted."""
    asked = filed(world, unit="箱")
    with pytest.raises(Unreadable) as caught:
        gathered(world, asked)

    assert caught.value.field == "unit"


def test_need_is_gathered_once(world: World) -> None:
    """A second plan cannot take it, and nothing of the second is left."""
    asked = filed(world)
    gathered(world, asked)
    with pytest.raises(IllegalStep):
        gathered(world, asked)
    with world.read() as work:
        assert len(work.all(PlanLine)) == 1


def test_need_that_is_not_there_is_not_found(world: World) -> None:
    """An unknown id, and no id at all."""
    plan_id = begun(world)
    for ids in ([], [world.team_id]):
        wanted: Any = [{"requisition_id": each} for each in ids]
        with pytest.raises(NotFound), world.work("planner") as work:
            requisitions.gather(work, plan_id, requisitions=wanted)


def test_removed_line_sets_its_needs_free(world: World) -> None:
    """The needs behind a line that is taken out wait again."""
    asked = filed(world)
    plan_id = gathered(world, asked)
    with world.work("planner") as work:
        plan.remove_line(work, plan.lines(work, plan_id)[0].id)
    with world.read() as work:
        found = work.get(Requisition, asked)

    assert (found.state, found.plan_line_id) == (RequisitionState.FILED, None)


def test_returned_need_is_corrected(world: World) -> None:
    """The planner says what is wrong, the team corrects it and files it again."""
    asked = filed(world)
    with world.work("planner") as work:
        requisitions.send_back(work, asked, note="数量过多")
    with world.work("mechanic2") as work:
        found = requisitions.correct(work, asked, quantity=Decimal(1), urgency="pressing")

    assert (found.state, found.quantity, found.urgency.zh) == (RequisitionState.FILED, 1, "较急")
    with world.work("mechanic") as work:
        assert requisitions.withdraw(work, asked).state is RequisitionState.WITHDRAWN


def test_other_team_may_not_touch_it(world: World) -> None:
    """Only the team that asked withdraws its need."""
    asked = filed(world)
    with world.work() as work:
        other = mine.add_team(work, name="掘进二队")
        person = mine.add_person(work, number="9001", name="外队", team_id=other.id)
        world.people["stranger"] = mine.actor(work, person.id)
    with pytest.raises(Forbidden), world.work("stranger") as work:
        requisitions.withdraw(work, asked)


def test_who_has_no_team_names_one(world: World) -> None:
    """A need belongs to a team."""
    with world.work() as work:
        person = mine.add_person(work, number="9002", name="无队组")
        world.people["loner"] = mine.actor(work, person.id)
    with pytest.raises(Unreadable) as caught:
        filed(world, "loner")

    assert caught.value.field == "team_id"
    assert filed(world, "loner", team_id=world.team_id)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": Decimal("1.5")}, "quantity"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"estimate": Decimal(-1)}, "estimate"),
        ({"purpose": " "}, "purpose"),
        ({"urgency": "asap"}, "urgency"),
        ({"number": " "}, "number"),
        ({"product_id": UUID(int=1)}, "product_id"),
        ({"place_id": UUID(int=1)}, "place_id"),
        ({"product_id": None}, "description"),
        ({"product_id": None, "description": "开关"}, "unit"),
        ({"product_id": None, "description": "开关", "unit": "台", "quantity": Decimal(0)},
         "quantity"),
    ],
)  # fmt: skip
def test_bad_need_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """What cannot be understood is told by its field."""
    with pytest.raises((Unreadable, NotFound)) as caught:
        filed(world, **change)

    assert caught.value.field == field


def test_need_of_today_or_of_banned_goods_is_refused(world: World) -> None:
    """A past day and a banned model are told at once, before the planner sees them."""
    banned = catalogues.national(world)["starter"]
    with pytest.raises(Refused) as caught:
        filed(world, product_id=banned, need_by=date(2026, 11, 2))

    assert {finding.code for finding in caught.value.findings} == {"N16", "L02"}


def test_waiting_need_stands_in_the_agenda(world: World) -> None:
    """Until it is gathered or returned it is due by the day it is needed."""
    asked = filed(world)
    with world.read() as work:
        before = [(each.code, each.on, each.subject_id) for each in agenda(work)]
    gathered(world, asked)
    with world.read() as work:
        after = agenda(work)

    assert before == [("N16", date(2027, 1, 20), asked)]
    assert after == []
