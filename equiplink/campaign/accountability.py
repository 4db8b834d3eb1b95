"""问责: what a campaign's document says follows, proposed by the system and decided by people.

Each trigger of the file has a code; what happens in the mine under that code since the
campaign began is proposed once, with the effects that the document names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from equiplink.campaign.actions import missed
from equiplink.campaign.models import Campaign
from equiplink.campaign.states import CampaignState
from equiplink.campaign.violation_models import Accounting, ConductViolation
from equiplink.campaign.violation_rules import DECIDING, Deciding
from equiplink.campaign.violation_states import ACCOUNTING, AccountingState
from equiplink.due import Due
from equiplink.errors import Unreadable, said
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Level, Origin
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.work import Work

Happened = tuple[str, UUID, str]
"""The table and id of what happened, and how it reads."""


def propose(work: Work, campaign_id: UUID) -> list[Accounting]:
    """Propose what the document says follows from each thing that happened; once for each."""
    campaign = work.get(Campaign, campaign_id)
    known = {
        (each.trigger, each.subject_id) for each in work.all(Accounting, campaign_id=campaign_id)
    }
    made = []
    for trigger in campaign.terms.get("triggers", []):
        found = _FINDERS.get(trigger["code"])
        for subject, subject_id, title in found(work, campaign) if found else ():
            if (trigger["code"], subject_id) in known:
                continue
            one = Accounting(
                campaign_id=campaign_id, trigger=trigger["code"], subject=subject,
                subject_id=subject_id, title=f"{trigger['when']}：{title}",
                effects=trigger["effects"], proposed_at=work.now,
            )  # fmt: skip
            work.step(
                ACCOUNTING, one, "propose", campaign_id=campaign_id, trigger=one.trigger,
                subject=subject, subject_id=subject_id, title=one.title, effects=one.effects,
            )  # fmt: skip
            made.append(one)
    return made


def propose_all(work: Work) -> Iterator[Accounting]:
    """Propose for every running campaign, as the clock does."""
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
        yield from propose(work, campaign.id)


def uphold(work: Work, accounting_id: UUID, *, person_ids: list[UUID], decision: str) -> Accounting:
    """Decide who answers for it, and how; nobody decides about himself (C67).

    Raises ``Unreadable`` when *person_ids* is empty, ``NotFound`` for a stranger.
    """
    persons = [work.get(Person, each) for each in dict.fromkeys(person_ids)]
    if not persons:
        raise Unreadable(
            "say who answers for it: person_ids is empty",
            zh="没有写明问责对象，请选择人员",
            field="person_ids",
        )
    return _decide(work, accounting_id, "uphold", decision, persons)


def drop(work: Work, accounting_id: UUID, *, decision: str) -> Accounting:
    """Decide that nobody answers for it, and say why."""
    return _decide(work, accounting_id, "drop", decision, ())


def _decide(
    work: Work, accounting_id: UUID, action: str, decision: str, persons: Sequence[Person]
) -> Accounting:
    decision = said(decision, "决定和理由", field="decision")
    made = work.get(Accounting, accounting_id)
    ids = [each.id for each in persons]
    facts = Deciding(work.today, work.actor.id, _concerned(work, made).union(ids))
    DECIDING.require(facts, work.policy)
    made.person_ids, made.decision = [str(each) for each in ids], decision
    made.decided_by, made.decided_at = work.actor.id, work.now
    work.step(ACCOUNTING, made, action, person_ids=ids or None, decision=decision)
    return made


def _concerned(work: Work, made: Accounting) -> frozenset[UUID]:
    """Return the people whom the event itself names."""
    if made.subject == ConductViolation.__tablename__:
        return frozenset({work.get(ConductViolation, made.subject_id).person_id})
    if made.subject == Hazard.__tablename__:
        return frozenset(filter(None, {work.get(Hazard, made.subject_id).responsible_id}))
    return frozenset()


def due(work: Work) -> Iterator[Due]:
    """List what was proposed and nobody decided (C67)."""
    for each in work.all(Accounting, state=AccountingState.PROPOSED):
        yield Due(
            code="C67", on=work.day_of(each.proposed_at), subject="accounting",
            subject_id=each.id, number=each.title, role=Role.APPROVER,
            zh=f"问责待决定：{each.title}", en=f"decide who answers for: {each.title}",
        )  # fmt: skip


def _since(work: Work, campaign: Campaign) -> datetime:
    return datetime.combine(campaign.starts_on, time(), ZoneInfo(work.mine.time_zone))


def _violations(work: Work, campaign: Campaign) -> Iterator[Happened]:
    query = select(ConductViolation).where(
        ConductViolation.mine_id == work.mine_id,
        ConductViolation.found_at >= _since(work, campaign),
    )
    for each in work.session.scalars(query.order_by(ConductViolation.id)):
        yield ConductViolation.__tablename__, each.id, each.what


def _major(work: Work, campaign: Campaign, *origins: Origin) -> Iterator[Happened]:
    query = select(Hazard).where(
        Hazard.mine_id == work.mine_id, Hazard.level == Level.MAJOR,
        Hazard.found_at >= _since(work, campaign), Hazard.origin.in_(origins),
    )  # fmt: skip
    for each in work.session.scalars(query.order_by(Hazard.id)):
        yield Hazard.__tablename__, each.id, each.title


def _slack(work: Work, campaign: Campaign) -> Iterator[Happened]:
    raised = select(Hazard).where(
        Hazard.mine_id == work.mine_id, Hazard.cause.startswith(missed(campaign.id))
    )
    for each in work.session.scalars(raised.order_by(Hazard.id)):
        yield Hazard.__tablename__, each.id, each.title


_FINDERS: Mapping[str, Callable[[Work, Campaign], Iterator[Happened]]] = {
    "violation": _violations,
    "major_found_above": lambda work, campaign: _major(work, campaign, Origin.DEPARTMENT),
    "major": lambda work, campaign: _major(work, campaign, *Origin),
    "slack": _slack,
}
"""What happens, by the code of the trigger. Of an accident nothing is known here."""
