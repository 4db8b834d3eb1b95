"""What is to be done by a day: signatures, papers of urgent plans, needs that wait."""

from __future__ import annotations

from collections.abc import Iterator

from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.plan import queries
from equiplink.plan.approval_due import signatures
from equiplink.plan.models import Plan, Requisition
from equiplink.plan.states import Period, PlanState, RequisitionState
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List signatures, then what N12 has made up for and what N16 has gathered."""
    yield from signatures(work)
    urgent = work.all(Plan, period=Period.URGENT, state=PlanState.APPROVED, regularised_on=None)
    approved = queries.approved_at(work, [plan.id for plan in urgent])
    for plan in urgent:
        yield Due(
            "N12", queries.regularise_by(work, approved[plan.id]), "plan", plan.id, plan.number,
            Role.PLANNER,
            zh=f"紧急计划 {plan.number} {plan.title}：补办手续",
            en=f"urgent plan {plan.number}: make up for its papers",
        )  # fmt: skip
    for asked in work.all(Requisition, Requisition.number, state=RequisitionState.FILED):
        yield Due(
            "N16", asked.need_by, "requisition", asked.id, asked.number, Role.PLANNER,
            zh=f"需求单 {asked.number}（{asked.urgency.zh}）：汇总或者退回",
            en=f"requisition {asked.number} ({asked.urgency}): gather or return it",
        )  # fmt: skip
