"""不相容岗位、让步接收和拆分: who may judge, what may be conceded, what may be parted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance.check_states import PointKind
from equiplink.acceptance.verdict_states import Duty
from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.words import joined

LONGEST_CONCESSION = Setting(
    "acceptance.concession_days", 180, "天", Stricter.LOWER,
    "让步接收的物资最长使用天数", "longest use of goods that were conceded, in days",
)  # fmt: skip

DONE_BY: Mapping[tuple[str, str], Duty] = {
    ("plan", "draft"): Duty.PLAN,
    ("contract", "draft"): Duty.BUY,
    ("delivery", "deliver"): Duty.RECEIVE,
    ("acceptance", "present"): Duty.RECEIVE,
    ("acceptance", "accept"): Duty.ACCEPT,
    ("acceptance", "reject"): Duty.ACCEPT,
    ("item", "take_in"): Duty.KEEP,
}
"""Which entries of the ledger show that somebody had a duty: ``(table, action)``."""

APART: Mapping[Duty, frozenset[Duty]] = {
    Duty.ACCEPT: frozenset({Duty.PLAN, Duty.BUY, Duty.RECEIVE, Duty.KEEP}),
    Duty.KEEP: frozenset({Duty.PLAN, Duty.BUY, Duty.ACCEPT}),
}
"""The matrix: whoever takes up a duty has had none of these for the same goods."""

CONCEDABLE = frozenset({PointKind.APPEARANCE, PointKind.DIMENSION, PointKind.COUNT})
"""The kinds of points that may be conceded. No other finding ever is."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who takes up a duty, and who had which for the same goods."""

    today: date
    duty: Duty
    actor: UUID
    done: Mapping[Duty, frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Conceding:
    """What a concession would let pass, until when, and who decides."""

    today: date
    failed: tuple[str, ...]
    beyond: tuple[str, ...]
    """What may not be conceded, as people read it."""
    until: date
    longest: int


@dataclass(frozen=True, slots=True)
class Approving:
    """Who decides on a concession, and who had a hand in the goods or asked for it."""

    today: date
    approver: UUID
    involved: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Splitting:
    """How much is parted off a lot on the floor, of how much."""

    today: date
    quantity: Decimal
    whole: Decimal


@rule(
    "A50",
    HOUSE("第一百二十五条", "不得由同一人办理", reading=Reading.SEEN),
    zh="本人已办理同一物资的：{duties}，不能再办理“{duty}”；请由其他人员办理",
    en="you had these duties for the same goods: {duties}, so '{duty}' is for somebody else",
)
def duties_are_apart(c: Hands) -> Broken | None:
    """Nobody takes up a duty that excludes one he had for the same goods."""
    had = [duty for duty in APART.get(c.duty, ()) if c.actor in c.done.get(duty, ())]
    return broken(duties=joined(sorted(had)), duty=c.duty) if had else None


@rule(
    "A56",
    HOUSE("第一百二十六条", "让步接收只限于外观、尺寸和数量不合格", reading=Reading.BELIEVED),
    zh="以下情形不得让步接收：{beyond}；请退货或者换货",
    en="this may not be conceded: {beyond}; send the goods back or have them replaced",
)
def only_looks_sizes_and_counts_are_conceded(c: Conceding) -> Broken | None:
    """A concession is for points of appearance, dimension or count that failed, nothing else."""
    if c.failed and not c.beyond:
        return None
    return broken(beyond=joined(c.beyond) or None)


@rule(
    "A57",
    HOUSE("第一百二十六条", "写明原因、使用限制和期限", reading=Reading.BELIEVED),
    zh="让步期限 {until} 应当晚于今天且不超过 {longest} 天；请改正期限",
    en="a concession until {until} must end after today and within {longest} days; change it",
)
def concession_ends(c: Conceding) -> Broken | None:
    """A concession ends, within the days that the mine allows."""
    if 0 < (c.until - c.today).days <= c.longest:
        return None
    return broken(until=c.until, longest=c.longest)


@rule(
    "A58",
    HOUSE("第一百二十六条", "以外的审批人批准", reading=Reading.BELIEVED),
    zh="您申请了让步或者经手过这批物资，不能批准；请由其他审批人批准",
    en="you asked for the concession or had a hand in the goods; another approver decides",
)
def concession_is_decided_by_another(c: Approving) -> Broken | None:
    """Who decides on a concession neither asked for it nor had a hand in the goods."""
    return broken() if c.approver in c.involved else None


@rule(
    "A59",
    HOUSE("第一百二十七条", "拆分的数量应当少于该批数量", reading=Reading.BELIEVED),
    zh="拆分 {quantity}，该批只有 {whole}；请拆分其中一部分",
    en="{quantity} is parted off {whole}; part off some of it",
)
def something_is_left(c: Splitting) -> Broken | None:
    """What is parted off is some of the lot and not all of it."""
    return None if 0 < c.quantity < c.whole else broken(quantity=c.quantity, whole=c.whole)


HANDS = RuleSet("duties that exclude each other", (duties_are_apart,), zh="不相容岗位")
CONCEDING = RuleSet(
    "request for a concession",
    (only_looks_sizes_and_counts_are_conceded, concession_ends),
    zh="不能申请让步接收",
)
APPROVING = RuleSet("concession", (concession_is_decided_by_another,), zh="不能批准让步接收")
SPLITTING = RuleSet("split of a lot", (something_is_left,), zh="不能拆分")
