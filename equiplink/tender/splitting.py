"""化整为零: what belongs together with a purchase, and who may sign that it does not (T02, T03).

The mine names the officers in the table of steps whose matter is ``split``. They
sign for a plan, before anything is drafted from it; a change of the plan voids
their signatures. Where nobody is named nobody can sign, and splitting is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import Product
from equiplink.errors import Forbidden, said
from equiplink.mine.models import Person
from equiplink.plan import approval, routes
from equiplink.plan.approval_models import RouteStep, SplitWaiver
from equiplink.plan.approval_rules import SPLIT_DAYS, THRESHOLD
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.states import Matter, Quorum
from equiplink.tender.models import Tender, TenderLine
from equiplink.tender.queries import DEAD, Source
from equiplink.tender.splitting_rules import WAIVER, Waiver
from equiplink.tender.states import TENDERS
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Near:
    """What else was bought in the window, in CNY, that belongs together with a purchase.

    ``others``: of the same class or project, not by a tender, each below the
    threshold (T03). ``combined``: everything of the same project (T02). Both are
    nothing when ``waived`` names the officers who signed that it stands alone.
    """

    others: Decimal
    combined: Decimal
    waived: tuple[str, ...] = ()


def near(work: Work, tender_id: UUID, behind: Sequence[Source]) -> Near:
    """Return what belongs together with *behind*, besides this tender."""
    projects = {source.plan.project for source in behind} - {""}
    classes = {source.product.class_id for source in behind}
    query = (
        select(Tender.id, Tender.estimate, Tender.method, Plan.project)
        .join(
            TenderLine, (TenderLine.mine_id == Tender.mine_id) & (TenderLine.tender_id == Tender.id)
        )
        .join(
            PlanLine,
            (PlanLine.mine_id == TenderLine.mine_id) & (PlanLine.id == TenderLine.plan_line_id),
        )
        .join(Plan, (Plan.mine_id == PlanLine.mine_id) & (Plan.id == PlanLine.plan_id))
        .join(Product, Product.id == PlanLine.product_id)
        .where(Tender.mine_id == work.mine_id, Tender.id != tender_id)
        .where(Tender.state.not_in(DEAD))
        .where(Tender.drafted_at >= work.now - timedelta(days=work.setting(SPLIT_DAYS)))
        .where(Plan.project.in_(projects) | Product.class_id.in_(classes))
    )
    others: dict[UUID, Decimal] = {}
    combined: dict[UUID, Decimal] = {}
    for found, amount, method, project in work.session.execute(query.distinct()):
        if method not in TENDERS and amount < THRESHOLD:
            others[found] = amount
        if project in projects:
            combined[found] = amount
    alone = Near(sum(others.values(), Decimal(0)), sum(combined.values(), Decimal(0)))
    small = sum((source.line.quantity * source.need.estimate for source in behind), Decimal(0))
    if small >= THRESHOLD or small + max(alone.others, alone.combined) < THRESHOLD:
        return alone
    officers = _waived(work, behind)
    return Near(Decimal(0), Decimal(0), officers) if officers else alone


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
