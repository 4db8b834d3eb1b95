"""Papers beside the safety mark, controlled parts, and the two lanes beside a mark in date."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.catalogue.states import MarkStatus, Paper
from equiplink.db import Json, Record, Shared, choice, ref


class ProductPaper(Shared):
    """An ex certificate, product certificate or test report, as its issuer showed it.

    ``models`` are covered exactly, with a trailing ``*`` as a series; ``covers`` says in
    words what else bounds it, such as a range of voltage.
    """

    __tablename__ = "product_paper"
    __table_args__ = (UniqueConstraint("kind", "issuer", "number"), Index(None, "number"))
    zh: ClassVar[str] = "证书和报告"

    kind: Mapped[Paper] = choice(Paper)
    number: Mapped[str]
    issuer: Mapped[str]
    holder: Mapped[str]
    maker: Mapped[str]
    product: Mapped[str]
    models: Mapped[list[str]] = mapped_column(Json, default=list)
    covers: Mapped[str]
    status: Mapped[MarkStatus] = choice(MarkStatus)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    """None for a report, which says what was found on its day."""
    conditions: Mapped[str]
    """Special conditions of use, of a number that ends in X."""
    checked_on: Mapped[date]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(default="")
    synthetic: Mapped[bool]
    source: Mapped[str]


class ControlledPart(Shared):
    """受控部件: a part of a product as the papers of its safety mark list it (M12)."""

    __tablename__ = "controlled_part"
    __table_args__ = (UniqueConstraint("product_id", "part", "model", "maker"),)
    zh: ClassVar[str] = "受控部件"

    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    part: Mapped[str]
    """What it is in the machine, such as 真空接触器."""
    model: Mapped[str]
    maker: Mapped[str]
    mark_number: Mapped[str]
    """Its own safety mark; empty for a part that needs none."""
    certificates: Mapped[list[str]] = mapped_column(Json, default=list)
    """Numbers of its other certificates, such as that of explosion protection."""
    certified_on: Mapped[date | None]
    source: Mapped[str]


class Acknowledgement(Record):
    """Somebody of the mine read the special conditions of a certificate with X, as they stood."""

    __tablename__ = "acknowledgement"
    __table_args__ = (Index(None, "mine_id", "paper_id"),)
    zh: ClassVar[str] = "特殊条件确认"

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("product_paper.id"))
    conditions: Mapped[str]
    by_id: Mapped[UUID] = ref("person")
    at: Mapped[datetime]


class Renewal(Record):
    """安标延续: a mark that ran out and is being renewed, with the issuer's proof (M11)."""

    __tablename__ = "mark_renewal"
    __table_args__ = (Index(None, "mine_id", "mark_number"),)
    zh: ClassVar[str] = "安标延续办理"

    mark_number: Mapped[str]
    proof: Mapped[str]
    """The number of the issuer's proof that the renewal is under way."""
    issuer: Mapped[str]
    until: Mapped[date]
    """The last day on which goods may pass on the proof."""
    signatures: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Words of ``Seat`` and the id of who signed for it."""
    signed_at: Mapped[datetime | None]
    """When the last of the three signed; None before, and then it lets nothing pass."""


class Trial(Record):
    """工业性试验: a product without a mark yet, under a trial mark, measures and approval (G08)."""

    __tablename__ = "trial"
    __table_args__ = (Index(None, "mine_id", "product_id"),)
    zh: ClassVar[str] = "工业性试验"

    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    number: Mapped[str]
    """The number of the 工业性试验安全标志."""
    issuer: Mapped[str]
    place_id: Mapped[UUID] = ref("place")
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    measures: Mapped[str]
    proposed_by: Mapped[UUID]
    approved_by: Mapped[UUID | None] = ref("person")
    approved_at: Mapped[datetime | None]
