"""Place what went underground, move it, use it up, give it back.

Meters are in ``meters``; their verbs are verbs of this stage too. Who answers for a
thing changes hands in ``custody``.

A placement is never rewritten: moving it or handing it over ends it and begins
the next one, so that who answered for a thing on a day can always be read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.catalogue.amounts import pieces
from equiplink.law import Finding
from equiplink.mine.models import Place, Team
from equiplink.mine.states import Role
from equiplink.register.actions import consume
from equiplink.register.hold_states import Act
from equiplink.register.holds import barring
from equiplink.register.models import Item
from equiplink.register.parts import controlled
from equiplink.upkeep.actions import schedule
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import JobState
from equiplink.usage.correcting import correct_scan
from equiplink.usage.meters import read_hours, read_tonnes, replace_meter
from equiplink.usage.models import Placement
from equiplink.usage.pace import settle
from equiplink.usage.rules import (
    MOVING,
    PLACING,
    RETURN,
    USE,
    GivingBack,
)
from equiplink.usage.spot import placed, require
from equiplink.work import Work

__all__ = [
    "balance", "correct_scan", "give_back", "move", "place", "read_hours", "read_tonnes",
    "replace_meter", "use_up",
]  # fmt: skip

MAY_USE = (Role.MECHANIC, Role.KEEPER)


def place(
    work: Work,
    item_id: UUID,
    *,
    place_id: UUID,
    team_id: UUID,
    keeper_id: UUID,
    quantity: Decimal | None = None,
) -> Placement:
    """Put an item that is underground at a place, in the charge of a person (包机人).

    *quantity* is in the item's unit; left out, all of it that stands nowhere yet.
    Its checks count from today. Raises ``Refused`` for what is not underground
    (U01), what may not stand in that zone (X10, X11, L02), what is unfit (U05) or
    held (U06), and for a rope whose test is too old (I15).
    """
    work.allow(*MAY_USE)
    item = work.get(Item, item_id)
    work.get(Team, team_id)
    amount = item.underground - placed(work, item_id) if quantity is None else quantity
    if quantity is None and amount <= 0:
        amount = Decimal(1)  # nothing is left, and U01 says so with the numbers
    pieces(amount, tracking=item.kind, unit=item.unit)
    warnings = require(work, PLACING, item, place_id=place_id, keeper_id=keeper_id, quantity=amount)
    schedule(work, item_id)
    made = Placement(
        item_id=item_id,
        place_id=place_id,
        team_id=team_id,
        keeper_id=keeper_id,
        quantity=amount,
        since=work.now,
    )
    begin(work, made, "place", warnings=warnings)
    settle(work, [item_id])
    return made


def move(work: Work, placement_id: UUID, *, place_id: UUID) -> Placement:
    """Move a thing to another place; the place is judged as if it were new there.

    Returns the placement that begins. Raises ``Refused`` as ``place`` does, and for
    a placement that has ended (U10).
    """
    work.allow(*MAY_USE)
    old = work.get(Placement, placement_id)
    item = work.get(Item, old.item_id)
    warnings = require(
        work, MOVING, item, place_id=place_id, keeper_id=old.keeper_id, quantity=old.quantity,
        moved=old,
    )  # fmt: skip
    made = successor(work, old)
    made.place_id, made.commissioning_id = place_id, None
    begin(work, made, "move", warnings=warnings, was=old.place_id)
    settle(work, [item.id])
    return made


def successor(work: Work, old: Placement) -> Placement:
    """End a placement and return the one that begins with it, not stored yet."""
    old.ended_at = work.now
    return Placement(
        item_id=old.item_id,
        place_id=old.place_id,
        team_id=old.team_id,
        keeper_id=old.keeper_id,
        quantity=old.quantity,
        since=work.now,
        commissioning_id=old.commissioning_id,
    )


def begin(
    work: Work,
    made: Placement,
    action: str,
    *,
    warnings: tuple[Finding, ...] = (),
    **details: object,
) -> None:
    """Store a placement and write down how it began."""
    work.record(
        made, action, warnings=warnings, item_id=made.item_id, place_id=made.place_id,
        team_id=made.team_id, keeper_id=made.keeper_id, quantity=made.quantity, **details,
    )  # fmt: skip


def give_back(work: Work, placement_id: UUID, *, quantity: Decimal | None = None) -> Placement:
    """Take a thing, or part of a lot, from its place; it stays underground until it is scanned out.

    *quantity* is in the item's unit; left out, all that stands there.
    """
    work.allow(*MAY_USE)
    old = work.get(Placement, placement_id)
    given = old.quantity if quantity is None else quantity
    facts = leaving(work, old, work.get(Item, old.item_id), given)
    RETURN.require(facts, work.policy)
    take(work, old, given)
    work.record(old, "give_back", item_id=old.item_id, quantity=given, left=old.quantity)
    return old


def use_up(
    work: Work,
    placement_id: UUID,
    *,
    quantity: Decimal,
    note: str,
    job_id: UUID | None = None,
    part_name: str = "",
) -> Placement:
    """Count part of a lot as used up where it stands, such as bolts set in a roof.

    As a spare part it names the job that it went into, and *part_name* what the papers of
    the machine's safety mark call it. Raises ``Refused`` for more than stands there (U09),
    for what is held (U11), for a job that is closed (U36) and for a controlled part that
    those papers do not list (M12).
    """
    work.allow(*MAY_USE)
    old = work.get(Placement, placement_id)
    item = work.get(Item, old.item_id)
    holds = barring(work, item, Act.USE)
    job = None if job_id is None else work.get(Job, job_id)
    job_open = job is None or job.state is JobState.OPEN
    facts = replace(leaving(work, old, item, quantity), holds=holds, job_open=job_open)
    listed = (
        controlled(work, item, machine=work.get(Item, job.item_id), part_name=part_name)
        if job
        else ()
    )
    warnings = USE.require(facts, work.policy, also=listed)
    take(work, old, quantity)
    consume(work, old.item_id, quantity=quantity, note=note)
    work.record(
        old, "use_up", warnings=warnings, item_id=old.item_id, quantity=quantity, note=note,
        job_id=job_id, part_name=part_name,
    )  # fmt: skip
    return old


def leaving(work: Work, old: Placement, item: Item, quantity: Decimal) -> GivingBack:
    """Return the facts of something that leaves its place; raise for part of a piece."""
    pieces(quantity, tracking=item.kind, unit=item.unit)
    ended_on = old.ended_at and work.day_of(old.ended_at)
    return GivingBack(work.today, quantity, old.quantity, ended_on)


def take(work: Work, old: Placement, quantity: Decimal) -> None:
    """Take so much from a placement; it ends with the last of it."""
    old.quantity -= quantity
    if not old.quantity:
        old.ended_at = work.now


@dataclass(frozen=True, slots=True)
class Balance:
    """How much of an item is at one place, in its unit.

    ``place`` is None for what is underground but stands nowhere; below 0 there,
    it was scanned out or used up without being given back.
    """

    item_id: UUID
    number: str
    unit: str
    place_id: UUID | None
    place: str | None
    quantity: Decimal


def balance(work: Work, place_id: UUID | None = None) -> list[Balance]:
    """Return what is underground, by item and place, in two statements; of one place if given."""
    total = func.sum(Placement.quantity)
    at_places = (
        select(Item.id, Item.number, Item.unit, Place.id, Place.name, total)
        .join(Placement, and_(Placement.mine_id == Item.mine_id, Placement.item_id == Item.id))
        .join(Place, and_(Place.mine_id == Placement.mine_id, Place.id == Placement.place_id))
        .where(Item.mine_id == work.mine_id, Placement.ended_at.is_(None))
        .group_by(Item.mine_id, Item.id, Item.number, Item.unit, Place.id, Place.name)
        .order_by(Place.name, Item.number)
    )
    if place_id is not None:
        at_places = at_places.where(Place.id == place_id)
    rows = [Balance(*row) for row in work.session.execute(at_places)]
    return rows if place_id is not None else rows + _nowhere(work)


def _nowhere(work: Work) -> list[Balance]:
    standing = (
        select(Placement.item_id, func.sum(Placement.quantity).label("quantity"))
        .where(Placement.mine_id == work.mine_id, Placement.ended_at.is_(None))
        .group_by(Placement.item_id)
        .subquery()
    )
    query = (
        select(Item.id, Item.number, Item.unit, Item.underground, standing.c.quantity)
        .outerjoin(standing, standing.c.item_id == Item.id)
        .where(Item.mine_id == work.mine_id)
        .where(Item.underground != func.coalesce(standing.c.quantity, 0))
    )
    return [
        Balance(item_id, number, unit, None, None, underground - (placed_at or 0))
        for item_id, number, unit, underground, placed_at in work.session.execute(
            query.order_by(Item.number)
        )
    ]
