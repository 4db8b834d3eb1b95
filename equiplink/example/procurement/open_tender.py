"""公开招标: two lots; the first round fails with two bidders, the second ends in goods."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.example import moves
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.example.procurement import bonds, buy
from equiplink.example.procurement.committee import MARKED, awarding, evaluating
from equiplink.example.procurement.fulfilling import fulfilling
from equiplink.example.procurement.planning import LARGE
from equiplink.tender import actions as tender
from equiplink.tender import bids, rounds
from equiplink.tender.drafting import Division
from equiplink.work import Work

NUMBER = "ZB-2026-01"
MEDIA = ["https://example.invalid/notice"]
CRITERIA: Sequence[tender.Criterion] = (
    {"name": "投标报价", "weight": 50, "formula": "lowest_over_price"},
    {"name": MARKED[0], "weight": 30},
    {"name": MARKED[1], "weight": 20},
)
LOTS: Sequence[Division] = (
    {"no": "一", "title": "液压支架", "max_price": Decimal(2_490_000), "bid_bond": Decimal(45_000)},
    {"no": "二", "title": "转载机", "max_price": Decimal(1_300_000), "bid_bond": Decimal(25_000)},
)
WITHIN = dict(zip(LARGE, "一二", strict=True))
PRICES = ((815_000, 1_268_000), (798_000, 1_251_000), (826_500, 1_240_000), (789_000, 820_000))
"""Unit prices of support and loader, by bidder."""
TOO_HIGH = (829_000, 1_290_000)
"""What the fourth bidder first asked, and took back before the deadline."""


def tendering(cast: Cast) -> Iterator[str]:
    """Tender openly, twice; evaluate, publicise, award, sign, receive."""
    yield "\n三、公开招标（液压支架、转载机两个标段；依法必须招标，综合评估法）"
    yield from _drafting(cast)
    again = yield from _first_round(cast)
    yield from _second_round(cast, again)
    yield from evaluating(cast, again)
    yield from awarding(cast, again)
    yield from fulfilling(cast, again)


def _drafting(cast: Cast) -> Iterator[str]:
    yield from refused(
        cast, "buyer", "想改用谈判",
        lambda work: buy.draft(cast, work, NUMBER, LARGE, method="negotiation"),
    )  # fmt: skip
    with cast.by("buyer") as work:
        made = buy.draft(
            cast, work, NUMBER, LARGE, within=WITHIN, title="3101 工作面液压支架、转载机采购",
            method="open_tender", evaluation="comprehensive", criteria=CRITERIA,
            lots=LOTS, most_lots=1,
        )  # fmt: skip
    cast.lines["tender"] = made.id
    yield f"  → 公开招标 {NUMBER}，估算 {buy.yuan(made.estimate)}，分两个标段，每家最多中一个"
    yield "  评审因素、权重、每个标段的最高限价和保证金随招标文件固定"
    yield from refused(
        cast, "buyer", "公告期太短", lambda work: _publish(work, made.id, days=15, media=[])
    )


def _publish(work: Work, tender_id: UUID, *, days: int, **how: Any) -> None:
    tender.publish(
        work, tender_id, deadline=work.now + timedelta(days=days), sale_from=work.today,
        sale_until=work.today + timedelta(days=days // 3), **({"media": MEDIA} | how),
    )  # fmt: skip


def _first_round(cast: Cast) -> Generator[str, None, UUID]:
    first, officers = cast.lines["tender"], moves.keyholders(cast)
    with cast.by("buyer") as work:
        _publish(work, first, days=21, officers=officers)
    yield "  → 公告 21 日，发售 7 日；开标密钥拆成三份，凑足两份才能开"
    cast.wait(days=10)
    for supplier_id, prices in zip(cast.suppliers[:2], PRICES, strict=False):
        moves.offer(cast, first, supplier_id, _prices(prices))
    cast.wait(days=11)
    yield from refused(
        cast, "buyer", "第一轮只有两家，不能开标", lambda work: bids.open_bids(work, first)
    )
    yield from cast.tick()
    with cast.by("buyer") as work:
        again = rounds.next_round(work, first)
        _publish(work, again.id, days=21, officers=officers)
    yield "  → 第一轮失败，投标始终未开启；重新招标（第 2 轮），再公告 21 日"
    return again.id


def _prices(prices: tuple[int, int]) -> dict[str, Decimal]:
    return dict(zip(LARGE, map(Decimal, prices), strict=True))


def _second_round(cast: Cast, tender_id: UUID) -> Iterator[str]:
    cast.wait(days=12)
    for supplier_id, prices in zip(cast.suppliers[:3], PRICES, strict=False):
        moves.offer(cast, tender_id, supplier_id, _prices(prices))
    yield from bonds.doubting(cast, tender_id, 3)
    yield from bonds.paying(cast, tender_id, 4)
    replaced = moves.offer(cast, tender_id, cast.suppliers[3], _prices(TOO_HIGH))
    cast.wait(days=5)
    with cast.by("buyer") as work:
        for bid_id in replaced:
            bids.withdraw_bid(work, bid_id)
    moves.offer(cast, tender_id, cast.suppliers[3], _prices(PRICES[3]))
    yield "  第四家截止前撤回重投；撤回的报价不留内容，也不会被开启"
    yield from refused(
        cast, "buyer", "截止前想先看一眼", lambda work: bids.open_bids(work, tender_id)
    )
    cast.seal()
    yield "  当日封存台账：每份投标的指纹已由台账密钥签名，谁也不能事后补换"
    cast.wait(days=4)
    moves.offer(cast, tender_id, cast.suppliers[4], _prices(TOO_HIGH))
    yield "  第五家迟到：按服务器时钟拒收，只登记时间和指纹"
    names = moves.hand_in_shares(cast, tender_id)
    with cast.by("buyer") as work:
        bids.open_bids(work, tender_id)
        yield f"  开标：{names} 中两人交出份额；当众读出："
        yield from buy.priced(work, tender_id)
