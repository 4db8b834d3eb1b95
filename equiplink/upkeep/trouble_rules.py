"""What clears a fault, and what may leave the mine for repair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.upkeep.states import VOIDS_FITNESS, JobKind, JobState


@dataclass(frozen=True, slots=True)
class Recovery:
    """The work that is said to have put a fault right."""

    today: date
    since: datetime
    same: bool
    """Whether the work was done on the thing that failed."""
    state: JobState
    closed_at: datetime | None


@rule(
    "U30",
    HOUSE("第一百四十三条", "以故障之后办结的合格检修为恢复依据", reading=Reading.BELIEVED),
    zh="所填检修不是该设备在故障之后办结的合格检修；请先检修并办结",
    en="the job is no passed one of this thing after the fault; repair it and close that job first",
)
def was_put_right_afterwards(r: Recovery) -> Broken | None:
    """A fault is cleared by work on the thing that passed after it."""
    done = r.same and r.state is JobState.PASSED and r.closed_at is not None
    return None if done and r.closed_at is not None and r.closed_at >= r.since else broken()


@dataclass(frozen=True, slots=True)
class Sending:
    """A thing that is to be repaired outside the mine."""

    today: date
    kind: JobKind
    open: bool
    below: bool
    """Whether any of it is underground."""
    away: bool
    ex: bool
    qualification: str
    due_back_on: date


@rule(
    "U31",
    HOUSE("第一百四十四条", "应当先升井", reading=Reading.BELIEVED),
    zh="该物品在井下；请先升井再送出维修",
    en="it is underground; bring it out before it is sent away",
)
def is_above(s: Sending) -> Broken | None:
    """What is sent away for repair was brought out first."""
    return broken() if s.below else None


@rule(
    "U32",
    HOUSE("第一百四十四条", "以未办结的维修或者改造为依据", reading=Reading.BELIEVED),
    zh="没有未办结的维修或改造，或者已经送出；请先开工，或者先登记返回",
    en="no repair or modification is open, or it is away already; start one, or take it back",
)
def belongs_to_an_open_repair(s: Sending) -> Broken | None:
    """What is sent away belongs to an open repair, and is not away yet."""
    return None if s.open and s.kind in VOIDS_FITNESS and not s.away else broken()


@rule(
    "U33",
    HOUSE("第一百四十四条", "防爆设备的承修单位应当具备资质", reading=Reading.BELIEVED),
    zh="防爆设备送外维修，未填承修单位资质证号；请核实资质并填写，无资质的不得承修",
    en="an ex device goes to a firm without the number of its qualification; "
    "check it and write it down, or choose another firm",
)
def firm_is_qualified(s: Sending) -> Broken | None:
    """An ex device is repaired by a firm whose qualification is written down."""
    return broken() if s.ex and not s.qualification.strip() else None


@rule(
    "U34",
    HOUSE("第一百四十四条", "送出时约定返回日期", reading=Reading.BELIEVED),
    zh="约定返回日期 {due_back_on} 已过；请填写今后的日期",
    en="it is due back on {due_back_on}, which has passed; give a day to come",
)
def is_due_back_later(s: Sending) -> Broken | None:
    """What is sent away is due back on a day to come."""
    return broken(due_back_on=s.due_back_on) if s.due_back_on < s.today else None


RECOVERY = RuleSet("clearing a fault", (was_put_right_afterwards,), zh="不能登记恢复")
SENDING = RuleSet(
    "sending out",
    (is_above, belongs_to_an_open_repair, firm_is_qualified, is_due_back_later),
    zh="不能送出维修",
)
