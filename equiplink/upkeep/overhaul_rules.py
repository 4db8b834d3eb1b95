"""What may stand on the plan of overhauls, and what fulfils it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.upkeep.states import VOIDS_FITNESS, JobKind, JobState


@dataclass(frozen=True, slots=True)
class Planned:
    """A thing that is to be overhauled by a day."""

    today: date
    due_on: date
    scrapped: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The work that is said to have been an overhaul."""

    today: date
    same: bool
    """Whether it was done on the thing of the plan."""
    kind: JobKind
    state: JobState


@rule(
    "U37",
    HOUSE("第一百八十二条", "大修计划写明设备、内容和完成日期", reading=Reading.BELIEVED),
    zh="完成日期 {due_on} 已过，或者该设备已报废；请填写今后的日期，选择在册设备",
    en="the day {due_on} has passed, or the thing is scrapped; give a day to come and a thing "
    "on the register",
)
def can_be_overhauled(p: Planned) -> Broken | None:
    """What is planned can still be done."""
    return broken(due_on=p.due_on) if p.scrapped or p.due_on < p.today else None


@rule(
    "U38",
    HOUSE("第一百八十二条", "以办结的合格维修或者改造为完成依据", reading=Reading.BELIEVED),
    zh="所填检修不是该设备办结的合格维修或改造；请先办结检修",
    en="the job is no passed repair or modification of this thing; close that one first",
)
def was_overhauled(f: Finished) -> Broken | None:
    """A passed repair or modification of the thing is its overhaul."""
    done = f.same and f.kind in VOIDS_FITNESS and f.state is JobState.PASSED
    return None if done else broken()


PLANNING = RuleSet("planning an overhaul", (can_be_overhauled,), zh="不能列入大修计划")
FINISHING = RuleSet("finishing an overhaul", (was_overhauled,), zh="不能登记大修完成")
