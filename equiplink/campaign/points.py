"""排查点: the units, links, posts and parts that a campaign's rounds cover, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.campaign.check_models import CheckPoint, Covered
from equiplink.campaign.check_states import PointKind
from equiplink.campaign.models import Campaign, Round
from equiplink.campaign.states import CampaignState
from equiplink.db import one_of
from equiplink.due import Due
from equiplink.errors import Unreadable, said
from equiplink.mine.states import Role
from equiplink.work import Work


class PointIn(TypedDict):
    """A point: its *kind* is a word of ``PointKind``."""

    kind: str
    name: str


def set_points(work: Work, campaign_id: UUID, *, points: Sequence[PointIn]) -> list[CheckPoint]:
    """Write down which units, links, posts and parts the rounds of a campaign have to cover.

    Raises ``Duplicate`` for one that is written down already, and keeps none of them then.
    """
    work.allow(Role.SAFETY_OFFICER)
    work.get(Campaign, campaign_id)
    if not points:
        raise Unreadable(
            "points is empty; name what is to be covered",
            zh="没有填写排查点，请写明单元、环节、岗位或者部位", field="points",
        )  # fmt: skip
    made = [
        CheckPoint(
            campaign_id=campaign_id, kind=one_of(PointKind, each["kind"], field="points"),
            name=said(each["name"], "排查点名称", field="points"),
        )
        for each in points
    ]  # fmt: skip
    told = [{"campaign_id": campaign_id, "kind": e.kind, "name": e.name} for e in made]
    work.records(made, "set", told)
    return made


def cover(work: Work, campaign_id: UUID, made: Round, point_ids: Sequence[UUID]) -> None:
    """Note that a round looked at some points; raise ``Unreadable`` for another campaign's."""
    for each in dict.fromkeys(point_ids):
        if work.get(CheckPoint, each).campaign_id != campaign_id:
            raise Unreadable(
                f"point {each} belongs to another campaign; choose one of this",
                zh=f"排查点 {each} 不属于本次整治，请重新选择", field="covered",
            )  # fmt: skip
        work.session.add(
            Covered(mine_id=work.mine_id, point_id=each, round_id=made.id, on=work.today)
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """A point, how many rounds looked at it, and when the last did."""

    point_id: UUID
    kind: PointKind
    name: str
    rounds: int
    last_on: date | None


def seen(work: Work, campaign_id: UUID) -> list[Seen]:
    """Return every point of a campaign with the rounds that covered it, those never seen first."""
    work.get(Campaign, campaign_id)
    query = (
        select(CheckPoint, func.count(Covered.id), func.max(Covered.on))
        .outerjoin(
            Covered,
            and_(Covered.mine_id == CheckPoint.mine_id, Covered.point_id == CheckPoint.id),
        )
        .where(CheckPoint.mine_id == work.mine_id, CheckPoint.campaign_id == campaign_id)
        .group_by(CheckPoint.mine_id, CheckPoint.id)
        .order_by(func.count(Covered.id) > 0, CheckPoint.kind, CheckPoint.name)
    )
    return [
        Seen(point.id, point.kind, point.name, rounds, last)
        for point, rounds, last in work.session.execute(query)
    ]


def due(work: Work) -> Iterator[Due]:
    """List what no round of a running campaign has covered yet (H03)."""
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
        left = [each for each in seen(work, campaign.id) if not each.rounds]
        if left:
            some = "、".join(f"{each.kind.zh} {each.name}" for each in left[:3])
            yield Due(
                code="H03", on=campaign.ends_on, subject="campaign", subject_id=campaign.id,
                number=campaign.document, role=Role.SAFETY_OFFICER,
                zh=f"{campaign.name}：{len(left)} 个排查点未查（{some}）",
                en=f"{campaign.name}: {len(left)} points were not checked yet ({some})",
            )  # fmt: skip
