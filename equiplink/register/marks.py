"""Safety marks on the register whose status has to be asked for again (M08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from equiplink.catalogue.models import SafetyMark
from equiplink.catalogue.paper_rules import CHECK_DAYS
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.states import SERVING
from equiplink.work import Work

SOON = timedelta(days=30)
"""How long before its day a query is listed."""


def due(work: Work) -> Iterator[Due]:
    """List each mark that something in service carries and that is to be queried within a month."""
    carried = select(Item.mark_number).where(
        Item.mine_id == work.mine_id, Item.state.in_(SERVING), Item.mark_number != ""
    )
    query = select(SafetyMark).where(SafetyMark.number.in_(carried)).order_by(SafetyMark.number)
    days = timedelta(days=work.setting(CHECK_DAYS))
    query = query.where(SafetyMark.checked_on <= work.today + SOON - days)
    for mark in work.session.scalars(query):
        yield Due(
            code="M08",
            on=mark.checked_on + days,
            subject="safety_mark",
            subject_id=mark.id,
            number=mark.number,
            role=Role.SAFETY_OFFICER,
            zh=f"重新查询安标 {mark.number}（{mark.holder} {mark.model}）的状态并录入",
            en=f"ask for the status of safety mark {mark.number} ({mark.model}) again, enter it",
        )
