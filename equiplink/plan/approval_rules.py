"""When a step of the table applies; what a submission, a withdrawal, a delegate must satisfy.

The table is data. ``cause`` reads one row of it: the amount is that of all plans
in the mine's window for the same class or project, not that of one document, so
that several small plans meet the same eyes as one large. "以上" includes the
number (民法典 第一千二百五十九条).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.plan.states import Period, Together
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.words import Both

THRESHOLD = Decimal(2_000_000)
"""重要设备、材料等货物 of compulsory projects, CNY, the number included (T01)."""
SPLIT_DAYS = Setting(
    "tender.split_window",
    90,
    "days",
    Stricter.HIGHER,
    "审批金额累计和化整为零检查的回溯天数",
    "how far back plans and purchases of the same kind are added up",
)
SIGN_DAYS = Setting(
    "approval.days",
    3,
    "days",
    Stricter.LOWER,
    "审批环节未另定时的期望办理天数",
    "within how many days a step is wished to be signed when its row does not say",
)
ESCALATION_DAYS = Setting(
    "approval.escalation",
    2,
    "days",
    Stricter.LOWER,
    "超过期望天数多少天后报告上级岗位",
    "how many days after the wished one the role of the step is told",
)


@dataclass(frozen=True, slots=True)
class Sum:
    """What belongs together, in CNY: of this plan, and of others in the window.

    ``small`` is the part of ``others`` of which each plan stays below the threshold.
    """

    together: Together
    name: str
    own: Decimal
    others: Decimal = Decimal(0)
    small: Decimal = Decimal(0)
    codes: frozenset[str] = frozenset()
    """The class and its category, for a sum of one class."""

    @property
    def total(self) -> Decimal:
        return self.own + self.others


@dataclass(frozen=True, slots=True)
class Row:
    """When a step of the table applies."""

    from_amount: Decimal | None = None
    classes: frozenset[str] = frozenset()
    periods: frozenset[Period] = frozenset()


def cause(row: Row, period: Period, sums: tuple[Sum, ...]) -> Sum | None:
    """Return the largest sum that makes *row* apply, or None when it does not."""
    if row.periods and period not in row.periods:
        return None
    counted = _of(row.classes, sums) if row.classes else sums
    largest = max(counted, key=lambda each: each.total, default=None)
    if largest is None or (row.from_amount is not None and largest.total < row.from_amount):
        return None
    return largest


def _of(classes: frozenset[str], sums: tuple[Sum, ...]) -> tuple[Sum, ...]:
    """Return the one sum of all goods of the group, or nothing when the plan buys none."""
    found = [each for each in sums if each.codes & classes]
    if not found:
        return ()
    return (
        Sum(
            Together.KIND,
            "、".join(each.name for each in found),
            own=sum((each.own for each in found), Decimal(0)),
            others=sum((each.others for each in found), Decimal(0)),
        ),
    )


@dataclass(frozen=True, slots=True)
class Staffed:
    """A step that would be frozen: how many can sign it, and who is asked for and cannot."""

    name: str
    able: int
    unable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submitted:
    """A plan on its way to the signatures."""

    today: date
    steps: tuple[Staffed, ...]
    sums: tuple[Sum, ...] = ()


@rule(
    "N20",
    HOUSE("第四十七条", "每个环节应当有能够签署的人员", reading=Reading.BELIEVED),
    zh="审批环节{steps}缺少能够签署的人员（{people}）；经手本计划的人和离岗的人不能签，"
    "请由他人提交，或修改审批流程",
    en="nobody can sign {steps} ({people}): who wrote the plan or has left may not; let somebody "
    "else submit, or change the route",
)
def every_step_can_be_signed(c: Submitted) -> Broken | None:
    """Every step has somebody who can sign, and whoever must sign can."""
    empty = [each for each in c.steps if not each.able or each.unable]
    people = dict.fromkeys(name for each in empty for name in each.unable)
    if empty:
        return broken(
            steps="、".join(f"“{each.name}”" for each in empty), people="、".join(people) or "—"
        )
    return None


@rule(
    "N21",
    HOUSE("第四十八条", "各计划合计达到招标限额的，应当合并招标", reading=Reading.BELIEVED),
    zh="{what}近期各计划合计 {total} 元（本计划 {own} 元），达到招标限额 {limit} 元而各自不足；"
    "请合并招标，分开采购按化整为零处理",
    en="plans for {what} sum to CNY {total} lately (this one {own}), which reaches {limit} though "
    "none does alone; tender them together, apart they count as split",
    severity=Severity.WARN,
)
def plans_are_not_split(c: Submitted) -> Broken | None:
    """Plans that belong together do not each stay below the threshold of a tender."""
    split = [
        each for each in c.sums
        if each.small and each.own < THRESHOLD <= each.own + each.small
    ]  # fmt: skip
    if not split:
        return None
    most = max(split, key=lambda each: each.own + each.small)
    return broken(
        what=Both(f"{most.together} '{most.name}'", f"{most.together.zh}“{most.name}”"),
        total=most.own + most.small,
        own=most.own,
        limit=THRESHOLD,
    )


SUBMISSION = RuleSet("plan route", (every_step_can_be_signed, plans_are_not_split), zh="不能提交")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who takes back a plan, and who has signed it already."""

    today: date
    actor: UUID
    writers: frozenset[UUID]
    signed: tuple[str, ...]


@rule(
    "N22",
    HOUSE("第四十九条", "提交人在无人签署前可以撤回", reading=Reading.BELIEVED),
    zh="{signed} 已签署，不能撤回；请由审批人退回",
    en="{signed} signed already, it cannot be withdrawn; ask an approver to return it",
)
def nobody_has_signed(c: Withdrawal) -> Broken | None:
    """A plan is withdrawn before the first signature."""
    return broken(signed="、".join(c.signed)) if c.signed else None


@rule(
    "N23",
    HOUSE("第四十九条", "提交人在无人签署前可以撤回", reading=Reading.BELIEVED),
    zh="撤回人未经手本计划；请由编制人或提交人撤回",
    en="only somebody who wrote or submitted the plan withdraws it",
)
def writer_withdraws(c: Withdrawal) -> Broken | None:
    """Who withdraws a plan had a hand in it."""
    return None if c.actor in c.writers else broken()


WITHDRAWAL = RuleSet("plan withdrawal", (nobody_has_signed, writer_withdraws), zh="不能撤回")


@dataclass(frozen=True, slots=True)
class Term:
    """One delegation: who, to whom, from which day to which; both days count."""

    person: UUID
    delegate: UUID
    starts_on: date
    ends_on: date

    def meets(self, other: Term) -> bool:
        """Say whether both hold on some day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True)
class Delegated:
    """A delegation that is asked for, and those of both people that stand."""

    today: date
    term: Term
    delegate_leaves: date | None = None
    others: tuple[Term, ...] = ()

    @property
    def meeting(self) -> Iterable[Term]:
        return (each for each in self.others if each.meets(self.term))


@rule(
    "N24",
    HOUSE("第五十条", "指定另一名在岗人员在一定期间内代签", reading=Reading.BELIEVED),
    zh="代签人应当是另一名在此期间（{starts} 至 {ends}）在岗的人员；请改选",
    en="the delegate must be somebody else who works here from {starts} to {ends}; name another",
)
def delegate_is_another_who_works(c: Delegated) -> Broken | None:
    """The delegate is somebody else, and belongs to the mine through the whole period."""
    leaves = c.delegate_leaves is not None and c.delegate_leaves <= c.term.ends_on
    if leaves or c.term.delegate == c.term.person:
        return broken(starts=c.term.starts_on, ends=c.term.ends_on)
    return None


@rule(
    "N25",
    HOUSE("第五十条", "代签人不得再委托他人", reading=Reading.BELIEVED),
    zh="同一期间内代签人自己已委托他人，或委托人正代他人签署；代签不得转委托，请改选人员或期间",
    en="in this period the delegate has a delegate himself, or signs for somebody who delegates; "
    "choose another person or period",
)
def delegation_is_no_chain(c: Delegated) -> Broken | None:
    """Nobody delegates what was delegated to him, so there is neither chain nor circle."""
    for each in c.meeting:
        if each.person == c.term.delegate or each.delegate == c.term.person:
            return broken()
    return None


@rule(
    "N26",
    HOUSE("第五十条", "同一期间只指定一人", reading=Reading.BELIEVED),
    zh="此期间内已指定代签人（{starts} 至 {ends}）；请先收回原授权",
    en="there is a delegate from {starts} to {ends} already; end that delegation first",
)
def there_is_one_delegate(c: Delegated) -> Broken | None:
    """In one period a person has one delegate."""
    for each in c.meeting:
        if each.person == c.term.person:
            return broken(starts=each.starts_on, ends=each.ends_on)
    return None


DELEGATION = RuleSet(
    "delegation",
    (delegate_is_another_who_works, delegation_is_no_chain, there_is_one_delegate),
    zh="不能委托代签",
)
