"""Seat the committee, reject bids, rank them, publicise, award; its papers are in ``committee``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from equiplink.db import new_id, one_of
from equiplink.errors import NotFound, Unreadable
from equiplink.mine.actions import valid_certificate
from equiplink.mine.calendar import calendar
from equiplink.mine.models import Person
from equiplink.mine.states import Permit
from equiplink.supplier.queries import unproven
from equiplink.tender import (
    auctions,
    basis,
    bids,
    bonds,
    experts,
    panel,
    pauses,
    queries,
    ranking,
    scoring,
    signs,
)
from equiplink.tender.award_rules import AWARD, PUBLICITY, PUBLICITY_DAYS, Decision, Publicity
from equiplink.tender.committee_rules import ASSESSMENT, REJECTION, Denial
from equiplink.tender.models import Bid, BidLine, Lot, Member, Tender
from equiplink.tender.panel_models import Expert, PriceHold
from equiplink.tender.seat_rules import SEATING, Seat
from equiplink.tender.states import BID, LOT, TENDER, BidState, Rejection, Skip
from equiplink.work import Work


def seat(
    work: Work,
    tender_id: UUID,
    *,
    person_id: UUID,
    expert: bool,
    interest: str = "",
    special: str = "",
) -> Member:
    """Seat a person on the committee; *expert* as 招标投标法 第三十七条 means it.

    *interest* is what is known of his ties to bidders; who has any may not sit, and
    he states it himself later. *special* says why an expert is named and not
    drawn by lot (the same article, third paragraph).
    """
    tender = work.get(Tender, tender_id)
    person = work.get(Person, person_id)
    certificate = valid_certificate(work, person_id, Permit.EVALUATION, work.today)
    behind = queries.sources(work, queries.lines(work, tender_id))
    known = work.first(Expert, person_id=person_id)
    left = len(work.all(Member, tender_id=tender_id)) - len(queries.committee(work, tender_id))
    facts = Seat(
        today=work.today,
        method=tender.method,
        statutory=tender.statutory,
        certificate_until=certificate.valid_until if certificate else None,
        interest=interest,
        requester=person_id in {source.plan.requester_id for source in behind},
        expert=expert,
        field_since=known.in_field_since if known else None,
        title=known.title if known else "",
        drawn=expert and person_id in experts.chosen(work, tender_id, left=left),
        special=special,
    )
    warnings = SEATING.require(facts, work.policy)
    work.step(
        TENDER, tender, "seat", warnings=warnings, person_id=person_id, person=person.name,
        expert=expert, special=special, certificate=certificate and certificate.number,
    )  # fmt: skip
    member = Member(
        id=new_id(), mine_id=work.mine_id, tender_id=tender_id, person_id=person_id,
        expert=expert, interest=interest, special=special, left_note="",
    )  # fmt: skip
    work.session.add(member)
    return member


def reject_bid(work: Work, bid_id: UUID, *, reason: str, note: str = "") -> Bid:
    """Reject an opened bid for one of the law's reasons, a word of ``Rejection``; by a member.

    In a tender an item of its checklist has failed before (``committee.check_bid``).
    """
    why = one_of(Rejection, reason, field="reason")
    bid = work.get(Bid, bid_id)
    tender = work.get(Tender, bid.tender_id)
    TENDER.next(tender.state, "evaluate")
    failed = panel.checklists(work, tender, [bid])[bid_id].failed
    facts = Denial(
        today=work.today,
        method=tender.method,
        seated=panel.seat_of(work, tender.id) is not None,
        reason=why,
        price=bid.price,
        max_price=work.get(Lot, bid.lot_id).max_price,
        failed=panel.stands_on(why, failed, tender),
        asked=work.first(PriceHold, bid_id=bid_id) is not None,
    )
    warnings = REJECTION.require(facts, work.policy)
    bid.rejection = why.value
    work.step(
        BID, bid, "reject", warnings=warnings, tender_id=tender.id, reason=why, note=note
    )  # fmt: skip
    return bid


def evaluate(work: Work, tender_id: UUID, *, report_on: date, order: Sequence[UUID] = ()) -> Tender:
    """Rank the bids of each lot by the documents' method, at most three candidates in each.

    *report_on* is the day on which the committee's report came. Equal bids are told
    apart by the rules of the notice in their order; *order* (ids of bids) is the
    committee's vote, where the notice lets it vote. Bids that nothing tells apart
    share a rank. All arithmetic is exact.
    """
    tender = work.get(Tender, tender_id)
    if report_on > work.today or report_on < work.day_of(tender.opened_at or work.now):
        raise Unreadable(
            f"report_on {report_on} lies before the opening or after today",
            zh=f"收到评标报告的日期 {report_on} 早于开标日或晚于今天，请核对",
            field="report_on",
        )
    by_lot = queries.by_lot(work, tender)
    live = [bid for bids in by_lot.values() for bid in bids]
    sheets = panel.sheets(work, tender_id)
    points, more = panel.points(sheets), panel.adjusted(work, live)
    prices = basis.prices(work, tender, live)
    ranked = [ranking.ranked(tender, bids, prices, points, more, order) for bids in by_lot.values()]
    named = [scoring.nominees(places) for places in ranked]
    tables, seated = signs.tables(work, tender), queries.committee(work, tender_id)
    facts = replace(
        panel.assessment(work, tender, by_lot, sheets, seated),
        related=signs.related(tables, live),
        candidates=max(map(len, named), default=0),
    )
    unfit = queries.ineligible(work, [bid.supplier_id for bid in live])
    also = (*unfit, *signs.judge(work, tender, tables), *pauses.paused(work, tender))
    also += (*bonds.short(work, tender, live), *auctions.unsettled(work, tender))
    warnings = ASSESSMENT[tender.method].require(facts, work.policy, also=also)
    places = {place.bid_id: place for each in ranked for place in each}
    candidates = {place.bid_id for each in named for place in each}
    _keep(work, live, places)
    for bid in live:
        if bid.id in candidates:
            work.step(BID, bid, "nominate", tender_id=tender_id, rank=bid.rank)
    tender.report_on = report_on
    work.step(
        TENDER, tender, "evaluate", warnings=warnings, report_on=report_on, order=list(order),
        committee=[member.person_id for member in seated],
        sheets={str(sheet.id): sheet.fingerprint for sheet in sheets},
        sheet=[_row(lot_id, place) for lot_id, each in zip(by_lot, ranked, strict=True)
               for place in each],
    )  # fmt: skip
    return tender


def _keep(work: Work, live: Sequence[Bid], places: Mapping[UUID, scoring.Place]) -> None:
    """Write rank and price of every bid at once: one statement, however many bid."""
    rows = Bid.__table__
    statement = (
        update(Bid)
        .where(rows.c.mine_id == work.mine_id, rows.c.id == bindparam("bid"))
        .values(
            rank=bindparam("place"), reviewed_price=bindparam("reviewed"),
            version=rows.c.version + 1,
        )
    )  # fmt: skip
    found = [(bid, places[bid.id]) for bid in live]
    work.connection.execute(
        statement,
        [{"bid": bid.id, "place": at.rank, "reviewed": _money(at)} for bid, at in found],
    )
    for bid, at in found:
        set_committed_value(bid, "rank", at.rank)
        set_committed_value(bid, "reviewed_price", _money(at))
        set_committed_value(bid, "version", bid.version + 1)


def _money(at: scoring.Place) -> Decimal:
    """Return the price that was compared, to the fen; what was compared is exact."""
    return scoring.rounded(Fraction(at.price))


def _row(lot_id: UUID, place: scoring.Place) -> dict[str, object]:
    """Return the line of the sheet for one bid, as the ledger keeps it."""
    return {
        "lot_id": lot_id, "bid_id": place.bid_id, "rank": place.rank, "price": str(place.price),
        "score": place.printed, "exact": place.score and str(place.score),
    }  # fmt: skip


def publicise(work: Work, tender_id: UUID, *, starts_on: date, ends_on: date) -> Tender:
    """Publicise the candidates; the days are the first and the last, the first not counted."""
    tender = work.get(Tender, tender_id)
    facts = Publicity(
        work.today, tender.statutory, tender.report_on, starts_on, ends_on,
        work.setting(PUBLICITY_DAYS),
        calendar=calendar(work),
        unsigned=panel.unsigned(work, tender),
    )  # fmt: skip
    warnings = PUBLICITY.require(facts, work.policy, also=pauses.paused(work, tender))
    tender.publicity_from, tender.publicity_until = starts_on, ends_on
    work.step(TENDER, tender, "publicise", warnings=warnings, starts_on=starts_on, ends_on=ends_on)
    return tender


def award(work: Work, tender_id: UUID, *, bid_id: UUID, reason: str = "") -> Tender:
    """Award the lot of a candidate to him: the first, or another with a *reason* of ``Skip``.

    The winner may not be debarred today, and his price is compared with the
    sealed content once more. The tender is awarded with the last of its lots.
    """
    why = one_of(Skip, reason, field="reason") if reason else None
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "award")
    bid = work.get(Bid, bid_id)
    if bid.tender_id != tender_id:
        raise NotFound(
            "this bid belongs to another tender", zh="该投标不属于本次招标", field="bid_id"
        )
    lot = work.get(Lot, bid.lot_id)
    LOT.next(lot.state, "award")
    behind = queries.sources(work, queries.lines(work, tender_id, lot_id=lot.id))
    offered = offers(work, bid_id)
    goods = queries.goods_of(work, offered)
    facts = _decision(work, tender, lot, bid, behind)
    facts = replace(
        facts,
        reason=why or "",
        unknown=tuple(
            f"{each.maker} {each.model}" for each in offered if each.tender_line_id not in goods
        ),
    )
    unfit = (
        *queries.ineligible(work, [bid.supplier_id]),
        *queries.unfit(work, offered, behind, goods),
        *unproven(work, bid.supplier_id, [(each.maker, each.model) for each in offered]),
        *pauses.ordered(work, tender),
    )
    warnings = AWARD[tender.method].require(facts, work.policy, also=unfit)
    lot.awarded_on = work.today
    said: dict[str, Any] = {
        "lot": lot.no, "bid_id": bid.id, "supplier_id": bid.supplier_id, "price": bid.price,
        "rank": bid.rank, "reason": why,
    }  # fmt: skip
    work.step(BID, bid, "win", tender_id=tender_id, rank=bid.rank, price=bid.price)
    work.step(LOT, lot, "award", warnings=warnings, tender_id=tender_id, **said)
    if not queries.pending(work, tender_id):
        tender.awarded_on = work.today
        work.step(TENDER, tender, "award", warnings=warnings, **said)
    return tender


def _decision(
    work: Work, tender: Tender, lot: Lot, bid: Bid, behind: Sequence[queries.Source]
) -> Decision:
    """Gather what stands in the way of *bid*: who is ahead, objections, the price, the plan."""
    rivals = [
        each for each in work.all(Bid, lot_id=lot.id, state=BidState.CANDIDATE)
        if each.id != bid.id
    ]  # fmt: skip
    limit = queries.limit(work, tender)
    may = [each for each in rivals if each.supplier_id not in limit.full]
    return Decision(
        today=work.today,
        method=tender.method,
        statutory=tender.statutory,
        publicity_until=tender.publicity_until,
        rank=bid.rank,
        ahead=sum((each.rank or 0) < (bid.rank or 0) for each in may),
        tied=any(each.rank == bid.rank for each in may),
        reason="",
        unanswered=queries.unanswered(work, tender.id),
        price=bid.price,
        sealed_price=_sealed_price(work, bid, behind),
        changed_lines=tuple(source.need.no for source in behind if not source.stands),
        full=bid.supplier_id in limit.full,
        most_lots=tender.most_lots or 0,
        earlier=limit.before(lot),
    )


def bind(work: Work, bid_id: UUID) -> Bid:
    """Bind the winner: his contract is signed, and the award can no longer be set aside."""
    bid = work.get(Bid, bid_id)
    work.step(BID, bid, "bind", tender_id=bid.tender_id)
    return bid


def offers(work: Work, bid_id: UUID) -> Sequence[BidLine]:
    """Return what an opened bid offers, line by line; nothing before the opening."""
    return work.all(BidLine, bid_id=bid_id)


def _sealed_price(work: Work, bid: Bid, behind: Sequence[queries.Source]) -> Decimal:
    """Return the price of the envelope, or of the last offer where they fell in an auction."""
    quantities = {str(source.line.id): source.line.quantity for source in behind}
    prices = auctions.final_prices(work, bid) or {
        line["tender_line_id"]: line["unit_price"] for line in bids.read(work, bid)["lines"]
    }
    return scoring.total((quantities[line], Decimal(unit)) for line, unit in prices.items())
