"""Tell what happens to things after they were bought, and leave the lists in the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from equiplink.audit.passport import passport
from equiplink.audit.recall import boards
from equiplink.db import new_id, plain
from equiplink.example.buying import planning, receiving, tendering
from equiplink.example.cast import GATE, Cast, assemble
from equiplink.example.moves import install
from equiplink.example.physical.offline import offline
from equiplink.example.using import entering, stopping
from equiplink.gate import actions as gate
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import outside, scrapping
from equiplink.usage import actions as usage
from equiplink.usage import clearing, stocktakes
from equiplink.usage.models import Placement
from equiplink.usage.sweep import sweep
from equiplink.usage.unfit import shown, unfit

FACE = "3101回风巷"
YEARS = 5


def tell(folder: Path) -> Iterator[str]:
    """Run the story into *folder* and yield it line by line, in plain Chinese."""
    cast = assemble(folder)
    yield "equiplink 实物样例：示例煤业B（合成煤矿；人员、供应商、多数证书均为虚构）"
    for chapter in (planning, tendering, receiving):
        for _ in chapter(cast):
            pass
    yield "设备已经采购、到货、验收、贴标签（经过见 demo --story chain）"
    for told in (entering, _bolts, offline, stopping, _repairing, _ageing, _withdrawing, _leaving):
        yield from told(cast)
    cast.chain.close()


def _bolts(cast: Cast) -> Iterator[str]:
    yield "\n批次：锚杆 200 根入井，用去 180 根，剩余 20 根升井"
    with cast.by("mechanic") as work:
        stood = usage.place(
            work, cast.items["bolt"], place_id=cast.places[FACE], team_id=cast.team_id,
            keeper_id=cast.people["mechanic"][0].id,
        ).id  # fmt: skip
        usage.use_up(work, stood, quantity=Decimal(180), note="样例：支护顶板")
        usage.give_back(work, stood)
    _out(cast, "bolt", 20)
    yield "  → 入井 200 = 消耗 180 + 升井 20"


def _out(cast: Cast, name: str, quantity: int = 1) -> None:
    cast.wait()
    with cast.by("keeper") as work:
        gate.scan(
            work, new_id(), tag=cast.tags[name], gate=GATE, direction="out",
            quantity=Decimal(quantity),
        )  # fmt: skip


def _bring_up(cast: Cast, name: str) -> None:
    with cast.by("mechanic") as work:
        usage.give_back(work, cast.placements[name])
    _out(cast, name)


def _repairing(cast: Cast) -> Iterator[str]:
    yield "\n外修：馈电开关 SB-switch-01 升井送修，返回后重新做入井检查"
    _bring_up(cast, "switch")
    with cast.by("mechanic") as work:
        job = upkeep.start_repair(work, cast.items["switch"], note="样例：隔爆面修复").id
        sent = outside.send_out(
            work, job, firm="样例防爆电气修理厂", qualification="样例资质",
            due_back_on=work.today + timedelta(days=20),
        ).id  # fmt: skip
    cast.wait(days=15)
    with cast.by("keeper") as work:
        outside.take_back(work, sent, condition="隔爆面参数合格，附修理报告（样例）")
    with cast.by("mechanic", 1) as work:
        upkeep.pass_(
            work, job, done_by=cast.people["mechanic"][0].id,
            signed_by=cast.people["ex_inspector"][0].id, report="样例外修报告",
        )  # fmt: skip
    cast.wait()
    install(cast, "switch", FACE)
    yield f"  → 外修合格，重新检查后入井，安装到 {FACE}"


def _ageing(cast: Cast) -> Iterator[str]:
    yield f"\n{YEARS} 年以后：无人检测、无人重新查询，清查全部井下设备"
    cast.wait(days=365 * YEARS)
    with cast.by("safety_officer") as work:
        sweep(work)
        rows = [shown(each, "zh") for each in unfit(work)]
    _write(cast.folder / "unfit.json", rows)
    yield f"  → 在井不合格清单 {len(rows)} 项，逐项写明理由、地点、处理人和期限：unfit.json"


def _withdrawing(cast: Cast) -> Iterator[str]:
    yield f"\n回撤 {FACE}：到达 − 移走 − 交回 − 消耗 − 核销 = 现有"
    with cast.by("mechanic") as work:
        for stands in usage.balance(work, cast.places[FACE]):
            yield f"  尚在：{stands.number}"
        placed = clearing.flows(work, cast.places[FACE])
    yield f"  台账上经过此处 {len(placed)} 项"
    _switch_up(cast)
    with cast.by("mechanic") as work:
        scrapped = scrapping.request(
            work, cast.items["switch"], quantity=Decimal(1), ground="beyond_repair",
            appraisal="机电科技术鉴定（样例）", repair_cost=Decimal(16_000), value=Decimal(18_500),
        ).id  # fmt: skip
    with cast.by("approver") as work:
        scrapping.approve(work, scrapped)
    with cast.by("keeper") as work:
        scrapping.destroy(work, scrapped, proof="解体照片（样例）")
    yield "  馈电开关升井，鉴定、审批、销毁，标签作废"
    cast.wait()
    with cast.by("keeper") as work:
        counted = stocktakes.open_stocktake(work, place_id=cast.places[FACE]).id
        stocktakes.count(work, counted, seen=[], nothing_found=True)
        stocktakes.close(work, counted)
        clearing.close_out(work, cast.places[FACE])
    with cast.by("keeper") as work:
        for flow in clearing.flows(work, cast.places[FACE]):
            left = (flow.came, flow.moved, flow.given_back, flow.used_up, flow.lost)
            sums = " − ".join(plain(each) for each in left)
            yield f"  {flow.number}：{sums} = {plain(flow.stands)} {flow.unit}"
    yield "  → 账面已无余物，回撤销号"


def _switch_up(cast: Cast) -> None:
    with cast.by("mechanic") as work:
        for each in work.all(Placement, item_id=cast.items["switch"], ended_at=None):
            usage.give_back(work, each.id)
    _out(cast, "switch")


def _leaving(cast: Cast) -> Iterator[str]:
    cast.seal()
    with cast.by("inspector") as work:
        for name in ("switch", "bolt", "lamp"):
            _write(cast.folder / f"passport-{name}.json", passport(work, cast.tags[name]))
        _write(cast.folder / "recall.json", boards(work))
    yield "\n留下的材料：档案 passport-*.json、排查看板 recall.json、在井不合格清单 unfit.json、"
    yield "  离线清单 manifest.bin（签名）与 manifest.json、离线冲突 conflicts.json"


def _write(path: Path, document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf-8")
