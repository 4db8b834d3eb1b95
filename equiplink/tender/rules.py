"""What must hold of the documents: method, measure, bond, and the plan behind them.

``both`` makes the twins that the stage's story tells of. "以上" includes the
number (民法典 第一千二百五十九条). The clock is in ``clock_rules``, what follows the
opening in ``award_rules``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, Protocol, TypeVar

from equiplink.law import (
    BID_GOODS,
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    MANDATORY_TENDER,
    Broken,
    Reading,
    Severity,
    Source,
    broken,
)
from equiplink.plan.approval_rules import THRESHOLD
from equiplink.rules import Facts, Rule, RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.tender.lint import regional
from equiplink.tender.states import EXEMPTING, INVITING, TENDERS, Evaluation, Ground, Kind, Method

THRESHOLDS = {
    Kind.GOODS: THRESHOLD,
    Kind.WORKS: Decimal(4_000_000),
    Kind.SERVICES: Decimal(1_000_000),
}
"""By kind, as 必须招标的工程项目规定 第五条 has them; a tender of this system buys goods."""
BOND_CAP = Decimal(800_000)
FULL_MARKS = 100
ENOUGH_ROUNDS = 2
"""How many rounds fail before a compulsory tender may be bought otherwise."""

POLICY_AMOUNT = Setting(
    "tender.policy_amount",
    2_000_000,
    "CNY",
    Stricter.LOWER,
    "达到此金额即用招标方式采购（本单位制度）",
    "from this amount on the mine's own policy asks for a tender",
)
VOLUNTARY = HOUSE("第七条", "参照依法必须招标项目的期限和程序办理", reading=Reading.BELIEVED)
"""The policy behind every ``H`` rule: the mine's own, so the mine may soften it."""


class Bought(Facts, Protocol):
    """Facts that tell by which method it is bought."""

    @property
    def method(self) -> Method: ...


class Compulsory(Facts, Protocol):
    """Facts that tell whether the law makes this tender compulsory."""

    @property
    def statutory(self) -> bool: ...


def compulsory(c: Compulsory) -> bool:
    """Say whether the articles on 依法必须进行招标的项目 bind."""
    return c.statutory


def tendered(c: Bought) -> bool:
    """Say whether the articles on every tender bind."""
    return c.method in TENDERS


B = TypeVar("B", bound=Facts)


def both(
    code: str,
    source: Source,
    *,
    zh: str,
    en: str,
    binds: Callable[[Any], bool],
    severity: Severity = Severity.DENY,
    otherwise: Severity | None = None,
) -> Callable[[Callable[[B], Broken | None]], tuple[Rule[B], Rule[B]]]:
    """Make one check two rules: the law's where it *binds*, the mine's own elsewhere.

    *otherwise* is the severity of the mine's own where it is not the law's.
    """

    def decorate(check: Callable[[B], Broken | None]) -> tuple[Rule[B], Rule[B]]:
        @wraps(check)
        def by_law(c: B) -> Broken | None:
            return check(c) if binds(c) else None

        @wraps(check)
        def by_policy(c: B) -> Broken | None:
            return None if binds(c) else check(c)

        return (
            rule(code, source, zh=zh, en=en, severity=severity)(by_law),
            rule(
                f"{code}H", VOLUNTARY, zh=f"本单位制度（法律对本次采购未作强制要求）：{zh}",
                en=f"policy of the mine (the law does not bind here): {en}",
                severity=otherwise or severity,
            )(by_policy),
        )  # fmt: skip

    return decorate


@dataclass(frozen=True, slots=True)
class Portion:
    """A plan line and how much of it is asked for; ``left`` is what other tenders leave."""

    no: int
    asked: Decimal
    left: Decimal
    approved: bool
    """The plan is approved in the revision that the portion was taken from."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """The documents: what is bought, how, and by which measure. Amounts in CNY."""

    today: date
    method: Method
    works_related: bool
    state_funds: bool
    estimate: Decimal
    others: Decimal
    """Other purchases of the same kind or project in the window, each below the threshold."""
    reason: str
    ground: Ground | None
    evaluation: Evaluation
    criteria: tuple[Mapping[str, object], ...]
    portions: tuple[Portion, ...]
    policy_amount: int = POLICY_AMOUNT.default
    bid_bond: Decimal = Decimal(0)
    """Judged lot by lot, each against the estimate of its own lot."""
    kind: Kind = Kind.GOODS
    combined: Decimal = Decimal(0)
    """Everything else of the same works project in the window, tendered or not (T02)."""
    alike: Decimal | None = None
    """What of it is of the kind or project of ``others``; all of it when nothing is said."""
    waived: tuple[str, ...] = ()
    """The officers who signed that these purchases cannot be combined."""
    infrastructure_project: bool = False
    """Of the list of 大型基础设施, which is compulsory whoever pays (T10)."""
    most: Decimal | None = None
    """The mine's own limit for this method; ``instead`` are those that its table allows."""
    instead: str = ""
    previous: Method | None = None
    """How the round before was bought."""
    failed: int = 0
    """Rounds of its lots that failed before this one."""
    approved: bool = False
    """Another method was approved after them."""

    @property
    def threshold(self) -> Decimal:
        """The amount from which on the law asks for a tender."""
        return THRESHOLDS[self.kind]

    @property
    def within_law(self) -> bool:
        """Goods of a works project of state funds or the list: a tender is asked for by amount."""
        return self.works_related and (self.state_funds or self.infrastructure_project)

    @property
    def retried(self) -> bool:
        """Two rounds failed, and it was approved to buy otherwise."""
        return self.failed >= ENOUGH_ROUNDS and self.approved

    @property
    def statutory(self) -> bool:
        """A tender is compulsory: purchases that can be combined are added up (T02)."""
        together = max(self.estimate + self.combined, _alike(self) + self.others)
        return self.within_law and max(self.estimate, together) >= self.threshold


@rule(
    "T01",
    MANDATORY_TENDER("第五条", "重要设备、材料等货物的采购，单项合同估算价在200万元人民币以上"),
    zh="依法必须招标：工程货物估算价 {estimate} 元，达到 200 万元；请招标，"
    "或注明实施条例第九条、招标投标法第六十六条的法定情形",
    en="a tender is compulsory for works goods of CNY {estimate}; hold one, or name the "
    "statutory exemption",
)
def compulsory_purchase_is_tendered(c: Drafting) -> Broken | None:
    """What must be tendered is tendered, or a statutory exemption is named."""
    return untendered(c, Kind.GOODS)


@rule(
    "T03",
    BIDDING("第四条", "不得将依法必须进行招标的项目化整为零"),
    zh="疑似化整为零：本次 {estimate} 元，同类或同项目近期已购 {others} 元，合计达到 {limit} 元；"
    "请合并招标，或由指定人员对计划签字放行",
    en="this looks split: CNY {estimate} now and {others} lately reach CNY {limit} together; "
    "combine and tender, or let the named officers sign for the plan",
)
def purchase_is_not_split(c: Drafting) -> Broken | None:
    """Purchases that belong together do not stay below the threshold one by one."""
    if c.within_law and split(c):
        return broken(estimate=_alike(c), others=c.others, limit=c.threshold)
    return None


@rule(
    "T03H",
    HOUSE("第八条", "同类物资近期合计达到招标限额的，应当合并招标", reading=Reading.BELIEVED),
    zh="本单位制度（本项目非依法必须招标）：同类物资近期合计 {total} 元，达到 {limit} 元；"
    "建议合并招标",
    en="policy of the mine (no compulsory tender): like goods sum to CNY {total} lately, "
    "CNY {limit} or more; better tender them together",
    severity=Severity.WARN,
)
def like_purchases_are_combined(c: Drafting) -> Broken | None:
    """Like goods for normal production are bought together, where the law leaves it open."""
    if not c.within_law and split(c):
        return broken(total=_alike(c) + c.others, limit=c.threshold)
    return None


def untendered(c: Drafting, kind: Kind) -> Broken | None:
    """Return what is broken when state funds buy *kind* without the tender that is due."""
    due = c.kind is kind and c.state_funds and c.within_law and c.estimate >= c.threshold
    return broken(estimate=c.estimate) if due and evades(c) else None


def evades(c: Drafting) -> bool:
    """Say whether it is neither tendered, nor exempted by law, nor approved after two rounds."""
    excused = c.ground in EXEMPTING or (c.ground is Ground.FAILED_TENDER and c.retried)
    return c.method not in TENDERS and not excused


def split(c: Drafting) -> bool:
    """Say whether it stays below the threshold that it reaches with what was bought lately."""
    return c.estimate < c.threshold <= _alike(c) + c.others and evades(c)


def _alike(c: Drafting) -> Decimal:
    return c.estimate if c.alike is None else c.alike


@rule(
    "T04",
    BIDDING_ORDINANCE("第八条", "应当公开招标；但有下列情形之一的，可以邀请招标"),
    zh="国有资金占控股或者主导地位的依法必须招标项目应当公开招标；邀请招标请注明第八条的法定情形",
    en="a compulsory tender with state funds is open; an invited one names its ground in article 8",
)
def compulsory_tender_is_open(c: Drafting) -> Broken | None:
    """A compulsory tender is open, unless one of two grounds allows to invite."""
    invited = c.method is Method.INVITED_TENDER and c.state_funds
    return broken() if c.statutory and invited and c.ground not in INVITING else None


@rule(
    "T26",
    BIDDING_ORDINANCE("第二十六条", "投标保证金不得超过招标项目估算价的2%"),
    zh="投标保证金 {bond} 元超过估算价 {estimate} 元的 2%；最多 {most} 元",
    en="the bid bond of CNY {bond} is more than 2 % of the estimate {estimate}; at most {most}",
)
def bond_is_small(c: Drafting) -> Broken | None:
    """The bid bond is at most 2 % of the estimate."""
    most = c.estimate * 2 / FULL_MARKS
    if tendered(c) and c.bid_bond > most:
        return broken(bond=c.bid_bond, estimate=c.estimate, most=most)
    return None


@rule(
    "T27",
    BID_GOODS("第二十七条", "最高不得超过八十万元人民币"),
    zh="投标保证金 {bond} 元超过 80 万元；请降低",
    en="the bid bond of CNY {bond} is more than 800,000; lower it",
    severity=Severity.WARN,
)
def bond_is_under_the_cap(c: Drafting) -> Broken | None:
    """The bid bond for goods is at most CNY 800,000."""
    return broken(bond=c.bid_bond) if tendered(c) and c.bid_bond > BOND_CAP else None


@rule(
    "T28",
    BIDDING_ORDINANCE("第二十七条", "招标人不得规定最低投标限价"),
    zh="评审因素“{name}”规定了最低投标限价；请删除",
    en="the criterion '{name}' sets a minimum price; remove it",
)
def no_minimum_price(c: Drafting) -> Broken | None:
    """There is no minimum price."""
    return _criteria_of(c, re.compile("最低(?:投标)?限价|minimum price").search)


@both(
    "T07",
    BIDDING_ORDINANCE("第三十二条", "以特定行政区域或者特定行业的业绩、奖项作为加分条件"),
    zh="评审因素“{name}”按地区或本地业绩加分，属于不合理限制；请删除",
    en="the criterion '{name}' favours a region; remove it",
    binds=compulsory,
)
def no_regional_favour(c: Drafting) -> Broken | None:
    """No criterion favours bidders of a region."""
    return _criteria_of(c, regional)


def _criteria_of(c: Drafting, such: Callable[[str], object]) -> Broken | None:
    found = [name for each in c.criteria if such(name := str(each.get("name")))]
    return broken(name="、".join(found)) if found else None


@rule(
    "T32",
    BIDDING("第四十条", "应当按照招标文件确定的评标标准和方法"),
    zh="评标标准不完整：综合评估法须各项权重合计 100（现为 {weight}），名称不重复，"
    "且恰有一项价格公式；最低投标价法不设评分项；询价、谈判和直接采购只按最低价",
    en="the criteria are incomplete: a comprehensive evaluation has distinct names, weights that "
    "sum to 100 (now {weight}) and exactly one price formula; the lowest price has none, and is "
    "the only one outside a tender",
)
def criteria_are_complete(c: Drafting) -> Broken | None:
    """The documents fix how bids are compared, so that nothing is left to decide later."""
    weights = [int(str(each["weight"])) for each in c.criteria]
    names = {each["name"] for each in c.criteria}
    formulas = sum(1 for each in c.criteria if each.get("formula"))
    if c.evaluation is Evaluation.COMPREHENSIVE:
        whole = sum(weights) == FULL_MARKS and all(weight > 0 for weight in weights)
        good = whole and len(names) == len(weights) and formulas == 1 and c.method in TENDERS
    else:
        good = not c.criteria
    return None if good else broken(weight=sum(weights))


@rule(
    "N07",
    HOUSE("第五条", "未经批准的计划不得作为采购依据"),
    zh="第 {lines} 项所依据的采购计划未批准，或批准后已修改；请先批准计划，再重新编制招标",
    en="line {lines} comes from a plan that is not approved, or was changed since; approve it "
    "and draft again",
)
def plan_is_approved(c: Drafting) -> Broken | None:
    """Every line comes from a plan that is approved as it stands."""
    lines = "、".join(str(portion.no) for portion in c.portions if not portion.approved)
    return broken(lines=lines) if lines or not c.portions else None


@rule(
    "N08",
    HOUSE("第五条", "采购数量不得超过计划余量"),
    zh="第 {lines} 项数量超过计划余量 {left}；请减少数量或修改计划",
    en="line {lines} asks for more than the plan has left, {left}; ask for less or change the plan",
)
def plan_covers_the_quantity(c: Drafting) -> Broken | None:
    """No more is bought than was planned, over all tenders that are alive."""
    over = [portion for portion in c.portions if portion.asked > portion.left]
    if over:
        return broken(
            lines="、".join(str(portion.no) for portion in over),
            left="、".join(str(portion.left) for portion in over),
        )
    return None


DRAFTING = RuleSet(
    "tender draft",
    (
        compulsory_purchase_is_tendered,
        purchase_is_not_split,
        like_purchases_are_combined,
        compulsory_tender_is_open,
        no_minimum_price,
        *no_regional_favour,
        criteria_are_complete,
        plan_is_approved,
        plan_covers_the_quantity,
    ),
    zh="不能编制",
)
BONDS = RuleSet("bid bond", (bond_is_small, bond_is_under_the_cap), zh="投标保证金不合规")
