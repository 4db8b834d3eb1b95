"""The texts of notices, in Chinese, made from what the record says and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from equiplink.law import plain
from equiplink.tender import queries
from equiplink.tender.auction_models import Auction
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BidState, NoticeKind
from equiplink.work import Work


def fingerprint(text: str) -> str:
    """Return the SHA-256 of *text* without its blanks: layout is no difference."""
    return sha256("".join(text.split()).encode()).hexdigest()


def render(work: Work, tender: Tender, kind: NoticeKind, body: Iterator[str]) -> str:
    """Return the whole text: who, what, and *body*."""
    head = (
        kind.zh,
        f"{tender.title}（编号 {tender.number}，第 {tender.round} 次）",
        f"招标人：{work.mine.name}",
    )
    synthetic = ("本公告为合成样例，不是真实采购。",) if work.mine.synthetic else ()
    return "\n".join((*head, *body, *synthetic)) + "\n"


def invitation_to_bid(work: Work, tender: Tender) -> Iterator[str]:
    """Yield what 招标投标法 第十六条 asks for: what, how much, where, when, how to get it."""
    yield f"采购方式：{tender.method.zh}；评标方法：{tender.evaluation.zh}"
    for no, each in enumerate(queries.sources(work, queries.lines(work, tender.id)), 1):
        yield (
            f"{no}. {each.kind.name} {plain(each.line.quantity)} {each.need.unit}，"
            f"使用地点 {each.place.name}，需求时间 {each.need.need_by}"
        )
    if tender.sale_from is not None:
        yield f"招标文件获取：{tender.sale_from} 至 {tender.sale_until}，向招标人领取"
    yield f"投标截止及开标：{queries.deadline(work, tender)}"
    for auction in work.all(Auction, tender_id=tender.id):
        yield (
            f"竞价：{queries.local(work, auction.opens_at)} 至 "
            f"{queries.local(work, auction.ends_at)}，"
            f"每次比{auction.below.zh}至少低 {plain(auction.step)} 元，"
            f"最后 {auction.quiet_minutes} 分钟内有报价的，顺延至其后 {auction.quiet_minutes} 分钟"
        )


def candidates(work: Work, tender: Tender) -> Iterator[str]:
    """Yield the ranking with prices, and until when it may be objected to."""
    shown = (BidState.CANDIDATE, BidState.WON)
    yield from _ranked(work, tender, tuple(map(str, shown)))
    yield f"公示期：{tender.publicity_from} 至 {tender.publicity_until}"
    yield "有异议的，请在公示期内向招标人提出"


def winners(work: Work, tender: Tender) -> Iterator[str]:
    """Yield who won, at what price."""
    yield from _ranked(work, tender, (str(BidState.WON), "bound"))
    yield f"定标日期：{tender.awarded_on}"


def termination(tender: Tender) -> Iterator[str]:
    """Yield that it ended without a winner."""
    yield f"本次招标{tender.state.zh}，已收取的文件费用和投标保证金按规定退还"


def _ranked(work: Work, tender: Tender, states: tuple[str, ...]) -> Iterator[str]:
    bids = [each for each in work.all(Bid, Bid.rank, tender_id=tender.id) if each.state in states]
    suppliers = queries.bidding(work, bids)
    for bid in bids:
        yield f"第 {bid.rank} 名：{suppliers[bid.supplier_id].name}，报价 {bid.price} 元"
