"""The file of one tender as a plain document: from the plan's line to the contract.

Whoever has it can check every day, recompute every rank and open every envelope
again, without the program and without the database. Numbers are text, exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from equiplink.audit import evaluated, proofs
from equiplink.audit.case import Case, find
from equiplink.audit.clock import clock
from equiplink.audit.papers import Papers
from equiplink.contract.rules import Term
from equiplink.db import plain
from equiplink.law import Finding, Severity
from equiplink.mine.states import Role
from equiplink.rules import say
from equiplink.tender import bonds, opening
from equiplink.tender.method_states import Cancellation
from equiplink.tender.scoring import rounded
from equiplink.tender.terms import ties_of, valid_until
from equiplink.work import Work

READERS = (Role.BUYER, Role.EVALUATOR, Role.APPROVER, Role.INSPECTOR)
"""Who may read the file; bids, marks and names are nobody else's (招标投标法 第四十四条)."""


def procurement(work: Work, named: str) -> dict[str, Any]:
    """Return the file of the tender with that id or number, of the last round by number.

    Before the opening it tells of no bidder; until the award it tells no
    member's name.
    """
    work.allow(*READERS)
    case = Case(work, find(work, named))
    return {
        "mine": {"name": work.mine.name, "code": work.mine.code, "synthetic": work.mine.synthetic},
        "made_at": work.now.isoformat(),
        "time_zone": work.mine.time_zone,
        "notice": _notice(case),
        "lines": list(_lines(case)),
        "clock": list(clock(case)),
        "bidders": list(_bidders(case)),
        "opening": _opening(case),
        **evaluated.evaluation(case),
        "signs": list(_signs(case)),
        "publicity": {
            "from": _text(case.tender.publicity_from),
            "until": _text(case.tender.publicity_until),
        },
        "objections": list(_objections(case)),
        "awards": list(_awards(case)),
        "contracts": list(_contracts(case)),
        **Papers(case).document(),
        **proofs.proofs(case),
    }


def _opening(case: Case) -> dict[str, Any] | None:
    if case.opening is None:
        return None
    return opening.told(
        case.opening, case.tender, bids=case.bids, lots=case.lots, suppliers=case.suppliers,
        people=case.people, paid=bonds.received(case.work, case.tender),
    )  # fmt: skip


def _notice(case: Case) -> dict[str, Any]:
    tender = case.tender
    return {
        "id": str(tender.id),
        "number": tender.number,
        "round": tender.round,
        "title": tender.title,
        "state": tender.state.zh,
        "method": tender.method.zh,
        "statutory": tender.statutory,
        "reason": tender.reason,
        "ground": tender.ground.zh if tender.ground else "",
        "evaluation": tender.evaluation.zh,
        "estimate": str(tender.estimate),
        "media": tender.media,
        "ties": [each.zh for each in ties_of(tender)],
        "price_basis": tender.price_basis.zh,
        "short_bond": tender.short_bond.zh,
        "valid_until": valid_until(case.work, tender),
        "requirements": tender.requirements,
        "criteria": tender.criteria,
        "trim_scores": tender.trim_scores,
        "qualifications": tender.qualifications,
        "review_factors": tender.review_factors,
        "lots": [
            {
                "no": lot.no,
                "title": lot.title,
                "state": lot.state.zh,
                "estimate": str(lot.estimate),
                "max_price": _text(lot.max_price),
                "bid_bond": str(lot.bid_bond),
            }
            for lot in case.lots
        ],
        "issued_at": _text(tender.issued_at),
        "deadline": _text(tender.deadline),
        "opened_at": _text(tender.opened_at),
        "report_on": _text(tender.report_on),
        "awarded_on": _text(tender.awarded_on),
        "failure": "；".join(
            _end(each.data) for each in case.entries
            if each.subject_id == tender.id and each.action in {"fail", "cancel"}
        ),
    }  # fmt: skip


def _end(data: Mapping[str, Any]) -> str:
    """Say why it ended: the cause of a cancellation with what proves it, and the reason."""
    cause = Cancellation(data["cause"]).zh if data.get("cause") else ""
    proof = f"（{data['evidence']}）" if data.get("evidence") else ""
    return "：".join(filter(None, (cause + proof, str(data.get("reason", "")))))


def _lines(case: Case) -> Iterator[dict[str, Any]]:
    numbers = {lot.id: lot.no for lot in case.lots}
    for each in case.sources:
        yield {
            "lot": numbers[each.line.lot_id],
            "plan": each.plan.number,
            "plan_line": each.need.no,
            "requester": case.people.get(each.plan.requester_id, "—"),
            "name": each.product.name,
            "model": each.product.model,
            "quantity": plain(each.line.quantity),
            "unit": each.need.unit,
            "estimate": str(each.need.estimate),
            "place": each.place.name,
            "changed": not each.stands,
        }


def _bidders(case: Case) -> Iterator[dict[str, Any]]:
    for bid in case.bids:
        supplier = case.suppliers[bid.supplier_id]
        yield {
            "bid_id": str(bid.id),
            "lot": case.lot_of(bid),
            "supplier": supplier.name,
            "uscc": supplier.uscc,
            "received_at": bid.received_at.isoformat(),
            "state": bid.state.zh,
            "price": _text(bid.price),
            "net": _fen(case.net.get(bid.id)),
            "rejection": bid.rejection,
        }


def _signs(case: Case) -> Iterator[dict[str, str]]:
    """Tell what the evaluation warned of: signs of collusion and whatever else was let pass."""
    for data in case.told("evaluate").values():
        for each in data.get("warnings", ()):
            finding = Finding(each["code"], Severity.WARN, each["params"])
            yield {"code": finding.code, "says": say(finding)}


def _objections(case: Case) -> Iterator[dict[str, Any]]:
    for each in case.objections:
        yield {
            "received_at": each.received_at.isoformat(),
            "by": case.suppliers[each.supplier_id].name
            if each.supplier_id in case.suppliers
            else "",
            "about": each.about.zh,
            "late": each.late,
            "text": each.text,
            "answer": each.answer,
            "answered_at": _text(each.answered_at),
        }


def _awards(case: Case) -> Iterator[dict[str, Any]]:
    """Tell of every award, and of those that were set aside, in their order."""
    numbers = {lot.id: lot.no for lot in case.lots}
    for entry in case.entries:
        if entry.subject == "lot" and entry.action in {"award", "set_aside"}:
            data = entry.data
            yield {
                "lot": numbers[entry.subject_id],
                "action": "定标" if entry.action == "award" else "取消中标",
                "on": case.work.day_of(entry.at).isoformat(),
                "by": entry.actor_name,
                "supplier": case.bidder(data["bid_id"]),
                "price": _text(data.get("price")),
                "rank": data.get("rank"),
                "reason": _text(data.get("reason")),
            }


def _contracts(case: Case) -> Iterator[dict[str, Any]]:
    """Lay each contract beside the bid that won: line by line what was bid and what was signed."""
    goods = {each.line.id: each for each in case.sources}
    offered = {(each.bid_id, each.tender_line_id): each for each in case.offers}
    for contract in case.contracts:
        rows = []
        for line in case.contract_lines:
            if line.contract_id != contract.id:
                continue
            bid = offered[contract.bid_id, line.tender_line_id]
            asked = goods[line.tender_line_id].line.quantity
            before = Term(bid.model, bid.maker, bid.mark_number, asked, bid.unit_price)
            after = Term(
                line.model, line.maker, line.mark_number, line.quantity, line.unit_price
            )  # fmt: skip
            rows.append({
                "bid": _term(before), "contract": _term(after), "same": before == after,
            })  # fmt: skip
        yield {
            "number": contract.number,
            "supplier": case.bidder(contract.bid_id),
            "state": contract.state.zh,
            "signed_on": _text(contract.signed_on),
            "amount": str(contract.amount),
            "bid_price": _text(case.by_id[contract.bid_id].price),
            "performance_bond": str(contract.performance_bond),
            "deliver_by": contract.deliver_by.isoformat(),
            "lines": rows,
        }


def _term(term: Term) -> str:
    return f"{term.goods} × {plain(term.quantity)} @ {term.unit_price}"


def _fen(value: Fraction | None) -> str | None:
    return None if value is None else str(rounded(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
