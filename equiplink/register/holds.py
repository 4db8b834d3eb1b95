"""The open holds that reach a thing or a place, and what they do not allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, select

from equiplink.mine.models import Place
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import ALLOWS, Act
from equiplink.register.models import Item
from equiplink.supplier.queries import keys_of
from equiplink.work import Work


def held(work: Work, keys: Iterable[str]) -> Sequence[Hold]:
    """Return the open holds on any of *keys*: ids of item, product, supplier, or a mark number."""
    query = select(Hold).where(
        Hold.mine_id == work.mine_id, Hold.key.in_(list(keys)), Hold.released_at.is_(None)
    )
    return work.session.scalars(query.order_by(Hold.id)).all()


def held_on(work: Work, item: Item) -> Sequence[Hold]:
    """Return the open holds that reach *item*: on itself, its origin, product, supplier or mark."""
    firm: Sequence[str] = work.session.scalars(
        select(keys_of(work.mine_id, item.supplier_id).subquery())
    ).all()
    keys = [str(item.id), *item.lineage, str(item.product_id), *firm, item.mark_number]
    return held(work, filter(None, keys))


def barring(work: Work, item: Item, act: Act) -> tuple[str, ...]:
    """Return why *act* is not allowed with *item*: the reasons of the holds that forbid it."""
    return tuple(each.reason for each in held_on(work, item) if act not in ALLOWS[each.kind])


def held_at(work: Work, place_id: UUID) -> Sequence[Hold]:
    """Return the open holds on a place or on what it lies in."""
    above = upwards(work.mine_id, place_id)
    return held(work, map(str, work.session.scalars(select(above.c.id))))


def upwards(mine_id: Any, place_id: Any) -> CTE:
    """Return the ids of a place and of all places that it lies in, to select from."""
    start = select(Place.id, Place.parent_id).where(Place.mine_id == mine_id, Place.id == place_id)
    found = start.cte("upwards", recursive=True)
    return found.union(
        select(Place.id, Place.parent_id)
        .join(found, Place.id == found.c.parent_id)
        .where(Place.mine_id == mine_id)
    )
