"""What may be parted off, handed out and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import (
    EVER,
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    PRODUCT_QUALITY,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.words import joined

RECORDED = MINE_SAFETY_ORDINANCE("第二十五条", "进行全流程记录并存档")


@dataclass(frozen=True, slots=True)
class Parting:
    """How much is parted off a lot, of how much in stock, in its unit."""

    today: date
    quantity: Decimal
    stock: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Handing:
    """What is handed out, to whom, and what should have gone before it.

    ``dated`` says that the class has a shelf life; ``earlier`` names the lots of the
    same product in stock that expire before this one.
    """

    today: date
    quantity: Decimal
    stock: Decimal
    unit: str
    receiver: str
    receiver_left_on: date | None = None
    dated: bool = False
    expires_on: date | None = None
    earlier: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    """The reasons of the open holds that forbid handing it out."""


@dataclass(frozen=True, slots=True)
class GivingBack:
    """How much comes back from a team, of how much that it was given and did not take down."""

    today: date
    quantity: Decimal
    out: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Offcut:
    """The measured rest of a piece, beside what came up through the gate."""

    today: date
    length: Decimal
    up: Decimal
    unit: str


@rule(
    "R01",
    RECORDED,
    zh="拆分 {quantity}{unit}，库存 {stock}{unit}；分出的数量应当小于库存，全部发出的不必拆分",
    en="{quantity} {unit} of a stock of {stock}; part off less than there is, or issue all of it",
    since=EVER,
)
def something_is_left(c: Parting) -> Broken | None:
    """What is parted off is less than the stock."""
    if c.quantity >= c.stock:
        return broken(quantity=c.quantity, stock=c.stock, unit=c.unit)
    return None


@rule(
    "R02",
    RECORDED,
    zh="发料 {quantity}{unit}，库存只有 {stock}{unit}；请核对数量或另选批次",
    en="{quantity} {unit} to hand out, {stock} in stock; check the quantity or choose another lot",
    since=EVER,
)
def is_in_store(c: Handing) -> Broken | None:
    """As much as is handed out is in stock."""
    if c.quantity > c.stock:
        return broken(quantity=c.quantity, stock=c.stock, unit=c.unit)
    return None


@rule(
    "R03",
    PRODUCT_QUALITY("第二十七条", "生产日期和安全使用期或者失效日期"),
    zh="限期使用物资有效至 {expires_on}（今天 {today}）；过期或未注明期限的不得发放，请隔离后报废",
    en="shelf life until {expires_on} (today {today}); hand out none of it, set it apart, scrap it",
)
def keeps_until_it_is_used(c: Handing) -> Broken | None:
    """Goods with a shelf life carry their date, and it has not passed; the last day counts."""
    if (c.dated and c.expires_on is None) or (c.expires_on and c.expires_on < c.today):
        return broken(expires_on=c.expires_on, today=c.today)
    return None


@rule(
    "R08",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设"),
    zh="已停用，不得发放：{reasons}；请先办理整改、解除，或者另选",
    en="it is held and not handed out: {reasons}; have the hold ended, or choose another",
)
def is_not_held_in_store(c: Handing) -> Broken | None:
    """Nothing is handed out that a hold keeps."""
    return broken(reasons="；".join(c.holds)) if c.holds else None


@rule(
    "R04",
    HOUSE("第一百一十条", "先到期的先发放", reading=Reading.BELIEVED),
    zh="有更早到期的批次在库：{lots}；请先发放，或说明原因",
    en="lots in stock expire earlier: {lots}; hand those out first, or say why not",
    severity=Severity.WARN,
)
def goes_before_later_ones(c: Handing) -> Broken | None:
    """No lot of the same product that expires earlier is left in stock."""
    return broken(lots=joined(c.earlier)) if c.earlier else None


@rule(
    "R07",
    HOUSE("第一百一十一条", "领料人应当在岗", reading=Reading.BELIEVED),
    zh="领料人{receiver}已于 {left_on} 离岗；请由在岗人员领料",
    en="{receiver} left on {left_on}; let somebody receive it who works here",
)
def receiver_works_here(c: Handing) -> Broken | None:
    """Whoever receives it belongs to the mine."""
    if c.receiver_left_on is not None and c.receiver_left_on <= c.today:
        return broken(receiver=c.receiver, left_on=c.receiver_left_on)
    return None


@rule(
    "R05",
    RECORDED,
    zh="退料 {quantity}{unit}，该单领出未入井的只有 {out}{unit}；请核对，已入井的先扫码升井",
    en="{quantity} {unit} back, only {out} are out and not underground; scan the rest out first",
    since=EVER,
)
def was_handed_out(c: GivingBack) -> Broken | None:
    """No more comes back than was handed out and not taken down."""
    if c.quantity > c.out:
        return broken(quantity=c.quantity, out=c.out, unit=c.unit)
    return None


@rule(
    "R06",
    HOUSE("第一百一十二条", "长度不得超过升井登记的数量", reading=Reading.BELIEVED),
    zh="余料实测 {length}{unit}，升井登记只有 {up}{unit}；请先扫码升井，或重新丈量",
    en="the offcut measures {length} {unit}, {up} came up; scan it out first, or measure again",
)
def came_up_through_the_gate(c: Offcut) -> Broken | None:
    """The offcut is no longer than what was scanned out."""
    if c.length > c.up:
        return broken(length=c.length, up=c.up, unit=c.unit)
    return None


PARTING = RuleSet("splitting a lot", (something_is_left,), zh="不能拆分")
HANDING = RuleSet(
    "handing out",
    (
        is_in_store,
        keeps_until_it_is_used,
        is_not_held_in_store,
        goes_before_later_ones,
        receiver_works_here,
    ),
    zh="不能发料",
)
GIVING_BACK = RuleSet("taking back", (was_handed_out,), zh="不能退料")
OFFCUT = RuleSet("an offcut", (came_up_through_the_gate,), zh="余料不能退库")
