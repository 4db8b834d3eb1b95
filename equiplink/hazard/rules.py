"""What a hazard needs before it may go on: five fulfilments, evidence, another pair of eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.hazard.states import Level, Origin
from equiplink.law import (
    FIVE_FULFILMENTS,
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    REMEDY_SUPERVISION,
    STOP_USE_ORDER,
    WORK_SAFETY,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.mine.states import Role
from equiplink.register.hold_states import RELEASERS, HoldKind
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Graded:
    """How a hazard is graded, and the item of the criteria that was named, if any."""

    today: date
    level: Level
    criterion: str


@rule(
    "H55",
    MINE_SAFETY_ORDINANCE("第三十六条", "属于重大事故隐患"),
    zh="符合判定标准 {criterion} 的是重大隐患，不能定为一般；请改正等级或者去掉判定标准",
    en="what meets criterion {criterion} is a major hazard; correct the level or the criterion",
)
def criterion_makes_it_major(g: Graded) -> Broken | None:
    """A hazard that meets an item of the criteria is major."""
    if g.criterion and g.level is not Level.MAJOR:
        return broken(criterion=g.criterion)
    return None


@rule(
    "H55W",
    MINE_SAFETY_ORDINANCE("第三十六条", "属于重大事故隐患"),
    severity=Severity.WARN,
    zh="重大隐患没有写明符合哪一项判定标准，请补充，例如 13(三)",
    en="nobody says which criterion makes it major; name one, such as 13(三)",
)
def major_names_its_criterion(g: Graded) -> Broken | None:
    """A major hazard names the item that makes it one."""
    return broken() if g.level is Level.MAJOR and not g.criterion else None


FINDING = RuleSet(
    "grading a hazard", (criterion_makes_it_major, major_names_its_criterion), zh="隐患定级"
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What was written down before the work begins. ``funds`` in CNY; None when nobody said."""

    today: date
    level: Level
    responsible: bool
    measures: str
    funds: Decimal | None
    due_on: date | None
    emergency_plan: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The words of the five fulfilments that nobody filled in."""
        given = {
            "责任": self.responsible,
            "措施": self.measures.strip(),
            "资金": self.funds is not None,
            "时限": self.due_on is not None,
            "预案": self.emergency_plan.strip(),
        }
        return tuple(word for word, there in given.items() if not there)


@rule(
    "H11",
    FIVE_FULFILMENTS("五项", "责任、措施、资金、时限、预案"),
    zh="重大隐患整改前“五落实”不全，缺：{missing}；请补齐后再下达整改",
    en="the five fulfilments of a major hazard lack: {missing}; fill them in before assigning it",
)
def major_has_five_fulfilments(a: Assignment) -> Broken | None:
    """A major hazard is assigned with person, measures, funds, deadline and emergency plan."""
    if a.level is Level.MAJOR and a.missing:
        return broken(missing="、".join(a.missing))
    return None


@rule(
    "H11G",
    FIVE_FULFILMENTS("五项", "责任、措施、资金、时限、预案"),
    severity=Severity.WARN,
    zh="一般隐患“五落实”尚缺：{missing}；请尽快补齐",
    en="the five fulfilments of this hazard lack: {missing}; fill them in soon",
)
def general_has_five_fulfilments(a: Assignment) -> Broken | None:
    """A general hazard is better assigned with all five too."""
    if a.level is Level.GENERAL and a.missing:
        return broken(missing="、".join(a.missing))
    return None


@rule(
    "H06",
    MINE_SAFETY_ORDINANCE("第三十七条", "煤矿企业应当立即进行整改"),
    zh="整改时限 {due_on} 不能早于今天 {today}，请改为今天或以后的日期",
    en="the deadline {due_on} lies before today {today}; choose today or later",
)
def deadline_is_ahead(a: Assignment) -> Broken | None:
    """The deadline lies ahead, and somebody is named who meets it."""
    if a.due_on is not None and a.due_on < a.today:
        return broken(due_on=a.due_on, today=a.today)
    return None


@rule(
    "H06P",
    WORK_SAFETY("第四十一条", "采取技术、管理措施，及时发现并消除事故隐患"),
    zh="没有指定整改责任人，请指定一名在册人员",
    en="nobody is named to put it right; name a person of the mine",
)
def somebody_answers_for_it(a: Assignment) -> Broken | None:
    """Somebody of the mine answers for putting it right."""
    return None if a.responsible else broken()


ASSIGNMENT = RuleSet(
    "assigning a hazard",
    (
        major_has_five_fulfilments,
        general_has_five_fulfilments,
        deadline_is_ahead,
        somebody_answers_for_it,
    ),
    zh="下达整改",
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Who verifies what somebody else put right."""

    today: date
    origin: Origin
    responsible: UUID | None
    rectified_by: UUID | None
    verifier: UUID
    verifier_roles: frozenset[str]
    evidence: str
    stopped_underground: Decimal
    """How much of what a stop-use notice names is still underground, in its units."""


@rule(
    "H02",
    WORK_SAFETY("第四十一条", "事故隐患排查治理情况应当如实记录"),
    zh="验收人就是整改人或整改责任人，请由他人验收",
    en="whoever put it right, or answers for that, may not verify it; ask somebody else",
)
def verifier_is_not_the_rectifier(c: Closing) -> Broken | None:
    """The verifier neither put it right nor answers for putting it right."""
    own = c.verifier in {c.rectified_by, c.responsible}
    return broken() if c.rectified_by is None or own else None


@rule(
    "H10",
    REMEDY_SUPERVISION("验收销号", "谁监管、谁督办、谁验收"),
    zh="监管部门查出的隐患由监管部门验收，请由监管人员办理",
    en="what a department found the department verifies; ask its inspector",
)
def finder_closes_it(c: Closing) -> Broken | None:
    """What a department found is verified by the department."""
    if c.origin is Origin.DEPARTMENT and Role.INSPECTOR not in c.verifier_roles:
        return broken()
    return None


@rule(
    "H02E",
    WORK_SAFETY("第四十一条", "事故隐患排查治理情况应当如实记录"),
    zh="没有整改证据（照片、检测报告或说明），请补充后再验收",
    en="there is no evidence of the work; add a photo, report or description first",
)
def work_is_evidenced(c: Closing) -> Broken | None:
    """The work left evidence behind."""
    return None if c.evidence.strip() else broken()


@rule(
    "M13U",
    STOP_USE_ORDER("通知", "停止使用"),
    zh="停用通知所列产品仍有 {quantity} 件在井下，请全部升井后再销号",
    en="{quantity} of what the notice stops are still underground; bring them out first",
)
def stopped_goods_are_out(c: Closing) -> Broken | None:
    """Nothing that a stop-use notice names is still underground."""
    return broken(quantity=c.stopped_underground) if c.stopped_underground else None


CLOSING = RuleSet(
    "closing a hazard",
    (
        verifier_is_not_the_rectifier,
        finder_closes_it,
        work_is_evidenced,
        stopped_goods_are_out,
    ),
    zh="验收销号",
)


@dataclass(frozen=True, slots=True)
class Release:
    """Who would release a hold, and what became of its hazard."""

    today: date
    kind: HoldKind
    hazard_open: bool
    roles: frozenset[str]


@rule(
    "H07",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设"),
    zh="所属隐患尚未销号，不能解除停用；请先完成整改和验收",
    en="its hazard is still open; rectify and verify it before releasing the hold",
)
def hazard_is_closed(r: Release) -> Broken | None:
    """The hazard behind the hold is closed."""
    return broken() if r.hazard_open else None


@rule(
    "L10",
    MINE_SAFETY_ORDINANCE("第六十六条", "擅自启封或者使用被查封、扣押的设施、设备、器材的"),
    zh="监管部门查封、扣押的设备只能由监管人员解除，请联系原查封部门",
    en="only the department that sealed it may release it; ask its inspector",
)
def seal_is_lifted_by_the_department(r: Release) -> Broken | None:
    """What a department sealed only a department releases."""
    return broken() if r.kind is HoldKind.SEALED and Role.INSPECTOR not in r.roles else None


@rule(
    "H56",
    HOUSE("第一百六十二条", "停用由有权的人员解除", reading=Reading.BELIEVED),
    zh="“{kind}”由{roles}解除，请转其办理",
    en="a hold of kind '{kind}' is ended by {roles}; ask one of them",
)
def releaser_may_end_its_kind(r: Release) -> Broken | None:
    """Each kind of hold is ended by those who may place it."""
    allowed = RELEASERS[r.kind]
    if r.kind is HoldKind.SEALED or allowed & r.roles:
        return None
    return broken(kind=r.kind.zh, roles="、".join(sorted(each.zh for each in allowed)))


RELEASE = RuleSet(
    "releasing a hold",
    (hazard_is_closed, seal_is_lifted_by_the_department, releaser_may_end_its_kind),
    zh="解除停用",
)
