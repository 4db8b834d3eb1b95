"""Bid bonds: receive them, keep them for a lawful reason, give them back.

The contract starts the period for the return, so the days and the list of what
is due stand in ``contract.bid_bonds``; a withdrawal starts one of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.db import PENNIES, exact, one_of
from equiplink.errors import Conflict, Unreadable, said
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.supplier.models import Supplier
from equiplink.tender import queries, terms
from equiplink.tender.bond_models import BidBond
from equiplink.tender.bond_rules import KEEPING, PAYMENT, Keeping, Payment
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BondPaid, Forfeit
from equiplink.tender.term_rules import BOND_AMOUNT, Bonded
from equiplink.tender.term_states import ShortBond
from equiplink.work import Work

WON = frozenset({"won", "bound", "set_aside"})
"""States of a bid that was awarded at some time."""


def receive_bid_bond(
    work: Work,
    tender_id: UUID,
    *,
    supplier_id: UUID,
    payer: str,
    account: str,
    basic_account: bool,
    form: str,
    amount: Decimal,
    received_on: date,
    lot_id: UUID | None = None,
    valid_until: date | None = None,
) -> BidBond:
    """Record a bond that came in: who paid how much, from which account, and when.

    *form* is a word of ``BondPaid``; *amount* in CNY. *lot_id* may be left out of a
    tender that is one lot; a payment for several lots is recorded for each.
    *valid_until* is the last day of a guarantee.
    """
    work.allow(Role.BUYER)
    tender = work.get(Tender, tender_id)
    supplier = work.get(Supplier, supplier_id)
    lot = queries.lot_of(work, tender_id, lot_id)
    paid = one_of(BondPaid, form, field="form")
    payer, account = said(payer, "交款人", field="payer"), said(account, "账号", field="account")
    if exact(amount, PENNIES, field="amount") <= 0 or received_on > work.today:
        raise Unreadable(
            "amount is not more than nothing, or received_on lies after today; correct it",
            zh="金额必须大于零，收款日期不能晚于今天，请改正",
            field="amount",
        )
    paid_so_far = received(work, tender).get((lot.id, supplier_id), Decimal(0)) + amount
    unpaid = [f"{supplier.name} {paid_so_far}/{lot.bid_bond}"] if paid_so_far < lot.bid_bond else []
    bonded = Bonded(work.today, rejects=False, short=tuple(unpaid))
    facts = Payment(
        work.today, tender.statutory, paid, basic_account, payer, supplier.name,
        valid_until, terms.valid_until(work, tender),
    )  # fmt: skip
    warnings = PAYMENT.require(facts, work.policy, also=BOND_AMOUNT.judge(bonded, work.policy))
    bond = BidBond(
        tender_id=tender_id,
        lot_id=lot.id,
        supplier_id=supplier_id,
        payer=payer,
        account=account,
        basic_account=basic_account,
        form=paid,
        amount=amount,
        received_on=received_on,
        valid_until=valid_until,
    )
    work.record(
        bond, "receive_bid_bond", warnings=warnings, tender_id=tender_id, lot=lot.no,
        supplier=supplier.name, payer=payer, account=account, form=paid, amount=amount,
        received_on=received_on, valid_until=valid_until,
    )  # fmt: skip
    return bond


def forfeit_bid_bond(work: Work, bond_id: UUID, *, reason: str, note: str) -> BidBond:
    """Keep a bond for one of the law's reasons, a word of ``Forfeit``; *note* tells the facts."""
    work.allow(Role.APPROVER)
    why = one_of(Forfeit, reason, field="reason")
    note = said(note, "情况说明", field="note")
    bond = held(work, bond_id)
    tender = work.get(Tender, bond.tender_id)
    bids = work.all(Bid, lot_id=bond.lot_id, supplier_id=bond.supplier_id)
    facts = Keeping(
        work.today, why, queries.passed(work, tender), any(each.state in WON for each in bids)
    )
    warnings = KEEPING.require(facts, work.policy)
    bond.forfeited_on, bond.forfeit = work.today, why
    work.record(bond, "forfeit_bid_bond", warnings=warnings, reason=why, note=note)
    return bond


def received(work: Work, tender: Tender) -> dict[tuple[UUID, UUID], Decimal]:
    """Return what came in by the day of the deadline, by lot and bidder, in CNY."""
    last = work.day_of(tender.deadline or work.now)
    sums: dict[tuple[UUID, UUID], Decimal] = defaultdict(Decimal)
    for bond in work.all(BidBond, tender_id=tender.id):
        gone = bond.returned_on is not None and bond.returned_on <= last
        if bond.received_on <= last and not gone:
            sums[bond.lot_id, bond.supplier_id] += bond.amount
    return sums


def short(work: Work, tender: Tender, live: Sequence[Bid]) -> tuple[Finding, ...]:
    """Return what the notice makes of the *live* bids whose bond is less than their lot asks."""
    asked = {lot.id: lot for lot in queries.lots(work, tender.id)}
    if not any(lot.bid_bond for lot in asked.values()):
        return ()
    paid = received(work, tender)
    names = queries.bidding(work, live)
    facts = Bonded(
        work.today,
        rejects=tender.short_bond is ShortBond.REJECT,
        short=tuple(
            f"{names[bid.supplier_id].name} {had}/{asked[bid.lot_id].bid_bond}"
            for bid in live
            if (had := paid.get((bid.lot_id, bid.supplier_id), Decimal(0)))
            < asked[bid.lot_id].bid_bond
        ),
    )
    return BOND_AMOUNT.judge(facts, work.policy)


def held(work: Work, bond_id: UUID) -> BidBond:
    """Return a bond that is still held; raise ``Conflict`` when it went back or was kept."""
    bond = work.get(BidBond, bond_id)
    gone = bond.returned_on or bond.forfeited_on
    if gone is not None:
        raise Conflict(
            f"this bond was given back or kept on {gone}",
            zh=f"该投标保证金已于 {gone} 退还或不予退还",
            field="bond_id",
        )
    return bond
