"""What a plan must satisfy before it may be bought from.

A draft is judged line by line; the whole is judged again when it is submitted
and when it is approved, because days pass and lists change in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.catalogue.states import Paper
from equiplink.law import (
    HOUSE,
    INTERNAL_CONTROL,
    PRODUCT_QUALITY,
    RESCUER_DRAFT,
    Broken,
    Reading,
    Severity,
    broken,
    plain,
)
from equiplink.rules import RuleSet, rule
from equiplink.words import Both, joined

RECOMMENDED = 3
"""How many suppliers are recommended for goods that are bought jointly."""


@dataclass(frozen=True, slots=True)
class Need:
    """One line: what is needed, and what its class asks of the goods. ``amount`` in CNY."""

    no: int
    name: str
    model: str
    amount: Decimal
    need_by: date | None
    purpose: str
    papers: frozenset[Paper]
    required: frozenset[Paper]
    joint: bool = False
    suppliers: int = 0
    """How many suppliers are recommended."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What all plans together take of one category's budget for a year, in CNY."""

    year: int
    category: str
    planned: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Needs:
    """The lines under judgement, the budget in CNY, and whose hands the plan went through."""

    today: date
    needs: tuple[Need, ...]
    budget: Decimal | None = None
    writers: frozenset[UUID] = field(default_factory=frozenset)
    approver: UUID | None = None
    urgent: bool = False
    reason: str = ""
    spent: tuple[Spent, ...] = ()

    def lines(self, numbers: Iterator[int]) -> str | None:
        """Return the numbers as a person reads them, or nothing when there are none."""
        return "、".join(map(str, numbers)) or None


@rule(
    "N01",
    # Drawn up here, so a mine chooses by ``rule.N01`` whether it stops or warns.
    HOUSE("第二条", "计划的总金额不得超过预算", reading=Reading.BELIEVED),
    zh="计划合计 {total} 元，超过预算 {budget} 元；请减少数量或另行申请预算",
    en="the lines sum to CNY {total}, the budget is CNY {budget}; buy less or ask for more money",
)
def budget_covers_the_lines(c: Needs) -> Broken | None:
    """The budget covers the sum of the lines."""
    total = sum((need.amount for need in c.needs), Decimal(0))
    if c.budget is None or total > c.budget:
        return broken(total=total, budget=c.budget)
    return None


@rule(
    "N02",
    INTERNAL_CONTROL(
        "第四条", "明确请购、审批、购买、验收、付款、采购后评估等环节的职责和审批权限"
    ),
    zh="审批人编制、修改或提交过本计划；请由未经手的人员审批",
    en="the approver wrote, changed or submitted this plan; somebody else must approve it",
)
def approver_did_not_ask(c: Needs) -> Broken | None:
    """Who approves had no hand in the request."""
    if c.approver is None or c.approver in c.writers:
        return broken()
    return None


@rule(
    "N03",
    PRODUCT_QUALITY("第二十七条", "有产品质量检验合格证明"),
    zh="第 {lines} 行未要求该类物资到货时必须随带的文件：{papers}；请补入该行",
    en="line {lines} does not ask for papers that its class must arrive with: {papers}; add them",
)
def papers_cover_the_class(c: Needs) -> Broken | None:
    """Every line asks for the papers that its class must arrive with."""
    lacking = {need.no: need.required - need.papers for need in c.needs}
    lines = c.lines(no for no, papers in lacking.items() if papers)
    if lines:
        return broken(lines=lines, papers=joined(sorted(frozenset().union(*lacking.values()))))
    return None


@rule(
    "N04",
    HOUSE("第四条", "可能使用的大致日期，该日期应当在提交之日以后"),
    zh="第 {lines} 行的需用日期不在今天（{today}）之后；请改为以后的日期",
    en="line {lines} is needed on or before today ({today}); give a later day",
)
def needed_in_the_future(c: Needs) -> Broken | None:
    """Every line is needed after today."""
    lines = c.lines(n.no for n in c.needs if n.need_by is None or n.need_by <= c.today)
    return broken(lines=lines, today=c.today) if lines else None


@rule(
    "N05",
    HOUSE("第三条", "应当写明使用原因及所用设备或地点"),
    zh="第 {lines} 行未写使用原因；请写明用途",
    en="line {lines} does not say what it is for; state the purpose",
)
def purpose_is_stated(c: Needs) -> Broken | None:
    """Every line says what it is for."""
    lines = c.lines(need.no for need in c.needs if not need.purpose.strip())
    return broken(lines=lines) if lines else None


@rule(
    "N06",
    HOUSE("第一条", "没有明细的计划不得提交"),
    zh="计划没有明细行；请先加入物资再提交",
    en="the plan has no lines; add what is needed before it is submitted",
)
def plan_has_lines(c: Needs) -> Broken | None:
    """A plan that is submitted has lines."""
    return None if c.needs else broken()


@rule(
    "N11",
    HOUSE("第四十二条", "紧急计划应当写明紧急原因", reading=Reading.BELIEVED),
    zh="紧急计划未写明原因；请写明故障或者险情，不紧急的改为月度计划",
    en="the urgent plan does not say why it cannot wait; name the breakdown, or plan it monthly",
)
def urgency_is_explained(c: Needs) -> Broken | None:
    """An urgent plan says why it cannot wait."""
    return broken() if c.urgent and not c.reason.strip() else None


@rule(
    "N17",
    HOUSE("第四十六条", "合计金额不得超过该类物资的年度预算", reading=Reading.BELIEVED),
    zh="各计划合计超过年度预算：{over}；请减少数量，或者申请调整年度预算",
    en="all plans together exceed the year's budget: {over}; buy less or ask for a larger one",
)
def year_budget_covers_all_plans(c: Needs) -> Broken | None:
    """All plans of a year together keep to the budget of each category."""
    over = [
        Both(
            f"{s.category} of {s.year}: CNY {plain(s.planned)}, budget {plain(s.amount)}",
            f"{s.year}年 {s.category} 计划 {plain(s.planned)} 元，预算 {plain(s.amount)} 元",
        )
        for s in c.spent
        if s.planned > s.amount
    ]
    return broken(over=joined(over)) if over else None


@rule(
    "N14",
    HOUSE("第四十三条", "统购物资推荐的供应商不少于三家"),
    zh="第 {lines} 行为统购物资，推荐供应商不足 {least} 家；请补充推荐供应商",
    en="line {lines} is bought jointly and recommends fewer than {least} suppliers; name more",
    severity=Severity.WARN,
)
def joint_goods_have_a_choice(c: Needs) -> Broken | None:
    """Goods that are bought jointly come with at least three recommended suppliers."""
    lines = c.lines(n.no for n in c.needs if n.joint and n.suppliers < RECOMMENDED)
    return broken(lines=lines, least=RECOMMENDED) if lines else None


@rule(
    "P14",
    RESCUER_DRAFT("条号未核", "化学氧自救器"),
    zh="第 {lines} 行为化学氧自救器：山西省征求意见稿拟不再新购；请改选压缩氧型，或说明理由",
    en="line {lines} buys chemical-oxygen self-rescuers, which a provincial draft would end; "
    "choose compressed oxygen or give a reason",
    severity=Severity.WARN,
)
def rescuer_is_not_chemical(c: Needs) -> Broken | None:
    """No chemical-oxygen self-rescuer is bought new."""
    lines = c.lines(need.no for need in c.needs if "化学氧" in need.name + need.model)
    return broken(lines=lines) if lines else None


_LINE = (
    papers_cover_the_class,
    needed_in_the_future,
    purpose_is_stated,
    joint_goods_have_a_choice,
    rescuer_is_not_chemical,
)
LINE = RuleSet("plan line", _LINE, zh="计划行不符合要求")
SUBMISSION = RuleSet(
    "plan submission",
    (
        budget_covers_the_lines,
        year_budget_covers_all_plans,
        plan_has_lines,
        urgency_is_explained,
        *_LINE,
    ),
    zh="计划不能提交",
)
APPROVAL = RuleSet("plan approval", (approver_did_not_ask, *SUBMISSION.rules), zh="计划不能批准")
