"""审批: the mine's table of steps, who would sign and why, the signatures, the slow step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from equiplink.example.cast import Cast
from equiplink.plan import actions as plan
from equiplink.plan import approval, routes
from equiplink.plan.lead_times import lead_times

PLANNED = ("year", "quarter", "month")


def set_route(cast: Cast) -> None:
    """Say who signs: by amount, class and urgency; an urgent plan takes one signature."""
    head, (deputy, director) = cast.people["mechanic"][1], cast.people["approver"]
    with cast.by("administrator") as work:
        routes.set_route(
            work, reason="样例：2026 年审批权限",
            steps=[
                {"no": 1, "name": "机电科", "people": [head.id], "periods": PLANNED, "days": 1},
                {"no": 2, "name": "安全科", "roles": ["safety_officer"], "classes": ["SBLB006"],
                 "periods": PLANNED},
                {"no": 2, "name": "机电副矿长", "people": [deputy.id], "periods": PLANNED},
                {"no": 3, "name": "矿长", "people": [director.id], "periods": PLANNED,
                 "from_amount": Decimal(2_000_000), "days": 2},
                {"no": 1, "name": "抢修审批", "people": [deputy.id], "periods": ["urgent"],
                 "days": 1},
            ],
        )  # fmt: skip


def approving(cast: Cast, plan_id: UUID, hours: Mapping[str, int] | None = None) -> Iterator[str]:
    """Foresee who signs and why, submit, and let them sign; *hours* that a step lies, else one."""
    with cast.by("planner") as work:
        steps = approval.preview(work, plan_id).shown()
        plan.submit(work, plan_id)
    yield "  试算并提交，签署人就此固定："
    known = {actor.name: actor for held in cast.people.values() for actor in held}
    for step in steps:
        name = step["people"][0]["name"]
        yield f"      {step['no']} {step['name']}（{name}）：{step['why']}"
        cast.wait(minutes=60 * (hours or {}).get(step["name"], 1))
        with cast.chain.work(known[name]) as work:
            plan.approve(work, plan_id, note="同意")


def measuring(cast: Cast) -> Iterator[str]:
    """Name the step that took longest."""
    with cast.by("planner") as work:
        found = lead_times(work, work.today.replace(month=1, day=1), work.today).shown()
    yield f"  审批最慢的环节：{found['bottleneck']}，占全部用时 {found['share_percent']}%"
