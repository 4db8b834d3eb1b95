"""A plan changes in revisions: each voids the signatures on the one before."""

from __future__ import annotations

from sqlalchemy import update

from equiplink.plan import signing
from equiplink.plan.models import Approval, Plan, PlanLine
from equiplink.work import Work


def revise(work: Work, plan: Plan, *lines: PlanLine) -> None:
    """Begin a new revision, in which *lines* changed, and void the signatures on the last one."""
    plan.revision += 1
    for line in lines:
        line.revision = plan.revision
    void(work, plan)


def void(work: Work, plan: Plan) -> None:
    """Void the set that signs, and what it signed so far."""
    signing.void(work, plan)
    work.session.execute(
        update(Approval)
        .where(Approval.mine_id == work.mine_id, Approval.plan_id == plan.id)
        .where(Approval.voided_at.is_(None))
        .values(voided_at=work.now)
    )
