"""Campaigns on both databases: phases, rounds, audits, and what keeps them from closing."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from equiplink.audit.replay import replay
from equiplink.campaign import actions as campaign
from equiplink.campaign.models import Audit, AuditFinding, Campaign, Phase, Round
from equiplink.errors import Duplicate, Forbidden, IllegalStep, NotFound, Refused, Unreadable
from equiplink.hazard import actions as hazard
from equiplink.hazard.models import Hazard
from tests.campaign import steps
from tests.world import World

MONDAY = date(2026, 11, 2)
NOVEMBER = date(2026, 11, 1)


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings}


def hold_all_of(world: World, campaign_id: UUID, *, days: int) -> None:
    """Hold every round from Monday on; the clock ends on the last day."""
    for number in range(days):
        day = MONDAY + timedelta(days=number)
        steps.held(world, campaign_id, "team", day, by="mechanic")
        if not number:
            steps.held(world, campaign_id, "group", date(2026, 10, 1))
            steps.held(world, campaign_id, "company", NOVEMBER)
            steps.held(world, campaign_id, "section", MONDAY)
        if number < days - 1:
            world.clock.forward(days=1)


def assign(world: World, hazard_id: UUID) -> None:
    """Name who answers for a hazard."""
    with world.work("safety_officer") as work:
        hazard.assign(work, hazard_id, responsible_id=world.people["mechanic"].id, measures="更换")


def test_hundred_days_have_the_four_phases_of_the_document(world: World) -> None:
    """From 2024-10-28 to 2025-01-28, without a gap."""
    with world.work("safety_officer") as work:
        made = campaign.hundred_days(work)
    with world.read() as work:
        phases = work.all(Phase, Phase.no, campaign_id=made.id)

    assert (made.document, made.state) == ("阳应急发〔2024〕280号", "planned")
    assert [(p.no, p.name) for p in phases] == [
        (1, "安排部署"), (2, "企业自查自改"), (3, "部门精准执法"), (4, "总结提升"),
    ]  # fmt: skip
    assert (phases[0].starts_on, phases[-1].ends_on) == (date(2024, 10, 28), date(2025, 1, 28))


def test_one_campaign_per_document(world: World) -> None:
    """The same document is not planned twice."""
    steps.planned(world)

    with pytest.raises(Duplicate):
        steps.planned(world)


def test_gap_between_phases_leaves_nothing_behind(world: World) -> None:
    """A plan with a gap is refused whole."""
    with pytest.raises(Refused) as caught:
        steps.planned(world, phases=[])
    assert codes(caught) == {"C02"}
    with world.read() as work:
        assert list(work.all(Campaign)) == []


def test_only_the_safety_officer_plans(world: World) -> None:
    """A planner of purchases plans no campaign."""
    campaign_id = steps.planned(world)

    with pytest.raises(Forbidden), world.work("planner") as work:
        campaign.start(work, campaign_id)


def test_round_waits_for_the_start(world: World) -> None:
    """A planned campaign has no rounds yet."""
    campaign_id = steps.planned(world)

    with pytest.raises(IllegalStep):
        steps.held(world, campaign_id, "team", MONDAY)


def test_round_is_held_once_and_within_its_period(world: World) -> None:
    """Neither twice nor for yesterday; a mechanic may hold the team's."""
    campaign_id = steps.running(world)
    steps.held(world, campaign_id, "team", MONDAY, by="mechanic")

    with pytest.raises(Duplicate):
        steps.held(world, campaign_id, "team", MONDAY)
    world.clock.forward(days=1)
    with pytest.raises(Refused) as caught:
        steps.held(world, campaign_id, "team", MONDAY)
    assert codes(caught) == {"H01H"}
    with world.read() as work:
        assert [each.held_by for each in work.all(Round)] == [world.people["mechanic"].id]


@pytest.mark.parametrize(
    ("field", "tier", "first"),
    [
        ("tier", "village", MONDAY),
        ("period_from", "section", date(2026, 11, 3)),
        ("period_from", "team", date(2026, 11, 1)),
    ],
)
def test_unreadable_round_names_its_field(world: World, field: str, tier: str, first: date) -> None:
    """A week begins on Monday, and a day lies inside the campaign."""
    campaign_id = steps.running(world)

    with pytest.raises(Unreadable) as caught:
        steps.held(world, campaign_id, tier, first)
    assert caught.value.field == field


def test_missed_rounds_show_until_they_are_explained(world: World) -> None:
    """Two days passed; one round was held, the other is missed until somebody explains it."""
    campaign_id = steps.running(world)
    steps.held(world, campaign_id, "team", MONDAY)
    world.clock.forward(days=2)
    day = MONDAY + timedelta(days=2)
    with world.read() as work:
        missed = campaign.missed_rounds(work, campaign_id, day)
    with world.work("safety_officer") as work:
        made = campaign.explain_round(
            work, campaign_id, tier="team", period_from=missed[0].first, reason="停电停产"
        )
        left = campaign.missed_rounds(work, campaign_id, day)

    assert [(each.tier, each.first) for each in missed] == [("team", date(2026, 11, 3))]
    assert (made.held_at, left) == (None, [])


def test_round_that_can_still_be_held_is_not_explained(world: World) -> None:
    """Today's round is held; and a reason is never empty."""
    campaign_id = steps.running(world)

    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        campaign.explain_round(work, campaign_id, tier="team", period_from=MONDAY, reason="忙")
    assert codes(caught) == {"H01E"}
    with pytest.raises(Unreadable) as empty, world.work("safety_officer") as work:
        campaign.explain_round(work, campaign_id, tier="team", period_from=MONDAY, reason=" ")
    assert empty.value.field == "reason"


def test_missed_round_becomes_one_hazard(world: World) -> None:
    """Asked twice, it opens once."""
    campaign_id = steps.running(world)
    world.clock.forward(days=1)
    with world.work("safety_officer") as work:
        first = campaign.raise_missed(work, campaign_id)
        again = campaign.raise_missed(work, campaign_id)

    assert [each.id for each in first] == [each.id for each in again]
    assert [each.basis for each in first] == ["H01"]


def test_campaign_closes_when_all_is_done(world: World) -> None:
    """Every round held, every hazard assigned, on its last day."""
    campaign_id = steps.running(world, days=3)
    hold_all_of(world, campaign_id, days=3)
    assign(world, steps.finding(world, steps.audited(world)))
    with world.work("safety_officer") as work:
        closed = campaign.close(work, campaign_id)

    assert closed.state == "closed"
    with world.read() as work:
        assert replay(work) == []


def test_campaign_does_not_close_over_what_is_left(world: World) -> None:
    """All reasons come at once."""
    campaign_id = steps.running(world, days=3)
    world.clock.forward(days=1)
    steps.finding(world, steps.audited(world), level="major")

    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        campaign.close(work, campaign_id)
    assert codes(caught) == {"C03", "H01", "H02C", "H02M"}


@pytest.mark.parametrize(("department", "origin"), [(False, "mine"), (True, "department")])
def test_finding_becomes_a_hazard_of_its_finder(
    world: World, *, department: bool, origin: str
) -> None:
    """Who audits decides whose hazard it is; the place is the audit's."""
    audit_id = steps.audited(world, department=department)
    hazard_id = steps.finding(world, audit_id)
    with world.read() as work:
        found = work.get(Hazard, hazard_id)
        written = work.all(AuditFinding, audit_id=audit_id)

    assert (found.origin, found.place_id) == (origin, world.places["一采区进风巷"])
    assert [each.hazard_id for each in written] == [hazard_id]


def test_audit_closes_when_somebody_answers_for_each_finding(world: World) -> None:
    """A finding that is only written down keeps it open; a closed one takes no more."""
    audit_id = steps.audited(world)
    hazard_id = steps.finding(world, audit_id)
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        campaign.close_audit(work, audit_id)
    assign(world, hazard_id)
    with world.work("safety_officer") as work:
        closed = campaign.close_audit(work, audit_id)

    assert codes(caught) == {"H06A"}
    assert closed.state == "closed"
    with pytest.raises(IllegalStep):
        steps.finding(world, audit_id)
    with world.read() as work:
        assert len(work.all(Hazard)) == 1


def test_audit_of_tomorrow_is_unreadable(world: World) -> None:
    """An audit is entered when it is held."""
    with pytest.raises(Unreadable) as caught:
        steps.audited(world, held_on=world.clock.now.date() + timedelta(days=1))

    assert caught.value.field == "held_on"
    with world.read() as work:
        assert list(work.all(Audit)) == []


def test_audit_may_belong_to_a_campaign(world: World) -> None:
    """A campaign that the mine does not have is not found, one that it has is noted."""
    campaign_id = steps.planned(world)
    audit_id = steps.audited(world, campaign_id=campaign_id, place_id=None)

    with world.read() as work:
        assert work.get(Audit, audit_id).campaign_id == campaign_id
    with pytest.raises(NotFound) as caught:
        steps.audited(world, campaign_id=UUID(int=5))
    assert caught.value.field == "campaign_id"


def test_finding_names_an_item_of_the_mine(world: World) -> None:
    """An item that is not on the register is not found."""
    audit_id = steps.audited(world)

    with pytest.raises(NotFound) as caught:
        steps.finding(world, audit_id, item_id=UUID(int=5))
    assert caught.value.field == "item_id"
