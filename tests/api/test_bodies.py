"""From signatures to bodies: what is read exactly, and what is not read at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

import pytest
from pydantic import BaseModel, ValidationError

from equiplink.work import Work
from equiplink_api.bodies import arguments, body_of
from tests.api.conftest import As
from tests.api.conftest import plan as drafted
from tests.world import World


@dataclass(frozen=True)
class Line:
    """A line of a test verb."""

    what: str
    quantity: Decimal
    note: str = "无"


class Paper(TypedDict):
    """A paper of a test verb."""

    number: str
    until: NotRequired[date]


def verb(
    work: Work,
    subject_id: UUID,
    *,
    amount: Decimal,
    at: datetime | None = None,
    day: date | None = None,
    count: int = 1,
    sure: bool = False,
    lines: Sequence[Line] = (),
    papers: Mapping[str, Paper] | None = None,
    words: Iterable[str] = (),
    facts: dict[str, Any] | None = None,
) -> None:
    """Take everything that a verb may take."""


BODY: type[BaseModel] = body_of(verb, "Verb", skip=2)


def read(**members: object) -> dict[str, Any]:
    """Return the arguments that the verb would get."""
    return arguments(BODY(**members))


def test_work_and_subject_are_no_members() -> None:
    """The transaction comes from the service and the subject from the path."""
    assert {"work", "subject_id"}.isdisjoint(BODY.model_fields)


def test_defaults_stay_with_the_verb() -> None:
    """What was not sent is not passed on."""
    assert read(amount="1.10") == {"amount": Decimal("1.10")}


def test_nested_rows_arrive_as_the_verbs_own_types() -> None:
    """A dataclass arrives as itself, a TypedDict as a dict of what was sent."""
    sent = read(
        amount=1,
        lines=[{"what": "电缆", "quantity": "2.5"}],
        papers={"manual": {"number": "A-1"}},
        words=["甲"],
        facts={"motor_kw": Decimal("40.5")},
    )

    assert sent["lines"] == [Line("电缆", Decimal("2.5"))]
    assert sent["papers"] == {"manual": {"number": "A-1"}}
    assert sent["words"] == ["甲"]
    assert sent["facts"] == {"motor_kw": 40.5}


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "NaN"},
        {"amount": "Infinity"},
        {"amount": True},
        {"amount": "1e999999999"},
        {"amount": "1_0"},
        {"amount": 1, "unknown": 1},
        {"amount": 1, "at": "2026-11-02T09:00:00"},
        {"amount": 1, "at": 1_700_000_000},
        {"amount": 1, "day": 20_000},
        {"amount": 1, "day": "0001-01-01"},
        {"amount": 1, "at": "9999-12-31T23:59:59-14:00"},
        {"amount": 1, "count": "1"},
        {"amount": 1, "count": True},
        {"amount": 1, "count": 2**63},
        {"amount": 1, "sure": "yes"},
        {"amount": 1, "sure": 1},
        {"amount": 1, "lines": [{"what": "电缆", "quantity": 1, "price": 1}]},
        {"amount": 1, "words": "甲"},
        {"amount": 1, "words": ["x" * 10_001]},
        {"amount": 1, "papers": {"manual": {}}},
    ],
)
def test_what_is_not_meant_is_not_read(wrong: dict[str, object]) -> None:
    """No guess is made: naive times, flags for numbers, unknown members are refused."""
    with pytest.raises(ValidationError):
        read(**wrong)


def test_number_in_json_stays_exact(world: World, as_: As) -> None:
    """A number that no float can hold arrives to the fen."""
    client = as_(world, "planner")
    body = '{"number": "J1", "title": "t", "period": "month", "budget": 12345678901234567.89}'
    answer = client.post("/plans", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 201, answer.text
    assert answer.json()["budget"] == "12345678901234567.89"


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 100_000,
        '{"number": ' + "9" * 5_000 + "}",
        '{"number": "J1", "title": "\\u0000", "period": "month", "budget": 1}',
        '{"number": "J1", "title": "\\ud800", "period": "month", "budget": 1}',
        '{"number": "J1", "title": "t", "period": "month", "budget": NaN}',
        '{"number": "J1", "title": "t", "period": "month", "budget": 1, "\\u0000": 1}',
        '{"number": "J1", "title": "t", "period": "month", "budget": 1e400}',
        b"\xff\xfe",
    ],
)
def test_hostile_json_is_malformed_and_never_a_failure(
    world: World, as_: As, body: str | bytes
) -> None:
    """Whatever the bytes are, the answer is 422."""
    client = as_(world, "planner")
    answer = client.post("/plans", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422, answer.text
    assert client.get("/plans").json()["items"] == []


def test_malformed_answer_never_repeats_the_input(world: World, as_: As) -> None:
    """What was sent wrongly, a password perhaps, does not come back."""
    client = as_(world, "planner")
    answer = client.post("/sessions", json={"mine": "TEST", "password": {"secret": "hunter2"}})

    assert answer.status_code == 422
    assert "hunter2" not in answer.text
    assert {each["field"] for each in answer.json()["errors"]} == {"body.username", "body.password"}


def test_body_may_be_left_out_where_nothing_is_asked(world: World, as_: As) -> None:
    """An action without required members needs no body."""
    client = as_(world, "planner")
    made = drafted(client)
    answer = client.post(f"/plans/{made['id']}/submit")

    assert answer.status_code == 409
    assert answer.json()["findings"]
