"""Tell the four purchases, step by step, on a fresh SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from equiplink.audit.replay import verify
from equiplink.example.cast import Cast, assemble
from equiplink.example.procurement.approving import set_route
from equiplink.example.procurement.inquiry import inquiring
from equiplink.example.procurement.left import leaving
from equiplink.example.procurement.open_tender import tendering
from equiplink.example.procurement.planning import planning
from equiplink.example.procurement.single_source import adding
from equiplink.example.procurement.stock import stock
from equiplink.example.procurement.urgent import hurrying

CHAPTERS = (planning, inquiring, tendering, adding, hurrying, leaving)


def tell(folder: Path) -> Iterator[str]:
    """Run the story into *folder* and yield it line by line, in plain Chinese."""
    cast = assemble(folder)
    stock(cast)
    set_route(cast)
    yield "equiplink 采购样例：示例煤业B（合成煤矿；人员、供应商、价格、多数证书均为虚构）"
    yield "四次采购，一个会走的时钟；每次被拒都列出全部理由和依据，再按提示走下去"
    for chapter in CHAPTERS:
        yield from chapter(cast)
    yield from proving(cast)
    cast.chain.close()


def proving(cast: Cast) -> Iterator[str]:
    """Verify the ledger and replay it."""
    yield "\n七、台账校验"
    with cast.by("inspector") as work:
        mine_id = work.mine_id
    verdict = verify(cast.chain, mine_id)
    yield f"  {verdict.entries} 条记录，封存 {verdict.sealed} 条，根 {verdict.root[:16]}…"
    yield f"  → {'校验通过，状态可由台账重放' if verdict.intact else '校验不通过'}"
