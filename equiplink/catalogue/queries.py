"""The facts of a product, gathered for the plan, the tender, acceptance and single checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from equiplink.catalogue.facts import BannedFacts, ExFacts, MarkFacts
from equiplink.catalogue.lanes import renewed_until, trial_until
from equiplink.catalogue.models import BannedItem, DeviceClass, Product, SafetyMark, StopUseNotice
from equiplink.catalogue.naming import plain
from equiplink.catalogue.notices import Target, meant, named
from equiplink.catalogue.paper_rules import CHECK_DAYS
from equiplink.catalogue.papers import special
from equiplink.errors import NotFound
from equiplink.work import Work


def product(work: Work, product_id: UUID) -> tuple[Product, DeviceClass]:
    """Return a product with its class, without locking them; raise ``NotFound``."""
    query = (
        select(Product, DeviceClass)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Product.id == product_id)
    )
    found = work.session.execute(query).first()
    if found is None:
        raise NotFound(
            f"no product {product_id} in the catalogue; check the number or add it",
            zh=f"产品目录中没有编号 {product_id}，请核对或先登记",
            field="product_id",
        )
    return found[0], found[1]


def mark_facts(
    work: Work,
    number: str,
    *,
    goods: Product | None = None,
    required: bool = True,
    made_on: date | None = None,
) -> MarkFacts:
    """Return what the register view and the notices say of a mark, on these *goods*."""
    code = plain(number)
    view = work.first(SafetyMark, number=code) if code else None
    maker = goods.maker if goods else ""
    stopped, others = stopping(work, code, maker, goods)
    about = MarkFacts(
        today=work.today,
        required=required,
        number=code,
        known=view is not None,
        maker=maker,
        model=goods.model if goods else "",
        product=goods.name if goods else "",
        made_on=made_on,
        notices=stopped,
        maker_notices=others,
        check_days=work.setting(CHECK_DAYS),
    )
    if view is None:
        if code or goods is None or not required:
            return about
        return replace(about, trial_until=trial_until(work, goods.id))
    about = as_shown(about, view)
    return about if about.in_date else replace(about, renewed_until=renewed_until(work, code))


def as_shown(about: MarkFacts, view: SafetyMark) -> MarkFacts:
    """Add to the facts of a mark what the issuer's register shows of it."""
    return replace(
        about,
        status=view.status,
        valid_from=view.valid_from,
        valid_until=view.valid_until,
        batch=view.batch,
        holder=view.holder,
        certificate_model=view.model,
        certificate_product=view.product,
        covers=tuple(view.covers),
        checked_on=view.checked_on,
    )


def stopping(
    work: Work, number: str, maker: str, goods: Product | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the notices issued by today on this mark or these goods, and on others of *maker*."""
    query = (
        select(StopUseNotice)
        .where(
            StopUseNotice.issued_on <= work.today,
            StopUseNotice.withdrawn_on.is_(None),
            or_(StopUseNotice.mark_number == number, StopUseNotice.maker == maker),
        )
        .order_by(StopUseNotice.issued_on, StopUseNotice.number)
    )
    target = Target(maker, goods.name if goods else "", goods.model if goods else "", number)
    rows = [(each, meant(named(each), target)) for each in work.session.scalars(query)]
    return (
        tuple(each.number for each, why in rows if why),
        tuple(each.number for each, why in rows if not why),
    )


def banned_facts(
    work: Work, goods: Product, *, zone: str | None, ratings: Mapping[str, object] | None = None
) -> BannedFacts:
    """Return the facts of *goods* at a zone of the mine; *ratings* add to those of the product."""
    return BannedFacts(
        today=work.today,
        bans=goods.bans,
        ratings={**goods.ratings, **(ratings or {})},
        zone=zone,
        gas_class=work.mine.gas_class,
    )


def ex_facts(
    work: Work,
    kind: DeviceClass,
    *,
    ex_mark: str,
    zone: str | None,
    certificate: str = "",
    conditions: str = "",
) -> ExFacts:
    """Return the facts of a thing of class *kind* at a zone of the mine.

    Conditions that are not given are those on record for the certificate.
    """
    recorded, acknowledged = special(work, certificate)
    return ExFacts(
        today=work.today,
        device=kind.device,
        required=kind.requires_ex,
        ex_mark=ex_mark,
        gas_class=work.mine.gas_class,
        zone=zone,
        certificate=certificate,
        conditions=conditions or recorded,
        acknowledged=acknowledged,
    )


def lines(work: Work) -> tuple[dict[str, object], ...]:
    """Return every line of the banned lists as plain values, in the order of the lists."""
    query = select(BannedItem).order_by(BannedItem.jurisdiction, BannedItem.batch, BannedItem.no)
    return tuple(
        {
            column.name: getattr(line, column.name)
            for column in BannedItem.__table__.columns
            if column.name not in {"id", "source"}
        }
        for line in work.session.scalars(query)
    )
