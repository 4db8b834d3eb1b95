"""What the mine knows of those who take part in a tender: their reputation, part by part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.mine.states import Role
from equiplink.rules import describe
from equiplink.supplier import queries as suppliers
from equiplink.supplier.models import Supplier
from equiplink.supplier.reputation import document
from equiplink.supplier.rules import ELIGIBLE
from equiplink.tender.models import Bid, Invitation, Tender
from equiplink.tender.signs import UNOPENED
from equiplink.work import Work


def reputations(work: Work, tender_id: UUID, lang: str = "zh") -> list[dict[str, Any]]:
    """Return score, parts and what speaks against each who was invited or whose bid is open.

    For those who tender, evaluate and inspect. Who handed in a sealed bid is not
    told (招标投标法 第二十二条).
    """
    work.allow(Role.BUYER, Role.EVALUATOR, Role.INSPECTOR)
    work.get(Tender, tender_id)
    ids = select(Invitation.supplier_id).filter_by(mine_id=work.mine_id, tender_id=tender_id)
    bidders = select(Bid.supplier_id).filter_by(mine_id=work.mine_id, tender_id=tender_id)
    query = (
        select(Supplier)
        .filter_by(mine_id=work.mine_id)
        .where(Supplier.id.in_(ids) | Supplier.id.in_(bidders.where(Bid.state.not_in(UNOPENED))))
        .order_by(Supplier.name, Supplier.id)
    )
    known = {each.id: each for each in work.session.scalars(query)}
    found, facts = suppliers.reputations(work, known), suppliers.facts(work, known)
    return [
        {
            "supplier_id": supplier.id,
            "name": supplier.name,
            "uscc": supplier.uscc,
            **document(found[supplier.id], lang),
            "findings": [
                describe(each, lang) for each in ELIGIBLE.judge(facts[supplier.id], work.policy)
            ],
        }
        for supplier in known.values()
    ]
