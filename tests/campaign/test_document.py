"""A campaign is a file: read strictly, planned with its hours, its reports due and sent."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from equiplink.agenda import queries
from equiplink.campaign import actions as campaign
from equiplink.campaign.document import CampaignFile, read, shipped
from equiplink.campaign.models import Campaign, Submission
from equiplink.errors import Duplicate, Unreadable
from equiplink.ledger import Entry
from equiplink.mine.models import ShiftWindow
from tests.world import World


def next_year(**other: Any) -> CampaignFile:
    """A synthetic campaign of the world's month, as a file."""
    stated: dict[str, Any] = {
        "name": "合成专项整治", "document": "合成〔2026〕9号",
        "starts_on": "2026-11-02", "ends_on": "2026-12-31",
        "phases": [{"name": "全程", "starts_on": "2026-11-02", "ends_on": "2026-12-31"}],
        "reports": [{"kind": "plan", "due_on": "2026-11-05"}],
        "windows": [{"name": "夜班", "begins": "22:00", "ends": "06:00", "works": ["hot_work"]}],
    }  # fmt: skip
    return read(json.dumps(stated | other))


def test_shipped_file_is_the_hundred_days(world: World) -> None:
    """Four reports, five triggers, three back-checks, two cases a month, and the night shift."""
    with world.work("safety_officer") as work:
        made = campaign.hundred_days(work)
        terms, (window,) = made.terms, work.all(ShiftWindow)

    assert [each["due_on"] for each in terms["reports"]] == [
        "2024-10-31", "2024-11-30", "2024-12-31", "2025-01-28",
    ]  # fmt: skip
    assert len(terms["triggers"]) == 5
    assert len(terms["backchecks"]) == 3
    assert terms["cases_a_month"] == 2
    assert (window.name, window.terms["from"], window.terms["to"]) == ("零点班", 0, 480)


def test_next_years_is_another_file(world: World) -> None:
    """Its phases and hours are its own."""
    with world.work("safety_officer") as work:
        made = campaign.load(work, campaign=next_year())
        (window,) = work.all(ShiftWindow)

    assert made.document == "合成〔2026〕9号"
    assert (window.document, window.ends_on) == (made.document, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reports": [{"kind": "year", "due_on": "2026-11-05"}]}, "reports.0.kind"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"goal": "无"}, "goal"),
        ({"windows": [{"name": "夜班", "begins": "25:00", "ends": "06:00"}]}, "windows.0.begins"),
    ],
)
def test_wrong_file_names_the_field(change: dict[str, Any], field: str) -> None:
    """The field, in Chinese and English."""
    with pytest.raises(Unreadable) as caught:
        next_year(**change)

    assert caught.value.field == field
    assert field in caught.value.message("zh")


def test_text_that_is_no_json_is_refused() -> None:
    """With the remedy."""
    with pytest.raises(Unreadable, match="no JSON"):
        read("整治")


def test_reports_are_due_until_they_are_sent(world: World) -> None:
    """The agenda asks for each; sent once, and late only with a warning in the ledger."""
    with world.work("safety_officer") as work:
        made = campaign.load(work, campaign=next_year())
        campaign.start(work, made.id)
    with world.read() as work:
        waiting = [each.on for each in queries.due(work) if each.code == "C50"]
    world.clock.forward(days=5)
    sent: dict[str, Any] = {"kind": "plan", "due_on": date(2026, 11, 5), "sent_to": "样例县局"}
    with world.work("safety_officer") as work:
        submission = campaign.submit_report(work, made.id, **sent)
    with pytest.raises(Duplicate), world.work("safety_officer") as work:
        campaign.submit_report(work, made.id, **sent)
    with world.read() as work:
        left = [each for each in queries.due(work) if each.code == "C50"]
        (entry,) = work.all(Entry, subject_id=submission.id)

    assert (waiting, left) == ([date(2026, 11, 5)], [])
    assert submission.sent_on == date(2026, 11, 2) + timedelta(days=5)
    assert [each["code"] for each in entry.data["warnings"]] == ["C50"]


def test_report_that_nobody_asked_for_is_refused(world: World) -> None:
    """It names those that are asked for, and nothing is stored."""
    with world.work("safety_officer") as work:
        made = campaign.load(work, campaign=next_year())
    with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
        campaign.submit_report(
            work, made.id, kind="summary", due_on=date(2026, 11, 5), sent_to="样例县局"
        )
    with world.read() as work:
        stored = work.all(Submission)
        assert work.get(Campaign, made.id).terms["reports"]

    assert caught.value.field == "kind"
    assert "plan 2026-11-05" in caught.value.message("zh")
    assert stored == []


def test_shipped_file_says_its_source() -> None:
    """What was read, and what the mine has to settle."""
    assert "原文已读" in shipped().source
