"""Read the meters of a thing: hours and tonnes, over every change of the meter.

A meter never runs backwards. One that shows less was rolled back or replaced: the
reading is refused until the replacement is written down, with what the old one
showed last and the new one first.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from equiplink.db import THOUSANDTHS, exact, one_of
from equiplink.errors import Unreadable, said
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.upkeep.schedule import run
from equiplink.usage.commissioning import untested_at
from equiplink.usage.models import Reading
from equiplink.usage.rules import METER, Meter
from equiplink.usage.states import Gauge
from equiplink.work import Work

MAY_READ = (Role.MECHANIC, Role.KEEPER)
HOUR = Decimal(3600)


def read_hours(work: Work, item_id: UUID, *, hours: Decimal) -> Reading:
    """Record the running hours that the item's meter shows.

    Raises ``Refused`` when they are less than the last (U07), or more than the time
    since then allows (U08).
    """
    return _read(work, item_id, Gauge.HOURS, hours, field="hours")


def read_tonnes(work: Work, item_id: UUID, *, tonnes: Decimal) -> Reading:
    """Record the tonnes that the item has carried by its meter; never less than the last (U07)."""
    return _read(work, item_id, Gauge.TONNES, tonnes, field="tonnes")


def replace_meter(
    work: Work, item_id: UUID, *, gauge: str, old: Decimal, new: Decimal = Decimal(0), reason: str
) -> Reading:
    """Write down that a meter (a word of ``Gauge``) was replaced, and why.

    *old* is what the old one showed last, judged as any reading (U07, U08); *new* is
    where the new one begins. Without it a lower reading is refused.
    """
    work.allow(*MAY_READ)
    reason = said(reason, "更换表计的原因", field="reason")
    kind = one_of(Gauge, gauge, field="gauge")
    _number(new, field="new")
    last, total, warnings = _judge(work, item_id, kind, old, field="old")
    made = _reading(work, item_id, kind, new, total)
    made.replaced = True
    _count(work, made, old - last)
    work.record(
        made, "replace_meter", warnings=warnings, item_id=item_id, gauge=kind, last=last,
        old=old, new=new, total=total, reason=reason,
    )  # fmt: skip
    return made


def _read(work: Work, item_id: UUID, gauge: Gauge, value: Decimal, *, field: str) -> Reading:
    work.allow(*MAY_READ)
    last, total, warnings = _judge(work, item_id, gauge, value, field=field)
    made = _reading(work, item_id, gauge, value, total)
    action = f"read_{gauge}"
    _count(work, made, value - last)
    work.record(
        made, action, warnings=warnings, item_id=item_id, value=value, last=last, total=total
    )
    return made


def _judge(
    work: Work, item_id: UUID, gauge: Gauge, value: Decimal, *, field: str
) -> tuple[Decimal, Decimal, tuple[Finding, ...]]:
    """Return the last reading, what the thing counted in all with *value*, and the warnings."""
    work.get(Item, item_id)
    _number(value, field=field)
    last = last_reading(work, item_id, gauge)
    untested = tuple(each.name for each in untested_at(work, item_id))
    if last is None:
        first = Meter(work.today, value, Decimal(0), None, untested)
        return Decimal(0), Decimal(0), METER.require(first, work.policy)
    hours = Decimal((work.now - last.at).total_seconds()) / HOUR
    elapsed = hours if gauge is Gauge.HOURS else None
    facts = Meter(work.today, value, last.value, elapsed, untested)
    warnings = METER.require(facts, work.policy)
    return last.value, last.total + value - last.value, warnings


def last_reading(work: Work, item_id: UUID, gauge: Gauge) -> Reading | None:
    """Return the newest reading of a meter of the item."""
    query = select(Reading).filter_by(mine_id=work.mine_id, item_id=item_id, gauge=gauge)
    newest = query.order_by(Reading.at.desc(), Reading.id.desc()).limit(1)
    return work.session.scalars(newest).first()


def _reading(work: Work, item_id: UUID, gauge: Gauge, value: Decimal, total: Decimal) -> Reading:
    return Reading(
        item_id=item_id,
        gauge=gauge,
        value=value,
        total=total,
        at=work.now,
        read_by=work.actor.id,
    )


def _count(work: Work, made: Reading, more: Decimal) -> None:
    """Tell the checks how long the thing ran; the first reading of a meter tells nothing."""
    if made.gauge is Gauge.HOURS and made.total and more:
        run(work, made.item_id, more)


def _number(value: Decimal, *, field: str) -> None:
    if exact(value, THOUSANDTHS, field=field) < 0:
        raise Unreadable(
            f"{field} {value} is below 0; read the meter again",
            zh=f"读数 {value} 小于 0，请重新读表",
            field=field,
        )
