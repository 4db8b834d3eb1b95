"""One thing through the chain without a story: each function is one stage's verbs, in order.

    planned → purchased → contracted → delivered → accepted

What it is called with are the cast's names of products; what it does not ask
for are ordinary values, marked as made up. Every verb runs in a transaction of
its own, by whoever may do it, and is judged by every rule: a price above what
the mine buys directly, or a banned product, is ``Refused`` here as anywhere.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.catalogue import queries as catalogue
from equiplink.contract import actions as contract
from equiplink.example import moves
from equiplink.example.cast import Cast
from equiplink.plan import actions as plan
from equiplink.tender import actions as tender
from equiplink.tender import bids, evaluation
from equiplink.tender.queries import lines as tender_lines


def planned(
    cast: Cast, name: str, *, price: int, place: str = "3101回风巷", quantity: int = 1
) -> UUID:
    """Plan *quantity* at *price* CNY each for *place*; submit and approve. Returns the line."""
    with cast.by("planner") as work:
        product, kind = catalogue.product(work, cast.products[name].id)
        made = plan.draft(
            work, number=f"JH-{name}", title=product.name, period="month",
            budget=Decimal(price * quantity),
        )  # fmt: skip
        line = plan.add_line(
            work, made.id, product_id=product.id, quantity=Decimal(quantity),
            estimate=Decimal(price), need_by=work.today + timedelta(days=60),
            place_id=cast.places[place], purpose="样例", papers=kind.papers,
        )  # fmt: skip
        plan.submit(work, made.id)
    with cast.by("approver") as work:
        plan.approve(work, made.id)
    return line.id


def purchased(cast: Cast, name: str, plan_line_id: UUID, *, price: int, quantity: int = 1) -> UUID:
    """Buy directly from the first supplier, below the tender's threshold. Returns the tender."""
    product = cast.products[name]
    with cast.by("buyer") as work:
        made = tender.draft(
            work, number=f"ZC-{name}", title=product.name, method="direct",
            lines=[{"plan_line_id": plan_line_id, "quantity": Decimal(quantity)}],
            evaluation="lowest_evaluated_price", works_related=False, state_funds=True,
            reason="样例：原厂配套，只能从唯一供应商处采购",
        )  # fmt: skip
        tender.invite(work, made.id, supplier_id=cast.suppliers[0])
        tender.publish(work, made.id, deadline=work.now + timedelta(days=1))
        (line,) = tender_lines(work, made.id)
        bid = bids.submit_bid(
            work, made.id, supplier_id=cast.suppliers[0],
            lines=[{
                "tender_line_id": line.id, "unit_price": Decimal(price), "model": product.model,
                "maker": product.maker, "mark_number": cast.marks.get(name, ""),
            }],
        )  # fmt: skip
    cast.wait(days=1)
    with cast.by("buyer") as work:
        bids.open_bids(work, made.id)
        evaluation.evaluate(work, made.id, report_on=work.today)
    with cast.by("approver") as work:
        evaluation.award(work, made.id, bid_id=bid.id)
    return made.id


def contracted(cast: Cast, name: str, tender_id: UUID) -> UUID:
    """Draft what was awarded and sign it. Returns the contract."""
    with cast.by("buyer") as work:
        made = contract.draft(
            work, tender_id, number=f"HT-{name}", deliver_by=work.today + timedelta(days=30)
        )
    with cast.by("approver") as work:
        contract.sign(work, made.id)
    return made.id


def delivered(cast: Cast, name: str, contract_id: UUID) -> UUID:
    """Let everything of the contract arrive. Returns the line of the delivery."""
    with cast.by("keeper") as work:
        return moves.arrive(cast, work, contract_id, f"DH-{name}")[name]


def accepted(cast: Cast, name: str, delivery_line_id: UUID, *, serial: str) -> UUID:
    """Present it with its nameplate and papers; somebody else accepts. Returns the acceptance."""
    presented = moves.present(cast, name, delivery_line_id, serial=serial)
    with cast.by("acceptor") as work:
        acceptance.accept(work, presented)
    return presented
