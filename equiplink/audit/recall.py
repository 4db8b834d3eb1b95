"""The board of a stop-use notice: what it reached, where that was, how far it is from zero.

Where a thing was when it was found is read from the placements of that moment, where
it is now from those that are open. Quantities are in the unit of each thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import Product, StopUseNotice
from equiplink.db import plain
from equiplink.errors import NotFound
from equiplink.hazard import reached
from equiplink.hazard.models import Hazard
from equiplink.hazard.recall_models import Recall, Substitution
from equiplink.mine.models import Place
from equiplink.register.holds import held
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.usage.models import Placement
from equiplink.work import Work

NOWHERE, STORE, REPAIR = "井下未定位", "库存", "在修"


def boards(work: Work) -> list[dict[str, Any]]:
    """Return every notice with how far its recall is; without a recall nothing is counted."""
    return [
        {**_notice(each), "progress": board(work, each.number)["progress"]}
        for each in work.all(StopUseNotice)
    ]


def board(work: Work, number: str) -> dict[str, Any]:
    """Return the board of the notice *number* as a JSON document.

    Before anybody obeyed the notice it shows what a recall would find. Raises
    ``NotFound`` for a notice that nobody entered.
    """
    notice = work.first(StopUseNotice, number=number.strip())
    if notice is None:
        known = "；".join(each.number for each in work.all(StopUseNotice)) or "—"
        raise NotFound(
            f"there is no stop-use notice {number[:80]}; entered are: {known}",
            zh=f"没有停用通知“{number[:80]}”，已登记：{known}",
            field="number",
        )
    recall = work.first(Recall, notice_id=notice.id)
    rows = _rows(work, notice, recall)
    hazard = work.get(Hazard, recall.hazard_id) if recall else None
    return {
        **_notice(notice),
        "obeyed_at": recall and recall.started_at.isoformat(),
        "recall_id": recall and recall.id,
        "hazard": hazard and {"id": hazard.id, "state": hazard.state, "title": hazard.title},
        "progress": _progress(rows, obeyed=recall is not None),
        "places": _places(rows),
        "things": rows,
        "orders": [_order(each) for each in reached.orders(work, notice)],
        "suspects": [
            {
                "item_id": each.item.id, "number": each.item.number, "name": each.product.name,
                "model": each.product.model, "why": str(each.why), "why_zh": each.why.zh,
                "state": each.item.state,
            }
            for each in reached.suspects(work, notice)
        ],
    }  # fmt: skip


def _notice(notice: StopUseNotice) -> dict[str, Any]:
    return {
        "number": notice.number,
        "notice_id": notice.id,
        "mark_number": notice.mark_number,
        "certificate": notice.certificate,
        "models": notice.models,
        "maker": notice.maker,
        "product": notice.product,
        "issuer": notice.issuer,
        "issued_on": notice.issued_on.isoformat(),
        "withdrawn_on": notice.withdrawn_on and notice.withdrawn_on.isoformat(),
    }


def _rows(work: Work, notice: StopUseNotice, recall: Recall | None) -> list[dict[str, Any]]:
    """Return a row for each thing that was found, with where it was and is."""
    now = {str(each.item.id): each for each in reached.things(work, notice)}
    was: Mapping[str, Any] = recall.found if recall else {}
    ids = [UUID(each) for each in {**was, **now}]
    query = (
        select(Item, Product)
        .join(Product, Product.id == Item.product_id)
        .where(Item.mine_id == work.mine_id, Item.id.in_(ids))
        .order_by(Item.number)
    )
    pairs = work.session.execute(query).all()
    placements = _placements(work, ids)
    replaced = _replaced(work, recall)
    keys = {key for item, product in pairs for key in _keys(item, product)}
    holds = {each.key for each in held(work, keys)}
    return [
        _row(work, item, product, now.get(str(item.id)), was.get(str(item.id), {}), placements)
        | {
            "held": not holds.isdisjoint(_keys(item, product)),
            "replaced_by": replaced.get(item.id),
        }
        for item, product in pairs
    ]


def _keys(item: Item, product: Product) -> list[str]:
    return [str(item.id), *item.lineage, str(product.id), *filter(None, [item.mark_number])]


def _row(
    work: Work,
    item: Item,
    product: Product,
    live: reached.Found | None,
    found: Mapping[str, Any],
    placements: Sequence[tuple[Placement, str]],
) -> dict[str, Any]:
    """Return a thing as it was *found* and, unless it is none any more, as it is meant *live*."""
    machine = live.machine if live else bool(found["machine"])
    freed = machine and live is None
    return {
        "item_id": item.id,
        "number": item.number,
        "name": product.name,
        "model": product.model,
        "serial": item.serial or item.batch,
        "unit": item.unit,
        "machine": machine,
        "why": str(live.why) if live else found["why"],
        "why_zh": live.why.zh if live else found["why_zh"],
        "was_at": _where(
            item, placements, datetime.fromisoformat(found["at"]) if found else work.now, found
        ),
        "is_at": _where(item, placements, work.now, {}),
        "started_with": found.get("underground", plain(item.underground)),
        "underground": plain(item.underground),
        "stock": plain(item.stock + item.issued),
        "scrapped": plain(item.scrapped),
        "consumed": plain(item.consumed),
        "freed": freed,
        "status": "freed" if freed else _status(item, found),
    }


def _status(item: Item, found: Mapping[str, Any]) -> str:
    """Return in one word what is left to do: only ``underground`` is not done."""
    if item.underground > 0:
        return "underground"
    if item.state is ItemState.SCRAPPED:
        return "scrapped"
    if item.state is ItemState.IN_REPAIR:
        return "in_repair"
    return "out" if Decimal(found.get("underground", 0)) > 0 else "in_stock"


def _placements(work: Work, ids: Sequence[UUID]) -> list[tuple[Placement, str]]:
    query = (
        select(Placement, Place.name)
        .join(Place, (Place.mine_id == Placement.mine_id) & (Place.id == Placement.place_id))
        .where(Placement.mine_id == work.mine_id, Placement.item_id.in_(ids))
        .order_by(Placement.since)
    )
    return [(placement, name) for placement, name in work.session.execute(query)]


def _where(
    item: Item,
    placements: Iterable[tuple[Placement, str]],
    at: datetime,
    found: Mapping[str, Any],
) -> list[str]:
    """Return the places of a thing at a moment: those underground, then store or repair."""
    below = Decimal(found["underground"]) if found else item.underground
    stock = Decimal(found["stock"]) if found else item.stock + item.issued
    state = found["state"] if found else item.state
    places = [
        name
        for placement, name in placements
        if placement.item_id == item.id
        and placement.since <= at
        and (placement.ended_at is None or placement.ended_at > at)
    ]
    if below > 0 and not places:
        places = [NOWHERE]
    if stock > 0:
        places.append(REPAIR if state == ItemState.IN_REPAIR else STORE)
    return places


def _replaced(work: Work, recall: Recall | None) -> dict[UUID, str]:
    if recall is None:
        return {}
    query = (
        select(Substitution.item_id, Item.number)
        .join(
            Item,
            (Item.mine_id == Substitution.mine_id) & (Item.id == Substitution.replacement_id),
        )
        .where(Substitution.mine_id == work.mine_id, Substitution.recall_id == recall.id)
    )
    return {row.item_id: row.number for row in work.session.execute(query)}


def _progress(rows: Sequence[Mapping[str, Any]], *, obeyed: bool) -> dict[str, Any]:
    """Count the things themselves; ``left`` is how many are still underground: zero is done."""
    things = [row for row in rows if not row["machine"]]
    count = {
        status: sum(row["status"] == status for row in things)
        for status in ("underground", "in_stock", "in_repair", "out", "scrapped")
    }
    return {
        "obeyed": obeyed,
        "found": len(things),
        "machines": sum(row["machine"] and not row["freed"] for row in rows),
        **count,
        "held": sum(row["held"] for row in things),
        "replaced": sum(row["replaced_by"] is not None for row in things),
        "left": count["underground"],
    }


def _places(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how far each place is where any of them was or is."""
    things = [row for row in rows if not row["machine"]]
    names = sorted({name for row in things for name in (*row["was_at"], *row["is_at"])})
    return [
        {
            "place": name,
            "was": sum(name in row["was_at"] for row in things),
            "is": sum(name in row["is_at"] for row in things),
            "out": sum(
                name in row["was_at"] and row["status"] in {"out", "in_repair"} for row in things
            ),
            "replaced": sum(
                name in row["was_at"] and row["replaced_by"] is not None for row in things
            ),
            "scrapped": sum(
                name in row["was_at"] and row["status"] == "scrapped" for row in things
            ),
        }
        for name in names
    ]


def _order(each: reached.Ordered) -> dict[str, Any]:
    return {
        "contract_id": each.contract.id,
        "contract": each.contract.number,
        "line_id": each.line.id,
        "model": each.line.model,
        "maker": each.line.maker,
        "mark_number": each.line.mark_number,
        "why": str(each.why),
        "why_zh": each.why.zh,
        "unit": each.line.unit,
        "outstanding": plain(each.outstanding),
        "arrived": plain(each.unjudged),
        "remedy": f"POST /contract-lines/{each.line.id}/short_close",
    }
