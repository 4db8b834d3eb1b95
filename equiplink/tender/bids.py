"""Take bids, keep them sealed, open them all at once.

Until the opening only two things are stored of a bid's content: an envelope for
the tender's key (see ``keys``), and its SHA-256 with a secret salt. That hash, the
envelope's own and the key it was closed to also stand in the ledger. So nobody
reads a price early, guesses it from the hash, or changes it afterwards without
being seen; the opening reveals salt and key, and anybody can then look again.
Because it does, what must stay closed is not kept: late and withdrawn contents.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, NotRequired, Protocol, TypedDict
from uuid import UUID

from equiplink import envelopes
from equiplink.db import PENNIES, canonical, exact, new_id
from equiplink.errors import Tampered, Unreadable
from equiplink.supplier.models import Supplier
from equiplink.tender import collusion, keys, pauses, prequalification, queries, rounds, scoring
from equiplink.tender.collusion import Particulars
from equiplink.tender.models import Bid, BidLine, Invitation, Tender, TenderLine
from equiplink.tender.opening_rules import (
    OFFERS,
    OPENING,
    SUBMISSION,
    WITHDRAWAL,
    Submission,
    Withdrawal,
)
from equiplink.tender.states import BID, TENDER, TENDERS, BidState
from equiplink.tender.term_rules import TAX, Taxed
from equiplink.tender.term_states import PriceBasis
from equiplink.work import Work

MOST_TAX = 100


class Priced(Protocol):
    """What has a price for one line: an offer of a bid, or of an auction."""

    def __getitem__(self, name: str, /) -> Any: ...
    def get(self, name: str, default: Any, /) -> Any: ...


class Offered(TypedDict):
    """What is offered for one line: ``unit_price`` in CNY with a tax of ``tax_rate`` per cent."""

    tender_line_id: UUID
    unit_price: Decimal
    model: str
    maker: str
    mark_number: str
    tax_rate: NotRequired[Decimal]


def submit_bid(
    work: Work,
    tender_id: UUID,
    *,
    supplier_id: UUID,
    lines: Sequence[Offered],
    particulars: Particulars | None = None,
    lot_id: UUID | None = None,
) -> Bid:
    """Hand in a bid for a lot, one offer for every line; it stays sealed until the opening.

    *lot_id* may be left out of a tender that is one lot.

    *particulars* are sealed with it, and looked through for signs of collusion
    when all bids are open (实施条例 第四十条).

    At or after the deadline it is recorded as late, with its time and hash; the
    content is not taken (招标投标法 第二十八条, 实施条例 第三十六条). A second live bid of one
    supplier for a lot is a ``Duplicate``: he replaces or withdraws the first.
    """
    tender = work.get(Tender, tender_id)
    supplier = work.get(Supplier, supplier_id)
    lot = queries.lot_of(work, tender_id, lot_id)
    late = queries.passed(work, tender)
    if not late:
        TENDER.next(tender.state, "open")
        facts = Submission(
            today=work.today,
            method=tender.method,
            invited=work.first(Invitation, tender_id=tender_id, supplier_id=supplier_id)
            is not None,
        )
        passed = prequalification.against_bidding(work, tender_id, supplier_id)
        taxed = Taxed(
            work.today,
            exclusive=tender.price_basis is PriceBasis.EXCLUSIVE,
            bare=sum("tax_rate" not in line for line in lines),
        )
        SUBMISSION.require(facts, work.policy, also=(*passed, *TAX.judge(taxed, work.policy)))
        check_lines(queries.lines(work, tender_id, lot_id=lot.id), lines)
        collusion.check(particulars or {})
    bid = Bid(
        id=new_id(),
        tender_id=tender_id,
        lot_id=lot.id,
        supplier_id=supplier_id,
        received_at=work.now,
        rejection="",
    )
    content = canonical(
        {
            "salt": secrets.token_hex(16), "lines": list(lines),
            "particulars": dict(particulars or {}),
        }
    ).encode()  # fmt: skip
    bid.commitment = sha256(content).hexdigest()
    bid.sealed = ""
    if late:
        work.step(
            BID, bid, "refuse_late", tender_id=tender_id, lot=lot.no, supplier=supplier.name,
            commitment=bid.commitment,
        )  # fmt: skip
        return bid
    bid.sealed = envelopes.close(content, tender.public_key, label=label(bid))
    work.step(
        BID, bid, "submit", tender_id=tender_id, lot=lot.no, supplier=supplier.name,
        commitment=bid.commitment, envelope=_digest(bid), public_key=tender.public_key,
    )  # fmt: skip
    return bid


def withdraw_bid(work: Work, bid_id: UUID) -> Bid:
    """Take a bid back before the deadline; its content is not kept."""
    bid = work.get(Bid, bid_id)
    tender = work.get(Tender, bid.tender_id)
    facts = Withdrawal(
        work.today, tender.method, queries.deadline(work, tender), queries.passed(work, tender)
    )
    WITHDRAWAL.require(facts, work.policy)
    bid.sealed = ""
    work.step(BID, bid, "withdraw", tender_id=tender.id)
    return bid


def replace_bid(
    work: Work,
    bid_id: UUID,
    *,
    lines: Sequence[Offered],
    particulars: Particulars | None = None,
) -> Bid:
    """Hand in another bid in the place of one, in one act; return it (招标投标法 第二十九条).

    At or after the deadline the new one is recorded as late, and the old one stands.
    """
    old = work.get(Bid, bid_id)
    if not queries.passed(work, work.get(Tender, old.tender_id)):
        withdraw_bid(work, bid_id)
    return submit_bid(
        work, old.tender_id, supplier_id=old.supplier_id, lines=lines, particulars=particulars,
        lot_id=old.lot_id,
    )  # fmt: skip


def open_bids(work: Work, tender_id: UUID) -> Tender:
    """Open every bid in public, at or after the deadline and never fewer than it takes.

    A lot with fewer fails and its bids go back unopened, while the others are
    opened (实施条例 第四十四条). The key is published with it. Raises ``Tampered``
    naming the bid that is not what was handed in, and then opens none.
    """
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "open")
    rules = OPENING if tender.method in TENDERS else OFFERS
    stopped = pauses.ordered(work, tender)
    warnings = rules.require(queries.opening(work, tender), work.policy, also=stopped)
    tender.opening_key = keys.opening_key(work, tender)
    by_lot = queries.by_lot(work, tender)
    bids = [bid for found in by_lot.values() for bid in found]
    _check_envelopes(work, tender, bids)
    quantities = {line.id: line.quantity for line in queries.lines(work, tender_id)}
    least = queries.least(tender)
    for lot in queries.pending(work, tender_id):
        found = by_lot[lot.id]
        if len(found) < least:
            rounds.close(work, lot, "fail", reason=f"投标 {len(found)} 家，少于 {least} 家")
    opened = [bid for bid in bids if bid.state is BidState.SEALED]
    for bid in opened:
        content = read(work, bid)
        offers = [_offer(work, bid, each) for each in content["lines"]]
        bid.price = scoring.total(
            (quantities[offer.tender_line_id], offer.unit_price) for offer in offers
        )
        work.step(
            BID, bid, "unseal", tender_id=tender_id, price=bid.price, salt=content["salt"],
            lines=content["lines"], particulars=content["particulars"],
        )  # fmt: skip
        work.session.add_all(offers)
    tender.opened_at = work.now
    work.step(
        TENDER, tender, "open", warnings=warnings, bids=len(opened), opening_key=tender.opening_key
    )  # fmt: skip
    return tender


def read(work: Work, bid: Bid) -> dict[str, Any]:
    """Return the content of an opened bid; raise ``Tampered`` when it is not what was handed in.

    Everything that it takes stands in the opened record: whoever has that can do the same.
    """
    tender = work.session.get_one(Tender, (work.mine_id, bid.tender_id))
    content = envelopes.open_with(tender.opening_key, bid.sealed, label=label(bid))
    if content is None or sha256(content).hexdigest() != bid.commitment:
        raise _changed(work, bid)
    return dict(json.loads(content))


def _check_envelopes(work: Work, tender: Tender, bids: Sequence[Bid]) -> None:
    """Hold what lies on the table against what the ledger said when it was handed in."""
    handed = queries.told(work, bids, "submit")
    for bid in bids:
        now = {
            "commitment": bid.commitment,
            "envelope": _digest(bid),
            "public_key": tender.public_key,
        }
        if not now.items() <= handed.get(bid.id, {}).items():
            raise _changed(work, bid)


def _changed(work: Work, bid: Bid) -> Tampered:
    supplier = work.get(Supplier, bid.supplier_id)
    return Tampered(
        f"the bid {bid.id} of {supplier.name} is not what was handed in; "
        "keep it and call the auditor",
        zh=f"{supplier.name} 的投标文件（{bid.id}）与递交时不一致，请保留原件并通知审计人员",
    )


def _digest(bid: Bid) -> str:
    return sha256(bid.sealed.encode()).hexdigest()


def label(bid: Bid) -> str:
    """Return what stands on the envelope."""
    return canonical(
        {
            "tender": bid.tender_id,
            "lot": bid.lot_id,
            "bidder": bid.supplier_id,
            "bid": bid.id,
            "commitment": bid.commitment,
        }
    )


def check_lines(asked: Sequence[TenderLine], offered: Sequence[Priced]) -> None:
    """Raise ``Unreadable`` unless every line that is asked for has one price above nothing."""
    given = [offer["tender_line_id"] for offer in offered]
    if sorted(given) != sorted(line.id for line in asked):
        raise Unreadable(
            "lines must offer every line of the lot exactly once",
            zh="须对所投标段的每一行报价且只报一次，请核对",
            field="lines",
        )
    for offer in offered:
        if exact(offer["unit_price"], PENNIES, field="unit_price") <= 0:
            raise Unreadable(
                f"unit_price {offer['unit_price']} is not more than nothing",
                zh=f"单价 {offer['unit_price']} 必须大于零，请改正",
                field="unit_price",
            )
        rate = offer.get("tax_rate", Decimal(0))
        exact(rate, PENNIES, field="tax_rate")
        if not 0 <= rate < MOST_TAX:
            raise Unreadable(
                f"tax_rate {rate} is not from 0 to below {MOST_TAX} per cent; 13 means 13 %",
                zh=f"税率 {rate} 应在 0 至 {MOST_TAX} 之间（百分数，13 即 13%），请改正",
                field="tax_rate",
            )


def _offer(work: Work, bid: Bid, given: dict[str, str]) -> BidLine:
    return BidLine(
        mine_id=work.mine_id,
        bid_id=bid.id,
        tender_line_id=UUID(given["tender_line_id"]),
        unit_price=Decimal(given["unit_price"]),
        model=given["model"],
        maker=given["maker"],
        mark_number=given["mark_number"],
        tax_rate=Decimal(given["tax_rate"]) if "tax_rate" in given else None,
    )
