"""Lay the opened bids side by side and look for what the law calls signs of collusion.

Rejected bids stay on the table: what a live bid shares with one of them is a
sign still. Withdrawn and late bids were never opened and are not looked into.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.errors import Conflict
from equiplink.law import Finding
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.supplier.models import Supplier
from equiplink.tender import bids, collusion, queries
from equiplink.tender.collusion import Bidder, Particulars
from equiplink.tender.collusion_rules import (
    ACCIDENT,
    BOND_GAP,
    BOND_WINDOW,
    SIGNS,
    SPREAD,
    Table,
)
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BidState
from equiplink.work import Work

FEN = 100
UNOPENED = (BidState.SEALED, BidState.WITHDRAWN, BidState.LATE, BidState.RETURNED)


def signs(work: Work, tender_id: UUID) -> tuple[Finding, ...]:
    """Return every sign of collusion among the opened bids, with its evidence, and write nothing.

    For those who tender, evaluate and inspect (招标投标法 第四十四条). Raises
    ``Conflict`` before the opening. The evaluation records the same findings.
    """
    work.allow(Role.BUYER, Role.EVALUATOR, Role.INSPECTOR)
    tender = work.get(Tender, tender_id)
    if tender.opened_at is None:
        raise Conflict(
            "the bids are sealed; look for signs after the opening",
            zh="投标文件尚未开启，请在开标后查看",
            field="tender_id",
        )
    return judge(work, tender, tables(work, tender))


def judge(work: Work, tender: Tender, laid: Sequence[Mapping[UUID, Bidder]]) -> tuple[Finding, ...]:
    """Return the signs among the bidders on each of the tables, of which every lot has one."""
    people = _people(work, tender.id)
    return tuple(
        finding
        for table in laid
        for finding in SIGNS.judge(_facts(work, tender, table, people), work.policy)
    )


def _facts(
    work: Work, tender: Tender, table: Mapping[UUID, Bidder], people: tuple[str, ...]
) -> Table:
    return Table(
        today=work.today,
        method=tender.method,
        bidders=tuple(table.values()),
        people=people,
        accident=work.setting(ACCIDENT),
        spread=work.setting(SPREAD),
        bond_window=work.setting(BOND_WINDOW),
        bond_gap=work.setting(BOND_GAP),
    )


def related(laid: Sequence[Mapping[UUID, Bidder]], live: Sequence[Bid]) -> tuple[str, ...]:
    """Name the pairs of *live* bids for one lot that 第三十四条 voids, with what ties them."""
    return tuple(
        str(pair)
        for table in laid
        for pair in collusion.related([table[bid.id] for bid in live if bid.id in table])
    )


def tables(work: Work, tender: Tender) -> list[dict[UUID, Bidder]]:
    """Return who bid for each lot, by opened bid in the order of receipt, with all that came."""
    lots = queries.lots(work, tender.id)
    opened = [
        bid
        for bid in work.all(Bid, Bid.received_at, Bid.id, tender_id=tender.id)
        if bid.state not in UNOPENED
    ]
    known = queries.bidding(work, opened)
    return [
        {
            bid.id: _bidder(bid, known, bids.read(work, bid), lot.no if lots[1:] else "")
            for bid in opened
            if bid.lot_id == lot.id
        }
        for lot in lots
    ]


def _bidder(
    bid: Bid, known: Mapping[UUID, Supplier], content: Mapping[str, Any], lot: str
) -> Bidder:
    supplier = known[bid.supplier_id]
    firm = known.get(supplier.firm_id, supplier)
    offered = sorted(content["lines"], key=lambda line: str(line["tender_line_id"]))
    return Bidder(
        name=f"{supplier.name}（{lot}标段）" if lot else supplier.name,
        total=int((bid.price or Decimal(0)) * FEN),
        prices=tuple(int(Decimal(line["unit_price"]) * FEN) for line in offered),
        uscc=supplier.uscc,
        head=supplier.legal_representative,
        controller=supplier.controller,
        parent=supplier.parent_uscc if firm is supplier else firm.uscc,
        particulars=_read(content["particulars"]),
    )


def _read(stored: Mapping[str, Any]) -> Particulars:
    """Return particulars as they were before they were sealed as text."""
    said: Any = dict(stored)
    if "bond_paid_at" in said:
        said["bond_paid_at"] = datetime.fromisoformat(said["bond_paid_at"])
    return said  # type: ignore[no-any-return]  # ``collusion.check`` read it before it was sealed


def _people(work: Work, tender_id: UUID) -> tuple[str, ...]:
    """Return who acts for the buyer: the committee, and who asked for the goods."""
    behind = queries.sources(work, queries.lines(work, tender_id))
    ids = {source.plan.requester_id for source in behind}
    ids |= {member.person_id for member in queries.committee(work, tender_id)}
    query = select(Person.name).filter_by(mine_id=work.mine_id).where(Person.id.in_(ids))
    return tuple(work.session.scalars(query.order_by(Person.name)))
