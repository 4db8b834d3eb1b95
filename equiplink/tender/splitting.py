"""化整为零: what belongs together with a purchase, and who may sign that it does not (T02, T03).

The mine names the officers in the table of steps whose matter is ``split``. They
sign for a plan, before anything is drafted from it; a change of the plan voids
their signatures. Where nobody is named nobody can sign, and splitting is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import Product
from equiplink.errors import Forbidden, said
from equiplink.mine.models import Person
from equiplink.plan import approval, routes
from equiplink.plan.approval_models import RouteStep, SplitWaiver
from equiplink.plan.approval_rules import SPLIT_DAYS
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.states import Matter, Quorum
from equiplink.tender.models import Lot, Tender, TenderLine
from equiplink.tender.queries import DEAD, Source
from equiplink.tender.rules import THRESHOLDS
from equiplink.tender.splitting_rules import WAIVER, Waiver
from equiplink.tender.states import TENDERS, Kind, LotState, Method
from equiplink.work import Work

ENDED = (LotState.FAILED, LotState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Near:
    """What else was bought in the window, in CNY, that belongs together with a purchase.

    ``others``: of the same class or project, not by a tender, each lot below the
    threshold; ``alike``: what of the purchase itself is of that class or project
    (T03). ``combined``: everything of the same project, as far as it comes to more
    with this purchase than this purchase alone (T02). ``others`` and ``combined`` are
    nothing when ``waived`` names the officers who signed that it stands alone.
    """

    alike: Decimal
    others: Decimal
    combined: Decimal
    waived: tuple[str, ...] = ()


def near(work: Work, tender_id: UUID, behind: Sequence[Source]) -> Near:
    """Return what belongs together with *behind*, besides this tender.

    Each class and each project is added up by itself: what a lot holds of another
    class is no part of it.
    """
    threshold = THRESHOLDS[Kind.GOODS]
    own: dict[Group, Decimal] = defaultdict(Decimal)
    for source in behind:
        for group in _groups(source.plan.project, source.product.class_id):
            own[group] += source.line.quantity * source.need.estimate
    others: dict[Group, Decimal] = defaultdict(Decimal)
    everything: dict[Group, Decimal] = defaultdict(Decimal)
    for part in _parts(work, tender_id, own):
        small = part.method not in TENDERS and part.of_lot < threshold
        for group in _groups(part.project, part.class_id):
            everything[group] += part.amount
            others[group] += part.amount if small else Decimal(0)
    together = max(own, key=lambda group: own[group] + others[group])
    estimate = sum((s.line.quantity * s.need.estimate for s in behind), Decimal(0))
    projects = (own[group] + everything[group] for group in own if isinstance(group, str))
    combined = max((total - estimate for total in projects), default=Decimal(0))
    alone = Near(own[together], others[together], max(combined, Decimal(0)))
    reaches = max(own[together] + others[together], estimate + alone.combined) >= threshold
    if estimate >= threshold or not reaches:
        return alone
    officers = _waived(work, behind)
    return Near(alone.alike, Decimal(0), Decimal(0), officers) if officers else alone


Group: TypeAlias = str | UUID
"""A project by its name, a class of goods by its id."""


def _groups(project: str, class_id: UUID) -> tuple[Group, ...]:
    return (class_id, project) if project else (class_id,)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one lot of another purchase holds of a class and project."""

    method: Method
    of_lot: Decimal
    project: str
    class_id: UUID
    amount: Decimal


def _parts(work: Work, tender_id: UUID, own: Collection[Group]) -> list[_Part]:
    """Return what else was bought in the window of the same classes and projects."""
    projects = [group for group in own if isinstance(group, str)]
    classes = [group for group in own if not isinstance(group, str)]
    query = (
        select(
            Tender.method, Lot.estimate, Plan.project, Product.class_id, TenderLine.quantity,
            PlanLine.estimate,
        )
        .join(
            TenderLine, (TenderLine.mine_id == Tender.mine_id) & (TenderLine.tender_id == Tender.id)
        )
        .join(Lot, (Lot.mine_id == TenderLine.mine_id) & (Lot.id == TenderLine.lot_id))
        .join(
            PlanLine,
            (PlanLine.mine_id == TenderLine.mine_id) & (PlanLine.id == TenderLine.plan_line_id),
        )
        .join(Plan, (Plan.mine_id == PlanLine.mine_id) & (Plan.id == PlanLine.plan_id))
        .join(Product, Product.id == PlanLine.product_id)
        .where(Tender.mine_id == work.mine_id, Tender.id != tender_id)
        .where(Tender.state.not_in(DEAD), Lot.state.not_in(ENDED))
        .where(Tender.drafted_at >= work.now - timedelta(days=work.setting(SPLIT_DAYS)))
        .where(Plan.project.in_(projects) | Product.class_id.in_(classes))
    )  # fmt: skip
    return [
        _Part(method, of_lot, project, class_id, quantity * price)
        for method, of_lot, project, class_id, quantity, price in work.session.execute(query)
    ]


def waive_split(work: Work, plan_id: UUID, *, reason: str) -> SplitWaiver:
    """Sign, as a named officer, that this revision of the plan cannot be combined.

    Raises ``Forbidden`` for anybody whom the mine's table does not name, and
    ``Refused`` for an officer who had a hand in the plan.
    """
    reason = said(reason, "放行理由", field="reason")
    plan = work.get(Plan, plan_id)
    if not any(_may(row, work.actor.id, work.actor.roles) for row in _officers(work)):
        raise Forbidden(
            f"{work.actor.name} is not named to sign for splitting; the mine's table names who is",
            zh=f"{work.actor.name} 不是化整为零放行的指定人员；请由审批流程中指定的人员签字",
            field="actor",
        )
    facts = Waiver(work.today, work.actor.id, approval.writers(work, plan))
    warnings = WAIVER.require(facts, work.policy)
    waiver = SplitWaiver(
        plan_id=plan.id,
        revision=plan.revision,
        person_id=work.actor.id,
        reason=reason,
        at=work.now,
    )
    work.record(
        waiver, "waive_split", warnings=warnings, plan_id=plan.id, plan=plan.number,
        revision=plan.revision, reason=reason,
    )  # fmt: skip
    return waiver


def _officers(work: Work) -> Sequence[RouteStep]:
    return routes.rows_of(work, routes.current(work, Matter.SPLIT))


def _may(row: RouteStep, person_id: UUID, roles: frozenset[str]) -> bool:
    return str(person_id) in row.people or not roles.isdisjoint(row.roles)


def _waived(work: Work, behind: Sequence[Source]) -> tuple[str, ...]:
    """Return who signed, when every step is signed for every plan behind the purchase."""
    rows = _officers(work)
    plans = {source.plan.id: source.plan.revision for source in behind}
    query = (
        select(SplitWaiver, Person)
        .join(
            Person, (Person.mine_id == SplitWaiver.mine_id) & (Person.id == SplitWaiver.person_id)
        )
        .where(SplitWaiver.mine_id == work.mine_id, SplitWaiver.plan_id.in_(plans))
        .order_by(SplitWaiver.id)
    )
    signed: dict[UUID, list[Person]] = {plan_id: [] for plan_id in plans}
    for waiver, person in work.session.execute(query):
        if waiver.revision == plans[waiver.plan_id]:
            signed[waiver.plan_id].append(person)
    whole = bool(rows) and all(_complete(row, people) for row in rows for people in signed.values())
    return tuple(dict.fromkeys(p.name for people in signed.values() for p in people)) * whole


def _complete(row: RouteStep, people: Sequence[Person]) -> bool:
    """Say whether the step has its signatures: everybody named and each role, or any one."""
    ids = {str(person.id) for person in people}
    by_role = [not set(person.roles).isdisjoint(row.roles) for person in people]
    if row.quorum is Quorum.ANY:
        return any(by_role) or not ids.isdisjoint(row.people)
    roles = {role for person in people for role in person.roles}
    return ids.issuperset(row.people) and roles.issuperset(row.roles)
