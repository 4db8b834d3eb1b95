"""台账: the rows that people read, and the item behind a tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select

from equiplink import codes
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import one_of
from equiplink.errors import NotFound
from equiplink.register.models import Item, Tag
from equiplink.register.states import ItemState
from equiplink.supplier.models import Supplier
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register. ``code`` is the live tag's, None before it is tagged.

    ``supplier`` is empty for what was here before the register.
    """

    item: Item
    product: Product
    kind: DeviceClass
    supplier: str
    code: str | None


def ledger(
    work: Work,
    *,
    state: str | None = None,
    text: str = "",
    after: UUID | None = None,
    limit: int = 100,
) -> Sequence[Row]:
    """Return the register in the order of intake, in one statement.

    *text* is looked for in number, serial number, batch, safety mark, model and
    name. *after* is the last id of the former page.
    """
    query = (
        select(Item, Product, DeviceClass, func.coalesce(Supplier.name, ""), Tag.code)
        .select_from(Item)
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .outerjoin(Supplier, (Supplier.mine_id == work.mine_id) & (Supplier.id == Item.supplier_id))
        .outerjoin(
            Tag,
            (Tag.mine_id == work.mine_id) & (Tag.item_id == Item.id) & Tag.voided_at.is_(None),
        )
        .where(Item.mine_id == work.mine_id)
    )
    if state is not None:
        query = query.where(Item.state == one_of(ItemState, state, field="state"))
    if text:
        places = (Item.number, Item.serial, Item.batch, Item.mark_number, Product.model)
        query = query.where(
            or_(*(place.contains(text, autoescape=True) for place in (*places, Product.name)))
        )
    if after is not None:
        query = query.where(Item.id > after)
    return [Row(*row) for row in work.session.execute(query.order_by(Item.id).limit(limit))]


def by_tag(work: Work, text: str) -> tuple[Item, Tag]:
    """Return what a tag stands for, though the tag be void; *text* as scanned or typed."""
    code = codes.parse(text)
    query = (
        select(Item, Tag)
        .select_from(Item)
        .join(Tag, (Tag.mine_id == work.mine_id) & (Tag.item_id == Item.id))
        .where(Item.mine_id == work.mine_id, Tag.code == code)
    )
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound(
            f"tag {codes.grouped(code)} is not on this mine's register; check where it came from",
            zh=f"标签 {codes.grouped(code)} 不在本矿台账中，请核对来源",
            field="tag",
        )
    return found[0], found[1]
