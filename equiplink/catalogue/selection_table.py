"""井下电气设备选型: the table of every edition that could be had, with its source.

Rows by ``Device`` give, column by column, a name of ``NEEDS``. The editions stand the
newest first. What no column names gets a stricter one: the shaft that of the
return, a chamber that is not the main substation that of the district intake.

Not taken over, because their clauses could not be had: the easings for roads of
trolley locomotives and for motors of the main pumps of an outburst mine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from equiplink.law import Reading


@dataclass(frozen=True, slots=True)
class Allowed:
    """What meets a need: any of ``levels``, relying on none of the types ``without``.

    Without levels anything may stand there.
    """

    levels: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the gas classes and zones that it is for."""

    zh: str
    gas: tuple[str, ...]
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The table of one edition. ``since`` is None when the day could not be had."""

    name: str
    article: str
    since: date | None
    reading: Reading
    source: str
    rows: Mapping[str, Sequence[str]]


NEEDS: Mapping[str, Allowed] = {
    "GENERAL": Allowed(),
    "EX_E": Allowed(("Ma", "Mb")),
    "EX": Allowed(("Ma", "Mb")),
    "EX_NOT_E": Allowed(("Ma", "Mb"), without=("e",)),
}

COLUMNS = (
    Column(
        "突出矿井和瓦斯喷出区域",
        ("突出",),
        (
            "shaft",
            "pit_bottom",
            "main_substation",
            "main_intake",
            "district_intake",
            "chamber",
            "tippler",
            "return",
            "face",
        ),
    ),
    Column(
        "低瓦斯矿井：井底车场、中央变电所、总进风巷、主要进风巷",
        ("低瓦斯",),
        ("pit_bottom", "main_substation", "main_intake"),
    ),
    Column(
        "高瓦斯矿井：井底车场、中央变电所、总进风巷、主要进风巷",
        ("高瓦斯",),
        ("pit_bottom", "main_substation", "main_intake"),
    ),
    Column("翻车机硐室", ("低瓦斯", "高瓦斯"), ("tippler",)),
    Column(
        "采区进风巷（含表中未列的其他硐室）", ("低瓦斯", "高瓦斯"), ("district_intake", "chamber")
    ),
    Column(
        "总回风巷、主要回风巷、采区回风巷、采掘工作面及其进回风巷（含表中未列的井筒）",
        ("低瓦斯", "高瓦斯"),
        ("return", "face", "shaft"),
    ),
)

_ELECTRICAL = ("EX_NOT_E", "GENERAL", "GENERAL", "EX", "EX", "EX_NOT_E")
_OTHERS = ("EX_NOT_E", "GENERAL", "EX", "EX", "EX", "EX_NOT_E")
_OTHERS_ONCE = ("EX_NOT_E", "GENERAL", "EX_E", "EX", "EX", "EX_NOT_E")

EDITIONS = (
    Edition(
        "煤矿安全规程（2022）",
        "第四百四十一条（条号未核）",
        date(2022, 4, 1),
        Reading.BELIEVED,
        "原文未见，与旧版表所见只差高瓦斯矿井进风侧的灯具和仪表；"
        "2025 版规程自 2026-02-01 施行，其表未见，仍按本表",
        {"electrical": _ELECTRICAL, "lamp": _OTHERS, "instrument": _OTHERS},
    ),
    Edition(
        "煤矿安全规程（旧版）",
        "第八十八条",
        None,
        Reading.SEEN,
        "公开全文（ask.fsou.com/html/text/chl/321/32150_7.html），施行日期未核",
        {"electrical": _ELECTRICAL, "lamp": _OTHERS_ONCE, "instrument": _OTHERS_ONCE},
    ),
)
