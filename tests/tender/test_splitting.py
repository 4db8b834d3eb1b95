"""化整为零: what is added up, what refuses it, and whose signatures let it pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Duplicate, Forbidden, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.plan import actions as plan
from equiplink.tender import splitting
from tests.plan import steps as plans
from tests.plan.routing import route, step
from tests.plan.steps import Approved
from tests.tender.steps import drafted
from tests.world import World

SMALL: dict[str, Any] = {
    "method": "inquiry", "reason": "零星采购", "ground": "standard_goods", "works_related": True,
}  # fmt: skip


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def officers(world: World) -> None:
    """Name two officers, both of whom sign: one by name, one by his role."""
    route(
        world,
        step(1, "机电副矿长", world, "mechanic"),
        step(1, "纪检", world, roles=["inspector"]),
        matter="split",
    )


def waive(world: World, made: Approved, *names: str) -> None:
    """Let each of *names* sign that the plan cannot be combined."""
    for name in names:
        with world.work(name) as work:
            splitting.waive_split(work, made.plan_id, reason="两处巷道工期相差一年")


def suspected(world: World, project: str = "三采区") -> Approved:
    """Buy 1.2 million by inquiry, and plan 1.1 million more of the project."""
    first = plans.approved(world, {"switch": 1}, estimate=Decimal(1_200_000), project=project)
    drafted(world, {"switch": 1}, plan=first, **SMALL)
    return plans.approved(world, {"lamp": 1}, estimate=Decimal(1_100_000), project=project)


def test_split_purchase_passes_when_every_named_officer_signed(world: World) -> None:
    """One signature is not enough; with both the draft says who signed."""
    officers(world)
    second = suspected(world)
    waive(world, second, "mechanic")
    with pytest.raises(Refused) as caught:
        drafted(world, {"lamp": 1}, plan=second, **SMALL)
    waive(world, second, "inspector")
    made = drafted(world, {"lamp": 1}, plan=second, **SMALL)
    with world.read() as work:
        (told,) = work.all(Entry, subject_id=made.tender_id, action="draft")

    assert codes(caught) == ["T03"]
    assert told.data["warnings"] == [{"code": "T03W", "params": {"names": "mechanic、inspector"}}]


def test_everybody_named_signs_in_one_step(world: World) -> None:
    """A step of 会签 takes each person that it names and one of each role."""
    route(
        world,
        step(1, "会签", world, "mechanic", roles=["inspector"], quorum="all"),
        matter="split",
    )
    second = suspected(world)
    waive(world, second, "inspector")
    with pytest.raises(Refused):
        drafted(world, {"lamp": 1}, plan=second, **SMALL)
    waive(world, second, "mechanic")

    assert drafted(world, {"lamp": 1}, plan=second, **SMALL)


def test_split_purchase_passes_as_a_tender(world: World) -> None:
    """Who tenders what belongs together needs nobody's leave."""
    second = suspected(world)

    assert drafted(world, {"lamp": 1}, plan=second, works_related=True)


def test_change_of_the_plan_voids_the_officers_signatures(world: World) -> None:
    """They signed for what stood there; another quantity is another question."""
    officers(world)
    second = suspected(world)
    waive(world, second, "mechanic", "inspector")
    with world.work("planner") as work:
        plan.change_line(
            work, second.lines["lamp"], quantity=Decimal(1), estimate=Decimal(1_000_000)
        )
        plan.submit(work, second.plan_id)
    with world.work("approver") as work:
        plan.approve(work, second.plan_id)
    with pytest.raises(Refused) as caught:
        drafted(world, {"lamp": 1}, plan=second, **SMALL)

    assert codes(caught) == ["T03"]


@pytest.mark.parametrize("named", [True, False])
def test_nobody_else_signs_splitting_off(world: World, *, named: bool) -> None:
    """Where the mine names nobody, nobody may; an approver of the plan is no officer by that."""
    if named:
        officers(world)
    second = suspected(world)
    with pytest.raises(Forbidden):
        waive(world, second, "approver")

    with pytest.raises(Refused):
        drafted(world, {"lamp": 1}, plan=second, **SMALL)


def test_officer_signs_once_with_a_reason_and_not_for_his_own_plan(world: World) -> None:
    """No reason is unreadable, a second signature a duplicate, one's own plan refused."""
    route(world, step(1, "副矿长", world, "mechanic", "planner"), matter="split")
    second = suspected(world)
    with pytest.raises(Refused) as caught:
        waive(world, second, "planner")
    with pytest.raises(Unreadable), world.work("mechanic") as work:
        splitting.waive_split(work, second.plan_id, reason=" ")
    waive(world, second, "mechanic")
    with pytest.raises(Duplicate):
        waive(world, second, "mechanic")

    assert codes(caught) == ["N27"]


def test_what_was_tendered_in_the_project_counts_as_well(world: World) -> None:
    """1.9 million tendered and 0.2 by inquiry: together the project is compulsory (T02)."""
    first = plans.approved(world, {"switch": 1}, estimate=Decimal(1_900_000), project="三采区")
    drafted(world, {"switch": 1}, plan=first, works_related=True)
    second = plans.approved(world, {"lamp": 1}, estimate=Decimal(200_000), project="三采区")
    other = plans.approved(world, {"lamp": 1}, estimate=Decimal(200_000), project="四采区")
    with pytest.raises(Refused) as caught:
        drafted(world, {"lamp": 1}, plan=second, **SMALL)

    assert codes(caught) == ["T02"]
    assert drafted(world, {"lamp": 1}, plan=other, **SMALL)


def test_classes_are_added_up_each_by_itself(world: World) -> None:
    """1.9 million of two classes and 0.2 of one of them are not 2.1 of a kind; 1.1 of it are."""
    first = plans.approved(world, {"lamp": 1}, estimate=Decimal(200_000))
    drafted(world, {"lamp": 1}, plan=first, **SMALL)
    mixed = plans.approved(world, {"switch": 1, "lamp": 1}, estimate=Decimal(950_000))
    drafted(world, {"switch": 1, "lamp": 1}, plan=mixed, **SMALL)
    third = plans.approved(world, {"lamp": 1}, estimate=Decimal(849_999))
    drafted(world, {"lamp": 1}, plan=third, **SMALL)
    fourth = plans.approved(world, {"lamp": 1}, estimate=Decimal(1))
    with pytest.raises(Refused) as caught:
        drafted(world, {"lamp": 1}, plan=fourth, **SMALL)

    assert codes(caught) == ["T03"]
    assert caught.value.findings[0].params["others"] == "1999999"


def test_lots_of_a_purchase_are_added_up(world: World) -> None:
    """Nobody splits by lots: 1.1 and 1.0 million of one inquiry are 2.1 together (T01)."""
    plan_of_two = plans.approved(world, {"switch": 1, "lamp": 1}, estimate=Decimal(1_050_000))
    with pytest.raises(Refused) as caught:
        drafted(
            world, {"switch": 1, "lamp": 1}, plan=plan_of_two,
            within={"switch": "1", "lamp": "2"}, **SMALL,
        )  # fmt: skip

    assert "T01" in codes(caught)
