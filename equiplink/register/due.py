"""What the register waits for: damaged tags, unclaimed plates, what is provisional yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Text, cast, func, select

from equiplink import codes
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.register.enrol_models import Enrolment
from equiplink.register.enrol_states import Evidence, Standing
from equiplink.register.models import Blank, Item, Tag
from equiplink.register.tag_states import BlankState
from equiplink.register.tags import BLANK_DAYS, DAMAGED_DAYS
from equiplink.words import joined
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List what the keeper has to see to, in one statement for each kind."""
    yield from _damaged(work)
    yield from _unclaimed(work)
    yield from _provisional(work)


def _damaged(work: Work) -> Iterator[Due]:
    query = (
        select(Tag, Item.number)
        .join(Item, (Item.mine_id == Tag.mine_id) & (Item.id == Tag.item_id))
        .where(Tag.mine_id == work.mine_id, Tag.voided_at.is_(None), Tag.damaged_at.is_not(None))
        .order_by(Tag.damaged_at, Tag.id)
    )
    for tag, number in work.session.execute(query):
        since = work.day_of(tag.damaged_at or work.now)
        shown = codes.grouped(tag.code)
        yield Due(
            code="R26",
            on=since + timedelta(days=work.setting(DAMAGED_DAYS)),
            subject="tag",
            subject_id=tag.id,
            number=number,
            role=Role.KEEPER,
            zh=f"{number} 的标签 {shown} 已损坏，请补打更换",
            en=f"{number}: tag {shown} is damaged; reprint it",
        )


def _unclaimed(work: Work) -> Iterator[Due]:
    query = (
        select(
            Blank.batch, func.min(cast(Blank.id, Text)), func.min(Blank.printed_at),
            func.count(Blank.id),
        )
        .where(Blank.mine_id == work.mine_id, Blank.state == BlankState.PRINTED)
        .group_by(Blank.batch)
        .order_by(Blank.batch)
    )  # fmt: skip
    for batch, first, printed_at, count in work.session.execute(query):
        yield Due(
            code="R25",
            on=work.day_of(printed_at) + timedelta(days=work.setting(BLANK_DAYS)),
            subject="blank_tag",
            subject_id=UUID(first),
            number=batch,
            role=Role.KEEPER,
            zh=f"预制标牌批次 {batch} 有 {count} 块未认领，请清点",
            en=f"{count} plates of batch {batch} are unclaimed; count them",
        )


def _provisional(work: Work) -> Iterator[Due]:
    query = (
        select(Enrolment, Item.number)
        .join(Item, (Item.mine_id == Enrolment.mine_id) & (Item.id == Enrolment.item_id))
        .where(Enrolment.mine_id == work.mine_id, Enrolment.state == Standing.PROVISIONAL)
        .order_by(Enrolment.regular_by, Item.number)
    )
    for form, number in work.session.execute(query):
        lacking = joined(map(Evidence, form.missing))
        yield Due(
            code="R32",
            on=form.regular_by,
            subject="enrolment",
            subject_id=form.id,
            number=number,
            role=Role.KEEPER,
            zh=f"{number} 补录待转正（风险{form.risk.zh}），缺：{lacking.zh or '无，待核验'}",
            en=f"{number} is provisional ({form.risk} risk), missing: {lacking or 'nothing'}",
        )
