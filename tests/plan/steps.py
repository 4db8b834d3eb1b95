"""An approved plan, for the tests of the stages that buy from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import new_id
from equiplink.plan import actions as plan
from equiplink.work import Work
from tests.templates import remembered
from tests.world import World

NEED_BY = date(2027, 6, 30)
_numbers = count(1)


@dataclass
class Approved:
    """A plan that stands approved, and its lines by the name of what they buy."""

    plan_id: UUID
    lines: dict[str, UUID] = field(default_factory=dict)


GOODS = (
    ("switch", "矿用隔爆型真空馈电开关", "KBZ-400/1140", "unit", "台", "electrical"),
    ("lamp", "矿灯", "KL5LM(A)", "unit", "盏", "lamp"),
    ("bolt", "锚杆", "Φ20×2400", "lot", "根", "other"),
)


@remembered
def goods(world: World) -> dict[str, UUID]:
    """Enter three synthetic products, once, and return them by name."""
    made: dict[str, UUID] = {}
    with world.work() as work:
        for name, title, model, tracking, unit, device in GOODS:
            product = work.first(Product, name=title, source="合成")
            if product is None:
                kind = DeviceClass(
                    id=new_id(), code=f"TEST-{name}", name=title, category="SBLB006",
                    tracking=tracking, unit=unit, device=device, requires_mark=False,
                    requires_ex=False, requires_shelf_life=False, papers=["product_certificate"],
                    source="合成",
                )  # fmt: skip
                work.session.add(kind)
                work.session.flush()
                product = Product(
                    id=new_id(), class_id=kind.id, name=title, model=model, maker="合成制造厂",
                    ratings={}, bans=[], source="合成",
                )  # fmt: skip
                work.session.add(product)
            made[name] = product.id
    return made


def papers(work: Work, product_id: UUID) -> list[str]:
    """Return the papers that the class of the product requires."""
    return list(work.get(DeviceClass, work.get(Product, product_id).class_id).papers)


@remembered
def drafted(
    world: World,
    lines: Mapping[str, int | Decimal] | None = None,
    *,
    products: Mapping[str, UUID] | None = None,
    estimate: Decimal = Decimal(10_000),
    project: str = "",
    place: str = "3101综采工作面",
    budget: Decimal = Decimal(100_000_000),
) -> Approved:
    """Draft a plan with one line for each name in *lines* (by default two switches)."""
    known = products or goods(world)
    with world.work("planner") as work:
        made = plan.draft(
            work,
            number=f"CG-{next(_numbers):04d}",
            title="合成测试采购计划",
            period="month",
            budget=budget,
            project=project,
        )
        ready = Approved(made.id)
        for name, quantity in (lines or {"switch": 2}).items():
            line = plan.add_line(
                work,
                made.id,
                product_id=known[name],
                quantity=Decimal(quantity),
                estimate=estimate,
                need_by=NEED_BY,
                place_id=world.places[place],
                purpose="合成测试用途",
                papers=papers(work, known[name]),
            )
            ready.lines[name] = line.id
    return ready


@remembered
def submitted(
    world: World, lines: Mapping[str, int | Decimal] | None = None, **how: object
) -> Approved:
    """Draft and submit a plan."""
    ready = drafted(world, lines, **how)  # type: ignore[arg-type]
    with world.work("planner") as work:
        plan.submit(work, ready.plan_id)
    return ready


@remembered
def approved(
    world: World, lines: Mapping[str, int | Decimal] | None = None, **how: object
) -> Approved:
    """Draft, submit and approve a plan; *how* is what ``drafted`` takes."""
    ready = submitted(world, lines, **how)
    with world.work("approver") as work:
        plan.approve(work, ready.plan_id)
    return ready
