"""Experts: who is one, and who of them is drawn by lot, so that anybody can draw again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from equiplink.db import new_id
from equiplink.errors import Conflict, NotFound, Unreadable, said
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.tender import lottery
from equiplink.tender.models import Tender
from equiplink.tender.panel_models import Expert, ExpertDraw
from equiplink.tender.panel_rules import DRAW, PREPARING, Drawing
from equiplink.tender.states import KEYHOLDERS, TENDER
from equiplink.work import Work


def enrol_expert(
    work: Work,
    *,
    person_id: UUID,
    field: str,
    in_field_since: date,
    title: str,
    evidence: str = "",
) -> Expert:
    """Put a person on the list of experts, or say anew what makes him one.

    *title* is his senior title (高级职称) or what shows the same level,
    *in_field_since* the day since which he works in *field*.
    """
    work.allow(Role.ADMINISTRATOR, Role.BUYER)
    if in_field_since > work.today:
        raise Unreadable(
            f"in_field_since {in_field_since} is ahead; correct it",
            zh=f"从业起始日 {in_field_since} 晚于今天，请改正",
            field="in_field_since",
        )
    person = work.get(Person, person_id)
    expert = work.first(Expert, person_id=person_id) or Expert(person_id=person_id)
    expert.field = said(field, "专业", field="field")
    expert.in_field_since, expert.evidence = in_field_since, evidence
    expert.title = said(title, "职称", field="title")
    work.record(
        expert, "enrol_expert", person_id=person_id, person=person.name, field=expert.field,
        in_field_since=in_field_since, title=expert.title, evidence=evidence,
    )  # fmt: skip
    return expert


def prepare_draw(work: Work, tender_id: UUID, *, pool: Sequence[UUID], places: int) -> ExpertDraw:
    """Commit to the *pool* and a secret seed before *places* experts are drawn.

    What is stored of the seed until then is its hash, and itself under the chain's key.
    """
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "seat")
    work.allow(Role.BUYER)
    _no_draw_is_left(work, tender_id)
    names = _names(work, pool)
    listed = {each.person_id for each in work.all(Expert)}
    facts = Drawing(
        today=work.today,
        pool=len(names),
        places=places,
        unlisted=tuple(name for person_id, name in names.items() if person_id not in listed),
    )
    PREPARING.require(facts, work.policy)
    seed, ids = secrets.token_hex(32), sorted(map(str, names))
    draw = ExpertDraw(
        id=new_id(), tender_id=tender_id, pool=ids, places=places,
        commitment=lottery.commitment(ids, places, seed), prepared_by=work.actor.id,
    )  # fmt: skip
    draw.kept_seed = work.key.seal(seed.encode(), purpose=_purpose(draw))
    work.record(
        draw, "prepare_draw", tender_id=tender_id, pool=ids, places=places,
        commitment=draw.commitment,
    )  # fmt: skip
    return draw


def hold_draw(work: Work, draw_id: UUID, *, word: str) -> ExpertDraw:
    """Draw, as the witness, with a *word* that nobody could know before; the seed is published.

    Dice, the time on a clock, a line of today's paper: whatever those present agree on.
    """
    word = said(word, "见证词", field="word")
    draw = work.get(ExpertDraw, draw_id)
    work.allow(*sorted(KEYHOLDERS))
    if draw.drawn_at is not None:
        raise Conflict(
            "this draw is over; prepare another if more experts are needed",
            zh="该次抽取已完成；还需专家的请另行准备抽取",
            field="draw_id",
        )
    facts = Drawing(
        today=work.today, pool=len(draw.pool), places=draw.places,
        alone=draw.prepared_by == work.actor.id,
    )  # fmt: skip
    DRAW.require(facts, work.policy)
    draw.seed = work.key.unseal(draw.kept_seed, purpose=_purpose(draw)).decode()
    draw.kept_seed, draw.word = "", word
    draw.witness_id, draw.drawn_at = work.actor.id, work.now
    draw.drawn = lottery.order(draw.pool, draw.seed, word)
    work.record(
        draw, "hold_draw", tender_id=draw.tender_id, seed=draw.seed, word=word, drawn=draw.drawn
    )
    return draw


def excuse_expert(work: Work, draw_id: UUID, *, person_id: UUID, reason: str) -> ExpertDraw:
    """Note why somebody who was drawn cannot come; the next of the draw takes his place."""
    reason = said(reason, "原因", field="reason")
    draw = work.get(ExpertDraw, draw_id)
    work.allow(Role.BUYER)
    if str(person_id) not in draw.drawn:
        raise NotFound("this person was not drawn", zh="该人员未被抽中，请核对", field="person_id")
    if str(person_id) in (each["person_id"] for each in draw.excused):
        raise Conflict("he is excused already", zh="该人员已登记不能到场", field="person_id")
    draw.excused = [*draw.excused, {"person_id": str(person_id), "reason": reason}]
    work.record(draw, "excuse_expert", person_id=person_id, reason=reason)
    return draw


def chosen(work: Work, tender_id: UUID, *, left: int = 0) -> set[UUID]:
    """Return who is drawn: so many of each draw as there are places, and substitutes after them.

    *left* members have left the committee and make room for as many more.
    """
    draws = work.all(ExpertDraw, tender_id=tender_id)
    return {
        UUID(each)
        for draw in draws
        for each in draw.drawn[: draw.places + len(draw.excused) + left]
    } - {UUID(each["person_id"]) for draw in draws for each in draw.excused}


def _no_draw_is_left(work: Work, tender_id: UUID) -> None:
    """Who may draw again until he likes the result has not drawn."""
    for draw in work.all(ExpertDraw, tender_id=tender_id):
        if draw.drawn_at is None or draw.places + len(draw.excused) < len(draw.pool):
            raise Conflict(
                "a draw of this tender is not held yet or has substitutes left; use it",
                zh="本次招标已有抽取尚未进行或仍有候补专家，请依次使用，不得重抽",
                field="tender_id",
            )


def _names(work: Work, ids: Sequence[UUID]) -> dict[UUID, str]:
    query = select(Person).filter_by(mine_id=work.mine_id).where(Person.id.in_(ids))
    known = {person.id: person.name for person in work.session.scalars(query)}
    if len(known) < len(ids):
        raise NotFound(
            "the pool names somebody twice or whom this mine does not know",
            zh="备选名单中有重复或本矿没有的人员，请核对",
            field="pool",
        )
    return known


def _purpose(draw: ExpertDraw) -> str:
    return f"seed of draw {draw.id}"
