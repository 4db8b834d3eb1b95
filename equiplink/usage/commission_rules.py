"""What a newly installed electrical thing has to show before it is put into operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.acceptance.seen import Gauge
from equiplink.law import COAL_MINE_CODE, HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

BEFORE_OPERATION = COAL_MINE_CODE(
    "第四百八十三条", "新安装的电气设备绝缘电阻和接地电阻", reading=Reading.BELIEVED
)
MEASURED = HOUSE("第一百八十条", "达不到的不得投入运行", reading=Reading.BELIEVED)

INSULATION_KOHM = Setting(
    "usage.insulation_kohm", 1000, "kΩ", Stricter.HIGHER,
    zh="投运前绝缘电阻不低于", en="least insulation resistance before operation, in kΩ",
    source=MEASURED,
)  # fmt: skip
EARTH_OHM = Setting(
    "usage.earth_ohm", 2, "Ω", Stricter.LOWER,
    zh="投运前接地电阻不高于", en="highest earth resistance before operation, in Ω",
    source=MEASURED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commissioned:
    """What was measured where a thing was newly installed."""

    today: date
    insulation_mohm: Decimal
    earth_ohm: Decimal
    gauges: tuple[Gauge, ...]
    ended_on: date | None = None
    """When the placement ended; None while it is open."""
    insulation_kohm: int = INSULATION_KOHM.default
    highest_ohm: int = EARTH_OHM.default


@rule(
    "I08O",
    HOUSE("第一百八十条", "在安装地点测量", reading=Reading.BELIEVED),
    zh="该安装记录已于 {ended_on} 结束；请使用现行的安装记录",
    en="this placement ended on {ended_on}; use the one that is open",
)
def stands_there_still(c: Commissioned) -> Broken | None:
    """What is tested stands where it was installed."""
    return None if c.ended_on is None else broken(ended_on=c.ended_on)


@rule(
    "I08R",
    BEFORE_OPERATION,
    zh="绝缘电阻 {insulation} MΩ，低于 {least} kΩ，不得投入运行；请干燥或检修后重测",
    en="the insulation is {insulation} MΩ, less than {least} kΩ; dry or repair it, measure again",
)
def insulation_is_enough(c: Commissioned) -> Broken | None:
    """The insulation resistance is at least what the mine asks for."""
    if c.insulation_mohm * 1000 >= c.insulation_kohm:
        return None
    return broken(insulation=c.insulation_mohm, least=c.insulation_kohm)


@rule(
    "I08E",
    BEFORE_OPERATION,
    zh="接地电阻 {earth} Ω，高于 {most} Ω，不得投入运行；请处理接地极后重测",
    en="the earth resistance is {earth} Ω, more than {most} Ω; mend the earth, measure again",
)
def earth_is_good(c: Commissioned) -> Broken | None:
    """The earth resistance is at most what the mine allows."""
    return broken(earth=c.earth_ohm, most=c.highest_ohm) if c.earth_ohm > c.highest_ohm else None


@rule(
    "I08G",
    HOUSE("第一百五十二条", "器具当日检定有效的结果方可采用", reading=Reading.BELIEVED),
    zh="没有写明器具，或者器具检定无效：{gauges}；请用检定有效的器具重测",
    en="no instrument is named, or one is out of calibration: {gauges}; measure with a valid one",
)
def instruments_read_right(c: Commissioned) -> Broken | None:
    """It was measured with instruments that are in use and in calibration on that day."""
    wrong = [each.number for each in c.gauges if not each.reads_right(c.today)]
    return broken(gauges="、".join(wrong) or None) if wrong or not c.gauges else None


COMMISSIONING = RuleSet(
    "commissioning",
    (stands_there_still, insulation_is_enough, earth_is_good, instruments_read_right),
    zh="不能投运",
)
