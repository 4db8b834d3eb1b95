"""Submit a plan, withdraw it, sign it step by step, return it to its writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from equiplink.errors import said
from equiplink.law import Finding
from equiplink.plan import approval, queries, revisions, signing
from equiplink.plan.approval_models import Seat
from equiplink.plan.approval_rules import SUBMISSION as ROUTE
from equiplink.plan.approval_rules import WITHDRAWAL, Withdrawal
from equiplink.plan.budgets import spent
from equiplink.plan.models import Approval, Plan
from equiplink.plan.rules import APPROVAL, SUBMISSION, Needs
from equiplink.plan.states import PLAN, Period
from equiplink.work import Work


def submit(work: Work, plan_id: UUID) -> Plan:
    """Ask for approval of the plan as it stands; who has to sign is frozen now."""
    plan = work.get(Plan, plan_id)
    PLAN.next(plan.state, "submit")
    asked, banned = _asked(work, plan)
    ahead = approval.foresee(work, plan, approval.writers(work, plan) | {work.actor.id})
    routed = ROUTE.judge(ahead.facts(work), work.policy)
    warnings = SUBMISSION.require(asked, work.policy, also=(*banned, *routed))
    plan.submitted_at = work.now
    signing.freeze(work, plan, plan.revision, ahead)
    work.step(
        PLAN, plan, "submit", warnings=warnings, revision=plan.revision,
        total=sum(need.amount for need in asked.needs), route=ahead.route, steps=ahead.shown(),
    )  # fmt: skip
    return plan


def withdraw(work: Work, plan_id: UUID, *, note: str = "") -> Plan:
    """Take a submitted plan back, before anybody has signed."""
    plan = work.get(Plan, plan_id)
    PLAN.next(plan.state, "withdraw")
    signed = [s.name for p in signing.places(work, plan) for s in p.seats if s.signed_at]
    facts = Withdrawal(work.today, work.actor.id, approval.writers(work, plan), tuple(signed))
    warnings = WITHDRAWAL.require(facts, work.policy)
    signing.void(work, plan)
    work.step(PLAN, plan, "withdraw", warnings=warnings, revision=plan.revision, note=note)
    return plan


def approve(work: Work, plan_id: UUID, *, note: str = "") -> Plan:
    """Sign the actor's open steps of this revision; the last signature approves the plan.

    Nobody approves what he had a hand in. Everything is judged again: since it
    was submitted a day may have passed or a product may have been banned.
    Raises ``Forbidden``, naming whose signatures are open, for anybody else.
    """
    plan = work.get(Plan, plan_id)
    PLAN.next(plan.state, "approve")
    asked, banned = _asked(work, plan)
    hands = approval.writers(work, plan)
    asked = replace(asked, writers=hands, approver=work.actor.id)
    warnings = APPROVAL.require(asked, work.policy, also=banned)
    found = signing.places(work, plan)
    mine = signing.turn(work, found)
    action = "approve" if signing.sign(work, found, mine) else "sign"
    steps, lent = _opinion(work, plan, mine, approved=True, note=note)
    work.step(
        PLAN, plan, action, warnings=warnings, revision=plan.revision, note=note, steps=steps,
        signed_for=lent,
    )  # fmt: skip
    return plan


def send_back(work: Work, plan_id: UUID, *, note: str) -> Plan:
    """Return the plan to its writer (the table's ``return``) and say what is wrong with it.

    Whoever could sign now may return it instead; what was signed is void.
    """
    note = said(note, "退回意见", field="note")
    plan = work.get(Plan, plan_id)
    PLAN.next(plan.state, "return")
    mine = signing.turn(work, signing.places(work, plan))
    signing.close(work, mine)
    revisions.void(work, plan)
    steps, lent = _opinion(work, plan, mine, approved=False, note=note)
    work.step(PLAN, plan, "return", revision=plan.revision, note=note, steps=steps, signed_for=lent)
    return plan


def _asked(work: Work, plan: Plan) -> tuple[Needs, tuple[Finding, ...]]:
    """Return the plan as it is judged, and what the banned lists say of its goods."""
    found = queries.sought(work, plan.id)
    asked = Needs(
        work.today,
        tuple(each.need for each in found),
        plan.budget,
        urgent=plan.period is Period.URGENT,
        reason=plan.reason,
        spent=spent(work, plan, {(s.line.need_by.year, s.kind.category) for s in found}),
    )
    return asked, queries.banned(work, [(each.product, each.place) for each in found])


def _opinion(
    work: Work,
    plan: Plan,
    mine: Sequence[tuple[signing.Place, Seat]],
    *,
    approved: bool,
    note: str,
) -> tuple[list[str], list[str]]:
    """Keep what the actor said, and return for which steps and for whom."""
    steps = [place.step.name for place, _ in mine]
    lent = [seat for _, seat in mine if seat.person_id != work.actor.id]
    signature = Approval(
        mine_id=work.mine_id,
        plan_id=plan.id,
        revision=plan.revision,
        person_id=work.actor.id,
        for_id=lent[0].person_id if lent else None,
        step="、".join(steps),
        approved=approved,
        note=note,
        at=work.now,
    )
    work.session.add(signature)
    return steps, [seat.name for seat in lent]
