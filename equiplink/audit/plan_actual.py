"""Plan against actual: what became of every line of a plan, and how it differs, with the sums.

*late* is what arrived after the day of need; *short* what is not accepted
although that day has passed or the plan is closed; *dearer* what was paid above
the estimate; *unplanned* what was ordered beyond the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from equiplink.audit.plan_chain import Arrived, Goods, Ordered, Tendered, followed
from equiplink.db import PENNIES, plain
from equiplink.plan import queries
from equiplink.plan.later_rules import UNUSED_MONTHS, USE, Unused
from equiplink.plan.models import Plan
from equiplink.plan.states import LAPSING, PlanState
from equiplink.rules import describe
from equiplink.words import Word
from equiplink.work import Work

NOTHING = Decimal(0)


class Deviation(Word):
    """How the actual differs from the plan."""

    LATE = "late", "逾期"
    SHORT = "short", "欠量"
    DEARER = "dearer", "超价"
    UNPLANNED = "unplanned", "计划外"


@dataclass(frozen=True, slots=True)
class Differs:
    """One deviation of one line: how much of it, by how many days, for how much money in CNY."""

    kind: Deviation
    quantity: Decimal
    amount: Decimal
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A plan line with everything behind it. ``closed``: nothing more is bought from the plan."""

    sought: queries.Sought
    closed: bool
    today: date
    asked: Sequence[str]
    tendered: Sequence[Tendered]
    ordered: Sequence[Ordered]
    arrived: Sequence[Arrived]
    goods: Sequence[Goods]

    @property
    def planned(self) -> Decimal:
        """The quantity that stands in the plan."""
        return NOTHING if self.sought.line.removed else self.sought.line.quantity

    def deviations(self) -> Iterator[Differs]:
        """Yield how the line differs from what became of it."""
        need_by, estimate = self.sought.line.need_by, self.sought.line.estimate
        late = [each for each in self.arrived if each.on > need_by]
        if late:
            quantity = _sum(each.quantity for each in late)
            days = (late[-1].on - need_by).days
            yield Differs(Deviation.LATE, quantity, quantity * estimate, days)
        lacking = self.planned - _sum(each.accepted for each in self.arrived)
        if lacking > 0 and (self.closed or self.today > need_by):
            days = max((self.today - need_by).days, 0)
            yield Differs(Deviation.SHORT, lacking, lacking * estimate, days)
        dear = [each for each in self.ordered if each.unit_price > estimate]
        if dear:
            more = _sum((each.unit_price - estimate) * each.quantity for each in dear)
            yield Differs(Deviation.DEARER, _sum(each.quantity for each in dear), more)
        over = _sum(each.quantity for each in self.ordered) - self.planned
        if over > 0:
            yield Differs(Deviation.UNPLANNED, over, over * self.ordered[-1].unit_price)


def plan_actual(work: Work, plan_id: UUID) -> dict[str, Any]:
    """Return the plan against what became of it as a JSON document, in nine statements at most."""
    plan = work.get(Plan, plan_id)
    behind = followed(work, plan_id)
    lines = [
        Line(
            each,
            plan.state is PlanState.CLOSED,
            work.today,
            behind.asked.get(each.line.id, ()),
            behind.tendered.get(each.line.id, ()),
            behind.ordered.get(each.line.id, ()),
            behind.arrived.get(each.line.id, ()),
            behind.goods.get(each.line.id, ()),
        )
        for each in queries.sought(work, plan_id, removed=True)
    ]
    told = [each for each in lines if not each.sought.line.removed or each.ordered]
    return {
        "number": plan.number,
        "title": plan.title,
        "period": plan.period,
        "state": plan.state,
        "revision": plan.revision,
        "project": plan.project,
        "mine": {
            "code": work.mine.code, "name": work.mine.name, "synthetic": work.mine.synthetic,
        },
        "on": work.today.isoformat(),
        "lines": [_line(each) for each in told],
        "totals": _totals(plan, told),
        "findings": _unused(work, plan, told),
    }  # fmt: skip


def _line(each: Line) -> dict[str, Any]:
    line, product = each.sought.line, each.sought.product
    return {
        "no": line.no,
        "code": line.code,
        "name": product.name,
        "model": product.model,
        "unit": line.unit,
        "place": each.sought.place.name,
        "purpose": line.purpose,
        "need_by": line.need_by.isoformat(),
        "removed": line.removed,
        "requisitions": list(each.asked),
        "planned": {
            "quantity": plain(each.planned),
            "price": _money(line.estimate),
            "amount": _money(each.planned * line.estimate),
        },
        **_links(each),
        "deviations": [
            {
                "kind": d.kind,
                "zh": d.kind.zh,
                "quantity": plain(d.quantity),
                "days": d.days,
                "amount": _money(d.amount),
            }
            for d in each.deviations()
        ],
    }


def _links(each: Line) -> dict[str, Any]:
    """Return what was done for the line, in the order of the chain."""
    entered = [goods.entered_on for goods in each.goods if goods.entered_on]
    return {
        "tendered": {
            "quantity": _total(each.tendered),
            "tenders": [_shown(t, "number", "state", "quantity") for t in each.tendered],
        },
        "ordered": {
            "quantity": _total(each.ordered),
            "amount": _money(_spent(each)),
            "contracts": [
                _shown(o, "number", "state", "supplier", "quantity", "deliver_by")
                | {"price": _money(o.unit_price)}
                for o in each.ordered
            ],
        },
        "delivered": {
            "quantity": _total(each.arrived),
            "deliveries": [
                _shown(a, "number", "on", "quantity", "accepted", "rejected") for a in each.arrived
            ],
        },
        "accepted": {"quantity": plain(_sum(a.accepted for a in each.arrived))},
        "tagged": {
            "quantity": plain(_sum(g.quantity for g in each.goods if g.tag)),
            "tags": [g.tag for g in each.goods if g.tag],
        },
        "entered": {
            "quantity": plain(_sum(g.entered for g in each.goods)),
            "first_on": min(entered).isoformat() if entered else None,
        },
    }


def _totals(plan: Plan, lines: Sequence[Line]) -> dict[str, Any]:
    differing = [d for each in lines for d in each.deviations()]
    accepted = _sum(a.accepted * a.unit_price for each in lines for a in each.arrived)
    return {
        "budget": _money(plan.budget),
        "planned": _money(_sum(each.planned * each.sought.line.estimate for each in lines)),
        "ordered": _money(_sum(map(_spent, lines))),
        "accepted": _money(accepted),
        "deviations": {
            kind.value: _money(_sum(d.amount for d in differing if d.kind is kind))
            for kind in Deviation
        },
    }


def _unused(work: Work, plan: Plan, lines: Sequence[Line]) -> list[dict[str, Any]]:
    approved = queries.approved_at(work, [plan.id]).get(plan.id)
    if plan.state is not PlanState.APPROVED or approved is None or any(s.tendered for s in lines):
        return []
    facts = Unused(
        work.today, plan.period in LAPSING, work.day_of(approved), work.setting(UNUSED_MONTHS)
    )
    return [describe(each) for each in USE.judge(facts, work.policy)]


def _spent(each: Line) -> Decimal:
    return _sum(order.quantity * order.unit_price for order in each.ordered)


def _total(found: Sequence[Tendered | Ordered | Arrived]) -> str:
    return plain(_sum(each.quantity for each in found))


def _shown(record: object, *names: str) -> dict[str, str]:
    values = {name: getattr(record, name) for name in names}
    return {n: plain(v) if isinstance(v, Decimal) else str(v) for n, v in values.items()}


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, NOTHING)


def _money(amount: Decimal) -> str:
    return str(amount.quantize(PENNIES, ROUND_HALF_UP))
