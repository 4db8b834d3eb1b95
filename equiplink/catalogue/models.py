"""Classes, products, safety marks, the banned list and stop-use notices: shared by all mines."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.catalogue.states import Device, MarkStatus, Tracking
from equiplink.db import Json, Shared, choice


class DeviceClass(Shared):
    """A class of goods and what the law asks of it."""

    __tablename__ = "device_class"
    zh: ClassVar[str] = "物资类别"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    category: Mapped[str]
    """SBLB code of the coal group systems, such as SBLB006 电气设备."""
    tracking: Mapped[Tracking] = choice(Tracking)
    unit: Mapped[str]
    device: Mapped[Device] = choice(Device)
    requires_mark: Mapped[bool]
    requires_ex: Mapped[bool]
    requires_shelf_life: Mapped[bool]
    strip: Mapped[bool] = mapped_column(default=False)
    """Whether it comes by length and carries its mark every few metres (M09)."""
    papers: Mapped[list[str]] = mapped_column(Json, default=list)
    """Words of ``Paper`` that the goods must arrive with."""
    source: Mapped[str]


class Product(Shared):
    """A model of one maker."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("model", "maker"),)
    zh: ClassVar[str] = "产品型号"

    class_id: Mapped[UUID] = mapped_column(ForeignKey("device_class.id"), index=True)
    name: Mapped[str]
    model: Mapped[str]
    maker: Mapped[str]
    ratings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What conditions ask for, such as ``{"motor_kw": 40}``."""
    bans: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Lines of the banned list that name this product, refreshed when either changes."""
    source: Mapped[str]


class SafetyMark(Shared):
    """A 矿用产品安全标志 certificate as the issuer's register showed it on ``checked_on``.

    ``checked_at`` is None when only the day of the query is known.
    """

    __tablename__ = "safety_mark"
    zh: ClassVar[str] = "安全标志"

    number: Mapped[str] = mapped_column(unique=True)
    product: Mapped[str]
    model: Mapped[str]
    covers: Mapped[list[str]] = mapped_column(Json, default=list)
    """Further models that it is for; a trailing ``*`` means the whole series."""
    holder: Mapped[str]
    status: Mapped[MarkStatus] = choice(MarkStatus)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    """None only for a certificate of one batch."""
    batch: Mapped[bool]
    text: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """What else the certificate says, by the words of ``CertificateText``."""
    checked_on: Mapped[date]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(default="")
    synthetic: Mapped[bool]
    source: Mapped[str]


class BannedItem(Shared):
    """One line of a banned or obsolete list, with its condition as data."""

    __tablename__ = "banned_item"
    __table_args__ = (UniqueConstraint("jurisdiction", "batch", "no"),)
    zh: ClassVar[str] = "禁用目录条目"

    jurisdiction: Mapped[str]
    batch: Mapped[int]
    no: Mapped[int]
    item: Mapped[str]
    models: Mapped[list[str]] = mapped_column(Json, default=list)
    """Models that are meant exactly; a trailing ``*`` means the whole series."""
    words: Mapped[list[str]] = mapped_column(Json, default=list)
    """Words that must all stand in the product's name."""
    condition: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    effective_on: Mapped[date | None]
    document: Mapped[str]
    reading: Mapped[str]
    source: Mapped[str]


class StopUseNotice(Shared):
    """A regulator's notice to stop using what a maker sold: mark, certificate, models (M13)."""

    __tablename__ = "stop_use_notice"
    __table_args__ = (Index(None, "mark_number"),)
    zh: ClassVar[str] = "停用通知"

    number: Mapped[str] = mapped_column(unique=True)
    mark_number: Mapped[str | None]
    """None for a notice that names another certificate, models, or a product only."""
    certificate: Mapped[str] = mapped_column(default="")
    models: Mapped[list[str]] = mapped_column(Json, default=list)
    """Models of the maker, exact or with a trailing ``*`` as a series."""
    maker: Mapped[str]
    product: Mapped[str]
    issuer: Mapped[str]
    issued_on: Mapped[date]
    reason: Mapped[str]
    withdrawn_on: Mapped[date | None]
    source: Mapped[str]
