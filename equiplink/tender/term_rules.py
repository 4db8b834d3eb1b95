"""What must hold of ties, tax rates and bonds as the documents fix them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import BIDDING_ORDINANCE, HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.term_states import TieRule
from equiplink.words import joined


@dataclass(frozen=True, slots=True)
class Agreed:
    """The rules for ties; ``marked`` says that members mark bids by some criterion."""

    today: date
    ties: tuple[TieRule, ...]
    marked: bool


@rule(
    "T58",
    HOUSE("第八十五条", "招标文件应当写明并列的处理办法，按其顺序适用", reading=Reading.BELIEVED),
    zh="并列处理办法“{ties}”不能逐项适用：设委员评分的才可按评分优先，抽签之后不再有其他办法；请改正",
    en="the rules for ties, {ties}, cannot be asked in their turn: marks decide only where members "
    "mark, and nothing comes after a draw; correct them",
)
def rules_for_ties_can_be_asked(c: Agreed) -> Broken | None:
    """The rules for ties can be asked one after the other."""
    unmarked = TieRule.HIGHER_MARKS in c.ties and not c.marked
    after_draw = TieRule.DRAW in c.ties[:-1]
    return broken(ties=joined(c.ties)) if unmarked or after_draw else None


@dataclass(frozen=True, slots=True)
class Taxed:
    """A bid as it comes in: whether prices are compared without tax, and what lacks a rate."""

    today: date
    exclusive: bool
    bare: int


@rule(
    "T59",
    HOUSE("第八十六条", "按不含税价比较的，投标人应当逐行写明税率", reading=Reading.BELIEVED),
    zh="招标文件规定按不含税价比较，投标有 {bare} 行未写明税率；请逐行补充税率",
    en="prices are compared without tax and {bare} lines state no rate; state the rate of each",
)
def bid_states_its_tax_rates(c: Taxed) -> Broken | None:
    """Where prices are compared without tax a bid states the rate of every line."""
    return broken(bare=c.bare) if c.exclusive and c.bare else None


@dataclass(frozen=True, slots=True)
class Bonded:
    """Who has paid less than the notice asks for a lot, and what the notice makes of it."""

    today: date
    rejects: bool
    short: tuple[str, ...]


@rule(
    "T56",
    HOUSE("第八十七条", "收到的投标保证金应当与招标文件规定的金额核对", reading=Reading.BELIEVED),
    zh="投标保证金不足：{short}；请在投标截止前补足",
    en="bid bonds are short: {short}; the rest is due by the deadline",
    severity=Severity.WARN,
)
def bonds_are_paid_in_full(c: Bonded) -> Broken | None:
    """A bid bond is as much as the notice asks for the lot."""
    return broken(short="、".join(c.short)) if c.short and not c.rejects else None


@rule(
    "T57",
    BIDDING_ORDINANCE("第五十一条", "没有对招标文件的实质性要求和条件作出响应"),
    zh="招标文件规定投标保证金不足的否决投标：{short}；请由委员记录“响应实质性要求”不符合并否决",
    en="the documents reject bids whose bond is short: {short}; let a member find them not "
    "responsive and reject them",
)
def bids_with_short_bonds_are_rejected(c: Bonded) -> Broken | None:
    """Where the documents say so, no bid stays whose bond is short."""
    return broken(short="、".join(c.short)) if c.short and c.rejects else None


TIES = RuleSet("rules for ties", (rules_for_ties_can_be_asked,), zh="并列处理办法不能适用")
TAX = RuleSet("tax rates", (bid_states_its_tax_rates,), zh="不能投标")
BOND_AMOUNT = RuleSet(
    "amount of bid bonds",
    (bonds_are_paid_in_full, bids_with_short_bonds_are_rejected),
    zh="投标保证金不足",
)
