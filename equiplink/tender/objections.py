"""Objections: to the documents before the opening, to the candidates during the publicity.

Nothing goes on while one waits for its answer (实施条例 第二十二条, 第五十四条); the
rules of the opening and of the award see to that. A late one is recorded too.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from equiplink.db import new_id
from equiplink.errors import Conflict, said
from equiplink.supplier.models import Supplier
from equiplink.tender.models import Objection, Tender
from equiplink.tender.opening_rules import ANSWER, OBJECTION_DAYS, PROTEST, Answer, Protest
from equiplink.tender.states import TENDER
from equiplink.work import Work


def object_to(
    work: Work, tender_id: UUID, *, text: str, supplier_id: UUID | None = None
) -> Objection:
    """Record an objection to the documents or the candidates, and of whom if he is known."""
    text = said(text, "内容", field="text")
    tender = work.get(Tender, tender_id)
    supplier = work.get(Supplier, supplier_id) if supplier_id else None
    warnings = PROTEST.require(Protest(work.today, _last_day(work, tender)), work.policy)
    objection = Objection(
        id=new_id(),
        mine_id=work.mine_id,
        tender_id=tender_id,
        supplier_id=supplier_id,
        text=text,
        received_at=work.now,
        answer="",
    )
    work.step(
        TENDER, tender, "object", warnings=warnings, objection_id=objection.id, text=text,
        supplier=supplier and supplier.name,
    )  # fmt: skip
    work.session.add(objection)
    return objection


def answer(work: Work, objection_id: UUID, *, text: str) -> Objection:
    """Answer an objection, once; within three days of its coming."""
    text = said(text, "内容", field="text")
    objection = work.get(Objection, objection_id)
    if objection.answered_at is not None:
        raise Conflict(
            "this objection is answered already", zh="该异议已答复", field="objection_id"
        )
    tender = work.get(Tender, objection.tender_id)
    received_on = work.day_of(objection.received_at)
    warnings = ANSWER.require(Answer(work.today, received_on), work.policy)
    objection.answer, objection.answered_at = text, work.now
    work.step(TENDER, tender, "answer", warnings=warnings, objection_id=objection_id, text=text)
    return objection


def _last_day(work: Work, tender: Tender) -> date | None:
    """Return the end of the publicity, or the day ten days before the deadline."""
    if tender.publicity_until is not None:
        return tender.publicity_until
    closing = tender.deadline
    return closing and work.day_of(closing) - timedelta(days=OBJECTION_DAYS)
