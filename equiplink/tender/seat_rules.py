"""Who may sit on the evaluation committee, and how an expert comes to sit there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    INTERNAL_CONTROL,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.states import Method

YEARS = 8
"""How long an expert works in his field (招标投标法 第三十七条)."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is to sit on the committee."""

    today: date
    method: Method
    statutory: bool
    certificate_until: date | None
    interest: str
    requester: bool
    """He had a hand in asking for the goods."""
    expert: bool = False
    field_since: date | None = None
    """Since when he works in the field, as the list of experts has it."""
    title: str = ""
    drawn: bool = False
    special: str = ""
    """Why he is named and not drawn: a project of article 37, paragraph 3."""


@rule(
    "T31C",
    HOUSE("第九条", "评标人员应当持有在有效期内的资格证", reading=Reading.BELIEVED),
    zh="该人员今天没有有效的评标资格证；请更换人员或先办理证件",
    en="this person has no evaluation certificate that is valid today; seat somebody else",
)
def member_is_certified(c: Seat) -> Broken | None:
    """A member's evaluation certificate is valid on the day he is seated."""
    until = c.certificate_until
    return broken() if until is None or until < c.today else None


@both(
    "T31I",
    BIDDING("第三十七条", "与投标人有利害关系的人不得进入相关项目的评标委员会"),
    zh="该人员声明与投标人有利害关系（{interest}），应当回避；请更换",
    en="this person declared an interest ({interest}) and must stand aside; seat somebody else",
    binds=tendered,
)
def member_has_no_interest(c: Seat) -> Broken | None:
    """A member has no interest in a bidder."""
    return broken(interest=c.interest) if c.interest.strip() else None


@rule(
    "T31R",
    INTERNAL_CONTROL(
        "第四条", "明确请购、审批、购买、验收、付款、采购后评估等环节的职责和审批权限"
    ),
    zh="该人员是采购计划的申请人，不得评标；请更换",
    en="this person asked for the goods and does not evaluate the bids; seat somebody else",
)
def member_is_not_the_requester(c: Seat) -> Broken | None:
    """Who asked for the goods does not evaluate the bids."""
    return broken() if c.requester else None


@both(
    "T31E",
    BIDDING("第三十七条", "从事相关领域工作满八年并具有高级职称"),
    zh="该专家未登记从业满 {years} 年和高级职称（从业起始 {since}，职称“{title}”）；"
    "请补充登记或更换",
    en="no {years} years in the field and senior title are recorded of this expert (since "
    "{since}, title '{title}'); complete the list of experts or seat somebody else",
    binds=compulsory,
    otherwise=Severity.WARN,
)
def expert_is_senior(c: Seat) -> Broken | None:
    """An expert has worked in the field for eight years and has a senior title."""
    if not c.expert:
        return None
    since = c.field_since
    long = since is not None and (since.year + YEARS, since.month, since.day) <= (
        c.today.year, c.today.month, c.today.day,
    )  # fmt: skip
    good = long and bool(c.title)
    return None if good else broken(years=YEARS, since=since or "—", title=c.title or "—")


@both(
    "T31D",
    BIDDING_ORDINANCE("第四十六条", "以随机抽取方式确定"),
    zh="该专家不是随机抽取的；请先抽取并按次序通知，特殊招标项目请注明直接确定的理由",
    en="this expert was not drawn by lot; draw, and call the drawn in their order, or state why "
    "the project is a special one",
    binds=compulsory,
    otherwise=Severity.WARN,
)
def expert_is_drawn_by_lot(c: Seat) -> Broken | None:
    """An expert is drawn by lot, unless the project is a special one."""
    return broken() if c.expert and not c.drawn and not c.special.strip() else None


SEATING = RuleSet(
    "committee seat",
    (
        member_is_certified,
        *member_has_no_interest,
        member_is_not_the_requester,
        *expert_is_senior,
        *expert_is_drawn_by_lot,
    ),
    zh="不能进入评标委员会",
)
