"""公开招标: the first round fails with two bidders; the second ends in goods with tags."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.contract import actions as contract
from equiplink.example import judging, moves
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.example.procurement import bonds, buy, paying
from equiplink.example.procurement.planning import LARGE
from equiplink.example.procurement.stock import look
from equiplink.supplier.models import Supplier
from equiplink.tender import actions as tender
from equiplink.tender import bids, evaluation, queries, rounds
from equiplink.work import Work

NUMBER = "ZB-2026-01"
MEDIA = ["https://example.invalid/notice"]
CRITERIA: Sequence[tender.Criterion] = (
    {"name": "投标报价", "weight": 50, "formula": "lowest_over_price"},
    {"name": "技术方案", "weight": 30},
    {"name": "业绩与服务", "weight": 20},
)
PRICES = ((815_000, 1_268_000), (798_000, 1_251_000), (826_500, 1_240_000), (789_000, 1_262_000))
"""Unit prices of support and loader, by bidder."""
TOO_HIGH = (846_000, 1_290_000)
"""What the fourth bidder first asked, and took back before the deadline."""
MARKS = (
    (("25", "17"), ("27.5", "18"), ("26", "16.5"), ("23", "15")),
    (("24.5", "16"), ("28", "18.5"), ("25.5", "17"), ("22", "14.5")),
    (("26", "17.5"), ("27", "17"), ("26.5", "16"), ("23.5", "15.5")),
    (("25.5", "16.5"), ("28.5", "18"), ("24", "15.5"), ("21.5", "14")),
    (("24", "17"), ("27", "19"), ("25", "16"), ("22.5", "16")),
)
"""What each of the five gave each of the four bidders for the two criteria that people mark."""


def tendering(cast: Cast) -> Iterator[str]:
    """Tender openly, twice; evaluate, publicise, award, sign, receive."""
    yield "\n三、公开招标（液压支架、转载机；依法必须招标，综合评估法）"
    yield from _drafting(cast)
    again = yield from _first_round(cast)
    yield from _second_round(cast, again)
    yield from _evaluating(cast, again)
    yield from _awarding(cast, again)
    yield from _fulfilling(cast, again)


def _drafting(cast: Cast) -> Iterator[str]:
    yield from refused(
        cast, "buyer", "想改用谈判",
        lambda work: buy.draft(cast, work, NUMBER, LARGE, method="negotiation"),
    )  # fmt: skip
    with cast.by("buyer") as work:
        made = buy.draft(
            cast, work, NUMBER, LARGE, title="3101 工作面液压支架、转载机采购",
            method="open_tender", evaluation="comprehensive", criteria=CRITERIA,
            max_price=Decimal(3_790_000), bid_bond=Decimal(70_000),
        )  # fmt: skip
    cast.lines["tender"] = made.id
    yield f"  → 公开招标 {NUMBER}，估算 {buy.yuan(made.estimate)}，评审因素和权重随招标文件固定"
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
    yield "  → 第一轮失败，两份投标始终未开启；重新招标（第 2 轮），再公告 21 日"
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
        bids.withdraw_bid(work, replaced)
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


def _evaluating(cast: Cast, tender_id: UUID) -> Iterator[str]:
    related = cast.people["evaluator"][4]
    yield from refused(
        cast, "buyer", f"{related.name} 曾受聘于投标人",
        lambda work: evaluation.seat(
            work, tender_id, person_id=related.id, expert=True, interest="曾受聘于投标人乙"
        ),
    )  # fmt: skip
    members = (0, 1, 2, 3, 5)
    buy.seat(cast, tender_id, members, experts=4)
    yield "  → 另行抽取；评标委员会 5 人，其中专家 4 人，逐人打分、签字"
    judging.record_opening(cast, tender_id)
    judging.review(cast, tender_id)
    yield "  开标记录由唱标人和记录人签字；委员逐人声明无利害关系，逐份逐项初步评审"
    with cast.by("buyer") as work:
        order = [bid.id for bid in queries.live_bids(work, tender_id)]
    names = [each["name"] for each in CRITERIA[1:]]
    judging.mark(
        cast, tender_id,
        lambda seat, bid, name: Decimal(MARKS[seat][order.index(bid.id)][names.index(name)]),
    )  # fmt: skip
    cast.wait(days=1)
    look(cast, cast.suppliers[:4])
    with cast.by("buyer") as work:
        evaluation.evaluate(work, tender_id, report_on=work.today)
    judging.sign(cast, tender_id)
    with cast.by("buyer") as work:
        evaluation.publicise(
            work, tender_id, starts_on=work.today, ends_on=work.today + timedelta(days=3)
        )
        for rank in (1, 2, 3):
            bid = buy.ranked(work, tender_id, rank)
            name = work.get(Supplier, bid.supplier_id).name
            yield f"      第 {rank} 名 {name}：{buy.yuan(bid.price)}"
    yield "  评标报告已出，最低价不是第一名，理由逐项可算；公示三日"


def _awarding(cast: Cast, tender_id: UUID) -> Iterator[str]:
    with cast.by("buyer") as work:
        second = buy.ranked(work, tender_id, 2)
    yield from refused(
        cast, "approver", "公示未满就定给第二名",
        lambda work: evaluation.award(work, tender_id, bid_id=second.id),
    )  # fmt: skip
    cast.wait(days=4)
    yield from buy.award(cast, tender_id)


def _fulfilling(cast: Cast, tender_id: UUID) -> Iterator[str]:
    terms: dict[str, Any] = {"number": "HT-2026-02", "performance_bond": Decimal(300_000)}
    with cast.by("buyer") as work:
        price = buy.ranked(work, tender_id, 1).price or Decimal(0)
    yield from refused(
        cast, "buyer", "合同金额比中标价高 10%，履约保证金 12%",
        lambda work: contract.draft(
            work, tender_id, number="HT-2026-02", amount=price * Decimal("1.1"),
            performance_bond=price * Decimal("0.132"), deliver_by=work.today + timedelta(days=60),
        ),
    )  # fmt: skip
    with cast.by("buyer") as work:
        deadline = work.today + timedelta(days=60)
        order = contract.draft(work, tender_id, deliver_by=deadline, **terms)
    yield from paying.signing(cast, order.id)
    yield f"  → 合同 HT-2026-02 与投标文件一致，{buy.yuan(order.amount)}"
    yield from bonds.returning(cast)
    yield from paying.reporting(cast, tender_id)
    yield from paying.prepaying(cast, order.id)
    cast.wait(days=30)
    yield from buy.receive(cast, order.id, "DH-2026-02", {"support": 2})
    yield from refused(
        cast, "keeper", "再来两架就超过合同",
        lambda work: moves.arrive(cast, work, order.id, "DH-2026-03", {"support": Decimal(2)}),
    )  # fmt: skip
    cast.wait(days=20)
    yield from buy.receive(cast, order.id, "DH-2026-03", {"support": 1, "loader": 1})
    buy.fulfil(cast, order.id)
    bought = [item for item in cast.items if "-support-" in item or "-loader-" in item]
    for item in bought:
        moves.install(cast, item, LARGE["support"].place)
    yield f"  {len(bought)} 台件检查、扫码入井，安装到 {LARGE['support'].place}"
    yield from paying.settling(cast, order.id)
