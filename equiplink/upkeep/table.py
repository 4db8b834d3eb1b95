"""How often what is checked: the intervals of 煤矿安全规程, as far as they could be had.

The table of 第四百八十三条 was not found as text, so every row says whether its
interval was seen on a secondary page or is only believed. Looks of every shift
and every day (外部检查、漏电跳闸试验) are rounds of a team, not rows: a list by
days would name every switch every day. Checks of a whole system, such as
反风演习 or 接地电网, belong to no item and are left out too.
"""

from __future__ import annotations

from dataclasses import dataclass

from equiplink.catalogue.states import Device
from equiplink.law import HOUSE, Reading
from equiplink.upkeep.states import JobKind

MONTH, QUARTER, HALF_YEAR, YEAR = 30, 90, 180, 365


@dataclass(frozen=True, slots=True)
class Check:
    """One row: what is checked every ``days`` days, and of which classes of goods.

    A class is meant when its name has one of ``words``; or, without words, when
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

    @property
    def basis(self) -> str:
        """The code and the clause, as a person reads them."""
        return f"{self.code} {self.clause}"

    def covers(self, name: str, device: Device, *, requires_ex: bool) -> bool:
        """Say whether goods of the class *name* are checked by this row."""
        if self.words:
            return any(word in name for word in self.words)
        return (self.ex and requires_ex) or (self.device is not None and device is self.device)


CODE_483 = "煤矿安全规程 第四百八十三条（条号未核）"
CODE_158 = "煤矿安全规程 第一百五十八条（条号未核）"
CODE_492 = "煤矿安全规程 第四百九十二条（条号未核）"
CODE_UNNUMBERED = "煤矿安全规程（条号未核）"
HOUSE_31, HOUSE_32, HOUSE_33 = (f"{HOUSE.title} 第三十{no}条" for no in "一二三")
TEST, SEEN, BELIEVED = JobKind.TEST, Reading.SEEN, Reading.BELIEVED

CHECKS = (
    Check("I01", "防爆性能检查", TEST, MONTH, CODE_483, SEEN, ex=True),
    Check("I02", "继电保护装置检查整定", TEST, HALF_YEAR, CODE_483, BELIEVED, ("馈电", "继电")),
    Check("I03", "高压电缆泄漏和耐压试验", TEST, YEAR, CODE_483, SEEN, ("高压电缆",)),
    Check("I04", "绝缘电阻检查", TEST, HALF_YEAR, CODE_483, BELIEVED, device=Device.ELECTRICAL),
    Check("I05", "固定敷设电缆检查", TEST, QUARTER, CODE_483, BELIEVED, ("固定敷设电缆",)),
    Check("I06", "橡套电缆绝缘检查", TEST, MONTH, CODE_483, SEEN, ("橡套", "移动电缆")),
    Check("I10", "主要通风机性能测定", TEST, 5 * YEAR, CODE_158, SEEN, ("主要通风机", "主通风机")),
    Check("I12", "提升机性能检测", TEST, YEAR, CODE_UNNUMBERED, SEEN, ("提升机",)),
    Check("I14", "水泵、压风机性能检测", TEST, YEAR, HOUSE_31, SEEN, ("水泵", "压风机")),
    Check("I15", "提升钢丝绳检验", TEST, HALF_YEAR, CODE_UNNUMBERED, SEEN, ("钢丝绳",)),
    Check("I16", "甲烷传感器调校", TEST, 15, CODE_492, BELIEVED, ("甲烷传感器",)),
    Check("I17", "便携式甲烷仪标校", TEST, 7, HOUSE_32, SEEN, ("便携式甲烷",)),
    Check("P13Q", "自救器称重和气密性检查", TEST, QUARTER, HOUSE_33, SEEN, ("自救器",)),
)
"""A hoist counts as one that carries people (1 year); the 3 years of others are the looser case."""

DAYS = {check.name: check.days for check in CHECKS}
"""The longest interval that a mine may set, by the name of the check."""
