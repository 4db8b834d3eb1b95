"""Plan against actual: every link down to the shaft, and each deviation with its sum."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.audit.plan_actual import Deviation, plan_actual
from equiplink.plan import actions as plan
from equiplink.plan.lines import WORDS
from equiplink.plan.models import Plan
from equiplink.plan.states import PlanState
from tests.acceptance import steps as acceptances
from tests.gate.steps import entered
from tests.plan.steps import approved, drafted
from tests.plan.test_requisitions import filed, gathered
from tests.statements import counted
from tests.world import World

LATE = 300
"""Days that carry the tests past the day of need, 2027-06-30."""


def told(world: World, plan_id: UUID | None = None) -> dict[str, Any]:
    """Return the document of a plan, by default the only one."""
    with world.read() as work:
        return plan_actual(work, plan_id or work.all(Plan)[0].id)


def kinds(document: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return quantity and sum of each deviation of the first line."""
    return {
        each["kind"]: (each["quantity"], each["amount"])
        for each in document["lines"][0]["deviations"]
    }


def delivered(world: World, **otherwise: Any) -> UUID:
    """Return a plan whose two switches were delivered, had its line said *otherwise*."""
    acceptances.delivered(world, {"switch": 2})
    with world.work() as work:
        plan_id = work.all(Plan)[-1].id
        for name, value in otherwise.items():
            setattr(plan.lines(work, plan_id)[0], name, value)
    return plan_id


def test_line_is_followed_to_the_shaft(world: World) -> None:
    """One switch: tendered, ordered, delivered, accepted, tagged and let in."""
    _, tag = entered(world)
    document = told(world)
    (line,) = document["lines"]

    assert [line[link]["quantity"] for link in (
        "planned", "tendered", "ordered", "delivered", "accepted", "tagged", "entered",
    )] == ["1"] * 7  # fmt: skip
    assert line["tagged"]["tags"] == [tag]
    assert line["entered"]["first_on"] is not None
    assert line["ordered"]["contracts"][0]["supplier"] == "合成供应商1"
    assert (document["totals"]["planned"], document["totals"]["ordered"]) == ("10000.00", "9500.00")
    assert document["totals"]["accepted"] == "9500.00"
    assert line["deviations"] == []
    assert document["findings"] == []


def test_what_is_not_there_in_time_is_short(world: World) -> None:
    """A day after the need two of two are lacking; on the day itself nothing is."""
    made = approved(world)
    world.clock.now = datetime(2027, 6, 30, 4, tzinfo=UTC)
    on_the_day = kinds(told(world, made.plan_id))
    world.clock.forward(days=1)

    assert on_the_day == {}
    assert kinds(told(world, made.plan_id)) == {"short": ("2", "20000.00")}


def test_what_arrives_after_the_need_is_late(world: World) -> None:
    """It arrived 24 days after the need, and nothing of it is accepted yet."""
    plan_id = delivered(world, need_by=date(2026, 11, 2))
    document = told(world, plan_id)
    late = document["lines"][0]["deviations"][0]

    assert kinds(document) == {"late": ("2", "20000.00"), "short": ("2", "20000.00")}
    assert late["days"] == (date.fromisoformat(document["on"]) - date(2026, 11, 2)).days
    assert document["totals"]["deviations"]["late"] == "20000.00"


def test_dearer_than_estimated(world: World) -> None:
    """Ordered at 9,500 what was planned at 9,000: 500 more for each of two."""
    plan_id = delivered(world, estimate=Decimal(9000))

    assert kinds(told(world, plan_id)) == {"dearer": ("2", "1000.00")}


def test_ordered_but_no_longer_planned(world: World) -> None:
    """A line that was taken out after it was ordered stands as unplanned, with its money."""
    plan_id = delivered(world)
    with world.work("planner") as work:
        plan.remove_line(work, plan.lines(work, plan_id)[0].id)

    assert kinds(told(world, plan_id)) == {"unplanned": ("2", "19000.00")}


def test_needs_stand_beside_their_line(world: World) -> None:
    """The team finds its number in the plan; a line that was only removed is not shown."""
    plan_id = gathered(world, filed(world), filed(world, need_by=date(2027, 3, 1)))
    with world.work("planner") as work:
        plan.remove_line(work, plan.lines(work, plan_id)[1].id)
    document = told(world, plan_id)

    assert [line["requisitions"] for line in document["lines"]] == [["XQ-2026-0001"]]
    assert document["state"] is PlanState.DRAFT


def test_plan_that_lies_unused_is_found(world: World) -> None:
    """Two months and a day after its approval the document says so, with N15."""
    made = approved(world)
    early = told(world, made.plan_id)
    world.clock.forward(days=62)
    late = told(world, made.plan_id)

    assert early["findings"] == []
    assert [each["code"] for each in late["findings"]] == ["N15"]


def test_sums_are_of_the_lines(world: World) -> None:
    """Each kind's total is the sum of its lines."""
    made = drafted(world, {"switch": 2, "bolt": 1000}, estimate=Decimal("1.50"))
    world.clock.forward(days=LATE)
    document = told(world, made.plan_id)

    assert [document["totals"]["deviations"][kind] for kind in Deviation] == [
        "0.00", "1503.00", "0.00", "0.00",
    ]  # fmt: skip


def test_statements_do_not_grow(world: World) -> None:
    """A plan of three hundred lines is read in as many statements as one of three."""
    counts = []
    for many in (3, 300):
        made = drafted(world)
        with world.work("planner") as work:
            line = plan.lines(work, made.plan_id)[0]
            copies: Any = [{name: getattr(line, name) for name in WORDS}] * many
            plan.add_lines(work, made.plan_id, lines=copies)
        with counted(world.chain) as sent:
            document = told(world, made.plan_id)
        counts.append(len(sent))

        assert len(document["lines"]) == many + 1
    assert counts[0] == counts[1]
