"""三违 with three back-checks, accountability that people decide, cases that are circulated."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda import actions as agenda
from equiplink.agenda import queries
from equiplink.campaign import accountability, violations
from equiplink.campaign import actions as campaign
from equiplink.campaign.document import read
from equiplink.campaign.violation_models import Accounting, BackChecked, ConductViolation
from equiplink.errors import Duplicate, Forbidden, NotFound, Refused, Unreadable
from equiplink.hazard import actions as hazard
from equiplink.ledger import Entry
from equiplink.mine.models import Person
from equiplink.work import Actor
from tests.hazard import steps as hazards
from tests.world import World

TRIGGERS = [
    {"code": "violation", "when": "班组发生三违", "effects": ["追究科队长责任"]},
    {"code": "major_found_above", "when": "上级查出重大隐患", "effects": ["行政处罚"]},
    {"code": "major", "when": "存在重大隐患", "effects": ["一案双查"]},
    {"code": "slack", "when": "整治不力", "effects": ["通报"]},
    {"code": "accident", "when": "发生事故", "effects": ["提级调查"]},
]


def told(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings if finding.denies}


def running(world: World) -> UUID:
    """Start a synthetic campaign that asks for two cases a month."""
    stated: dict[str, Any] = {
        "name": "合成专项整治", "document": "合成〔2026〕9号",
        "starts_on": "2026-11-02", "ends_on": "2026-12-31",
        "phases": [{"name": "全程", "starts_on": "2026-11-02", "ends_on": "2026-12-31"}],
        "triggers": TRIGGERS, "cases_a_month": 2,
    }  # fmt: skip
    with world.work("safety_officer") as work:
        made = campaign.load(work, campaign=read(json.dumps(stated)))
        campaign.start(work, made.id)
        return made.id


def reported(world: World, *, who: str = "mechanic", **other: Any) -> UUID:
    """Enter a violation of the mechanic."""
    words: dict[str, Any] = {"kind": "work", "what": "带电检修开关"} | other
    with world.work("safety_officer") as work:
        return violations.report_violation(work, person_id=world.people[who].id, **words).id


def checked(world: World, violation_id: UUID, *kinds: str, by: str = "safety_officer") -> None:
    """Enter back-checks."""
    for kind in kinds or ("duty", "training", "mutual"):
        with world.work(by) as work:
            violations.back_check(work, violation_id, kind=kind, found="已落实，记录 1 份")


def closed(world: World, violation_id: UUID) -> None:
    """Close a violation."""
    with world.work("safety_officer") as work:
        violations.close_violation(work, violation_id, decision="停班学习一周")


def test_violation_is_closed_after_three_back_checks(world: World) -> None:
    """Two are not enough; each is made once."""
    violation_id = reported(world)
    checked(world, violation_id, "duty", "training")
    with pytest.raises(Refused) as caught:
        closed(world, violation_id)
    with pytest.raises(Duplicate):
        checked(world, violation_id, "duty")
    checked(world, violation_id, "mutual")
    with world.read() as work:
        waiting = [each.code for each in queries.due(work)]
    closed(world, violation_id)
    with world.read() as work:
        made = work.get(ConductViolation, violation_id)
        left = [each.code for each in queries.due(work)]
        checks = work.all(BackChecked)

    assert told(caught) == {"C65"}
    assert "C65" in waiting
    assert "C65" not in left
    assert (made.state.value, made.decision, len(checks)) == ("closed", "停班学习一周", 3)


def test_nobody_deals_with_his_own(world: World) -> None:
    """Neither checking back nor closing."""
    violation_id = reported(world, who="safety_officer")
    with pytest.raises(Refused) as caught:
        checked(world, violation_id, "duty")
    with pytest.raises(Refused) as closing:
        closed(world, violation_id)

    assert told(caught) == {"C66"}
    assert told(closing) == {"C65", "C66"}


def test_wrong_words_are_named(world: World) -> None:
    """The kind, the day and the person's team; a keeper does not enter violations."""
    with pytest.raises(Unreadable) as kind:
        reported(world, kind="speeding")
    with world.work("safety_officer") as work:
        ahead = work.now.replace(year=2030)
    with pytest.raises(Unreadable) as day:
        reported(world, found_at=ahead)
    with world.work() as work:
        work.get(Person, world.people["mechanic"].id).team_id = None
    with pytest.raises(NotFound) as person:
        reported(world)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        violations.report_violation(
            work, kind="work", what="x", person_id=world.people["keeper"].id
        )

    assert (kind.value.field, day.value.field, person.value.field) == (
        "kind", "found_at", "person_id",
    )  # fmt: skip


def test_clock_proposes_and_people_decide(world: World) -> None:
    """A violation, a major hazard of the county's and each missed round, each proposed once."""
    campaign_id = running(world)
    reported(world)
    hazards.found(world, level="major", origin="department")
    world.clock.forward(days=2)
    with world.chain.work(Actor.clock(world.mine_id)) as work:
        first = [each for each in agenda.tick(work) if each.code == "C67"]
    with world.work("safety_officer") as work:
        again = accountability.propose(work, campaign_id)
        proposed = {each.trigger: each for each in work.all(Accounting)}
    with world.work("approver") as work:
        accountability.uphold(
            work, proposed["violation"].id, person_ids=[world.people["acceptor"].id],
            decision="检查并扣罚",
        )  # fmt: skip
        for each in work.all(Accounting, trigger="slack"):
            accountability.drop(work, each.id, decision="停产检修，已补查")
    with world.read() as work:
        left = sorted(each.number for each in queries.due(work) if each.code == "C67")
        states = {each.trigger: each.state.value for each in work.all(Accounting)}

    assert len(first) == 5
    assert again == []
    assert proposed["violation"].effects == ["追究科队长责任"]
    assert states == {
        "violation": "upheld", "slack": "dropped", "major": "proposed",
        "major_found_above": "proposed",
    }  # fmt: skip
    assert len(left) == 2


def test_nobody_decides_about_himself(world: World) -> None:
    """Whom the event names does not decide, nor does it need no words."""
    campaign_id = running(world)
    reported(world, who="approver")
    with world.work("safety_officer") as work:
        made = {each.trigger: each.id for each in accountability.propose(work, campaign_id)}
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        accountability.drop(work, made["violation"], decision="情节轻微")
    with pytest.raises(Unreadable) as silent, world.work("inspector") as work:
        accountability.drop(work, made["violation"], decision=" ")
    with pytest.raises(Refused) as myself, world.work("inspector") as work:
        accountability.uphold(
            work, made["violation"], person_ids=[world.people["inspector"].id], decision="检查"
        )
    with pytest.raises(Unreadable) as nobody, world.work("inspector") as work:
        accountability.uphold(work, made["violation"], person_ids=[], decision="检查")

    assert told(caught) == told(myself) == {"C67"}
    assert (silent.value.field, nobody.value.field) == ("decision", "person_ids")


def test_who_answers_for_a_hazard_does_not_decide(world: World) -> None:
    """The person responsible for a major hazard is concerned by it."""
    campaign_id = running(world)
    hazard_id = hazards.found(world, level="major")
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["approver"].id, measures="更换",
            funds=Decimal(1), due_on=work.today, emergency_plan="停电",
        )  # fmt: skip
        made = {each.trigger: each.id for each in accountability.propose(work, campaign_id)}
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        accountability.drop(work, made["major"], decision="已整改")

    assert told(caught) == {"C67"}


def test_month_asks_for_its_cases(world: World) -> None:
    """Two a month: the first is entered with a warning, the second fulfils; December asks anew."""
    campaign_id = running(world)
    violation_id = reported(world)
    made = []
    for title in ("带电检修", "无票动火"):
        with world.work("safety_officer") as work:
            case = violations.circulate(
                work, campaign_id, title=title, text="经过和教训", violation_id=violation_id
            )
            made.append(case.id)
    with world.read() as work:
        warned = [work.all(Entry, subject_id=each)[0].data.get("warnings") for each in made]
        november = [each for each in queries.due(work) if each.code == "C68"]
    world.clock.forward(days=30)
    with world.read() as work:
        (december,) = [each for each in queries.due(work) if each.code == "C68"]

    assert [each["code"] for each in warned[0] or []] == ["C68"]
    assert not warned[1]
    assert november == []
    assert december.on == date(2026, 12, 31)
