"""Write a plan, let somebody else approve it, and void that approval when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast
from uuid import UUID

from sqlalchemy import select

from equiplink.db import one_of
from equiplink.errors import said
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.numbering import next_number
from equiplink.plan import queries
from equiplink.plan.calendar import MONTHS, months_after
from equiplink.plan.lines import (
    WORDS,
    Line,
    add_line,
    add_lines,
    at_least,
    change_line,
    remove_line,
)
from equiplink.plan.models import Approval, Plan
from equiplink.plan.queries import lines
from equiplink.plan.revisions import revise
from equiplink.plan.rules import APPROVAL, SUBMISSION, Need, Needs
from equiplink.plan.states import PLAN, Period
from equiplink.work import Work

__all__ = [
    "add_line", "add_lines", "approve", "change_budget", "change_line", "close", "draft",
    "draft_from", "lines", "remove_line", "send_back", "submit",
]  # fmt: skip
SERIES = "CG"
"""采购, the prefix of numbers that are given out."""


def draft(
    work: Work,
    *,
    number: str | None = None,
    title: str,
    period: str,
    budget: Decimal,
    project: str = "",
    reason: str = "",
) -> Plan:
    """Begin a plan with its budget in CNY; ``period`` is a word of ``Period``.

    Without a *number* it takes the next of the year, such as ``CG-2026-0007``.
    *project* names the works project that the goods belong to; empty for normal
    production. It decides whether a tender is compulsory by law. *reason* says
    why an urgent plan cannot wait, such as the breakdown.
    """
    return _begin(work, number, title, period, budget, project, reason)


def draft_from(
    work: Work,
    plan_id: UUID,
    *,
    number: str | None = None,
    title: str,
    budget: Decimal | None = None,
    without: Sequence[int] = (),
) -> Plan:
    """Draft the plan of the next period from one of any state, but for the lines *without*.

    Every day of need moves on by whole periods until it lies ahead.
    """
    last = work.get(Plan, plan_id)
    plan = _begin(
        work, number, title, last.period, last.budget if budget is None else budget, last.project,
        copied_from=last,
    )  # fmt: skip
    copied = [
        cast("Line", {name: getattr(line, name) for name in WORDS})
        for line in queries.lines(work, plan_id)
        if line.no not in without
    ]
    for line in copied:
        step = count = MONTHS[last.period]
        while months_after(line["need_by"], count) <= work.today:
            count += step
        line["need_by"] = months_after(line["need_by"], count)
    return add_lines(work, plan.id, lines=copied)


def change_budget(work: Work, plan_id: UUID, *, budget: Decimal, reason: str) -> Plan:
    """Set another budget in CNY and say why; the plan needs a new approval."""
    reason = said(reason, "调整原因", field="reason")
    plan = work.get(Plan, plan_id)
    before, plan.budget = plan.budget, at_least(1, budget, "budget")
    revise(work, plan)
    work.step(
        PLAN, plan, "change", what="change_budget", was=before, budget=budget, reason=reason,
        revision=plan.revision,
    )  # fmt: skip
    return plan


def submit(work: Work, plan_id: UUID) -> Plan:
    """Ask for approval of the plan as it stands."""
    plan = work.get(Plan, plan_id)
    needs, banned = _needs(work, plan)
    asked = _asked(work, plan, needs)
    warnings = SUBMISSION.require(asked, work.policy, also=banned)
    work.step(
        PLAN, plan, "submit", warnings=warnings, revision=plan.revision,
        total=sum(need.amount for need in needs),
    )  # fmt: skip
    return plan


def approve(work: Work, plan_id: UUID, *, note: str = "") -> Plan:
    """Approve this revision of the plan; nobody approves what he had a hand in.

    Everything is judged again: since it was submitted a day may have passed or
    a product may have been banned.
    """
    plan = work.get(Plan, plan_id)
    needs, banned = _needs(work, plan)
    asked = replace(_asked(work, plan, needs), writers=_writers(work, plan), approver=work.actor.id)
    warnings = APPROVAL.require(asked, work.policy, also=banned)
    _sign(work, plan, approved=True, note=note)
    work.step(PLAN, plan, "approve", warnings=warnings, revision=plan.revision, note=note)
    return plan


def send_back(work: Work, plan_id: UUID, *, note: str) -> Plan:
    """Return the plan to its writer (the table's ``return``) and say what is wrong with it."""
    note = said(note, "退回意见", field="note")
    plan = work.get(Plan, plan_id)
    _sign(work, plan, approved=False, note=note)
    work.step(PLAN, plan, "return", revision=plan.revision, note=note)
    return plan


def close(work: Work, plan_id: UUID) -> Plan:
    """Close a plan from which nothing more is bought."""
    plan = work.get(Plan, plan_id)
    work.step(PLAN, plan, "close", revision=plan.revision)
    return plan


def _begin(
    work: Work,
    number: str | None,
    title: str,
    period: str,
    budget: Decimal,
    project: str,
    reason: str = "",
    copied_from: Plan | None = None,
) -> Plan:
    plan = Plan(
        title=said(title, "计划名称", field="title"),
        period=one_of(Period, period, field="period"),
        budget=at_least(1, budget, "budget"),
        project=project,
        reason=reason,
        copied_from_id=copied_from and copied_from.id,
        requester_id=work.actor.id,
        revision=1,
    )
    plan.number = (
        next_number(work, SERIES, Plan)
        if number is None
        else said(number, "计划编号", field="number")
    )
    work.step(
        PLAN, plan, "draft", number=plan.number, title=plan.title, period=plan.period,
        budget=budget, project=project, reason=reason,
        copied_from=copied_from and copied_from.number,
    )  # fmt: skip
    return plan


def _asked(work: Work, plan: Plan, needs: Sequence[Need]) -> Needs:
    """Return what is judged of the plan as it stands."""
    return Needs(
        work.today,
        tuple(needs),
        plan.budget,
        urgent=plan.period is Period.URGENT,
        reason=plan.reason,
    )


def _needs(work: Work, plan: Plan) -> tuple[tuple[Need, ...], tuple[Finding, ...]]:
    """Return the lines as they are judged, and what the banned lists say of their goods."""
    found = queries.sought(work, plan.id)
    return tuple(each.need for each in found), queries.banned(work, found)


def _sign(work: Work, plan: Plan, *, approved: bool, note: str) -> None:
    signature = Approval(
        mine_id=work.mine_id,
        plan_id=plan.id,
        revision=plan.revision,
        person_id=work.actor.id,
        approved=approved,
        note=note,
        at=work.now,
    )
    work.session.add(signature)


def _writers(work: Work, plan: Plan) -> frozenset[UUID]:
    """Return everybody who wrote, changed or submitted the plan, as the ledger tells."""
    query = select(Entry.actor_id).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id == plan.id,
        Entry.action.in_(("draft", "change", "submit")),
    )
    return frozenset(work.session.scalars(query))
