"""Tell what happens to things after they were bought, and leave the lists in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from equiplink.example.buying import planning, receiving, tendering
from equiplink.example.cast import Cast, assemble
from equiplink.example.physical.clearing import scrapping_it, withdrawing
from equiplink.example.physical.hands import bring_up, scan, titled
from equiplink.example.physical.leaving import leaving
from equiplink.example.physical.lots import lots_of_a_month
from equiplink.example.physical.offline import offline
from equiplink.example.physical.years import five_years
from equiplink.example.using import entering, stopping


def tell(folder: Path) -> Iterator[str]:
    """Run the story into *folder* and yield it line by line, in plain Chinese."""
    cast = assemble(folder)
    yield "equiplink 实物样例：示例煤业B（合成煤矿；人员、供应商、多数证书均为虚构）"
    for told in CHAPTERS:
        yield from told(cast)
    cast.chain.close()


def _buying(cast: Cast) -> Iterator[str]:
    for chapter in (planning, tendering):
        for _ in chapter(cast):
            pass
    yield "\n一、到货与验收（计划和招标的经过见 demo --story chain）"
    for line in receiving(cast):
        yield from () if line.startswith("\n") else (line,)


def _entering(cast: Cast) -> Iterator[str]:
    yield from titled("\n二、入井（检查员签发合格证，库管员在副井扫码）", entering(cast))


def _stopping(cast: Cast) -> Iterator[str]:
    yield from titled("\n五、停用通知与召回（真实：山东 2021 年，安标 MAH160130）", stopping(cast))


def _going_home(cast: Cast) -> Iterator[str]:
    """Bring up what nobody needs for five years."""
    yield "  另有电缆、输送带、支架按计划升井"
    for name in ("cable", "cable2", "belt"):
        yield from scan(cast, name, direction="out")
    yield from bring_up(cast, "support")


CHAPTERS = (
    _buying, _entering, lots_of_a_month, offline, _stopping, _going_home, five_years, withdrawing,
    scrapping_it, leaving,
)  # fmt: skip
