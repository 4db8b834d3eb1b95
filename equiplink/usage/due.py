"""What was offered to a keeper and waits for his answer, and what should have come up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, case, func, select

from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.settings import Setting, Stricter
from equiplink.usage.cameras import due as unwatched
from equiplink.usage.commissioning import due as untested
from equiplink.usage.leakage import due as untripped
from equiplink.usage.models import Handover, Placement
from equiplink.usage.states import HandoverState
from equiplink.work import Work

EXIT_DAYS = Setting(
    "usage.exit_days",
    7,
    "天",
    Stricter.LOWER,
    zh="交回后最长升井天数",
    en="days in which what was given back underground has to come up",
)


def due(work: Work) -> Iterator[Due]:
    """List offers (U20), what is still below (U40), tests (I08, I09), and camera checks (U68)."""
    yield from _offered(work)
    yield from _below(work)
    yield from untested(work)
    yield from untripped(work)
    yield from unwatched(work)


def _below(work: Work) -> Iterator[Due]:
    """List what stands at no place any more, by when it has to come up."""
    stands = func.sum(case((Placement.ended_at.is_(None), Placement.quantity), else_=0))
    query = (
        select(Item.id, Item.number, func.max(Placement.ended_at))
        .join(Placement, and_(Placement.mine_id == Item.mine_id, Placement.item_id == Item.id))
        .where(Item.mine_id == work.mine_id, Item.underground > 0)
        .group_by(Item.mine_id, Item.id, Item.number, Item.underground)
        .having(stands < Item.underground, func.max(Placement.ended_at).is_not(None))
        .order_by(Item.number)
    )
    days = timedelta(days=work.setting(EXIT_DAYS))
    for item_id, number, given_back in work.session.execute(query):
        assert given_back is not None  # noqa: S101  the query asks for it
        yield Due(
            code="U40",
            on=work.day_of(given_back) + days,
            subject=Item.__tablename__,
            subject_id=item_id,
            number=number,
            role=Role.KEEPER,
            zh=f"{number} 已交回未升井，请升井或重新登记使用地点",
            en=f"{number} was given back and is still below: bring it up or place it again",
        )


def _offered(work: Work) -> Iterator[Due]:
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
