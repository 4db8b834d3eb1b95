"""More time for a hazard, and a hazard that is opened again after it was closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from equiplink.errors import said
from equiplink.hazard.actions import open_for
from equiplink.hazard.extending_rules import (
    ASKING,
    GRANTING,
    REOPENING,
    Asking,
    Granting,
    Reopening,
)
from equiplink.hazard.models import Extension, Hazard
from equiplink.hazard.states import HAZARD, HAZARD_EXTENSION
from equiplink.work import Work


def ask_extension(work: Work, hazard_id: UUID, *, until: date, reason: str) -> Extension:
    """Ask for the deadline *until*: ahead of today and later than now (H50); decided by another."""
    reason = said(reason, "延期原因", field="reason")
    hazard = work.get(Hazard, hazard_id)
    facts = Asking(work.today, hazard.state, hazard.due_on, until, hazard.responsible_id)
    ASKING.require(facts, work.policy)
    made = Extension(
        hazard_id=hazard_id, was=hazard.due_on, until=until, reason=reason,
        asked_by=work.actor.id,
    )  # fmt: skip
    work.step(
        HAZARD_EXTENSION,
        made,
        "ask",
        hazard_id=hazard_id,
        was=hazard.due_on,
        until=until,
        reason=reason,
    )
    return made


def grant_extension(work: Work, extension_id: UUID) -> Extension:
    """Grant it: the hazard is due later (H51, H52)."""
    made = work.get(Extension, extension_id)
    hazard = work.get(Hazard, made.hazard_id)
    GRANTING.require(
        Granting(
            work.today, hazard.origin, made.asked_by, hazard.responsible_id, work.actor.id,
            work.actor.roles,
        ),
        work.policy,
    )  # fmt: skip
    made.decided_by = work.actor.id
    work.step(HAZARD_EXTENSION, made, "grant")
    hazard.due_on = made.until
    work.step(HAZARD, hazard, "extend", due_on=made.until, was=made.was, extension=made.id)
    return made


def refuse_extension(work: Work, extension_id: UUID, *, reason: str) -> Extension:
    """Refuse it; the deadline stays."""
    reason = said(reason, "驳回原因", field="reason")
    made = work.get(Extension, extension_id)
    made.decided_by = work.actor.id
    work.step(HAZARD_EXTENSION, made, "refuse", reason=reason)
    return made


def reopen(work: Work, hazard_id: UUID, *, reason: str) -> Hazard:
    """Open a closed hazard again (H53, H54); what was done before stays in the ledger."""
    reason = said(reason, "重新打开的原因", field="reason")
    hazard = work.get(Hazard, hazard_id)
    again = open_for(work, hazard.cause) if hazard.cause else None
    REOPENING.require(
        Reopening(work.today, hazard.origin, again is not None, work.actor.roles), work.policy
    )
    past = {
        "rectified_by": hazard.rectified_by, "rectified_at": hazard.rectified_at,
        "verified_by": hazard.verified_by, "closed_at": hazard.closed_at,
        "evidence": hazard.evidence,
    }  # fmt: skip
    hazard.rectified_by = hazard.rectified_at = hazard.gone_at = None
    hazard.verified_by = hazard.closed_at = None
    hazard.evidence = ""
    work.step(HAZARD, hazard, "reopen", reason=reason, past=past)
    return hazard
