"""Many lines at once: all or none, named when they are wrong, in as few statements as one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from equiplink.db import new_id
from equiplink.errors import NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.plan import actions as plan
from equiplink.plan.lines import Line
from equiplink.plan.models import PlanLine
from equiplink.plan.states import Supply
from tests.plan.steps import drafted, goods
from tests.statements import counted
from tests.supplier.steps import supplier
from tests.world import World


def wanted(world: World, **change: Any) -> Line:
    """Return an ordinary line for two switches, by its words."""
    line: Any = {
        "product_id": goods(world)["switch"],
        "quantity": Decimal(2),
        "estimate": Decimal(100),
        "need_by": date(2027, 1, 1),
        "place_id": world.places["3101综采工作面"],
        "purpose": "更换",
    }
    made: Line = line | change
    return made


def test_lines_enter_in_one_revision(world: World) -> None:
    """Three lines are one change; their numbers go on from the last."""
    made = drafted(world)
    more = [wanted(world, remark=text) for text in "甲乙丙"]
    with world.work("planner") as work:
        changed = plan.add_lines(work, made.plan_id, lines=more)
    with world.read() as work:
        stored = plan.lines(work, made.plan_id)

    assert changed.revision == 3
    assert [(line.no, line.remark, line.revision) for line in stored] == [
        (1, "", 2), (2, "甲", 3), (3, "乙", 3), (4, "丙", 3),
    ]  # fmt: skip


def test_line_asks_for_the_papers_of_its_class(world: World) -> None:
    """Who names no papers asks for those that the class requires."""
    made = drafted(world)
    line = wanted(world)
    with world.work("planner") as work:
        plan.add_lines(work, made.plan_id, lines=[line])
    with world.read() as work:
        stored = plan.lines(work, made.plan_id)[-1]

    assert stored.papers == ["product_certificate"]


def test_line_keeps_what_a_form_asks(world: World) -> None:
    """Code, kind of supply, recommended suppliers, spare part and remark are kept."""
    made = drafted(world)
    known = supplier(world)
    line = wanted(
        world, code="0101020007 ", supply="joint", suppliers=[known], spare=True, remark="瓦斯"
    )
    with world.work("planner") as work:
        plan.add_lines(work, made.plan_id, lines=[line])
    with world.read() as work:
        stored = plan.lines(work, made.plan_id)[-1]

    assert (stored.code, stored.supply) == ("0101020007", Supply.JOINT)
    assert (stored.suppliers, stored.spare, stored.remark) == ([str(known)], True, "瓦斯")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": Decimal("0.5")}, "quantity"),
        ({"product_id": new_id()}, "product_id"),
        ({"place_id": new_id()}, "place_id"),
        ({"suppliers": [new_id()]}, "suppliers"),
        ({"supply": "barter"}, "supply"),
    ],
)
def test_wrong_line_is_named_and_nothing_is_left(
    world: World, change: dict[str, Any], field: str
) -> None:
    """The second line is wrong: position and field are told, and the first is not stored either."""
    made = drafted(world)
    lines = [wanted(world), wanted(world, **change)]
    with pytest.raises((Unreadable, NotFound)) as caught, world.work("planner") as work:
        plan.add_lines(work, made.plan_id, lines=lines)

    assert caught.value.field == f"lines.2.{field}"
    assert caught.value.message().startswith("第 2 行")
    with world.read() as work:
        assert len(plan.lines(work, made.plan_id)) == 1


def test_no_lines_are_no_change(world: World) -> None:
    """An empty list is unreadable, not a revision."""
    made = drafted(world)
    with pytest.raises(Unreadable), world.work("planner") as work:
        plan.add_lines(work, made.plan_id, lines=[])


def test_all_faulty_lines_stand_in_one_refusal(world: World) -> None:
    """Two lines that lack a purpose are told together."""
    made = drafted(world)
    lines = [wanted(world, purpose=" "), wanted(world), wanted(world, purpose="")]
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.add_lines(work, made.plan_id, lines=lines)

    assert [finding.params["lines"] for finding in caught.value.findings] == ["2、4"]


def test_joint_goods_without_a_choice_warn(world: World) -> None:
    """Bought jointly with no supplier recommended: it passes, and the ledger keeps the warning."""
    made = drafted(world)
    line = wanted(world, supply="joint")
    with world.work("planner") as work:
        plan.add_lines(work, made.plan_id, lines=[line])
    with world.read() as work:
        told = work.all(Entry, subject_id=made.plan_id, action="change")[-1].data

    assert [each["code"] for each in told["warnings"]] == ["N14"]


def test_statements_do_not_grow_with_the_lines(world: World) -> None:
    """Five lines and five hundred are entered and submitted in the same number of statements."""
    counts = []
    line = wanted(world)
    for many in (5, 500):
        made = drafted(world)
        with counted(world.chain) as sent, world.work("planner") as work:
            plan.add_lines(work, made.plan_id, lines=[line] * many)
            plan.submit(work, made.plan_id)
        counts.append(len(sent))

    assert counts[0] == counts[1]
    with world.read() as work:
        assert len(work.all(PlanLine, removed=False)) == 507
