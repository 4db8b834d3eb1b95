"""Where a thing may be put, who may answer for it, and what a meter can show.

Whether its kind may stand in a zone at all is judged by the catalogue's rules
beside these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import (
    CAMPAIGN,
    COAL_MINE_CODE,
    EVER,
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    UNNUMBERED,
    WORK_SAFETY,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.mine.states import UNDERGROUND, Zone
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.usage.commission_rules import BEFORE_OPERATION

PLACED = HOUSE("第二十八条", "移动、移交和交回以现行的安装记录为准")
TRUE_DATA = MINE_SAFETY_ORDINANCE("第五十七条", "对上传电子数据的真实性、准确性和完整性负责")
STORED_ROPE = COAL_MINE_CODE(UNNUMBERED, "拉断、弯曲和扭转3种试验", reading=Reading.SEEN)

ROPE_DAYS = Setting(
    "usage.rope_tested_days", 365, "天", Stricter.LOWER,
    zh="钢丝绳悬挂前检验的最长有效天数", en="days after its test during which a rope may be hung",
    source=STORED_ROPE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing and the place where it is to be used. Quantities in its unit."""

    today: date
    zone: Zone
    quantity: Decimal
    underground: Decimal
    placed: Decimal
    """How much of it stands at places already, without what is moved now."""
    keeper_left_on: date | None = None
    ended_on: date | None = None
    """When the placement that is changed ended; None for a new or an open one."""
    unfit: bool = False
    """Whether a repair or a failed test came after its last passed inspection."""
    inspected_zone: Zone | None = None
    inspected_place: str | None = None
    holds: tuple[str, ...] = ()
    """The reasons of the open holds that reach it."""
    stopped: tuple[str, ...] = ()
    """Why the place is stopped."""
    closed_out_on: date | None = None
    """When the face was closed out; None while it is open."""
    rope: bool = False
    tested_on: date | None = None
    rope_days: int = ROPE_DAYS.default


@rule(
    "U01",
    CAMPAIGN("三（三）2", "严把材料设备入井使用关"),
    zh="要安装 {quantity}，井下只有 {underground}，其中 {placed} 已有地点；请先扫码入井或核对数量",
    en="{quantity} to place, but of {underground} underground {placed} stand somewhere already; "
    "scan it in first or check the quantity",
    since=EVER,
)
def is_underground(s: Spot) -> Broken | None:
    """Only what the gate let in, and what stands nowhere yet, is placed."""
    if s.placed + s.quantity > s.underground:
        return broken(quantity=s.quantity, underground=s.underground, placed=s.placed)
    return None


@rule(
    "U02",
    HOUSE("第二十六条", "安装地点应当是井下的登记地点"),
    zh="该地点不在井下（{zone}）；请选择井下使用地点，回库请扫码升井",
    en="the place is not underground ({zone}); choose one that is, or scan the thing out",
)
def place_is_underground(s: Spot) -> Broken | None:
    """The place of use is underground."""
    return None if s.zone in UNDERGROUND else broken(zone=s.zone)


@rule(
    "U03",
    HOUSE("第二十七条", "包机人应当是在岗人员"),
    zh="包机人已于 {left_on} 离岗；请指定在岗人员",
    en="the keeper left on {left_on}; name somebody who works here",
)
def keeper_is_here(s: Spot) -> Broken | None:
    """Who answers for it works at the mine."""
    if s.keeper_left_on is not None and s.keeper_left_on <= s.today:
        return broken(left_on=s.keeper_left_on)
    return None


@rule(
    "U04",
    HOUSE("第二十二条", "使用单位、使用地点、防爆检查情况"),
    zh="入井检查所填地点为“{place}”（{inspected}），与本地点（{zone}）类别不同；请核实并补做检查",
    en="it was inspected for '{place}' ({inspected}), this place is {zone}; inspect it for here",
    severity=Severity.WARN,
)
def was_inspected_for_this_zone(s: Spot) -> Broken | None:
    """Its pre-entry inspection was made for a place of the same zone."""
    if s.inspected_zone is s.zone:
        return None
    return broken(place=s.inspected_place, inspected=s.inspected_zone, zone=s.zone)


@rule(
    "U05",
    WORK_SAFETY("第三十六条", "并定期检测，保证正常运转"),
    zh="维修、改造或检测不合格后尚未重新检查；请检查合格后再安装或移动",
    en="nobody inspected it since its repair, modification or failed test; have it inspected first",
)
def is_fit(s: Spot) -> Broken | None:
    """It was inspected after whatever voided its fitness."""
    return broken() if s.unfit else None


@rule(
    "U06",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设，并及时消除事故隐患"),
    zh="已停用：{reasons}；解除停用之前不得安装或移作他用，请升井或就地封存",
    en="it is held: {reasons}; do not put it to use before the hold is released, bring it out",
)
def is_not_held(s: Spot) -> Broken | None:
    """No hold keeps it from use."""
    return broken(reasons="；".join(s.holds)) if s.holds else None


@rule(
    "U12",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设"),
    zh="该地点已停产：{reasons}；复产之前不得安装，请另选地点",
    en="the place is stopped: {reasons}; install nothing there before it starts again",
)
def place_is_not_stopped(s: Spot) -> Broken | None:
    """Nothing is put to use in an area that is stopped."""
    return broken(reasons="；".join(s.stopped)) if s.stopped else None


@rule(
    "U61",
    HOUSE("第一百三十六条", "已经销号的工作面不得再安装设备、材料", reading=Reading.BELIEVED),
    zh="该地点已于 {closed_out_on} 回撤销号；请选择现行地点，重新启用的登记为新的地点",
    en="the place was closed out on {closed_out_on}; choose another, or register a new place",
)
def place_is_not_closed_out(s: Spot) -> Broken | None:
    """Nothing is put at a face that was closed out."""
    return None if s.closed_out_on is None else broken(closed_out_on=s.closed_out_on)


@rule(
    "U10",
    PLACED,
    zh="该安装记录已于 {ended_on} 结束；请使用现行的安装记录",
    en="this placement ended on {ended_on}; use the one that is open",
)
def placement_is_open(s: Spot) -> Broken | None:
    """The placement that is changed has not ended."""
    return broken(ended_on=s.ended_on) if s.ended_on is not None else None


@rule(
    "I15",
    STORED_ROPE,
    zh="钢丝绳检验日期 {tested_on}，距今超过 {days} 天；请重新检验合格后再悬挂",
    en="the rope was tested on {tested_on}, more than {days} days ago; test it again before use",
)
def rope_was_tested(s: Spot) -> Broken | None:
    """A rope is hung within a year of its test."""
    if not s.rope:
        return None
    if s.tested_on is None or (s.today - s.tested_on).days > s.rope_days:
        return broken(tested_on=s.tested_on, days=s.rope_days)
    return None


_FIT_FOR_PLACE = (
    place_is_underground,
    keeper_is_here,
    was_inspected_for_this_zone,
    is_fit,
    is_not_held,
    place_is_not_stopped,
    place_is_not_closed_out,
)
PLACING = RuleSet("placing", (is_underground, *_FIT_FOR_PLACE, rope_was_tested), zh="不能安装")
MOVING = RuleSet("moving", (placement_is_open, *_FIT_FOR_PLACE), zh="不能移动")
HANDING_OVER = RuleSet("handing over", (placement_is_open, keeper_is_here), zh="不能移交")


@dataclass(frozen=True, slots=True)
class GivingBack:
    """How much of a placement is given back."""

    today: date
    quantity: Decimal
    placed: Decimal
    ended_on: date | None
    holds: tuple[str, ...] = ()
    """The reasons of the open holds that reach it; asked when it is used up."""
    job_open: bool = True
    """Whether the job that it is used for is open; True without one."""


@rule(
    "U09",
    HOUSE("第二十八条", "交回数量不得超过该处现有数量"),
    zh="交回 {quantity}，该处只有 {placed}（结束日期 {ended_on}）；请核对数量和安装记录",
    en="{quantity} given back, {placed} stand there (ended on {ended_on}); check the quantity",
)
def stands_there(g: GivingBack) -> Broken | None:
    """No more is given back than stands there."""
    if g.ended_on is not None or g.quantity > g.placed:
        return broken(quantity=g.quantity, placed=g.placed, ended_on=g.ended_on)
    return None


@rule(
    "U11",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设，并及时消除事故隐患"),
    zh="已停用：{reasons}；解除停用之前不得消耗，请交回并升井",
    en="it is held: {reasons}; use none of it before the hold is released, give it back",
)
def what_is_used_up_is_not_held(g: GivingBack) -> Broken | None:
    """Nothing is used up that a hold keeps from use."""
    return broken(reasons="；".join(g.holds)) if g.holds else None


@rule(
    "U36",
    HOUSE("第一百四十七条", "备件用于未办结的检修", reading=Reading.BELIEVED),
    zh="所填检修已办结；请填写正在进行的检修，或者不填",
    en="the job is closed; name one that is open, or none",
)
def part_goes_into_an_open_job(g: GivingBack) -> Broken | None:
    """A spare part is used in a job that is open."""
    return None if g.job_open else broken()


RETURN = RuleSet("giving back", (stands_there,), zh="不能交回")
USE = RuleSet(
    "using up",
    (stands_there, what_is_used_up_is_not_held, part_goes_into_an_open_job),
    zh="不能消耗",
)


@dataclass(frozen=True, slots=True)
class Meter:
    """What a meter shows now and what it showed last, in hours or tonnes."""

    today: date
    hours: Decimal
    last: Decimal
    elapsed: Decimal | None
    """Hours since the last reading; None for the first one, and for tonnes."""
    untested: tuple[str, ...] = ()
    """The places where it stands newly installed and was not tested."""


@rule(
    "U07",
    TRUE_DATA,
    zh="读数 {hours} 小于上次的 {last}；表计只增不减，请重新读表，换过表计的请先登记更换",
    en="{hours} is less than the last {last}; no meter runs backwards: read it again, "
    "or record first that it was replaced",
)
def runs_forwards(m: Meter) -> Broken | None:
    """No meter goes backwards."""
    return broken(hours=m.hours, last=m.last) if m.hours < m.last else None


@rule(
    "U08",
    TRUE_DATA,
    zh="上次读数 {last} 小时后只过了 {elapsed} 小时，不可能达到 {hours} 小时；请核对读数",
    en="{elapsed} hours passed since the meter showed {last}; it cannot show {hours}; read again",
)
def time_allows_it(m: Meter) -> Broken | None:
    """A meter gains no more hours than have passed."""
    if m.elapsed is not None and m.hours - m.last > m.elapsed:
        return broken(hours=m.hours, last=m.last, elapsed=round(m.elapsed, 1))
    return None


@rule(
    "I08",
    BEFORE_OPERATION,
    severity=Severity.WARN,
    zh="新安装在{places}，投运前未测绝缘电阻和接地电阻；请停机检测合格后再用",
    en="newly installed at {places} and run before insulation and earth resistance were measured; "
    "stop it and test it",
)
def was_tested_before_it_ran(m: Meter) -> Broken | None:
    """A newly installed electrical thing is tested before it runs."""
    return broken(places="、".join(m.untested)) if m.untested else None


METER = RuleSet("meter", (runs_forwards, time_allows_it, was_tested_before_it_ran), zh="表计读数")
