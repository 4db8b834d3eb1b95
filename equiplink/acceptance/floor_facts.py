"""What stands written about the floor: template, answers, doubts. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance.check_models import CheckAnswer, CheckTemplate, Instrument, Suspicion
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.seen import Gauge
from equiplink.acceptance.template_table import Point, point
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Floor:
    """The template of one acceptance with its answers; ``keeps``: the mine has templates at all."""

    points: tuple[Point, ...]
    answers: Mapping[str, bool]
    keeps: bool
    suspect: tuple[str, ...]


def template_id(work: Work, class_id: UUID) -> UUID | None:
    """Return the edition for goods of a class that is in force today."""
    query = (
        select(CheckTemplate.id)
        .where(CheckTemplate.mine_id == work.mine_id, CheckTemplate.class_id == class_id)
        .where(CheckTemplate.since <= work.today)
        .order_by(CheckTemplate.since.desc(), CheckTemplate.id.desc())
    )
    return work.session.scalars(query.limit(1)).first()


def points(work: Work, acceptance: Acceptance) -> tuple[Point, ...]:
    """Return what is looked at; nothing when its class had no template when it was presented."""
    if acceptance.template_id is None:
        return ()
    return tuple(map(point, work.get(CheckTemplate, acceptance.template_id).points))


def answers(work: Work, acceptance: Acceptance) -> dict[str, CheckAnswer]:
    """Return the answer that counts at each point; its own goes before that of its whole."""
    return {
        each.point: each
        for of in (acceptance.parted_from_id, acceptance.id)
        if of is not None
        for each in work.all(CheckAnswer, acceptance_id=of, replaced_at=None)
    }


def doubts(work: Work, acceptance: Acceptance) -> list[Suspicion]:
    """Return the doubts about an acceptance, or about its whole, that are not cleared."""
    return [
        each
        for of in (acceptance.parted_from_id, acceptance.id)
        if of is not None
        for each in work.all(Suspicion, acceptance_id=of, cleared_at=None)
    ]


def suspects(work: Work, acceptance: Acceptance) -> tuple[str, ...]:
    """Return the numbers of the faulty instruments on whose readings an acceptance stands."""
    return tuple(
        work.get(Instrument, each.instrument_id).number for each in doubts(work, acceptance)
    )


def gauge(work: Work, instrument_id: UUID | None) -> Gauge | None:
    """Return an instrument as it stands today; None when none is named."""
    if instrument_id is None:
        return None
    seen = work.get(Instrument, instrument_id)
    return Gauge(seen.number, seen.state, seen.calibrated_until)


def floor(work: Work, acceptance: Acceptance) -> Floor:
    """Return what the floor says about one acceptance."""
    query = select(CheckTemplate.id).where(CheckTemplate.mine_id == work.mine_id)
    asked = points(work, acceptance)
    return Floor(
        points=asked,
        answers={code: each.passed for code, each in answers(work, acceptance).items()}
        if asked
        else {},
        keeps=bool(asked) or work.session.scalar(query.limit(1)) is not None,
        suspect=suspects(work, acceptance),
    )


def alike(work: Work, acceptance: Acceptance, code: str, reading: Decimal, most: int) -> int:
    """Count how many of the last readings at a point of the delivery line equal *reading*."""
    query = (
        select(CheckAnswer.reading)
        .join(
            Acceptance,
            (Acceptance.mine_id == CheckAnswer.mine_id)
            & (Acceptance.id == CheckAnswer.acceptance_id),
        )
        .where(CheckAnswer.mine_id == work.mine_id, CheckAnswer.point == code)
        .where(CheckAnswer.replaced_at.is_(None), CheckAnswer.acceptance_id != acceptance.id)
        .where(Acceptance.delivery_line_id == acceptance.delivery_line_id)
        .order_by(CheckAnswer.id.desc())
    )
    count = 0
    for each in work.session.scalars(query.limit(max(0, most - 1))):
        if each != reading:
            break
        count += 1
    return count
