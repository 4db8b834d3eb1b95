"""倒查: from a hazard on equipment back to its plan, and to everybody who signed on the way.

一案双查 asks twice: what went wrong with the thing, and who let it through. Both are
read from the ledger, by the thing's chain and the nine words of 条例 第二十五条.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.audit.passport import chain_of, passport
from equiplink.audit.words import NINE_WORDS
from equiplink.catalogue.models import SafetyMark
from equiplink.errors import NotFound
from equiplink.hazard.models import Hazard
from equiplink.hazard.siblings import item_of, siblings
from equiplink.hazard.states import Scope
from equiplink.register.hold_models import Hold
from equiplink.register.models import Item, Tag
from equiplink.work import Work

LISTED = 50
"""Siblings that are listed for each scope; the count is of all."""


def trace(work: Work, hazard_id: UUID) -> dict[str, Any]:
    """Return model, batch, maker, certificate, supplier, tender, plan, siblings and signers.

    Raises ``NotFound`` for a hazard that names no item, and for an item that never had a tag.
    """
    hazard = work.get(Hazard, hazard_id)
    item = item_of(work, hazard_id)
    code = work.session.scalars(
        select(Tag.code).where(Tag.mine_id == work.mine_id, Tag.item_id == item.id)
    ).first()
    if code is None:
        raise NotFound(
            f"item {item.number} never had a tag; tag it first",
            zh=f"物品 {item.number} 从未贴过标签，请先贴签",
            field="item_id",
        )
    chain, document = chain_of(work, code), passport(work, code)
    return {
        "hazard": {
            "id": str(hazard.id), "title": hazard.title, "level": hazard.level,
            "criterion": hazard.criterion or None, "basis": hazard.basis, "state": hazard.state,
        },
        "item": document["item"],
        "mine": document["mine"],
        "certificates": _certificates(work, item),
        "links": document["links"],
        "siblings": [_siblings(work, item, scope) for scope in Scope],
        "signers": list(_signers(document["events"])),
        "unsigned": document["missing"],
        "supplier": chain.supplier and {
            "id": str(chain.supplier.id), "name": chain.supplier.name,
            "uscc": chain.supplier.uscc, "state": chain.supplier.state,
        },
    }  # fmt: skip


def _certificates(work: Work, item: Item) -> list[dict[str, Any]]:
    """Return the safety mark as the register shows it, and the papers that the thing came with."""
    mark = work.first(SafetyMark, number=item.mark_number) if item.mark_number else None
    shown = [] if mark is None else [
        {"paper": "safety_mark", "number": mark.number, "issuer": None, "status": mark.status,
         "holder": mark.holder, "valid_until": mark.valid_until and str(mark.valid_until)}
    ]  # fmt: skip
    return shown + [
        {"paper": paper, "number": each.get("number"), "issuer": each.get("issuer"),
         "status": None, "holder": each.get("maker"), "valid_until": each.get("valid_until")}
        for paper, each in sorted(item.papers.items())
    ]  # fmt: skip


def _siblings(work: Work, item: Item, scope: Scope) -> dict[str, Any]:
    found = siblings(work, item, scope)
    keys = {key for each in found for key in _keys(each)}
    held = set(work.session.scalars(
        select(Hold.key).where(
            Hold.mine_id == work.mine_id, Hold.released_at.is_(None), Hold.key.in_(keys)
        )
    ))  # fmt: skip
    return {
        "scope": scope.value, "zh": scope.zh, "count": len(found),
        "held": sum(not held.isdisjoint(_keys(each)) for each in found),
        "items": [
            {"number": each.number, "state": each.state, "held": not held.isdisjoint(_keys(each))}
            for each in found[:LISTED]
        ],
    }  # fmt: skip


def _keys(item: Item) -> Iterable[str]:
    more = (item.mark_number, str(item.supplier_id or ""))
    return [str(item.id), *item.lineage, str(item.product_id), *filter(None, more)]


def _signers(events: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield who acted for each of the nine words, in the order of the clause and of time."""
    told = list(events)
    for word, actions in NINE_WORDS.items():
        for event in told:
            if (event["subject"], event["action"]) in actions:
                yield {
                    "word": word, "actor": event["actor"], "at": event["at"],
                    "subject": event["subject"], "action": event["action"],
                }  # fmt: skip
