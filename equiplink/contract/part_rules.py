"""When a milestone may be released in part: as much of it as of the goods has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.contract.states import Event
from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule

IN_PARTS = frozenset({Event.DELIVERY, Event.ACCEPTANCE})
"""The events that come with each delivery; the others happen once."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A milestone beside the goods that have come for it. Amounts in CNY.

    ``due`` is how much of the milestone may be released until now, ``released`` what
    was; ``worth`` is what has come by the prices of the contract, ``amount`` the contract.
    """

    today: date
    event: Event
    due: Decimal
    released: Decimal
    worth: Decimal
    amount: Decimal


@rule(
    "C40",
    HOUSE("第九十二条", "到货、验收节点可以分次确认", reading=Reading.BELIEVED),
    zh="付款节点“{event}”不随每次到货发生，不能分次确认；请在事件发生后整笔确认",
    en="the event '{event}' does not come with each delivery; release the milestone as a whole",
)
def event_comes_in_parts(c: Arriving) -> Broken | None:
    """A milestone is released in part only when its event comes with each delivery."""
    return None if c.event in IN_PARTS else broken(event=c.event)


@rule(
    "C41",
    HOUSE("第九十二条", "按已到货或者已验收的金额占合同价款的比例", reading=Reading.BELIEVED),
    zh="至今已到条件的物资 {worth} 元（合同 {amount} 元），该节点应确认 {due} 元，"
    "已确认 {released} 元，没有可再确认的金额；请等待下一次到货或者验收",
    en="goods for CNY {worth} of {amount} have come, which releases {due} of this milestone; "
    "{released} is released already: wait for the next delivery",
)
def more_has_come(c: Arriving) -> Broken | None:
    """More has come than what was released already."""
    if c.event not in IN_PARTS or c.due > c.released:
        return None
    return broken(worth=c.worth, amount=c.amount, due=c.due, released=c.released)


PART = RuleSet("part of a milestone", (event_comes_in_parts, more_has_come), zh="不能分次确认")
