"""Approved plans from which nothing is bought: only this stage knows whether one was used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from equiplink.due import Due
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.plan.later_rules import UNUSED_MONTHS, USE, Unused
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.queries import approved_at
from equiplink.plan.states import LAPSING, PlanState
from equiplink.tender.models import Tender, TenderLine
from equiplink.tender.queries import DEAD
from equiplink.work import Work


def unused(work: Work) -> Iterator[tuple[Plan, Unused]]:
    """Yield the approved plans that may not wait and have no live tender, in two statements."""
    yield from _standing(work, work.session.scalars(_waiting(work).order_by(Plan.number)).all())


def lying(work: Work, plan_ids: Iterable[UUID]) -> tuple[Finding, ...]:
    """Return what the rule says of plans that something is bought from only now."""
    plans = work.session.scalars(_waiting(work).where(Plan.id.in_(plan_ids))).all()
    facts = (facts for _, facts in _standing(work, plans))
    return tuple(finding for each in facts for finding in USE.judge(each, work.policy))


def _waiting(work: Work) -> Any:
    used = (
        exists()
        .where(PlanLine.mine_id == Plan.mine_id, PlanLine.plan_id == Plan.id)
        .where(TenderLine.mine_id == Plan.mine_id, TenderLine.plan_line_id == PlanLine.id)
        .where(Tender.mine_id == Plan.mine_id, Tender.id == TenderLine.tender_id)
        .where(Tender.state.not_in(DEAD))
    )
    return (
        select(Plan)
        .where(Plan.mine_id == work.mine_id, Plan.state == PlanState.APPROVED, ~used)
        .where(Plan.period.in_(LAPSING))
    )


def _standing(work: Work, found: Sequence[Plan]) -> Iterator[tuple[Plan, Unused]]:
    approved = approved_at(work, [plan.id for plan in found])
    months = work.setting(UNUSED_MONTHS)
    for plan in found:
        yield plan, Unused(work.today, lapses=True, approved_on=work.day_of(approved[plan.id]),
                           months=months)  # fmt: skip


def due(work: Work) -> Iterator[Due]:
    """Yield the day by which each of them is to be used, closed or asked for again (N15)."""
    for plan, facts in unused(work):
        yield Due(
            "N15", facts.use_by, "plan", plan.id, plan.number, Role.PLANNER,
            zh=f"计划 {plan.number} {plan.title} 尚未使用：采购、关闭或者重新申报",
            en=f"nothing was bought from plan {plan.number}: buy, close it or ask again",
        )  # fmt: skip
