"""What the committee did, so that its ranks can be computed again from this alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeAlias
from uuid import UUID

from equiplink.audit.case import Case
from equiplink.tender import lottery, panel, ranking, scoring
from equiplink.tender.models import Bid, Lot
from equiplink.tender.panel_models import Sheet
from equiplink.tender.panel_states import CheckItem, SheetState
from equiplink.tender.states import BidState, Evaluation, Formula, Rejection
from equiplink.tender.term_states import TieRule
from equiplink.tender.terms import ties_of


def evaluation(case: Case) -> dict[str, Any]:
    """Return committee, draws, checklists, sheets, prices, ranks and signatures."""
    ranked = [lot for lot in case.lots if any(b.rank and b.lot_id == lot.id for b in case.opened)]
    return {
        "committee": [_member(case, number) for number in range(len(case.members))],
        "names_told": case.named,
        "draws": [_draw(case, number) for number in range(len(case.draws))],
        "checklists": list(_checklists(case)),
        "rejections": [
            {
                "lot": case.lot_of(bid),
                "supplier": case.bidder(bid.id),
                "reason": Rejection(bid.rejection).zh,
            }
            for bid in case.opened
            if bid.state is BidState.REJECTED
        ],
        "low_prices": list(_low_prices(case)),
        "adjustments": [
            {
                "supplier": case.bidder(each.bid_id),
                "factor": each.factor,
                "amount": str(each.amount),
                "reason": each.reason,
                "by": case.member(each.member_id),
            }
            for each in case.adjustments
        ],
        "sheets": [_sheet(case, sheet) for sheet in case.sheets],
        "rankings": [_ranking(case, lot) for lot in ranked],
        "signatures": [
            {
                "member": case.member(each.member_id),
                "opinion": each.opinion.zh,
                "text": each.text,
                "at": each.signed_at.isoformat(),
            }
            for each in case.signatures
        ],
    }


def _member(case: Case, number: int) -> dict[str, Any]:
    member = case.members[number]
    expert = case.experts.get(member.person_id)
    return {
        "member": case.member(member.id),
        "expert": member.expert,
        "field": expert.field if expert else "",
        "title": expert.title if expert else "",
        "since": str(expert.in_field_since) if expert else "",
        "special": member.special,
        "declared_at": member.declared_at and member.declared_at.isoformat(),
        "interest": member.interest,
        "left": f"{member.leaving.zh}：{member.left_note}" if member.leaving else "",
    }


def _draw(case: Case, number: int) -> dict[str, Any]:
    """Tell of a draw; who was in the pool is told with the committee's names."""
    draw = case.draws[number]

    def said(ids: Sequence[str]) -> list[str]:
        names = {str(key): name for key, name in case.people.items()}
        return [f"{each} {names[each]}" for each in ids] if case.named else []

    return {
        "commitment": draw.commitment,
        "places": draw.places,
        "pool": said(draw.pool),
        "seed": draw.seed if case.named else "",
        "word": draw.word,
        "prepared_by": case.people[draw.prepared_by],
        "witness": case.people[draw.witness_id] if draw.witness_id else "",
        "drawn_at": draw.drawn_at and draw.drawn_at.isoformat(),
        "drawn": said(draw.drawn),
        "excused": [each["reason"] for each in draw.excused],
    }


def _checklists(case: Case) -> Iterator[dict[str, Any]]:
    words = {item.value: item.zh for item in CheckItem}
    for each in case.checks:
        yield {
            "lot": case.lot_of(case.by_id[each.bid_id]),
            "supplier": case.bidder(each.bid_id),
            "item": words.get(each.item, each.item),
            "passes": each.passes,
            "evidence": each.evidence,
            "by": case.member(each.member_id),
            "replaced": each.replaced_at is not None,
        }


def _low_prices(case: Case) -> Iterator[dict[str, Any]]:
    for each in case.holds:
        yield {
            "supplier": case.bidder(each.bid_id),
            "state": each.state.zh,
            "question": each.question,
            "explanation": each.explanation,
            "evidence": each.evidence,
            "decision": each.decision,
        }


def _sheet(case: Case, sheet: Sheet) -> dict[str, Any]:
    order = panel.marked(case.tender)
    return {
        "lot": next(lot.no for lot in case.lots if lot.id == sheet.lot_id),
        "member": case.member(sheet.member_id),
        "state": sheet.state.zh,
        "counts": sheet.state is not SheetState.VOID,
        "signed_at": sheet.signed_at and sheet.signed_at.isoformat(),
        "fingerprint": sheet.fingerprint,
        "reason": sheet.reason,
        "marks": [
            {
                "bid_id": bid_id,
                "supplier": case.bidder(bid_id),
                "points": {name: marks[name] for name in order if name in marks},
            }
            for bid_id, marks in sheet.marks.items()
        ],
    }


def _ranking(case: Case, lot: Lot) -> dict[str, Any]:
    """Return the ranks of a lot with every number that they follow from."""
    bids = sorted(
        (bid for bid in case.opened if bid.rank and bid.lot_id == lot.id),
        key=lambda bid: (bid.rank or 0, bid.id),
    )
    prices = [case.prices[bid.id] for bid in bids]
    sheets = [s for s in case.sheets if s.state is not SheetState.VOID and s.lot_id == lot.id]
    marks = panel.points(sheets)
    found: dict[str, Any] = {"lot": lot.no, "rows": [], "benchmark": None, "formula": None}
    found |= {"basis": case.tender.price_basis.zh, "ties": _ties(case, bids, marks)}
    found["draw"] = _drawing(case, bids)
    if case.tender.evaluation is not Evaluation.COMPREHENSIVE:
        found["rows"] = [_priced(case, bid) for bid in bids]
        return found
    criterion = next(each for each in case.tender.criteria if each.get("formula"))
    formula = Formula(criterion["formula"])
    base = scoring.benchmark(formula, prices)
    found |= {"formula": formula.value, "formula_zh": formula.zh, "benchmark": str(base)}
    for bid in bids:
        points = scoring.price_points(criterion, prices, case.prices[bid.id])
        members = scoring.marks_of(
            _candidate(case, bid, marks), case.tender.criteria, trim=case.tender.trim_scores
        )
        found["rows"].append(
            _priced(case, bid)
            | {
                "price_points": str(points),
                "members": str(members),
                "exact": str(points + members),
                "score": str(scoring.rounded(points + members)),
            }
        )
    return found


Marks: TypeAlias = Mapping[UUID, Mapping[str, Sequence[Decimal]]]


def _candidate(case: Case, bid: Bid, marks: Marks) -> scoring.Candidate:
    return scoring.Candidate(bid.id, case.prices[bid.id], marks.get(bid.id, {}))


def _ties(case: Case, bids: Sequence[Bid], marks: Marks) -> list[dict[str, Any]]:
    """Tell which rule of the notice told equal bids apart, pair by pair in the order of ranks."""
    tender = case.tender
    told = case.told("evaluate").get(tender.id, {})
    votes = [UUID(str(each)) for each in told.get("order", ())]
    ties = scoring.Ties(ties_of(tender), votes, ranking.draw(tender, _drawn(case, bids)))
    candidates = [_candidate(case, bid, marks) for bid in bids]
    if tender.evaluation is Evaluation.COMPREHENSIVE:
        places = scoring.by_total_score(
            candidates, tender.criteria, ties, trim=tender.trim_scores
        )  # fmt: skip
    else:
        reviewed = [
            replace(each, price=case.by_id[each.bid_id].reviewed_price or each.price)
            for each in candidates
        ]
        places = scoring.by_lowest_price(reviewed, ties)
    return [
        {
            "bidders": [case.bidder(one.bid_id), case.bidder(other.bid_id)],
            "by": rule.zh if (rule := ties.apart(one, other)) else "未能分出先后，并列",
        }
        for one, other in pairwise(places)
        if one.keys[0] == other.keys[0]
    ]


def _drawn(case: Case, bids: Sequence[Bid]) -> list[Bid]:
    """Return the bids among which was drawn: those that were ranked, as they came."""
    ids = {bid.id for bid in bids}
    return [bid for bid in case.opened if bid.id in ids]


def _drawing(case: Case, bids: Sequence[Bid]) -> dict[str, Any] | None:
    """Return what the draw follows from, where the notice lets one decide."""
    if TieRule.DRAW not in ties_of(case.tender):
        return None
    return {
        "seed": case.tender.opening_key,
        "word": lottery.word_of([bid.commitment for bid in bids]),
        "drawn": [
            f"{each} {case.bidder(each)}" for each in ranking.draw(case.tender, _drawn(case, bids))
        ],
    }


def _priced(case: Case, bid: Bid) -> dict[str, Any]:
    return {
        "bid_id": str(bid.id),
        "supplier": case.bidder(bid.id),
        "rank": bid.rank,
        "price": str(bid.price),
        "reviewed_price": str(bid.reviewed_price),
        "compared": str(case.prices[bid.id]),
        "net": None if (net := case.net.get(bid.id)) is None else str(net),
    }
