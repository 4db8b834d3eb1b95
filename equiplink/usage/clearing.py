"""回撤: what came to a face, where it went, and that nothing is left when it is closed out.

came - moved away - given back - used up - lost = stands there; the stocktake says whether
that is what lies there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState
from equiplink.ledger import Entry
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.usage.models import Placement, Stocktake
from equiplink.usage.states import StocktakeState
from equiplink.usage.stocktake_rules import CLEARING, Clearing
from equiplink.usage.stocktakes import CAUSE
from equiplink.work import Work

NONE = Decimal(0)


@dataclass(slots=True)
class Flow:
    """How much of an item came to a place, left it and stands there, in its unit."""

    item_id: UUID
    number: str
    unit: str
    came: Decimal = NONE
    moved: Decimal = NONE
    given_back: Decimal = NONE
    used_up: Decimal = NONE
    lost: Decimal = NONE
    stands: Decimal = NONE


def flows(work: Work, place_id: UUID) -> list[Flow]:
    """Return what came to a place, left it and stands there, from the ledger."""
    work.get(Place, place_id)
    here = {each.id: each for each in work.all(Placement, place_id=place_id)}
    items = {each.item_id for each in here.values()}
    query = select(Item).where(Item.mine_id == work.mine_id, Item.id.in_(items))
    found = {
        each.id: Flow(each.id, each.number, each.unit)
        for each in work.session.scalars(query.order_by(Item.number))
    }
    for placement in here.values():
        if placement.ended_at is None:
            found[placement.item_id].stands += placement.quantity
    for entry in _moves(work, items):
        _tell(found[UUID(entry.data["item_id"])], entry, place_id, here)
    return list(found.values())


def _moves(work: Work, items: Iterable[UUID]) -> Iterable[Entry]:
    of_items = select(Placement.id).where(
        Placement.mine_id == work.mine_id, Placement.item_id.in_(items)
    )
    query = select(Entry).where(
        Entry.mine_id == work.mine_id,
        Entry.subject == Placement.__tablename__,
        Entry.subject_id.in_(of_items),
        Entry.action.in_(("place", "move", "give_back", "use_up", "write_off")),
    )
    return work.session.scalars(query.order_by(Entry.id)).all()


def _tell(flow: Flow, entry: Entry, place_id: UUID, here: dict[UUID, Placement]) -> None:
    quantity = Decimal(entry.data["quantity"])
    if entry.subject_id in here:
        if entry.action in {"place", "move"}:
            flow.came += quantity
        elif entry.action == "give_back":
            flow.given_back += quantity
        elif entry.action == "write_off":
            flow.lost += quantity
        else:
            flow.used_up += quantity
    if entry.action == "move" and entry.data["was"] == str(place_id):
        flow.moved += quantity


def close_out(work: Work, place_id: UUID) -> Place:
    """Write down that a face is cleared, with all that came and went.

    Raises ``Refused`` while anything stands there (U27), before it was counted
    afterwards (U28), and while a difference is open (U29).
    """
    work.allow(Role.KEEPER, Role.SAFETY_OFFICER)
    place = work.get(Place, place_id)
    rows = flows(work, place_id)
    standing = tuple(f"{each.number} {each.stands.normalize():f}" for each in rows if each.stands)
    facts = Clearing(work.today, standing, _counted(work, place_id), _open(work, place_id))
    CLEARING.require(facts, work.policy)
    told = [
        {
            "item_id": each.item_id, "number": each.number, "came": each.came,
            "moved": each.moved, "given_back": each.given_back, "used_up": each.used_up,
            "lost": each.lost,
        }
        for each in rows
    ]  # fmt: skip
    work.record(place, "close_out", place=place.name, flows=told)
    return place


def _counted(work: Work, place_id: UUID) -> bool:
    changed = select(func.max(func.coalesce(Placement.ended_at, Placement.since))).where(
        Placement.mine_id == work.mine_id, Placement.place_id == place_id
    )
    closed = select(func.max(Stocktake.counted_at)).where(
        Stocktake.mine_id == work.mine_id,
        Stocktake.place_id == place_id,
        Stocktake.state == StocktakeState.CLOSED,
    )
    last, counted = work.session.scalar(changed), work.session.scalar(closed)
    return counted is not None and (last is None or last <= counted)


def _open(work: Work, place_id: UUID) -> int:
    query = select(func.count()).where(
        Hazard.mine_id == work.mine_id,
        Hazard.place_id == place_id,
        Hazard.cause.startswith(f"{CAUSE}:"),
        Hazard.state != HazardState.CLOSED,
    )
    return work.session.scalars(query).one()
