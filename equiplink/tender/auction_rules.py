"""What must hold of an offer in a reverse auction, of its end, and before it is judged.

The times and the step are those of the notice; the moment of an offer is the
server's. A mine buys so by its own rules: no law speaks of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.method_states import Measure


@dataclass(frozen=True, slots=True)
class Bidding:
    """An offer as it comes in. Times are told in the mine's zone, amounts in CNY."""

    today: date
    opens: str
    ends: str
    begun: bool
    over: bool
    """Its end has come, or it was closed."""
    admitted: bool
    """His first offer was opened and stands."""
    price: Decimal
    bound: Decimal
    """The price that it must lie below: the lowest of all, or his own last."""
    step: Decimal
    below: Measure = Measure.LOWEST


@rule(
    "T08B",
    HOUSE("第八十条", "竞价开始前和结束后的报价不予接受", reading=Reading.BELIEVED),
    zh="竞价 {opens} 开始，尚未开始；请在开始后报价，本次仅作登记",
    en="the auction begins at {opens}; offer then, this one is only recorded",
)
def auction_has_begun(c: Bidding) -> Broken | None:
    """An offer comes when the auction has begun."""
    return None if c.begun else broken(opens=c.opens)


@rule(
    "T08E",
    HOUSE("第八十条", "竞价开始前和结束后的报价不予接受", reading=Reading.BELIEVED),
    zh="竞价已于 {ends} 结束；本次报价不予接受，仅作登记",
    en="the auction ended at {ends}; this offer is not taken, only recorded",
)
def auction_is_not_over(c: Bidding) -> Broken | None:
    """An offer comes before the end."""
    return broken(ends=c.ends) if c.over else None


@rule(
    "T08A",
    HOUSE("第八十条", "未被否决的供应商方可竞价", reading=Reading.BELIEVED),
    zh="该供应商的首次报价未开启或已被否决，不能竞价",
    en="this supplier's first offer was not opened or was rejected; he does not take part",
)
def bidder_is_admitted(c: Bidding) -> Broken | None:
    """Only who handed in a first offer that stands takes part."""
    return None if c.admitted else broken()


@rule(
    "T08S",
    HOUSE("第八十条", "每次报价的降幅不得小于最小降幅", reading=Reading.BELIEVED),
    zh="报价 {price} 元；应比{below} {bound} 元至少低 {step} 元，即不高于 {most} 元",
    en="CNY {price} was offered; it must lie {step} below {below}, {bound}: at most {most}",
)
def offer_is_a_step_lower(c: Bidding) -> Broken | None:
    """An offer is lower by the notice's step at least."""
    most = c.bound - c.step
    if c.price > most:
        return broken(price=c.price, below=c.below, bound=c.bound, step=c.step, most=most)
    return None


@dataclass(frozen=True, slots=True)
class Closing:
    """An auction that is to be closed."""

    today: date
    ends: str
    over: bool
    opened: bool
    """The first offers were opened, and the lot is not decided."""


@rule(
    "T08C",
    HOUSE("第八十条", "公告应当写明竞价起止时间", reading=Reading.BELIEVED),
    zh="竞价 {ends} 结束，现在不能结束；请到时办理",
    en="the auction ends at {ends} and is not closed before; close it then",
)
def auction_has_ended(c: Closing) -> Broken | None:
    """An auction is closed after its end."""
    return None if c.over else broken(ends=c.ends)


@rule(
    "T08O",
    HOUSE("第八十条", "首次报价密封提交", reading=Reading.BELIEVED),
    zh="首次报价尚未开启，或标段已终止，不能结束竞价；请先开启首次报价",
    en="the first offers are not opened, or the lot has ended; open them first",
)
def first_offers_are_open(c: Closing) -> Broken | None:
    """An auction is closed after its first offers were opened."""
    return None if c.opened else broken()


@dataclass(frozen=True, slots=True)
class Settled:
    """A tender whose result is to be judged."""

    today: date
    running: tuple[str, ...]
    """Lots whose auction is not closed."""


@rule(
    "T08R",
    HOUSE("第八十条", "竞价未结束的，不得评审", reading=Reading.BELIEVED),
    zh="标段 {lots} 的竞价未结束；请到时结束竞价后再评审",
    en="the auction of lot {lots} is not closed; close it when it has ended, then judge",
)
def every_auction_is_closed(c: Settled) -> Broken | None:
    """The result is judged when every auction is closed."""
    return broken(lots="、".join(c.running)) if c.running else None


BIDDING = RuleSet(
    "offer",
    (auction_has_begun, auction_is_not_over, bidder_is_admitted, offer_is_a_step_lower),
    zh="报价不予接受",
)
CLOSING = RuleSet(
    "end of an auction", (auction_has_ended, first_offers_are_open), zh="不能结束竞价"
)
SETTLED = RuleSet("auction", (every_auction_is_closed,), zh="竞价未结束")
