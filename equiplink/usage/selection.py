"""What stands underground and does not suit its place: asked again whenever either changes.

A mine that is re-classified, a list that grows and a place that gets another zone
tell nobody. This reads everything below anew; ``recheck`` makes hazards of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from equiplink.catalogue.facts import BannedFacts, ExFacts
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.rules import BANNED, SELECTION
from equiplink.db import one_of
from equiplink.gate.models import EntryInspection
from equiplink.gate.scan import MAJOR
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Level
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.rules import say
from equiplink.usage.models import Placement
from equiplink.work import GasClass, Work

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Unsuitable:
    """A thing underground that may not stand where it does.

    ``place`` is where it was put or, if nobody put it anywhere, for which it was
    inspected; None when neither is known, and then the strictest kind is asked for.
    """

    item_id: UUID
    number: str
    name: str
    model: str
    place_id: UUID | None
    place: str | None
    zone: str | None
    keeper_id: UUID | None
    findings: tuple[Finding, ...]


def unsuitable(work: Work, *, gas_class: str | None = None) -> Iterator[Unsuitable]:
    """Yield what does not suit its place, in one streamed statement.

    *gas_class* asks what would not suit if the mine were of that class.
    """
    chosen = one_of(GasClass, gas_class or work.mine.gas_class, field="gas_class")
    rows = work.session.execute(_below(work).execution_options(yield_per=BATCH))
    for row in rows:
        found = _judge(work, row, chosen)
        if any(finding.denies for finding in found):
            yield Unsuitable(
                row.id, row.number, row.name, row.model, row.place_id, row.place, row.zone,
                row.keeper_id, found,
            )  # fmt: skip


def recheck(work: Work) -> list[Hazard]:
    """Open a hazard for each thing and rule that ``unsuitable`` finds; once for the same cause.

    The cause is that under which the gate would open it, so what the gate saw too is
    one hazard.
    """
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    return [
        _open(work, each, finding)
        for each in list(unsuitable(work))
        for finding in each.findings
        if finding.denies
    ]


def _open(work: Work, each: Unsuitable, finding: Finding) -> Hazard:
    clause = MAJOR.get(finding.code)
    return hazards.find(
        work,
        title=f"{each.number} {each.name} {each.model}（{each.place or '地点不明'}）："
        + say(finding),
        level=Level.MAJOR if clause else Level.GENERAL,
        basis=f"煤矿重大事故隐患判定标准 {clause}" if clause else finding.code,
        cause=f"gate:{finding.code}:{each.item_id}",
        item_id=each.item_id,
        place_id=each.place_id,
    )


def _judge(work: Work, row: Any, gas_class: str) -> tuple[Finding, ...]:
    found = (
        *SELECTION.judge(
            ExFacts(
                today=work.today,
                device=row.device,
                required=row.requires_ex,
                ex_mark=row.ex_mark,
                gas_class=gas_class,
                zone=row.zone,
            ),
            work.policy,
        ),
        *BANNED.judge(
            BannedFacts(work.today, row.bans, row.ratings, row.zone, gas_class, in_use=True),
            work.policy,
        ),
    )
    return tuple(sorted(found, key=lambda finding: not finding.denies))


def _below(work: Work) -> Any:
    meant = aliased(Place)
    return (
        select(
            Item.id, Item.number, Item.ex_mark, Item.ratings, Product.name, Product.model,
            Product.bans, DeviceClass.device, DeviceClass.requires_ex, Placement.keeper_id,
            func.coalesce(Place.id, meant.id).label("place_id"),
            func.coalesce(Place.name, meant.name).label("place"),
            func.coalesce(Place.zone, meant.zone).label("zone"),
        )
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .outerjoin(
            Placement,
            and_(
                Placement.mine_id == Item.mine_id,
                Placement.item_id == Item.id,
                Placement.ended_at.is_(None),
            ),
        )
        .outerjoin(Place, and_(Place.mine_id == Item.mine_id, Place.id == Placement.place_id))
        .outerjoin(
            EntryInspection,
            and_(
                EntryInspection.mine_id == Item.mine_id,
                EntryInspection.item_id == Item.id,
                EntryInspection.superseded_at.is_(None),
            ),
        )
        .outerjoin(
            meant, and_(meant.mine_id == Item.mine_id, meant.id == EntryInspection.place_id)
        )
        .where(Item.mine_id == work.mine_id, Item.underground > 0)
        .order_by(Item.id)
    )  # fmt: skip
