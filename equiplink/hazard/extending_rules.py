"""Who gets more time for a hazard, and which closed hazard may be opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.hazard.states import HazardState, Origin
from equiplink.law import HOUSE, REMEDY_SUPERVISION, Broken, Reading, broken
from equiplink.mine.states import Role
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Asking:
    """A later deadline that somebody asks for."""

    today: date
    state: HazardState
    due_on: date | None
    until: date
    responsible: UUID | None


@rule(
    "H50",
    HOUSE("第一百六十条", "延期应当在期限届满之前申请", reading=Reading.BELIEVED),
    zh="原期限 {due_on}、今天 {today}，不能延至 {until}；延期应在期限届满之前申请，新期限应更晚",
    en="due on {due_on}, today {today}: {until} cannot be asked for; ask in time, for a later day",
)
def more_time_is_asked_in_time(a: Asking) -> Broken | None:
    """Only an assigned hazard that is not due yet gets more time, and more than it has."""
    late = a.due_on is None or a.due_on < a.today or a.until <= a.due_on
    if a.state is not HazardState.ASSIGNED or late:
        return broken(due_on=a.due_on or "—", today=a.today, until=a.until)
    return None


ASKING = RuleSet("asking for more time", (more_time_is_asked_in_time,), zh="申请延期")


@dataclass(frozen=True, slots=True)
class Granting:
    """Who grants it, and who asked."""

    today: date
    origin: Origin
    asked_by: UUID
    responsible: UUID | None
    decider: UUID
    roles: frozenset[str]


@rule(
    "H51",
    HOUSE("第一百六十条", "由申请人、整改责任人以外的审批人批准", reading=Reading.BELIEVED),
    zh="申请人和整改责任人不能批准自己的延期，请由其他审批人办理",
    en="neither who asked nor who answers for it grants it; ask another approver",
)
def decider_is_somebody_else(g: Granting) -> Broken | None:
    """The decider neither asked nor answers for the hazard."""
    return broken() if g.decider in {g.asked_by, g.responsible} else None


@rule(
    "H52",
    REMEDY_SUPERVISION("验收销号", "谁监管、谁督办、谁验收"),
    zh="监管部门查出的隐患由监管部门决定延期，请由监管人员办理",
    en="for what a department found the department grants more time; ask its inspector",
)
def department_decides_its_own(g: Granting) -> Broken | None:
    """More time for what a department found is the department's to grant."""
    wanted = g.origin is Origin.DEPARTMENT and Role.INSPECTOR not in g.roles
    return broken() if wanted else None


GRANTING = RuleSet(
    "granting more time", (decider_is_somebody_else, department_decides_its_own), zh="批准延期"
)


@dataclass(frozen=True, slots=True)
class Reopening:
    """Who opens a closed hazard again, and whether its cause has an open one already."""

    today: date
    origin: Origin
    open_already: bool
    roles: frozenset[str]


@rule(
    "H53",
    HOUSE("第一百六十一条", "同一原因已有未销号隐患的，不再重复打开", reading=Reading.BELIEVED),
    zh="同一原因已有未销号的隐患，请在该条隐患上办理",
    en="its cause has an open hazard already; go on with that one",
)
def cause_has_no_open_hazard(r: Reopening) -> Broken | None:
    """What is seen twice is one hazard."""
    return broken() if r.open_already else None


@rule(
    "H54",
    REMEDY_SUPERVISION("验收销号", "谁监管、谁督办、谁验收"),
    zh="监管部门验收的隐患由监管人员重新打开",
    en="what a department verified its inspector opens again",
)
def department_reopens_its_own(r: Reopening) -> Broken | None:
    """A hazard that a department closed is opened again by the department."""
    wanted = r.origin is Origin.DEPARTMENT and Role.INSPECTOR not in r.roles
    return broken() if wanted else None


REOPENING = RuleSet(
    "opening a hazard again", (cause_has_no_open_hazard, department_reopens_its_own),
    zh="重新打开隐患",
)  # fmt: skip
