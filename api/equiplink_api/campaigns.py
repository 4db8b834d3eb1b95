"""The rows of the table that are about campaigns: rounds of checks and audits."""

from __future__ import annotations

from equiplink.campaign import actions as campaign
from equiplink.campaign import audits
from equiplink.campaign.models import Audit, AuditFinding, Campaign, Phase, Round, Submission
from equiplink.campaign.states import AUDIT, CAMPAIGN
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
            "hold_round": campaign.hold_round,
            "explain_round": campaign.explain_round,
            "raise_missed": campaign.raise_missed,
            "submit_report": campaign.submit_report,
            "close": campaign.close,
        },
        parts=(
            Part("phases", Phase, "campaign_id"),
            Part("rounds", Round, "campaign_id"),
            Part("submissions", Submission, "campaign_id"),
        ),
    ),
    Resource(
        "audits",
        Audit,
        AUDIT,
        create={"open": audits.open_audit},
        act={"add_finding": audits.add_finding, "close": audits.close_audit},
        parts=(Part("findings", AuditFinding, "audit_id"),),
    ),
)
