"""What the story leaves in its folder, for who wants to look again."""

from __future__ import annotations

from collections.abc import Iterator

from equiplink.audit.sealed_bids import leave, sealed_bids
from equiplink.example.cast import Cast
from equiplink.tender.models import Tender


def leaving(cast: Cast) -> Iterator[str]:
    """Write the proofs and reports."""
    yield "\n六、留下的材料"
    cast.seal()
    yield from _proof(cast)


def _proof(cast: Cast) -> Iterator[str]:
    folder = cast.folder / "sealed-bids"
    with cast.by("inspector") as work:
        last = work.all(Tender, Tender.round.desc(), number="ZB-2026-01")[0]
        leave(sealed_bids(work, last.id), folder)
    yield f"  密封投标的证明：{folder}/，外人用 sha256sum 和 check_bids.py 自行核对，不必信任本矿"
