"""Bid bonds (投标保证金): received, then given back or kept for a lawful reason."""

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Money, Record, choice, ref
from equiplink.tender.states import BondPaid, Forfeit


class BidBond(Record):
    """One payment by or for one bidder in one lot, in CNY."""

    __tablename__ = "bid_bond"
    __table_args__ = (CheckConstraint("amount > 0", "amount"),)
    zh: ClassVar[str] = "投标保证金"

    tender_id: Mapped[UUID] = ref("tender")
    lot_id: Mapped[UUID] = ref("lot")
    supplier_id: Mapped[UUID] = ref("supplier")
    payer: Mapped[str]
    account: Mapped[str]
    """The account it was paid from; the same for two bidders is a sign of collusion."""
    basic_account: Mapped[bool]
    """Whether that is the bidder's basic account (基本账户)."""
    form: Mapped[BondPaid] = choice(BondPaid)
    amount: Mapped[Decimal] = mapped_column(Money)
    received_on: Mapped[date]
    valid_until: Mapped[date | None]
    """The last day of a guarantee; money has none."""
    returned_on: Mapped[date | None]
    interest: Mapped[Decimal | None] = mapped_column(Money)
    """What the bank paid for deposits of that time."""
    forfeited_on: Mapped[date | None]
    forfeit: Mapped[Forfeit | None] = choice(Forfeit)
