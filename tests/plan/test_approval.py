"""Approval on a real database: the table of steps, the frozen set, order, delegates, withdrawal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from equiplink.db import new_id
from equiplink.errors import Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.plan import actions as plan
from equiplink.plan import approval, routes
from equiplink.plan.approval_models import Route, SigningStep
from equiplink.plan.models import Approval
from equiplink.plan.states import PlanState
from tests.plan.routing import frozen, route, sign, state, step
from tests.plan.steps import approved, drafted, goods, submitted
from tests.world import World

OFFICERS = ("keeper", "mechanic", "mechanic2")


def test_without_a_table_anybody_with_the_role_approves(world: World) -> None:
    """A mine that configured nothing has one step, which one approver signs."""
    made = submitted(world)
    assert frozen(world, made.plan_id) == [(1, "审批", ["approver"])]
    sign(world, made.plan_id, "approver")

    assert state(world, made.plan_id) == PlanState.APPROVED


def test_steps_are_signed_in_their_order(world: World) -> None:
    """The second step waits for the first, and the last signature approves."""
    route(world, step(2, "矿长", world, "mechanic"), step(1, "科长", world, "keeper"))
    made = submitted(world)
    with pytest.raises(Forbidden) as early:
        sign(world, made.plan_id, "mechanic")
    sign(world, made.plan_id, "keeper")
    between = state(world, made.plan_id)
    sign(world, made.plan_id, "mechanic")

    assert "keeper" in early.value.message()
    assert (between, state(world, made.plan_id)) == (PlanState.SUBMITTED, PlanState.APPROVED)


def test_all_sign_or_anybody(world: World) -> None:
    """会签 takes everybody's signature, 或签 the first."""
    route(
        world,
        step(1, "或签", world, *OFFICERS),
        step(2, "会签", world, *OFFICERS, quorum="all"),
    )
    made = submitted(world)
    sign(world, made.plan_id, "mechanic", "mechanic", "mechanic2")
    assert state(world, made.plan_id) == PlanState.SUBMITTED
    sign(world, made.plan_id, "keeper")

    assert state(world, made.plan_id) == PlanState.APPROVED


def test_steps_with_one_number_are_open_together(world: World) -> None:
    """Who sits in both signs both at once; the next opens when both are closed."""
    route(
        world,
        step(1, "安全", world, "keeper", "mechanic", quorum="all"),
        step(1, "机电", world, "mechanic"),
        step(2, "矿长", world, "mechanic2"),
    )
    made = submitted(world)
    sign(world, made.plan_id, "mechanic")
    with pytest.raises(Forbidden):
        sign(world, made.plan_id, "mechanic2")
    sign(world, made.plan_id, "keeper", "mechanic2")
    with world.read() as work:
        signed = [each.step for each in work.all(Approval, plan_id=made.plan_id)]

    assert state(world, made.plan_id) == PlanState.APPROVED
    assert signed == ["安全、机电", "安全", "矿长"]


def test_nobody_signs_twice_in_a_step(world: World) -> None:
    """A second signature in a step is refused, and the answer names who is missing."""
    route(world, step(1, "会签", world, "keeper", "mechanic", quorum="all"))
    made = submitted(world)
    sign(world, made.plan_id, "keeper")
    with pytest.raises(Forbidden) as caught:
        sign(world, made.plan_id, "keeper")

    assert "mechanic" in caught.value.message()
    assert "现由" in caught.value.message()


@pytest.mark.parametrize("verb", [plan.approve, plan.send_back])
def test_outsider_is_refused_and_told_who_may(world: World, verb: Any) -> None:
    """Who is not in the frozen set neither signs nor returns, whatever his role."""
    route(world, step(1, "科长", world, "keeper"))
    made = submitted(world)
    with pytest.raises(Forbidden) as caught, world.work("approver") as work:
        verb(work, made.plan_id, note="不同意")

    assert "keeper" in caught.value.message("en")


@pytest.mark.parametrize(
    ("estimate", "names"),
    [
        ("49999.99", ["科长"]),
        ("50000.00", ["科长", "副矿长"]),
        ("100000.00", ["科长", "副矿长", "矿长"]),
    ],
)
def test_amount_decides_who_signs(world: World, estimate: str, names: list[str]) -> None:
    """A step applies from its amount on, the number included."""
    route(
        world,
        step(1, "科长", world, "keeper"),
        step(2, "副矿长", world, "mechanic", from_amount=Decimal(50_000)),
        step(3, "矿长", world, "mechanic2", from_amount=Decimal(100_000)),
    )
    made = submitted(world, {"switch": 1}, estimate=Decimal(estimate))

    assert [name for _, name, _ in frozen(world, made.plan_id)] == names


def test_class_and_period_decide_who_signs(world: World) -> None:
    """A row for a class or for urgent plans applies to no others."""
    goods(world)
    route(
        world,
        step(1, "灯具", world, "keeper", classes=["TEST-lamp"]),
        step(1, "急件", world, "mechanic", periods=["urgent"]),
        step(2, "各类", world, "mechanic2", classes=["SBLB006"]),
    )

    assert [n for _, n, _ in frozen(world, submitted(world).plan_id)] == ["各类"]
    assert [n for _, n, _ in frozen(world, submitted(world, {"lamp": 1}).plan_id)] == [
        "灯具",
        "各类",
    ]


def test_what_no_row_is_for_goes_the_default_way(world: World) -> None:
    """A plan is never without an approval: where no row applies, an approver signs."""
    route(world, step(1, "急件", world, "mechanic", periods=["urgent"]))

    assert frozen(world, submitted(world).plan_id) == [(1, "审批", ["approver"])]


def test_writer_has_no_seat(world: World) -> None:
    """Who wrote the plan gets no seat by his role; a step that lacks its signer is refused."""
    with world.work() as work:
        mine.change_roles(work, world.people["planner"].id, ["planner", "approver"])
    assert frozen(world, submitted(world).plan_id) == [(1, "审批", ["approver"])]
    route(world, step(1, "会签", world, "planner", "keeper", quorum="all"))
    with pytest.raises(Refused) as caught:
        submitted(world)

    assert [each.code for each in caught.value.findings] == ["N20"]
    assert "planner" in caught.value.message()


def test_who_has_left_has_no_seat(world: World) -> None:
    """A step that only somebody signs who has left stops the submission."""
    route(world, step(1, "科长", world, "keeper"))
    with world.work() as work:
        mine.leave(work, world.people["keeper"].id, left_on=work.today)
    with pytest.raises(Refused) as caught:
        submitted(world)

    assert [each.code for each in caught.value.findings] == ["N20"]


def test_return_voids_the_signatures_and_the_next_round_begins_anew(world: World) -> None:
    """After a return every step is signed again, by the table that then holds."""
    route(world, step(1, "科长", world, "keeper"), step(2, "矿长", world, "mechanic"))
    made = submitted(world)
    sign(world, made.plan_id, "keeper")
    with world.work("mechanic") as work:
        plan.send_back(work, made.plan_id, note="数量不符")
    route(world, step(1, "科长", world, "mechanic2"))
    with world.work("planner") as work:
        plan.submit(work, made.plan_id)

    assert frozen(world, made.plan_id) == [(1, "科长", ["mechanic2"])]
    with world.read() as work:
        opinions = work.all(Approval, plan_id=made.plan_id)
        assert [(e.approved, e.voided_at is None) for e in opinions] == [
            (True, False),
            (False, True),
        ]


def test_planner_withdraws_before_the_first_signature(world: World) -> None:
    """A withdrawn plan is a draft without a set; it is submitted again as it stands."""
    made = submitted(world)
    with world.work("planner") as work:
        plan.withdraw(work, made.plan_id, note="数量有误")
    assert (state(world, made.plan_id), frozen(world, made.plan_id)) == (PlanState.DRAFT, [])
    with world.work("planner") as work:
        plan.submit(work, made.plan_id)
    sign(world, made.plan_id, "approver")

    assert state(world, made.plan_id) == PlanState.APPROVED


def test_signed_plan_is_not_withdrawn(world: World) -> None:
    """After a signature only an approver returns it; who signed is named."""
    route(world, step(1, "科长", world, "keeper"), step(2, "矿长", world, "mechanic"))
    made = submitted(world)
    sign(world, made.plan_id, "keeper")
    with pytest.raises(Refused) as caught, world.work("planner") as work:
        plan.withdraw(work, made.plan_id)

    assert [each.code for each in caught.value.findings] == ["N22"]
    assert "keeper" in caught.value.message()


def test_another_planner_does_not_withdraw(world: World) -> None:
    """Who had no hand in a plan does not take it back."""
    with world.work() as work:
        other = mine.add_person(work, number="9001", name="计划员二", roles=["planner"])
    made = submitted(world)
    with world.read() as work:
        world.people["planner2"] = mine.actor(work, other.id)
    with pytest.raises(Refused) as caught, world.work("planner2") as work:
        plan.withdraw(work, made.plan_id)

    assert [each.code for each in caught.value.findings] == ["N23"]


def test_draft_is_neither_withdrawn_nor_returned(world: World) -> None:
    """There is no set, and the table of states says so first."""
    made = drafted(world)
    with pytest.raises(IllegalStep), world.work("planner") as work:
        plan.withdraw(work, made.plan_id)
    with pytest.raises(IllegalStep), world.work("approver") as work:
        plan.send_back(work, made.plan_id, note="不")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"no": 0}, "no"),
        ({"name": " "}, "name"),
        ({"people": []}, "roles"),
        ({"people": [new_id()]}, "person_id"),
        ({"roles": ["king"]}, "roles"),
        ({"periods": ["decade"]}, "periods"),
        ({"classes": ["nothing"]}, "classes"),
        ({"quorum": "most"}, "quorum"),
        ({"from_amount": Decimal(-1)}, "from_amount"),
        ({"from_amount": Decimal("0.001")}, "from_amount"),
        ({"days": 366}, "days"),
        ({"tell": "king"}, "tell"),
    ],
)
def test_bad_step_names_its_field(world: World, change: dict[str, Any], field: str) -> None:
    """What cannot be a row of the table is unreadable, and nothing is stored."""
    row = step(1, "科长", world, "keeper") | change
    with pytest.raises((Unreadable, NotFound)) as caught:
        route(world, row)  # type: ignore[arg-type]

    assert caught.value.field == field
    with world.read() as work:
        assert work.all(Route) == []


def test_two_steps_of_one_name_and_number_are_unreadable(world: World) -> None:
    """They could not be told apart in the record."""
    with pytest.raises(Unreadable):
        route(world, step(1, "科长", world, "keeper"), step(1, "科长", world, "mechanic"))


def test_only_an_administrator_sets_the_table(world: World) -> None:
    """Neither who writes plans nor who approves them says who signs."""
    with pytest.raises(Forbidden), world.work("approver") as work:
        routes.set_route(work, steps=[], reason="简化")


def test_versions_of_the_table_are_recorded(world: World) -> None:
    """Each version has its number, its reason and its rows in the ledger; none is changed."""
    route(world, step(1, "科长", world, "keeper"))
    route(world)
    with world.read() as work:
        told = [each.data for each in work.all(Entry, action="set_route")]

    assert [each["number"] for each in told] == [1, 2]
    assert [[row["name"] for row in each["steps"]] for each in told] == [["科长"], []]
    assert frozen(world, submitted(world).plan_id) == [(1, "审批", ["approver"])]


def test_preview_tells_who_would_sign_and_why_and_records_nothing(world: World) -> None:
    """The dry run names the row and the amounts; it is what the submission then freezes."""
    goods(world)
    route(
        world,
        step(1, "科长", world, "keeper"),
        step(2, "矿长", world, "mechanic", from_amount=Decimal(40_000), classes=["SBLB006"]),
    )
    approved_before = submitted(world, {"switch": 3})
    sign(world, approved_before.plan_id, "keeper")
    made = drafted(world, {"switch": 1})
    with world.read("planner") as work:
        ahead = approval.preview(work, made.plan_id).shown()
    with world.work("planner") as work:
        plan.submit(work, made.plan_id)

    assert [each["name"] for each in ahead] == ["科长", "矿长"]
    assert ahead[1]["why"] == (
        "同类“矿用隔爆型真空馈电开关”合计 40000 元（本计划 10000 元，其他计划 30000 元），"
        "达到 40000 元（SBLB006）"
    )
    assert frozen(world, made.plan_id) == [(1, "科长", ["keeper"]), (2, "矿长", ["mechanic"])]
    with world.read() as work:
        last = work.all(SigningStep, SigningStep.no, subject_id=made.plan_id)[1]
        assert "from CNY 40000 (SBLB006)" in approval.why(last.because, "en")


def test_supposed_plan_is_answered_without_one(world: World) -> None:
    """What if: an amount, a class, a project and a period are enough."""
    goods(world)
    route(
        world,
        step(1, "科长", world, "keeper"),
        step(2, "矿长", world, "mechanic", from_amount=Decimal(50_000)),
        step(3, "值班", world, "mechanic2", periods=["urgent"]),
    )
    approved_one = submitted(world, {"switch": 4}, project="三采区")
    with world.read() as work:
        alone = approval.suppose(work, amount=Decimal(10_000))
        joined = approval.suppose(work, amount=Decimal(10_000), project="三采区", period="urgent")

    assert approved_one
    assert [each["name"] for each in alone.shown()] == ["科长"]
    assert [each["name"] for each in joined.shown("en")] == ["科长", "矿长", "值班"]
    assert joined.shown("en")[1]["why"].startswith("project 三采区: CNY 50000 in all")
    assert "(urgent)" in joined.shown("en")[2]["why"]


def test_warning_of_split_plans_is_recorded_with_the_submission(world: World) -> None:
    """Two plans that reach the threshold together are warned of, and the ledger keeps it."""
    first = approved(world, {"switch": 1}, estimate=Decimal(1_200_000))
    second = submitted(world, {"switch": 1}, estimate=Decimal(800_000))
    with world.read() as work:
        told = {
            each.subject_id: [w["code"] for w in each.data.get("warnings", [])]
            for each in work.all(Entry, action="submit")
        }

    assert told == {first.plan_id: [], second.plan_id: ["N21"]}


def test_ledger_replays_over_all_signatures(world: World) -> None:
    """Sign, return, submit, withdraw, submit, sign, approve: each entry follows from the last."""
    route(world, step(1, "会签", world, "keeper", "mechanic", quorum="all"))
    made = submitted(world)
    sign(world, made.plan_id, "keeper")
    with world.work("mechanic") as work:
        plan.send_back(work, made.plan_id, note="改")
    with world.work("planner") as work:
        plan.submit(work, made.plan_id)
        plan.withdraw(work, made.plan_id)
        plan.submit(work, made.plan_id)
    sign(world, made.plan_id, "keeper", "mechanic")
    with world.read() as work:
        entries = work.all(Entry, subject="plan", subject_id=made.plan_id)

    assert [entry.action for entry in entries[2:]] == [
        "submit", "sign", "return", "submit", "withdraw", "submit", "sign", "approve",
    ]  # fmt: skip
    assert [entry.before for entry in entries] == ["", *(entry.after for entry in entries[:-1])]
