"""What a contract agrees before it is signed, and how it may change afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.contract.states import Event, Reason
from equiplink.law import (
    BIDDING_ORDINANCE,
    CIVIL_CODE,
    HOUSE,
    PROCUREMENT,
    Broken,
    Severity,
    broken,
    plain,
)
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.words import Word, joined

WHOLE = 100
"""Per cent."""
SHORT_INSPECTION = Setting(
    "contract.short_inspection", 3, "天", Stricter.HIGHER,
    "短于此的检验期限只够看外观", "an inspection period shorter than this shows appearance only",
)  # fmt: skip
ADD_ON_PERCENT = Setting(
    "contract.add_on", 10, "%", Stricter.LOWER,
    "追加金额占原合同金额的上限", "what may be added later, per cent of the first amount",
)  # fmt: skip


class Part(Word):
    """What a change changes."""

    MORE = "more", "增加数量"
    LESS = "less", "减少数量"
    PRICE = "price", "单价"
    SOONER = "sooner", "提前交货"
    LATER = "later", "推迟交货"


GROUNDS: dict[Reason, frozenset[Part]] = {
    Reason.FORCE_MAJEURE: frozenset({Part.LESS, Part.LATER}),
    Reason.LAW_CHANGE: frozenset({Part.PRICE}),
    Reason.ADD_ON: frozenset({Part.MORE}),
    Reason.MINE_CANNOT_RECEIVE: frozenset({Part.LATER}),
    Reason.EARLIER: frozenset({Part.SOONER}),
    Reason.NEED_CHANGED: frozenset(),
    Reason.CONCESSION: frozenset(),
}
"""What each reason may change of a contract that was tendered; a free one may change all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands in a contract when it is to be signed. Milestones in their order."""

    today: date
    percents: tuple[Decimal, ...]
    events: tuple[Event, ...]
    warranty: bool
    inspection_days: int
    short_inspection: int
    drafted_by: UUID
    signed_by: UUID


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line before and after. Quantities in its unit, what it may grow to by the plan."""

    goods: str
    received: Decimal
    quantity: Decimal
    planned: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a signed contract. Amounts in CNY, ``added`` over all changes until now."""

    today: date
    tendered: bool
    reason: Reason
    parts: frozenset[Part]
    lines: tuple[LineChange, ...]
    first_amount: Decimal
    added: Decimal
    add_on_percent: int
    amount: Decimal
    paid: Decimal
    proposed_by: UUID
    signed_by: UUID | None
    """None while it is only proposed."""


@rule(
    "C15",
    HOUSE("第七十三条", "以质保期满为付款节点的，应当约定质保期"),
    zh="付款节点以质保期满为条件，合同没有约定质保期；请约定质保期或改用其他节点",
    en="a milestone waits for the end of the warranty and the contract has none; agree one",
)
def warranty_that_is_waited_for_is_agreed(c: Terms) -> Broken | None:
    """A contract with a milestone at the end of the warranty has a warranty."""
    return broken() if Event.WARRANTY_END in c.events and not c.warranty else None


@rule(
    "C16",
    HOUSE("第七十三条", "付款节点的比例之和应当为百分之百"),
    zh="付款节点的比例之和为 {sum}%，应当为 100%；请改正",
    en="the milestones make {sum} per cent, they must make 100; correct them",
)
def milestones_make_a_hundred(c: Terms) -> Broken | None:
    """The milestones make exactly a hundred per cent."""
    total = sum(c.percents, Decimal(0))
    return broken(sum=total) if total != WHOLE else None


@rule(
    "C17",
    HOUSE("第七十三条", "按事件发生的先后排列"),
    zh="付款节点未按事件先后排列：{events}；请按签订、到货、验收、首次入井、质保期满的顺序填写",
    en="the milestones are not in the order of their events: {events}; write signing, delivery, "
    "acceptance, first entry, end of warranty",
)
def milestones_follow_each_other(c: Terms) -> Broken | None:
    """The milestones stand in the order in which their events come, each once."""
    order = list(Event)
    places = [order.index(each) for each in c.events]
    return None if places == sorted(set(places)) else broken(events=joined(c.events))


@rule(
    "C18",
    CIVIL_CODE("第六百二十二条", "该期限仅视为买受人对标的物的外观瑕疵提出异议的期限"),
    zh="检验期限 {days} 天短于 {least} 天，只能视为外观异议的期限；请约定更长的期限",
    en="{days} days are too few to inspect the goods fully (fewer than {least}); the period counts "
    "for appearance only: agree a longer one",
    severity=Severity.WARN,
)
def inspection_is_long_enough(c: Terms) -> Broken | None:
    """The inspection period is long enough for a full inspection."""
    if c.inspection_days < c.short_inspection:
        return broken(days=c.inspection_days, least=c.short_inspection)
    return None


@rule(
    "C19",
    HOUSE("第七十五条", "合同起草人不得签订本人起草的合同"),
    zh="合同由您本人起草，不能由您签订；请由其他审批人签订",
    en="you drafted this contract yourself; let another approver sign it",
)
def signer_did_not_draft_it(c: Terms) -> Broken | None:
    """Who drafted a contract does not sign it."""
    return broken() if c.signed_by == c.drafted_by else None


@rule(
    "C30",
    BIDDING_ORDINANCE("第五十七条", "不得再行订立背离合同实质性内容的其他协议"),
    zh="招标订立的合同不得因“{reason}”变更：{parts}；请按原合同履行，或终止后重新采购",
    en="a contract that was tendered may not be changed for '{reason}' in: {parts}; perform it as "
    "it is, or terminate it and buy anew",
)
def substance_stays_as_tendered(c: Change) -> Broken | None:
    """A tendered contract keeps price, quantity and term, but for the grounds that are listed."""
    wrong = sorted(c.parts - GROUNDS[c.reason])
    return broken(reason=c.reason, parts=joined(wrong)) if c.tendered and wrong else None


@rule(
    "C31",
    PROCUREMENT("第四十九条", "所有补充合同的采购金额不得超过原合同采购金额的百分之十"),
    zh="累计追加 {added} 元，超过原合同 {amount} 元的 {percent}%；请另行采购",
    en="CNY {added} are added in all, more than {percent} % of CNY {amount}; buy it separately",
    severity=Severity.WARN,
)
def additions_stay_within_a_tenth(c: Change) -> Broken | None:
    """What is added over all changes is at most a tenth of the first amount."""
    if c.added * 100 > c.first_amount * c.add_on_percent:
        return broken(added=c.added, amount=c.first_amount, percent=c.add_on_percent)
    return None


@rule(
    "C32",
    HOUSE("第七十六条", "变更后的数量不得少于已到货的数量"),
    zh="变更后的数量少于已到货的数量：{lines}；请先退货或改正数量",
    en="less would be ordered than has arrived: {lines}; send the rest back first",
)
def order_covers_what_arrived(c: Change) -> Broken | None:
    """No line is changed to less than what has arrived."""
    short = [
        f"{each.goods} {plain(each.quantity)} < {plain(each.received)}"
        for each in c.lines
        if each.quantity < each.received
    ]
    return broken(lines="；".join(short)) if short else None


@rule(
    "C33",
    HOUSE("第五条", "采购数量不得超过计划余量"),
    zh="变更后的数量超过批准的计划：{lines}；请先变更计划",
    en="more would be ordered than is planned: {lines}; change the plan first",
)
def plan_covers_the_order(c: Change) -> Broken | None:
    """No line grows beyond what the approved plan has."""
    over = [
        f"{each.goods} {plain(each.quantity)} > {plain(each.planned)}"
        for each in c.lines
        if each.quantity > each.planned
    ]
    return broken(lines="；".join(over)) if over else None


@rule(
    "C34",
    HOUSE("第七十六条", "变更后的价款不得少于已付款"),
    zh="变更后的价款 {amount} 元少于已付款 {paid} 元；请先收回多付的款项",
    en="the amount would be CNY {amount}, CNY {paid} have been paid; have the rest paid back first",
)
def amount_covers_what_was_paid(c: Change) -> Broken | None:
    """The amount does not fall below what has been paid."""
    return broken(amount=c.amount, paid=c.paid) if c.amount < c.paid else None


@rule(
    "C35",
    HOUSE("第七十五条", "补充协议的拟定人不得签订本人拟定的补充协议"),
    zh="补充协议由您本人拟定，不能由您签订；请由其他审批人签订",
    en="you proposed this amendment yourself; let another approver sign it",
)
def signer_did_not_propose_it(c: Change) -> Broken | None:
    """Who proposed an amendment does not sign it."""
    return broken() if c.signed_by == c.proposed_by else None


TERMS = RuleSet(
    "terms of a contract",
    (
        warranty_that_is_waited_for_is_agreed,
        milestones_make_a_hundred,
        milestones_follow_each_other,
        inspection_is_long_enough,
        signer_did_not_draft_it,
    ),
    zh="合同条款不完整",
)
CHANGE = RuleSet(
    "change of a contract",
    (
        substance_stays_as_tendered,
        additions_stay_within_a_tenth,
        order_covers_what_arrived,
        plan_covers_the_order,
        amount_covers_what_was_paid,
        signer_did_not_propose_it,
    ),
    zh="合同不能变更",
)
