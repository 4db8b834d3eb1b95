"""What gives a false tag away, and who may stand by when a plate is claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.register.tag_states import Fate
from equiplink.rules import RuleSet, rule

ALARMS = ("R22", "R21", "R23", "G31")
"""Findings that open a hazard whether the thing is let in or not, the worst first."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A tag that somebody scanned: what became of it, and where its thing was seen just now.

    ``elsewhere`` is another gate that scanned the thing ``minutes`` ago.
    """

    today: date
    code: str
    fate: Fate | None = None
    voided_on: date | None = None
    elsewhere: str | None = None
    minutes: int = 0
    shortest: int = 0
    """Minutes in which nobody gets from one gate to another."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Who stands by when a plate is claimed."""

    today: date
    name: str
    claims: bool
    """Whether it is the one who claims the plate."""
    left_on: date | None = None


@rule(
    "R21",
    HOUSE("第一百一十六条", "已遗失或者已报废的标签再次出现", reading=Reading.BELIEVED),
    zh="标签 {code} 于 {voided_on} 报告遗失，现在又出现；请扣下实物，核对后换贴新标签",
    en="tag {code} was reported lost on {voided_on} and is back; keep the thing, check and relabel",
)
def was_not_lost(s: Sighting) -> Broken | None:
    """The tag was not reported lost."""
    return _gone(s, Fate.LOST)


@rule(
    "R22",
    HOUSE("第一百一十六条", "已遗失或者已报废的标签再次出现", reading=Reading.BELIEVED),
    zh="标签 {code} 的物品已于 {voided_on} 报废销毁，标签却再次出现；请扣下实物，查明来源",
    en="the thing of tag {code} was destroyed on {voided_on}; keep this one, find where it is from",
)
def did_not_die_with_its_thing(s: Sighting) -> Broken | None:
    """The thing that the tag belongs to was not destroyed."""
    return _gone(s, Fate.SCRAPPED)


def _gone(s: Sighting, fate: Fate) -> Broken | None:
    return broken(code=s.code, voided_on=s.voided_on) if s.fate is fate else None


@rule(
    "R23",
    HOUSE("第一百一十六条", "同一物品在不可能的时间内出现在两处井口", reading=Reading.BELIEVED),
    zh="该物品 {minutes} 分钟前在{gate}扫过码，{shortest} 分钟内不可能到达此处；"
    "请核对实物和标签，防止标签被复制",
    en="the thing was scanned at {gate} {minutes} minutes ago and cannot be here within "
    "{shortest}; check thing and tag, one of the two may be a copy",
    severity=Severity.WARN,
)
def came_a_possible_way(s: Sighting) -> Broken | None:
    """The thing was not at another gate a moment ago."""
    if s.elsewhere is None or s.minutes >= s.shortest:
        return None
    return broken(gate=s.elsewhere, minutes=s.minutes, shortest=s.shortest)


@rule(
    "R24",
    HOUSE("第一百一十五条", "由认领人以外的在岗人员见证认领", reading=Reading.BELIEVED),
    zh="见证人{name}就是认领人或者已离岗；请另请一名在岗人员见证",
    en="{name} claims the plate himself, or has left; ask somebody else who works here",
)
def somebody_else_stands_by(w: Witness) -> Broken | None:
    """The witness is not the one who claims, and works here."""
    gone = w.left_on is not None and w.left_on <= w.today
    return broken(name=w.name) if w.claims or gone else None


SIGHTING = RuleSet(
    "a tag seen again",
    (was_not_lost, did_not_die_with_its_thing, came_a_possible_way),
    zh="标签异常",
)
CLAIM = RuleSet("claiming a plate", (somebody_else_stands_by,), zh="不能认领")
