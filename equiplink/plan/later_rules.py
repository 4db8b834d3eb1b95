"""What holds beside the lines: a team's need, an urgent plan's papers, a plan that lies unused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.plan.calendar import months_after
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

REGULARISE_DAYS = Setting(
    "plan.regularise_days", 7, "日", Stricter.LOWER,
    zh="紧急采购补办手续的期限，自批准之日起", en="days from the approval of an urgent plan "
    "to the papers that make up for its haste",
)  # fmt: skip
UNUSED_MONTHS = Setting(
    "plan.unused_months", 2, "个月", Stricter.LOWER,
    zh="月度计划和紧急计划未使用的最长时间，自批准之日起",
    en="months that an approved monthly or urgent plan may lie unused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A team's need."""

    today: date
    need_by: date


@rule(
    "N16",
    HOUSE("第四十五条", "需用日期应当在提出之日以后"),
    zh="需用日期 {need_by} 不在今天（{today}）之后；请改为以后的日期",
    en="it is needed by {need_by}, on or before today ({today}); give a later day",
)
def asked_in_time(c: Asked) -> Broken | None:
    """What a team needs is needed after today."""
    return broken(need_by=c.need_by, today=c.today) if c.need_by <= c.today else None


FILING = RuleSet("requisition", (asked_in_time,), zh="需求单不符合要求")


@dataclass(frozen=True, slots=True)
class Urgent:
    """A plan after its approval; ``regularised_on`` when the papers of its haste were made up."""

    today: date
    urgent: bool
    regularise_by: date | None
    regularised_on: date | None


@rule(
    "N12",
    HOUSE("第四十二条", "未补办的不得关闭", reading=Reading.BELIEVED),
    zh="紧急计划尚未补办手续；请先办理补办，再关闭",
    en="the papers of this urgent plan were not made up for; regularise it, then close it",
)
def urgent_plan_is_regularised(c: Urgent) -> Broken | None:
    """An urgent plan is closed after its papers were made up for."""
    return broken() if c.urgent and c.regularised_on is None else None


@rule(
    "N13",
    HOUSE("第四十二条", "紧急采购完成后应当补办手续", reading=Reading.BELIEVED),
    zh="补办手续应在 {by} 前办理，今天是 {today}；请在处置情况中说明逾期原因",
    en="the papers were to be made up for by {by}, today is {today}; say why they are late",
    severity=Severity.WARN,
)
def regularised_in_time(c: Urgent) -> Broken | None:
    """The papers of an urgent plan are made up for within the mine's days."""
    if c.regularise_by is not None and c.today > c.regularise_by:
        return broken(by=c.regularise_by, today=c.today)
    return None


CLOSING = RuleSet("closing a plan", (urgent_plan_is_regularised,), zh="计划不能关闭")
REGULARISING = RuleSet("regularising a plan", (regularised_in_time,), zh="补办手续")


@dataclass(frozen=True, slots=True)
class Unused:
    """An approved plan of which nothing was tendered; ``lapses`` says that it may not wait."""

    today: date
    lapses: bool
    approved_on: date
    months: int

    @property
    def use_by(self) -> date:
        """The last day on which it may still be used."""
        return months_after(self.approved_on, self.months)


@rule(
    "N15",
    HOUSE("第四十四条", "批准后超过两个月未使用的，应当关闭或者重新申报"),
    zh="计划于 {approved} 批准，至今未使用，应在 {by} 前使用；请关闭或者重新申报",
    en="the plan was approved on {approved} and nothing was bought from it by {by}; "
    "close it or ask again",
    severity=Severity.WARN,
)
def plan_is_used(c: Unused) -> Broken | None:
    """A monthly or urgent plan is used within the mine's months of its approval."""
    if c.lapses and c.today > c.use_by:
        return broken(approved=c.approved_on, by=c.use_by)
    return None


USE = RuleSet("use of a plan", (plan_is_used,), zh="计划未使用")
