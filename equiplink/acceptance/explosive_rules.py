"""民用爆炸物品: bought within the permit, filed with the police, stored apart, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.acceptance.explosive_states import Explosive
from equiplink.acceptance.states import AcceptanceState
from equiplink.law import EXPLOSIVES, HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.words import joined

TWO_BOOKS = EXPLOSIVES("第四十一条", "做到账目清楚，账物相符")
SPOILED = EXPLOSIVES("第四十三条", "变质和过期失效的，应当及时清理出库")
BY_CONTRACT = HOUSE("第十二条", "无计划合同的物资不准验收入库")
FILING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Buying:
    """What arrives under a permit, and the store it goes to."""

    today: date
    kind: Explosive
    quantity: Decimal
    open: Decimal
    valid_from: date
    valid_until: date
    dealt_on: date
    store: Explosive
    stored: Decimal
    capacity: Decimal
    expires_on: date
    serials: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    maker: str = ""
    makers: frozenset[str] = frozenset()
    verdict: AcceptanceState | None = None
    """Of the acceptance that it comes from; None when it names none."""


@dataclass(frozen=True, slots=True)
class Filing:
    """When a purchase was filed with the police."""

    today: date
    dealt_on: date
    filed_on: date


@dataclass(frozen=True, slots=True)
class Counting:
    """A count of a store beside its book."""

    today: date
    booked: Decimal
    counted: Decimal


@rule(
    "P01",
    EXPLOSIVES("第四十六条", "超出购买许可的品种、数量购买民用爆炸物品的"),
    zh="购买{kind} {quantity}，许可证该品种余量 {open}；请按许可的品种、数量购买，超出的退回",
    en="{quantity} of {kind} with {open} left on the permit; send back what goes beyond it",
)
def bought_within_the_permit(c: Buying) -> Broken | None:
    """The quantity is within that of the permit for the kind, less what was bought on it before."""
    if 0 < c.quantity <= c.open:
        return None
    return broken(kind=c.kind, quantity=c.quantity, open=c.open)


@rule(
    "P01D",
    EXPLOSIVES("第二十一条", "许可购买的品种、数量、购买单位以及许可的有效期限"),
    zh="成交日 {dealt_on} 不在购买许可证有效期 {since} 至 {until} 内；请重新申领许可证",
    en="the deal of {dealt_on} lies outside the permit's {since} to {until}; get a new permit",
)
def permit_is_in_date(c: Buying) -> Broken | None:
    """The deal falls within the days of the permit; both ends count."""
    if c.valid_from <= c.dealt_on <= c.valid_until:
        return None
    return broken(dealt_on=c.dealt_on, since=c.valid_from, until=c.valid_until)


@rule(
    "P01A",
    BY_CONTRACT,
    zh="来源的验收单为“{verdict}”，不是合格，不能入库；请先验收合格",
    en="the acceptance that it comes from is '{verdict}'; have it accepted first",
)
def its_acceptance_passed(c: Buying) -> Broken | None:
    """What names its acceptance was accepted."""
    if c.verdict in {None, AcceptanceState.ACCEPTED}:
        return None
    return broken(verdict=c.verdict)


@rule(
    "P01W",
    BY_CONTRACT,
    zh="入库没有写明验收单，无法追溯计划和合同；请补填验收单",
    en="it names no acceptance, so nobody finds its plan and contract; name it",
    severity=Severity.WARN,
)
def it_names_its_acceptance(c: Buying) -> Broken | None:
    """What arrives names the acceptance by which its plan and contract are found."""
    return broken() if c.verdict is None else None


@rule(
    "P06",
    EXPLOSIVES("第四十一条", "储存的民用爆炸物品数量不得超过储存设计容量"),
    zh="入库后 {total} 超过设计容量 {capacity}；请分批入库或者存入其他专用仓库",
    en="{total} would lie in a store designed for {capacity}; receive less or use another store",
)
def store_has_room(c: Buying) -> Broken | None:
    """The store holds no more than it was designed for."""
    total = c.stored + c.quantity
    return broken(total=total, capacity=c.capacity) if total > c.capacity else None


@rule(
    "P06K",
    EXPLOSIVES("第四十一条", "对性质相抵触的民用爆炸物品必须分库储存"),
    zh="{kind}不得存入{store}库；请存入专用的{kind}库",
    en="a store for {store} takes no {kind}; use the one for {kind}",
)
def kinds_lie_apart(c: Buying) -> Broken | None:
    """Charges and detonators lie in stores of their own."""
    return None if c.kind is c.store else broken(kind=c.kind, store=c.store)


@rule(
    "P07",
    SPOILED,
    zh="{expires_on} 已过期失效；请拒收退回",
    en="it expired on {expires_on}; reject and send back",
)
def arrives_before_it_expires(c: Buying) -> Broken | None:
    """What arrives has not expired; the last day counts."""
    return broken(expires_on=c.expires_on) if c.expires_on < c.today else None


@rule(
    "P09",
    EXPLOSIVES("第四十六条", "未对雷管编码打号的"),
    zh="雷管 {quantity} 发，编码 {coded} 个（库内已有：{here}）；请逐发登记编码，重码的拒收",
    en="{quantity} detonators with {coded} codes (here already: {here}); "
    "record the code of each, reject what has one twice",
)
def detonators_are_coded(c: Buying) -> Broken | None:
    """Every detonator has a code of its own."""
    if c.kind is not Explosive.DETONATOR:
        return None
    if len(set(c.serials)) == c.quantity == len(c.serials) and not c.here:
        return None
    return broken(quantity=c.quantity, coded=len(set(c.serials)), here=joined(c.here) or None)


@rule(
    "P09M",
    HOUSE("第一百二十九条", "不同厂家的雷管不得混用", reading=Reading.BELIEVED),
    zh="库内有其他厂家的雷管：{makers}；请分开存放、分开发放，用完再用 {maker} 的",
    en="detonators of other makers are here: {makers}; keep and hand them out apart from {maker}'s",
    severity=Severity.WARN,
)
def one_maker_of_detonators(c: Buying) -> Broken | None:
    """Detonators of one maker are in stock at a time."""
    others = c.makers - {c.maker}
    if c.kind is not Explosive.DETONATOR or not others:
        return None
    return broken(makers=joined(sorted(others)), maker=c.maker)


@rule(
    "P03",
    EXPLOSIVES("第二十四条", "自民用爆炸物品买卖成交之日起3日内"),
    zh="成交日 {dealt_on}，备案日 {filed_on}，超过 {days} 日；请立即说明情况并整改",
    en="the deal of {dealt_on} was filed on {filed_on}, after more than {days} days; "
    "explain and put right",
    severity=Severity.WARN,
)
def purchase_is_filed_in_three_days(c: Filing) -> Broken | None:
    """A purchase is filed with the county's police within three days of the deal."""
    if (c.filed_on - c.dealt_on).days <= FILING_DAYS:
        return None
    return broken(dealt_on=c.dealt_on, filed_on=c.filed_on, days=FILING_DAYS)


@rule(
    "P06C",
    TWO_BOOKS,
    zh="账面 {booked}，实存 {counted}，账物不符；请立即封库查找，丢失、被盗的报告公安机关",
    en="the book has {booked}, the store {counted}; close the store and search, "
    "report a loss to the police",
    severity=Severity.WARN,
)
def store_is_the_book(c: Counting) -> Broken | None:
    """What lies in the store is what the book says."""
    return None if c.booked == c.counted else broken(booked=c.booked, counted=c.counted)


BUYING = RuleSet(
    "arrival of explosives",
    (
        bought_within_the_permit,
        permit_is_in_date,
        its_acceptance_passed,
        it_names_its_acceptance,
        store_has_room,
        kinds_lie_apart,
        arrives_before_it_expires,
        detonators_are_coded,
        one_maker_of_detonators,
    ),
    zh="民爆物品不能入库",
)
FILING = RuleSet("filing of a purchase", (purchase_is_filed_in_three_days,), zh="购买备案")
COUNTING = RuleSet("count of a store", (store_is_the_book,), zh="爆炸物品库盘点")
