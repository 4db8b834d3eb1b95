"""紧急采购: a pump broke down; the short way, and every paper afterwards."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from equiplink.plan import actions as plan
from equiplink.tender import actions as tender
from tests.acceptance import steps as acceptances
from tests.plan.steps import Approved
from tests.scenarios import steps
from tests.scenarios.steps import refusal
from tests.tender import steps as tenders
from tests.world import World

WHY = "主排水泵电源开关烧毁，备用能力不足"


def an_urgent_plan(world: World) -> Approved:
    """One switch, needed tomorrow, with the breakdown as its reason."""
    product_id = acceptances.goods(world)["switch"].product_id
    assert product_id is not None
    with world.work("planner") as work:
        made = plan.draft(work, title="抢修", period="urgent", budget=Decimal(20_000), reason=WHY)
        line = plan.add_line(
            work, made.id, product_id=product_id, quantity=Decimal(1), estimate=Decimal(18_500),
            need_by=date(2026, 11, 3), place_id=world.places["井底车场"], purpose=WHY,
        )  # fmt: skip
    return Approved(made.id, {"switch": line.id})


def test_switch_is_bought_on_the_day_of_the_breakdown(world: World) -> None:
    """Not before the plan is approved; then from one supplier within hours."""
    needed = an_urgent_plan(world)
    how: dict[str, Any] = {"method": "direct"}
    began = world.clock.now

    assert refusal(lambda: steps.drafted(world, needed, ["switch"], **how)) >= {"N07", "T44"}
    with world.work("planner") as work:
        plan.submit(work, needed.plan_id)
    with world.work("approver") as work:
        plan.approve(work, needed.plan_id, note="同意抢修")
    made = steps.drafted(world, needed, ["switch"], reason=WHY, **how)
    (supplier_id,) = tenders.bidders(world, 1)
    steps.invited(world, made, [supplier_id])
    with world.work("buyer") as work:
        tender.publish(work, made.tender_id, deadline=work.now + timedelta(hours=1))
    bid_id = steps.offers(world, made, supplier_id, {"switch": "18900"})
    world.clock.forward(hours=1)
    steps.opened(world, made, members=0, experts=0)
    steps.evaluated(world, made)
    order = steps.bought(world, made, bid_id)
    tags = steps.arrives(world, order)
    steps.fulfilled(world, order)
    with world.work("planner") as work:
        plan.regularise(work, needed.plan_id, account="馈电开关当日更换，排水恢复")

    assert world.clock.now - began == timedelta(hours=1)
    steps.every_tag_is_live(world, tags)
    steps.all_is_told(world)
    steps.nothing_is_left_to_do(world)
