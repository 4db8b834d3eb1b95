"""Write a plan and close it; how it is submitted and signed stands in ``submission``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast
from uuid import UUID

from equiplink.db import one_of
from equiplink.errors import Unreadable, said
from equiplink.mine.numbering import next_number
from equiplink.plan import queries
from equiplink.plan.calendar import MONTHS, months_after
from equiplink.plan.later_rules import CLOSING, REGULARISING
from equiplink.plan.lines import (
    WORDS,
    Line,
    add_line,
    add_lines,
    at_least,
    change_line,
    remove_line,
)
from equiplink.plan.models import Plan
from equiplink.plan.queries import lines
from equiplink.plan.revisions import revise
from equiplink.plan.states import PLAN, Period
from equiplink.plan.submission import approve, send_back, submit, withdraw
from equiplink.work import Work

__all__ = [
    "add_line", "add_lines", "approve", "change_budget", "change_line", "close", "correct",
    "draft", "draft_from", "lines", "regularise", "remove_line", "send_back", "submit", "withdraw",
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


def correct(
    work: Work,
    plan_id: UUID,
    *,
    title: str | None = None,
    project: str | None = None,
    reason: str | None = None,
) -> Plan:
    """Correct what is given of the plan's head; the plan needs a new approval.

    *reason* says why an urgent plan cannot wait, *project* names its works
    project, empty for normal production.
    """
    given = {
        "title": None if title is None else said(title, "计划名称", field="title"),
        "project": project if project is None else project.strip(),
        "reason": reason if reason is None else reason.strip(),
    }
    plan = work.get(Plan, plan_id)
    was = {name: getattr(plan, name) for name in given}
    changed = {
        name: value for name, value in given.items() if value is not None and value != was[name]
    }
    if not changed:
        raise Unreadable(
            "nothing changes; give another title, project or reason",
            zh="没有任何变更，请填写新的计划名称、工程项目或者紧急原因",
            field="reason",
        )
    for name, value in changed.items():
        setattr(plan, name, value)
    revise(work, plan)
    work.step(
        PLAN, plan, "change", what="correct", was={name: was[name] for name in changed},
        now=changed, revision=plan.revision,
    )  # fmt: skip
    return plan


def regularise(work: Work, plan_id: UUID, *, account: str) -> Plan:
    """Make up for the papers of an urgent purchase: say what was done, and why if it is late."""
    account = said(account, "处置情况", field="account")
    plan = work.get(Plan, plan_id)
    if plan.period is not Period.URGENT:
        raise Unreadable(
            f"plan {plan.number} is not urgent; there is nothing to make up for",
            zh=f"计划 {plan.number} 不是紧急计划，无需补办手续",
            field="plan_id",
        )
    warnings = REGULARISING.require(queries.urgent_facts(work, plan), work.policy)
    plan.regularised_on = work.today
    work.step(PLAN, plan, "regularise", warnings=warnings, revision=plan.revision, account=account)
    return plan


def close(work: Work, plan_id: UUID) -> Plan:
    """Close a plan from which nothing more is bought; an urgent one has been regularised."""
    plan = work.get(Plan, plan_id)
    warnings = CLOSING.require(queries.urgent_facts(work, plan), work.policy)
    work.step(PLAN, plan, "close", warnings=warnings, revision=plan.revision)
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
