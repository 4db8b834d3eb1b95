"""People in a campaign: who was trained and warned, and who signed for what he answers for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from equiplink.campaign.models import Campaign
from equiplink.campaign.people_models import Attendance, ResponsibilityLetter, Training
from equiplink.campaign.people_rules import SIGNATURE, TRAINING, Attended, Signature
from equiplink.campaign.people_states import RESPONSIBILITY_LETTER, LetterState, TrainingKind
from equiplink.campaign.states import CampaignState
from equiplink.db import THOUSANDTHS, exact, one_of
from equiplink.due import Due
from equiplink.errors import Unreadable, said
from equiplink.mine.models import Person, Team
from equiplink.mine.states import Role
from equiplink.work import Work


def hold_training(
    work: Work,
    *,
    kind: str,
    topic: str,
    held_on: date,
    hours: Decimal,
    teacher: str,
    attended: Mapping[UUID, bool],
) -> Training:
    """Enter a training with who *attended*: for each person whether he passed.

    *kind* is a word of ``TrainingKind``; *held_on* is today or an earlier day. Raises
    ``Refused`` when somebody listed was not with the mine that day (C80).
    """
    work.allow(Role.SAFETY_OFFICER)
    if held_on > work.today:
        raise Unreadable(
            f"held_on {held_on} lies ahead; enter a training when it was held",
            zh=f"培训日期 {held_on} 在今天之后，请在培训之后登记", field="held_on",
        )  # fmt: skip
    if exact(hours, THOUSANDTHS, field="hours") <= 0:
        raise Unreadable(
            f"hours {hours} is not above 0; give the hours that were taught",
            zh=f"学时 {hours} 应当大于 0，请填写实际学时", field="hours",
        )  # fmt: skip
    if not attended:
        raise Unreadable(
            "attended is empty; say who took part and whether he passed",
            zh="没有参训人员，请填写名单和考核结果", field="attended",
        )  # fmt: skip
    people = [work.get(Person, each) for each in attended]
    away = tuple(each.name for each in people if not each.works_on(held_on))
    TRAINING.require(Attended(work.today, held_on, away), work.policy)
    made = Training(
        kind=one_of(TrainingKind, kind, field="kind"), topic=said(topic, "培训内容", field="topic"),
        held_on=held_on, hours=hours, teacher=said(teacher, "授课人", field="teacher"),
    )  # fmt: skip
    work.record(
        made, "hold", kind=kind, topic=topic, held_on=held_on, hours=hours, teacher=teacher,
        attended={str(each): passed for each, passed in attended.items()},
    )  # fmt: skip
    work.session.add_all(
        Attendance(mine_id=work.mine_id, training_id=made.id, person_id=each, passed=passed)
        for each, passed in attended.items()
    )
    return made


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a team's people passed a kind of training since the campaign began."""

    team_id: UUID
    team: str
    kind: TrainingKind
    people: int
    missing: tuple[str, ...]
    """The names of those who did not yet."""


def coverage(work: Work, campaign_id: UUID) -> list[Coverage]:
    """Return, team by team, who lacks the trainings that the campaign's document asks for.

    A department's inspectors are not the mine's people.
    """
    campaign = work.get(Campaign, campaign_id)
    kinds = [TrainingKind(each) for each in campaign.terms.get("trainings", [])]
    if not kinds:
        return []
    passed = {
        (kind, person_id)
        for kind, person_id in work.session.execute(
            select(Training.kind, Attendance.person_id)
            .join(
                Attendance,
                and_(Attendance.mine_id == Training.mine_id, Attendance.training_id == Training.id),
            )
            .where(Training.mine_id == work.mine_id, Attendance.passed)
            .where(Training.held_on.between(campaign.starts_on, campaign.ends_on))
        )
    }
    teams: dict[tuple[str, UUID], list[Person]] = {}
    query = (
        select(Team, Person)
        .join(Person, and_(Person.mine_id == Team.mine_id, Person.team_id == Team.id))
        .where(Team.mine_id == work.mine_id)
        .order_by(Team.name, Person.number)
    )
    for team, person in work.session.execute(query):
        if person.works_on(work.today) and Role.INSPECTOR not in person.roles:
            teams.setdefault((team.name, team.id), []).append(person)
    return [
        Coverage(
            team_id, name, kind, len(people),
            tuple(each.name for each in people if (kind, each.id) not in passed),
        )
        for (name, team_id), people in teams.items()
        for kind in kinds
    ]  # fmt: skip


def issue_letters(
    work: Work, *, campaign_id: UUID, person_ids: Sequence[UUID], text: str
) -> list[ResponsibilityLetter]:
    """Hand each of some people a letter of responsibility; one of a campaign for each person."""
    text = said(text, "责任书内容", field="text")
    work.get(Campaign, campaign_id)
    if not person_ids:
        raise Unreadable(
            "person_ids is empty; name who has to sign",
            zh="没有选择人员，请选择签订责任书的人员", field="person_ids",
        )  # fmt: skip
    made = [
        ResponsibilityLetter(
            campaign_id=campaign_id, person_id=work.get(Person, each).id, text=text,
            issued_on=work.today,
        )
        for each in person_ids
    ]  # fmt: skip
    told = [
        {"campaign_id": campaign_id, "person_id": each.person_id, "text": text} for each in made
    ]
    work.steps(RESPONSIBILITY_LETTER, made, "issue", told)
    return made


def sign_letter(work: Work, letter_id: UUID) -> ResponsibilityLetter:
    """Sign one's own letter; nobody signs for another (C81)."""
    letter = work.get(ResponsibilityLetter, letter_id)
    SIGNATURE.require(Signature(work.today, letter.person_id, work.actor.id), work.policy)
    letter.signed_at = work.now
    work.step(RESPONSIBILITY_LETTER, letter, "sign")
    return letter


def withdraw_letter(work: Work, letter_id: UUID, *, reason: str) -> ResponsibilityLetter:
    """Take back a letter that nobody signed, and say why."""
    reason = said(reason, "撤回原因", field="reason")
    letter = work.get(ResponsibilityLetter, letter_id)
    work.step(RESPONSIBILITY_LETTER, letter, "withdraw", reason=reason)
    return letter


def due(work: Work) -> Iterator[Due]:
    """List teams whose people lack a training (C80), and letters that wait to be signed (C81)."""
    for campaign in work.all(Campaign, state=CampaignState.RUNNING):
        for each in coverage(work, campaign.id):
            if each.missing:
                yield _lacks(campaign, each)
    query = (
        select(ResponsibilityLetter, Person.name)
        .join(
            Person,
            and_(
                Person.mine_id == ResponsibilityLetter.mine_id,
                Person.id == ResponsibilityLetter.person_id,
            ),
        )
        .where(ResponsibilityLetter.mine_id == work.mine_id)
        .where(ResponsibilityLetter.state == LetterState.ISSUED)
        .order_by(ResponsibilityLetter.id)
    )
    for letter, name in work.session.execute(query):
        yield Due(
            code="C81", on=letter.issued_on, subject="responsibility_letter",
            subject_id=letter.id, number=name, role=Role.SAFETY_OFFICER,
            zh=f"{name} 的责任书待本人签字", en=f"{name} has to sign his letter of responsibility",
            person_id=letter.person_id,
        )  # fmt: skip


def _lacks(campaign: Campaign, each: Coverage) -> Due:
    done, missing = each.people - len(each.missing), "、".join(each.missing[:3])
    told: dict[str, Any] = {
        "zh": f"{each.team} {each.kind.zh}：{done}/{each.people} 人，尚缺 {missing} 等",
        "en": f"{each.team}, {each.kind} training: {done} of {each.people}, {missing} are missing",
    }
    return Due(
        code="C80", on=campaign.ends_on, subject="campaign", subject_id=campaign.id,
        number=campaign.document, role=Role.SAFETY_OFFICER, key=f"{each.kind}:{each.team_id}",
        **told,
    )  # fmt: skip
