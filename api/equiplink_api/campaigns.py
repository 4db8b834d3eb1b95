"""The rows of the table that are about campaigns: rounds of checks and audits."""

from __future__ import annotations

from equiplink.campaign import accountability, audits, people, points, rechecks, tips, violations
from equiplink.campaign import actions as campaign
from equiplink.campaign.check_models import AuditAnswer, Checklist, CheckPoint
from equiplink.campaign.models import Audit, AuditFinding, Campaign, Phase, Round, Submission
from equiplink.campaign.people_models import Attendance, Recheck, ResponsibilityLetter, Training
from equiplink.campaign.people_states import RESPONSIBILITY_LETTER
from equiplink.campaign.states import AUDIT, CAMPAIGN
from equiplink.campaign.violation_models import (
    Accounting,
    BackChecked,
    CirculatedCase,
    ConductViolation,
    Tip,
)
from equiplink.campaign.violation_states import ACCOUNTING, CONDUCT_VIOLATION, TIP
from equiplink_api.resources import Part, Resource

CAMPAIGNS: tuple[Resource, ...] = (
    Resource(
        "campaigns",
        Campaign,
        CAMPAIGN,
        create={
            "plan": campaign.plan,
            "load": campaign.load,
            "hundred_days": campaign.hundred_days,
        },
        act={
            "start": campaign.start,
            "set_points": points.set_points,
            "hold_round": campaign.hold_round,
            "explain_round": campaign.explain_round,
            "raise_missed": campaign.raise_missed,
            "submit_report": campaign.submit_report,
            "propose_accountability": accountability.propose,
            "circulate": violations.circulate,
            "recheck": rechecks.recheck,
            "close": campaign.close,
        },
        parts=(
            Part("phases", Phase, "campaign_id"),
            Part("rounds", Round, "campaign_id"),
            Part("points", CheckPoint, "campaign_id"),
            Part("submissions", Submission, "campaign_id"),
        ),
    ),
    Resource(
        "audits",
        Audit,
        AUDIT,
        create={"open": audits.open_audit},
        act={
            "answer": audits.answer,
            "add_finding": audits.add_finding,
            "reply": audits.reply,
            "close": audits.close_audit,
        },
        parts=(
            Part("answers", AuditAnswer, "audit_id"),
            Part("findings", AuditFinding, "audit_id"),
        ),
    ),
    Resource(
        "checklists", Checklist, create={"write": audits.write_checklist}, filters=("system",)
    ),
    Resource(
        "violations-of-conduct",
        ConductViolation,
        CONDUCT_VIOLATION,
        create={"report": violations.report_violation},
        act={"back_check": violations.back_check, "close": violations.close_violation},
        parts=(Part("back_checks", BackChecked, "violation_id"),),
        filters=("kind", "team_id"),
    ),
    Resource(
        "accountings",
        Accounting,
        ACCOUNTING,
        act={"uphold": accountability.uphold, "drop": accountability.drop},
        elsewhere={"propose": "POST /campaigns/{id}/propose_accountability"},
        filters=("trigger",),
    ),
    Resource(
        "tips",
        Tip,
        TIP,
        act={"take_up": tips.take_up, "dismiss": tips.dismiss},
        elsewhere={"tell": "POST /E/{code}"},
    ),
    Resource(
        "trainings",
        Training,
        create={"hold": people.hold_training},
        parts=(Part("attended", Attendance, "training_id"),),
        filters=("kind",),
    ),
    Resource(
        "responsibility-letters",
        ResponsibilityLetter,
        RESPONSIBILITY_LETTER,
        create={"issue": people.issue_letters},
        act={"sign": people.sign_letter, "withdraw": people.withdraw_letter},
        filters=("campaign_id", "person_id"),
    ),
    Resource("rechecks", Recheck, filters=("campaign_id",)),
    Resource("circulated-cases", CirculatedCase, filters=("campaign_id",)),
)
