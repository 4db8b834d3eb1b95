"""Objections: to what was published, to the opening, to the candidates.

Nothing goes on while one that came in time waits for its answer (实施条例 第二十二条,
第五十四条); the rules of what follows see to that. A late one is kept, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from equiplink.db import new_id, one_of
from equiplink.errors import Conflict, said
from equiplink.mine.calendar import calendar
from equiplink.supplier.models import Supplier
from equiplink.tender import prequalification
from equiplink.tender.models import Objection, Tender
from equiplink.tender.notice_rules import ANSWER, ANSWER_DAYS, PROTEST, Answer, Protest
from equiplink.tender.opening_rules import OBJECTION_DAYS
from equiplink.tender.states import TENDER, Against
from equiplink.work import Work


def object_to(
    work: Work,
    tender_id: UUID,
    *,
    text: str,
    supplier_id: UUID | None = None,
    about: str = "",
) -> Objection:
    """Record an objection, and of whom if he is known; a late one is refused and recorded.

    *about* is a word of ``Against``; by default what was published last. Its
    last day is ten days before the deadline for the documents, two for a
    prequalification, the day of the opening for that, and the end of the publicity.
    """
    text = said(text, "内容", field="text")
    tender = work.get(Tender, tender_id)
    supplier = work.get(Supplier, supplier_id) if supplier_id else None
    last = _last_days(work, tender)
    what = one_of(Against, about, field="about") if about else _newest(last)
    warnings = PROTEST.require(Protest(work.today, last[what], what), work.policy)
    objection = Objection(
        id=new_id(),
        mine_id=work.mine_id,
        tender_id=tender_id,
        supplier_id=supplier_id,
        about=what,
        late=bool(warnings),
        text=text,
        received_at=work.now,
        answer="",
    )
    work.step(
        TENDER, tender, "object", warnings=warnings, objection_id=objection.id, about=what,
        late=objection.late, text=text, supplier=supplier and supplier.name,
    )  # fmt: skip
    work.session.add(objection)
    return objection


def answer(work: Work, objection_id: UUID, *, text: str) -> Objection:
    """Answer an objection, once; within three days of its coming, to the opening at once."""
    text = said(text, "内容", field="text")
    objection = work.get(Objection, objection_id)
    if objection.answered_at is not None:
        raise Conflict(
            "this objection is answered already", zh="该异议已答复", field="objection_id"
        )
    tender = work.get(Tender, objection.tender_id)
    received_on = work.day_of(objection.received_at)
    within = calendar(work).length(received_on, ANSWER_DAYS)
    facts = Answer(work.today, received_on, objection.about, within)
    warnings = ANSWER.require(facts, work.policy)
    objection.answer, objection.answered_at = text, work.now
    work.step(TENDER, tender, "answer", warnings=warnings, objection_id=objection_id, text=text)
    return objection


def _last_days(work: Work, tender: Tender) -> Mapping[Against, date | None]:
    """Return the last day for each kind of objection, None for what is not there to object to."""
    closing = tender.deadline and work.day_of(tender.deadline)
    return {
        Against.PREQUALIFICATION: prequalification.last_objection(work, tender.id),
        Against.DOCUMENTS: closing and closing - timedelta(days=OBJECTION_DAYS),
        Against.OPENING: tender.opened_at and work.day_of(tender.opened_at),
        Against.CANDIDATES: tender.publicity_until,
    }


def _newest(last: Mapping[Against, date | None]) -> Against:
    """Return what was published last; the order of the words is that of a tender."""
    known = [each for each in Against if last[each] is not None]
    return known[-1] if known else Against.DOCUMENTS
