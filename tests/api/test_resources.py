"""The table of resources: nothing of any state table is missing, and the document is sound."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any

import pytest
from fastapi import FastAPI
from openapi_spec_validator import validate

import equiplink
from equiplink.states import Machine
from equiplink_api.routes import routes
from equiplink_api.table import RESOURCES
from tests.api.conftest import Client

OPEN = {"/E/{code}", "/sessions", "/stations", "/healthz", "/rules", "/openapi.json"}
"""What needs no token: to get one, to see that the service lives, and the law."""


def machines() -> list[Machine[Any]]:
    """Return every state table of the library."""
    found: dict[str, Machine[Any]] = {}
    for module in pkgutil.walk_packages(equiplink.__path__, "equiplink."):
        if module.name.count(".") == 2 and module.name.endswith("states"):
            tables = vars(import_module(module.name)).values()
            found |= {each.name: each for each in tables if isinstance(each, Machine)}
    return list(found.values())


@pytest.mark.parametrize("machine", machines(), ids=lambda machine: machine.name)
def test_every_action_of_every_state_table_is_a_route(app: FastAPI, machine: Machine[Any]) -> None:
    """An action is a route of its record, or names the route that takes it."""
    rows = [each for each in RESOURCES if each.machine is machine]
    assert len(rows) == 1, f"no resource for {machine.name}"
    row = rows[0]
    own = {row.steps.get(name, name) for name in (*row.create, *row.act)}
    known = {
        f"{method.upper()} {path}"
        for path, item in app.openapi()["paths"].items()
        for method in item
    }

    assert set(machine.actions) <= own | set(row.elsewhere)
    assert set(row.elsewhere.values()) <= known


def test_document_is_valid(app: FastAPI) -> None:
    """The OpenAPI document passes a validator that is not ours."""
    document = app.openapi()
    validate(document)

    assert document["info"]["title"].startswith("煤矿")
    assert document["info"]["version"]


def test_every_operation_is_described(app: FastAPI) -> None:
    """Each operation has an id of its own, a summary and a description."""
    operations = [
        operation for item in app.openapi()["paths"].values() for operation in item.values()
    ]
    ids = [each["operationId"] for each in operations]

    assert len(set(ids)) == len(ids)
    assert all(each["summary"] and each["description"] for each in operations)


def test_every_route_but_the_open_ones_asks_who_calls(app: FastAPI, anybody: Client) -> None:
    """Without a token each route answers 401, whatever else is wrong with the request."""
    answers = {
        f"{method} {path}": anybody.request(method, path.replace("{", "").replace("}", ""))
        for path, item in app.openapi()["paths"].items()
        if path not in OPEN
        for method in item
    }
    wrong = {name: each.status_code for name, each in answers.items() if each.status_code != 401}

    assert wrong == {}


def test_routes_run_in_threads() -> None:
    """No route is a coroutine, because the library beneath it blocks."""
    routers = [routes(each) for each in RESOURCES]
    ends = [each.endpoint for router in routers for each in router.routes]  # type: ignore[attr-defined]

    assert ends
    assert not any(map(iscoroutinefunction, ends))


def test_rules_are_listed_with_their_clauses(anybody: Client) -> None:
    """Everybody may read the rules."""
    rules = anybody.get("/rules").json()

    assert rules
    assert all(each["statute"] and each["article"] and each["zh"] for each in rules)


def test_service_tells_that_it_lives(anybody: Client) -> None:
    """The health check asks the database."""
    answer = anybody.get("/healthz")

    assert answer.json()["status"] == "ok"
