"""Keep apart what was accepted or tested by an instrument that reads wrong.

Acceptance knows which goods are in doubt, and the ledger which tests; here they are
held, in stock and underground, under one hazard for the instrument. The holds end by
hand, once the doubt is cleared and the hazard closed.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance.check_models import Instrument
from equiplink.acceptance.instruments import suspects
from equiplink.errors import NotFound
from equiplink.hazard.actions import find
from equiplink.hazard.holding import hold
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Level
from equiplink.mine.states import Role
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.holds import held
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.upkeep.spoiled import spoiled
from equiplink.work import Work


def quarantine(work: Work, *, instrument_id: UUID) -> Hazard:
    """Hold every item that stands on readings of a faulty instrument; done again, it adds the rest.

    Opens one hazard for the instrument. A hold on a lot reaches what was parted off it.
    """
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    instrument = work.get(Instrument, instrument_id)
    doubtful = [each.id for each in suspects(work, instrument_id)]
    tested = {each.item_id for each in spoiled(work, instrument_id)}
    if not doubtful and not tested:
        raise NotFound(
            f"nothing stands on readings of {instrument.number} that are in doubt",
            zh=f"没有因器具 {instrument.number} 而存疑的验收和检测，无须隔离",
            field="instrument_id",
        )
    query = select(Item).where(
        Item.mine_id == work.mine_id, Item.state != ItemState.SCRAPPED,
        (Item.acceptance_id.in_(doubtful) & Item.parted_from_id.is_(None)) | Item.id.in_(tested),
    )  # fmt: skip
    items = work.session.scalars(query.order_by(Item.id)).all()
    hazard = find(
        work,
        title=f"计量器具 {instrument.number} 失准，用其验收、检测的物资存疑："
        f"验收 {len(doubtful)} 项，检测 {len(tested)} 件，在册 {len(items)} 件",
        level=Level.GENERAL,
        basis="A51",
        cause=f"instrument:{instrument.id}",
    )
    kept = {each.key for each in held(work, [str(item.id) for item in items])
            if each.kind is HoldKind.QUARANTINE}  # fmt: skip
    for item in items:
        if str(item.id) not in kept:
            hold(
                work, kind=HoldKind.QUARANTINE, subject=HoldSubject.ITEM, key=str(item.id),
                reason=f"读数所用器具 {instrument.number} 失准", hazard_id=hazard.id,
            )  # fmt: skip
    return hazard
