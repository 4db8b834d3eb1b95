"""Every rule of campaigns and audits, and the periods of the four tiers."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from equiplink.campaign.check_rules import AUDIT_CLOSING, REPLY, Audited, Replying
from equiplink.campaign.document import shipped
from equiplink.campaign.periods import periods
from equiplink.campaign.rules import (
    CLOSING,
    EXPLANATION,
    PLAN,
    ROUND,
    Check,
    End,
    Planned,
    Span,
)
from equiplink.campaign.states import AUDIT, CAMPAIGN, CampaignState, Tier
from equiplink.errors import IllegalStep
from equiplink.rules import RULES

TODAY = date(2024, 11, 4)
SPANS = tuple(Span(each.name, each.starts_on, each.ends_on) for each in shipped().phases)
PLANNED = Planned(TODAY, date(2024, 10, 28), date(2025, 1, 28), SPANS)
WEEK = Check(TODAY, TODAY, date(2024, 11, 10))
OVER = Check(TODAY, date(2024, 10, 28), date(2024, 11, 3))
END = End(date(2025, 1, 28), date(2025, 1, 28), missed=0, unassigned=0, major=0)
REPLYING = Replying(TODAY, inspects=False)
AUDITED = Audited(TODAY, unassigned=0, department=True, unreplied=0, unanswered=())


@pytest.mark.parametrize(
    ("code", "facts", "change"),
    [
        ("C01", PLANNED, {"phases": SPANS[:1] + SPANS[2:]}),
        ("C01", PLANNED, {"starts_on": date(2024, 10, 27)}),
        ("C01", PLANNED, {"phases": (replace(SPANS[0], ends_on=date(2024, 10, 27)),)}),
        ("C02", PLANNED, {"phases": SPANS[:3]}),
        ("C02", PLANNED, {"phases": ()}),
        ("H01H", WEEK, {"today": date(2024, 11, 3)}),
        ("H01H", WEEK, {"today": date(2024, 11, 11)}),
        ("H01E", OVER, {"last": TODAY}),
        ("C03", END, {"today": date(2025, 1, 27)}),
        ("H01", END, {"missed": 1}),
        ("H02C", END, {"unassigned": 1}),
        ("H02M", END, {"major": 1}),
        ("H06A", AUDITED, {"unassigned": 1}),
        ("H03", END, {"uncovered": ("单元 综采工作面",)}),
        ("C52", AUDITED, {"unanswered": (2,)}),
        ("C53", REPLYING, {"inspects": True}),
        ("C54", AUDITED, {"unreplied": 1}),
    ],
)
def test_rule_refuses_and_passes(code: str, facts: Any, change: dict[str, Any]) -> None:
    """One changed fact breaks the rule; without the change it holds."""
    rule = RULES[code]

    assert rule.judge(facts) is None
    finding = rule.judge(replace(facts, **change))
    assert finding is not None
    assert "failed" not in finding.params


def test_round_may_be_held_on_first_and_last_day() -> None:
    """Both ends of a period count."""
    assert ROUND.judge(WEEK) == ()
    assert ROUND.judge(replace(WEEK, today=WEEK.last)) == ()


def test_good_facts_pass_every_set() -> None:
    """The hundred days themselves, and an orderly end, meet no objection."""
    assert PLAN.judge(PLANNED) == ()
    assert EXPLANATION.judge(OVER) == ()
    assert CLOSING.judge(END) == ()
    assert AUDIT_CLOSING.judge(AUDITED) == ()
    assert AUDIT_CLOSING.judge(replace(AUDITED, department=False, unreplied=1)) == ()
    assert REPLY.judge(REPLYING) == ()


def test_every_reason_against_closing_is_told() -> None:
    """One refusal names everything that is left to do."""
    findings = CLOSING.judge(End(TODAY, END.ends_on, missed=2, unassigned=1, major=1))

    assert {finding.code for finding in findings} == {"C03", "H01", "H02C", "H02M"}


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        (Tier.GROUP, [(date(2024, 10, 1), date(2024, 12, 31)), (date(2025, 1, 1), END.today)]),
        (
            Tier.COMPANY,
            [
                (date(2024, 10, 1), date(2024, 10, 31)),
                (date(2024, 11, 1), date(2024, 11, 30)),
                (date(2024, 12, 1), date(2024, 12, 31)),
                (date(2025, 1, 1), END.today),
            ],
        ),
    ],
)
def test_periods_are_the_calendar_s(tier: Tier, expected: list[tuple[date, date]]) -> None:
    """Quarters and months are those of the calendar, the last one ends with the campaign."""
    found = [(p.first, p.last) for p in periods(tier, PLANNED.starts_on, PLANNED.ends_on)]

    assert expected == found


def test_weeks_begin_on_monday_and_days_are_counted() -> None:
    """93 days touch 14 weeks."""
    weeks = list(periods(Tier.SECTION, PLANNED.starts_on, PLANNED.ends_on))
    days = list(periods(Tier.TEAM, PLANNED.starts_on, PLANNED.ends_on))

    assert {week.first.weekday() for week in weeks} == {0}
    assert len(weeks) == 14
    assert len(days) == 93


@pytest.mark.parametrize("year", [2024, 2025])
def test_periods_leave_no_day_out(year: int) -> None:
    """Through a year, leap or not, each tier's periods follow each other without gap."""
    start, end = date(year, 1, 1), date(year, 12, 31)

    for tier in Tier:
        found = list(periods(tier, start, end))
        assert found[0].first <= start
        assert found[-1].last == end
        assert all((b.first - a.last).days == 1 for a, b in pairwise(found))


def test_rounds_are_held_only_while_a_campaign_runs() -> None:
    """Neither before its start nor after its end."""
    for state in (CampaignState.PLANNED, CampaignState.CLOSED):
        with pytest.raises(IllegalStep):
            CAMPAIGN.next(state, "hold_round")

    assert CAMPAIGN.next(CampaignState.RUNNING, "hold_round") is CampaignState.RUNNING
    assert CAMPAIGN.allowed(CampaignState.CLOSED) == ()


def test_closed_audit_takes_no_findings() -> None:
    """A finding belongs to an open audit."""
    closed = AUDIT.next(AUDIT.next("", "open"), "close")

    assert AUDIT.allowed(closed) == ()
