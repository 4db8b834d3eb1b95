"""The page of a tag: no script, nothing about persons, a report without a name."""

from __future__ import annotations

import re
from urllib.parse import quote

from equiplink.campaign.violation_models import Tip
from tests.api.conftest import Client
from tests.register.steps import tagged
from tests.world import World

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_page_names_the_thing_and_runs_nothing(world: World, anybody: Client) -> None:
    """In any case of letters; a tag that is unknown or misspelt is not found."""
    _, code = tagged(world)
    page = anybody.get(f"/E/{code}")
    small = anybody.get(f"/e/{code.lower()}")

    assert page.status_code == small.status_code == 200
    assert "KBZ" in page.text
    assert "<script" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert not re.search("|".join(each.name for each in world.people.values()), page.text)
    assert anybody.get("/E/0000000000000").status_code == 404


def test_report_is_kept_and_answered(world: World, anybody: Client) -> None:
    """Markup in it stays text; an empty one is refused in both languages."""
    _, code = tagged(world)
    sent = anybody.post(f"/E/{code}", content=f"text={quote('<b>漏电</b>')}", headers=FORM)
    empty = anybody.post(f"/E/{code}", content="text=", headers=FORM)
    with world.read() as work:
        (tip,) = work.all(Tip)

    assert (sent.status_code, empty.status_code) == (201, 422)
    assert "已收到" in sent.text
    assert "举报内容" in empty.text
    assert tip.text == "<b>漏电</b>"


def test_one_address_is_slowed_down(world: World, anybody: Client) -> None:
    """Many reports in a short while are too many, whatever they are about."""
    codes = [tagged(world)[1], tagged(world, "rescuer")[1]]
    answers = [
        anybody.post(f"/E/{codes[n % 2]}", content="text=x", headers=FORM).status_code
        for n in range(12)
    ]

    assert answers[0] == 201
    assert answers[-1] == 429
