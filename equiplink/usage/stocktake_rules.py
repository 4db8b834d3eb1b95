"""When a thing counts as seen, and when a face is cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Sighting:
    """When a tag was seen, by the list that was made, offline too."""

    today: date
    code: str
    at: datetime
    opened_at: datetime
    now: datetime


@rule(
    "U26",
    HOUSE("第一百四十六条", "盘点时间应当在盘点期间之内", reading=Reading.BELIEVED),
    zh="标签 {code} 的盘点时间 {at} 不在盘点期间（自 {opened_at}）；请核对设备时钟后重新提交",
    en="tag {code} was seen at {at}, not within the stocktake since {opened_at}; "
    "check the device's clock and send the list again",
)
def was_seen_during_it(s: Sighting) -> Broken | None:
    """What is counted was seen between the opening of the stocktake and now."""
    if s.opened_at <= s.at <= s.now:
        return None
    return broken(
        code=s.code, at=s.at.isoformat(timespec="minutes"),
        opened_at=s.opened_at.isoformat(timespec="minutes"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """A stocktake that is to end."""

    today: date
    counted: bool
    """Whether a list was added, if only one that says that nothing was found."""


@rule(
    "U60",
    HOUSE("第一百三十五条", "未登记清点的盘点不得结束", reading=Reading.BELIEVED),
    zh="盘点尚未登记清点；请到现场清点后登记，确实没有物品的登记“未发现物品”",
    en="nothing was counted yet; go and count, and where nothing lies there say so: nothing found",
)
def something_was_counted(e: Ending) -> Broken | None:
    """A stocktake ends only after somebody went and counted."""
    return None if e.counted else broken()


@dataclass(frozen=True, slots=True)
class Clearing:
    """A face whose equipment was withdrawn."""

    today: date
    standing: tuple[str, ...]
    """What stands there by the register, with how much of it."""
    counted: bool
    """Whether it was counted after the last change, and that stocktake closed."""
    differences: int
    """Open hazards about differences there."""


@rule(
    "U27",
    HOUSE("第一百四十五条", "未全部交回的不得销号", reading=Reading.BELIEVED),
    zh="该处账上仍有：{standing}；请交回并升井，或者登记消耗",
    en="by the register there still stand: {standing}; give them back and bring them out, "
    "or record that they were used up",
)
def nothing_stands_there(c: Clearing) -> Broken | None:
    """A face is closed out when nothing stands there any more."""
    return broken(standing="、".join(c.standing)) if c.standing else None


@rule(
    "U28",
    HOUSE("第一百四十五条", "回撤结束后应当现场盘点", reading=Reading.BELIEVED),
    zh="最后一次变动之后没有清点并结束的盘点；请到现场盘点",
    en="nobody counted there after the last change and closed the stocktake; go and count",
)
def was_counted_afterwards(c: Clearing) -> Broken | None:
    """A face is counted after the last thing left it."""
    return None if c.counted else broken()


@rule(
    "U29",
    HOUSE("第一百四十五条", "盘点差异未处理的不得销号", reading=Reading.BELIEVED),
    zh="还有 {differences} 项盘点差异隐患未销号；请先查明并治理",
    en="{differences} hazards about differences are open; find out and put them right first",
)
def differences_are_settled(c: Clearing) -> Broken | None:
    """A face is closed out when no difference of a stocktake is open."""
    return broken(differences=c.differences) if c.differences else None


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that is to be written off as lost."""

    today: date
    missed: bool
    """Whether a stocktake at its place missed it."""
    own: bool
    """Whether its keeper himself writes it off."""


@rule(
    "U41",
    HOUSE("第一百四十八条", "盘点短少并经查找仍无下落的", reading=Reading.BELIEVED),
    zh="没有盘点查明它在该处短少；请先盘点并查找",
    en="no stocktake missed it there; count the place and look for it first",
)
def stocktake_missed_it(c: Loss) -> Broken | None:
    """Only what a stocktake missed at its place is written off."""
    return None if c.missed else broken()


@rule(
    "U42",
    HOUSE("第一百四十八条", "包机人不得核销自己负责的物品", reading=Reading.BELIEVED),
    zh="包机人不能核销自己负责的物品；请由其他审批人办理",
    en="its keeper may not write it off; let another approver do so",
)
def keeper_writes_nothing_off(c: Loss) -> Broken | None:
    """Whoever answers for a thing does not write it off."""
    return broken() if c.own else None


LOSS = RuleSet("writing off", (stocktake_missed_it, keeper_writes_nothing_off), zh="不能核销")
ENDING = RuleSet("ending a stocktake", (something_was_counted,), zh="不能结束盘点")
SIGHTING = RuleSet("counting", (was_seen_during_it,), zh="不能登记盘点")
CLEARING = RuleSet(
    "closing a face out",
    (nothing_stands_there, was_counted_afterwards, differences_are_settled),
    zh="不能销号",
)
