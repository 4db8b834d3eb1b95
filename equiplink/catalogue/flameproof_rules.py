"""失爆: what an inspector measures and sees on flameproof equipment, and what it means where (X08).

What nobody looked at counts against the equipment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import HOUSE, MAJOR_HAZARDS, Broken, broken
from equiplink.mine.states import Zone
from equiplink.rules import Rule, RuleSet, rule

DENT_LENGTH, DENT_DEPTH = Decimal(50), Decimal(5)
"""Millimetres that a shell may be out of shape, along and deep."""
PANEL = frozenset({Zone.DISTRICT_INTAKE, Zone.CHAMBER, Zone.RETURN, Zone.FACE})
"""采（盘）区内: zones that lie in a district, or may."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was measured (mm) and seen at a place; None where nobody looked."""

    today: date
    zone: Zone
    dent_length: Decimal | None = None
    dent_depth: Decimal | None = None
    weld_whole: bool | None = None
    """Whether no weld of the shell is open and no scale falls off it."""
    glands_whole: bool | None = None
    """Whether no gland and no terminal is cracked."""
    chambers_apart: bool | None = None
    """Whether the flameproof and the intrinsically safe chamber are not connected."""
    certificate_there: bool | None = None
    """Whether the 防爆检查合格证 is at the site."""


@rule(
    "X08",
    HOUSE("第一百零七条", "变形长度超过50毫米或者凹凸深度超过5毫米"),
    zh="外壳变形 {length} mm、凹凸 {depth} mm，超过 50 mm 或 5 mm（或未测量）即为失爆，"
    "请停用并送修",
    en="the shell is out of shape over {length} mm, {depth} mm deep; above 50 or 5 mm, or not "
    "measured, it is not flameproof: stop it and have it repaired",
)
def shell_is_in_shape(c: Looked) -> Broken | None:
    """The shell is out of shape over 50 mm and 5 mm deep at most."""
    length, depth = c.dent_length, c.dent_depth
    if length is None or depth is None or length > DENT_LENGTH or depth > DENT_DEPTH:
        return broken(length=length, depth=depth)
    return None


@rule(
    "X08W",
    HOUSE("第一百零七条", "外壳开焊或者锈皮脱落"),
    zh="外壳开焊、锈皮脱落，或未检查，即为失爆，请停用并送修",
    en="a weld of the shell is open, scale falls off, or nobody looked: stop it, have it repaired",
)
def weld_is_whole(c: Looked) -> Broken | None:
    """No weld of the shell is open and no scale falls off it."""
    return None if c.weld_whole else broken()


@rule(
    "X08G",
    HOUSE("第一百零七条", "引入装置或者接线端子破裂"),
    zh="引入装置或接线端子破裂，或未检查，即为失爆，请停用并更换",
    en="a gland or terminal is cracked, or nobody looked: stop it and replace it",
)
def glands_are_whole(c: Looked) -> Broken | None:
    """No gland and no terminal is cracked."""
    return None if c.glands_whole else broken()


@rule(
    "X08C",
    HOUSE("第一百零七条", "隔爆腔与本安腔连通"),
    zh="隔爆腔与本安腔连通，或未检查，即为失爆，请停用并送修",
    en="flameproof and intrinsically safe chamber are connected, or nobody looked: stop it",
)
def chambers_are_apart(c: Looked) -> Broken | None:
    """The flameproof and the intrinsically safe chamber are not connected."""
    return None if c.chambers_apart else broken()


@rule(
    "X08P",
    HOUSE("第一百零七条", "现场没有防爆检查合格证"),
    zh="现场没有防爆检查合格证，按失爆处理，请检查合格后挂证",
    en="its inspection certificate is not at the site, which counts as 失爆: inspect it again",
)
def certificate_is_there(c: Looked) -> Broken | None:
    """Its inspection certificate is at the site."""
    return None if c.certificate_there else broken()


_SEEN: tuple[Rule[Looked], ...] = (
    shell_is_in_shape,
    weld_is_whole,
    glands_are_whole,
    chambers_are_apart,
    certificate_is_there,
)


@rule(
    "X09",
    MAJOR_HAZARDS("第十三条（三）", "采（盘）区内防爆型电气设备存在失爆"),
    zh="{zone}属采（盘）区，设备失爆（{codes}）是重大事故隐患，请立即停电、停产处理并报告",
    en="{zone} lies in a district: equipment that is not flameproof there ({codes}) is a major "
    "hazard; cut the power, stop work and report",
)
def nothing_fails_in_a_district(c: Looked) -> Broken | None:
    """No flameproof equipment in a district has lost its protection."""
    failed = [each.code for each in _SEEN if each.judge(c) is not None]
    return broken(zone=c.zone, codes="、".join(failed)) if failed and c.zone in PANEL else None


FLAMEPROOF = RuleSet("flameproof", (*_SEEN, nothing_fails_in_a_district), zh="失爆检查")
"""Judged on what an inspection of flameproof equipment found."""
