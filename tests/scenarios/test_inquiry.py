"""询价: six items below the threshold; what reaches it together is not bought apart."""

from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from equiplink.supplier import actions as supplier
from equiplink.tender import actions as tender
from equiplink.tender.models import Bid, Tender
from tests.scenarios import steps
from tests.scenarios.steps import PROJECT, refusal, refused
from tests.tender import steps as tenders
from tests.world import World

SIX = {"switch": 2, "fan": 2, "cable": 400, "belt": 200, "bolt": 1000, "resin": 2000}
PRICES = [
    dict(zip(SIX, prices.split(), strict=True))
    for prices in (
        "18200 41600 97.5 358 37.40 5.85",
        "18050 40900 99.0 349.5 37.95 5.90",
        "18400 41200 95.0 360 36.85 6.05",
    )
]
WHY = "规格统一、货源充足，单项合同不足 200 万元"


def test_six_items_are_asked_for_and_the_lowest_sells(world: World) -> None:
    """Three are asked, the lowest sum wins, all of it is tagged; the listed firm is not asked."""
    plan = steps.planned(world, SIX, estimate=300, project=PROJECT)
    made = steps.drafted(world, plan, list(SIX), method="inquiry", reason=WHY, works_related=True)
    three = tenders.bidders(world, 4)
    with world.work("safety_officer") as work:
        supplier.debar(
            work, three[3], cause="safety_dishonesty", source="合成名单查询",
            starts_on=work.today, ends_on=work.today.replace(year=work.today.year + 3),
        )  # fmt: skip
    steps.invited(world, made, three[:2])

    def ask(supplier_id: UUID) -> set[str]:
        return refused(
            world, "buyer",
            lambda work: tender.invite(work, made.tender_id, supplier_id=supplier_id),
        )  # fmt: skip

    assert ask(three[3]) == {"S05"}
    assert refused(
        world, "buyer",
        lambda work: tender.publish(
            work, made.tender_id, deadline=work.now + timedelta(days=5)
        ),
    ) == {"T09"}  # fmt: skip
    steps.invited(world, made, [three[2]])
    steps.published(world, made, days=5)
    for supplier_id, prices in zip(three, PRICES, strict=False):
        made.bids.append(steps.offers(world, made, supplier_id, prices))
    world.clock.forward(days=5)
    steps.opened(world, made, members=3, experts=2)
    steps.evaluated(world, made)
    sums = [sum(SIX[name] * Fraction(price) for name, price in prices.items()) for prices in PRICES]
    with world.read() as work:
        bids = [work.get(Bid, bid_id) for bid_id in made.bids]
    lowest = sums.index(min(sums))

    assert [Fraction(bid.price or 0) for bid in bids] == sums
    assert bids[lowest].rank == 1
    order = steps.bought(world, made, made.bids[lowest])
    tags = steps.arrives(world, order)
    steps.fulfilled(world, order)

    assert len(tags) == 2 + 2 + 4
    steps.every_tag_is_live(world, tags)
    steps.all_is_told(world)
    steps.nothing_is_left_to_do(world)


def test_what_belongs_together_is_not_bought_apart(world: World) -> None:
    """Of two inquiries of one project, each below the threshold, the second is refused."""
    plan = steps.planned(world, {"fan": 20, "switch": 16}, estimate=60_000, project=PROJECT)
    how: dict[str, Any] = {"method": "inquiry", "reason": WHY, "works_related": True}
    steps.drafted(world, plan, ["fan"], **how)

    assert refusal(lambda: steps.drafted(world, plan, ["switch"], **how)) == {"T03"}
    combined = steps.drafted(world, plan, ["switch"], works_related=True)
    with world.read() as work:
        made = work.get(Tender, combined.tender_id)

    assert (made.method, made.statutory) == ("open_tender", True)
