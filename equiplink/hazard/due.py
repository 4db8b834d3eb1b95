"""The hazards that somebody has to put right by a day, and requests for more time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from equiplink.due import Due
from equiplink.hazard.models import Extension, Hazard
from equiplink.hazard.states import ExtensionState, HazardState
from equiplink.mine.states import Role
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List each hazard that has a day and is not put right (H11), each request to decide (H51)."""
    waiting = Hazard.state.in_((HazardState.FOUND, HazardState.ASSIGNED))
    query = select(Hazard).where(Hazard.mine_id == work.mine_id, waiting)
    for hazard in work.session.scalars(query.order_by(Hazard.id)):
        if hazard.due_on is not None:
            yield Due(
                code="H11",
                on=hazard.due_on,
                subject="hazard",
                subject_id=hazard.id,
                number=hazard.title,
                role=Role.SAFETY_OFFICER,
                zh=f"{hazard.level.zh}隐患整改：{hazard.title}",
                en=f"put the {hazard.level} hazard right: {hazard.title}",
                person_id=hazard.responsible_id,
            )
    for asked in work.all(Extension, state=ExtensionState.ASKED):
        title = work.get(Hazard, asked.hazard_id).title
        yield Due(
            code="H51",
            on=asked.was,
            subject="hazard_extension",
            subject_id=asked.id,
            number=title,
            role=Role.APPROVER,
            zh=f"隐患延期待审批（{asked.was} 延至 {asked.until}）：{title}",
            en=f"decide on more time ({asked.was} to {asked.until}): {title}",
        )
