"""Read once what the catalogue and the mine know, and hold thousands of things against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.facts import BannedFacts, MarkFacts
from equiplink.catalogue.models import DeviceClass, Product, SafetyMark, StopUseNotice
from equiplink.catalogue.naming import plain
from equiplink.catalogue.paper_rules import CHECK_DAYS
from equiplink.catalogue.queries import as_shown
from equiplink.catalogue.rules import BANNED, SAFETY_MARK
from equiplink.catalogue.states import Paper, Tracking
from equiplink.errors import NotFound
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.register.enrol_states import Evidence
from equiplink.register.evidence import Known, Rank, missing, rank
from equiplink.register.models import Item
from equiplink.register.states import Importance
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was read, for all things that are to be appraised."""

    work: Work
    goods: Mapping[UUID, tuple[Product, DeviceClass]]
    places: Mapping[UUID, Place]
    marks: Mapping[str, SafetyMark]
    notices: Sequence[StopUseNotice]

    def goods_of(self, product_id: UUID) -> tuple[Product, DeviceClass]:
        """Return a product with its class; raise ``NotFound``."""
        if product_id not in self.goods:
            raise NotFound(
                f"no product {product_id} in the catalogue; check the number or add it",
                zh=f"产品目录中没有编号 {product_id}，请核对或先登记",
                field="product_id",
            )
        return self.goods[product_id]

    def place_of(self, place_id: UUID | None) -> Place | None:
        """Return a place; raise ``NotFound`` for one that this mine does not have."""
        if place_id is not None and place_id not in self.places:
            raise NotFound(
                f"no place {place_id} in this mine; check the number or add it",
                zh=f"本矿没有编号为 {place_id} 的地点，请核对或先登记",
                field="place_id",
            )
        return None if place_id is None else self.places[place_id]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What is missing, how urgent it is, and the rules that deny the thing as it is."""

    missing: tuple[Evidence, ...]
    rank: Rank
    findings: tuple[Finding, ...]


def read(work: Work, product_ids: Iterable[UUID], numbers: Iterable[str]) -> Catalogue:
    """Read products, classes, places, marks and notices, each in one statement."""
    goods = (
        select(Product, DeviceClass)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Product.id.in_(set(product_ids)))
    )
    codes = {plain(each) for each in numbers if each}
    marks = select(SafetyMark).where(SafetyMark.number.in_(codes))
    notices = select(StopUseNotice).where(StopUseNotice.issued_on <= work.today)
    return Catalogue(
        work,
        {product.id: (product, kind) for product, kind in work.session.execute(goods)},
        {place.id: place for place in work.all(Place)},
        {mark.number: mark for mark in work.session.scalars(marks)} if codes else {},
        work.session.scalars(notices).all() if codes else (),
    )


def appraise(
    known: Catalogue,
    item: Item,
    *,
    purchase: str,
    place: Place | None,
    mark: MarkFacts | None = None,
) -> Appraisal:
    """Say what one thing still has to show, and how urgent that is.

    *mark* is what the catalogue's own question finds; without it a renewal or a trial that was
    signed is not seen, so that thousands of things are appraised in one read.
    """
    product, kind = known.goods_of(item.product_id)
    found = _denied(known, item, product, place, mark or _mark(known, item, product, kind))
    asked = frozenset(kind.papers)
    facts = Known(
        unit=kind.tracking is Tracking.UNIT,
        requires_mark=kind.requires_mark,
        requires_ex=kind.requires_ex,
        requires_shelf_life=kind.requires_shelf_life,
        requires_belt_test=Paper.THIRD_PARTY_TEST in asked,
        mark_number=item.mark_number,
        ex_mark=item.ex_mark,
        serial=item.serial,
        purchase=purchase,
        dated=item.made_on is not None,
        expires=item.expires_on is not None,
        placed=place is not None,
        papers=frozenset(item.papers),
        asked=asked,
        below=item.underground > 0,
        vital=item.importance is Importance.A,
        faults=tuple(each.code for each in found),
    )
    return Appraisal(missing(facts), rank(facts), found)


def _denied(
    known: Catalogue, item: Item, product: Product, place: Place | None, mark: MarkFacts
) -> tuple[Finding, ...]:
    policy, today = known.work.policy, known.work.today
    banned = BannedFacts(
        today=today,
        bans=product.bans,
        ratings=item.ratings,
        zone=place.zone if place else None,
        gas_class=known.work.mine.gas_class,
    )
    found = BANNED.judge(banned, policy)
    if item.mark_number:
        found += SAFETY_MARK.judge(mark, policy)
    return tuple(each for each in found if each.denies)


def _mark(known: Catalogue, item: Item, product: Product, kind: DeviceClass) -> MarkFacts:
    code = plain(item.mark_number)
    view = known.marks.get(code)
    named = [each for each in known.notices if each.mark_number == code]
    others = [each for each in known.notices if each.maker == product.maker and each not in named]
    about = MarkFacts(
        today=known.work.today,
        required=kind.requires_mark,
        number=code,
        known=view is not None,
        maker=product.maker,
        model=product.model,
        product=product.name,
        made_on=item.made_on,
        check_days=known.work.setting(CHECK_DAYS),
        notices=tuple(each.number for each in named),
        maker_notices=tuple(each.number for each in others),
    )
    return about if view is None else as_shown(about, view)
