"""``plan route`` and ``plan lead-times``."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from equiplink.chain import Chain
from equiplink.plan.models import Plan
from equiplink.work import Actor
from tests.cli.conftest import Run


@pytest.fixture
def number(db: str) -> str:
    """The number of a plan of the example."""
    chain = Chain(db)
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        found = work.all(Plan)[0].number
    chain.close()
    return found


def test_route_tells_who_would_sign_and_why(run: Run, db: str, number: str) -> None:
    """JSON and text tell the same; an unknown number is a wrong question."""
    code, out, _ = run("plan", "route", number, "--db", db, "--format", "json")
    (step,) = json.loads(out)
    text = run("plan", "route", number, "--db", db, "--lang", "en")

    assert (code, text[0]) == (0, 0)
    assert step["people"][0]["name"] in text[1]
    assert "CNY" in text[1]
    assert step["why"] in run("plan", "route", number, "--db", db)[1]
    assert run("plan", "route", "no such", "--db", db)[0] == 2


def test_lead_times_name_the_slow_step(run: Run, db: str) -> None:
    """The example was approved by one step, which is then the slowest."""
    period = ("--since", "2020-01-01", "--until", f"{datetime.now(UTC):%Y}-12-31", "--db", db)
    code, out, _ = run("plan", "lead-times", *period, "--format", "json")
    found = json.loads(out)
    text = run("plan", "lead-times", *period)

    assert (code, text[0]) == (0, 0)
    assert [each["name"] for each in found["steps"]] == ["审批"]
    assert "最慢环节" in text[1]
    assert "slowest" in run("plan", "lead-times", *period, "--lang", "en")[1]
    assert run("plan", "lead-times", "--since", "2026-02-01", "--until", "2026-01-01",
               "--db", db)[0] == 2  # fmt: skip
