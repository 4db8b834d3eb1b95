"""Approval over HTTP: the table of steps, the dry run, signatures, lead times."""

from __future__ import annotations

from datetime import date
from typing import Any

from equiplink.plan.models import Plan
from tests.api.conftest import As
from tests.plan.steps import drafted
from tests.world import World


def table(world: World) -> dict[str, Any]:
    """Return the body of a table of two steps."""
    return {
        "reason": "合成测试流程",
        "steps": [
            {"no": 1, "name": "科长", "people": [str(world.people["keeper"].id)], "days": 1},
            {"no": 2, "name": "矿长", "roles": ["mechanic"], "from_amount": "20000.00"},
        ],
    }


def test_plan_goes_its_way_over_http(world: World, as_: As) -> None:
    """Set the table, ask who would sign, submit, sign twice, read how long it took."""
    administrator, planner = as_(world, "administrator"), as_(world, "planner")
    made = drafted(world, {"switch": 2})
    answer = administrator.post("/approval-routes", json=table(world))
    assert answer.status_code == 201, answer.text
    path = f"/plans/{made.plan_id}"
    ahead = planner.get(f"{path}/route", headers={"Accept-Language": "en"}).json()
    assert [each["name"] for each in ahead] == ["科长", "矿长"]
    assert [each["name"] for each in ahead[1]["people"]] == ["mechanic", "mechanic2"]
    assert "from CNY 20000" in ahead[1]["why"]
    assert planner.post(f"{path}/submit").status_code == 200
    early = as_(world, "mechanic").post(f"{path}/approve")
    assert early.status_code == 403
    assert "keeper" in early.json()["detail"]
    assert as_(world, "keeper").post(f"{path}/approve").json()["state"] == "submitted"
    assert as_(world, "mechanic2").post(f"{path}/approve").json()["state"] == "approved"
    shown = planner.get(path).json()
    seats = planner.get(f"/approval-steps/{shown['steps'][1]['id']}").json()["seats"]
    assert [each["signed_at"] is not None for each in seats] == [False, True]

    today = date(2026, 11, 2).isoformat()
    times = planner.get("/approval/lead_times", params={"since": today, "until": today}).json()
    assert [each["count"] for each in times["steps"]] == [1, 1]


def test_supposed_amount_is_answered(world: World, as_: As) -> None:
    """What if: an amount is enough; a period that does not exist is malformed."""
    as_(world, "administrator").post("/approval-routes", json=table(world))
    planner = as_(world, "planner")
    small = planner.get("/approval/route", params={"amount": "19999.99"}).json()
    large = planner.get("/approval/route", params={"amount": "20000"}).json()
    wrong = planner.get("/approval/route", params={"amount": "1", "period": "decade"})

    assert [len(small), len(large)] == [1, 2]
    assert wrong.status_code == 422


def test_delegation_and_withdrawal_over_http(world: World, as_: As) -> None:
    """A delegation is made and ended, a plan withdrawn."""
    keeper, planner = as_(world, "keeper"), as_(world, "planner")
    body = {
        "delegate_id": str(world.people["mechanic"].id), "starts_on": "2026-11-02",
        "ends_on": "2026-11-09", "reason": "出差",
    }  # fmt: skip
    lent = keeper.post("/delegations", json=body)
    again = keeper.post("/delegations", json=body)
    made = drafted(world)
    planner.post(f"/plans/{made.plan_id}/submit")

    assert lent.status_code == 201, lent.text
    assert [each["code"] for each in again.json()["findings"]] == ["N26"]
    assert keeper.post(f"/delegations/{lent.json()['id']}/end").json()["ended_at"]
    assert planner.post(f"/plans/{made.plan_id}/withdraw").json()["state"] == "draft"
    with world.read() as work:
        assert work.get(Plan, made.plan_id).submitted_at == work.now
