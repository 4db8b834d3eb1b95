"""Lots in the store: split, cut, hand out the earliest to expire, take back, measure offcuts.

A lot lies in one place under one tag. What is parted off is a lot of its own with
the papers of the first, so that every heap has its balance and the sum over all
that came from one delivery never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.models import Product
from equiplink.catalogue.queries import product as product_of
from equiplink.catalogue.states import Tracking
from equiplink.db import new_id
from equiplink.errors import Unreadable, said
from equiplink.mine.models import Person, Place, Team
from equiplink.mine.states import Role
from equiplink.register.hold_states import Act
from equiplink.register.holds import barring
from equiplink.register.lot_rules import (
    GIVING_BACK,
    HANDING,
    OFFCUT,
    PARTING,
    GivingBack,
    Handing,
    Offcut,
    Parting,
)
from equiplink.register.models import Issue, Item
from equiplink.register.states import ITEM, ItemState
from equiplink.work import Work

LENGTHS = frozenset({"m", "米"})
"""Units of what is cut."""
FEW = 3
"""How many earlier lots a warning names."""


def split(work: Work, item_id: UUID, *, quantity: Decimal, number: str) -> Item:
    """Part *quantity* off a lot, as a lot of its own under *number*; return the new lot.

    Raises ``Refused`` unless something is left (R01).
    """
    return _part_off(work, work.get(Item, item_id), quantity, number, "split")


def cut(work: Work, item_id: UUID, *, length: Decimal, number: str) -> Item:
    """Cut a piece of *length* (m) off a cable, belt or hose; return the piece, a lot of its own."""
    item = work.get(Item, item_id)
    if item.unit not in LENGTHS:
        raise Unreadable(
            f"{item.number} is counted in {item.unit}; only what is measured in metres is cut",
            zh=f"{item.number} 按“{item.unit}”计量，只有按米计量的才能裁切；请办理拆分",
            field="item_id",
        )
    return _part_off(work, item, length, number, "cut")


def _part_off(work: Work, lot: Item, quantity: Decimal, number: str, action: str) -> Item:
    number = said(number, "批号", field="number")
    pieces(quantity, tracking=lot.kind, unit=lot.unit)
    facts = Parting(work.today, quantity, lot.stock, lot.unit)
    warnings = PARTING.require(facts, work.policy)
    part = Item(
        id=new_id(), number=number, quantity=quantity, stock=quantity,
        underground=Decimal(0), consumed=Decimal(0), scrapped=Decimal(0),
        parted_from_id=lot.id, lineage=[*lot.lineage, str(lot.id)],
        **{name: getattr(lot, name) for name in _SHARED},
    )  # fmt: skip
    lot.stock -= quantity
    lot.parted += quantity
    work.step(
        ITEM, lot, action, warnings=warnings, quantity=quantity, number=number, stock=lot.stock
    )
    work.step(
        ITEM, part, "part_off", number=number, parted_from_id=lot.id, quantity=quantity,
        unit=part.unit, batch=part.batch,
    )  # fmt: skip
    return part


_SHARED = (
    "kind", "product_id", "acceptance_id", "supplier_id", "place_id", "shelf", "serial", "batch",
    "unit", "mark_number", "ex_mark", "ratings", "papers", "arrived_on", "made_on", "expires_on",
    "unfit_since", "next_due_on", "regular_by",
)  # fmt: skip
"""What a part has of the lot that it comes from."""


def issue(
    work: Work,
    item_id: UUID,
    *,
    quantity: Decimal,
    team_id: UUID,
    receiver_id: UUID,
    purpose: str,
    place_id: UUID | None = None,
) -> Issue:
    """Hand *quantity* of a unit or lot to a team; *receiver_id* takes it, for use at *place_id*.

    Raises ``Refused`` for more than is in stock (R02), for what is past its date
    (R03), for what is held (R08), and to somebody who left (R07). Warns while a lot of
    the same product that expires earlier is in stock (R04); a mine may refuse that.
    """
    purpose = said(purpose, "用途", field="purpose")
    item = work.get(Item, item_id)
    pieces(quantity, tracking=item.kind, unit=item.unit)
    work.get(Team, team_id)
    if place_id is not None:
        work.get(Place, place_id)
    warnings = HANDING.require(_handing(work, item, quantity, receiver_id), work.policy)
    ITEM.next(item.state, "issue")
    made = Issue(
        item_id=item_id,
        team_id=team_id,
        receiver_id=receiver_id,
        place_id=place_id,
        quantity=quantity,
        returned=Decimal(0),
        purpose=purpose,
        issued_at=work.now,
        issued_by=work.actor.id,
    )
    item.stock -= quantity
    item.issued += quantity
    work.record(
        made, "issue", item_id=item_id, quantity=quantity, team_id=team_id,
        receiver_id=receiver_id, place_id=place_id, purpose=purpose,
    )  # fmt: skip
    work.step(
        ITEM, item, "issue", warnings=warnings, issue_id=made.id, quantity=quantity,
        stock=item.stock,
    )  # fmt: skip
    return made


def _handing(work: Work, item: Item, quantity: Decimal, receiver_id: UUID) -> Handing:
    receiver = work.get(Person, receiver_id)
    _, kind = product_of(work, item.product_id)
    return Handing(
        today=work.today,
        quantity=quantity,
        stock=item.stock,
        unit=item.unit,
        receiver=receiver.name,
        receiver_left_on=receiver.left_on,
        dated=kind.requires_shelf_life,
        expires_on=item.expires_on,
        earlier=_earlier(work, item),
        holds=barring(work, item, Act.ISSUE),
    )


def _earlier(work: Work, item: Item) -> tuple[str, ...]:
    """Name the first few lots of the same product in stock that keep, but not as long."""
    if item.expires_on is None:
        return ()
    query = (
        select(Item.number, Item.expires_on)
        .where(Item.mine_id == work.mine_id, Item.product_id == item.product_id)
        .where(Item.state == ItemState.IN_STOCK, Item.stock > 0)
        .where(Item.expires_on >= work.today, Item.expires_on < item.expires_on)
        .order_by(Item.expires_on, Item.number)
        .limit(FEW)
    )
    return tuple(f"{number} ({day})" for number, day in work.session.execute(query))


def give_back(work: Work, issue_id: UUID, *, quantity: Decimal) -> Issue:
    """Take back what a team did not use and did not take down; it is in stock again."""
    made = work.get(Issue, issue_id)
    item = work.get(Item, made.item_id)
    pieces(quantity, tracking=item.kind, unit=item.unit)
    out = min(made.quantity - made.returned, item.issued)
    facts = GivingBack(work.today, quantity, out, item.unit)
    warnings = GIVING_BACK.require(facts, work.policy)
    ITEM.next(item.state, "give_back")
    made.returned += quantity
    item.issued -= quantity
    item.stock += quantity
    work.record(made, "give_back", item_id=item.id, quantity=quantity, returned=made.returned)
    work.step(
        ITEM, item, "give_back", warnings=warnings, issue_id=made.id, quantity=quantity,
        stock=item.stock,
    )  # fmt: skip
    return made


def return_offcut(
    work: Work, item_id: UUID, *, length: Decimal, place_id: UUID | None = None, shelf: str = ""
) -> Item:
    """Put the rest of a piece back in the store as it measures; all else of it is used up.

    *length* is in the piece's unit and 0 when nothing came back. What is still
    underground in the books, and what the tape found short, counts as consumed.
    Raises ``Refused`` for more than came up through the gate (R06).
    """
    item = work.get(Item, item_id)
    if length:
        pieces(length, tracking=item.kind, unit=item.unit)
    if item.kind is not Tracking.LOT or length < 0:
        raise Unreadable(
            f"{item.number}: an offcut of {length} is the rest of a lot, 0 or longer; correct it",
            zh=f"{item.number}：余料 {length} 应当是批次物资的剩余，不小于 0；请改正",
            field="length",
        )
    if place_id is not None:
        work.get(Place, place_id)
    warnings = OFFCUT.require(Offcut(work.today, length, item.stock, item.unit), work.policy)
    used = item.stock + item.underground - length
    item.stock, item.underground = length, Decimal(0)
    item.consumed += used
    item.place_id, item.shelf = place_id or item.place_id, shelf or item.shelf
    work.step(
        ITEM, item, "return_offcut", warnings=warnings, length=length, used=used,
        place_id=item.place_id, shelf=item.shelf,
    )  # fmt: skip
    return item


def store(work: Work, item_id: UUID, *, place_id: UUID, shelf: str = "") -> Item:
    """Put a unit, or all that is in stock of a lot, into another store; split it first for less."""
    work.allow(Role.KEEPER)
    item = work.get(Item, item_id)
    work.get(Place, place_id)
    was, item.place_id, item.shelf = item.place_id, place_id, shelf
    work.record(item, "store", was=was, place_id=place_id, shelf=shelf)
    return item


@dataclass(frozen=True, slots=True)
class Heap:
    """What there is of one product in one store, in its unit; ``place`` is None when unsaid.

    ``expires_on`` is the first day on which something of it is past its date.
    """

    product_id: UUID
    name: str
    model: str
    unit: str
    place_id: UUID | None
    place: str | None
    stock: Decimal
    issued: Decimal
    expires_on: date | None


def balance(
    work: Work, *, product_id: UUID | None = None, place_id: UUID | None = None
) -> list[Heap]:
    """Return what is in the stores, by product and place, in one statement.

    What is underground stands in the balance of usage, by its own places.
    """
    goods = (Product.id, Product.name, Product.model, Item.unit, Place.id, Place.name)
    query = (
        select(*goods, func.sum(Item.stock), func.sum(Item.issued), func.min(Item.expires_on))
        .select_from(Item)
        .join(Product, Product.id == Item.product_id)
        .outerjoin(Place, (Place.mine_id == Item.mine_id) & (Place.id == Item.place_id))
        .where(Item.mine_id == work.mine_id, Item.stock + Item.issued > 0)
        .group_by(*goods)
        .order_by(Product.name, Product.model, Place.name)
    )
    if product_id is not None:
        query = query.where(Item.product_id == product_id)
    if place_id is not None:
        query = query.where(Item.place_id == place_id)
    return [Heap(*row) for row in work.session.execute(query)]
