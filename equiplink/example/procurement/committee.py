"""评标: experts by draw, a price that nobody could explain, marks, and the lots one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.example import judging
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.example.procurement import buy
from equiplink.example.procurement.stock import look
from equiplink.supplier.models import Supplier
from equiplink.tender import evaluation, experts, prices, queries
from equiplink.tender.models import Bid
from equiplink.work import Work

MARKED = ("技术方案", "业绩与服务")
"""The criteria that people mark; the price is computed."""
MARKS = (
    (("25", "17"), ("27.5", "18"), ("26", "16.5"), ("23", "15")),
    (("24.5", "16"), ("28", "18.5"), ("25.5", "17"), ("22", "14.5")),
    (("26", "17.5"), ("27", "17"), ("26.5", "16"), ("23.5", "15.5")),
    (("25.5", "16.5"), ("28.5", "18"), ("24", "15.5"), ("21.5", "14")),
    (("24", "17"), ("27", "19"), ("25", "16"), ("22.5", "16")),
)
"""What each of the five gave each of the four bidders for the two."""
POOL = (1, 2, 3, 5, 6)
"""Which evaluators stand on the list; four are drawn."""
RELATED = 4
"""The one who worked for a bidder."""
CHEAP = 3
"""The bidder whose loader costs a third less than all others."""


def evaluating(cast: Cast, tender_id: UUID) -> Iterator[str]:
    """Draw, review, ask about a price, mark, sign, publicise."""
    yield from _drawing(cast, tender_id)
    judging.record_opening(cast, tender_id)
    judging.review(cast, tender_id)
    yield "  开标记录由唱标人和记录人签字；委员逐人声明无利害关系，逐份逐项初步评审"
    yield from _doubting(cast, tender_id)
    judging.mark(cast, tender_id, lambda seat, bid, name: _points(cast, seat, bid, name))
    cast.wait(days=1)
    look(cast, cast.suppliers[:4])
    with cast.by("buyer") as work:
        evaluation.evaluate(work, tender_id, report_on=work.today)
    judging.sign(cast, tender_id)
    with cast.by("buyer") as work:
        evaluation.publicise(
            work, tender_id, starts_on=work.today, ends_on=work.today + timedelta(days=3)
        )
        for lot in queries.lots(work, tender_id):
            yield f"  {lot.no} 标段 {lot.title}："
            yield from _ranks(work, lot.id)
    yield "  评标报告已出，最低价不是第一名，理由逐项可算；公示三日"


def _drawing(cast: Cast, tender_id: UUID) -> Iterator[str]:
    related = cast.people["evaluator"][RELATED]
    yield from refused(
        cast, "buyer", f"{related.name} 曾受聘于投标人",
        lambda work: evaluation.seat(
            work, tender_id, person_id=related.id, expert=True, interest="曾受聘于投标人乙"
        ),
    )  # fmt: skip
    judging.enrol(cast)
    pool = [cast.people["evaluator"][which].id for which in POOL]
    with cast.by("buyer") as work:
        draw = experts.prepare_draw(work, tender_id, pool=pool, places=4)
    with cast.by("safety_officer") as work:
        drawn = list(experts.hold_draw(work, draw.id, word="样例：当日晨会第一句话").drawn)
    with cast.by("buyer") as work:
        mine = cast.people["evaluator"][0].id
        evaluation.seat(work, tender_id, person_id=mine, expert=False)
        for person_id in drawn[:4]:
            evaluation.seat(work, tender_id, person_id=UUID(person_id), expert=True)
    yield f"  → 从 {len(pool)} 名备选专家中随机抽取 4 名：抽取前公布种子的哈希值，"
    yield "    见证人当场说出见证词，抽取后公布种子，谁都能重算；与招标人代表 1 人组成评标委员会"


def _doubting(cast: Cast, tender_id: UUID) -> Iterator[str]:
    """Ask the cheapest in writing; what he cannot prove is below cost."""
    with cast.by("buyer") as work:
        his = [
            bid for bid in queries.live_bids(work, tender_id)
            if bid.supplier_id == cast.suppliers[CHEAP]
        ]  # fmt: skip
        low = min(his, key=lambda bid: bid.price or Decimal(0))
        name = work.get(Supplier, low.supplier_id).name
        heard = buy.yuan(low.price)
    member = judging.seats(cast, tender_id)[0]
    with cast.by("evaluator", member) as work:
        hold = prices.ask_price(
            work, low.id, question="转载机报价低于次低报价三成以上，请说明成本构成并附证明"
        )
    with cast.by("buyer") as work:
        prices.explain_price(work, hold.id, text="库存积压，希望尽快出手", evidence="无")
    with cast.by("evaluator", member) as work:
        prices.refuse_price(work, hold.id, reason="没有成本构成，也没有证明，低于成本")
    yield f"  {name} 的转载机只报 {heard}，低于次低报价三成以上：书面要求说明"
    yield "  → 说明不成立，按低于成本否决；没有问过就否决的，程序不让"


def _points(cast: Cast, seat: int, bid: Bid, name: str) -> Decimal:
    return Decimal(MARKS[seat][cast.suppliers.index(bid.supplier_id)][MARKED.index(name)])


def _ranks(work: Work, lot_id: UUID) -> Iterator[str]:
    for bid in sorted(work.all(Bid, lot_id=lot_id), key=lambda each: each.rank or 9):
        if bid.rank is not None:
            name = work.get(Supplier, bid.supplier_id).name
            yield f"      第 {bid.rank} 名 {name}：{buy.yuan(bid.price)}"


def awarding(cast: Cast, tender_id: UUID) -> Iterator[str]:
    """Award lot by lot, in their order: nobody wins more than one."""
    with cast.by("buyer") as work:
        first, second = queries.lots(work, tender_id)
    early = _candidate(cast, first.id, 2)
    yield from refused(
        cast, "approver", "公示未满就定给第二名",
        lambda work: evaluation.award(work, tender_id, bid_id=early.id),
    )  # fmt: skip
    cast.wait(days=4)
    won = _candidate(cast, first.id, 1)
    yield from buy.award(cast, tender_id, won.id)
    best = _candidate(cast, second.id, 1)
    if best.supplier_id == won.supplier_id:
        yield from refused(
            cast, "approver", "同一家想再中第二个标段",
            lambda work: evaluation.award(work, tender_id, bid_id=best.id),
        )  # fmt: skip
        best = _candidate(cast, second.id, 2)
    yield from buy.award(cast, tender_id, best.id)


def _candidate(cast: Cast, lot_id: UUID, rank: int) -> Bid:
    with cast.by("buyer") as work:
        return buy.ranked(work, lot_id, rank)
