"""Contract equals bid, in time; arrivals stay within the order and are all judged.

A day is counted as 民法典 第二百零一条 counts it: the day of the notice is not
the first. An over-delivery is compared exactly, never after rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    Broken,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.words import Both

SIGN_WITHIN = Setting(
    "contract.sign_within", 30, "天", Stricter.LOWER,
    "中标通知书发出后签订合同的期限", "days from the award notice to the contract",
    BIDDING("第四十六条", "应当自中标通知书发出之日起三十日内"),
)  # fmt: skip
SIGN_WARNING = Setting(
    "contract.sign_warning", 25, "天", Stricter.LOWER,
    "签订合同期限预警", "days from the award notice after which the term is nearly over",
)  # fmt: skip
BOND_PERCENT = Setting(
    "contract.performance_bond", 10, "%", Stricter.LOWER,
    "履约保证金占合同金额的上限", "largest performance bond, per cent of the amount",
    BIDDING_ORDINANCE("第五十八条", "履约保证金不得超过中标合同金额的10%"),
)  # fmt: skip
INSPECTION_DAYS = Setting(
    "contract.inspection_days", 15, "天", Stricter.LOWER,
    "合同未另行约定时的检验期限", "days for inspection when the contract names none",
)  # fmt: skip
REPORT_WITHIN = 15
"""Days from the award to the report (招标投标法 第四十七条)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One line as the bid, or as the contract, states it. ``unit_price`` in CNY."""

    model: str
    maker: str
    mark_number: str
    quantity: Decimal
    unit_price: Decimal

    @property
    def goods(self) -> str:
        return f"{self.model}/{self.maker}/{self.mark_number or '无安标'}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A contract's text beside its bid; both lines of a pair are of one tender line.

    Amounts in CNY. ``need_by`` is the earliest day on which the plan needs the goods.
    """

    today: date
    pairs: tuple[tuple[Term | None, Term | None], ...]
    price: Decimal | None
    amount: Decimal
    bond: Decimal
    bond_percent: int
    deliver_by: date
    need_by: date | None

    def differences(self, part: Callable[[Term], object]) -> str | None:
        """Return where *part* of bid and contract differ, as "bid → contract (line)", or None."""
        found = [
            f"{part(bid) if bid else '—'} → {part(text) if text else '—'}（{no}）"
            for no, (bid, text) in enumerate(self.pairs, 1)
            if bid is None or text is None or part(bid) != part(text)
        ]
        return "；".join(found) or None


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature: when the award was announced, and why it is late if it is."""

    today: date
    awarded_on: date | None
    sign_within: int
    sign_warning: int
    reason: str

    @property
    def days(self) -> int | None:
        return None if self.awarded_on is None else (self.today - self.awarded_on).days


@dataclass(frozen=True, slots=True)
class Reported:
    """The report on an award to the supervising authority."""

    today: date
    statutory: bool
    awarded_on: date
    sent_on: date


_SAME = BIDDING_ORDINANCE("第五十七条", "主要条款应当与招标文件和中标人的投标文件的内容一致")


@rule(
    "T38",
    _SAME,
    zh="合同标的与投标不一致（投标 → 合同）：{lines}；请按中标的型号、厂家和安标编号改写合同",
    en="the contract's goods differ from the bid (bid → contract): {lines}; "
    "write model, maker and safety mark as they were bid",
)
def buys_what_was_bid(c: Wording) -> Broken | None:
    """The contract buys the models, makers and safety marks of the bid."""
    lines = c.differences(lambda term: term.goods)
    return broken(lines=lines) if lines or not c.pairs else None


@rule(
    "T38Q",
    _SAME,
    zh="合同数量与投标不一致（投标 → 合同）：{lines}；请按中标数量改写合同",
    en="the contract's quantities differ from the bid (bid → contract): {lines}; "
    "write the quantities that were bid",
)
def quantities_are_those_of_the_bid(c: Wording) -> Broken | None:
    """The contract's quantities are those of the bid."""
    lines = c.differences(lambda term: f"{term.quantity.normalize():f}")
    return broken(lines=lines) if lines else None


@rule(
    "T38P",
    _SAME,
    zh="合同价款与投标不一致：投标 {price} 元，合同 {amount} 元；单价差异（投标 → 合同）：{lines}；"
    "请按中标价改写合同",
    en="the contract's price differs from the bid: CNY {price} bid, CNY {amount} written; "
    "unit prices (bid → contract): {lines}; write the price that was bid",
)
def price_is_that_of_the_bid(c: Wording) -> Broken | None:
    """The contract's amount and unit prices are those of the bid."""
    lines = c.differences(lambda term: f"{term.unit_price:.2f}")
    if lines or c.price is None or c.amount != c.price:
        return broken(price=c.price, amount=c.amount, lines=lines or Both("none", "无"))
    return None


@rule(
    "T38T",
    _SAME,
    zh="交货日期 {deliver_by} 晚于计划需用日期 {need_by}；请提前交货或先变更计划",
    en="delivery by {deliver_by} is later than the plan's need by {need_by}; "
    "agree an earlier day or change the plan",
    severity=Severity.WARN,
)
def arrives_when_needed(c: Wording) -> Broken | None:
    """Delivery is agreed for no later than the plan needs the goods."""
    if c.need_by is None or c.deliver_by > c.need_by:
        return broken(deliver_by=c.deliver_by, need_by=c.need_by)
    return None


@rule(
    "T40",
    BIDDING_ORDINANCE("第五十八条", "履约保证金不得超过中标合同金额的10%"),
    zh="履约保证金 {bond} 元超过合同金额 {amount} 元的 {percent}%；请降低保证金",
    en="the performance bond of CNY {bond} exceeds {percent} % of CNY {amount}; lower it",
)
def bond_is_within_a_tenth(c: Wording) -> Broken | None:
    """The performance bond is at most a tenth of the amount."""
    if c.bond * 100 > c.amount * c.bond_percent:
        return broken(bond=c.bond, amount=c.amount, percent=c.bond_percent)
    return None


@rule(
    "T38D",
    BIDDING("第四十六条", "应当自中标通知书发出之日起三十日内"),
    zh="中标通知书于 {awarded_on} 发出，已过 {days} 天，超过 {limit} 天的签约期限；"
    "请写明逾期的正当理由",
    en="the award was announced on {awarded_on}, {days} days ago; the term is {limit} days: "
    "state the reason of the delay",
)
def signed_in_time(c: Signing) -> Broken | None:
    """The contract is signed within thirty days of the award, or the delay is explained."""
    if c.days is None or (c.days > c.sign_within and not c.reason.strip()):
        return broken(awarded_on=c.awarded_on, days=c.days, limit=c.sign_within)
    return None


@rule(
    "T38W",
    BIDDING("第四十六条", "应当自中标通知书发出之日起三十日内"),
    zh="中标通知书发出已 {days} 天，签约期限为 {limit} 天；请尽快签订",
    en="{days} days have passed since the award, the term is {limit} days; sign soon",
    severity=Severity.WARN,
)
def signed_with_time_to_spare(c: Signing) -> Broken | None:
    """The contract is signed before the term is nearly over."""
    if c.days is None or c.days >= c.sign_warning:
        return broken(days=c.days, limit=c.sign_within)
    return None


@rule(
    "T41",
    BIDDING(
        "第四十七条", "自确定中标人之日起十五日内，向有关行政监督部门提交招标投标情况的书面报告"
    ),
    zh="定标于 {awarded_on}，报告于 {sent_on} 提交，已过 {days} 天，超过 {limit} 天的期限；"
    "请保留迟报的说明",
    en="awarded on {awarded_on}, reported on {sent_on}, {days} days later; the term is {limit} "
    "days: keep the reason of the delay",
    severity=Severity.WARN,
)
def authority_is_told_in_time(c: Reported) -> Broken | None:
    """The authority is told of a compulsory tender within fifteen days of its award."""
    days = (c.sent_on - c.awarded_on).days
    if c.statutory and days > REPORT_WITHIN:
        return broken(awarded_on=c.awarded_on, sent_on=c.sent_on, days=days, limit=REPORT_WITHIN)
    return None


DRAFTING = RuleSet(
    "contract text",
    (
        buys_what_was_bid,
        quantities_are_those_of_the_bid,
        price_is_that_of_the_bid,
        arrives_when_needed,
        bond_is_within_a_tenth,
    ),
    zh="合同不能起草",
)
SIGNING = RuleSet(
    "contract signature", (signed_in_time, signed_with_time_to_spare), zh="合同不能签订"
)
REPORTING = RuleSet("report on an award", (authority_is_told_in_time,), zh="报告不能登记")
