"""Arrivals stay within the order, are counted and are all judged; the seller is told in time.

An over-delivery is compared exactly, never after rounding.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.law import BIDDING, CIVIL_CODE, HOUSE, Broken, Severity, broken, plain
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

LOT_TOLERANCE = Setting(
    "contract.lot_tolerance", 5, "‰", Stricter.LOWER,
    "批量物资到货数量允许偏差", "how far the quantity of a lot may differ from the order",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """One order line and how far it is, in its unit.

    ``over`` and ``under`` are what may arrive too much and too little, per mille.
    """

    goods: str
    ordered: Decimal
    received: Decimal = Decimal(0)
    accepted: Decimal = Decimal(0)
    over: int = 0
    under: int = 0

    @property
    def most(self) -> Decimal:
        return self.ordered * (1000 + self.over) / 1000

    @property
    def least(self) -> Decimal:
        return self.ordered * (1000 - self.under) / 1000


@dataclass(frozen=True, slots=True)
class Serials:
    """The serial numbers that were read for one line; ``known`` are here already."""

    goods: str
    quantity: Decimal
    read: tuple[str, ...]
    known: frozenset[str] = frozenset()

    @property
    def twice(self) -> list[str]:
        return sorted(each for each, n in Counter(self.read).items() if n > 1 or each in self.known)


@dataclass(frozen=True, slots=True)
class Packed:
    """What the packing list says of one kind of goods, and what was found."""

    goods: str
    stated: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class Arrival:
    """The order lines as they stand when what arrives is counted in."""

    today: date
    in_force: bool
    orders: tuple[Order, ...]
    serials: tuple[Serials, ...] = ()
    packing: tuple[Packed, ...] = ()
    damage: str = ""
    inspect_by: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """The seller is told of a defect; ``in_time_until`` is the last day for it."""

    today: date
    in_time_until: date


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery line: what arrived, was taken up by acceptance, and has its verdict."""

    order_id: UUID
    goods: str
    arrived: Decimal
    presented: Decimal = Decimal(0)
    accepted: Decimal = Decimal(0)
    rejected: Decimal = Decimal(0)

    @property
    def unjudged(self) -> Decimal:
        return self.arrived - self.accepted - self.rejected


@dataclass(frozen=True, slots=True)
class Progress:
    """The delivery lines that matter, and for a contract its order lines."""

    today: date
    lines: tuple[Line, ...]
    orders: tuple[Order, ...] = ()


@rule(
    "G14A",
    HOUSE("第十一条", "没有已签订的有效合同，不得登记到货"),
    zh="没有已签订的有效合同，到货不能登记；请先签订合同",
    en="there is no signed contract in force, so nothing is received; sign it first",
)
def contract_is_in_force(c: Arrival) -> Broken | None:
    """Goods are received only for a contract that is signed and not over."""
    return None if c.in_force else broken()


@rule(
    "T38R",
    BIDDING("第四十八条", "中标人应当按照合同约定履行义务"),
    zh="到货超过合同数量及允许偏差：{lines}；请拒收超出部分",
    en="more arrives than the order and its tolerance allow: {lines}; do not receive the excess",
)
def arrival_stays_within_the_order(c: Arrival) -> Broken | None:
    """What arrives stays within what was ordered, with the tolerance of a lot."""
    over = [
        f"{order.goods} {order.received.normalize():f} > {order.ordered.normalize():f}"
        for order in c.orders
        if order.received > order.most
    ]
    return broken(lines="；".join(over)) if over else None


@rule(
    "C10",
    HOUSE("第七十二条", "编号个数应当与到货数量一致"),
    zh="出厂编号个数与到货数量不一致：{lines}；请逐台核对后重新登记",
    en="the serial numbers are not as many as the pieces: {lines}; count and read them again",
)
def serials_are_as_many_as_pieces(c: Arrival) -> Broken | None:
    """Where serial numbers are read, there is one for each piece."""
    wrong = [
        f"{each.goods} {len(each.read)}/{plain(each.quantity)}"
        for each in c.serials
        if len(each.read) != each.quantity
    ]
    return broken(lines="；".join(wrong)) if wrong else None


@rule(
    "C11",
    HOUSE("第七十二条", "同一型号的编号不得重复"),
    zh="出厂编号重复：{serials}；请核对铭牌，重复的拒收",
    en="serial numbers occur twice: {serials}; read the nameplates again, refuse the doubles",
)
def serials_are_all_different(c: Arrival) -> Broken | None:
    """No serial number is read twice, nor is it of a piece that is here already."""
    twice = [f"{each.goods} {serial}" for each in c.serials for serial in each.twice]
    return broken(serials="；".join(twice)) if twice else None


@rule(
    "C12",
    HOUSE("第七十二条", "装箱单所载与实际到货不一致的，应当逐项记明"),
    zh="装箱单与实到不一致（装箱单 → 实到）：{lines}；已记录，请在检验期限内通知供应商",
    en="the packing list differs from what was found (list → found): {lines}; it is recorded, "
    "tell the supplier within the inspection period",
    severity=Severity.WARN,
)
def packing_list_is_what_was_found(c: Arrival) -> Broken | None:
    """What the packing list says is what was found."""
    wrong = [
        f"{each.goods} {plain(each.stated)} → {plain(each.found)}"
        for each in c.packing
        if each.stated != each.found
    ]
    return broken(lines="；".join(wrong)) if wrong else None


@rule(
    "C13",
    CIVIL_CODE(
        "第六百二十一条", "买受人应当在检验期限内将标的物的数量或者质量不符合约定的情形通知出卖人"
    ),
    zh="到货时已有损坏：{damage}；请拍照，并在 {inspect_by} 前通知供应商和承运人",
    en="the goods arrived damaged: {damage}; take photographs and tell supplier and carrier "
    "by {inspect_by}",
    severity=Severity.WARN,
)
def freight_left_it_whole(c: Arrival) -> Broken | None:
    """The goods were not damaged on their way."""
    return broken(damage=c.damage, inspect_by=c.inspect_by) if c.damage else None


@rule(
    "C14",
    CIVIL_CODE("第六百二十一条", "买受人怠于通知的，视为标的物的数量或者质量符合约定"),
    zh="异议通知已超过期限（{until}），合同上可能视为符合约定；请保留供应商明知不符的证据",
    en="the notice is later than {until}, so by the contract the goods may count as conforming; "
    "keep what shows that the seller knew",
    severity=Severity.WARN,
)
def seller_is_told_in_time(c: Notice) -> Broken | None:
    """The seller is told of a defect within the period for it."""
    return broken(until=c.in_time_until) if c.today > c.in_time_until else None


@rule(
    "L12A",
    CIVIL_CODE("第六百二十条", "买受人收到标的物时应当在约定的检验期限内检验"),
    zh="以下到货尚有未验收的数量：{lines}；请逐件验收或退回",
    en="some of what arrived has no verdict yet: {lines}; accept or reject it",
)
def everything_that_arrived_is_judged(c: Progress) -> Broken | None:
    """Everything that arrived was accepted or rejected."""
    left = [f"{line.goods} {line.unjudged.normalize():f}" for line in c.lines if line.unjudged > 0]
    return broken(lines="；".join(left)) if left else None


@rule(
    "L12B",
    CIVIL_CODE("第六百二十一条", "将标的物的数量或者质量不符合约定的情形通知出卖人"),
    zh="以下到货已提交验收，不能整批退回：{lines}；请逐件拒收后退回",
    en="acceptance has begun, so the delivery cannot go back whole: {lines}; "
    "reject and send back piece by piece",
)
def acceptance_has_not_begun(c: Progress) -> Broken | None:
    """A delivery goes back whole only while none of it was presented for acceptance."""
    begun = [
        f"{line.goods} {line.presented.normalize():f}" for line in c.lines if line.presented > 0
    ]
    return broken(lines="；".join(begun)) if begun else None


@rule(
    "T38F",
    BIDDING("第四十八条", "中标人应当按照合同约定履行义务，完成中标项目"),
    zh="合同尚未履行完毕：{lines}；请等待到货验收，或终止合同并说明原因",
    en="the contract is not fulfilled yet: {lines}; wait for the rest, or terminate with a reason",
)
def everything_ordered_is_accepted(c: Progress) -> Broken | None:
    """Everything ordered was accepted, with the tolerance of a lot."""
    short = [
        f"{order.goods} {order.accepted.normalize():f}/{order.ordered.normalize():f}"
        for order in c.orders
        if order.accepted < order.least
    ]
    return broken(lines="；".join(short)) if short or not c.orders else None


ARRIVAL = RuleSet(
    "arrival",
    (
        contract_is_in_force,
        arrival_stays_within_the_order,
        serials_are_as_many_as_pieces,
        serials_are_all_different,
        packing_list_is_what_was_found,
        freight_left_it_whole,
    ),
    zh="到货不能登记",
)
NOTICE = RuleSet("notice of a defect", (seller_is_told_in_time,), zh="异议通知不能登记")
CLOSING = RuleSet(
    "closing of a delivery", (everything_that_arrived_is_judged,), zh="到货单不能关闭"
)
RETURN = RuleSet("return of a delivery", (acceptance_has_not_begun,), zh="到货不能整批退回")
FULFILMENT = RuleSet(
    "fulfilment",
    (everything_ordered_is_accepted, everything_that_arrived_is_judged),
    zh="合同不能办结",
)
