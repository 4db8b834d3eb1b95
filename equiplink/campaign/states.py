"""百日安全生产专项整治的状态与层级."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class CampaignState(Word):
    """How far a campaign is; which phase it is in follows from the day."""

    PLANNED = "planned", "未开始"
    RUNNING = "running", "进行中"
    CLOSED = "closed", "已结束"


class AuditState(Word):
    """An audit is open until each finding is a hazard or was found to be none."""

    OPEN = "open", "未办结"
    CLOSED = "closed", "已办结"


class Tier(Word):
    """集团季查、企业月查、科队周查、班组日查 (H01)."""

    GROUP = "group", "集团"
    COMPANY = "company", "企业"
    SECTION = "section", "科队"
    TEAM = "team", "班组"


CAMPAIGN = Machine(
    "campaign",
    CampaignState,
    {
        (START, "plan"): CampaignState.PLANNED,
        (CampaignState.PLANNED, "start"): CampaignState.RUNNING,
        (CampaignState.RUNNING, "hold_round"): CampaignState.RUNNING,
        (CampaignState.RUNNING, "explain_round"): CampaignState.RUNNING,
        (CampaignState.RUNNING, "close"): CampaignState.CLOSED,
    },
    zh="专项整治",
    says={
        "plan": "计划",
        "start": "启动",
        "hold_round": "开展排查",
        "explain_round": "说明缺查",
        "close": "结束",
    },
    # Whoever belongs to the mine may hold a round: the daily one is held by the team itself.
    roles=dict.fromkeys(
        ("plan", "start", "explain_round", "close"), frozenset({Role.SAFETY_OFFICER})
    ),
)

AUDIT = Machine(
    "audit",
    AuditState,
    {
        (START, "open"): AuditState.OPEN,
        (AuditState.OPEN, "add_finding"): AuditState.OPEN,
        (AuditState.OPEN, "answer"): AuditState.OPEN,
        (AuditState.OPEN, "reply"): AuditState.OPEN,
        (AuditState.OPEN, "close"): AuditState.CLOSED,
    },
    zh="检查",
    says={
        "open": "开展检查",
        "add_finding": "登记问题",
        "answer": "逐项检查",
        "reply": "回复问题",
        "close": "办结",
    },
    roles=dict.fromkeys(
        ("open", "add_finding", "answer", "close"), frozenset({Role.SAFETY_OFFICER, Role.INSPECTOR})
    ),
)
