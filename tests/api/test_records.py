"""Records over HTTP: versions, pages, actions, and what never leaves."""

from __future__ import annotations

from uuid import UUID

import pytest
from fastapi import FastAPI

from equiplink.db import Base, new_id
from equiplink.mine.models import Place
from equiplink_api.records import HIDDEN
from equiplink_api.table import BY_MODEL, RESOURCES
from tests import world as worlds
from tests.api.conftest import As, plan
from tests.world import World


def test_created_record_names_itself(world: World, as_: As) -> None:
    """201 tells where the record is, its version, its state and what may be done next."""
    client = as_(world, "planner")
    answer = client.post(
        "/plans", json={"number": "J1", "title": "t", "period": "month", "budget": "12000.1"}
    )
    made = answer.json()
    read = client.get(answer.headers["Location"])

    assert answer.status_code == 201
    assert answer.headers["ETag"] == f'"{made["version"]}"'
    assert made["state"] == "draft"
    assert made["budget"] == "12000.10"
    assert made["actions"] == [
        "add_line", "add_lines", "put_lines", "change_budget", "correct", "gather", "submit",
    ]  # fmt: skip
    assert read.json() == made


def test_actions_are_those_of_the_reader(world: World, as_: As) -> None:
    """Who may not do a thing does not see it among the actions."""
    made = plan(as_(world, "planner"))

    seen = as_(world, "approver").get(f"/plans/{made['id']}").json()

    assert seen["actions"] == []


@pytest.mark.parametrize(
    ("sent", "status"), [('"1"', 409), ("*", 409), ('"7"', 412), ('"7", "1"', 409), ("1", 412)]
)
def test_stale_page_is_refused(world: World, as_: As, sent: str, status: int) -> None:
    """If-Match with another version is 412; with the right one the rules are asked."""
    client = as_(world, "planner")
    made = plan(client)

    answer = client.post(f"/plans/{made['id']}/submit", headers={"If-Match": sent})

    assert answer.status_code == status, answer.text


def test_pages_show_every_record_once(world: World, as_: As) -> None:
    """Following the cursor shows all records in order, also when some are added meanwhile."""
    client = as_(world, "planner")
    numbers = [f"J{number}" for number in range(5)]
    for number in numbers[:4]:
        plan(client, number)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "2", **({"after": cursor} if cursor else {})}
        answer = client.get("/plans", params=params).json()
        seen += [each["number"] for each in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
        if len(seen) == 2:
            plan(client, numbers[4])

    assert numbers == seen


@pytest.mark.parametrize(
    "params",
    [{"limit": "0"}, {"limit": "201"}, {"after": "x"}, {"state": "expired"}, {"unknown": "1"}],
)
def test_query_is_bounded(world: World, as_: As, params: dict[str, str]) -> None:
    """A page has a limit, and a filter that does not exist is no silent wildcard."""
    answer = as_(world, "planner").get("/plans", params=params)

    assert answer.status_code == 422


def test_list_is_filtered_by_state_and_reference(world: World, as_: As) -> None:
    """A state and every reference are filters."""
    client = as_(world, "planner")
    plan(client)
    parent = str(world.places["3101回风巷"])

    assert len(client.get("/plans", params={"state": "draft"}).json()["items"]) == 1
    assert client.get("/plans", params={"state": "closed"}).json()["items"] == []
    children = client.get("/places", params={"parent_id": parent}).json()["items"]
    assert [each["name"] for each in children] == ["3101综采工作面"]


def test_other_mine_is_invisible(world: World, as_: As) -> None:
    """Every record of another mine is not found, by reading and by every action."""
    other = worlds.make(world.chain, world.clock, code="OTHER")
    made = plan(as_(other, "planner"))
    client = as_(world, "planner")
    place = other.places["副井井口"]

    assert client.get("/plans").json()["items"] == []
    assert client.get(f"/plans/{made['id']}").status_code == 404
    assert client.get(f"/places/{place}").status_code == 404
    for name in ("submit", "close"):
        assert client.post(f"/plans/{made['id']}/{name}").status_code == 404
    assert as_(other, "planner").get(f"/plans/{made['id']}").json() == made


def test_every_action_on_a_record_that_does_not_exist_is_not_found(world: World, as_: As) -> None:
    """No action on a number that this mine does not have gets further than 404 or the body."""
    client = as_(world, "administrator")
    answers = {
        f"/{each.path}/{{id}}/{name}": client.post(f"/{each.path}/{new_id()}/{name}").status_code
        for each in RESOURCES
        for name in each.act
    }

    assert set(answers.values()) <= {403, 404, 422}, answers


def test_secrets_never_leave(app: FastAPI) -> None:
    """No schema of the document holds a hidden column."""
    schemas = app.openapi()["components"]["schemas"]
    for model, hidden in HIDDEN.items():
        assert hidden <= {column.key for column in model.__mapper__.column_attrs}
        shown = schemas.get(model.__name__, {}).get("properties", {})

        assert hidden.isdisjoint(shown)


def test_what_sounds_secret_is_hidden() -> None:
    """A new column whose name sounds like a secret must be hidden or renamed."""
    words = ("password", "digest", "secret", "sealed", "private", "nonce", "salt")
    offered = {each.model for each in RESOURCES} | {
        part.model for each in RESOURCES for part in each.parts
    }
    bare = {
        f"{model.__name__}.{column.key}"
        for model in offered
        for column in model.__mapper__.column_attrs
        if any(word in column.key for word in words)
        and column.key not in HIDDEN.get(model, frozenset())
    }

    assert bare <= {"Hold.sealed"}


def test_account_is_shown_without_its_hash(world: World, as_: As) -> None:
    """The administrator reads accounts, not what unlocks them; nobody else reads them."""
    admin = as_(world, "administrator")
    body = {
        "person_id": str(world.people["keeper"].id),
        "username": "k",
        "password": "long enough 1",
    }
    made = admin.post("/accounts", json=body)

    assert made.status_code == 201, made.text
    assert set(made.json()) == {"id", "username", "person_id"}
    assert admin.get(f"/accounts/{made.json()['id']}").json() == made.json()
    assert as_(world, "keeper").get("/accounts").status_code == 403


def test_parts_belong_to_a_resource_only_once() -> None:
    """Each model has one row in the table, so that a record has one address."""
    models: list[type[Base]] = [each.model for each in RESOURCES]

    assert len(set(models)) == len(models) == len(BY_MODEL)


def test_duplicate_names_the_field_and_leaves_nothing(world: World, as_: As) -> None:
    """A second place of one name is 409 and is not stored."""
    admin = as_(world, "administrator")
    answer = admin.post("/places", json={"name": "副井井口", "zone": "shaft"})

    with world.read() as work:
        assert len(work.all(Place, name="副井井口")) == 1
    assert answer.status_code == 409
    assert answer.json()["code"] == "duplicate"
    assert UUID(answer.json()["instance"].removeprefix("urn:uuid:")).version == 7
