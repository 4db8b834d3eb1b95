"""Find, assign, rectify and verify hazards; place and release holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.db import one_of
from equiplink.errors import said
from equiplink.hazard import criteria
from equiplink.hazard.holding import place_hold, suspended
from equiplink.hazard.models import Hazard
from equiplink.hazard.recall_models import Recall
from equiplink.hazard.rules import (
    ASSIGNMENT,
    CLOSING,
    FINDING,
    Assignment,
    Closing,
    Graded,
)
from equiplink.hazard.states import (
    HAZARD,
    Channel,
    HazardState,
    Level,
    Origin,
)
from equiplink.mine.models import Person
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.models import Item
from equiplink.work import Work

"""What a hold names by its id; a safety mark is named by its number."""


def find(
    work: Work,
    *,
    title: str,
    level: str,
    origin: str = Origin.MINE,
    channel: str = Channel.CHECK,
    criterion: str = "",
    own_level: str = "",
    basis: str = "",
    cause: str = "",
    item_id: UUID | None = None,
    place_id: UUID | None = None,
    responsible_id: UUID | None = None,
    due_on: date | None = None,
) -> Hazard:
    """Open a hazard; ``basis`` is the rule code or clause that makes it one.

    *criterion*, such as 13(三), names the item that makes it major; such a hazard is
    never general (H55), and its basis is the item's unless one is given. *own_level*
    is the mine's own word for how grave it is. A *cause* that already has an open
    hazard returns that one: what is seen twice is one hazard. *responsible_id* and
    *due_on* say who has to act by when until it is assigned with all five fulfilments.
    """
    title = said(title, "隐患内容", field="title")
    known = open_for(work, cause) if cause else None
    if known is not None:
        return known
    graded = one_of(Level, level, field="level")
    item = criteria.criterion(criterion) if criterion else None
    warnings = FINDING.require(Graded(work.today, graded, criterion), work.policy)
    basis = basis.strip() or (item.basis if item else "")
    hazard = Hazard(
        title=title,
        level=graded,
        criterion=criterion,
        own_level=own_level.strip(),
        origin=one_of(Origin, origin, field="origin"),
        channel=one_of(Channel, channel, field="channel"),
        basis=said(basis, "判定依据", field="basis"),
        cause=cause,
        item_id=item_id,
        place_id=place_id,
        found_by=work.actor.id,
        found_at=work.now,
        responsible_id=responsible_id,
        due_on=due_on,
        measures="",
        emergency_plan="",
        evidence="",
    )
    work.step(
        HAZARD, hazard, "find", warnings=warnings, title=title, level=level,
        criterion=criterion or None, own_level=hazard.own_level or None, origin=origin,
        channel=hazard.channel, basis=basis, cause=cause, item_id=item_id,
        place_id=place_id, responsible=responsible_id, due_on=due_on,
    )  # fmt: skip
    _stop_at_once(work, hazard)
    return hazard


def _stop_at_once(work: Work, hazard: Hazard) -> None:
    """Hold the thing, or stop the place, at which a major hazard was found (H07).

    What the gate kept out is not in the mine: there is nothing to stop.
    """
    if hazard.level is not Level.MAJOR or hazard.channel is Channel.GATE:
        return
    if hazard.item_id is not None:
        kind, subject, key = HoldKind.HAZARD, HoldSubject.ITEM, hazard.item_id
    elif hazard.place_id is not None:
        kind, subject, key = HoldKind.STOPPED, HoldSubject.PLACE, hazard.place_id
    else:
        return
    place_hold(
        work, kind=kind, subject=subject, key=str(key), reason=hazard.title,
        hazard_id=hazard.id,
    )  # fmt: skip


def open_for(work: Work, cause: str) -> Hazard | None:
    """Return the hazard of *cause* that is not closed."""
    query = select(Hazard).filter_by(mine_id=work.mine_id, cause=cause)
    return work.session.scalars(query.where(Hazard.state != HazardState.CLOSED)).first()


def raised(work: Work, causes: Iterable[str]) -> dict[str, Hazard]:
    """Return the newest hazard of each of *causes* that ever had one, closed ones too."""
    query = select(Hazard).where(Hazard.mine_id == work.mine_id, Hazard.cause.in_(list(causes)))
    return {each.cause: each for each in work.session.scalars(query.order_by(Hazard.id))}


def assign(
    work: Work,
    hazard_id: UUID,
    *,
    responsible_id: UUID,
    measures: str = "",
    funds: Decimal | None = None,
    due_on: date | None = None,
    emergency_plan: str = "",
) -> Hazard:
    """Write down the five fulfilments: 责任、措施、资金 (CNY)、时限、预案.

    Raises ``Refused`` when one is missing for a major hazard; a general one
    goes on with a warning (H11).
    """
    hazard = work.get(Hazard, hazard_id)
    responsible = work.get(Person, responsible_id)
    warnings = ASSIGNMENT.require(
        Assignment(
            today=work.today,
            level=hazard.level,
            responsible=responsible.works_on(work.today),
            measures=measures,
            funds=funds,
            due_on=due_on,
            emergency_plan=emergency_plan,
        ),
        work.policy,
    )
    hazard.responsible_id = responsible_id
    hazard.measures, hazard.funds = measures, funds
    hazard.due_on, hazard.emergency_plan = due_on, emergency_plan
    work.step(
        HAZARD, hazard, "assign", warnings=warnings, responsible=responsible_id,
        measures=measures, funds=funds, due_on=due_on, emergency_plan=emergency_plan,
    )  # fmt: skip
    return hazard


def rectify(work: Work, hazard_id: UUID, *, evidence: str) -> Hazard:
    """Report the hazard as put right by the actor, with evidence."""
    hazard = work.get(Hazard, hazard_id)
    hazard.rectified_by, hazard.rectified_at = work.actor.id, work.now
    hazard.evidence = evidence
    work.step(HAZARD, hazard, "rectify", evidence=evidence)
    return hazard


def verify(work: Work, hazard_id: UUID) -> Hazard:
    """Close the hazard after another pair of eyes; releases the holds it placed itself.

    An area that a department ordered to stop stays stopped until its restart is approved.

    Raises ``Refused`` when the verifier put it right himself (H02), when a
    department found it and no department verifies (H10), without evidence, or
    while goods under a stop-use notice are still underground (M13U).
    """
    hazard = work.get(Hazard, hazard_id)
    holds = _holds_of(work, hazard_id)
    CLOSING.require(
        Closing(
            today=work.today,
            origin=hazard.origin,
            responsible=hazard.responsible_id,
            rectified_by=hazard.rectified_by,
            verifier=work.actor.id,
            verifier_roles=work.actor.roles,
            evidence=hazard.evidence,
            stopped_underground=_underground(work, holds),
        ),
        work.policy,
    )
    ended = {HoldKind.HAZARD} | (set() if suspended(work, hazard_id) else {HoldKind.STOPPED})
    for held in holds:
        if held.kind in ended:
            held.released_at = work.now
    hazard.verified_by, hazard.closed_at = work.actor.id, work.now
    released = [held.key for held in holds if held.released_at is not None]
    work.step(HAZARD, hazard, "verify", released=released)
    return hazard


def send_back(work: Work, hazard_id: UUID, *, reason: str) -> Hazard:
    """Send the hazard back to the person responsible: it is not put right."""
    reason = said(reason, "退回原因", field="reason")
    hazard = work.get(Hazard, hazard_id)
    hazard.gone_at = None
    work.step(HAZARD, hazard, "send_back", reason=reason)
    return hazard


def report_gone(work: Work, hazard_id: UUID, *, evidence: str) -> Hazard:
    """Report that the reason of a hazard is gone; it waits for somebody else to verify it."""
    hazard = work.get(Hazard, hazard_id)
    hazard.rectified_by, hazard.rectified_at = work.actor.id, work.now
    hazard.evidence, hazard.gone_at = evidence, work.now
    work.step(HAZARD, hazard, "report_gone", evidence=evidence)
    return hazard


def find_again(work: Work, hazard_id: UUID) -> Hazard:
    """Open a hazard again whose reason was reported gone and is there again."""
    hazard = work.get(Hazard, hazard_id)
    hazard.gone_at = hazard.rectified_at = hazard.rectified_by = None
    hazard.evidence = ""
    work.step(HAZARD, hazard, "find_again")
    return hazard


def _holds_of(work: Work, hazard_id: UUID) -> Sequence[Hold]:
    query = select(Hold).filter_by(mine_id=work.mine_id, hazard_id=hazard_id)
    return work.session.scalars(query.where(Hold.released_at.is_(None))).all()


def _underground(work: Work, holds: Iterable[Hold]) -> Decimal:
    """Return how much of what stop-use holds name is underground; a machine around it is not."""
    keys = {(held.subject, held.key) for held in holds if held.kind is HoldKind.STOP_USE}
    if not keys:
        return Decimal(0)
    around = {
        key for made in work.all(Recall) for key, found in made.found.items() if found["machine"]
    }
    named = {subject: {key for each, key in keys if each is subject} for subject in HoldSubject}
    query = select(func.coalesce(func.sum(Item.underground), 0)).where(
        Item.mine_id == work.mine_id,
        Item.mark_number.in_(named[HoldSubject.MARK])
        | Item.product_id.in_(map(UUID, named[HoldSubject.PRODUCT]))
        | Item.id.in_(map(UUID, named[HoldSubject.ITEM] - around)),
    )
    return Decimal(work.session.scalars(query).one())
