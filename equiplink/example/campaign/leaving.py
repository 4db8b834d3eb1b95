"""总结提升: the summary, the lists, the bundle that an outsider verifies, and what each file is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files as resources

from equiplink.campaign import actions as campaign
from equiplink.example.campaign.days import Hundred
from equiplink.example.physical.hands import write_text
from equiplink.exchange import evidence
from equiplink.exchange.campaign_report import Report

BUNDLE = "evidence.zip"


def leaving(hundred: Hundred) -> Iterator[str]:
    """Write what the county asks for, close the campaign, and hand out the record."""
    cast = hundred.cast
    yield "\n五、总结提升（2025-01-21 至 01-28）"
    hundred.until(date(2025, 1, 28), at=18)
    yield from hundred.leave(Report.SUMMARY, "工作总结")
    yield from hundred.leave(Report.HAZARDS, "问题隐患清单")
    yield from hundred.leave(Report.RECTIFICATION, "整改清单")
    hundred.until(date(2025, 1, 29))
    with cast.by("safety_officer") as work:
        campaign.close(work, hundred.id)
    yield "  整治结束：每期排查已办或者已说明，没有未落实责任的隐患，没有重大隐患，予以关闭"
    yield from _evidence(hundred)
    lines = [f"{name}　{what}" for name, what in hundred.files.items()]
    write_text(cast, "索引.txt", ["本目录各文件（样例，合成数据）", *lines])
    yield "\n留下的材料（见 索引.txt）："
    yield from (f"  {each}" for each in lines)


def _evidence(hundred: Hundred) -> Iterator[str]:
    """Export the bundle, its verifier and the checkpoint and key that an outsider keeps."""
    cast = hundred.cast
    bundle = cast.folder / BUNDLE
    head = evidence.export(
        cast.chain, cast.people["inspector"][0], bundle, reason="样例：交县局留存"
    )
    verifier = resources("equiplink.exchange").joinpath(evidence.VERIFIER).read_text("utf-8")
    (cast.folder / evidence.VERIFIER).write_text(verifier, "utf-8")
    write_text(cast, "key.txt", [cast.chain.key.verifier])
    hundred.files |= {
        BUNDLE: f"证据包：{head.size} 条记录，根 {head.root[:16]}…，内有离线网页",
        evidence.VERIFIER: "独立核验程序，不含 equiplink 代码",
        "key.txt": "台账公钥；核验方应当另行保存",
        "demo.db": "走完的数据库；demo.db.key 是封存密钥",
    }
    yield f"  证据包 {head.size} 条记录，核验：python {evidence.VERIFIER} {BUNDLE} --key 公钥"
