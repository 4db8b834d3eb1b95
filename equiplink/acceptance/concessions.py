"""What else becomes of goods that are not right: part of a lot, or use within limits.

Nothing that the law names is conceded: safety mark, explosion protection, banned
goods, papers, tests and samples are no points of appearance, dimension or count.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance import actions, floor_facts, queries
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.queries import Dossier
from equiplink.acceptance.states import ACCEPTANCE
from equiplink.acceptance.verdict_models import Concession
from equiplink.acceptance.verdict_rules import (
    APPROVING,
    CONCEDABLE,
    CONCEDING,
    LONGEST_CONCESSION,
    SPLITTING,
    Approving,
    Conceding,
    Splitting,
)
from equiplink.acceptance.verdict_states import CONCESSION
from equiplink.catalogue.amounts import pieces
from equiplink.contract.deliveries import count_accepted
from equiplink.db import new_id
from equiplink.errors import said
from equiplink.mine.states import Permit
from equiplink.rules import say
from equiplink.work import Work

POINT_FAILED = "A48"


def part_off(work: Work, acceptance_id: UUID, *, quantity: Decimal, reason: str) -> Acceptance:
    """Part *quantity* off a lot that waits for its verdict, so that each part gets its own.

    What was checked before holds for both; what is answered at the part goes before it.
    """
    reason = said(reason, "拆分原因", field="reason")
    whole = work.get(Acceptance, acceptance_id)
    d = queries.dossier(work, whole.delivery_line_id)
    pieces(quantity, tracking=d.kind.tracking, unit=d.order.unit)
    facts = Splitting(work.today, quantity, whole.quantity)
    warnings = SPLITTING.require(facts, work.policy)
    part = Acceptance(
        id=new_id(), quantity=quantity, parted_from_id=whole.parted_from_id or whole.id,
        findings=[], note="",
        **{name: getattr(whole, name) for name in _SHARED},
    )  # fmt: skip
    whole.quantity -= quantity
    work.step(
        ACCEPTANCE, whole, "split", warnings=warnings, quantity=quantity, part_id=part.id,
        reason=reason,
    )  # fmt: skip
    work.step(
        ACCEPTANCE, part, "part_off", parted_from_id=whole.id, quantity=quantity, reason=reason
    )
    return part


_SHARED = (
    "delivery_line_id", "serial", "batch", "plate", "papers", "checks", "made_on", "expires_on",
    "template_id",
)  # fmt: skip
"""What a part has of the lot that it comes from."""


def request(
    work: Work, acceptance_id: UUID, *, reason: str, restriction: str, until: date
) -> Concession:
    """Ask to use rejected goods within limits: where and how (*restriction*), and *until* when.

    Raises ``Refused`` when anything else than appearance, dimension or count failed.
    """
    acceptance = work.get(Acceptance, acceptance_id)
    ACCEPTANCE.next(acceptance.state, "concede")
    d = queries.dossier(work, acceptance.delivery_line_id)
    facts = _conceding(work, acceptance, d, until)
    warnings = CONCEDING.require(facts, work.policy)
    made = Concession(
        id=new_id(), acceptance_id=acceptance_id, points=list(facts.failed),
        reason=said(reason, "让步原因", field="reason"),
        restriction=said(restriction, "使用限制", field="restriction"),
        until=until, requested_by=work.actor.id, opinion="",
    )  # fmt: skip
    work.step(
        CONCESSION, made, "request", warnings=warnings, acceptance_id=acceptance_id,
        points=made.points, reason=made.reason, restriction=made.restriction, until=until,
    )  # fmt: skip
    return made


def approve(work: Work, concession_id: UUID, *, opinion: str) -> Concession:
    """Let rejected goods be used within the limits asked for: they count as accepted.

    They expire with the concession, if not before.
    """
    concession = work.get(Concession, concession_id)
    opinion = said(opinion, "意见", field="opinion")
    acceptance = work.get(Acceptance, concession.acceptance_id)
    d = queries.dossier(work, acceptance.delivery_line_id)
    still = CONCEDING.judge(_conceding(work, acceptance, d, concession.until), work.policy)
    hands = queries.hands(work, d, acceptance)
    involved = frozenset({concession.requested_by}).union(*hands.values())
    facts = Approving(work.today, work.actor.id, involved)
    warnings = APPROVING.require(facts, work.policy, also=still)
    CONCESSION.next(concession.state, "approve")
    # From here on the gate refuses the goods as it refuses what has expired.
    acceptance.expires_on = min(acceptance.expires_on or concession.until, concession.until)
    d.part.rejected -= acceptance.quantity
    count_accepted(work, d.part, acceptance.quantity)
    _decide(work, concession, opinion)
    work.step(
        ACCEPTANCE, acceptance, "concede", concession_id=concession_id,
        restriction=concession.restriction, until=concession.until,
        expires_on=acceptance.expires_on,
    )  # fmt: skip
    work.step(CONCESSION, concession, "approve", warnings=warnings, opinion=opinion)
    return concession


def refuse(work: Work, concession_id: UUID, *, opinion: str) -> Concession:
    """Refuse a concession; the goods go back."""
    concession = work.get(Concession, concession_id)
    opinion = said(opinion, "意见", field="opinion")
    _decide(work, concession, opinion)
    work.step(CONCESSION, concession, "refuse", opinion=opinion)
    return concession


def _decide(work: Work, concession: Concession, opinion: str) -> None:
    concession.decided_by, concession.decided_at = work.actor.id, work.now
    concession.opinion = opinion


def _conceding(work: Work, acceptance: Acceptance, d: Dossier, until: date) -> Conceding:
    """Return what failed, and what of it may not be conceded."""
    answers = floor_facts.answers(work, acceptance)
    failed = [
        each
        for each in floor_facts.points(work, acceptance)
        if each.code in answers and not answers[each.code].passed
    ]
    beyond = [
        each.name
        for each in failed
        if each.kind not in CONCEDABLE or each.permit is not Permit.ACCEPTANCE
    ]
    others = [
        say(each)
        for each in actions.judged(work, acceptance, d)
        if each.denies and each.code != POINT_FAILED
    ]
    return Conceding(
        today=work.today,
        failed=tuple(each.code for each in failed),
        beyond=(*beyond, *others),
        until=until,
        longest=work.setting(LONGEST_CONCESSION),
    )
