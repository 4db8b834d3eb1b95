"""The return of bid bonds (投标保证金), which the signed contract calls for.

It stands here because the tender does not see its contract. A bid that was
withdrawn has a period of its own (实施条例 第三十五条).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from equiplink.contract.models import Contract
from equiplink.db import PENNIES, exact, plain
from equiplink.due import Due
from equiplink.errors import Unreadable
from equiplink.ledger import Entry
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.tender import bonds
from equiplink.tender.bond_models import BidBond
from equiplink.tender.bond_rules import RETURN, RETURN_DAYS, Return
from equiplink.tender.models import Bid, Lot, Tender
from equiplink.tender.states import BidState, LotState
from equiplink.work import Work

_ENDED = (LotState.FAILED, LotState.CANCELLED)


def return_bid_bond(work: Work, bond_id: UUID, *, interest: Decimal) -> BidBond:
    """Give a bid bond back today with the bank's *interest* in CNY."""
    work.allow(Role.BUYER)
    if exact(interest, PENNIES, field="interest") < 0:
        raise Unreadable(
            f"interest {interest} is negative; correct it",
            zh=f"利息 {interest} 不能为负，请改正",
            field="interest",
        )
    bond = bonds.held(work, bond_id)
    lot = work.get(Lot, bond.lot_id)
    withdrawn = _withdrawn(work, [bond]).get((lot.id, bond.supplier_id))
    signed = _signed(work, [bond]).get(lot.id)
    facts = Return(
        today=work.today,
        last=_last(work, withdrawn or signed),
        interest_owed=signed is not None or lot.state in _ENDED,
        interest=interest > 0,
    )
    warnings = RETURN.require(facts, work.policy)
    bond.returned_on, bond.interest = work.today, interest
    work.record(
        bond, "return_bid_bond", warnings=warnings, amount=bond.amount, interest=interest,
        account=bond.account,
    )  # fmt: skip
    return bond


def due(work: Work) -> Iterator[Due]:
    """List the bonds that are held although contract or withdrawal calls for them (T39)."""
    query = (
        select(BidBond, Tender.number)
        .join(Tender, (Tender.mine_id == BidBond.mine_id) & (Tender.id == BidBond.tender_id))
        .where(BidBond.mine_id == work.mine_id)
        .where(BidBond.returned_on.is_(None), BidBond.forfeited_on.is_(None))
        .order_by(BidBond.id)
    )
    rows = work.session.execute(query).all()
    held = [bond for bond, _ in rows]
    withdrawn, signed = _withdrawn(work, held), _signed(work, held)
    for bond, number in rows:
        since = withdrawn.get((bond.lot_id, bond.supplier_id)) or signed.get(bond.lot_id)
        last = _last(work, since)
        if last is not None:
            yield Due(
                code="T39",
                on=last,
                subject="bid_bond",
                subject_id=bond.id,
                number=number,
                role=Role.BUYER,
                zh=f"{number}：退还 {bond.payer} 的投标保证金 {plain(bond.amount)} 元及利息",
                en=f"{number}: give {bond.payer} back the bid bond, CNY {plain(bond.amount)}, "
                "with interest",
            )


def _last(work: Work, since: date | None) -> date | None:
    return None if since is None else calendar(work).last_day(since, RETURN_DAYS)


def _signed(work: Work, held: Sequence[BidBond]) -> dict[UUID, date]:
    """Return the day on which the contract of each lot was signed."""
    query = (
        select(Bid.lot_id, Contract.signed_on)
        .join(Contract, (Contract.mine_id == Bid.mine_id) & (Contract.bid_id == Bid.id))
        .where(Bid.mine_id == work.mine_id, Bid.lot_id.in_({bond.lot_id for bond in held}))
        .where(Contract.signed_on.is_not(None))
        .order_by(Contract.signed_on)
    )
    return {lot_id: day for lot_id, day in work.session.execute(query) if day is not None}


def _withdrawn(work: Work, held: Sequence[BidBond]) -> dict[tuple[UUID, UUID], date]:
    """Return when bidders withdrew who have no other bid in the lot."""
    query = (
        select(Bid, Entry.at)
        .outerjoin(
            Entry,
            (Entry.mine_id == Bid.mine_id)
            & (Entry.subject_id == Bid.id)
            & (Entry.action == "withdraw"),
        )
        .where(Bid.mine_id == work.mine_id)
        .where(Bid.lot_id.in_({bond.lot_id for bond in held}))
        .order_by(Bid.id)
    )
    gone: dict[tuple[UUID, UUID], date] = {}
    staying = set()
    for bid, at in work.session.execute(query):
        if bid.state is BidState.WITHDRAWN and at is not None:
            gone[bid.lot_id, bid.supplier_id] = work.day_of(at)
        else:
            staying.add((bid.lot_id, bid.supplier_id))
    return {key: day for key, day in gone.items() if key not in staying}
