"""What may stand on the register, carry a tag, or be used up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.acceptance.states import AcceptanceState
from equiplink.law import CAMPAIGN, EVER, MINE_SAFETY_ORDINANCE, Broken, broken
from equiplink.register.states import ItemState
from equiplink.rules import RuleSet, rule

TRACED = MINE_SAFETY_ORDINANCE("第二十五条", "安全设备台账和追溯、管理制度")
RECORDED = MINE_SAFETY_ORDINANCE("第二十五条", "进行全流程记录并存档")


@dataclass(frozen=True, slots=True)
class Intake:
    """The verdict on what is to be taken in."""

    today: date
    verdict: AcceptanceState


@dataclass(frozen=True, slots=True)
class Labelling:
    """The item that is to carry a tag."""

    today: date
    state: ItemState


@dataclass(frozen=True, slots=True)
class Consumption:
    """How much is used up, of how much is underground, in the item's unit."""

    today: date
    quantity: Decimal
    underground: Decimal
    unit: str


@rule(
    "L01A",
    CAMPAIGN("三（三）2", "实施严格的验收程序"),
    zh="验收结论为“{verdict}”，不是合格，不能入库；请先验收合格",
    en="the verdict is '{verdict}', so it is not taken into stock; have it accepted first",
    since=EVER,
)
def was_accepted(c: Intake) -> Broken | None:
    """Only what was accepted is taken into stock."""
    return None if c.verdict is AcceptanceState.ACCEPTED else broken(verdict=c.verdict)


@rule(
    "L01T",
    TRACED,
    zh="该物品已报废，不再发放标签",
    en="the item is scrapped; it gets no tag any more",
    since=EVER,
)
def labelled_while_it_serves(c: Labelling) -> Broken | None:
    """A scrapped item gets no tag."""
    return broken() if c.state is ItemState.SCRAPPED else None


@rule(
    "L01C",
    RECORDED,
    zh="消耗 {quantity} {unit}，而井下只有 {underground} {unit}；请核对数量或先办理入井",
    en="{quantity} {unit} used up, but only {underground} {unit} are underground; "
    "count again or take it down first",
    since=EVER,
)
def used_up_where_it_is(c: Consumption) -> Broken | None:
    """No more is used up than is underground."""
    if c.quantity > c.underground:
        return broken(
            quantity=f"{c.quantity.normalize():f}",
            underground=f"{c.underground.normalize():f}",
            unit=c.unit,
        )
    return None


INTAKE = RuleSet("intake", (was_accepted,), zh="不能入库")
LABELLING = RuleSet("labelling", (labelled_while_it_serves,), zh="不能发放标签")
CONSUMPTION = RuleSet("consumption", (used_up_where_it_is,), zh="不能登记消耗")
