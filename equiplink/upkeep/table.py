"""How often what is checked: the intervals of 煤矿安全规程, as far as they could be had.

The table of 第四百八十三条 was not found as text, so every row says whether its
interval was seen on a secondary page or is only believed. Looks of every shift
and every day (外部检查、漏电跳闸试验) are rounds of a team, not rows: a list by
days would name every switch every day. Checks of a whole system, such as
反风演习 or 通风阻力测定, belong to no item and are left out too; an earth
electrode or a reversal door on the register is an item and has its row.
"""

from __future__ import annotations

from dataclasses import dataclass

from equiplink.catalogue.states import Device
from equiplink.law import COAL_MINE_CODE, HOUSE, Reading
from equiplink.upkeep.states import JobKind

MONTH, QUARTER, HALF_YEAR, YEAR = 30, 90, 180, 365


@dataclass(frozen=True, slots=True)
class Check:
    """One row: what is checked every ``days`` days, and of which classes of goods.

    A class is meant when its name has one of ``words`` and none of ``but``; or, without words, when
    it needs explosion protection (``ex``) or stands in the row ``device`` of
    the selection table.
    """

    code: str
    name: str
    kind: JobKind
    days: int
    clause: str
    reading: Reading
    words: tuple[str, ...] = ()
    ex: bool = False
    device: Device | None = None
    but: tuple[str, ...] = ()
    looked: bool = False
    """Whether it is looked at, and not read off an instrument."""

    @property
    def edition(self) -> str:
        """The edition of the text that the clause stands in."""
        texts = (COAL_MINE_CODE, HOUSE)
        return next(each.edition for each in texts if self.clause.startswith(each.title))

    @property
    def basis(self) -> str:
        """The code and the clause, as a person reads them."""
        return f"{self.code} {self.clause}"

    def covers(self, name: str, device: Device, *, requires_ex: bool) -> bool:
        """Say whether goods of the class *name* are checked by this row."""
        if any(word in name for word in self.but):
            return False
        if self.words:
            return any(word in name for word in self.words)
        return (self.ex and requires_ex) or (self.device is not None and device is self.device)


CODE_483 = "煤矿安全规程 第四百八十三条（条号未核）"
CODE_158 = "煤矿安全规程 第一百五十八条（条号未核）"
CODE_159 = "煤矿安全规程 第一百五十九条（条号未核）"
CODE_492 = "煤矿安全规程 第四百九十二条（条号未核）"
CODE_UNNUMBERED = "煤矿安全规程（条号未核）"
HOUSE_31, HOUSE_32, HOUSE_33 = (f"{HOUSE.title} 第三十{no}条" for no in "一二三")
HOUSE_138, HOUSE_139 = (f"{HOUSE.title} 第一百三十{no}条" for no in "八九")
TEST, SEEN, BELIEVED = JobKind.TEST, Reading.SEEN, Reading.BELIEVED

FLAMEPROOF_CHECK = "防爆性能检查"

CHECKS = (
    Check("I01", FLAMEPROOF_CHECK, TEST, MONTH, CODE_483, SEEN, ex=True, looked=True),
    Check("I02", "继电保护装置检查整定", TEST, HALF_YEAR, CODE_483, BELIEVED, ("馈电", "继电")),
    Check("I03", "高压电缆泄漏和耐压试验", TEST, YEAR, CODE_483, SEEN, ("高压电缆",)),
    Check("I04", "绝缘电阻检查", TEST, HALF_YEAR, CODE_483, BELIEVED, device=Device.ELECTRICAL),
    Check("I05", "固定敷设电缆检查", TEST, QUARTER, CODE_483, BELIEVED, ("固定敷设电缆",)),
    Check("I06", "橡套电缆绝缘检查", TEST, MONTH, CODE_483, SEEN, ("橡套", "移动电缆")),
    Check("I07", "接地电阻测定", TEST, QUARTER, CODE_483, SEEN, ("接地极", "接地装置")),
    Check("I10", "主要通风机性能测定", TEST, 5 * YEAR, CODE_158, SEEN, ("主要通风机", "主通风机")),
    Check("I11", "反风设施检查", TEST, QUARTER, CODE_159, SEEN, ("反风",), looked=True),
    Check("I12", "提升机性能检测", TEST, YEAR, CODE_UNNUMBERED, SEEN, ("提升机",)),
    Check(
        "I12L",
        "提升绞车性能检测",
        TEST,
        3 * YEAR,
        CODE_UNNUMBERED,
        SEEN,
        ("绞车",),
        but=("提升机",),
    ),
    Check("I13", "主轴、天轮探伤", TEST, YEAR, HOUSE_138, SEEN, ("提升机", "天轮")),
    Check(
        "I13F",
        "通风机主轴、叶柄探伤",
        TEST,
        2 * YEAR,
        HOUSE_138,
        SEEN,
        ("主要通风机", "主通风机"),
    ),
    Check(
        "I14",
        "水泵、压风机性能检测",
        TEST,
        YEAR,
        HOUSE_31,
        SEEN,
        ("水泵", "压风机"),
        but=("安全阀", "压力表"),
    ),
    Check("I14V", "安全阀校验", TEST, YEAR, HOUSE_139, SEEN, ("安全阀",)),
    Check(
        "I14G",
        "压风机、锅炉压力表校验",
        TEST,
        HALF_YEAR,
        HOUSE_139,
        SEEN,
        ("压风机压力表", "锅炉压力表"),
    ),
    Check(
        "I14P",
        "压力表校验",
        TEST,
        YEAR,
        HOUSE_139,
        SEEN,
        ("压力表",),
        but=("压风机压力表", "锅炉压力表"),
    ),
    Check("I15", "提升钢丝绳检验", TEST, HALF_YEAR, CODE_UNNUMBERED, SEEN, ("钢丝绳",)),
    Check("I16", "甲烷传感器调校", TEST, 15, CODE_492, BELIEVED, ("甲烷传感器",)),
    Check("I17", "便携式甲烷仪标校", TEST, 7, HOUSE_32, SEEN, ("便携式甲烷",)),
    Check("P13Q", "自救器称重和气密性检查", TEST, QUARTER, HOUSE_33, SEEN, ("自救器",)),
)
"""A 提升机 counts as one that carries people (1 year); a winch (绞车) has the 3 years of others."""

MEASURED = frozenset(check.name for check in CHECKS if not check.looked)
"""The names of the checks whose result is read off an instrument."""

DAYS = {check.name: check.days for check in CHECKS}
"""The longest interval that a mine may set, by the name of the check."""
