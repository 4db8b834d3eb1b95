"""Tell the hundred days, and leave the reports, the lists, the bundle and its verifier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from equiplink.campaign import actions as campaign
from equiplink.example import one
from equiplink.example.campaign.arranged import arranged
from equiplink.example.campaign.checked import gate_refuses, own_audit, round_missed
from equiplink.example.campaign.days import Hundred, stand
from equiplink.example.campaign.leaving import leaving
from equiplink.example.campaign.major import county, restarting
from equiplink.example.cast import Cast, assemble
from equiplink.example.moves import install, tag
from equiplink.exchange.campaign_report import Report

BEFORE = datetime(2024, 9, 2, 1, 0, tzinfo=UTC)
PRICES = {"switch": 18_500, "cable": 9_800}


def tell(folder: Path) -> Iterator[str]:
    """Run the story into *folder* and yield it line by line, in plain Chinese."""
    cast = assemble(folder, BEFORE)
    yield "equiplink 百日整治样例：示例煤业B（合成煤矿；人员、供应商、隐患、检查均为虚构）"
    yield "日期按阳应急发〔2024〕280号，时钟拨到当日"
    yield from _before(cast)
    yield "\n一、安排部署（2024-10-28 至 10-31）"
    stand(cast, date(2024, 10, 28), 9)
    with cast.by("safety_officer") as work:
        made = campaign.hundred_days(work)
        campaign.start(work, made.id)
    yield f"  {made.name}：{made.starts_on} 至 {made.ends_on}，四级排查按日历计"
    hundred = Hundred(cast, made.id, made.starts_on, made.ends_on)
    yield from arranged(hundred)
    hundred.hold_rounds()
    hundred.until(date(2024, 10, 31), at=17)
    yield from hundred.leave(Report.PLAN, "工作方案")
    for chapter in CHAPTERS:
        yield from chapter(hundred)
    cast.chain.close()


def _before(cast: Cast) -> Iterator[str]:
    """Buy, accept and tag two things; one goes underground."""
    for name, price in PRICES.items():
        line = one.planned(cast, name, price=price)
        bought = one.contracted(cast, name, one.purchased(cast, name, line, price=price))
        accepted = one.accepted(
            cast, name, one.delivered(cast, name, bought), serial=f"2024{name[:2].upper()}0001"
        )
        cast.items[name], cast.tags[name] = tag(cast, accepted, f"SB-{name}-01")
        cast.wait(days=1)
    install(cast, "switch", "3101回风巷")
    yield "  整治之前：馈电开关 SB-switch-01 已在 3101 回风巷使用，电缆 SB-cable-01 在库"


CHAPTERS = (gate_refuses, round_missed, own_audit, county, restarting, leaving)
