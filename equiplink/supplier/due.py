"""What is outstanding with suppliers: answers, decisions and reviews of cases, long suspensions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from equiplink.due import Due
from equiplink.ledger import Entry
from equiplink.mine.states import Role
from equiplink.settings import Setting, Stricter
from equiplink.supplier.case_rules import DECISION_DAYS
from equiplink.supplier.models import Supplier, Violation
from equiplink.supplier.states import CaseState, Standing
from equiplink.work import Work

SUSPENSION_DAYS = Setting(
    "supplier.suspension_days", 30, "天", Stricter.LOWER,
    zh="暂停供应商以后作出恢复、除名或立案决定的天数",
    en="days after a suspension until it is ended, made a case, or the supplier is struck off",
)  # fmt: skip


def due(work: Work) -> Iterator[Due]:
    """Yield what somebody has to do about suppliers, in two statements."""
    yield from _cases(work)
    yield from _suspensions(work)


def _cases(work: Work) -> Iterator[Due]:
    query = (
        select(Violation, Supplier.name)
        .join(
            Supplier,
            (Supplier.mine_id == Violation.mine_id) & (Supplier.id == Violation.supplier_id),
        )
        .where(Violation.mine_id == work.mine_id)
        .where(Violation.state.in_((CaseState.TOLD, CaseState.HEARD, CaseState.COMPLAINED)))
        .order_by(Violation.id)
    )
    days = timedelta(days=work.setting(DECISION_DAYS))
    for case, name in work.session.execute(query):
        told, complained = case.answer_by or work.today, case.complained_on or work.today
        code, on, role, zh, en = {
            CaseState.TOLD: (
                "S29", told, Role.BUYER, "记录陈述，期满未陈述的登记为放弃",
                "enter the statement, or that there was none",
            ),
            CaseState.HEARD: ("S31", told + days, Role.APPROVER, "作出决定", "decide"),
            CaseState.COMPLAINED: (
                "S34", complained + days, Role.APPROVER, "办理复核", "review the decision",
            ),
        }[case.state]  # fmt: skip
        yield Due(
            code, on, "violation", case.id, case.number, role,
            zh=f"{name} 案件 {case.number}：{zh}", en=f"case {case.number} of {name}: {en}",
        )  # fmt: skip


def _suspensions(work: Work) -> Iterator[Due]:
    query = (
        select(Supplier, func.max(Entry.at))
        .join(Entry, (Entry.mine_id == Supplier.mine_id) & (Entry.subject_id == Supplier.id))
        .where(Supplier.mine_id == work.mine_id, Supplier.state == Standing.SUSPENDED)
        .where(Entry.subject == Supplier.__tablename__, Entry.action == "suspend")
        .group_by(Supplier.mine_id, Supplier.id)
        .order_by(Supplier.id)
    )
    days = work.setting(SUSPENSION_DAYS)
    for supplier, at in work.session.execute(query):
        yield Due(
            "S14", work.day_of(at) + timedelta(days=days), "supplier", supplier.id, supplier.uscc,
            Role.APPROVER,
            zh=f"{supplier.name} 已暂停：请恢复、除名或者立案",
            en=f"{supplier.name} is suspended: reinstate, strike off or open a case",
        )  # fmt: skip
