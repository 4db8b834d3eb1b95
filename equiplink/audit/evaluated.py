"""What the committee did, so that its ranks can be computed again from this alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from equiplink.audit.case import Case
from equiplink.tender import panel, scoring
from equiplink.tender.models import Bid, Lot
from equiplink.tender.panel_models import Sheet
from equiplink.tender.panel_states import CheckItem, SheetState
from equiplink.tender.states import BidState, Evaluation, Formula, Rejection


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
    prices = [bid.price or Decimal(0) for bid in bids]
    sheets = [s for s in case.sheets if s.state is not SheetState.VOID and s.lot_id == lot.id]
    found: dict[str, Any] = {"lot": lot.no, "rows": [], "benchmark": None, "formula": None}
    if case.tender.evaluation is not Evaluation.COMPREHENSIVE:
        found["rows"] = [_priced(case, bid) for bid in bids]
        return found
    criterion = next(each for each in case.tender.criteria if each.get("formula"))
    formula = Formula(criterion["formula"])
    base = scoring.benchmark(formula, prices)
    marks = panel.points(sheets)
    found |= {"formula": formula.value, "formula_zh": formula.zh, "benchmark": str(base)}
    for bid in bids:
        points = scoring.price_points(criterion, prices, bid.price or Decimal(0))
        candidate = scoring.Candidate(bid.id, bid.price or Decimal(0), marks.get(bid.id, {}))
        score = scoring.score_of(
            candidate, case.tender.criteria, prices, trim=case.tender.trim_scores
        )
        found["rows"].append(
            _priced(case, bid)
            | {
                "price_points": str(points),
                "members": str(score - points),
                "exact": str(score),
                "score": str(scoring.rounded(score)),
            }
        )
    return found


def _priced(case: Case, bid: Bid) -> dict[str, Any]:
    return {
        "bid_id": str(bid.id),
        "supplier": case.bidder(bid.id),
        "rank": bid.rank,
        "price": str(bid.price),
        "reviewed_price": str(bid.reviewed_price),
    }
