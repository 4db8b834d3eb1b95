"""百日安全生产专项整治的状态与层级."""

from enum import StrEnum

from equiplink.mine.states import Role
from equiplink.states import START, Machine


class CampaignState(StrEnum):
    """How far a campaign is; which phase it is in follows from the day."""

    PLANNED = "planned"
    RUNNING = "running"
    CLOSED = "closed"


class AuditState(StrEnum):
    """An audit is open until each finding is a hazard or was found to be none."""

    OPEN = "open"
    CLOSED = "closed"


class Tier(StrEnum):
    """集团季查、企业月查、科队周查、班组日查 (H01)."""

    GROUP = "group"
    COMPANY = "company"
    SECTION = "section"
    TEAM = "team"


CAMPAIGN = Machine(
    "campaign",
    CampaignState,
    {
        (START, "plan"): CampaignState.PLANNED,
        (CampaignState.PLANNED, "start"): CampaignState.RUNNING,
        (CampaignState.RUNNING, "close"): CampaignState.CLOSED,
    },
    zh="专项整治",
    roles=dict.fromkeys(("plan", "start", "close"), frozenset({Role.SAFETY_OFFICER})),
)

AUDIT = Machine(
    "audit",
    AuditState,
    {(START, "open"): AuditState.OPEN, (AuditState.OPEN, "close"): AuditState.CLOSED},
    zh="检查",
    roles=dict.fromkeys(("open", "close"), frozenset({Role.SAFETY_OFFICER, Role.INSPECTOR})),
)
