"""Test what was newly installed before it runs: insulation and earth resistance.

What stood there before the register is not newly installed; it is tested when it is moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import aliased

from equiplink.acceptance import floor_facts
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Device
from equiplink.db import THOUSANDTHS, exact, new_id
from equiplink.due import Due
from equiplink.errors import Unreadable
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.usage.commission_rules import (
    COMMISSIONING,
    EARTH_OHM,
    INSULATION_KOHM,
    Commissioned,
)
from equiplink.usage.models import Commissioning, Placement
from equiplink.work import Work


def commission(
    work: Work,
    placement_id: UUID,
    *,
    insulation_mohm: Decimal,
    earth_ohm: Decimal,
    instrument_ids: Sequence[UUID],
) -> Commissioning:
    """Write down the insulation (MΩ) and earth resistance (Ω) before a thing runs at its place.

    Raises ``Refused`` for a placement that ended (I08O), for values beyond the mine's limits
    (I08R, I08E) and without instruments that read right (I08G); the rules' source is the row
    新安装电气设备 of 煤矿安全规程, which was only believed.
    """
    work.allow(Role.MECHANIC)
    placement = work.get(Placement, placement_id)
    values = {"insulation_mohm": insulation_mohm, "earth_ohm": earth_ohm}
    for field, value in values.items():
        if exact(value, THOUSANDTHS, field=field) < 0:
            raise Unreadable(
                f"{field} {value} is below 0; measure again",
                zh=f"测得值 {value} 小于 0，请重测",
                field=field,
            )
    gauges = [floor_facts.gauge(work, each) for each in instrument_ids]
    facts = Commissioned(
        today=work.today,
        insulation_mohm=insulation_mohm,
        earth_ohm=earth_ohm,
        gauges=tuple(filter(None, gauges)),
        ended_on=placement.ended_at and work.day_of(placement.ended_at),
        insulation_kohm=work.setting(INSULATION_KOHM),
        highest_ohm=work.setting(EARTH_OHM),
    )
    warnings = COMMISSIONING.require(facts, work.policy)
    made = Commissioning(
        id=new_id(), item_id=placement.item_id, place_id=placement.place_id,
        insulation_mohm=insulation_mohm, earth_ohm=earth_ohm,
        instrument_ids=[str(each) for each in instrument_ids], at=work.now,
        tested_by=work.actor.id,
    )  # fmt: skip
    work.record(
        made, "commission", warnings=warnings, item_id=made.item_id, place_id=made.place_id,
        placement_id=placement_id, insulation_mohm=insulation_mohm, earth_ohm=earth_ohm,
        instrument_ids=made.instrument_ids,
    )  # fmt: skip
    placement.commissioning_id = made.id
    return made


def untested_at(work: Work, item_id: UUID) -> list[Place]:
    """Return the places at which an electrical thing is newly installed and was not tested."""
    query = _untested(work).where(Placement.item_id == item_id)
    return [place for _, _, place in work.session.execute(query)]


def due(work: Work) -> Iterator[Due]:
    """List every electrical thing that is newly installed and waits for its test (I08)."""
    for placement, item, place in work.session.execute(_untested(work)):
        yield Due(
            code="I08",
            on=work.day_of(placement.since),
            subject=Item.__tablename__,
            subject_id=item.id,
            number=item.number,
            role=Role.MECHANIC,
            zh=f"{item.number} 新安装在{place.name}，投运前测绝缘电阻和接地电阻",
            en=f"{item.number} at {place.name}: measure insulation and earth before it runs",
            key=str(placement.id),
        )


def _untested(work: Work) -> Select[Placement, Item, Place]:
    earlier = aliased(Placement)
    moved = exists().where(
        earlier.mine_id == Placement.mine_id, earlier.item_id == Placement.item_id,
        earlier.place_id != Placement.place_id, earlier.ended_at.is_not(None),
    )  # fmt: skip
    return (
        select(Placement, Item, Place)
        .join(Item, and_(Item.mine_id == Placement.mine_id, Item.id == Placement.item_id))
        .join(Place, and_(Place.mine_id == Placement.mine_id, Place.id == Placement.place_id))
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Placement.mine_id == work.mine_id, Placement.ended_at.is_(None))
        .where(Placement.commissioning_id.is_(None), DeviceClass.device == Device.ELECTRICAL)
        .where(Item.acceptance_id.is_not(None) | moved)
        .order_by(Placement.since, Placement.id)
    )
