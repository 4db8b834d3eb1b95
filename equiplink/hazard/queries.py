"""Hazards by what opened them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Open:
    """An open hazard, and whether its reason was reported gone and waits to be verified."""

    id: UUID
    gone: bool


def open_causes(work: Work, prefix: str) -> Iterator[tuple[str, Open]]:
    """Yield the causes that begin with *prefix* and have an open hazard, in one statement."""
    query = select(Hazard.cause, Hazard.id, Hazard.state, Hazard.gone_at).where(
        Hazard.mine_id == work.mine_id,
        Hazard.state != HazardState.CLOSED,
        Hazard.cause.startswith(prefix, autoescape=True),
    )
    for cause, hazard_id, state, gone_at in work.session.execute(query.order_by(Hazard.id)):
        yield cause, Open(hazard_id, state is HazardState.RECTIFIED and gone_at is not None)
