"""盘点: count what lies at a place, also from a list that was made without a network.

A list may come in parts, in any order and twice: of a tag the newest sighting
counts. A tag that the register does not know is kept as a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink import codes
from equiplink.db import THOUSANDTHS, exact, new_id, utc
from equiplink.errors import Unreadable
from equiplink.hazard import actions as hazards
from equiplink.hazard.states import Channel, Level
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.register.models import Item, Tag
from equiplink.usage.models import Counted, Placement, Stocktake
from equiplink.usage.states import STOCKTAKE, Tally
from equiplink.usage.stocktake_rules import ENDING, SIGHTING, Ending, Sighting
from equiplink.work import Work

LARGEST = 2000
"""Sightings of one list."""
CAUSE = "stocktake"


class Seen(TypedDict):
    """A tag that was seen, when, and how much of the thing: 1 for a unit."""

    code: str
    at: datetime
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """What should lie at the place and what was found, in the item's unit."""

    tally: Tally
    item_id: UUID | None
    name: str
    """The item's number, or the tag that nobody knows."""
    expected: Decimal
    found: Decimal


def open_stocktake(work: Work, *, place_id: UUID) -> Stocktake:
    """Begin to count what lies at a place."""
    place = work.get(Place, place_id)
    made = Stocktake(place_id=place_id, opened_at=work.now, opened_by=work.actor.id)
    work.step(STOCKTAKE, made, "open", place_id=place_id, place=place.name)
    return made


def count(
    work: Work, stocktake_id: UUID, *, seen: Sequence[Seen], nothing_found: bool = False
) -> Stocktake:
    """Add a list of sightings; sent twice it changes nothing. Refuses a clock gone wrong (U26).

    An empty list is a statement only together with *nothing_found*: somebody went
    there, and nothing lay there.
    """
    stocktake = work.get(Stocktake, stocktake_id)
    _readable(len(seen), nothing_found=nothing_found)
    newest = _newest(seen)
    findings: list[Finding] = []
    for code, each in newest.items():
        facts = Sighting(work.today, code, utc(each["at"]), stocktake.opened_at, work.now)
        findings += SIGHTING.judge(facts, work.policy)
    SIGHTING.require(
        Sighting(work.today, "", work.now, stocktake.opened_at, work.now), work.policy,
        also=findings,
    )  # fmt: skip
    _keep(work, stocktake, newest)
    stocktake.counted_at = work.now
    work.step(STOCKTAKE, stocktake, "count", seen=len(newest))
    return stocktake


def _readable(tags: int, *, nothing_found: bool) -> None:
    if nothing_found and tags:
        raise Unreadable(
            f"nothing_found, but seen has {tags} tags; leave out one of them",
            zh=f"既登记未发现物品，又列出 {tags} 个标签；请只填一项",
            field="nothing_found",
        )
    if not nothing_found and not 1 <= tags <= LARGEST:
        raise Unreadable(
            f"seen has {tags} tags; send 1 to {LARGEST} at a time, or say nothing_found",
            zh=f"清单有 {tags} 个标签，每次应为 1 至 {LARGEST} 个；没有物品的登记未发现物品",
            field="seen",
        )


def _newest(seen: Sequence[Seen]) -> dict[str, Seen]:
    newest: dict[str, Seen] = {}
    for each in seen:
        if exact(each["quantity"], THOUSANDTHS, field="quantity") < 0:
            raise Unreadable(
                f"{each['code']}: the quantity is below 0; count again",
                zh=f"{each['code']} 的数量小于 0，请重新清点",
                field="quantity",
            )
        code = codes.parse(each["code"])
        if code not in newest or utc(newest[code]["at"]) < utc(each["at"]):
            newest[code] = each
    return newest


def _keep(work: Work, stocktake: Stocktake, newest: dict[str, Seen]) -> None:
    kept = {each.code: each for each in work.all(Counted, stocktake_id=stocktake.id)}
    tags = select(Tag.code, Tag.item_id).where(Tag.mine_id == work.mine_id, Tag.code.in_(newest))
    known = {row.code: row.item_id for row in work.session.execute(tags)}
    for code, each in newest.items():
        row, at = kept.get(code), utc(each["at"])
        if row is not None and row.at >= at:
            continue
        if row is None:
            row = Counted(
                mine_id=work.mine_id, id=new_id(), stocktake_id=stocktake.id, code=code,
                item_id=known.get(code),
            )  # fmt: skip
            work.session.add(row)
        row.at, row.quantity = at, each["quantity"]


def compare(work: Work, stocktake_id: UUID) -> list[Difference]:
    """Hold what was counted against what stands at the place now; all rows, in two statements."""
    stocktake = work.get(Stocktake, stocktake_id)
    standing = (
        select(Item.id, Item.number, func.sum(Placement.quantity))
        .join(Placement, and_(Placement.mine_id == Item.mine_id, Placement.item_id == Item.id))
        .where(Item.mine_id == work.mine_id, Placement.place_id == stocktake.place_id)
        .where(Placement.ended_at.is_(None))
        .group_by(Item.mine_id, Item.id, Item.number)
    )
    counted = (
        select(Counted.item_id, func.coalesce(Item.number, Counted.code), Counted.quantity)
        .outerjoin(Item, and_(Item.mine_id == Counted.mine_id, Item.id == Counted.item_id))
        .where(Counted.mine_id == work.mine_id, Counted.stocktake_id == stocktake_id)
    )
    ids: dict[str, UUID | None] = {}
    expected: dict[str, Decimal] = {}
    found: dict[str, Decimal] = {}
    for item_id, name, quantity in work.session.execute(standing):
        ids[name], expected[name] = item_id, Decimal(quantity)
    for seen_id, name, quantity in work.session.execute(counted):
        ids[name], found[name] = seen_id, found.get(name, Decimal(0)) + quantity
    return [
        _difference(ids[name], name, expected.get(name), found.get(name)) for name in sorted(ids)
    ]


def _difference(
    item_id: UUID | None, name: str, expected: Decimal | None, found: Decimal | None
) -> Difference:
    there, seen = expected or Decimal(0), found or Decimal(0)
    tally = Tally.MISSING if there > seen else Tally.UNEXPECTED if seen > there else Tally.MATCH
    return Difference(tally, item_id, name, there.quantize(THOUSANDTHS), seen.quantize(THOUSANDTHS))


def close(work: Work, stocktake_id: UUID) -> Stocktake:
    """End a stocktake; every difference opens a hazard, once for the same thing and place.

    Raises ``Refused`` before anything was counted (U60).
    """
    stocktake = work.get(Stocktake, stocktake_id)
    STOCKTAKE.next(stocktake.state, "close")
    ENDING.require(Ending(work.today, stocktake.counted_at is not None), work.policy)
    place = work.get(Place, stocktake.place_id)
    rows = compare(work, stocktake_id)
    for each in rows:
        if each.tally is Tally.MATCH:
            continue
        hazards.find(
            work,
            title=f"盘点{each.tally.zh}（{place.name}）：{each.name}，"
            f"账面 {each.expected.normalize():f}，实有 {each.found.normalize():f}",
            level=Level.GENERAL,
            channel=Channel.COUNT,
            basis="U29",
            cause=f"{CAUSE}:{place.id}:{each.tally}:{each.item_id or each.name}",
            item_id=each.item_id,
            place_id=place.id,
        )
    stocktake.closed_at = work.now
    told = {word.value: sum(each.tally is word for each in rows) for word in Tally}
    work.step(STOCKTAKE, stocktake, "close", tallies=told)
    return stocktake
