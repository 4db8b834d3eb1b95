"""Trainings and letters of responsibility of a campaign, on both databases."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.campaign import actions as campaign
from equiplink.campaign import people
from equiplink.campaign.document import read
from equiplink.campaign.people_models import Attendance, ResponsibilityLetter
from equiplink.errors import Duplicate, Forbidden, Refused, Unreadable
from equiplink.mine import actions as mine
from tests.world import PEOPLE, World


def running(world: World) -> UUID:
    """Start a synthetic campaign that asks for warning education."""
    stated: dict[str, Any] = {
        "name": "合成专项整治", "document": "合成〔2026〕9号",
        "starts_on": "2026-11-02", "ends_on": "2026-12-31",
        "phases": [{"name": "全程", "starts_on": "2026-11-02", "ends_on": "2026-12-31"}],
        "trainings": ["warning"],
    }  # fmt: skip
    with world.work("safety_officer") as work:
        made = campaign.load(work, campaign=read(json.dumps(stated)))
        campaign.start(work, made.id)
        return made.id


def held(world: World, *names: str, passed: bool = True, **other: Any) -> UUID:
    """Enter a training of some people."""
    words: dict[str, Any] = {
        "kind": "warning", "topic": "合成事故案例", "held_on": world.clock.now.date(),
        "hours": Decimal(2), "teacher": "合成教员",
        "attended": {world.people[name].id: passed for name in names},
    } | other  # fmt: skip
    with world.work("safety_officer") as work:
        return people.hold_training(work, **words).id


def issued(world: World, campaign_id: UUID, *names: str) -> list[UUID]:
    """Hand out letters."""
    with world.work("safety_officer") as work:
        made = people.issue_letters(
            work, campaign_id=campaign_id, text="对本岗位安全负责",
            person_ids=[world.people[name].id for name in names],
        )  # fmt: skip
        return [each.id for each in made]


def open_duties(world: World, code: str) -> list[str]:
    """Return who or what waits under *code*."""
    with world.read() as work:
        return [each.en for each in due(work) if each.code == code]


def test_coverage_counts_who_passed(world: World) -> None:
    """Of the mine's people; a failed one, an older training and who left do not count."""
    campaign_id = running(world)
    everybody = [name for name, _ in PEOPLE]
    held(world, *everybody[2:])
    held(world, everybody[0], passed=False)
    held(world, everybody[0], held_on=date(2026, 11, 1))
    with world.work() as work:
        mine.leave(work, world.people[everybody[1]].id, left_on=work.today)
    with world.read() as work:
        (row,) = people.coverage(work, campaign_id)
    waiting = open_duties(world, "C80")
    held(world, everybody[0])

    assert (row.people, row.missing) == (len(PEOPLE) - 2, (everybody[0],))
    assert len(waiting) == 1
    assert open_duties(world, "C80") == []


def test_nobody_who_had_left_attended(world: World) -> None:
    """C80: the list is corrected first; nothing is kept."""
    with world.work() as work:
        mine.leave(work, world.people["mechanic2"].id, left_on=work.today)
    with pytest.raises(Refused) as caught:
        held(world, "mechanic", "mechanic2")
    with world.read() as work:
        kept = work.all(Attendance)

    assert [each.code for each in caught.value.findings] == ["C80"]
    assert caught.value.findings[0].params["strangers"] == "mechanic2"
    assert kept == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", date(2026, 11, 3)), ("hours", Decimal(0)), ("attended", {}), ("kind", "yoga"),
        ("topic", " "), ("teacher", ""),
    ],
)  # fmt: skip
def test_training_is_stated_in_full(world: World, field: str, value: Any) -> None:
    """The field is named."""
    with pytest.raises(Unreadable) as caught:
        held(world, "mechanic", **{field: value})

    assert caught.value.field == field


def test_letter_is_signed_by_its_person(world: World) -> None:
    """C81; and once only."""
    (letter_id,) = issued(world, running(world), "mechanic")
    waiting = open_duties(world, "C81")
    with pytest.raises(Refused) as caught, world.work("mechanic2") as work:
        people.sign_letter(work, letter_id)
    with world.work("mechanic") as work:
        signed = people.sign_letter(work, letter_id)

    assert [each.code for each in caught.value.findings] == ["C81"]
    assert (signed.state.value, signed.signed_at) == ("signed", world.clock.now)
    assert (len(waiting), open_duties(world, "C81")) == (1, [])


def test_one_letter_each(world: World) -> None:
    """A wrong one is taken back first; a keeper hands out none."""
    campaign_id = running(world)
    first, _ = issued(world, campaign_id, "mechanic", "keeper")
    with pytest.raises(Duplicate):
        issued(world, campaign_id, "mechanic")
    with world.work("safety_officer") as work:
        people.withdraw_letter(work, first, reason="内容有误")
    issued(world, campaign_id, "mechanic")
    with pytest.raises(Forbidden), world.work("keeper") as work:
        people.issue_letters(
            work, campaign_id=campaign_id, text="负责", person_ids=[world.people["buyer"].id]
        )
    with pytest.raises(Unreadable) as caught:
        issued(world, campaign_id)
    with world.read() as work:
        states = sorted(each.state.value for each in work.all(ResponsibilityLetter))

    assert states == ["issued", "issued", "withdrawn"]
    assert caught.value.field == "person_ids"


def test_certificate_that_runs_out_is_called_to_mind(world: World) -> None:
    """Sixty days before its end, and not once a longer one is there."""
    world.clock.forward(days=(date(2027, 11, 1) - world.clock.now.date()).days)
    waiting = open_duties(world, "L03C")
    with world.work() as work:
        mine.certify(
            work, world.people["mechanic"].id, permit="electrician", number="ZJ-新",
            issuer="合成发证机关", valid_from=work.today, valid_until=date(2030, 1, 1),
        )  # fmt: skip
    renewed = open_duties(world, "L03C")
    world.clock.forward(days=-1)

    assert any("mechanic for electrician" in each for each in waiting)
    assert len(renewed) == len(waiting) - 1
    assert open_duties(world, "L03C") == []
