"""Units inside units: install a part, take it out, and tell what stands inside a thing.

The gate asks ``assembly`` for everything that goes down with a unit, judges it, and
lets it go with ``carry``. Whoever
changes a tree holds its root until the end, so that two changes at once cannot
close a ring.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, literal, select

from equiplink.catalogue.models import DeviceClass
from equiplink.catalogue.papers import judge_part
from equiplink.catalogue.queries import product as product_of
from equiplink.catalogue.states import Device, Tracking
from equiplink.db import one_of
from equiplink.errors import Conflict, Stale
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.part_rules import INSTALLING, PLATES, Installing, Plates
from equiplink.register.states import ITEM, Importance, Plate
from equiplink.work import Work

CABLE = "电缆"
"""What the name of a class says when its goods carry the plate that tells from where to where."""


def install(work: Work, item_id: UUID, *, parent_id: UUID, part_name: str = "") -> Item:
    """Install a unit in another one; it is then judged, and goes down, with it.

    *part_name* is what the papers of the unit's safety mark call the part, by default
    the name of its product. Raises ``Refused`` when one is below and the other above
    (R10), for a ring (R11), for what is installed already (R12), for lots (R13) and for
    a controlled part that those papers do not list (M12).
    """
    above = _above(work, parent_id)
    held = {each: work.get(Item, each) for each in sorted({item_id, parent_id, above[-1]})}
    if _above(work, parent_id) != above:
        raise Stale
    part, parent = held[item_id], held[parent_id]
    inside = work.get(Item, part.parent_id) if part.parent_id else None
    facts = Installing(
        today=work.today,
        part=part.state,
        parent=parent.state,
        units={part.kind, parent.kind} == {Tracking.UNIT},
        cyclic=item_id in above,
        installed_in=inside.number if inside else None,
    )
    warnings = INSTALLING.require(
        facts, work.policy, also=controlled(work, part, machine=parent, part_name=part_name)
    )
    part.parent_id = parent_id
    work.step(ITEM, part, "install", warnings=warnings, parent_id=parent_id, parent=parent.number)
    return part


def controlled(
    work: Work, part: Item, *, machine: Item, part_name: str = ""
) -> tuple[Finding, ...]:
    """Return what the papers of a machine's safety mark say against a part (M12).

    *part_name* is what they call it, by default the name of its product.
    """
    goods, _ = product_of(work, part.product_id)
    return judge_part(
        work, machine.product_id, part=part_name or goods.name, model=goods.model,
        maker=goods.maker, mark_number=part.mark_number,
    )  # fmt: skip


def take_out(work: Work, item_id: UUID, *, reason: str = "") -> Item:
    """Take a part out of the unit that it is installed in."""
    part = work.get(Item, item_id)
    if part.parent_id is None:
        raise Conflict(
            f"{part.number} is not installed in anything",
            zh=f"{part.number} 没有装在任何设备上，无需拆下",
            field="item_id",
        )
    was, part.parent_id = part.parent_id, None
    work.step(ITEM, part, "take_out", was=was, reason=reason)
    return part


def carry(work: Work, item_id: UUID, action: str, **details: object) -> Sequence[Item]:
    """Take everything inside a unit along when it goes down (``enter``) or comes up (``leave``).

    The same for ``undo_enter`` and ``undo_leave``. For the gate, in the transaction
    of the unit's own step; *details* are what the ledger keeps with each. Raises
    ``IllegalStep`` for a part that cannot go, such as one in repair; then the unit
    does not go either.
    """
    parts = assembly(work, item_id)
    for part in parts:
        below = action in {"enter", "undo_leave"}
        part.stock, part.issued = Decimal(not below), Decimal(0)
        part.underground = Decimal(below)
        if not below:
            part.unfit_since = work.now
    work.steps(ITEM, parts, action, [{**details, "with": item_id} for _ in parts])
    return parts


def assembly(work: Work, item_id: UUID) -> Sequence[Item]:
    """Return everything that stands inside a unit, however deep, in two statements.

    The unit itself is not among it; of what has no parts nothing is.
    """
    found = select(inside(work.mine_id, item_id).c.id)
    query = select(Item).where(Item.mine_id == work.mine_id, Item.id.in_(found))
    return work.session.scalars(query.order_by(Item.number)).all()


def inside(mine_id: Any, item_id: Any) -> CTE:
    """Return the ids of everything that stands inside a unit, however deep, to select from."""
    start = select(Item.id).where(Item.mine_id == mine_id, Item.parent_id == item_id)
    found = start.cte("inside", recursive=True)
    return found.union(
        select(Item.id).join(found, Item.parent_id == found.c.id).where(Item.mine_id == mine_id)
    )


def _above(work: Work, item_id: UUID) -> list[UUID]:
    """Return the unit and everything that it stands inside, the outermost last."""
    start = select(Item.id, Item.parent_id, literal(0).label("depth")).where(
        Item.mine_id == work.mine_id, Item.id == item_id
    )
    up = start.cte("up", recursive=True)
    up = up.union_all(
        select(Item.id, Item.parent_id, up.c.depth + 1)
        .join(up, Item.id == up.c.parent_id)
        .where(Item.mine_id == work.mine_id)
    )
    found = list(work.session.scalars(select(up.c.id).order_by(up.c.depth)))
    return found or [item_id]


def grade(work: Work, item_id: UUID, *, importance: str) -> Item:
    """Set how much depends on a unit: a word of ``Importance``, A for what stops the mine."""
    work.allow(Role.MECHANIC, Role.SAFETY_OFFICER)
    item = work.get(Item, item_id)
    item.importance = one_of(Importance, importance, field="importance")
    work.record(item, "grade", importance=importance)
    return item


def check_plates(work: Work, item_id: UUID, *, plates: Mapping[str, bool]) -> Item:
    """Write down which plates are on a unit; words of ``Plate``, and whether each is there.

    What the class asks for and is not there is recorded as a warning (R14).
    """
    work.allow(Role.KEEPER, Role.MECHANIC, Role.EX_INSPECTOR)
    item = work.get(Item, item_id)
    item.plates = {one_of(Plate, name, field="plates").value: on for name, on in plates.items()}
    _, kind = product_of(work, item.product_id)
    there = frozenset(Plate(name) for name, on in item.plates.items() if on)
    found = PLATES.judge(Plates(work.today, plates_of(kind), there), work.policy)
    work.record(item, "check_plates", warnings=found, plates=item.plates)
    return item


def lost(plates: Mapping[str, bool], *, ex: bool, mark: bool) -> tuple[Plate, ...]:
    """Return the plates written down as gone without which a thing counts as 失爆."""
    asked = {Plate.EX: ex, Plate.MARK: ex and mark}
    return tuple(plate for plate, needed in asked.items() if needed and plates.get(plate) is False)


def plates_of(kind: DeviceClass) -> frozenset[Plate]:
    """Return the plates that a thing of class *kind* has to carry."""
    electrical = kind.requires_ex or kind.device is not Device.OTHER
    asked = {
        Plate.NAMEPLATE: kind.tracking is Tracking.UNIT,
        Plate.MARK: kind.requires_mark,
        Plate.EX: kind.requires_ex,
        Plate.CERTIFICATE: kind.requires_ex,
        Plate.KEEPER: kind.tracking is Tracking.UNIT and electrical,
        Plate.ROUTE: CABLE in kind.name,
    }
    return frozenset(plate for plate, needed in asked.items() if needed)
