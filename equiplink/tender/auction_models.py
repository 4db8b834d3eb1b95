"""竞价: the descending auction of one lot, and every offer that was made in it."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Money, Record, Stateful, choice, ref
from equiplink.tender.method_states import AuctionState, Measure


class Auction(Stateful):
    """The auction of a lot as its notice fixed it; an offer in the last minutes moves its end."""

    __tablename__ = "auction"
    __table_args__ = (UniqueConstraint("mine_id", "lot_id"),)
    zh: ClassVar[str] = "竞价"

    state: Mapped[AuctionState] = choice(AuctionState)
    tender_id: Mapped[UUID] = ref("tender")
    lot_id: Mapped[UUID] = ref("lot")
    opens_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The first moment that is too late."""
    step: Mapped[Decimal] = mapped_column(Money)
    """By how much an offer is lower at least, in CNY."""
    below: Mapped[Measure] = choice(Measure)
    quiet_minutes: Mapped[int]
    """An offer in the last so many minutes leaves that many after it; none when 0."""
    closed_at: Mapped[datetime | None]


class AuctionOffer(Record):
    """One offer, taken or refused: nothing that was said in an auction is lost."""

    __tablename__ = "auction_offer"
    __table_args__ = (UniqueConstraint("mine_id", "auction_id", "no"),)
    zh: ClassVar[str] = "竞价报价"

    auction_id: Mapped[UUID] = ref("auction")
    supplier_id: Mapped[UUID] = ref("supplier")
    no: Mapped[int]
    at: Mapped[datetime]
    price: Mapped[Decimal] = mapped_column(Money)
    """Total of the lot in CNY with tax."""
    prices: Mapped[dict[str, str]] = mapped_column(Json)
    """Unit price of each line of the tender, by its id."""
    taken: Mapped[bool]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Why it was not taken: codes and their numbers."""
