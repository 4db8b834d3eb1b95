"""How often what a supplier sold failed underground, for every thousand hours that it was there."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import SelectBase, func, select

from equiplink.ledger import Entry
from equiplink.register.models import Item
from equiplink.supplier.models import Mark
from equiplink.supplier.reputation import THOUSAND, exactly
from equiplink.supplier.states import MarkKind
from equiplink.work import Work

HOUR = timedelta(hours=1)


def failures(work: Work, firm: SelectBase) -> dict[str, Any]:
    """Return failures, full hours underground of all units of a firm, and the rate; two statements.

    Hours are those between the scans in and out, read from the ledger; a unit that
    is inside counts until now.
    """
    query = select(func.count()).select_from(Mark)
    number = work.session.scalar(
        query.filter_by(
            mine_id=work.mine_id, annulled_on=None, kind=MarkKind.FAILED_UNDERGROUND
        ).where(Mark.supplier_id.in_(firm))
    )  # fmt: skip
    hours = _underground(work, firm) // HOUR
    rate = Fraction(THOUSAND * int(number or 0), hours) if hours else None
    return {
        "failures": number,
        "hours": hours,
        "per_1000_h": None if rate is None else exactly(rate),
    }


def _underground(work: Work, firm: SelectBase) -> timedelta:
    query = (
        select(Item.id, Entry.action, Entry.at)
        .join(Entry, (Entry.mine_id == Item.mine_id) & (Entry.subject_id == Item.id))
        .where(Item.mine_id == work.mine_id, Item.supplier_id.in_(firm))
        .where(Entry.subject == Item.__tablename__, Entry.action.in_(("enter", "leave")))
        .order_by(Entry.id)
    )
    inside: dict[UUID, datetime] = {}
    total = timedelta()
    for item_id, action, at in work.session.execute(query):
        if action == "enter":
            inside[item_id] = at
        else:
            total += at - inside.pop(item_id)
    return sum((work.now - since for since in inside.values()), total)
