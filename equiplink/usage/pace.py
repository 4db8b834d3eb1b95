"""How often a thing is checked where it stands: a place may ask for more than the class."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.mine.models import Place
from equiplink.upkeep.models import Due, Interval, PlaceInterval
from equiplink.upkeep.schedule import MAY_SET, reckon, refresh, within
from equiplink.usage.models import Placement
from equiplink.work import Work


def set_at_place(work: Work, interval_id: UUID, *, place_id: UUID, days: int) -> PlaceInterval:
    """Set how many days may pass between two checks at a place; never more than elsewhere.

    Moves the days of what stands there.
    """
    work.allow(*MAY_SET)
    interval = work.get(Interval, interval_id)
    place = work.get(Place, place_id)
    within(days, interval.days, interval)
    made = work.first(PlaceInterval, interval_id=interval_id, place_id=place_id)
    made = made or PlaceInterval(interval_id=interval_id, place_id=place_id)
    made.days = days
    work.record(made, "set_at_place", name=interval.name, place=place.name, days=days)
    settle(work, [each.item_id for each in work.all(Placement, place_id=place_id, ended_at=None)])
    return made


def settle(work: Work, item_ids: Sequence[UUID]) -> None:
    """Set the days of the items' checks by where they stand; of several places the strictest."""
    here = (
        select(Due.id, func.min(PlaceInterval.days).label("days"))
        .join(Placement, and_(Placement.mine_id == Due.mine_id, Placement.item_id == Due.item_id))
        .join(
            PlaceInterval,
            and_(
                PlaceInterval.mine_id == Due.mine_id,
                PlaceInterval.interval_id == Due.interval_id,
                PlaceInterval.place_id == Placement.place_id,
            ),
        )
        .where(Due.mine_id == work.mine_id, Due.item_id.in_(item_ids))
        .where(Placement.ended_at.is_(None))
        .group_by(Due.id)
        .subquery()
    )
    query = (
        select(Due, Interval, here.c.days)
        .join(Interval, and_(Interval.mine_id == Due.mine_id, Interval.id == Due.interval_id))
        .outerjoin(here, here.c.id == Due.id)
        .where(Due.mine_id == work.mine_id, Due.item_id.in_(item_ids))
    )
    for row, interval, days in work.session.execute(query).all():
        row.days = min(filter(None, (interval.days, days)))
        reckon(work, row, interval)
    work.session.flush()
    refresh(work, item_ids)
