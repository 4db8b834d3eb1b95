"""Major hazards: a department's order, the restart, penalties, the signed quarterly report.

What a major hazard is found at is held at once (``actions.find``). Where a department
ordered production to stop, the area opens again when the restart is approved.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from equiplink.errors import Unreadable, said
from equiplink.hazard.major_models import QuarterReport, Restart, Sanction, SupervisionOrder
from equiplink.hazard.major_rules import (
    ANNOUNCING,
    APPLYING,
    COUNTERS,
    ENDING,
    ORDERING,
    REPORTING,
    SIGNING,
    Announcing,
    Applying,
    Counted,
    Lifting,
    Ordering,
    Reporting,
    Signing,
)
from equiplink.hazard.major_states import RESTART, SUPERVISION_ORDER
from equiplink.hazard.models import Hazard
from equiplink.law import Finding
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind
from equiplink.work import Work

THREE_MONTHS, HALF_A_YEAR, A_YEAR = (timedelta(days=each) for each in (92, 180, 365))
QUARTERS = 4


def issue_order(
    work: Work,
    *,
    hazard_id: UUID,
    number: str,
    authority: str,
    issued_on: date,
    due_on: date,
    suspends: bool = False,
    requirements: str = "",
) -> SupervisionOrder:
    """Write down a department's order about an open major hazard (H60); warns of L09, L09P."""
    number = said(number, "督办单编号", field="number")
    authority = said(authority, "督办部门", field="authority")
    hazard = work.get(Hazard, hazard_id)
    ORDERING.require(
        Ordering(work.today, hazard.level, hazard.state, issued_on, due_on), work.policy
    )
    made = SupervisionOrder(
        hazard_id=hazard_id, number=number, authority=authority, issued_on=issued_on,
        due_on=due_on, suspends=suspends, requirements=requirements,
    )  # fmt: skip
    warnings = COUNTERS.require(counted(work, orders=int(suspends)), work.policy)
    work.step(
        SUPERVISION_ORDER, made, "issue", warnings=warnings, hazard_id=hazard_id, number=number,
        authority=authority, issued_on=issued_on, due_on=due_on, suspends=suspends,
        requirements=requirements,
    )  # fmt: skip
    return made


def lift_order(work: Work, order_id: UUID) -> SupervisionOrder:
    """Lift an order that stopped nothing; one that did ends with the restart (H67)."""
    order = work.get(SupervisionOrder, order_id)
    ENDING.require(Lifting(work.today, order.number if order.suspends else ""), work.policy)
    work.step(SUPERVISION_ORDER, order, "lift")
    return order


def apply_restart(work: Work, *, order_id: UUID, plan: str) -> Restart:
    """Apply to produce again once the hazard is put right (H61), with the plan of the work."""
    plan = said(plan, "整改方案", field="plan")
    order = work.get(SupervisionOrder, order_id)
    state = work.get(Hazard, order.hazard_id).state
    APPLYING.require(Applying(work.today, order.suspends, state), work.policy)
    made = Restart(order_id=order_id, plan=plan, applied_on=work.today)
    work.step(RESTART, made, "apply", order_id=order_id, plan=plan, applied_on=work.today)
    return made


def accept_restart(work: Work, restart_id: UUID, *, by: str) -> Restart:
    """Enter the acceptance that the head of the department signed (H62)."""
    made, warnings = _signed(work, restart_id, by, accepts=True)
    made.accepted_by, made.accepted_on = by, work.today
    work.step(RESTART, made, "accept", warnings=warnings, by=by)
    return made


def review_restart(work: Work, restart_id: UUID, *, by: str) -> Restart:
    """Enter the review of the mine safety supervision institution (H63)."""
    made, _ = _signed(work, restart_id, by)
    made.reviewed_by, made.reviewed_on = by, work.today
    work.step(RESTART, made, "review", by=by)
    return made


def approve_restart(work: Work, restart_id: UUID, *, by: str) -> Restart:
    """Enter the approval of the head of the government: the order is lifted, the area opens."""
    made, _ = _signed(work, restart_id, by)
    made.approved_by, made.approved_on = by, work.today
    work.step(RESTART, made, "approve", by=by)
    order = work.get(SupervisionOrder, made.order_id)
    work.step(SUPERVISION_ORDER, order, "lift", restart_id=made.id)
    for held in work.all(Hold, hazard_id=order.hazard_id, released_at=None):
        if held.kind is HoldKind.STOPPED:
            held.released_at = work.now
            work.record(held, "release", reason=f"恢复生产：{order.number}")
    return made


def announce_restart(work: Work, restart_id: UUID) -> Restart:
    """Enter that the restart was announced to the public (H64)."""
    made = work.get(Restart, restart_id)
    RESTART.next(made.state, "announce")
    facts = Announcing(work.today, made.approved_on or work.today, calendar(work))
    warnings = ANNOUNCING.require(facts, work.policy)
    made.announced_on = work.today
    work.step(RESTART, made, "announce", warnings=warnings)
    return made


def refuse_restart(work: Work, restart_id: UUID, *, reason: str) -> Restart:
    """Enter that it was refused; the mine may apply again."""
    reason = said(reason, "不予恢复的原因", field="reason")
    made = work.get(Restart, restart_id)
    work.step(RESTART, made, "refuse", reason=reason)
    return made


def _signed(
    work: Work, restart_id: UUID, by: str, *, accepts: bool = False
) -> tuple[Restart, tuple[Finding, ...]]:
    by = said(by, "签字人", field="by")
    made = work.get(Restart, restart_id)
    before = tuple(filter(None, (made.accepted_by, made.reviewed_by, made.approved_by)))
    facts = Signing(work.today, by, before, made.applied_on, accepts)
    return made, SIGNING.require(facts, work.policy)


def record_sanction(
    work: Work,
    *,
    number: str,
    authority: str,
    decided_on: date,
    kind: str,
    amount: Decimal | None = None,
    hazard_id: UUID | None = None,
) -> Sanction:
    """Write down a penalty that the mine was given; *amount* in CNY. Warns of L09P."""
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    number = said(number, "处罚决定书文号", field="number")
    if hazard_id is not None:
        work.get(Hazard, hazard_id)
    if decided_on > work.today:
        raise Unreadable(
            f"decided_on {decided_on} lies ahead", zh=f"处罚日期 {decided_on} 在今天之后，请改正",
            field="decided_on",
        )  # fmt: skip
    made = Sanction(
        hazard_id=hazard_id, number=number,
        authority=said(authority, "处罚机关", field="authority"),
        decided_on=decided_on, kind=said(kind, "处罚种类", field="kind"), amount=amount,
    )  # fmt: skip
    work.record(
        made, "record_sanction", warnings=COUNTERS.require(counted(work, penalties=1), work.policy),
        number=number, authority=authority, decided_on=decided_on, kind=kind, amount=amount,
        hazard_id=hazard_id,
    )  # fmt: skip
    return made


def sign_quarter(
    work: Work, *, year: int, quarter: int, sent_to: str, sent_on: date, sha256: str = ""
) -> QuarterReport:
    """Enter that the head of the mine signed a quarter's report and sent it (H65)."""
    work.allow(Role.APPROVER)
    if not 1 <= quarter <= QUARTERS:
        raise Unreadable(
            f"quarter {quarter}: give 1 to 4", zh=f"季度 {quarter} 应为 1 至 4", field="quarter"
        )
    facts = Reporting(work.today, date(year, 3 * quarter - 2, 1), sent_on)
    REPORTING.require(facts, work.policy)
    made = QuarterReport(
        year=year, quarter=quarter, signed_by=work.actor.id, sent_on=sent_on,
        sent_to=said(sent_to, "报送单位", field="sent_to"), sha256=sha256,
    )  # fmt: skip
    work.record(
        made, "sign_quarter", year=year, quarter=quarter, sent_on=sent_on, sent_to=sent_to,
        sha256=sha256,
    )  # fmt: skip
    return made


def counted(work: Work, *, orders: int = 0, penalties: int = 0) -> Counted:
    """Count orders to stop and penalties up to today, and those that are being entered.

    An order to stop stands for 发现有重大事故隐患仍然进行生产: whether it was that, the
    department decides.
    """

    def since(model: Any, column: Any, back: timedelta, *where: Any) -> int:
        query = select(func.count()).select_from(model).where(model.mine_id == work.mine_id)
        return work.session.scalars(query.where(column > work.today - back, *where)).one()

    return Counted(
        today=work.today,
        suspended=orders + since(
            SupervisionOrder, SupervisionOrder.issued_on, THREE_MONTHS, SupervisionOrder.suspends
        ),
        half_year=penalties + since(Sanction, Sanction.decided_on, HALF_A_YEAR),
        year=penalties + since(Sanction, Sanction.decided_on, A_YEAR),
    )  # fmt: skip
