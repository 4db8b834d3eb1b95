"""Foresee who has to sign, in which order and why.

``preview`` and ``suppose`` answer what a submission would freeze, from the same
rows and the same sums, and record nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import PENNIES, exact, one_of, plain
from equiplink.ledger import Entry
from equiplink.mine.models import Person
from equiplink.plan import routes
from equiplink.plan.approval_models import RouteStep
from equiplink.plan.approval_rules import (
    SPLIT_DAYS,
    THRESHOLD,
    Row,
    Staffed,
    Submitted,
    Sum,
    cause,
)
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.states import Matter, Period, PlanState, Quorum, Together
from equiplink.work import Work

COUNTED = (PlanState.SUBMITTED, PlanState.APPROVED, PlanState.CLOSED)
"""The plans that are added up; a draft asks for nothing yet."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A step as it would be frozen: who signs, and the row and amounts that make it apply."""

    row: RouteStep
    because: Mapping[str, Any]
    people: tuple[Person, ...]
    unable: tuple[str, ...]
    """Who is named for a step that all sign, and cannot."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """The steps in their order, the version of the table, and what was added up."""

    route: int
    steps: tuple[Foreseen, ...]
    sums: tuple[Sum, ...]

    def facts(self, work: Work) -> Submitted:
        """Return what the submission is judged by."""
        staffed = (Staffed(s.row.name, len(s.people), s.unable) for s in self.steps)
        return Submitted(work.today, tuple(staffed), self.sums)

    def shown(self, lang: str = "zh") -> list[dict[str, Any]]:
        """Return the steps as the JSON that the API, the command line and the ledger share."""
        return [
            {
                "no": each.row.no,
                "name": each.row.name,
                "quorum": each.row.quorum,
                "days": each.row.days,
                "people": [{"number": p.number, "name": p.name} for p in each.people],
                "unable": list(each.unable),
                "because": dict(each.because),
                "why": why(each.because, lang),
            }
            for each in self.steps
        ]


def preview(work: Work, plan_id: UUID) -> Foresight:
    """Return who would have to sign the plan if it were submitted now, and record nothing."""
    plan = work.get(Plan, plan_id)
    return foresee(work, plan, writers(work, plan))


def suppose(
    work: Work,
    *,
    amount: Decimal,
    class_id: UUID | None = None,
    project: str = "",
    period: str = Period.MONTH,
) -> Foresight:
    """Return who would have to sign a plan of *amount* CNY for goods of one class."""
    exact(amount, PENNIES, field="amount")
    kinds = {} if class_id is None else {work.get(DeviceClass, class_id): amount}
    sums = _sums(work, kinds, project, amount, besides=None)
    return _route(work, one_of(Period, period, field="period"), sums, frozenset())


def writers(work: Work, plan: Plan) -> frozenset[UUID]:
    """Return everybody who wrote, changed or submitted the plan, as the ledger tells."""
    query = select(Entry.actor_id).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id == plan.id,
        Entry.action.in_(("draft", "change", "submit")),
    )
    return frozenset(work.session.scalars(query))


def foresee(work: Work, plan: Plan, hands: frozenset[UUID]) -> Foresight:
    """Return who has to sign *plan*; nobody through whose *hands* it went."""
    query = (
        select(DeviceClass, PlanLine.quantity, PlanLine.estimate)
        .join(Product, Product.class_id == DeviceClass.id)
        .join(PlanLine, PlanLine.product_id == Product.id)
        .filter(PlanLine.mine_id == work.mine_id, PlanLine.plan_id == plan.id)
        .where(PlanLine.removed.in_((False,)))
    )
    kinds: dict[DeviceClass, Decimal] = {}
    for kind, quantity, estimate in work.session.execute(query):
        kinds[kind] = kinds.get(kind, Decimal(0)) + quantity * estimate
    total = sum(kinds.values(), Decimal(0))
    sums = _sums(work, kinds, plan.project, total, besides=plan.id)
    return _route(work, plan.period, sums, hands)


def _sums(
    work: Work,
    kinds: Mapping[DeviceClass, Decimal],
    project: str,
    total: Decimal,
    *,
    besides: UUID | None,
) -> tuple[Sum, ...]:
    """Add up what belongs together in the mine's window, the plan itself first."""
    of_kind: dict[UUID, dict[UUID, Decimal]] = {kind.id: {} for kind in kinds}
    of_project: dict[UUID, Decimal] = {}
    for plan_id, class_id, named, amount in _others(work, list(of_kind), project, besides):
        if class_id in of_kind:
            plans = of_kind[class_id]
            plans[plan_id] = plans.get(plan_id, Decimal(0)) + amount
        if project and named == project:
            of_project[plan_id] = of_project.get(plan_id, Decimal(0)) + amount
    sums = [Sum(Together.PLAN, "", total)]
    if project:
        sums.append(_sum(Together.PROJECT, project, total, of_project.values()))
    return (
        *sums,
        *(
            _sum(Together.KIND, kind.name, own, of_kind[kind.id].values(), kind.code, kind.category)
            for kind, own in sorted(kinds.items(), key=lambda item: item[0].code)
        ),
    )


def _sum(
    together: Together, name: str, own: Decimal, others: Iterable[Decimal], *codes: str
) -> Sum:
    amounts = list(others)
    small = sum((each for each in amounts if each < THRESHOLD), Decimal(0))
    return Sum(together, name, own, sum(amounts, Decimal(0)), small, frozenset(codes))


def _others(
    work: Work, classes: Sequence[UUID], project: str, besides: UUID | None
) -> Iterable[tuple[UUID, UUID, str, Decimal]]:
    """Yield the lines of other plans of the window: plan, class, project and amount."""
    since = work.now - timedelta(days=work.setting(SPLIT_DAYS))
    query = (
        select(Plan.id, Product.class_id, Plan.project, PlanLine.quantity, PlanLine.estimate)
        .join(PlanLine, (PlanLine.mine_id == Plan.mine_id) & (PlanLine.plan_id == Plan.id))
        .join(Product, Product.id == PlanLine.product_id)
        .where(Plan.mine_id == work.mine_id, PlanLine.removed.in_((False,)))
        .where(Plan.state.in_(COUNTED), Plan.submitted_at >= since)
        .where(Product.class_id.in_(classes) | Plan.project.in_({project} - {""}))
    )
    for plan_id, class_id, named, quantity, estimate in work.session.execute(query):
        if plan_id != besides:
            yield plan_id, class_id, named, quantity * estimate


def _route(work: Work, period: Period, sums: tuple[Sum, ...], hands: frozenset[UUID]) -> Foresight:
    """Read the mine's table; where no row applies, the default is the approval."""
    route = routes.current(work, Matter.PLAN)
    chosen = [
        (row, found)
        for row in routes.rows_of(work, route)
        if (found := cause(_row(row), period, sums)) is not None
    ]
    people = [each for each in work.all(Person, Person.number) if each.works_on(work.today)]
    steps = [
        _foreseen(row, found, people, hands)
        for row, found in chosen or [(routes.default(work), sums[0])]
    ]
    return Foresight(route.number if route and chosen else 0, tuple(steps), sums)


def _row(row: RouteStep) -> Row:
    return Row(row.from_amount, frozenset(row.classes), frozenset(map(Period, row.periods)))


def _foreseen(
    row: RouteStep, found: Sum, people: Sequence[Person], hands: frozenset[UUID]
) -> Foreseen:
    asked = [p for p in people if str(p.id) in row.people or not set(p.roles).isdisjoint(row.roles)]
    able = tuple(person for person in asked if person.id not in hands)
    named = set(row.people) - {str(person.id) for person in able}
    lacking = [p.name for p in asked if str(p.id) in named] or sorted(named)
    because = {
        "from_amount": None if row.from_amount is None else plain(row.from_amount),
        "classes": row.classes,
        "periods": row.periods,
        "together": found.together,
        "of": found.name,
        "own": plain(found.own),
        "others": plain(found.others),
        "total": plain(found.total),
    }
    must = row.quorum is Quorum.ALL or not able
    return Foreseen(row, because, able, tuple(lacking) if must else ())


def why(because: Mapping[str, Any], lang: str = "zh") -> str:
    """Return the sentence that tells why a step applies, frozen this year or years ago."""
    english = lang == "en"
    together = Together(because["together"])
    limits = [*because["classes"], *(Period(each) if english else Period(each).zh
                                     for each in because["periods"])]  # fmt: skip
    only = f"（{'、'.join(limits)}）" if limits else ""
    if english:
        only = f" ({', '.join(limits)})" if limits else ""
        least = f", from CNY {because['from_amount']}" if because["from_amount"] else ""
        return (
            f"{together} {because['of']}".rstrip() + f": CNY {because['total']} in all, "
            f"{because['own']} of this plan and {because['others']} of others{least}{only}"
        )
    least = f"，达到 {because['from_amount']} 元" if because["from_amount"] else ""
    named = f"“{because['of']}”" if because["of"] else ""
    return (
        f"{together.zh}{named}合计 {because['total']} 元（本计划 {because['own']} 元，"
        f"其他计划 {because['others']} 元）{least}{only}"
    )
