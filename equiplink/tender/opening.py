"""开标记录: who was present, what was read out, what was objected, and two signatures.

The opening itself is in ``bids``; this is what people saw of it (招标投标法 第三十六条).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.db import PENNIES, exact, new_id, one_of
from equiplink.errors import Conflict, Forbidden, NotFound, Unreadable, said
from equiplink.mine.models import Person
from equiplink.supplier.models import Supplier
from equiplink.tender import bonds, queries
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.tender.panel_models import OpeningRecord
from equiplink.tender.panel_rules import OPENING_RECORD, Room
from equiplink.tender.panel_states import EnvelopeState
from equiplink.tender.states import TENDER
from equiplink.work import Work


class Present(TypedDict):
    """Somebody in the room: a bidder's representative, a notary, a supervisor."""

    name: str
    capacity: str
    supplier_id: NotRequired[UUID]


class ReadOut(TypedDict):
    """What was read out of one bid. ``price`` and ``bond`` in CNY, ``days`` from the order."""

    bid_id: UUID
    envelope: str
    price: Decimal
    days: NotRequired[int]
    quality: NotRequired[str]
    bond: NotRequired[Decimal]


class Remark(TypedDict):
    """An objection on the spot and what was answered."""

    by: str
    text: str
    answer: str


def record_opening(
    work: Work,
    tender_id: UUID,
    *,
    venue: str,
    present: Sequence[Present],
    readings: Sequence[ReadOut],
    remarks: Sequence[Remark] = (),
    reader_id: UUID,
    recorder_id: UUID,
) -> OpeningRecord:
    """Write the opening record: every opened bid with its seal (a word of ``EnvelopeState``).

    Until somebody has signed it may be written again, whole; after that it stands.
    """
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "record_opening")
    opened = {bid.id: bid for bid in queries.live_bids(work, tender_id)}
    read = {each["bid_id"]: _reading(each, opened) for each in readings}
    names = queries.bidding(work, list(opened.values()))

    def named(*bids: Bid) -> tuple[str, ...]:
        return tuple(names[bid.supplier_id].name for bid in bids)

    facts = Room(
        today=work.today,
        method=tender.method,
        unread=named(*(bid for bid in opened.values() if bid.id not in read)),
        differing=named(*(opened[n] for n, r in read.items() if r["price"] != opened[n].price)),
        damaged=named(
            *(opened[n] for n, r in read.items() if r["envelope"] is EnvelopeState.DAMAGED)
        ),
        alone=reader_id == recorder_id,
    )
    warnings = OPENING_RECORD.require(facts, work.policy)
    record = _blank(work, tender_id)
    record.venue = said(venue, "开标地点", field="venue")
    record.present = [_plain(each) for each in present]
    record.readings = [_plain(each) for each in read.values()]
    record.remarks = [_plain(each) for each in remarks]
    record.reader_id = work.get(Person, reader_id).id
    record.recorder_id = work.get(Person, recorder_id).id
    work.step(
        TENDER, tender, "record_opening", warnings=warnings, record_id=record.id, venue=venue,
        present=record.present, readings=record.readings, remarks=record.remarks,
        reader_id=reader_id, recorder_id=recorder_id,
    )  # fmt: skip
    work.session.add(record)
    return record


def sign_opening(work: Work, record_id: UUID) -> OpeningRecord:
    """Sign the opening record, as who read it out or as who wrote it."""
    record = work.get(OpeningRecord, record_id)
    if work.actor.id not in (record.reader_id, record.recorder_id):
        raise Forbidden(
            f"{work.actor.name} neither read out nor recorded this opening",
            zh=f"{work.actor.name} 不是本次开标的唱标人或记录人，不能签字",
        )
    if work.actor.id == record.reader_id:
        record.reader_signed_at = record.reader_signed_at or work.now
    else:
        record.recorder_signed_at = record.recorder_signed_at or work.now
    work.record(record, "sign_opening", tender_id=record.tender_id)
    return record


def opening_record(work: Work, tender_id: UUID) -> dict[str, Any] | None:
    """Return the opening record as a document with names; None while there is none."""
    record = work.first(OpeningRecord, tender_id=tender_id)
    if record is None:
        return None
    tender, found = work.get(Tender, tender_id), work.all(Bid, tender_id=tender_id)
    people = {each: work.get(Person, each).name for each in (record.reader_id, record.recorder_id)}
    return told(
        record, tender, bids=found, lots=queries.lots(work, tender_id),
        suppliers=queries.bidding(work, found), people=people, paid=bonds.received(work, tender),
    )  # fmt: skip


def told(
    record: OpeningRecord,
    tender: Tender,
    *,
    bids: Sequence[Bid],
    lots: Sequence[Lot],
    suppliers: Mapping[UUID, Supplier],
    people: Mapping[UUID, str],
    paid: Mapping[tuple[UUID, UUID], Decimal],
) -> dict[str, Any]:
    """Return the record as a document: each row with its lot and the bond that really came."""
    by_id, numbers = {str(bid.id): bid for bid in bids}, {lot.id: lot.no for lot in lots}
    return {
        "venue": record.venue,
        "opened_at": tender.opened_at,
        "present": [
            each | {"supplier": _name(suppliers, each.get("supplier_id"))}
            for each in record.present
        ],
        "readings": [
            each
            | {
                "lot": numbers[bid.lot_id],
                "supplier": suppliers[bid.supplier_id].name,
                "received_at": bid.received_at,
                "bond_received": paid.get((bid.lot_id, bid.supplier_id)),
                "envelope_zh": EnvelopeState(each["envelope"]).zh,
            }
            for each in record.readings
            if (bid := by_id[each["bid_id"]])
        ],
        "remarks": record.remarks,
        "reader": people[record.reader_id],
        "recorder": people[record.recorder_id],
        "reader_signed_at": record.reader_signed_at,
        "recorder_signed_at": record.recorder_signed_at,
    }


def _reading(given: ReadOut, opened: dict[UUID, Bid]) -> dict[str, Any]:
    if given["bid_id"] not in opened:
        raise NotFound(
            f"no bid {given['bid_id']} was opened in this tender; check the number",
            zh=f"本次招标没有开启编号为 {given['bid_id']} 的投标，请核对",
            field="readings",
        )
    days = given.get("days")
    if days is not None and days < 0:
        raise Unreadable(
            f"days {days} is less than none; correct it",
            zh=f"工期（交货期）{days} 天不能为负，请改正",
            field="readings",
        )
    for amount in (given["price"], given.get("bond", Decimal(0))):
        exact(amount, PENNIES, field="readings")
    return {
        "bid_id": given["bid_id"],
        "envelope": one_of(EnvelopeState, given["envelope"], field="envelope"),
        "price": given["price"],
        "days": days,
        "quality": given.get("quality", ""),
        "bond": given.get("bond"),
    }


def _blank(work: Work, tender_id: UUID) -> OpeningRecord:
    record = work.first(OpeningRecord, tender_id=tender_id)
    if record is None:
        return OpeningRecord(id=new_id(), mine_id=work.mine_id, tender_id=tender_id)
    if record.reader_signed_at or record.recorder_signed_at:
        raise Conflict(
            "the opening record is signed and stands; note what is wrong as an objection",
            zh="开标记录已签字，不能再改；有误的请以异议登记说明",
            field="tender_id",
        )
    return record


def _plain(given: object) -> dict[str, Any]:
    """Return what was given as it is stored: text, but for whole numbers and nothing."""
    kept = dict(given)  # type: ignore[call-overload]  # a TypedDict
    return {k: v if v is None or isinstance(v, int) else str(v) for k, v in kept.items()}


def _name(suppliers: Mapping[UUID, Supplier], supplier_id: str | None) -> str:
    known = suppliers.get(UUID(supplier_id)) if supplier_id else None
    return known.name if known else ""
