"""What a committee of the example does in every tender: the record, the reviews, the marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.example.cast import Cast
from equiplink.tender import committee, experts, opening, panel, queries, sheets
from equiplink.tender.models import Bid, Tender


def enrol(cast: Cast) -> None:
    """Put the evaluators on the list of experts, with made-up titles."""
    with cast.by("buyer") as work:
        for person in cast.people["evaluator"]:
            experts.enrol_expert(
                work, person_id=person.id, field="矿山机电", in_field_since=date(2010, 7, 1),
                title="高级工程师（样例）", evidence="样例职称证书",
            )  # fmt: skip


def record_opening(cast: Cast, tender_id: UUID) -> None:
    """Write down what was read out of every bid; the buyer reads, the safety officer writes."""
    reader, recorder = cast.people["buyer"][0], cast.people["safety_officer"][0]
    with cast.by("buyer") as work:
        bids = queries.live_bids(work, tender_id)
        known = queries.bidding(work, bids)
        record = opening.record_opening(
            work, tender_id, venue="机关楼二楼会议室（样例）",
            present=[
                {"name": f"{each.name}代表", "capacity": "投标人代表", "supplier_id": each.id}
                for each in known.values()
            ],
            readings=[
                {"bid_id": bid.id, "envelope": "electronic", "price": bid.price or Decimal(0),
                 "days": 45, "quality": "合格"}
                for bid in bids
            ],
            reader_id=reader.id, recorder_id=recorder.id,
        )  # fmt: skip
        opening.sign_opening(work, record.id)
    with cast.by("safety_officer") as work:
        opening.sign_opening(work, record.id)


def review(cast: Cast, tender_id: UUID) -> None:
    """Let every member state that he has no interest, and the first find all bids in order."""
    for which in seats(cast, tender_id):
        with cast.by("evaluator", which) as work:
            committee.declare_interest(work, tender_id)
    with cast.by("evaluator", seats(cast, tender_id)[0]) as work:
        tender = work.get(Tender, tender_id)
        for bid in queries.live_bids(work, tender_id):
            committee.check_bid(
                work, bid.id,
                answers=[
                    {"item": item, "passes": True, "evidence": "投标文件第 1 册（样例）"}
                    for item in panel.items(tender)
                ],
            )  # fmt: skip


def mark(cast: Cast, tender_id: UUID, points: Callable[[int, Bid, str], Decimal]) -> None:
    """Let every member mark all bids of each lot and sign; *points* of seat, bid, criterion."""
    for seat, which in enumerate(seats(cast, tender_id)):
        with cast.by("evaluator", which) as work:
            tender = work.get(Tender, tender_id)
            for lot_id, bids in queries.by_lot(work, tender).items():
                made = sheets.fill_sheet(
                    work, lot_id,
                    marks=[
                        {"bid_id": bid.id, "criterion": name, "points": points(seat, bid, name)}
                        for bid in bids
                        for name in panel.marked(tender)
                    ],
                )  # fmt: skip
                sheets.sign_sheet(work, made.id)


def sign(cast: Cast, tender_id: UUID) -> None:
    """Let every member sign the report."""
    for which in seats(cast, tender_id):
        with cast.by("evaluator", which) as work:
            committee.sign_report(work, tender_id)


def seats(cast: Cast, tender_id: UUID) -> list[int]:
    """Return which of the example's evaluators sit, in the order of the seats."""
    with cast.by("buyer") as work:
        seated = [member.person_id for member in queries.committee(work, tender_id)]
    order = [person.id for person in cast.people["evaluator"]]
    return [order.index(person_id) for person_id in seated]
