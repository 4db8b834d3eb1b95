"""Tenders, their lots and lines, the key to the bids, the committee, the bids and the scores."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Money, Quantity, Record, Stateful, choice, ref
from equiplink.tender.panel_states import Leaving
from equiplink.tender.states import (
    Against,
    BidState,
    Evaluation,
    Ground,
    LotState,
    Method,
    Seal,
    TenderState,
)
from equiplink.tender.term_states import PriceBasis, ShortBond


class Tender(Stateful):
    """One procedure of one round. ``statutory`` is computed from project, funds and amount."""

    __tablename__ = "tender"
    __table_args__ = (UniqueConstraint("mine_id", "number", "round"),)
    zh: ClassVar[str] = "招标"

    state: Mapped[TenderState] = choice(TenderState)
    number: Mapped[str]
    round: Mapped[int] = mapped_column(default=1)
    previous_id: Mapped[UUID | None] = ref("tender")
    title: Mapped[str]
    method: Mapped[Method] = choice(Method)
    reason: Mapped[str]
    """Why not an open tender; empty for one."""
    ground: Mapped[Ground | None] = choice(Ground)
    """The clause that lets a compulsory project be bought otherwise."""
    works_related: Mapped[bool]
    state_funds: Mapped[bool]
    infrastructure_project: Mapped[bool] = mapped_column(default=False)
    """Of the list of 大型基础设施, which is compulsory whoever pays."""
    statutory: Mapped[bool]
    estimate: Mapped[Decimal] = mapped_column(Money)
    evaluation: Mapped[Evaluation] = choice(Evaluation)
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """``{"name", "weight", "formula"}``, weights in whole points that sum to 100.

    The criterion that has a ``formula`` is the price; nothing changes them after
    the draft, so they are frozen at publication.
    """
    trim_scores: Mapped[bool] = mapped_column(default=False)
    """Of five members or more the highest and the lowest sum of marks do not count."""
    qualifications: Mapped[list[str]] = mapped_column(Json, default=list)
    """What the notice asks of a bidder, each an item of the checklist."""
    review_factors: Mapped[list[str]] = mapped_column(Json, default=list)
    """By what prices are reviewed where the lowest reviewed price wins."""
    most_lots: Mapped[int | None]
    """How many lots one bidder wins at most; the lots are then decided in their order."""
    ties: Mapped[list[str]] = mapped_column(Json, default=list)
    """Words of ``TieRule``: how equal bids are told apart, in the order of their use."""
    price_basis: Mapped[PriceBasis] = choice(PriceBasis)
    """Which prices are compared."""
    short_bond: Mapped[ShortBond] = choice(ShortBond)
    """What becomes of a bid whose bond is short."""
    validity_days: Mapped[int]
    """How many days after the deadline a bid binds its bidder (投标有效期)."""
    requirements: Mapped[str] = mapped_column(default="")
    """The text of the documents: what is asked of goods and bidders."""
    media: Mapped[list[str]] = mapped_column(Json, default=list)
    """Where the notice stands: addresses of the designated media."""
    drafted_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    sale_from: Mapped[date | None]
    sale_until: Mapped[date | None]
    deadline: Mapped[datetime | None]
    seal: Mapped[Seal | None] = choice(Seal)
    """Chosen by the notice, as are the next three."""
    public_key: Mapped[str] = mapped_column(default="")
    """To this key bids are closed; in hex."""
    threshold: Mapped[int | None]
    """How many shares open the bids; none where the chain's file does."""
    kept_key: Mapped[str] = mapped_column(default="")
    """The private half under the chain's key; empty when it is split."""
    opening_key: Mapped[str] = mapped_column(default="")
    """The private half in hex: published by the opening, so that anybody can look again."""
    opened_at: Mapped[datetime | None]
    report_on: Mapped[date | None]
    """The day on which the evaluation report was received."""
    publicity_from: Mapped[date | None]
    publicity_until: Mapped[date | None]
    awarded_on: Mapped[date | None]
    """The day on which the last lot was decided."""
    cancelled_on: Mapped[date | None]


class Lot(Stateful):
    """A lot (标段) of a tender: what one winner supplies. A tender has at least one."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("mine_id", "tender_id", "no"),
        UniqueConstraint("mine_id", "previous_id"),
    )
    zh: ClassVar[str] = "标段"

    state: Mapped[LotState] = choice(LotState)
    tender_id: Mapped[UUID] = ref("tender")
    no: Mapped[str]
    """What the notice calls it, ``1`` when there is only one."""
    position: Mapped[int]
    """Its place in the notice, counted from 1."""
    title: Mapped[str]
    estimate: Mapped[Decimal] = mapped_column(Money)
    max_price: Mapped[Decimal | None] = mapped_column(Money)
    bid_bond: Mapped[Decimal] = mapped_column(Money)
    previous_id: Mapped[UUID | None] = ref("lot")
    """The failed lot that is tendered again by this one."""
    attempt: Mapped[int] = mapped_column(default=1)
    """The how manieth time it is tendered."""
    awarded_on: Mapped[date | None]


class TenderLine(Record):
    """What the tender buys: a plan line, or part of it."""

    __tablename__ = "tender_line"
    __table_args__ = (CheckConstraint("quantity > 0", "quantity"),)
    zh: ClassVar[str] = "招标行"

    tender_id: Mapped[UUID] = ref("tender")
    lot_id: Mapped[UUID] = ref("lot")
    plan_line_id: Mapped[UUID] = ref("plan_line")
    plan_revision: Mapped[int]
    """The approved revision it was taken from; a later change of the plan stops the tender."""
    quantity: Mapped[Decimal] = mapped_column(Quantity)


class Invitation(Record):
    """A supplier who was invited."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id", "supplier_id"),)
    zh: ClassVar[str] = "邀请"

    tender_id: Mapped[UUID] = ref("tender")
    supplier_id: Mapped[UUID] = ref("supplier")


class Keyholder(Record):
    """An officer who can be given shares. His private key is nowhere: his passphrase makes it."""

    __tablename__ = "keyholder"
    __table_args__ = (
        Index(
            "uq_keyholder_one_current",
            "mine_id",
            "person_id",
            unique=True,
            sqlite_where=text("replaced_at is null"),
            postgresql_where=text("replaced_at is null"),
        ),
    )
    zh: ClassVar[str] = "密钥保管人"

    person_id: Mapped[UUID] = ref("person")
    public_key: Mapped[str]
    salt: Mapped[str]
    since: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    """When he took a new passphrase; shares that were closed to the old one stay with it."""


class KeyShare(Record):
    """One officer's share of the key to the bids of one tender."""

    __tablename__ = "key_share"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id", "person_id"),)
    zh: ClassVar[str] = "密钥份额"

    tender_id: Mapped[UUID] = ref("tender")
    person_id: Mapped[UUID] = ref("person")
    keyholder_id: Mapped[UUID] = ref("keyholder")
    sealed: Mapped[str]
    """The share in an envelope that only the officer's passphrase opens."""
    handed_in: Mapped[str] = mapped_column(default="")
    """The share under the chain's key, from the moment that he handed it in."""
    handed_in_at: Mapped[datetime | None]
    lost_at: Mapped[datetime | None]

    @property
    def lost(self) -> bool:
        """It was reported lost and did not turn up."""
        return self.lost_at is not None and self.handed_in_at is None


class Objection(Record):
    """An objection to the documents, or to the candidates; nothing goes on until it is answered."""

    __tablename__ = "tender_objection"
    zh: ClassVar[str] = "异议"

    tender_id: Mapped[UUID] = ref("tender")
    supplier_id: Mapped[UUID | None] = ref("supplier")
    about: Mapped[Against] = choice(Against)
    late: Mapped[bool]
    """It came too late: kept, but nothing waits for its answer."""
    text: Mapped[str]
    received_at: Mapped[datetime]
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]


class Member(Record):
    """A member of the evaluation committee."""

    __tablename__ = "committee_member"
    __table_args__ = (UniqueConstraint("mine_id", "tender_id", "person_id"),)
    zh: ClassVar[str] = "评标委员"

    tender_id: Mapped[UUID] = ref("tender")
    person_id: Mapped[UUID] = ref("person")
    expert: Mapped[bool]
    interest: Mapped[str]
    """A declared interest; who has one may not sit."""
    special: Mapped[str]
    """Why an expert was named and not drawn by lot."""
    declared_at: Mapped[datetime | None]
    """When he stated himself, knowing the bidders, whether he has an interest."""
    left_at: Mapped[datetime | None]
    leaving: Mapped[Leaving | None] = choice(Leaving)
    left_note: Mapped[str] = mapped_column(default="")


class Bid(Stateful):
    """One bid for one lot. Until the opening only its envelope and commitment are stored."""

    __tablename__ = "bid"
    __table_args__ = (
        Index(
            "uq_bid_one_winner",
            "mine_id",
            "lot_id",
            unique=True,
            sqlite_where=text("state in ('won', 'bound')"),
            postgresql_where=text("state in ('won', 'bound')"),
        ),
        Index(
            "uq_bid_one_live",
            "mine_id",
            "lot_id",
            "supplier_id",
            unique=True,
            sqlite_where=text("state not in ('withdrawn', 'late')"),
            postgresql_where=text("state not in ('withdrawn', 'late')"),
        ),
    )
    zh: ClassVar[str] = "投标"

    state: Mapped[BidState] = choice(BidState)
    tender_id: Mapped[UUID] = ref("tender")
    lot_id: Mapped[UUID] = ref("lot")
    supplier_id: Mapped[UUID] = ref("supplier")
    received_at: Mapped[datetime]
    sealed: Mapped[str]
    """The content in an envelope for the tender's key; empty when it is never to be opened."""
    commitment: Mapped[str]
    """SHA-256 of the content with its secret salt, in hex; it also stands in the ledger."""
    price: Mapped[Decimal | None] = mapped_column(Money)
    """Total in CNY with tax, known from the opening on."""
    reviewed_price: Mapped[Decimal | None] = mapped_column(Money)
    rank: Mapped[int | None]
    rejection: Mapped[str]


class BidLine(Record):
    """What the bidder offers for one line, written at the opening."""

    __tablename__ = "bid_line"
    __table_args__ = (UniqueConstraint("mine_id", "bid_id", "tender_line_id"),)
    zh: ClassVar[str] = "投标行"

    bid_id: Mapped[UUID] = ref("bid")
    tender_line_id: Mapped[UUID] = ref("tender_line")
    unit_price: Mapped[Decimal] = mapped_column(Money)
    model: Mapped[str]
    maker: Mapped[str]
    mark_number: Mapped[str]
    tax_rate: Mapped[Decimal | None] = mapped_column(Quantity)
    """In per cent; the price is with this tax."""
