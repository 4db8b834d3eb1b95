"""How long the files of a tender are kept (政府采购法 第四十二条, by analogy)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from equiplink.law import PROCUREMENT
from equiplink.ledger import Entry
from equiplink.settings import Setting, Stricter
from equiplink.tender.models import Tender
from equiplink.work import Work

RETENTION_YEARS = Setting(
    "tender.retention_years",
    15,
    "years",
    Stricter.HIGHER,
    "采购文件保存年限",
    "for how long the files of a tender are kept",
    PROCUREMENT("第四十二条", "采购文件的保存期限为从采购结束之日起至少保存十五年"),
)


def kept_until(work: Work, tender_id: UUID) -> date:
    """Return the first day on which nothing more has to be kept: years after its last act.

    Nothing is ever deleted here; the day is for the paper archive.
    """
    tender = work.get(Tender, tender_id)
    query = select(func.max(Entry.at)).filter_by(mine_id=work.mine_id, subject_id=tender.id)
    last = work.day_of(work.session.scalars(query).one() or tender.drafted_at)
    years = work.setting(RETENTION_YEARS)
    return _years_after(last + timedelta(days=1), years)


def _years_after(day: date, years: int) -> date:
    """Return the same day *years* later; the 29th of February has the 1st of March for it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
