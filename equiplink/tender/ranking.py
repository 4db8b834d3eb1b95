"""Rank the bids of a lot by the notice: its measure, its rules for ties, its draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from equiplink.errors import Unreadable
from equiplink.tender import lottery, panel, scoring
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import Evaluation
from equiplink.tender.term_states import TieRule
from equiplink.tender.terms import ties_of


def ranked(
    tender: Tender,
    bids: Sequence[Bid],
    prices: Mapping[UUID, scoring.Price],
    points: Mapping[UUID, Mapping[str, Sequence[Decimal]]],
    more: Mapping[UUID, Decimal],
    order: Sequence[UUID],
) -> list[scoring.Place]:
    """Rank the live bids of a lot; while a price or a mark is missing there is no ranking.

    *points* are the members' marks, *more* what is added to prices where the
    lowest wins, *order* the committee's vote on equal bids.
    """
    wanted = set(panel.marked(tender))
    candidates = [
        scoring.Candidate(bid.id, prices[bid.id], points.get(bid.id, {}))
        for bid in bids
        if bid.id in prices and wanted <= set(points.get(bid.id, {}))
    ]
    if len(candidates) < len(bids) or not bids:
        return []
    ties = scoring.Ties(ties_of(tender), _vote(tender, order), draw(tender, bids))
    if tender.evaluation is Evaluation.COMPREHENSIVE:
        return scoring.by_total_score(candidates, tender.criteria, ties, trim=tender.trim_scores)
    reviewed = [replace(each, price=_plus(each.price, more[each.bid_id])) for each in candidates]
    return scoring.by_lowest_price(reviewed, ties)


def draw(tender: Tender, bids: Sequence[Bid]) -> list[UUID]:
    """Return the bids of a lot in the order of the draw, which anybody can repeat."""
    word = lottery.word_of([bid.commitment for bid in bids])
    drawn = lottery.order([str(bid.id) for bid in bids], tender.opening_key, word)
    return list(map(UUID, drawn))


def _vote(tender: Tender, order: Sequence[UUID]) -> Sequence[UUID]:
    if order and TieRule.COMMITTEE_VOTE not in ties_of(tender):
        raise Unreadable(
            "the notice lets nobody vote on equal bids; leave order out",
            zh="招标文件没有规定由评标委员会表决并列，请去掉 order",
            field="order",
        )
    return order


def _plus(price: scoring.Price, more: Decimal) -> scoring.Price:
    return price + more if isinstance(price, Decimal) else price + Fraction(more)
