"""What may be installed in what, and the plates that a unit has to carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from equiplink.law import EVER, HOUSE, MINE_SAFETY_ORDINANCE, Broken, Reading, Severity, broken
from equiplink.register.states import ItemState, Plate
from equiplink.rules import RuleSet, rule
from equiplink.words import joined

TRACED = MINE_SAFETY_ORDINANCE("第二十五条", "安全设备台账和追溯、管理制度")


@dataclass(frozen=True, slots=True)
class Installing:
    """A part, and the unit that it is to be installed in.

    ``cyclic`` says that the unit is the part itself or stands inside it.
    """

    today: date
    part: ItemState
    parent: ItemState
    units: bool = True
    """Whether both are units; a lot has no parts and is none."""
    cyclic: bool = False
    installed_in: str | None = None
    """The number of the unit that it is installed in already."""


@dataclass(frozen=True, slots=True)
class Plates:
    """The plates that a unit has to carry, and those that were there."""

    today: date
    asked: frozenset[Plate]
    there: frozenset[Plate] = field(default=frozenset())


@rule(
    "R10",
    TRACED,
    zh="部件{part}，所属设备{parent}；两者应当都在井上或者都在井下，请先办理入井、升井",
    en="the part is {part}, the unit {parent}; both have to be below or above, scan one of them",
    since=EVER,
)
def both_are_together(c: Installing) -> Broken | None:
    """Part and unit are both underground or both above, and neither is scrapped."""
    below = {each is ItemState.UNDERGROUND for each in (c.part, c.parent)}
    if len(below) > 1 or ItemState.SCRAPPED in {c.part, c.parent}:
        return broken(part=c.part, parent=c.parent)
    return None


@rule(
    "R11",
    HOUSE("第一百一十三条", "不得登记为自身部件的部件", reading=Reading.BELIEVED),
    zh="所属设备就是该部件本身，或者装在该部件之内；请核对两者的编号",
    en="the unit is the part itself or stands inside it; check both numbers",
)
def nothing_is_inside_itself(c: Installing) -> Broken | None:
    """A unit is not part of itself, however far down."""
    return broken() if c.cyclic else None


@rule(
    "R12",
    HOUSE("第一百一十三条", "已安装的部件应当先拆下", reading=Reading.BELIEVED),
    zh="该部件已装在 {number}；请先拆下，再装到另一台设备",
    en="the part is installed in {number}; take it out before it goes into another unit",
)
def part_is_free(c: Installing) -> Broken | None:
    """The part is not installed in anything yet."""
    return broken(number=c.installed_in) if c.installed_in else None


@rule(
    "R13",
    TRACED,
    zh="只有逐件管理的设备可以登记部件；批次物资请办理发料或消耗",
    en="only units have parts and are parts; a lot is handed out or used up",
    since=EVER,
)
def both_are_units(c: Installing) -> Broken | None:
    """Part and unit are tracked one by one."""
    return None if c.units else broken()


@rule(
    "R14",
    HOUSE("第一百一十九条", "缺少的应当补齐", reading=Reading.BELIEVED),
    zh="牌证不齐，缺：{plates}；请补齐后重新核对",
    en="plates are missing: {plates}; put them on and look again",
    severity=Severity.WARN,
)
def plates_are_complete(c: Plates) -> Broken | None:
    """Every plate that the class asks for is on the unit."""
    lacking = [each for each in Plate if each in c.asked - c.there]
    return broken(plates=joined(lacking)) if lacking else None


INSTALLING = RuleSet(
    "installing a part",
    (both_are_together, nothing_is_inside_itself, part_is_free, both_are_units),
    zh="不能安装",
)
PLATES = RuleSet("plates", (plates_are_complete,), zh="牌证")
