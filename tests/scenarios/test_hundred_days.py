"""百日整治: the hundred days of one mine, moved to its calendar, from the plan to the summary."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from equiplink.agenda import actions as agenda
from equiplink.agenda import queries
from equiplink.audit.campaign_record import campaign_record
from equiplink.audit.replay import verify
from equiplink.campaign import accountability, violations
from equiplink.campaign import actions as campaign
from equiplink.campaign.document import CampaignFile, read, shipped
from equiplink.campaign.models import Audit, AuditFinding
from equiplink.campaign.periods import Period, periods
from equiplink.campaign.states import Tier
from equiplink.campaign.violation_models import Accounting
from equiplink.campaign.violation_states import BackCheck
from equiplink.exchange.campaign_report import Report, campaign_report
from equiplink.exchange.word import docx
from equiplink.hazard import actions as hazard
from equiplink.hazard import major
from equiplink.work import Actor
from tests.gate import steps as gates
from tests.scenarios.steps import refused
from tests.world import World

PLACE = "一采区进风巷"


@dataclass
class Hundred:
    """What the story remembers."""

    id: UUID
    file: CampaignFile
    moved: timedelta
    """From the days of 2024 to those of the mine."""
    tags: dict[str, tuple[UUID, str]]
    missed: list[Period] = field(default_factory=list)
    held: set[tuple[Tier, date]] = field(default_factory=set)
    hazards: dict[str, UUID] = field(default_factory=dict)

    def day(self, then: str) -> date:
        """Return the day of the mine for one of the document."""
        return date.fromisoformat(then) + self.moved


def moved(by: timedelta) -> CampaignFile:
    """Return the shipped campaign with every day moved, as next year's file would be."""
    stated = json.loads(shipped().model_dump_json())

    def later(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: str(date.fromisoformat(each) + by) if name.endswith("_on") else later(each)
                for name, each in value.items()
            }
        return [later(each) for each in value] if isinstance(value, list) else value

    return read(json.dumps(later(stated) | {"document": "合成〔2026〕百日"}))


def today(world: World) -> date:
    """Return the day of the mine."""
    with world.read() as work:
        return work.today


def rounds(world: World, the: Hundred, until: date) -> None:
    """Hold what is to be held on each day until one, that day too."""
    first, last = the.file.starts_on, the.file.ends_on
    while True:
        day = today(world)
        with world.work("safety_officer") as work:
            for tier in Tier:
                for period in periods(tier, first, last):
                    key = (tier, period.first)
                    if period.first <= day <= period.last and key not in the.held:
                        campaign.hold_round(work, the.id, tier=tier, period_from=period.first)
                        the.held.add(key)
        if day >= until:
            return
        world.clock.forward(days=1)


def sent(world: World, the: Hundred, kind: str) -> dict[str, Any]:
    """Write a report as of today, send it, and return what it says."""
    with world.work("safety_officer") as work:
        record = campaign_record(work, the.id, on=work.today)
        assert docx(campaign_report(record, Report(kind)))
        campaign.submit_report(
            work, the.id, kind=kind, due_on=work.today, sent_to="样例县应急管理局"
        )
    return record


def it_is_planned(world: World) -> Hundred:
    """The file brings phases, reports and hours; the plan is sent on the fourth day."""
    tags = {name: gates.candidate(world, name) for name in ("switch", "rescuer")}
    world.clock.forward(days=7 - today(world).weekday())
    by = today(world) - shipped().starts_on
    with world.work("safety_officer") as work:
        made = campaign.load(work, campaign=moved(by))
        campaign.start(work, made.id)
    the = Hundred(made.id, moved(by), by, tags)
    rounds(world, the, the.day("2024-10-31"))
    with world.read() as work:
        waiting = [each.number for each in queries.due(work) if each.code == "C50"]
    record = sent(world, the, "plan")

    assert len(waiting) == 4
    assert record["campaign"]["goals"][-1] == "无“三违”"
    return the


def gate_refuses_a_thing(world: World, the: Hundred) -> None:
    """A switch whose inspection ran out stays above; the refusal is counted, the work is done."""
    item_id, code = the.tags["switch"]
    world.clock.forward(days=12)
    answer = gates.scanned(world, code)
    gates.inspected(world, item_id)
    again = gates.scanned(world, code)
    with world.work("safety_officer") as work:
        the.missed = campaign.missed_rounds(work, the.id, work.today)

    assert (answer.admitted, again.admitted) == (False, True)
    assert [each.tier for each in the.missed].count(Tier.TEAM) == 11


def missed_rounds_show(world: World, the: Hundred) -> None:
    """Nobody looked around while all waited for papers: each day is a hazard, and is explained."""
    with world.chain.work(Actor.clock(world.mine_id)) as work:
        agenda.tick(work)
    with world.work("safety_officer") as work:
        raised = campaign.raise_missed(work, the.id)
        for each in the.missed:
            campaign.explain_round(
                work, the.id, tier=each.tier, period_from=each.first, reason="停产检修，未派人"
            )
        left = campaign.missed_rounds(work, the.id, work.today)
    for found in raised:
        closed(world, found.id, by="safety_officer")

    assert len(raised) == len(the.missed)
    assert left == []


def closed(world: World, hazard_id: UUID, *, by: str) -> None:
    """Put a hazard right with all five fulfilments and let somebody else close it."""
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="整改",
            funds=Decimal(100), due_on=work.today + timedelta(days=3), emergency_plan="停电撤人",
        )  # fmt: skip
    with world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="照片、检测报告")
    with world.work(by) as work:
        hazard.verify(work, hazard_id)


def somebody_breaks_the_rules(world: World, the: Hundred) -> None:
    """Three back-checks, a decision, a proposal that the approver upholds, two cases."""
    with world.work("safety_officer") as work:
        found = violations.report_violation(
            work, kind="work", what="带电开盖", person_id=world.people["mechanic"].id
        )
        for kind in BackCheck:
            violations.back_check(work, found.id, kind=kind, found="已落实")
        violations.close_violation(work, found.id, decision="停班学习")
        accountability.propose(work, the.id)
        proposed = work.all(Accounting, trigger="violation")
        for title in ("带电开盖", "入井检查过期"):
            violations.circulate(work, the.id, title=title, text="经过和教训")
    with world.work("approver") as work:
        accountability.uphold(
            work, proposed[0].id, person_ids=[world.people["acceptor"].id], decision="检查"
        )

    assert proposed[0].effects == ["追究科队长责任", "企业分管负责人作出检查"]


def county_finds_a_major_hazard(world: World, the: Hundred) -> UUID:
    """Its area stops at once, nothing goes there, and the county orders production to stop."""
    with world.work("inspector") as work:
        audit = campaign.open_audit(
            work, kind="体检式精查", auditor="样例县应急管理局", held_on=work.today,
            department=True, campaign_id=the.id, place_id=world.places[PLACE],
        )  # fmt: skip
        finding = campaign.add_finding(
            work, audit.id, text="采区内开关失爆", level="major", criterion="13(三)"
        )
        the.hazards["major"] = finding.hazard_id
        order = major.issue_order(
            work, hazard_id=finding.hazard_id, number="督〔合成〕1号", authority="样例县局",
            issued_on=work.today, due_on=work.today + timedelta(days=10), suspends=True,
        )  # fmt: skip
    item_id, code = the.tags["rescuer"]
    gates.inspected(world, item_id)
    answer = gates.scanned(world, code)

    assert [each["code"] for each in answer.findings if each["severity"] == "deny"] == ["G43"]
    return order.id


def three_sign_and_it_starts_again(world: World, the: Hundred, order_id: UUID) -> None:
    """The mine may not close it; the county does, three sign, and the area opens."""
    hazard_id = the.hazards["major"]
    with world.work("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="更换",
            funds=Decimal(8_000), due_on=work.today + timedelta(days=5), emergency_plan="撤人",
        )  # fmt: skip
    with world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="更换后检测报告")
    refusal = refused(world, "safety_officer", lambda work: hazard.verify(work, hazard_id))
    with world.work("inspector") as work:
        hazard.verify(work, hazard_id)
    with world.work("approver") as work:
        restart = major.apply_restart(work, order_id=order_id, plan="整改方案")
    for sign, name in (
        (major.accept_restart, "县局局长"),
        (major.review_restart, "监察机构"),
        (major.approve_restart, "县长"),
    ):
        with world.work("inspector") as work:
            sign(work, restart.id, by=name)
    with world.work("inspector") as work:
        major.announce_restart(work, restart.id)
    with world.read() as work:
        (audit,), (finding,) = work.all(Audit), work.all(AuditFinding)
    unanswered = refused(world, "inspector", lambda work: campaign.close_audit(work, audit.id))
    with world.work("safety_officer") as work:
        campaign.reply(work, audit.id, finding_id=finding.id, text="已整改，附检测报告")
    with world.work("inspector") as work:
        campaign.close_audit(work, audit.id)

    assert refusal == {"H10"}
    assert unanswered == {"C54"}


def it_ends(world: World, the: Hundred) -> None:
    """Every round held or explained; the summary's figures are those of the tables."""
    rounds(world, the, the.day("2025-01-28"))
    record = sent(world, the, "summary")
    figures = {each["name"]: each["value"] for each in record["figures"]}
    counts = {
        "found": "select count(*) from hazard",
        "closed": "select count(*) from hazard where state = 'closed'",
        "refused": "select count(*) from scan where not admitted",
        "violations": "select count(*) from conduct_violation",
        "restarts": "select count(*) from restart where state = 'announced'",
    }
    with world.read() as work:
        counted = {
            name: work.session.execute(text(query)).scalar_one() for name, query in counts.items()
        }
    world.clock.forward(days=1)
    with world.work("safety_officer") as work:
        done = campaign.close(work, the.id)
    verdict = verify(world.chain, world.mine_id)

    assert counted == {name: figures[name] for name in counts}
    assert min(counted.values()) > 0
    assert done.state.value == "closed"
    assert verdict.intact, verdict.problems


def test_hundred_days_of_one_mine(world: World) -> None:
    """From the file of the campaign to its end, day by day."""
    the = it_is_planned(world)
    gate_refuses_a_thing(world, the)
    missed_rounds_show(world, the)
    rounds(world, the, the.day("2024-11-25"))
    somebody_breaks_the_rules(world, the)
    rounds(world, the, the.day("2024-11-30"))
    sent(world, the, "month")
    rounds(world, the, the.day("2024-12-03"))
    order_id = county_finds_a_major_hazard(world, the)
    three_sign_and_it_starts_again(world, the, order_id)
    rounds(world, the, the.day("2024-12-31"))
    sent(world, the, "month")
    it_ends(world, the)
