"""What was offered to a keeper and waits for his answer."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, select

from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.usage.models import Handover, Placement
from equiplink.usage.states import HandoverState
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List each offer for its receiver, on the day on which it was made."""
    query = (
        select(Handover, Item.number)
        .join(
            Placement,
            and_(Placement.mine_id == Handover.mine_id, Placement.id == Handover.placement_id),
        )
        .join(Item, and_(Item.mine_id == Placement.mine_id, Item.id == Placement.item_id))
        .where(Handover.mine_id == work.mine_id, Handover.state == HandoverState.OFFERED)
        .order_by(Handover.id)
    )
    for handover, number in work.session.execute(query):
        yield Due(
            code="U20",
            on=work.day_of(handover.offered_at),
            subject=Handover.__tablename__,
            subject_id=handover.id,
            number=number,
            role=Role.MECHANIC,
            zh=f"{number} 移交待接收人确认",
            en=f"{number}: accept or decline what was handed over",
            person_id=handover.receiver_id,
        )
